// SPDX-License-Identifier: Apache-2.0
// How many events each period has, over the whole time that the other
// conditions leave. Drag over it to set the period; the two ends are sliders
// for the keyboard.
import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { scaleLinear, scaleUtc } from "d3-scale";
import { useGet } from "../api/client";
import type { Density as Answer, Meta } from "../api/types";
import { change, href, useAddress } from "../state/address";
import type { Filter } from "../state/filter";
import { DAY, firstDay, fromUtc, lastDay, told, toUtc, words } from "../lib/dates";
import { useWidth } from "../lib/media";
import { count, plural } from "../lib/words";
import { Problem } from "./common";

export type By = "day" | "month" | "year";

/** The finest unit that still gives a bin some pixels. */
export function unitFor(from: string, to: string): By {
  const days = (toUtc(to) - toUtc(from)) / DAY;
  return days <= 370 ? "day" : days <= 366 * 40 ? "month" : "year";
}

export interface Bin {
  period: string;
  from: number;
  to: number;
  n: number[];
  total: number;
}

export function binsOf(d: Answer): Bin[] {
  return d.bins.map(([period, ...n]) => {
    const p = String(period);
    const numbers = n.map(Number);
    return {
      period: p,
      from: toUtc(firstDay(p)),
      to: toUtc(lastDay(p)) + DAY,
      n: numbers,
      total: numbers.reduce((a, b) => a + b, 0),
    };
  });
}

/** Periods at the ends that hold next to nothing (an act of 1961 among those of
 * ten recent years) would press the others together: they are left off. */
export function trim(bins: Bin[]): { shown: Bin[]; before: number; after: number } {
  const total = bins.reduce((s, b) => s + b.total, 0);
  const spare = Math.floor(total * 0.01);
  let i = 0;
  let before = 0;
  while (i < bins.length && before + (bins[i]?.total ?? 0) <= spare) before += bins[i++]?.total ?? 0;
  let j = bins.length;
  let after = 0;
  while (j > i && after + (bins[j - 1]?.total ?? 0) <= spare) after += bins[--j]?.total ?? 0;
  const a = bins[i];
  const b = bins[j - 1];
  const whole = (bins[bins.length - 1]?.to ?? 0) - (bins[0]?.from ?? 0);
  if (!a || !b || b.to - a.from > whole / 2) return { shown: bins, before: 0, after: 0 };
  return { shown: bins.slice(i, j), before, after };
}

const HEIGHT = 64;
const BASE = 44;

export function DensityStrip({ filter, meta }: { filter: Filter; meta: Meta }): JSX.Element | null {
  const { from: from1, to: to1, ...rest } = filter;
  const from = told(from1);
  const to = told(to1);
  const first = meta.store.first ?? "2000-01-01";
  const last = meta.store.last ?? first;
  const coarse = useGet<Answer>("/density", { ...rest, by: unitFor(first, last) });
  const cut = useMemo(() => (coarse.data ? trim(binsOf(coarse.data)) : null), [coarse.data]);
  const a0 = cut?.shown[0];
  const b0 = cut?.shown[cut.shown.length - 1];
  const left0 = a0 && cut && cut.before + cut.after > 0 ? fromUtc(a0.from) : undefined;
  const right0 = b0 && left0 ? fromUtc(b0.to - DAY) : undefined;
  const fine = useGet<Answer>(left0 && right0 ? "/density" : null, {
    ...rest,
    from: left0,
    to: right0,
    by: unitFor(left0 ?? first, right0 ?? last),
  });
  const got = left0 ? fine : coarse;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  const data = got.data;
  const bins = useMemo(() => {
    const all = data ? binsOf(data) : [];
    return left0 && right0 ? all.filter((b) => b.to > toUtc(left0) && b.from <= toUtc(right0)) : all;
  }, [data, left0, right0]);
  const { page, id, query } = useAddress();
  const link = (set: Filter): string => href(page, id, { ...query, ...set });
  if (got.error) return <Problem error={got.error} />;
  const begin = bins[0]?.from ?? toUtc(first);
  const end = Math.max(bins[bins.length - 1]?.to ?? 0, begin + DAY);
  const x = scaleUtc([begin, end], [6, Math.max(width - 6, 10)]);
  const y = scaleLinear([0, Math.max(1, ...bins.map((b) => b.total))], [0, BASE - 4]);
  const within = (t: number): number => Math.max(begin, Math.min(end, t));
  const left = from ? within(toUtc(firstDay(from))) : begin;
  const right = to ? within(toUtc(lastDay(to)) + DAY) : end;
  const [a, b] = drag ?? [left, right];
  const narrowed = Boolean(from ?? to) || drag !== null;

  const binAt = (t: number): Bin | undefined => bins.find((v) => t >= v.from && t < v.to);
  const snap = (t0: number, t1: number): [number, number] => {
    const lo = Math.min(t0, t1);
    const hi = Math.max(t0, t1);
    return [binAt(lo)?.from ?? lo, binAt(hi)?.to ?? hi];
  };
  const commit = (t0: number, t1: number): void =>
    change({ from: t0 <= begin ? undefined : fromUtc(t0), to: t1 >= end ? undefined : fromUtc(t1 - DAY), offset: undefined });
  const at = (e: PointerEvent): number => {
    const r = (box.current as HTMLElement).getBoundingClientRect();
    return Math.max(begin, Math.min(end - 1, x.invert(e.clientX - r.left).getTime()));
  };
  const down = (e: JSX.TargetedPointerEvent<SVGElement>): void => {
    if (e.button !== 0) return;
    e.currentTarget.setPointerCapture(e.pointerId);
    const t = at(e);
    setDrag([t, t]);
  };
  const moving = (e: PointerEvent): void => {
    if (drag) setDrag([drag[0], at(e)]);
  };
  const up = (): void => {
    if (!drag) return;
    const [t0, t1] = snap(drag[0], drag[1]);
    setDrag(null);
    commit(t0, t1);
  };
  const nudge = (which: 0 | 1) => (e: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 };
    let n = steps[e.key];
    if (e.key === "Home") n = -bins.length;
    else if (e.key === "End") n = bins.length;
    else if (e.key === "Escape") {
      change({ from: undefined, to: undefined });
      return;
    }
    if (n === undefined || !bins.length) return;
    e.preventDefault();
    const here = which === 0 ? bins.findIndex((v) => v.to > left) : bins.findIndex((v) => v.to >= right);
    const i = Math.max(0, Math.min(bins.length - 1, (here < 0 ? bins.length - 1 : here) + n));
    const bin = bins[i];
    if (!bin) return;
    if (which === 0) commit(Math.min(bin.from, right - DAY), right);
    else commit(left, Math.max(bin.to, left + DAY));
  };
  const handle = (which: 0 | 1): JSX.Element => {
    const t = which === 0 ? Math.min(a, b) : Math.max(a, b);
    const day = fromUtc(which === 0 ? t : t - DAY);
    return (
      <g
        tabindex={0}
        role="slider"
        aria-label={which === 0 ? "begin of the period" : "end of the period"}
        aria-valuemin={begin}
        aria-valuemax={end}
        aria-valuenow={t}
        aria-valuetext={words(day)}
        transform={`translate(${x(t)},0)`}
        onKeyDown={nudge(which)}
      >
        <rect class="handle" x={which === 0 ? -5 : 0} y="6" width="5" height={BASE - 8} rx="2" />
        <rect class="ring" x="-9" y="2" width="18" height={BASE} rx="4" />
      </g>
    );
  };
  const undated = data ? data.undated.reduce((s, n) => s + n, 0) : 0;
  return (
    <div class="density no-print" ref={box}>
      <svg class="chart" height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="group" aria-label="events over time">
        {bins.map((v) =>
          v.total ? (
            <rect
              key={v.period}
              class="bar-all"
              x={x(v.from)}
              width={Math.max(1, x(v.to) - x(v.from) - 0.5)}
              y={BASE - Math.max(1.5, y(v.total))}
              height={Math.max(1.5, y(v.total))}
            >
              <title>{`${words(v.period)}: ${plural(v.total, "event")}`}</title>
            </rect>
          ) : null,
        )}
        {narrowed && (
          <rect class="brush" x={x(Math.min(a, b))} width={Math.max(1, Math.abs(x(b) - x(a)))} y="0" height={BASE} />
        )}
        <rect class="sheet" x="0" y="0" width={width} height={BASE} onPointerDown={down} onPointerMove={moving} onPointerUp={up} />
        {handle(0)}
        {handle(1)}
        <g class="axis" aria-hidden="true">
          <line x1="0" x2={width} y1={BASE} y2={BASE} />
          {x.ticks(Math.max(2, Math.floor(width / 90))).map((t) => (
            <text key={+t} x={x(t)} y={HEIGHT - 5} text-anchor={x(t) < 36 ? "start" : x(t) > width - 36 ? "end" : "middle"}>
              {fromUtc(+t).slice(0, end - begin < 100 * DAY ? 10 : end - begin < 800 * DAY ? 7 : 4)}
            </text>
          ))}
        </g>
      </svg>
      <p class="small soft">
        Drag over the strip, or move its ends with the arrow keys, to set the period.{" "}
        {cut && cut.before > 0 && a0 && (
          <a href={link({ to: fromUtc(a0.from - DAY), from: undefined })}>{plural(cut.before, "event")} before {fromUtc(a0.from).slice(0, 4)}</a>
        )}{" "}
        {cut && cut.after > 0 && b0 && (
          <a href={link({ from: fromUtc(b0.to), to: undefined })}>{plural(cut.after, "event")} after {fromUtc(b0.to - DAY).slice(0, 4)}</a>
        )}{" "}
        {undated > 0 && `${count(undated)} events have no day at all and are not in it. `}
        {(from ?? to) && (
          <button type="button" class="bare" onClick={() => change({ from: undefined, to: undefined })}>
            whole time
          </button>
        )}
      </p>
    </div>
  );
}
