// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { Follow } from "../api/types";
import { eventHref } from "../state/filter";
import { arrows, plural } from "../lib/words";
import { Name, Quote } from "./common";

const KIND: Record<Follow["kind"], string> = {
  done: "planned, then told as done",
  reply: "answered by",
  denial: "denied by",
  nth: "counted on from",
  signing: "then signed",
  ratification: "then ratified",
  breach: "then said to be broken",
  open: "planned; nothing yet tells that it was done",
  lapsed: "planned; its day passed and nothing tells that it was done",
};

const span = (a: string | null, b: string | null): string => (a && b && a !== b ? `${a} – ${b}` : (a ?? b ?? "no day"));

function Side({ id, line, from, to, here }: { id: string; line: string; from: string | null; to: string | null; here?: string | undefined }): JSX.Element {
  return (
    <>
      <span class="n soft">{span(from, to)}</span>{" "}
      {id === here ? (
        <strong>this event</strong>
      ) : (
        <a href={eventHref(id)}>
          <Name>{arrows(line)}</Name>
        </a>
      )}
    </>
  );
}

export function FollowList({ of, here }: { of: readonly Follow[]; here?: string }): JSX.Element {
  return (
    <ul class="plain">
      {of.map((f, i) => (
        <li key={i} class="note">
          <Side id={f.of} line={f.of_line} from={f.of_from} to={f.of_to} here={here} />
          <div>
            <em>{KIND[f.kind]}</em>
            {f.days !== null && `, after ${plural(f.days, "day")}`}
            {f.words && (
              <>
                , <Quote>{f.words}</Quote>
              </>
            )}
          </div>
          {f.event && <Side id={f.event} line={f.line ?? f.event} from={f.from} to={f.to} here={here} />}
        </li>
      ))}
    </ul>
  );
}
