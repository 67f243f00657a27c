// SPDX-License-Identifier: Apache-2.0
// One claim at a time, the least sure first, one key each. The claim stands in
// the address, decisions are with the server before the next claim is shown, and
// drafts are kept in the browser: a reload loses nothing.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { post, segment, useGet, type ApiError } from "../api/client";
import type { Agreement, ClaimDetail, ConflictsAnswer, Decide, Decided, Progress, Queue } from "../api/types";
import { go, href, useAddress } from "../state/address";
import { eventHref } from "../state/filter";
import { useMeta } from "../state/meta";
import { ClaimCard } from "../components/claim";
import { Answer, Name, Problem } from "../components/common";
import { CorrectForm, Decisions } from "../components/review-actions";
import { useKeys } from "../lib/keys";
import { arrows, count, FLAG } from "../lib/words";

const PAGE = 200;

const reason = (r: string): string => FLAG[r] ?? r;

function ProgressBar({ p }: { p: Progress }): JSX.Element {
  const all = Math.max(1, p.decided + p.waiting);
  const part = (100 * p.decided) / all;
  return (
    <div class="bar" role="group" aria-label="progress">
      <span class="progress" role="progressbar" aria-label="decided" aria-valuemin={0} aria-valuemax={all} aria-valuenow={p.decided}>
        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <rect class="q2" width={part} height="8" />
        </svg>
      </span>
      <span class="n">
        {count(p.decided)} decided ({count(p.accepted)} accepted, {count(p.corrected)} corrected, {count(p.rejected)} rejected
        {p.missed ? `, ${count(p.missed)} missed acts noted` : ""}), {count(p.waiting)} waiting
        {p.skipped ? `, ${count(p.skipped)} skipped` : ""}
      </span>
    </div>
  );
}

const figure = (v: number | null): string => (v === null ? "–" : v.toFixed(2));

function AgreementTable(): JSX.Element {
  const got = useGet<Agreement>("/review/agreement");
  return (
    <Answer of={got}>
      {(d) =>
        d.figures.length === 0 ? (
          <p class="soft">Figures appear as soon as somebody has decided.</p>
        ) : (
          <div class="scroll" tabIndex={0} role="group" aria-label="agreement">
            <table>
              <thead>
                <tr>
                  {["of", "field", "claims", "same", "kappa", "alpha", "precision", "recall"].map((t, i) => (
                    <th key={t} scope="col" class={i > 1 ? "n" : ""}>
                      {t}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {d.figures.map((f, i) => (
                  <tr key={i}>
                    <th scope="row">
                      {f.kind === "all" ? "all reviewers" : f.kind === "coder" ? <>the coder{f.a ? <> and <Name>{f.a}</Name></> : ""}</> : <><Name>{f.a}</Name> and <Name>{f.b}</Name></>}
                    </th>
                    <td>{f.field}</td>
                    <td class="n">{f.n}</td>
                    {[f.percent, f.kappa, f.alpha, f.precision, f.recall].map((v, k) => (
                      <td key={k} class="n">
                        {figure(v)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Answer>
  );
}

function Conflicts(): JSX.Element | null {
  const got = useGet<ConflictsAnswer>("/review/conflicts");
  const list = got.data?.conflicts ?? [];
  if (!list.length) return null;
  return (
    <section aria-labelledby="h-con">
      <h2 id="h-con">Decisions that contradict each other or lost their claim</h2>
      <ul>
        {list.map((c, i) => (
          <li key={i}>
            <a href={href("review", c.claim)}>
              <code>{c.claim.slice(0, 8)}</code>
            </a>{" "}
            {c.field}: <Name>{c.who}</Name> says <Name>{c.value}</Name>
            {c.kind === "reviewers" ? (
              <>
                , <Name>{c.other_who}</Name> says <Name>{c.other_value}</Name>
              </>
            ) : c.kind === "gone" ? (
              ", but nothing tells it any more"
            ) : (
              ", but the words now tell another act"
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ReviewPage(): JSX.Element {
  const { id } = useAddress();
  const meta = useMeta();
  const queue = useGet<Queue>("/review/queue", { limit: PAGE });
  const progress = useGet<Progress>("/review/progress");
  const list = queue.data?.claims ?? [];
  const now = id || list[0]?.claim || "";
  const at = list.findIndex((c) => c.claim === now);
  const claim = useGet<ClaimDetail>(now ? `/claims/${segment(now)}` : null);
  const [correcting, setCorrecting] = useState(false);
  const [missing, setMissing] = useState(false);
  const [told, tell] = useState("");
  const [error, setError] = useState<ApiError | null>(null);
  const busy = useRef(false);
  const missedInput = useRef<HTMLInputElement>(null);

  const show = (c: string | undefined): void => {
    setCorrecting(false);
    setMissing(false);
    go(href("review", c ?? ""), true);
  };
  useEffect(() => {
    if (missing) missedInput.current?.focus();
  }, [missing]);

  const after = (d: Decided): void => {
    const word: Record<string, string> = { accept: "accepted", correct: "corrected", reject: "rejected", skip: "skipped", missed: "noted" };
    if (d.action === "undo") {
      tell(d.claim ? "taken back" : "there is nothing to take back");
      if (d.claim) show(d.claim);
      return;
    }
    tell(`${word[d.action] ?? d.action}: ${now.slice(0, 8)}`);
    if (d.action === "missed") {
      setMissing(false);
      return;
    }
    show(list[at + 1]?.claim ?? (d.next?.claim !== now ? d.next?.claim : undefined));
  };
  const decide = async (body: Decide): Promise<void> => {
    if (busy.current || !meta.review.allowed) return;
    busy.current = true;
    setError(null);
    try {
      after(await post<Decided>("/review/decisions", body));
    } catch (e) {
      setError(e as ApiError);
    } finally {
      busy.current = false;
    }
  };
  const one = (action: Decide["action"]) => () => {
    if (now) void decide({ action, claim: now });
  };
  const step = (n: number) => () => {
    const to = list[at + n];
    if (to) show(to.claim);
  };
  const correct = (): void => {
    // the form comes with the claim, should that be on its way
    if (now && meta.review.allowed) setCorrecting(true);
  };
  const undo = (): void => void decide({ action: "undo" });
  useKeys({
    a: one("accept"),
    x: one("reject"),
    c: correct,
    " ": one("skip"),
    u: undo,
    Backspace: undo,
    m: () => meta.review.allowed && setMissing(true),
    j: step(1),
    k: step(-1),
  });

  const item = list[at];
  return (
    <>
      <div class="head">
        <h1>Review</h1>
        {progress.data && <ProgressBar p={progress.data} />}
      </div>
      {!meta.review.allowed && (
        <p class="note">
          Read only. To decide, start it with <code>chancery serve -d {meta.store.name} --review --by NAME</code>.
        </p>
      )}
      {meta.review.allowed && (
        <p class="bar no-print" role="group" aria-label="decide">
          {(
            [
              ["a", "accept", one("accept")],
              ["c", "correct", correct],
              ["x", "reject", one("reject")],
              ["space", "skip", one("skip")],
              ["m", "note a missed act", () => setMissing(true)],
              ["u", "undo", undo],
              ["j", "next", step(1)],
              ["k", "previous", step(-1)],
            ] as const
          ).map(([k, t, f]) => (
            <button key={k} type="button" onClick={f} disabled={t !== "undo" && !now}>
              <kbd>{k}</kbd> {t}
            </button>
          ))}
          <span class="good" role="status">
            {told}
          </span>
        </p>
      )}
      {error && <Problem error={error} />}
      <div class="two wide-left">
        <div class="stack">
          {queue.data && !now && <p class="note">No claim waits: everything doubtful has been decided on.</p>}
          {now && (
            <>
              <p class="small soft">
                {at >= 0 && queue.data ? `${at + 1} of ${count(queue.data.total)}. ` : "Not in the queue. "}
                {item && `Doubtful because: ${item.reasons.map(reason).join("; ")}. `}
                {(item?.event ?? claim.data?.event) && <a href={eventHref(item?.event ?? claim.data?.event ?? "")}>its event</a>}
              </p>
              <Answer of={claim}>
                {(c) => (
                  <>
                    {correcting && <CorrectForm key={c.claim} claim={c} onDone={(d) => {
                      setCorrecting(false);
                      after(d);
                    }} onClose={() => setCorrecting(false)} />}
                    {missing && (
                      <form
                        class="panel bar"
                        onSubmit={(e) => {
                          e.preventDefault();
                          const what = missedInput.current?.value.trim();
                          if (what) void decide({ action: "missed", claim: c.claim, what });
                        }}
                        onKeyDown={(e) => {
                          if (e.key === "Escape") setMissing(false);
                        }}
                      >
                        <label>
                          act that was missed <input ref={missedInput} type="text" dir="auto" size={40} placeholder="who does what to whom" />
                        </label>
                        <button type="submit">note it</button>
                        <button type="button" onClick={() => setMissing(false)}>
                          close
                        </button>
                      </form>
                    )}
                    <ClaimCard key={c.claim} claim={c} best={false} level={2} />
                    {c.decisions.length > 0 && <Decisions of={c.decisions} />}
                  </>
                )}
              </Answer>
            </>
          )}
        </div>
        <aside class="stack" aria-label="queue and decisions">
          <section aria-labelledby="h-q">
            <h2 id="h-q">Waiting{queue.data ? `: ${count(queue.data.total)}` : ""}</h2>
            <ol class="plain small queue" start={Math.max(0, at - 3) + 1}>
              {list.slice(Math.max(0, at - 3), Math.max(0, at - 3) + 12).map((c) => (
                <li key={c.claim} class={c.claim === now ? "chosen" : ""}>
                  <a href={href("review", c.claim)} aria-current={c.claim === now ? "true" : undefined}>
                    <Name>{arrows(c.line)}</Name>
                  </a>{" "}
                  <span class="soft n">
                    {Math.round(c.confidence * 100)} %{c.skipped ? ", skipped" : ""}
                  </span>
                </li>
              ))}
            </ol>
          </section>
          <section aria-labelledby="h-l">
            <h2 id="h-l">Last decisions</h2>
            <Decisions of={progress.data?.last ?? []} limit={10} />
          </section>
          <section aria-labelledby="h-a">
            <h2 id="h-a">Agreement</h2>
            <AgreementTable />
          </section>
          <Conflicts />
        </aside>
      </div>
    </>
  );
}
