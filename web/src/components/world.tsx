// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { scaleSqrt } from "d3-scale";
import type { Map as MapAnswer } from "../api/types";
import outlines from "../data/outlines.json";
import { project, SHEET } from "../lib/project";
import { useWidth } from "../lib/media";
import { plural } from "../lib/words";

type Place = MapAnswer["places"][number];
type Outline = readonly [string, string, number, number, string];
const LANDS = outlines as unknown as readonly Outline[];

export const countryName = (code: string | null): string => LANDS.find((l) => l[0] === code)?.[1] ?? code ?? "";

interface Box {
  x: number;
  y: number;
  w: number;
}

const WHOLE: Box = { x: 150, y: 90, w: 3300 };
const RATIO = 0.47;

/** The sheet's part in which the places lie, with some room. */
function around(points: [number, number][]): Box {
  if (!points.length) return WHOLE;
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  const x0 = Math.min(...xs);
  const x1 = Math.max(...xs);
  const y0 = Math.min(...ys);
  const y1 = Math.max(...ys);
  const w = Math.min(WHOLE.w, Math.max(420, (x1 - x0) * 1.25, ((y1 - y0) * 1.35) / RATIO));
  return { x: (x0 + x1) / 2 - w / 2, y: (y0 + y1) / 2 - (w * RATIO) / 2, w };
}

const shortName = (name: string): string => (name.length > 30 ? `${name.slice(0, 29)}…` : name);

interface Label {
  p: Place;
  x: number;
  y: number;
  r: number;
}

/** Those labels that cover no other label, the most frequent place first. */
function withRoom(all: Label[]): Label[] {
  const taken: [number, number, number, number][] = [];
  return all.filter((l) => {
    const x0 = l.x + l.r + 2;
    const box: [number, number, number, number] = [x0, l.y - 8, x0 + 7 * shortName(l.p.place).length + 6, l.y + 8];
    if (taken.some(([a, b, c, d]) => box[0] < c && box[2] > a && box[1] < d && box[3] > b)) return false;
    taken.push(box);
    return true;
  });
}

interface Props {
  data: MapAnswer;
  country: (code: string) => string;
  place: (p: Place) => string;
}

export function World({ data, country, place }: Props): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  const spots = data.places.flatMap((p) => (p.lat === null || p.lon === null ? [] : [{ p, at: project(p.lon, p.lat) }]));
  const [view, setView] = useState<Box | null>(null);
  const [grab, setGrab] = useState<{ x: number; y: number; box: Box } | null>(null);
  const [at, setAt] = useState(0);
  const box = view ?? around(spots.map((s) => s.at));
  const k = box.w / width; // sheet units a pixel
  const height = width * RATIO;
  const most = Math.max(1, ...data.places.map((p) => p.events));
  const radius = scaleSqrt([0, Math.max(12, most)], [2.5, 17]);
  const counts = new Map(data.countries.map((c) => [c.country, c.events]));
  const clamp = (b: Box): Box => {
    const w = Math.max(120, Math.min(SHEET.width, b.w));
    return {
      w,
      x: Math.max(-200, Math.min(SHEET.width - w + 200, b.x)),
      y: Math.max(-200, Math.min(SHEET.height - w * RATIO + 200, b.y)),
    };
  };
  const zoom = (f: number): void => {
    const w = box.w * f;
    setView(clamp({ w, x: box.x + (box.w - w) / 2, y: box.y + ((box.w - w) * RATIO) / 2 }));
  };
  const shift = (dx: number, dy: number): void => setView(clamp({ ...box, x: box.x + dx * box.w, y: box.y + dy * box.w }));
  const onKeyDown = (e: KeyboardEvent): void => {
    const moves: Record<string, () => void> = {
      "+": () => zoom(0.6),
      "=": () => zoom(0.6),
      "-": () => zoom(1 / 0.6),
      "0": () => setView(WHOLE),
    };
    const n = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (moves[e.key]) moves[e.key]?.();
    else if (n !== undefined && spots.length) {
      const i = Math.max(0, Math.min(spots.length - 1, at + n));
      setAt(i);
      ref.current?.querySelector<SVGElement>(`[data-mark="${i}"]`)?.focus();
    } else return;
    e.preventDefault();
  };
  const labelled = withRoom(spots.map(({ p, at: [x, y] }) => ({ p, x: x / k, y: y / k, r: radius(p.events) })));
  return (
    <>
      <div class="bar no-print" role="group" aria-label="part of the map">
        <span class="group">
          <button type="button" onClick={() => zoom(0.6)}>
            zoom in
          </button>
          <button type="button" onClick={() => zoom(1 / 0.6)}>
            zoom out
          </button>
          <button type="button" onClick={() => setView(WHOLE)}>
            world
          </button>
          <button type="button" onClick={() => setView(null)}>
            all places
          </button>
        </span>
        <span class="group">
          <button type="button" onClick={() => shift(-0.25, 0)}>
            west
          </button>
          <button type="button" onClick={() => shift(0.25, 0)}>
            east
          </button>
          <button type="button" onClick={() => shift(0, -0.15)}>
            north
          </button>
          <button type="button" onClick={() => shift(0, 0.15)}>
            south
          </button>
        </span>
      </div>
      <div ref={ref} class="map" onKeyDown={onKeyDown}>
        <svg
          class="chart"
          height={height}
          viewBox={`${box.x} ${box.y} ${box.w} ${box.w * RATIO}`}
          role="group"
          aria-label="map of places; arrow keys move among them, plus and minus zoom"
          onPointerDown={(e) => {
            if (e.button === 0 && !(e.target as Element).closest("a")) setGrab({ x: e.clientX, y: e.clientY, box });
          }}
          onPointerMove={(e) => {
            if (grab) setView(clamp({ ...grab.box, x: grab.box.x - (e.clientX - grab.x) * k, y: grab.box.y - (e.clientY - grab.y) * k }));
          }}
          onPointerUp={() => setGrab(null)}
          onPointerLeave={() => setGrab(null)}
        >
          {LANDS.map(([code, name, , , d]) => {
            const n = counts.get(code) ?? 0;
            return (
              <path key={name} class={`land ${n ? "some" : ""}`} d={d} stroke-width={Math.min(1.5, k)}>
                <title>{n ? `${name}: ${plural(n, "event")}` : name}</title>
              </path>
            );
          })}
          {spots.map(({ p, at: [x, y] }, i) => {
            const text = `${p.place}${p.country ? `, ${countryName(p.country)}` : ""}: ${plural(p.events, "event")}`;
            return (
              <a key={`${p.place}${p.country}`} class="place" href={place(p)} data-mark={i} tabindex={i === at ? 0 : -1} onFocus={() => setAt(i)}>
                <g transform={`translate(${x},${y}) scale(${k})`}>
                  <title>{text}</title>
                  <circle r={radius(p.events)} />
                  <circle class="ring" r={radius(p.events) + 4} />
                </g>
              </a>
            );
          })}
          {labelled.map(({ p, x, y, r }) => (
            <text key={`t${p.place}${p.country}`} class="place-name" aria-hidden="true" transform={`translate(${x * k},${y * k}) scale(${k})`} x={r + 4} y="4">
              {shortName(p.place)}
            </text>
          ))}
        </svg>
      </div>
      <p class="small soft">
        Outlines: Natural Earth, 1:110 million, which shows who holds a land in fact and says nothing of whose it is. Small
        states have none; their places are drawn all the same.
      </p>
      <details>
        <summary>the same as a table</summary>
        <div class="two">
          <table>
            <thead>
              <tr>
                <th scope="col">place</th>
                <th scope="col">country</th>
                <th scope="col" class="n">
                  events
                </th>
              </tr>
            </thead>
            <tbody>
              {data.places.map((p) => (
                <tr key={`${p.place}${p.country}`}>
                  <th scope="row">
                    <a href={place(p)}>
                      <bdi dir="auto">{p.place}</bdi>
                    </a>
                    {p.lat === null && <span class="small soft"> (no point known)</span>}
                  </th>
                  <td>{countryName(p.country)}</td>
                  <td class="n">{p.events}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <table>
            <thead>
              <tr>
                <th scope="col">country of the place</th>
                <th scope="col" class="n">
                  events
                </th>
              </tr>
            </thead>
            <tbody>
              {data.countries.map((c) => (
                <tr key={c.country}>
                  <th scope="row">
                    <a href={country(c.country)}>{countryName(c.country)}</a>
                  </th>
                  <td class="n">{c.events}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
