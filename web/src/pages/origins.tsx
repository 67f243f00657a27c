// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useGet } from "../api/client";
import type { Origin, OriginsAnswer } from "../api/types";
import { href, useAddress } from "../state/address";
import { chronology } from "../state/filter";
import { Answer, Name } from "../components/common";
import { OWN } from "../lib/voice";
import { count } from "../lib/words";

const COLUMNS = [
  ["events", "events"],
  ["alone", "nobody else tells"],
  ["claims", "claims"],
  ["denials", "of them denials"],
  ["reports", "reports"],
] as const;
type Column = (typeof COLUMNS)[number][0];

export function OriginsPage(): JSX.Element {
  const { query } = useAddress();
  const got = useGet<OriginsAnswer>("/origins");
  const sort: Column = (COLUMNS.find(([k]) => k === query["sort"])?.[0] ?? "events") as Column;
  return (
    <>
      <div class="head">
        <h1>Origins</h1>
        <span class="soft">On whose word the record rests. Ten outlets that print one agency are one origin.</span>
      </div>
      <Answer of={got}>
        {(d) => {
          const rows = [...d.origins].sort((a: Origin, b: Origin) => b[sort] - a[sort]);
          const most = Math.max(1, ...rows.map((o) => o.events));
          return (
            <div class="scroll" tabIndex={0} role="group" aria-label="origins">
              <table>
                <thead>
                  <tr>
                    <th scope="col">origin</th>
                    <th scope="col">kind</th>
                    <th scope="col">class</th>
                    {COLUMNS.map(([k, t]) => (
                      <th key={k} scope="col" class="n" aria-sort={k === sort ? "descending" : undefined}>
                        <a href={href("origins", "", { sort: k === "events" ? undefined : k })}>{t}</a>
                      </th>
                    ))}
                    <th scope="col">
                      <span class="hidden">share</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((o) => (
                    <tr key={o.name ?? ""}>
                      <th scope="row">
                        <a href={chronology({ origin: o.name ?? OWN })}>
                          <Name>{o.name ?? OWN}</Name>
                        </a>
                      </th>
                      <td>{o.kind ?? "–"}</td>
                      <td>{o.reliability ?? "–"}</td>
                      {COLUMNS.map(([k]) => (
                        <td key={k} class="n">
                          {count(o[k])}
                        </td>
                      ))}
                      <td>
                        <svg width="120" height="12" aria-hidden="true">
                          <rect class="q1" width={(120 * o.events) / most} height="12" />
                          <rect class="q2" width={(120 * o.alone) / most} height="12" />
                        </svg>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Answer>
      <p class="small soft">The dark part of a bar are the events that no other origin tells. A class says what kind of word it is, and nothing of truth.</p>
    </>
  );
}
