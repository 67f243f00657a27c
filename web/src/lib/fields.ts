// SPDX-License-Identifier: Apache-2.0
// The fields of a claim as one list, each tied to the words that prove it. The
// record's spans count code points of the whole report, the marks UTF-16 of a
// stretch; the two are matched by role, label and order.
import type { Actor, ClaimDetail, Mark } from "../api/types";
import { basisWords, compact, type Span } from "./dates";
import type { Role } from "./spans";
import { LINK, verb } from "./words";

export interface Field {
  key: string;
  role: Role;
  title: string;
  value: string;
  note: string;
  /** the words stand in another sentence */
  elsewhere: string | null;
}

function actorNote(a: Actor): string {
  const code = [a.country, a.sector].filter(Boolean).join("/");
  const words = a.text && a.text !== a.name ? `“${a.text}”` : "";
  const link = a.link && a.link !== "name" ? (LINK[a.link] ?? a.link) : "";
  return [a.office, code, words, link].filter(Boolean).join(" · ");
}

interface Draft {
  role: Role;
  title: string;
  value: string;
  note: string;
  at: number;
}

const str = (v: unknown): string => (typeof v === "string" ? v : typeof v === "number" ? String(v) : "");
const start = (v: unknown): number => (Array.isArray(v) && typeof v[0] === "number" ? v[0] : -1);

function drafts(c: ClaimDetail): Draft[] {
  const r = c.record;
  const out: Draft[] = [];
  const actors = (list: readonly Actor[] | undefined, role: Role, title: string): void => {
    for (const a of list ?? [])
      out.push({ role, title: a.role ?? title, value: a.name ?? a.text ?? "", note: actorNote(a), at: start(a.span) });
  };
  actors(r.source, "source", "who");
  actors(r.target, "target", "to whom");
  const trigger = r.trigger ?? {};
  out.push({
    role: "act",
    title: "act",
    value: `${r.category}${r.mode ? `/${r.mode}` : ""}`,
    note: [verb(r.category, r.mode), r.cameo ? `CAMEO ${r.cameo}` : "", r.goldstein != null ? `score ${r.goldstein}` : "", `rule ${str(trigger["rule"])}`]
      .filter(Boolean)
      .join(" · "),
    at: start(trigger["span"]),
  });
  const date = r.date as Span & { text?: string; span?: unknown };
  out.push({
    role: "date",
    title: "when",
    value: compact(date),
    note: [date.text ? `“${date.text}”` : "", date.precision ?? "", basisWords(date.basis)].filter(Boolean).join(" · "),
    at: start(date.span),
  });
  for (const [k, v] of Object.entries(r.dates ?? {})) {
    const d = v as (Span & { text?: string; span?: unknown }) | null;
    if (d) out.push({ role: "date", title: k, value: compact(d), note: d.text ? `“${d.text}”` : "", at: start(d.span) });
  }
  if (r.place)
    out.push({ role: "place", title: "where", value: str(r.place["name"]), note: str(r.place["country"]), at: start(r.place["span"]) });
  if (r.occasion) {
    const o = r.occasion;
    out.push({
      role: "occasion",
      title: "occasion",
      value: str(o["name"]),
      note: o["ordinal"] ? `no. ${str(o["ordinal"])}, counted from ${str(o["base_year"])}` : "",
      at: start(o["span"]),
    });
  }
  actors(r.others, "other", "other part");
  return out;
}

export interface Tied {
  fields: Field[];
  /** keys of the marks within the stretch, in their order */
  keys: string[];
  /** keys of the marks outside of it */
  away: string[];
}

export function tie(c: ClaimDetail): Tied {
  const all = drafts(c);
  const marks: (Pick<Mark, "role" | "label"> & { at: number; words: string | null })[] = [
    ...(c.stretch?.marks ?? []).map((m) => ({ role: m.role, label: m.label, at: m.from + (c.stretch?.offset ?? 0), words: null })),
    ...(c.stretch?.elsewhere ?? []).map((m) => ({ role: m.role, label: m.label, at: m.from, words: m.words })),
  ];
  const keyOf = new Array<string>(marks.length).fill("");
  const used = new Set<number>();
  const fields = all.map((d, i): Field => {
    const key = `${d.role}:${i}`;
    let best = -1;
    marks.forEach((m, k) => {
      if (used.has(k) || m.role !== d.role) return;
      const named = d.value !== "" && m.label.includes(d.value);
      const bestNamed = best >= 0 && d.value !== "" && (marks[best]?.label.includes(d.value) ?? false);
      if (best < 0 || (named && !bestNamed) || (named === bestNamed && m.at < (marks[best]?.at ?? 0))) best = k;
    });
    if (best >= 0 && d.at >= 0) {
      used.add(best);
      keyOf[best] = key;
    } else best = -1;
    return { key, role: d.role, title: d.title, value: d.value, note: d.note, elsewhere: marks[best]?.words ?? null };
  });
  // Marks without a field of their own (links of the chain, further words of a
  // field) are tied by role.
  const keys = marks.map((m, k) => {
    if (keyOf[k]) return keyOf[k] as string;
    return fields.find((f) => f.role === m.role)?.key ?? `${m.role}:*`;
  });
  const n = c.stretch?.marks.length ?? 0;
  return { fields, keys: keys.slice(0, n), away: keys.slice(n) };
}
