// SPDX-License-Identifier: Apache-2.0
// Two countries over time: cooperation above the line, conflict below it. A
// period without any report is hatched: that is a gap in the sources.
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { scaleBand, scaleLinear } from "d3-scale";
import type { Series } from "../api/types";
import { go, href } from "../state/address";
import { useWidth } from "../lib/media";
import { plural, QUADS } from "../lib/words";

export type Point = Series["points"][number];

export const pointHref = (dyad: string, p: Point): string =>
  href("chronology", "", { dyad: dyad.replace(">", "-"), from: p.from, to: p.to, status: "occurred" });

function pointText(p: Point): string {
  if (p.reports === 0 && p.n === 0 && p.bounded === 0) return `${p.period}: no reports of this period`;
  const parts = QUADS.map((q, i) => [q, p.quad[i] ?? 0] as const).filter(([, n]) => n > 0);
  return (
    `${p.period}: ${plural(p.n, "act")}` +
    (parts.length ? ` (${parts.map(([q, n]) => `${n} ${q}`).join(", ")})` : "") +
    (p.bounded ? `, ${p.bounded} more known only to be by or since this period` : "") +
    (p.scored ? `; score ${p.score}` : "") +
    `; ${plural(p.reports, "report")}`
  );
}

const UP = 150;
const DOWN = 110;
const LEFT = 34;

export function SeriesChart({ series }: { series: Series }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [at, setAt] = useState(0);
  const pts = series.points;
  const plus = (p: Point): number => (p.quad[0] ?? 0) + (p.quad[1] ?? 0);
  const minus = (p: Point): number => (p.quad[2] ?? 0) + (p.quad[3] ?? 0);
  const rest = (p: Point): number => Math.max(0, p.n - plus(p) - minus(p));
  const most = Math.max(3, ...pts.map((p) => plus(p) + rest(p) + p.bounded), ...pts.map(minus));
  const x = scaleBand(pts.map((p) => p.period), [LEFT, Math.max(LEFT + 20, Math.min(width - 6, LEFT + pts.length * 64))]).paddingInner(pts.length < 200 ? 0.15 : 0);
  const y = scaleLinear([0, most], [0, UP - 16]);
  const bw = Math.max(1, x.bandwidth());
  const every = Math.ceil(pts.length / Math.max(2, Math.floor(width / 70)));
  const onKeyDown = (e: KeyboardEvent): void => {
    const to: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: pts.length - 1 };
    const t = to[e.key];
    if (t === undefined) return;
    e.preventDefault();
    const i = Math.max(0, Math.min(pts.length - 1, t));
    setAt(i);
    box.current?.querySelector<SVGElement>(`[data-mark="${i}"]`)?.focus();
  };
  return (
    <div ref={box} onKeyDown={onKeyDown}>
      <svg
        class="chart"
        height={UP + DOWN + 24}
        viewBox={`0 0 ${width} ${UP + DOWN + 24}`}
        role="group"
        aria-label={`acts between ${series.dyad} by ${series.by}; arrow keys move among the periods`}
      >
        <defs>
          <pattern id="gap" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line class="hatch" x1="0" x2="0" y1="0" y2="6" />
          </pattern>
        </defs>
        <g class="axis" aria-hidden="true">
          {y.ticks(4).map((t) => (
            <g key={t}>
              <line x1={LEFT} x2={width} y1={UP - y(t)} y2={UP - y(t)} />
              <text x={LEFT - 6} y={UP - y(t) + 4} text-anchor="end">
                {t}
              </text>
              {t > 0 && y(t) < DOWN && (
                <>
                  <line x1={LEFT} x2={width} y1={UP + y(t)} y2={UP + y(t)} />
                  <text x={LEFT - 6} y={UP + y(t) + 4} text-anchor="end">
                    {t}
                  </text>
                </>
              )}
            </g>
          ))}
          <line class="zero" x1={LEFT} x2={width} y1={UP} y2={UP} />
          <text x={LEFT + 4} y="11">
            cooperation
          </text>
          <text x={LEFT + 4} y={UP + DOWN - 2}>
            conflict
          </text>
        </g>
        {pts.map((p, i) => {
          const px = x(p.period) ?? 0;
          const q = (k: number): number => y(p.quad[k] ?? 0);
          const up = [
            ["q2", q(1)],
            ["q1", q(0)],
            ["q0", y(rest(p))],
          ] as const;
          const down = [
            ["q4", q(3)],
            ["q3", q(2)],
          ] as const;
          let top = UP;
          let bottom = UP;
          const text = pointText(p);
          const empty = p.reports === 0 && p.n === 0 && p.bounded === 0;
          return (
            <a key={p.period} href={pointHref(series.dyad, p)} tabindex={i === at ? 0 : -1} data-mark={i} onFocus={() => setAt(i)}>
              <title>{text}</title>
              <rect class={empty ? "" : "sheet-clear"} fill={empty ? "url(#gap)" : undefined} x={px} y="14" width={bw} height={UP + DOWN - 28} />
              {up.map(([c, h]) => {
                if (h <= 0) return null;
                top -= h;
                return <rect key={c} class={c} x={px} y={top} width={bw} height={h} />;
              })}
              {p.bounded > 0 && <rect class="act-mark q0 hollow dashed" x={px + 0.5} y={top - y(p.bounded)} width={Math.max(1, bw - 1)} height={y(p.bounded)} />}
              {down.map(([c, h]) => {
                if (h <= 0) return null;
                bottom += h;
                return <rect key={c} class={c} x={px} y={bottom - h} width={bw} height={h} />;
              })}
              <rect class="ring" x={px - 2} y="12" width={bw + 4} height={UP + DOWN - 24} rx="3" />
              {i % every === 0 && (
                <text x={px + bw / 2} y={UP + DOWN + 14} text-anchor="middle" aria-hidden="true">
                  {p.period}
                </text>
              )}
            </a>
          );
        })}
        {series.changes.map((c) => {
          const cx = (x(c.change) ?? 0) - 1;
          return (
            <g key={c.change} aria-hidden="true">
              <line class="change-line" x1={cx} x2={cx} y1="14" y2={UP + DOWN - 8} />
              <text x={cx + 3} y={UP + DOWN - 12}>
                {c.after > c.before ? "rises" : "falls"}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

export function SeriesTable({ series }: { series: Series }): JSX.Element {
  return (
    <details>
      <summary>the same as a table</summary>
      <div class="scroll" tabindex={0} role="group" aria-label="series as a table">
        <table>
          <thead>
            <tr>
              <th scope="col">period</th>
              <th scope="col" class="n">
                acts
              </th>
              {QUADS.map((q) => (
                <th key={q} scope="col" class="n">
                  {q}
                </th>
              ))}
              <th scope="col" class="n">
                by or since
              </th>
              <th scope="col" class="n">
                score
              </th>
              <th scope="col" class="n">
                reports
              </th>
            </tr>
          </thead>
          <tbody>
            {series.points.map((p) => (
              <tr key={p.period}>
                <th scope="row">
                  <a href={pointHref(series.dyad, p)}>{p.period}</a>
                </th>
                <td class="n">{p.n}</td>
                {QUADS.map((q, i) => (
                  <td key={q} class="n">
                    {p.quad[i]}
                  </td>
                ))}
                <td class="n">{p.bounded}</td>
                <td class="n">{p.scored ? p.score : "–"}</td>
                <td class="n">{p.reports || "no reports"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Goes to a pair, however it was typed. */
export function openPair(text: string): void {
  const t = text.trim().replace(/\s+(and|,)\s+|\s*[–,]\s*/g, "-");
  if (t) go(href("pair", t));
}
