// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useGet } from "../api/client";
import type { DisagreementsAnswer } from "../api/types";
import { href, useAddress } from "../state/address";
import { eventHref, filterOf } from "../state/filter";
import { Answer, Name, Pager } from "../components/common";
import { Disagree } from "../components/disagree";
import { Chips, Facets } from "../components/facets";
import { arrows, plural } from "../lib/words";

const LIMIT = 25;

export function DisagreementsPage(): JSX.Element {
  const { query } = useAddress();
  const filter = filterOf(query);
  const offset = Number(query["offset"] ?? 0) || 0;
  const got = useGet<DisagreementsAnswer>("/disagreements", { ...filter, limit: LIMIT, offset });
  return (
    <>
      <div class="head">
        <h1>Disagreements</h1>
        <span class="soft n" role="status">
          {got.data ? plural(got.data.total, "event") : ""}
        </span>
      </div>
      <div class="sides">
        <Facets />
        <div>
          <Chips filter={filter} page="disagreements" />
          <Answer of={got}>
            {(d) =>
              d.total === 0 ? (
                <p class="note">No two claims of one event contradict each other under these conditions.</p>
              ) : (
                <div class="stack">
                  {d.disagreements.map((x) => (
                    <section key={x.event} class="claim" aria-label={x.what}>
                      <h2>
                        <a href={eventHref(x.event)}>
                          <span class="n">{x.from && x.to && x.from !== x.to ? `${x.from} – ${x.to}` : (x.from ?? x.to ?? "no day")}</span>{" "}
                          <Name>{arrows(x.what)}</Name>
                        </a>
                      </h2>
                      <Disagree fields={x.fields} />
                    </section>
                  ))}
                  <Pager offset={d.offset} limit={LIMIT} total={d.total} link={(o) => href("disagreements", "", { ...query, offset: o ? String(o) : undefined })} />
                </div>
              )
            }
          </Answer>
        </div>
      </div>
    </>
  );
}
