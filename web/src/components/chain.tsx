// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { VoiceLink } from "../api/types";
import { Name } from "./common";

const CERTAINTY: Record<string, string> = {
  denies: "denies it",
  claims: "claims it",
  believes: "believes it",
  confirms: "confirms it",
};

/** On whose word: from the origin to the report that we have read. */
export function Chain({ voice, report, publisher }: { voice: readonly VoiceLink[]; report: string; publisher: string | null }): JSX.Element {
  const links = [...voice].reverse();
  return (
    <ol class="plain chain" aria-label="the chain from the origin to the report">
      {links.map((l, i) => (
        <li key={i}>
          <span class={`link ${l.inherited ? "inherited" : ""}`}>
            <Name>{l.name}</Name>
            {l.alternative && (
              <>
                {" or "}
                <Name>{l.alternative}</Name>
              </>
            )}
            <small>
              {[
                i === 0 ? "origin" : "passes it on",
                l.kind,
                l.reliability,
                l.certainty ? CERTAINTY[l.certainty] : null,
                l.inherited ? "taken over from another sentence" : null,
                l.alternative ? "the words leave open which" : null,
              ]
                .filter(Boolean)
                .join(" · ")}
            </small>
          </span>
          <span class="arrow" aria-hidden="true">
            →
          </span>
        </li>
      ))}
      <li>
        <span class="link">
          <Name>{publisher ?? report}</Name>
          <small>
            {links.length ? "the report" : "the report itself says so"}
            {publisher && (
              <>
                {" · "}
                <bdi>{report}</bdi>
              </>
            )}
          </small>
        </span>
      </li>
    </ol>
  );
}
