// SPDX-License-Identifier: Apache-2.0
// A text with its marks. What is pointed at or has the focus is told by its
// key, so that a field and its words light up together.
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Mark } from "../api/types";
import { COLOUR, cut, TAG } from "../lib/spans";
import { shown } from "../lib/text";

export interface Tie {
  /** key of what is lit */
  on: string | null;
  set: (key: string | null) => void;
}

interface Props {
  text: string;
  marks: readonly Mark[];
  /** key of each mark, in their order */
  keys: readonly string[];
  tie: Tie;
  sentence?: readonly number[];
  before?: boolean;
  after?: boolean;
}

export function Marked({ text, marks, keys, tie, sentence, before, after }: Props): JSX.Element {
  const pieces = useMemo(() => cut(text, marks, sentence), [text, marks, sentence]);
  const [s0 = -1, s1 = -1] = sentence ?? [];
  return (
    <p class="report-text" dir="auto" lang="">
      {before && <span class="soft">… </span>}
      {pieces.map((p) => {
        const top = p.over[0];
        const m = top === undefined ? undefined : marks[top];
        if (top === undefined || !m) {
          const told = p.from >= s0 && p.from < s1;
          return told ? shown(p.text) : <span class="soft">{shown(p.text)}</span>;
        }
        const key = keys[top] ?? "";
        const lit = p.over.some((i) => keys[i] === tie.on);
        const fresh = p.begins.length > 0;
        return (
          <mark
            key={p.from}
            class={`mark r-${COLOUR[m.role]} ${lit ? "on" : ""} ${p.from >= s0 && p.from < s1 ? "" : "away"}`}
            data-key={key}
            tabIndex={fresh ? 0 : undefined}
            title={p.over.map((i) => `${TAG[marks[i]?.role ?? "other"]}: ${marks[i]?.label ?? ""}`).join("\n")}
            onMouseEnter={() => tie.set(key)}
            onMouseLeave={() => tie.set(null)}
            onFocus={() => tie.set(key)}
            onBlur={() => tie.set(null)}
          >
            {fresh && <span class="role">{p.begins.map((i) => TAG[marks[i]?.role ?? "other"]).join(" + ")}</span>}
            {shown(p.text)}
          </mark>
        );
      })}
      {after && <span class="soft"> …</span>}
    </p>
  );
}
