// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { segment, useGet } from "../api/client";
import type { Decided, EventDetail, Membership } from "../api/types";
import { go, href, useAddress } from "../state/address";
import { chronology, eventHref } from "../state/filter";
import { useMeta } from "../state/meta";
import { ClaimCard } from "../components/claim";
import { Answer, CopyButton, Glyph, Name, StatusTag, Quote } from "../components/common";
import { Disagree } from "../components/disagree";
import { Parties } from "../components/event-row";
import { FollowList } from "../components/follow";
import { Decisions, MergeForm, ReviewButtons, SameAct } from "../components/review-actions";
import { basisWords, compact, sentence } from "../lib/dates";
import { useKeys } from "../lib/keys";
import { allSay, before } from "../lib/voice";
import { shown } from "../lib/text";
import { arrows, percent, plural, quadWords, STATUS, verb } from "../lib/words";

const RULE: Record<string, string> = {
  first: "the first of the event",
  "same-report": "told again in the same report",
  "same-date": "another report, the same date",
  within: "another report, its date lies within",
  "next-day": "another report, a day apart",
  "near-report": "reports of about the same day",
  "by-hand": "merged by hand",
};

const MISS: Record<string, string> = {
  points: "too few points",
  status: "another status",
  sides: "other sides",
  persons: "other persons",
  mode: "another kind of act",
  "same-report": "the same report tells it as another act",
  choice: "it fits another event better",
};

function Why({ of, onMerge }: { of: readonly Membership[]; onMerge: (event: string | undefined) => void }): JSX.Element {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="why these claims are one event">
      <table>
        <thead>
          <tr>
            <th scope="col">claim</th>
            <th scope="col">is in this event by</th>
            <th scope="col" class="n">
              points
            </th>
            <th scope="col">nearest claim that is not in it</th>
          </tr>
        </thead>
        <tbody>
          {of.map((m) => (
            <tr key={m.claim}>
              <th scope="row">
                <Name>{arrows(m.line)}</Name> <code class="soft">{m.claim.slice(0, 8)}</code>
              </th>
              <td>
                {RULE[m.rule] ?? m.rule}
                {m.with && (
                  <>
                    , compared with <code>{m.with.slice(0, 8)}</code>
                  </>
                )}
              </td>
              <td class="n">
                {m.rule === "first" ? "–" : m.score}
                {m.rule !== "first" && (
                  <div class="small soft">
                    {Object.entries(m.points)
                      .filter(([, n]) => n !== 0)
                      .map(([k, n]) => `${k} ${n}`)
                      .join(", ")}
                  </div>
                )}
              </td>
              <td>
                {m.miss ? (
                  <>
                    <Name>{arrows(m.miss.line)}</Name>{" "}
                    <span class="soft">
                      {MISS[m.miss.why] ?? m.miss.why}, {m.miss.score} points
                    </span>{" "}
                    <SameAct a={m.claim} b={m.miss.claim} onDone={onMerge} />
                  </>
                ) : (
                  <span class="soft">none was near</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Lead({ e }: { e: EventDetail }): JSX.Element {
  const r = e.row;
  return (
    <>
      <p class="wide">
        <bdi dir="auto" class="first">{before(allSay(r.origins, r.voice, r.origin_count))}</bdi> that {sentence(r.date)}
        {r.place && (
          <>
            {" in "}
            <Name>{r.place}</Name>
          </>
        )}
        <span class="soft"> ({basisWords(r.date.basis)})</span>
      </p>
      <h1>
        <span class="bar">
          <Glyph quad={r.quad} status={r.status} />
          <span class={r.status === "denied" ? "denied" : ""}>
            <Parties row={r} />
          </span>
          <StatusTag status={r.status} />
        </span>
      </h1>
      <p>
        {r.category}
        {r.mode && `/${r.mode}`}: {verb(r.category, r.mode)}
        {r.trigger && (
          <>
            {" – "}
            <Quote>{r.trigger}</Quote>
          </>
        )}
        {r.occasion && (
          <>
            {", for "}
            <Name>{r.occasion}</Name>
          </>
        )}
      </p>
      <p class="soft wide">
        {plural(r.reports, "report")}, {plural(r.claims, "claim")},{" "}
        {r.origins ? plural(r.origin_count, "origin") : "on the reports’ own word"}
        {r.origins && (
          <>
            : <bdi>{r.origins}</bdi>
          </>
        )}{" "}
        · {quadWords(r.quad)}
        {r.goldstein !== null && `, score ${r.goldstein}`}
        {r.cameo && ` · CAMEO ${r.cameo}`} · confidence {percent(r.confidence)} · {r.reviewed}
      </p>
    </>
  );
}

export function EventPage(): JSX.Element {
  const { id, query } = useAddress();
  const meta = useMeta();
  const got = useGet<EventDetail>(`/events/${segment(id)}`);
  const [told, tell] = useState("");
  const e = got.data;
  useKeys({
    n: () => e?.next && go(eventHref(e.next)),
    p: () => e?.previous && go(eventHref(e.previous)),
  });
  useEffect(() => {
    if (e && query["claim"]) document.getElementById(`claim-${query["claim"]}`)?.scrollIntoView();
  }, [e?.row.event, query["claim"]]);
  const decided = (d: Decided): void => {
    tell(`kept: ${d.action}`);
    if (d.event && d.event !== id) go(eventHref(d.event), true);
  };
  const moved = (word: string) => (event: string | undefined): void => {
    tell(`kept: ${word}`);
    if (event && event !== id) go(eventHref(event), true);
  };
  return (
    <Answer of={got}>
      {(ev) => {
        const pair = [ev.row.source_code, ev.row.target_code].map((c) => c?.split(",")[0]?.replace(/\/(?!.*IGO)[A-Z]{3}$/, "").trim());
        return (
          <div class="stack">
            <div>
              <p class="bar small no-print">
                <a href={chronology({ from: ev.row.date.from ?? undefined, to: ev.row.date.to ?? undefined })}>what else was then</a>
                {pair[0] && pair[1] && pair[0] !== pair[1] && (
                  <a href={href("pair", `${pair[0]}-${pair[1]}`)}>
                    {pair[0]} and {pair[1]} over time
                  </a>
                )}
                {ev.previous && <a href={eventHref(ev.previous)}>event before</a>}
                {ev.next && <a href={eventHref(ev.next)}>event after</a>}
                <code class="soft">{ev.row.event}</code>
                <span class="good" role="status">
                  {told}
                </span>
              </p>
              <Lead e={ev} />
              <p class="bar no-print">
                <CopyButton label="copy citation" text={ev.citation.text} />
                <CopyButton label="as Markdown" text={ev.citation.markdown} />
                <CopyButton label="as CSL-JSON" text={JSON.stringify([ev.citation.csl], null, 1)} />
                <CopyButton label="copy link" text={location.href} />
              </p>
            </div>
            {ev.disagree.length > 0 && (
              <section class="panel" aria-labelledby="h-dis">
                <h2 id="h-dis">Where the claims disagree</h2>
                <Disagree fields={ev.disagree} />
              </section>
            )}
            {ev.history.length > 0 && (
              <section class="panel" aria-labelledby="h-hist">
                <h2 id="h-hist">History</h2>
                <ol class="steps">
                  {ev.history.map((h) => (
                    <li key={h.status}>
                      {h.reported ?? "undated"}: first {STATUS[h.status]} ({plural(h.claims, "claim")})
                    </li>
                  ))}
                </ol>
              </section>
            )}
            <section aria-labelledby="h-claims">
              <h2 id="h-claims">
                {plural(ev.claims.length, "claim")}
                {ev.more_claims > 0 && ` of ${ev.claims.length + ev.more_claims}`}
              </h2>
              <div class="claims">
                {ev.claims.map((c) => (
                  <ClaimCard key={c.claim} claim={c} best={c.claim === ev.row.claim && ev.claims.length > 1}>
                    {meta.review.allowed ? <ReviewButtons claim={c} others={ev.claims.length > 1} onDone={decided} onSplit={moved("split")} /> : null}
                  </ClaimCard>
                ))}
              </div>
            </section>
            {ev.follows.length > 0 && (
              <section aria-labelledby="h-fol">
                <h2 id="h-fol">What it follows from, and what followed</h2>
                <FollowList of={ev.follows} here={ev.row.event} />
              </section>
            )}
            <section aria-labelledby="h-why">
              <h2 id="h-why">{ev.merging.length > 1 ? "Why these claims are one event" : "Why no other claim is in this event"}</h2>
              <Why of={ev.merging} onMerge={moved("merged")} />
              <MergeForm claim={ev.row.claim} onDone={moved("merged")} />
            </section>
            <section aria-labelledby="h-dec">
              <h2 id="h-dec">Decisions of reviewers</h2>
              <Decisions of={ev.decisions} />
            </section>
            <section aria-labelledby="h-cite">
              <h2 id="h-cite">Citation</h2>
              <p class="report-text">{shown(ev.citation.text)}</p>
              <p class="small soft">
                Date {compact(ev.row.date)}. <code>chancery why -d {meta.store.name} {ev.row.claim}</code> prints every step that
                led to the claim.
              </p>
            </section>
          </div>
        );
      }}
    </Answer>
  );
}
