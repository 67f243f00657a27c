// SPDX-License-Identifier: Apache-2.0
// One report's telling of an act: its words, and the fields that rest on them.
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { useGet } from "../api/client";
import { segment } from "../api/client";
import type { ClaimDetail } from "../api/types";
import { COLOUR, FIELD, TAG, type Role } from "../lib/spans";
import { tie as tieOf } from "../lib/fields";
import { says } from "../lib/voice";
import { short } from "../lib/text";
import { FLAG, percent, STATUS } from "../lib/words";
import { reportHref } from "../state/filter";
import { Chain } from "./chain";
import { Name, OutLink } from "./common";
import { Marked } from "./marked";

function wordOf(c: ClaimDetail): string {
  const v = c.record.voice;
  const last = v[v.length - 1];
  if (!last) return "The report itself says";
  const origin = last.alternative ? `${last.name} or ${last.alternative}` : (last.name ?? "somebody");
  return says({ origin, via: v.slice(0, -1).map((l) => l.name ?? "somebody").reverse() }, last.certainty);
}

export function dayOf(c: ClaimDetail["report"]): string {
  const d = c.dated;
  if (d.day) return `${d.day}${d.basis === "inferred" ? ` (worked out, ${d.confidence} %)` : d.basis === "set" ? " (set by hand)" : ""}`;
  if (d.from || d.to) return `between ${d.from ?? "?"} and ${d.to ?? "?"} (worked out)`;
  return "without a date";
}

export function ClaimCard({ claim, best, level = 3, children }: { claim: ClaimDetail; best: boolean; level?: 2 | 3; children?: JSX.Element | null }): JSX.Element {
  const [on, set] = useState<string | null>(null);
  const [whole, setWhole] = useState(false);
  const wide = useGet<ClaimDetail>(whole ? `/claims/${segment(claim.claim)}` : null, { whole: 1 });
  const shown = whole && wide.data ? wide.data : claim;
  const { fields, keys, away } = useMemo(() => tieOf(shown), [shown]);
  const tie = { on, set };
  const r = claim.record;
  const stretch = shown.stretch;
  const id = `claim-${claim.claim}`;
  const Head = `h${level}` as const;
  return (
    <article class={`claim ${best ? "best" : ""}`} id={id} aria-labelledby={`${id}-h`}>
      <Head id={`${id}-h`}>
        <bdi dir="auto" class="first">{short(wordOf(claim))}</bdi>
        <span class="soft">
          {" "}
          in <a href={reportHref(claim.report.id, claim.claim)}><Name>{claim.report.title ?? claim.report.id}</Name></a>
        </span>
      </Head>
      <p class="small soft">
        {claim.report.publisher && (
          <>
            <Name>{claim.report.publisher}</Name>
            {", "}
          </>
        )}
        {dayOf(claim.report)} · confidence {percent(r.confidence)}
        {best && " · tells it best"} <OutLink url={claim.report.url} />
      </p>
      <div class="claim-body">
      {stretch ? (
        <div>
          <Marked
            text={stretch.text}
            marks={stretch.marks}
            keys={keys}
            tie={tie}
            sentence={stretch.sentence}
            before={stretch.before}
            after={stretch.after}
          />
          {stretch.elsewhere.length > 0 && (
            <p class="small soft">
              Taken over from elsewhere in the report:{" "}
              {stretch.elsewhere.map((e, i) => (
                <span key={i}>
                  {i > 0 && "; "}
                  <span
                    class={`mark r-${COLOUR[e.role]} ${on !== null && away[i] === on ? "on" : ""}`}
                    tabIndex={0}
                    title={e.label}
                    onMouseEnter={() => set(away[i] ?? null)}
                    onMouseLeave={() => set(null)}
                    onFocus={() => set(away[i] ?? null)}
                    onBlur={() => set(null)}
                  >
                    <span class="role">{TAG[e.role]}</span>
                    <Name>{e.words}</Name>
                  </span>
                </span>
              ))}
            </p>
          )}
          {(stretch.before || stretch.after || whole) && (
            <button type="button" class="bare small no-print" aria-expanded={whole} onClick={() => setWhole(!whole)}>
              {whole ? "only the passage" : "whole report"}
            </button>
          )}
        </div>
      ) : (
        <p class="note">This store was made without the reports’ words; the fields and their places in the text remain.</p>
      )}
      <dl class="fields">
        {fields.map((f) => (
          <FieldLine key={f.key} role={f.role} title={f.title} on={on === f.key} tied={keys.includes(f.key) || away.includes(f.key)} set={(lit) => set(lit ? f.key : null)}>
            <>
              <Name>{f.value}</Name>
              {f.note && <span class="soft small"> {f.note}</span>}
            </>
          </FieldLine>
        ))}
        <dt>status</dt>
        <dd>
          {r.status} <span class="soft small">{STATUS[r.status]}</span>
        </dd>
        <dt>on whose word</dt>
        <dd>
          <Chain voice={r.voice} report={claim.report.id} publisher={claim.report.publisher} />
        </dd>
        {r.flags.length > 0 && (
          <>
            <dt>look twice</dt>
            <dd>
              {r.flags.map((f) => (
                <span key={f} class="tag warn" title={f}>
                  {FLAG[f] ?? f}
                </span>
              ))}
            </dd>
          </>
        )}
        <dt>claim</dt>
        <dd>
          <code>{claim.claim}</code>
        </dd>
      </dl>
      </div>
      {children}
    </article>
  );
}

interface LineProps {
  role: Role;
  title: string;
  on: boolean;
  tied: boolean;
  set: (on: boolean) => void;
  children: JSX.Element;
}

function FieldLine({ role, title, on, tied, set, children }: LineProps): JSX.Element {
  return (
    <>
      <dt>{title === "who" ? FIELD[role] : title}</dt>
      <dd>
        {tied ? (
          <button
            type="button"
            class={`field tied r-${COLOUR[role]} ${on ? "on" : ""}`}
            aria-label={`${TAG[role]}: show the words`}
            onMouseEnter={() => set(true)}
            onMouseLeave={() => set(false)}
            onFocus={() => set(true)}
            onBlur={() => set(false)}
            onClick={(e) => {
              const card = e.currentTarget.closest(".claim");
              card?.querySelector<HTMLElement>(".mark.on")?.scrollIntoView({ block: "nearest" });
            }}
          >
            {TAG[role]}
          </button>
        ) : null}{" "}
        {children}
      </dd>
    </>
  );
}
