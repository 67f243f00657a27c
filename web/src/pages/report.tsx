// SPDX-License-Identifier: Apache-2.0
// A report's text. The words of every act are marked; of the claim that is
// chosen, all the words that prove its fields.
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { segment, useGet } from "../api/client";
import type { Mark, ReportDetail } from "../api/types";
import { href, useAddress } from "../state/address";
import { eventHref } from "../state/filter";
import { Answer, Glyph, Name, Names, OutLink, StatusTag, Quote } from "../components/common";
import { Marked } from "../components/marked";
import { percent, plural } from "../lib/words";

type Claim = ReportDetail["claims"][number];

function Reasons({ of }: { of: readonly unknown[] }): JSX.Element {
  return (
    <ul>
      {of.map((r, i) => {
        const x = r as { quote?: string; says?: string; agrees?: boolean };
        return (
          <li key={i}>
            <Quote>{x.quote ?? ""}</Quote> <Name>{x.says ?? ""}</Name>
            {x.agrees === false && <span class="warn"> (does not agree with the day)</span>}
          </li>
        );
      })}
    </ul>
  );
}

function Text({ d, chosen }: { d: ReportDetail; chosen: Claim | undefined }): JSX.Element {
  const [on, set] = useState<string | null>(null);
  const { marks, keys } = useMemo(() => {
    const list: { m: Mark; key: string }[] = [];
    for (const c of d.claims)
      for (const m of c.marks) if (c === chosen || (m.role === "act" && !chosen)) list.push({ m, key: c === chosen ? `${m.role} ${m.label}` : c.claim });
    list.sort((a, b) => a.m.from - b.m.from);
    return { marks: list.map((x) => x.m), keys: list.map((x) => x.key) };
  }, [d, chosen]);
  useEffect(() => {
    if (chosen) document.querySelector(".report-page .mark.r-act")?.scrollIntoView({ block: "center" });
  }, [chosen?.claim]);
  if (d.text === null) return <p class="note">This store was made without the reports’ words.</p>;
  return (
    <div class="report-page">
      <Marked text={d.text} marks={marks} keys={keys} tie={{ on, set }} sentence={chosen ? chosen.sentence : [0, d.text.length]} />
    </div>
  );
}

export function ReportPage(): JSX.Element {
  const { id, query } = useAddress();
  const got = useGet<ReportDetail>(`/reports/${segment(id)}`);
  return (
    <Answer of={got}>
      {(d) => {
        const chosen = d.claims.find((c) => c.claim === query["claim"]);
        const day = d.report.dated;
        return (
          <>
            <h1>
              <Name>{d.report.title ?? d.report.id}</Name>
            </h1>
            <p class="soft">
              {d.report.publisher && (
                <>
                  <Name>{d.report.publisher}</Name>
                  {", "}
                </>
              )}
              {day.day ?? "without a day"}
              {day.basis && day.basis !== "given" ? ` (${day.basis === "set" ? "set by hand" : `worked out, ${day.confidence} %`})` : ""} ·{" "}
              <bdi>{d.report.id}</bdi> · {plural(d.claims.length, "claim")} <OutLink url={d.report.url} />
            </p>
            <p class="small soft mono">sha256 {d.sha256}</p>
            {d.replaced > 0 && <p class="note warn">{plural(d.replaced, "byte sequence")} of the text were not valid UTF-8 and are shown as �.</p>}
            {d.reasons && d.reasons.length > 0 && (
              <details>
                <summary>why its day was worked out so</summary>
                <Reasons of={d.reasons} />
              </details>
            )}
            <div class="two wide-left">
              <Text d={d} chosen={chosen} />
              <aside aria-labelledby="h-told">
                <h2 id="h-told">What it tells</h2>
                {chosen && (
                  <p>
                    <a href={href("report", id)}>show all acts</a>
                  </p>
                )}
                <ol class="plain told">
                  {d.claims.map((c) => (
                    <li key={c.claim} class={c === chosen ? "chosen" : ""}>
                      <Glyph quad={null} status={c.status} />
                      <span>
                        <a href={href("report", id, { claim: c.claim })} aria-current={c === chosen ? "true" : undefined}>
                          <Names of={c.source} none="somebody" /> <span aria-hidden="true">{c.symmetric ? "↔" : "→"}</span> <Names of={c.target} none="nobody named" />{" "}
                          <Quote>{c.trigger}</Quote>
                        </a>
                        <span class="small soft">
                          {" "}
                          {c.category}
                          {c.mode && `/${c.mode}`} · {percent(c.confidence)} <StatusTag status={c.status} />{" "}
                          {c.event && (
                            <a href={eventHref(c.event, c.claim)} aria-label={`event of ${c.trigger ?? c.claim}`}>
                              event
                            </a>
                          )}
                        </span>
                      </span>
                    </li>
                  ))}
                </ol>
              </aside>
            </div>
          </>
        );
      }}
    </Answer>
  );
}
