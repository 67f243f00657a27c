// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { EventRow } from "../api/types";
import { basisWords, compact, vague } from "../lib/dates";
import { allSay } from "../lib/voice";
import { short } from "../lib/text";
import { percent, plural, quadWords, STATUS, verb } from "../lib/words";
import { Glyph, Name, Names, StatusTag, Quote } from "./common";

/** Who and to whom, with the direction that the act has. */
export function Parties({ row }: { row: Pick<EventRow, "source" | "target" | "symmetric"> }): JSX.Element {
  if (!row.target) return <Names of={row.source} none="somebody not named" />;
  return (
    <>
      <Names of={row.source} none="somebody not named" />{" "}
      <span aria-hidden="true">{row.symmetric ? "↔" : "→"}</span>
      <span class="hidden">{row.symmetric ? "and" : "to"}</span> <Names of={row.target} />
    </>
  );
}

/** The act in a line for those who hear it. */
export function spoken(row: EventRow): string {
  const parts = [
    `${allSay(row.origins, row.voice, row.origin_count)}:`,
    row.source ?? "somebody not named",
    verb(row.category, row.mode),
    row.target ?? "",
    row.trigger ? `(“${row.trigger}”),` : "",
    compact(row.date),
    row.status === "occurred" ? "" : `, ${STATUS[row.status]}`,
    `, ${quadWords(row.quad)}, ${plural(row.reports, "report")}`,
  ];
  return short(parts.filter(Boolean).join(" ").replace(/ ,/g, ","));
}

export function EventLine({ row }: { row: EventRow }): JSX.Element {
  return (
    <>
      <span class="when" title={`${compact(row.date)}: ${basisWords(row.date.basis)}`}>
        {compact(row.date)}
        {vague(row.date) && row.date.precision !== "none" && (
          <span class="line">
            {row.date.basis === "published" || row.date.basis === "bounded"
              ? "no day in the text"
              : row.date.precision}
          </span>
        )}
      </span>
      <span class="glyph-cell">
        <Glyph quad={row.quad} status={row.status} />
        <span class="hidden">{quadWords(row.quad)}</span>
      </span>
      <span class="acts">
        <span class={`what ${row.status === "denied" ? "denied" : ""}`}>
          <strong>
            <Parties row={row} />
          </strong>{" "}
          {row.trigger && <Quote>{row.trigger}</Quote>}
        </span>
        <span class="line">
          <StatusTag status={row.status} /> {row.category}
          {row.mode && ` · ${row.mode}`}
          {row.place && (
            <>
              {" · "}
              <Name>{row.place}</Name>
            </>
          )}
          {row.occasion && (
            <>
              {" · "}
              <Name>{row.occasion}</Name>
            </>
          )}
        </span>
      </span>
      <span class="word">
        <span class="word">
          <bdi dir="auto">{short(allSay(row.origins, row.voice, row.origin_count))}</bdi>
        </span>
        <span class="line n">
          {plural(row.reports, "report")} · {percent(row.confidence)}
          {row.origin_count > 1 && ` · ${row.origin_count} origins`}
          {row.disagree && " · they disagree"}
          {row.reviewed !== "unreviewed" && ` · ${row.reviewed}`}
        </span>
      </span>
    </>
  );
}
