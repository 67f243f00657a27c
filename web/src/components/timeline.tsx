// SPDX-License-Identifier: Apache-2.0
// Events on an axis of time: each as a mark where there are few, counted by
// period where there are many. A date that is not known to the day is a bar
// over the time in which it lies; an open end is drawn open.
import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { scaleLinear, scaleUtc, type ScaleTime } from "d3-scale";
import { useGet } from "../api/client";
import type { Density, EventList, EventRow, Meta } from "../api/types";
import { change } from "../state/address";
import { eventHref, type Filter } from "../state/filter";
import { DAY, firstDay, fromUtc, lastDay, told, toUtc, words } from "../lib/dates";
import { useWidth } from "../lib/media";
import { count, plural } from "../lib/words";
import { ActLegend, ActMark, Problem } from "./common";
import { binsOf, unitFor, type By } from "./density";
import { spoken } from "./event-row";

const FEW = 400;
const LANE = 19;
const LANES = 30;
const AXIS = 24;

interface Placed {
  row: EventRow;
  x0: number;
  x1: number;
  openLeft: boolean;
  openRight: boolean;
  lane: number;
}

/** Puts each event on the first lane on which it touches no other. */
function place(rows: EventRow[], x: ScaleTime<number, number>, width: number): Placed[] {
  const ends: number[] = [];
  const out: Placed[] = [];
  const near = 26;
  for (const row of rows) {
    const { from, to } = row.date;
    if (!from && !to) continue;
    // beyond the ends of the axis: only in the list
    if (to && x(toUtc(to) + DAY) < 0) continue;
    if (from && x(toUtc(from)) > width) continue;
    const a = from ? x(toUtc(from)) : x(toUtc(to as string)) - near;
    const b = to ? x(toUtc(to) + DAY) : x(toUtc(from as string)) + near;
    const one = from !== null && from === to;
    const x0 = one ? (a + b) / 2 : Math.max(a, -20);
    const x1 = one ? x0 : Math.min(Math.max(b, x0 + 8), width + 20);
    let lane = ends.findIndex((e) => e + 4 < x0 - 8);
    if (lane < 0) lane = ends.length;
    ends[lane] = x1 + 8;
    out.push({ row, x0, x1, openLeft: !from, openRight: !to, lane });
  }
  return out;
}

function Mark({ p, tab, i, focus }: { p: Placed; tab: boolean; i: number; focus: () => void }): JSX.Element {
  const { row, x0, x1 } = p;
  const y = p.lane * LANE + LANE / 2 + 2;
  const text = spoken(row);
  const bar = x1 > x0;
  const hollow = row.status === "planned" || row.status === "possible" ? "hollow" : "";
  return (
    <a href={eventHref(row.event)} tabindex={tab ? 0 : -1} data-mark={i} onFocus={focus}>
      <title>{text}</title>
      {bar ? (
        <>
          {p.openLeft || p.openRight ? (
            <path
              class={`act-mark q${row.quad ?? 0} open-end`}
              d={p.openLeft ? `M${x1} ${y}H${x0}m5 -4l-5 4l5 4` : `M${x0} ${y}H${x1}m-5 -4l5 4l-5 4`}
            />
          ) : (
            <rect class={`act-mark q${row.quad ?? 0} hollow`} x={x0} y={y - 4} width={x1 - x0} height="8" rx="4" />
          )}
          {(() => {
            const at = p.openLeft ? x1 : p.openRight ? x0 : (x0 + x1) / 2;
            return (
              <g transform={`translate(${Math.max(4, at)},${y})`} opacity={0.45 + 0.55 * row.confidence}>
                <ActMark quad={row.quad} status={row.status} r={4} />
              </g>
            );
          })()}
        </>
      ) : (
        <g transform={`translate(${x0},${y})`} opacity={0.45 + 0.55 * row.confidence} class={hollow}>
          <ActMark quad={row.quad} status={row.status} r={5.5} />
        </g>
      )}
      <rect class="ring" x={Math.max(x0, 0) - 9} y={y - 9} width={Math.max(18, x1 - Math.max(x0, 0) + 18)} height="18" rx="5" />
    </a>
  );
}

function Axis({ x, y, width, days }: { x: ScaleTime<number, number>; y: number; width: number; days: number }): JSX.Element {
  const cut = days < 95 ? 10 : days < 366 * 6 ? 7 : 4;
  return (
    <g class="axis" aria-hidden="true">
      <line x1="0" x2={width} y1={y} y2={y} />
      {x.ticks(Math.max(2, Math.floor(width / 110))).map((t) => (
        <g key={+t} transform={`translate(${x(t)},0)`}>
          <line y1="0" y2={y} />
          <text y={y + 16} text-anchor={x(t) < 36 ? "start" : x(t) > width - 36 ? "end" : "middle"}>
            {fromUtc(+t).slice(0, cut)}
          </text>
        </g>
      ))}
    </g>
  );
}

export function Timeline({ filter, meta, by }: { filter: Filter; meta: Meta; by: By }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const head = useGet<EventList>("/events", { ...filter, limit: 1 });
  const total = head.data?.total ?? 0;
  const few = head.data !== undefined && total <= FEW;
  const listed = useGet<EventList>(few ? "/events" : null, { ...filter, limit: FEW });
  const unit = few ? by : by === "day" && !filter.from ? unitFor(meta.store.first ?? "2000-01-01", meta.store.last ?? "2000-01-01") : by;
  const counted = useGet<Density>(head.data && !few ? "/density" : null, { ...filter, by: unit });
  const [at, setAt] = useState(0);
  const rows = listed.data?.events;
  const bins = useMemo(() => (counted.data ? binsOf(counted.data) : []), [counted.data]);
  const error = head.error ?? listed.error ?? counted.error;
  const days = (rows ?? []).flatMap((r) => [r.date.from ?? r.date.to, r.date.to ?? r.date.from]).filter((d): d is string => Boolean(d)).sort();
  // A single act long before all others would press these together.
  const spareDays = Math.floor(days.length / 100);
  const inner = days.slice(spareDays, days.length - spareDays);
  const whole = toUtc(days[days.length - 1] ?? "2000-01-01") - toUtc(days[0] ?? "2000-01-01");
  const most = toUtc(inner[inner.length - 1] ?? "2000-01-01") - toUtc(inner[0] ?? "2000-01-01");
  const ends = most < whole / 2 ? inner : days;
  const [from, to] = [told(filter.from), told(filter.to)];
  const lo = from ? toUtc(firstDay(from)) : few ? toUtc(ends[0] ?? "2000-01-01") : (bins[0]?.from ?? 0);
  const hi = to
    ? toUtc(lastDay(to)) + DAY
    : few
      ? toUtc(ends[ends.length - 1] ?? "2000-12-31") + DAY
      : (bins[bins.length - 1]?.to ?? DAY);
  const spare = Math.max(DAY, (hi - lo) * 0.015);
  const x = scaleUtc([lo - spare, hi + spare], [16, Math.max(60, width - 16)]);
  const placed = useMemo(() => (few && rows ? place(rows, x, width) : []), [rows, width, lo, hi, few]);
  const drawn = placed.filter((p) => p.lane < LANES);
  const lanes = Math.max(3, ...drawn.map((p) => p.lane + 1));
  const height = few ? lanes * LANE + 8 : 200;
  const y = scaleLinear([0, Math.max(1, ...bins.map((b) => b.total))], [height, 10]);

  const onKeyDown = (e: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const n = few ? drawn.length : bins.length;
    let to = at + (steps[e.key] ?? 0);
    if (e.key === "Home") to = 0;
    else if (e.key === "End") to = n - 1;
    else if (!(e.key in steps)) return;
    e.preventDefault();
    to = Math.max(0, Math.min(n - 1, to));
    setAt(to);
    box.current?.querySelector<HTMLElement>(`[data-mark="${to}"]`)?.focus();
  };
  const zoom = (t0: number, t1: number): void => change({ from: fromUtc(t0), to: fromUtc(t1 - DAY), offset: undefined });
  const pan = (part: number): void => {
    const d = Math.round(((hi - lo) * part) / DAY) * DAY;
    zoom(lo + d, hi + d);
  };
  const scale = (f: number): void => {
    const middle = (lo + hi) / 2;
    const half = Math.max(DAY, ((hi - lo) / 2) * f);
    zoom(Math.floor((middle - half) / DAY) * DAY, Math.ceil((middle + half) / DAY) * DAY);
  };
  const undated = (rows ?? []).filter((r) => !r.date.from && !r.date.to).length;
  const beyond = (rows ?? []).length - undated - placed.length;
  return (
    <section class="panel timeline" aria-label="timeline">
      <div class="bar no-print">
        <span class="group" role="group" aria-label="move and zoom">
          <button type="button" onClick={() => pan(-0.5)}>
            ← earlier
          </button>
          <button type="button" onClick={() => scale(0.5)}>
            zoom in
          </button>
          <button type="button" onClick={() => scale(2)}>
            zoom out
          </button>
          <button type="button" onClick={() => pan(0.5)}>
            later →
          </button>
        </span>
        <span class="small soft">
          {few
            ? `${plural(drawn.length, "event")} drawn${placed.length > drawn.length ? `, ${placed.length - drawn.length} more have no room: zoom in` : ""}${undated ? `; ${undated} without any day only in the list` : ""}${beyond ? `; ${beyond} far off the others only in the list` : ""}`
            : `${count(total)} events, counted by ${unit}; each is drawn from ${FEW} downwards. Choose a bar to zoom.`}
        </span>
      </div>
      {error && <Problem error={error} />}
      <div ref={box} onKeyDown={onKeyDown}>
        <svg class="chart" height={height + AXIS} viewBox={`0 0 ${width} ${height + AXIS}`} role="group" aria-label="events by time; arrow keys move among them">
          <Axis x={x} y={height} width={width} days={(hi - lo) / DAY} />
          {few
            ? drawn.map((p, i) => <Mark key={p.row.event} p={p} i={i} tab={i === Math.min(at, drawn.length - 1)} focus={() => setAt(i)} />)
            : bins.map((v, i) => {
                const text = `${words(v.period)}: ${plural(v.total, "event")}`;
                let base = 0;
                return (
                  <g
                    key={v.period}
                    role="button"
                    aria-label={`${text}, zoom in`}
                    tabindex={i === at ? 0 : -1}
                    data-mark={i}
                    onFocus={() => setAt(i)}
                    onClick={() => zoom(v.from, v.to)}
                    onKeyDown={(e) => {
                      if (e.key === "Enter" || e.key === " ") {
                        e.preventDefault();
                        zoom(v.from, v.to);
                      }
                    }}
                  >
                    <title>{text}</title>
                    {v.n.map((n, s) => {
                      const status = counted.data?.statuses[s] ?? "";
                      const y1 = y(base);
                      base += n;
                      return n ? (
                        <rect
                          key={status}
                          class={status === "occurred" ? "q0" : "act-mark q0 hollow"}
                          stroke-dasharray={status === "possible" ? "3 2" : undefined}
                          x={x(v.from)}
                          width={Math.max(1, x(v.to) - x(v.from) - 1)}
                          y={y(base)}
                          height={Math.max(0.5, y1 - y(base))}
                        />
                      ) : null;
                    })}
                    <rect class="ring" x={x(v.from) - 1} y="2" width={Math.max(3, x(v.to) - x(v.from)) + 1} height={height - 2} />
                  </g>
                );
              })}
        </svg>
      </div>
      <ActLegend />
    </section>
  );
}

