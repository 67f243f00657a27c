// SPDX-License-Identifier: Apache-2.0
// The conditions of a view, named as the API names them, so that address, API
// and export say the same.
import { href, type Query } from "./address";

export const FILTER = [
  "text", "actor", "dyad", "category", "mode", "status", "place", "origin",
  "occasion", "reviewed", "from", "to", "confidence",
] as const;

export type Condition = (typeof FILTER)[number];
export type Filter = Partial<Record<Condition, string>>;

export const TITLE: Record<Condition | "year", string> = {
  text: "words",
  actor: "actor",
  dyad: "pair",
  category: "category",
  mode: "mode",
  status: "status",
  place: "place",
  origin: "on whose word",
  occasion: "occasion",
  reviewed: "review",
  from: "from",
  to: "to",
  confidence: "confidence at least",
  year: "year",
};

export function filterOf(query: Query): Filter {
  const f: Filter = {};
  for (const k of FILTER) {
    const v = query[k];
    if (v) f[k] = v;
  }
  return f;
}

/** Where a link into the chronology begins: what is told as done. */
export const START: Filter = { status: "occurred" };

export const chronology = (f: Filter): string => href("chronology", "", f);
export const eventHref = (id: string, claim?: string): string =>
  href("event", id, claim ? { claim } : {});
export const reportHref = (id: string, claim?: string): string =>
  href("report", id, claim ? { claim } : {});
