// SPDX-License-Identifier: Apache-2.0
// How the record's codes are put for people. What a source claims is never put
// as a fact: whose word it is comes first.

const VERB: Record<string, string> = {
  AGREE: "agrees with",
  CONSULT: "consults with",
  SUPPORT: "expresses support for",
  CONCEDE: "concedes to",
  COOPERATE: "cooperates with",
  AID: "gives aid to",
  RETREAT: "eases pressure on",
  REQUEST: "makes a request to",
  ACCUSE: "criticises or accuses",
  REJECT: "refuses or rejects",
  THREATEN: "threatens",
  PROTEST: "protests against",
  SANCTION: "reduces relations with",
  MOBILIZE: "mobilises forces towards",
  COERCE: "uses coercion against",
  ASSAULT: "uses force against",
};

const MODE: Record<string, string> = {
  "CONSULT/visit": "visits or meets",
  "CONSULT/message": "sends a message to",
  "SUPPORT/message": "sends greetings, thanks or condolences to",
  "CONSULT/phone": "telephones",
  "RETREAT/ceasefire": "ceases fire towards",
  "RETREAT/withdraw": "withdraws from",
  "RETREAT/release": "releases people or goods of",
};

export function verb(category: string, mode: string | null | undefined): string {
  return (mode && MODE[`${category}/${mode}`]) || VERB[category] || category.toLowerCase();
}

export const QUADS = [
  "verbal cooperation",
  "material cooperation",
  "verbal conflict",
  "material conflict",
] as const;

export const quadWords = (quad: number | null | undefined): string =>
  (quad && QUADS[quad - 1]) || "no class";

export const STATUS: Record<string, string> = {
  occurred: "told as done or going on",
  planned: "told as planned",
  possible: "told as possible",
  denied: "told as denied",
};

export const CATEGORIES = Object.keys(VERB);

export const LINK: Record<string, string> = {
  name: "by name",
  alias: "by another name",
  office: "by office",
  metonym: "a place stands for its state",
  demonym: "by nationality",
  coreference: "by a word that points back",
  list: "one of those the words sum up",
};

export const FLAG: Record<string, string> = {
  "ambiguous-voice": "the source can be one of two",
  background: "told as background: history rather than news",
  "denied-by-voice": "the source denies it",
  "doubted-by-voice": "the source only claims it, or it is “reportedly” so",
  "inferred-date": "the report came without a date; its day was worked out",
  "inferred-source": "who did it is inferred: the words do not name it",
  "inferred-target": "to whom is inferred: no words beside the verb name it",
  "source-is-speaker": "taken to be whoever says it",
  "source-of-before": "taken to be whoever did the act told before",
  "target-of-deed": "taken to be whoever did what the words speak of",
  "target-in-content": "taken to be whoever else the content names",
  "target-of-before": "taken to be the other party of the act before",
  "target-is-topic": "taken to be whom the report names most",
  "target-at-home": "taken to be somebody of the source’s own country",
};

/** The arrows of a line that the command line prints, as signs. */
export const arrows = (line: string | null): string => (line ?? "").replace(/ <-> /g, " ↔ ").replace(/ -> /g, " → ");

export const percent = (p: number): string => `${Math.round(p * 100)} %`;

const grouped = new Intl.NumberFormat("en-GB");
export const count = (n: number): string => grouped.format(n);

/** "1 report", "5 reports". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

export function list(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}
