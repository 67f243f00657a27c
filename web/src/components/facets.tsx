// SPDX-License-Identifier: Apache-2.0
// What else could be asked, with how many events each answer would leave.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useGet } from "../api/client";
import type { Facets as Answer, FacetValue } from "../api/types";
import { href, useAddress, change } from "../state/address";
import { FILTER, TITLE, filterOf, type Condition, type Filter } from "../state/filter";
import { count } from "../lib/words";
import { useMedia } from "../lib/media";
import { Problem } from "./common";

const SHOWN = ["status", "dyad", "actor", "category", "mode", "origin", "occasion", "place", "year", "reviewed"] as const;
type Facet = (typeof SHOWN)[number];
const FEW = 7;
const MANY = 60;

function isOn(facet: Facet, value: string, f: Filter): boolean {
  if (facet === "year") return f.from === value && f.to === value;
  return f[facet] === value;
}

function setting(facet: Facet, value: string, on: boolean): Filter {
  const v = on ? undefined : value;
  return facet === "year" ? { from: v, to: v } : { [facet]: v };
}

export function Chips({ filter, page, id = "" }: { filter: Filter; page: string; id?: string }): JSX.Element | null {
  const { query } = useAddress();
  const on = FILTER.filter((k) => filter[k]);
  if (!on.length) return null;
  return (
    <div class="chips" role="group" aria-label="conditions">
      {on.map((k) => (
        <a key={k} class="chip" href={href(page, id, { ...query, [k]: undefined, offset: undefined })}>
          {TITLE[k]}: <bdi dir="auto">{filter[k]}</bdi> <span aria-hidden="true">×</span>
          <span class="hidden">, take away</span>
        </a>
      ))}
      {on.length > 1 && (
        <a class="chip" href={href(page, id, Object.fromEntries(Object.entries(query).filter(([k]) => !FILTER.includes(k as Condition))))}>
          all away
        </a>
      )}
    </div>
  );
}

function Values({ facet, values, all, filter }: { facet: Facet; values: FacetValue[]; all: number; filter: Filter }): JSX.Element | null {
  const { page, id, query } = useAddress();
  const [more, setMore] = useState(false);
  const [like, setLike] = useState("");
  const wide = useGet<Answer>(more ? "/facets" : null, { ...filter, facet, like, limit: MANY });
  const known = more ? (wide.data?.facets[facet] ?? values) : values;
  // a value in force is shown, also where it leaves nothing
  const now = facet === "year" ? undefined : filter[facet];
  const absent = now !== undefined && !known.some((v) => v.value === now) && !like;
  const shown = more ? known : known.slice(0, FEW);
  if (!shown.length && !absent) return null;
  return (
    <section>
      <h2>{TITLE[facet]}</h2>
      {more && (
        <input
          type="search"
          aria-label={`find a value of ${TITLE[facet]}`}
          placeholder="find"
          value={like}
          onInput={(e) => setLike(e.currentTarget.value)}
        />
      )}
      <ul class="plain">
        {absent && (
          <li>
            <a class="facet" aria-current="true" href={href(page, id, { ...query, [facet]: undefined })}>
              <bdi dir="auto">{now}</bdi>
            </a>
          </li>
        )}
        {shown.map((v) => {
          const on = isOn(facet, v.value, filter);
          return (
            <li key={v.value}>
              <a
                class="facet"
                href={href(page, id, { ...query, offset: undefined, ...setting(facet, v.value, on) })}
                aria-current={on ? "true" : undefined}
                title={v.label === v.value ? undefined : v.value}
              >
                <bdi dir="auto">{v.label}</bdi>
                <span class="n">{count(v.count)}</span>
              </a>
            </li>
          );
        })}
      </ul>
      {(more || all > shown.length) && (
        <button type="button" class="bare small" aria-expanded={more} onClick={() => setMore(!more)}>
          {more ? `fewer of ${TITLE[facet]}` : `all ${count(all)} of ${TITLE[facet]}`}
        </button>
      )}
    </section>
  );
}

/** Free conditions: words, period, confidence. */
function Conditions({ filter }: { filter: Filter }): JSX.Element {
  const submit = (e: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    e.preventDefault();
    const form = new FormData(e.currentTarget);
    const set: Record<string, string | undefined> = { offset: undefined };
    for (const k of ["text", "from", "to", "confidence"]) set[k] = String(form.get(k) ?? "").trim() || undefined;
    change(set);
  };
  const day = "\\d{4}(-\\d{2}(-\\d{2})?)?";
  return (
    <form onSubmit={submit} key={JSON.stringify(filter)}>
      <section>
        <label class="hidden" for="f-text">
          words in the reports
        </label>
        <input id="f-text" name="text" type="search" placeholder="words in the reports" value={filter.text ?? ""} />
        <div class="conditions">
          <label for="f-from">from</label>
          <input id="f-from" name="from" type="text" placeholder="2019-04" pattern={day} value={filter.from ?? ""} />
          <label for="f-to">to</label>
          <input id="f-to" name="to" type="text" placeholder="2023" pattern={day} value={filter.to ?? ""} />
          <label for="f-conf">sure to</label>
          <input id="f-conf" name="confidence" type="number" min="0" max="1" step="0.05" placeholder="0.8" value={filter.confidence ?? ""} />
          <button type="submit">apply</button>
        </div>
      </section>
    </form>
  );
}

export function Facets(): JSX.Element {
  const { query } = useAddress();
  const filter = filterOf(query);
  const small = useMedia("(max-width: 60rem)");
  const got = useGet<Answer>("/facets", { ...filter, limit: FEW + 1 });
  const body = (
    <>
      <Conditions filter={filter} />
      {got.error && <Problem error={got.error} />}
      {got.data &&
        SHOWN.map((f) => (
          <Values
            key={f}
            facet={f}
            values={got.data?.facets[f] ?? []}
            all={got.data?.values[f] ?? 0}
            filter={filter}
          />
        ))}
    </>
  );
  return small ? (
    <details class="facets panel">
      <summary>conditions{got.data ? `: ${count(got.data.total)} events` : ""}</summary>
      {body}
    </details>
  ) : (
    <aside class="facets" aria-label="conditions with counts">
      {body}
    </aside>
  );
}
