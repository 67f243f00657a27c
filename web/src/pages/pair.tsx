// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useGet } from "../api/client";
import type { EventRow, Facets, EventList as Page, Series } from "../api/types";
import { href, useAddress } from "../state/address";
import { chronology, eventHref } from "../state/filter";
import { Answer, Choice, CopyButton } from "../components/common";
import { Exports } from "../components/exports";
import { EventLine } from "../components/event-row";
import { openPair, SeriesChart, SeriesTable } from "../components/series-chart";
import { count, plural } from "../lib/words";

function PairForm({ now = "" }: { now?: string }): JSX.Element {
  return (
    <form
      class="bar no-print"
      onSubmit={(e) => {
        e.preventDefault();
        openPair(String(new FormData(e.currentTarget).get("pair") ?? ""));
      }}
    >
      <label>
        pair <input type="text" name="pair" value={now} placeholder="PRK-RUS, IGO/UN-PRK" />
      </label>
      <button type="submit">show</button>
    </form>
  );
}

function PairList(): JSX.Element {
  const got = useGet<Facets>("/facets", { facet: "dyad", limit: 300 });
  return (
    <>
      <div class="head">
        <h1>Pairs</h1>
        <span class="soft">Which countries and organisations act towards each other.</span>
      </div>
      <PairForm />
      <Answer of={got}>
        {(d) => {
          const rows = d.facets.dyad ?? [];
          const most = Math.max(1, ...rows.map((r) => r.count));
          return (
            <div class="scroll" tabIndex={0} role="group" aria-label="pairs">
              <table>
                <thead>
                  <tr>
                    <th scope="col">pair</th>
                    <th scope="col" class="n">
                      events
                    </th>
                    <th scope="col">
                      <span class="hidden">share</span>
                    </th>
                    <th scope="col">see also</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((r) => (
                    <tr key={r.value}>
                      <th scope="row">
                        <a href={href("pair", r.value)}>{r.label}</a>
                      </th>
                      <td class="n">{count(r.count)}</td>
                      <td>
                        <svg width="160" height="10" aria-hidden="true">
                          <rect class="q1" width={(160 * r.count) / most} height="10" />
                        </svg>
                      </td>
                      <td class="small">
                        <a href={chronology({ dyad: r.value })} aria-label={`chronology of ${r.value}`}>
                          chronology
                        </a>{" "}
                        <a href={href("observances", "", { between: r.value })} aria-label={`observances of ${r.value}`}>
                          observances
                        </a>{" "}
                        <a href={href("messages", "", { between: r.value })} aria-label={`messages of ${r.value}`}>
                          messages
                        </a>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {rows.length === 0 && <p class="note">No event has two sides from different countries.</p>}
            </div>
          );
        }}
      </Answer>
    </>
  );
}

function Latest({ dyad }: { dyad: string }): JSX.Element {
  const got = useGet<Page>("/events", { dyad, sort: "-date", limit: 8 });
  return (
    <Answer of={got}>
      {(d) => (
        <ul class="plain">
          {d.events.map((row: EventRow) => (
            <li class="row" key={row.event}>
              <a href={eventHref(row.event)}>
                <EventLine row={row} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </Answer>
  );
}

function PairView({ dyad }: { dyad: string }): JSX.Element {
  const { query } = useAddress();
  const by = query["by"] === "month" || query["by"] === "quarter" ? query["by"] : "year";
  const directed = query["directed"] === "1" ? "1" : undefined;
  const unit = query["unit"] === "claims" ? "claims" : undefined;
  const { status, category, from, to } = query;
  const params = { dyad, by, directed, unit, status, category, from, to };
  const got = useGet<Series>("/series", params);
  const link = (set: Record<string, string | undefined>): string => href("pair", dyad, { ...query, ...set });
  const [a = "", b = ""] = dyad.split(/-(?=[A-Z])/);
  return (
    <>
      <div class="head">
        <h1>{got.data?.dyad ?? dyad} over time</h1>
        <span class="bar end">
          <CopyButton label="copy link" text={location.href} />
          <Exports params={params} series />
        </span>
      </div>
      <div class="bar no-print">
        <PairForm now={dyad} />
        <Choice label="periods" of={[["month", "by month"], ["quarter", "by quarter"], ["year", "by year"]]} at={by} link={(v) => link({ by: v })} />
        <Choice
          label="direction"
          of={[
            ["", "both ways"],
            ["1", `${a} towards ${b}`],
          ]}
          at={directed ?? ""}
          link={(v) => link({ directed: v || undefined })}
        />
        <a class="button" href={href("pair", `${b}-${a}`, query)}>
          turn round
        </a>
        <Choice label="unit" of={[["", "events"], ["claims", "claims"]]} at={unit ?? ""} link={(v) => link({ unit: v || undefined })} />
        <a href={chronology({ dyad })}>chronology</a>
        <a href={href("observances", "", { between: dyad })}>observances</a>
        <a href={href("messages", "", { between: dyad })}>messages</a>
      </div>
      <Answer of={got}>
        {(s) => (
          <div class="stack">
            {s.points.length === 0 ? <p class="note">No act of this pair has a date that lies in a {by}.</p> : <SeriesChart series={s} />}
            <div class="legend">
              {["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"].map((t, i) => (
                <span key={t}>
                  <svg viewBox="0 0 14 14" aria-hidden="true">
                    <rect class={`q${i + 1}`} width="14" height="14" />
                  </svg>{" "}
                  {t}
                </span>
              ))}
              <span>
                <svg viewBox="0 0 14 14" aria-hidden="true">
                  <rect class="act-mark q0 hollow dashed" x="1" y="1" width="12" height="12" />
                </svg>{" "}
                known only to be by or since then
              </span>
              <span>hatched: no reports of that period, which is a gap and not an absence</span>
            </div>
            <p class="small soft">
              {s.wide > 0 && `${plural(s.wide, "act")} with a date wider than a ${by} in no period. `}
              {s.undated > 0 && `${plural(s.undated, "act")} without any date. `}
              Only acts told as done are counted{query["status"] ? ` (here: ${query["status"]})` : ""}.
            </p>
            <section aria-labelledby="h-ch">
              <h2 id="h-ch">Where the rate changes</h2>
              {s.changes.length === 0 ? (
                <p class="soft">No change stands out from the scatter.</p>
              ) : (
                <ul>
                  {s.changes.map((c) => (
                    <li key={c.change}>
                      <strong>{c.change}</strong>: from {c.before} to {c.after} acts a {s.by} (gain {c.gain}); look at{" "}
                      {c.events.slice(0, 12).map((e, i) => (
                        <>
                          {i > 0 && ", "}
                          <a href={eventHref(e)}>
                            <code>{e.slice(0, 8)}</code>
                          </a>
                        </>
                      ))}
                      {c.events.length > 12 && ` and ${c.events.length - 12} more`}
                    </li>
                  ))}
                </ul>
              )}
              <p class="small soft">It says that the rate of told acts changed, not why: a new source does that too.</p>
            </section>
            <SeriesTable series={s} />
          </div>
        )}
      </Answer>
      <section aria-labelledby="h-last">
        <h2 id="h-last">Latest, of any status</h2>
        <Latest dyad={dyad} />
      </section>
    </>
  );
}

export function PairPage(): JSX.Element {
  const { id } = useAddress();
  return id ? <PairView dyad={id} /> : <PairList />;
}
