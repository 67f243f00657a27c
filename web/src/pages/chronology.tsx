// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { change, href, useAddress } from "../state/address";
import { filterOf } from "../state/filter";
import { useMeta } from "../state/meta";
import { useKeys } from "../lib/keys";
import { count } from "../lib/words";
import { Choice, CopyButton } from "../components/common";
import { DensityStrip, type By } from "../components/density";
import { EventList } from "../components/event-list";
import { Exports } from "../components/exports";
import { Chips, Facets } from "../components/facets";
import { Timeline } from "../components/timeline";

const SORTS = [
  ["date", "earliest first"],
  ["-date", "latest first"],
  ["confidence", "least sure first"],
  ["-reports", "most reports first"],
  ["-origins", "most origins first"],
] as const;

export function Chronology(): JSX.Element {
  const { query } = useAddress();
  const meta = useMeta();
  const filter = filterOf(query);
  const [total, setTotal] = useState<number | null>(null);
  const by: By = query["by"] === "day" || query["by"] === "year" ? query["by"] : "month";
  const view = query["view"] === "timeline" ? "timeline" : "list";
  const sort = query["sort"] ?? "date";
  useKeys({ o: () => change({ status: query["status"] ? undefined : "occurred" }) });
  const link = (set: Record<string, string | undefined>): string => href("chronology", "", { ...query, ...set });
  return (
    <>
      <div class="head">
        <h1>Chronology</h1>
        <span class="soft n" role="status">
          {total === null ? "" : `${count(total)} of ${count(meta.store.events)} events`}
        </span>
        <span class="bar end">
          <a class="button no-print" href={link({ status: query["status"] ? undefined : "occurred" })}>
            {query["status"] ? "also planned, possible, denied" : "only what is told as done"}
          </a>
          <CopyButton label="copy link" text={location.href} />
          <Exports params={filter} />
        </span>
      </div>
      <div class="sides">
        <Facets />
        <div class="stack">
          <div>
            <Chips filter={filter} page="chronology" />
            <DensityStrip filter={filter} meta={meta} />
            <div class="bar no-print">
              <Choice
                label="view"
                of={[
                  ["list", "list"],
                  ["timeline", "timeline"],
                ]}
                at={view}
                link={(v) => link({ view: v === "list" ? undefined : v })}
              />
              <Choice
                label="periods"
                of={[
                  ["day", "by day"],
                  ["month", "by month"],
                  ["year", "by year"],
                ]}
                at={by}
                link={(v) => link({ by: v === "month" ? undefined : v })}
              />
              <label>
                <span class="hidden">order</span>
                <select value={sort} onChange={(e) => change({ sort: e.currentTarget.value === "date" ? undefined : e.currentTarget.value })}>
                  {SORTS.map(([v, t]) => (
                    <option key={v} value={v}>
                      {t}
                    </option>
                  ))}
                </select>
              </label>
            </div>
          </div>
          {view === "timeline" && <Timeline filter={filter} meta={meta} by={by} />}
          <EventList params={{ ...filter, sort }} by={by} label="events" onTotal={setTotal} />
        </div>
      </div>
    </>
  );
}
