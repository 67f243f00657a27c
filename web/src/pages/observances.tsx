// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useGet } from "../api/client";
import type { Observance, ObservancesAnswer } from "../api/types";
import { href, useAddress } from "../state/address";
import { eventHref } from "../state/filter";
import { Answer, Name, Names, Pager } from "../components/common";
import { words } from "../lib/dates";
import { shown } from "../lib/text";
import { arrows, plural } from "../lib/words";
import { BetweenForm } from "./messages";

const LIMIT = 100;

type Year = Observance["years"][number];

const dayOf = (o: Observance): string => words(`2000-${String(o.month).padStart(2, "0")}-${String(o.day).padStart(2, "0")}`).replace(/ 2000$/, "");

function titleOf(o: Observance): string {
  return o.name ?? dayOf(o);
}

function Cell({ o, year }: { o: Observance; year: number }): JSX.Element {
  const told = o.years.find((y) => y.year === year);
  if (told) {
    const mark = told.ordinal ? `${told.ordinal}.` : "●";
    const text = `${titleOf(o)} ${year}: ${told.line ?? "told"}${told.told_only ? ", told by a report of another year" : ""}`;
    return (
      <td>
        {told.event ? (
          <a href={eventHref(told.event)} title={text}>
            {told.told_only ? `(${mark})` : mark}
            <span class="hidden"> {text}</span>
          </a>
        ) : (
          <span title={text}>({mark})</span>
        )}
      </td>
    );
  }
  if (o.gaps.includes(year))
    return (
      <td class="gap-cell">
        <span class="hidden">no report</span>
      </td>
    );
  return <td class="none">{o.base_year !== null && year < o.base_year ? "" : "·"}</td>;
}

function Wording({ o }: { o: Observance }): JSX.Element {
  const piece = (t: string | null): string[] => (t ? t.split(/,\s*|\s+/).filter(Boolean) : []);
  return (
    <ol class="plain">
      {o.years.map((y: Year, i) => (
        <li key={`${y.year}${i}`} class="note">
          <strong class="n">{y.year}</strong>{" "}
          {y.line && y.event ? (
            <a href={eventHref(y.event)}>
              <Name>{arrows(y.line)}</Name>
            </a>
          ) : (
            <Name>{arrows(y.line)}</Name>
          )}
          , on the word of <Names of={y.origins} none="the report itself" />
          {y.words && (
            <p class="report-text" dir="auto">
              {shown(y.words)}
            </p>
          )}
          {i > 0 && (y.adds || y.drops) && (
            <p class="small">
              {y.adds && (
                <>
                  new:{" "}
                  {piece(y.adds).map((w) => (
                    <ins key={w} class="added">
                      <bdi>{w}</bdi>{" "}
                    </ins>
                  ))}
                </>
              )}
              {y.drops && (
                <>
                  gone:{" "}
                  {piece(y.drops).map((w) => (
                    <del key={w} class="dropped">
                      <bdi>{w}</bdi>{" "}
                    </del>
                  ))}
                </>
              )}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function Pair({ between, list }: { between: string; list: Observance[] }): JSX.Element {
  const first = Math.min(...list.map((o) => o.first));
  const last = Math.max(...list.map((o) => o.last));
  // A long time shows only the years that something is known of.
  const every = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const years = every.length <= 40 ? every : [...new Set(list.flatMap((o) => [...o.years.map((y) => y.year), ...o.gaps]))].sort((a, b) => a - b).slice(-60);
  return (
    <section class="stack" aria-label={between}>
      <h2>
        <a href={href("pair", between)}>{between}</a>
      </h2>
      <div class="scroll" tabIndex={0} role="group" aria-label={`years of ${between}`}>
        <table class="year-grid">
          <thead>
            <tr>
              <th scope="col">occasion</th>
              {years.map((y) => (
                <th key={y} scope="col">
                  {y}
                </th>
              ))}
              <th scope="col">next due</th>
            </tr>
          </thead>
          <tbody>
            {list.map((o) => (
              <tr key={`${o.observance}${o.month}${o.day}`}>
                <th scope="row">
                  <Name>{titleOf(o)}</Name>
                  <div class="small soft">
                    {o.name ? dayOf(o) : "a day without a name"}
                    {o.base_year !== null && `, since ${o.base_year}`}
                  </div>
                </th>
                {years.map((y) => (
                  <Cell key={y} o={o} year={y} />
                ))}
                <td class="n">{o.due ?? "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {list.map((o) => (
        <details key={`w${o.observance}${o.month}${o.day}`}>
          <summary>
            wording of <Name>{titleOf(o)}</Name>, {plural(o.years.length, "year")}
          </summary>
          <Wording o={o} />
        </details>
      ))}
    </section>
  );
}

export function ObservancesPage(): JSX.Element {
  const { query } = useAddress();
  const { between, from, to } = query;
  const offset = Number(query["offset"] ?? 0) || 0;
  const got = useGet<ObservancesAnswer>("/observances", { between, from, to, limit: LIMIT, offset });
  return (
    <>
      <div class="head">
        <h1>Observances</h1>
        <span class="soft">What recurs every year, and between whom.</span>
      </div>
      <BetweenForm />
      <p class="legend">
        <span>74. – marked, with the number told</span>
        <span>● – marked</span>
        <span>(●) – only told by a report of another year</span>
        <span>hatched – years between without a report: a gap is not an absence</span>
      </p>
      <Answer of={got}>
        {(d) => {
          const pairs = new Map<string, Observance[]>();
          for (const o of d.observances) {
            const list = pairs.get(o.between);
            if (list) list.push(o);
            else pairs.set(o.between, [o]);
          }
          if (!pairs.size) return <p class="note">Nothing recurs under these conditions.</p>;
          return (
            <div class="stack">
              {[...pairs].map(([b, list]) => (
                <Pair key={b} between={b} list={list} />
              ))}
              <Pager offset={d.offset} limit={LIMIT} total={d.total} link={(o) => href("observances", "", { ...query, offset: o ? String(o) : undefined })} />
            </div>
          );
        }}
      </Answer>
    </>
  );
}
