// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useGet } from "../api/client";
import type { ReportList, ReportRow } from "../api/types";
import { change, href, useAddress } from "../state/address";
import { reportHref } from "../state/filter";
import { Answer, Choice, Name, OutLink, Pager } from "../components/common";
import { shown } from "../lib/text";
import { plural } from "../lib/words";

const LIMIT = 50;

/** Words round a hit, with the hits marked; offsets never make markup. */
export function Snippet({ of }: { of: NonNullable<ReportRow["snippet"]> }): JSX.Element {
  const out: (string | JSX.Element)[] = [];
  let at = 0;
  for (const [a = 0, b = 0] of of.hits) {
    if (a < at) continue;
    out.push(shown(of.text.slice(at, a)), <mark key={a}>{shown(of.text.slice(a, b))}</mark>);
    at = b;
  }
  out.push(shown(of.text.slice(at)));
  return (
    <p class="excerpt" dir="auto">
      {out}
    </p>
  );
}

function dayText(r: ReportRow): string {
  const d = r.dated;
  if (d.day) return d.basis === "inferred" ? `${d.day}, worked out (${d.confidence} %)` : d.basis === "set" ? `${d.day}, set by hand` : d.day;
  if (d.from || d.to) return `between ${d.from ?? "?"} and ${d.to ?? "?"}, worked out`;
  return "without a day";
}

export function ReportsPage(): JSX.Element {
  const { query } = useAddress();
  const { text, publisher, from, to } = query;
  const sort = query["sort"] ?? "added";
  const offset = Number(query["offset"] ?? 0) || 0;
  const got = useGet<ReportList>("/reports", { text, publisher, from, to, sort, limit: LIMIT, offset });
  const submit = (e: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    e.preventDefault();
    const set: Record<string, string | undefined> = { offset: undefined };
    for (const [k, v] of new FormData(e.currentTarget)) set[k] = String(v).trim() || undefined;
    change(set);
  };
  return (
    <>
      <div class="head">
        <h1>Reports</h1>
        <span class="soft n" role="status">
          {got.data ? plural(got.data.total, "report") : ""}
        </span>
      </div>
      <form class="bar no-print" onSubmit={submit} key={JSON.stringify(query)} role="search" aria-label="reports">
        <input type="search" name="text" aria-label="words in the reports" placeholder="words, “in this order”, rail*" value={text ?? ""} dir="auto" />
        <label>
          publisher <input type="text" name="publisher" value={publisher ?? ""} dir="auto" />
        </label>
        <label>
          from <input type="text" name="from" size={9} placeholder="2019-04" value={from ?? ""} />
        </label>
        <label>
          to <input type="text" name="to" size={9} placeholder="2023" value={to ?? ""} />
        </label>
        <button type="submit">search</button>
        <Choice label="order" of={[["added", "as added"], ["date", "earliest first"], ["-date", "latest first"]]} at={sort} link={(v) => href("reports", "", { ...query, sort: v === "added" ? undefined : v, offset: undefined })} />
      </form>
      <Answer of={got}>
        {(d) => (
          <div class="stack">
            {d.total === 0 && <p class="note">No report fits these conditions.</p>}
            <ul class="plain">
              {d.reports.map((r) => (
                <li key={r.id} class="report-item">
                  <h2>
                    <a href={reportHref(r.id)}>
                      <Name>{r.title ?? r.id}</Name>
                    </a>
                  </h2>
                  <p class="small soft">
                    {r.publisher && (
                      <>
                        <Name>{r.publisher}</Name>
                        {", "}
                      </>
                    )}
                    {dayText(r)} · {plural(r.claims, "claim")}, {plural(r.events, "event")} · <bdi>{r.id}</bdi> <OutLink url={r.url} />
                  </p>
                  {r.snippet && <Snippet of={r.snippet} />}
                </li>
              ))}
            </ul>
            <Pager offset={d.offset} limit={LIMIT} total={d.total} link={(o) => href("reports", "", { ...query, offset: o ? String(o) : undefined })} />
          </div>
        )}
      </Answer>
    </>
  );
}
