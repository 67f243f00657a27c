// SPDX-License-Identifier: Apache-2.0

// Made by tools/types.mjs from docs/api/openapi.json. Do not edit.

/** What every answer with a status of 400 or more has as its body. */
export interface Error {
  error: {
    /** the HTTP status */
    status: number;
    /** one word to branch on */
    code: "bad_request" | "unauthorized" | "forbidden" | "not_found" | "method_not_allowed" | "conflict" | "too_large" | "unsupported_media_type" | "uri_too_long" | "too_many_requests" | "unavailable" | "internal";
    /** a whole sentence for people; never a path of the machine */
    message: string;
    /** the parameter or member that is wrong */
    parameter?: string;
  };
}

export interface Date {
  /** the record's value: 2019-08-15, 2019-04, 2019, 2023-07-25/2023-07-26; null where only bounds are known or nothing is */
  value: string | null;
  /** first day, YYYY-MM-DD; null: open */
  from: string | null;
  /** last day, inclusive; null: open */
  to: string | null;
  /** how exact the words are */
  precision: "none" | "day" | "week" | "month" | "quarter" | "year" | "decade" | "interval";
  /** what the date rests on (docs/record.md); published: the text tells none, and the report's day is only the latest that it can be */
  basis: "text" | "inherited" | "occasion" | "bounded" | "published";
}

/** One event of a listing: the line that `chancery query --format jsonl` prints. */
export interface EventRow {
  /** the event's id, "e" and hexadecimal digits */
  event: string;
  date: Date;
  /** PLOVER category */
  category: "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" | "COOPERATE" | "AID" | "RETREAT" | "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" | "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT";
  /** finer kind within the category */
  mode: string | null;
  /** nearest CAMEO code */
  cameo: string | null;
  status: "occurred" | "planned" | "possible" | "denied";
  /** who did it: names joined by ", " */
  source: string | null;
  /** "PRK/GOV, KOR" */
  source_code: string | null;
  /** to whom */
  target: string | null;
  target_code: string | null;
  /** true where the act has no direction */
  symmetric: boolean;
  /** where */
  place: string | null;
  /** what it marked: "Liberation Day (74th)" */
  occasion: string | null;
  /** chain of the best claim, from the report outwards: "Yonhap <- KCNA"; null: the report's own word */
  voice: string | null;
  /** names of all origins joined by ", "; null: the reports' own word */
  origins: string | null;
  /** reports that tell it */
  reports: number;
  /** claims that tell it */
  claims: number;
  /** independent origins */
  origin_count: number;
  /** id of the claim that tells it best */
  claim: string;
  /** the words that tell the act */
  trigger: string | null;
  /** the best claim's sentence; null in a store without text */
  sentence: string | null;
  /** 0 to 1, of the best claim */
  confidence: number;
  /** quad class 1 to 4; null: none */
  quad: number | null;
  /** score on the scale of the run; null: none */
  goldstein: number | null;
  /** state of its claims' reviews */
  reviewed: "unreviewed" | "accepted" | "corrected" | "rejected";
  /** its claims contradict each other */
  disagree: boolean;
}

/** As docs/record.md has it. */
export interface Actor {
  /** part of others: carrier, host, mediator ... */
  role?: string;
  /** id */
  actor?: string | null;
  name?: string | null;
  /** ISO 3166-1 alpha-3, IGO/UN ... */
  country?: string | null;
  /** GOV, MIL ... */
  sector?: string | null;
  /** held on the act's day */
  office?: string | null;
  /** the words */
  text?: string | null;
  span?: number[] | null;
  /** name, alias, office, metonym, demonym, coreference, list */
  link?: string | null;
}

/** The claim's line exactly as `chancery code --format jsonl` prints it; docs/record.md describes each field. Its spans count CODE POINTS of the report's text. To mark text in a browser use `marks`, which count UTF-16 code units. */
export interface ClaimRecord {
  claim: string;
  report: string;
  category: string;
  mode?: string | null;
  cameo?: string | null;
  contexts?: string[];
  quad?: number | null;
  goldstein?: number | null;
  source: Actor[];
  target: Actor[];
  others?: Actor[];
  symmetric?: boolean;
  date: Record<string, unknown>;
  dates?: Record<string, unknown>;
  status: "occurred" | "planned" | "possible" | "denied";
  voice: VoiceLink[];
  place?: Record<string, unknown> | null;
  occasion?: Record<string, unknown> | null;
  quote?: Record<string, unknown> | null;
  trigger?: Record<string, unknown>;
  sentence: Record<string, unknown>;
  confidence: number;
  flags: string[];
}

/** One link of the chain, from the report outwards; the last is the origin. An empty list is the report's own word. */
export interface VoiceLink {
  name: string | null;
  /** id */
  actor: string | null;
  /** state media, person, ... */
  kind: string | null;
  span: number[] | null;
  /** from an earlier sentence */
  inherited: boolean;
  /** another name that the words allow */
  alternative: string | null;
  /** denies, claims, believes, confirms; null: says */
  certainty: string | null;
  /** class of the table */
  reliability: string | null;
}

/** The event's line exactly as `chancery export --format jsonl` prints it (docs/record.md). */
export type EventRecord = Record<string, unknown>;

export interface Mark {
  /** what it proves; colours go by it */
  role: "source" | "target" | "act" | "date" | "place" | "voice" | "occasion" | "other";
  /** what the field says: "Kim Jong Un, PRK/GOV" */
  label: string;
  /** UTF-16 code unit of `text` at which it begins */
  from: number;
  /** where it ends, exclusive */
  to: number;
}

/** A mark that lies outside of the stretch of text shown: an inherited field. */
export interface Elsewhere {
  role: "source" | "target" | "act" | "date" | "place" | "voice" | "occasion" | "other";
  label: string;
  /** the words themselves */
  words: string;
  /** UTF-16 code unit of the report's whole text (GET /reports/{id}) */
  from: number;
  to: number;
}

export interface Stretch {
  /** the sentence with some text on either side, or the whole report */
  text: string;
  /** UTF-16 code unit of the report's whole text at which `text` begins */
  offset: number;
  /** there is more text before */
  before: boolean;
  /** there is more text behind */
  after: boolean;
  /** of the sentence within `text`, [from, to) in UTF-16 code units */
  sentence: number[];
  /** within `text`, by place; they may overlap */
  marks: Mark[];
  /** marks outside of it */
  elsewhere: Elsewhere[];
}

export interface ReportDay {
  /** the day it was read with */
  day: string | null;
  /** the day lies in here */
  from: string | null;
  to: string | null;
  /** percent */
  confidence: number;
  /** given | inferred | set; null: no day is known */
  basis: "given" | "inferred" | "set" | null;
}

export interface ReportHead {
  id: string;
  publisher: string | null;
  title: string | null;
  /** as given; only http: and https: addresses should become links */
  url: string | null;
  /** as given */
  published: string | null;
  dated: ReportDay;
  has_text: boolean;
}

/** A row of table `review` (docs/review.md). */
export interface Decision {
  /** number of the decision; the rows of one decision share it */
  decision: number;
  /** id at the time */
  claim: string;
  /** the claim it holds for now; null: it is gone */
  now: string | null;
  /** that claim's event */
  event: string | null;
  state: "accepted" | "corrected" | "rejected" | "missed" | "unreviewed";
  /** corrected field */
  field: string | null;
  /** what the coder had */
  was: string | null;
  /** what the reviewer says */
  value: string | null;
  who: string;
  /** time, as kept */
  at: string;
  why: string | null;
  /** how it was found again */
  match: "same" | "span" | "content" | "changed" | "gone" | null;
  /** taken back later */
  undone: boolean;
  /** number of the decision it takes back */
  undoes: number | null;
}

export interface ClaimDetail {
  claim: string;
  event: string | null;
  report: ReportHead;
  record: ClaimRecord;
  /** null in a store without text */
  stretch: Stretch | null;
  /** on this claim, oldest first */
  decisions: Decision[];
}

/** parts of the score (src/merge/README.md) */
export interface Points {
  date: number;
  sides: number;
  mode: number;
  actors: number;
  place: number;
  occasion: number;
  text: number;
}

/** Why a claim is in its event, and what was nearly in it. */
export interface Membership {
  claim: string;
  /** the claim in a line */
  line: string;
  /** first, same-report, same-date, within, next-day, near-report, by-hand */
  rule: string;
  /** the claim it was compared with */
  with: string | null;
  score: number;
  points: Points;
  miss: {
    /** nearest claim that is not in the event */
    claim: string;
    line: string;
    /** points, status, sides, persons, mode, same-report, choice */
    why: string;
    score: number;
  } | null;
}

export interface DisagreeField {
  /** date, status, mode, place, occasion, persons, number of missiles ... */
  field: string;
  /** all values can be true */
  vague: boolean;
  values: {
    value: string;
    /** the value that the event takes */
    agreed: boolean;
    claims: string[];
    /** ids joined by ", " */
    reports: string;
    /** joined by ", " */
    origins: string;
    /** the words that say so */
    words: string | null;
  }[];
}

export interface Disagreement {
  event: string;
  /** "CONSULT/visit Kim Jong Un -> China" */
  what: string;
  from: string | null;
  to: string | null;
  fields: DisagreeField[];
}

export interface Follow {
  kind: "done" | "reply" | "denial" | "nth" | "signing" | "ratification" | "breach" | "open" | "lapsed";
  /** event */
  of: string;
  /** it in a line */
  of_line: string;
  of_from: string | null;
  of_to: string | null;
  /** what followed; null for open and lapsed plans */
  event: string | null;
  line: string | null;
  from: string | null;
  to: string | null;
  /** between them */
  days: number | null;
  /** "the second such visit in six weeks" */
  words: string | null;
}

export interface Citation {
  /** one paragraph, for notes */
  text: string;
  /** the same in Markdown */
  markdown: string;
  /** the best claim's report as a CSL-JSON item, for Zotero and pandoc */
  csl: Record<string, unknown>;
}

export interface EventDetail {
  row: EventRow;
  record: EventRecord;
  /** all of them, side by side, in the order of input; at most 200, see `more_claims` */
  claims: ClaimDetail[];
  /** claims left out */
  more_claims: number;
  merging: Membership[];
  disagree: DisagreeField[];
  /** planned, then done: where claims differ in status */
  history: {
    status: "occurred" | "planned" | "possible" | "denied";
    /** first day reported so */
    reported: string | null;
    claims: number;
  }[];
  /** what it followed from and what followed */
  follows: Follow[];
  /** on all its claims, oldest first */
  decisions: Decision[];
  citation: Citation;
  /** the event before it by date, of all */
  previous: string | null;
  next: string | null;
}

export interface EventList {
  /** events under the filter */
  total: number;
  /** of the first event below */
  offset: number;
  limit: number;
  /** cursor of the next page; null: this is the last */
  next: string | null;
  /** cursor of the page before */
  previous: string | null;
  events: EventRow[];
}

export interface FacetValue {
  /** what to put into the address */
  value: string;
  /** what to show: the actor's or occasion's name, else the value */
  label: string;
  /** events under the filter that have it */
  count: number;
}

export interface Facets {
  /** events under the filter */
  total: number;
  /** the facets asked for; most frequent first, years by year */
  facets: {
    actor?: FacetValue[];
    dyad?: FacetValue[];
    category?: FacetValue[];
    mode?: FacetValue[];
    status?: FacetValue[];
    place?: FacetValue[];
    origin?: FacetValue[];
    occasion?: FacetValue[];
    year?: FacetValue[];
    reviewed?: FacetValue[];
  };
  /** for each facet asked for: how many values it has in all */
  values: Record<string, number>;
}

export interface Density {
  by: "day" | "month" | "year";
  total: number;
  /** what the numbers of a bin are of, in this order */
  statuses: string[];
  bins: ((string | number)[])[];
  /** counts of events without any date, by status */
  undated: number[];
  /** first period */
  first: string | null;
  last: string | null;
}

export type StatusCounts = number[];

export interface ReportRow {
  id: string;
  publisher: string | null;
  title: string | null;
  /** as given; only http: and https: addresses should become links */
  url: string | null;
  /** as given */
  published: string | null;
  dated: ReportDay;
  has_text: boolean;
  /** claims that it tells */
  claims: number;
  /** events that it tells */
  events: number;
  /** length of its text */
  bytes: number;
  /** where words were asked for */
  snippet: {
    /** words round the first hit */
    text: string;
    /** [from, to) in UTF-16 code units of `text` */
    hits: number[][];
  } | null;
}

export interface ReportList {
  total: number;
  offset: number;
  limit: number;
  next: string | null;
  previous: string | null;
  reports: ReportRow[];
}

export interface ReportDetail {
  report: ReportRow;
  /** UTF-16 code unit at which the body begins, behind a date line */
  body: number;
  /** the whole text, invalid bytes as U+FFFD; null in a store without text */
  text: string | null;
  /** of the text's bytes as given */
  sha256: string;
  /** invalid UTF-8 sequences in it */
  replaced: number;
  /** why the report's day was worked out so, as `chancery date --format jsonl` prints it (code points) */
  reasons: unknown[] | null;
  /** in their order */
  claims: {
    claim: string;
    event: string | null;
    category: "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" | "COOPERATE" | "AID" | "RETREAT" | "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" | "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT";
    mode: string | null;
    status: "occurred" | "planned" | "possible" | "denied";
    source: string | null;
    target: string | null;
    symmetric: boolean;
    confidence: number;
    trigger: string | null;
    /** [from, to) in UTF-16 code units of `text` */
    sentence: number[];
    /** in UTF-16 code units of the whole `text` */
    marks: Mark[];
  }[];
}

export interface Series {
  /** as understood: PRK-RUS, directed PRK>RUS */
  dyad: string;
  by: "month" | "quarter" | "year";
  unit: "events" | "claims";
  /** without gaps; lines of `chancery series --format jsonl` */
  points: {
    dyad: string;
    /** 2019-04, 2019-Q2, 2019 */
    period: string;
    from: string;
    to: string;
    /** acts that lie within the period */
    n: number;
    /** besides: known only to be by or since a day in it */
    bounded: number;
    /** reports of this period in the whole store; 0 means no data, not no acts */
    reports: number;
    /** by quad class 1 to 4: verbal and material cooperation, verbal and material conflict */
    quad: number[];
    /** sum of scores */
    score: number;
    scored: number;
    category: Record<string, number>;
  }[];
  changes: {
    dyad: string;
    /** period in which the new rate begins */
    change: string;
    /** acts a period */
    before: number;
    after: number;
    gain: number;
    /** events of that period */
    events: string[];
  }[];
  /** acts whose date is wider than a period: in none */
  wide: number;
  undated: number;
}

export interface Network {
  by: "actor" | "country";
  /** events under the filter */
  total: number;
  /** most events first */
  nodes: {
    id: string;
    label: string;
    country: string | null;
    kind: "country" | "actor";
    /** events it has part in */
    events: number;
  }[];
  /** between the nodes above, most events first */
  edges: {
    /** node */
    a: string;
    /** node */
    b: string;
    /** events with both on two sides, or together in an act of both */
    events: number;
    /** of them acts of a towards b, or of both */
    forth: number;
    /** of them acts of b towards a, or of both */
    back: number;
    /** quad class 1 and 2 */
    cooperation: number;
    /** quad class 3 and 4 */
    conflict: number;
    /** sum of scores */
    score: number;
    /** first day */
    first: string | null;
    /** last day */
    last: string | null;
  }[];
  /** actors under the filter that are not among the nodes */
  left_out: number;
}

export interface Map {
  total: number;
  /** events without a place */
  nowhere: number;
  /** events with a place whose country is not known */
  unplaced: number;
  countries: {
    /** ISO 3166-1 alpha-3 of the place */
    country: string;
    events: number;
    /** by status, as density */
    status: number[];
  }[];
  /** most events first */
  places: {
    /** value for the facet place */
    place: string;
    country: string | null;
    /** null: the point is not known */
    lat: number | null;
    lon: number | null;
    events: number;
    status: number[];
  }[];
}

export interface Observance {
  /** id; "" where there is none */
  observance: string;
  /** null where the day has none */
  name: string | null;
  /** PRK-RUS */
  between: string;
  month: number;
  day: number;
  base_year: number | null;
  /** years told */
  first: number;
  last: number;
  /** the next time after the last report */
  due: string | null;
  /** years between without a report of it: a gap is not an absence */
  gaps: number[];
  years: {
    year: number;
    /** told by a report of another year; no act of its own */
    told_only: boolean;
    event: string | null;
    /** the act in a line */
    line: string | null;
    from: string | null;
    to: string | null;
    basis: string | null;
    /** as told */
    ordinal: number | null;
    origins: string | null;
    /** the act's sentence and what it quotes */
    words: string | null;
    /** words new against the year before */
    adds: string | null;
    /** words gone against the year before */
    drops: string | null;
  }[];
}

export interface Message {
  event: string;
  claim: string;
  source: string | null;
  target: string | null;
  source_code: string | null;
  target_code: string | null;
  date: Date;
  status: "occurred" | "planned" | "possible" | "denied";
  occasion: string | null;
  carrier: string | null;
  voice: string | null;
  origins: string | null;
  trigger: string | null;
  /** one direction of an exchange */
  exchange: boolean;
  voice_inherited: boolean;
}

export interface Origin {
  /** null: the reports' own word (facet value "the report itself") */
  name: string | null;
  kind: string | null;
  /** class of table voice/reliability.tsv */
  reliability: string | null;
  claims: number;
  /** of the claims, those that it denies */
  denials: number;
  reports: number;
  events: number;
  /** events that no other origin tells */
  alone: number;
}

export interface Run {
  id: string;
  /** of chancery */
  version: string;
  data_version: string;
  rules_version: string;
  model_version: string | null;
  scale: string | null;
  /** percent */
  min_confidence: number | null;
  /** seconds since 1970, where the run was stamped */
  began: number | null;
  /** what the run was told besides */
  options: Record<string, unknown> | unknown[] | string | null;
  /** reports it read last */
  reports: number;
}

export interface Meta {
  tool: {
    name: string;
    version: string;
    /** version of the tables built in */
    data: string;
    rules: string;
    model: string | null;
  };
  store: {
    /** the file's name without its folder */
    name: string;
    /** changes with every change of the store; part of every ETag */
    version: string;
    schema: number;
    has_text: boolean;
    reports: number;
    undated_reports: number;
    claims: number;
    /** without those rejected */
    events: number;
    rejected: number;
    /** first day of an event */
    first: string | null;
    /** last day of an event */
    last: string | null;
    first_report: string | null;
    last_report: string | null;
  };
  review: {
    /** decisions can be posted */
    allowed: boolean;
    /** in whose name */
    reviewer: string | null;
    /** confidence below which a claim is doubtful */
    below: number;
  };
  formats: {
    /** for /export/{format} */
    format: string;
    title: string;
    media_type: string;
    /** of the file's name */
    suffix: string;
  }[];
  limits: {
    /** default of limit */
    page: number;
    page_max: number;
    /** bytes */
    url: number;
    /** bytes of a POST */
    body: number;
  };
  categories: string[];
  statuses: string[];
  /** names of quad classes 1 to 4 */
  quads: string[];
}

export interface QueueItem {
  claim: string;
  confidence: number;
  /** confidence 0.55, ambiguous-voice ... */
  reasons: string[];
  /** skipped before; skipped claims come last */
  skipped: boolean;
  /** the claim in a line */
  line: string;
  event: string | null;
  report: string;
  /** first day of the claim */
  day: string | null;
}

export interface Queue {
  /** claims that wait */
  total: number;
  offset: number;
  limit: number;
  next: string | null;
  previous: string | null;
  below: number;
  reviewer: string | null;
  /** the least sure first; skipped ones last */
  claims: QueueItem[];
}

export interface Progress {
  /** null: nobody may review here; then all reviewers together */
  reviewer: string | null;
  /** claims with a decision that holds */
  decided: number;
  accepted: number;
  corrected: number;
  rejected: number;
  /** acts noted as missed */
  missed: number;
  /** since the server was started */
  skipped: number;
  /** claims of the queue */
  waiting: number;
  /** the last ten decisions, newest first */
  last: Decision[];
}

export interface Agreement {
  figures: {
    kind: "pair" | "all" | "coder";
    /** reviewer */
    a: string | null;
    /** reviewer */
    b: string | null;
    /** verdict, category, date ... */
    field: string;
    /** claims that it is over */
    n: number;
    /** 0 to 1 */
    percent: number | null;
    /** Cohen's */
    kappa: number | null;
    /** Krippendorff's */
    alpha: number | null;
    precision: number | null;
    recall: number | null;
  }[];
}

export interface Conflict {
  kind: "reviewers" | "changed" | "gone";
  claim: string;
  report: string | null;
  field: string;
  who: string;
  value: string | null;
  other_who: string | null;
  other_value: string | null;
}

export interface Decided {
  action: string;
  /** the claim that was decided on; of an undo the one that is open again; null: there was nothing to undo */
  claim: string | null;
  /** its event now; an event's id may change */
  event: string | null;
  /** of the event now */
  state: "unreviewed" | "accepted" | "corrected" | "rejected";
  /** the store's version now */
  version: string;
  progress: Progress;
  /** the claim that waits first now */
  next: QueueItem | null;
}

export interface Decide {
  /** skip is kept until the server ends and puts the claim last; undo takes back the last decision of the reviewer */
  action: "accept" | "correct" | "reject" | "missed" | "skip" | "undo";
  /** id; not for undo */
  claim?: string;
  /** correct: the fields and their right values: category, mode, status, date (YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD), source, target, place, occasion */
  fields?: Record<string, string>;
  /** missed: the act that was missed, in words */
  what?: string;
  /** the reason, kept with the decision */
  why?: string;
}

export interface Verdict {
  number: number;
  kind: "merge" | "unmerge";
  /** claim */
  a: string;
  /** claim */
  b: string;
  who: string;
  at: string;
  why: string | null;
  /** the two claims in a line; null where one is away */
  lines: (string | null)[];
  state: "holds" | "waits" | "conflict";
}

/** Say that two claims tell of one act. */
export interface Merge {
  /** a claim's or event's id */
  a: string;
  b: string;
  why?: string;
}

export interface Split {
  /** these leave their events; those of one event stay together */
  claims: string[];
  why?: string;
}

export interface Merged {
  /** events of the claims now */
  events: string[];
  version: string;
}

export interface Compared {
  claims: string[];
  reports: string[];
  events: (string | null)[];
  lines: string[];
  one_event: boolean;
  one_telling: boolean;
  /** by which they were compared */
  rule: string;
  /** what keeps them apart by themselves */
  gate: string | null;
  points: Points;
  score: number;
  needed: number;
  /** "merge by A on D: why" of the last word on them */
  by_hand: string | null;
}

export interface RunsAnswer {
  runs: Run[];
  merging: {
    /** days by which reports of one act may differ */
    window: number;
    /** that two claims need */
    points: number;
  };
}

export interface ObservancesAnswer {
  /** observances */
  total: number;
  offset: number;
  /** default 100 */
  limit: number;
  next: string | null;
  previous: string | null;
  observances: Observance[];
}

export interface MessagesAnswer {
  total: number;
  offset: number;
  /** default 500 */
  limit: number;
  next: string | null;
  previous: string | null;
  messages: Message[];
}

export interface FollowsAnswer {
  total: number;
  offset: number;
  limit: number;
  next: string | null;
  previous: string | null;
  follows: Follow[];
}

export interface DisagreementsAnswer {
  /** events */
  total: number;
  offset: number;
  limit: number;
  next: string | null;
  previous: string | null;
  disagreements: Disagreement[];
}

export interface OriginsAnswer {
  /** most events first */
  origins: Origin[];
}

export interface ConflictsAnswer {
  conflicts: Conflict[];
}

export interface DecisionsAnswer {
  total: number;
  offset: number;
  limit: number;
  next: string | null;
  previous: string | null;
  decisions: Decision[];
}

export interface MergesAnswer {
  /** newest first */
  merges: Verdict[];
}
