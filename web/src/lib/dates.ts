// SPDX-License-Identifier: Apache-2.0
// Days as the record has them: text "YYYY-MM-DD", never a time of day.

const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August",
  "September", "October", "November", "December",
] as const;

export interface Span {
  value?: string | null;
  from?: string | null;
  to?: string | null;
  precision?: string | null;
  basis?: string | null;
}

export function toUtc(day: string): number {
  const [y = 1970, m = 1, d = 1] = day.split("-").map(Number);
  const t = new Date(0);
  t.setUTCFullYear(y, m - 1, d);
  return t.getTime();
}

export const fromUtc = (t: number): string => new Date(t).toISOString().slice(0, 10);

export const DAY = 86_400_000;

export function addDays(day: string, n: number): string {
  return fromUtc(toUtc(day) + n * DAY);
}

/** Last day of a year, month or day. */
export function lastDay(text: string): string {
  const [y = 1970, m, d] = text.split("-").map(Number);
  if (d) return text;
  if (m) return fromUtc(Date.UTC(y, m, 0));
  return `${y}-12-31`;
}

/** A year, month or day as conditions have it; anything else is no day. */
export const told = (text: string | undefined): string | undefined =>
  text && /^\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?$/.test(text) ? text : undefined;

export function firstDay(text: string): string {
  return text.length === 4 ? `${text}-01-01` : text.length === 7 ? `${text}-01` : text;
}

/** "26 July 2023", "July 2023", "2023". */
export function words(text: string): string {
  const [y, m, d] = text.split("-");
  const month = m ? MONTHS[Number(m) - 1] : undefined;
  if (!month) return String(Number(y));
  return d ? `${Number(d)} ${month} ${Number(y)}` : `${month} ${Number(y)}`;
}

/** A whole year or month as its short form, else the day. */
function short(from: string, to: string): string | null {
  if (from === to) return from;
  const y = from.slice(0, 4);
  if (from === `${y}-01-01` && to === `${y}-12-31`) return y;
  const m = from.slice(0, 7);
  if (from === `${m}-01` && to === lastDay(m)) return m;
  return null;
}

/** "2018-09 – 11", "2023-07-25 – 26": what both ends share is said once. */
function range(from: string, to: string): string {
  let [a, b] = [from, to];
  if (a.endsWith("-01") && b === lastDay(b.slice(0, 7))) [a, b] = [a.slice(0, 7), b.slice(0, 7)];
  if (a.endsWith("-01") && a.length === 7 && b.endsWith("-12")) [a, b] = [a.slice(0, 4), b.slice(0, 4)];
  const shared = a.slice(0, 8) === b.slice(0, 8) && a.length === 10 ? 8 : a.slice(0, 5) === b.slice(0, 5) && a.length > 4 ? 5 : 0;
  return `${a} – ${b.slice(shared)}`;
}

/** The date in one column, as little as says it: "2023-07", "≤ 2023-09-09". */
export function compact(d: Span | null | undefined): string {
  if (!d) return "no day told";
  if (d.value && !d.value.includes("/")) return d.value;
  const { from, to } = d;
  if (from && to) {
    return short(from, to) ?? range(from, to);
  }
  if (to) return `≤ ${to}`;
  if (from) return `≥ ${from}`;
  return "no day told";
}

/** The date in a sentence: "on 26 July 2023", "by 9 September 2023". */
export function sentence(d: Span | null | undefined): string {
  if (!d || (!d.from && !d.to && !d.value)) return "on a day not told";
  if (d.from && d.to) {
    const s = short(d.from, d.to);
    if (s) return `${s.length === 10 ? "on" : "in"} ${words(s)}`;
    return `between ${words(d.from)} and ${words(d.to)}`;
  }
  if (d.to) return `on or before ${words(d.to)}`;
  if (d.from) return `on or after ${words(d.from)}`;
  return `in ${words(d.value ?? "")}`;
}

const BASIS: Record<string, string> = {
  text: "the text tells it",
  inherited: "taken over from an earlier act of the same passage",
  occasion: "the day of the occasion that it marks",
  bounded: "only the ends that are given are known",
  published: "nothing in the text; the report's own date is the latest that it can be",
};

export const basisWords = (basis: string | null | undefined): string =>
  basis ? (BASIS[basis] ?? basis) : "not known";

/** True where the day is not known to the day. */
export function vague(d: Span | null | undefined): boolean {
  return !d?.from || !d.to || d.from !== d.to;
}
