// SPDX-License-Identifier: Apache-2.0
// Cuts a text at the edges of its marks. Marks may overlap: each piece knows
// all marks that lie over it, and which of them begin there.
import type { Mark } from "../api/types";

export interface Piece {
  text: string;
  from: number;
  /** numbers of the marks over it, the shortest first */
  over: number[];
  /** of them, those whose first piece this is */
  begins: number[];
}

export function cut(text: string, marks: readonly Mark[], also: readonly number[] = []): Piece[] {
  const edges = new Set([0, text.length]);
  for (const e of also) if (e > 0 && e < text.length) edges.add(e);
  for (const m of marks) {
    edges.add(Math.max(0, Math.min(text.length, m.from)));
    edges.add(Math.max(0, Math.min(text.length, m.to)));
  }
  const at = [...edges].sort((a, b) => a - b);
  // a sweep: the marks that are open between two edges
  const order = marks.map((_, i) => i).sort((a, b) => (marks[a]?.from ?? 0) - (marks[b]?.from ?? 0));
  let next = 0;
  let open: number[] = [];
  const pieces: Piece[] = [];
  for (let k = 0; k + 1 < at.length; k++) {
    const from = at[k] as number;
    const to = at[k + 1] as number;
    const begins: number[] = [];
    open = open.filter((i) => (marks[i]?.to ?? 0) > from);
    while (next < order.length) {
      const i = order[next] as number;
      const m = marks[i];
      if (!m || m.from > from) break;
      if (m.to > from) {
        open.push(i);
        begins.push(i);
      }
      next++;
    }
    const length = (i: number): number => (marks[i]?.to ?? 0) - (marks[i]?.from ?? 0);
    pieces.push({
      text: text.slice(from, to),
      from,
      over: [...open].sort((a, b) => length(a) - length(b)),
      begins,
    });
  }
  return pieces;
}

export type Role = Mark["role"];

/** The word that stands at a mark, so that colour is never the only sign. */
export const TAG: Record<Role, string> = {
  source: "who",
  target: "whom",
  act: "act",
  date: "when",
  place: "where",
  voice: "says",
  occasion: "marks",
  other: "other",
};

export const FIELD: Record<Role, string> = {
  source: "who",
  target: "to whom",
  act: "act",
  date: "when",
  place: "where",
  voice: "on whose word",
  occasion: "occasion",
  other: "other",
};

export const COLOUR: Record<Role, string> = {
  source: "who",
  target: "whom",
  act: "act",
  date: "when",
  place: "where",
  voice: "voice",
  occasion: "occasion",
  other: "other",
};
