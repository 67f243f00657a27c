// SPDX-License-Identifier: Apache-2.0
// Actors as a graph. Places are worked out from a fixed start, so that the same
// answer is drawn the same way each time; nodes that stay keep their place when
// the period moves.
import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";
import { scaleSqrt } from "d3-scale";
import type { Network } from "../api/types";
import { go } from "../state/address";
import { useWidth } from "../lib/media";
import { plural } from "../lib/words";

type Node = Network["nodes"][number];
type Edge = Network["edges"][number];
interface Spot extends SimulationNodeDatum {
  id: string;
  node: Node;
  r: number;
}

const kept = new Map<string, { x: number; y: number }>();

function layout(net: Network, width: number, height: number): Map<string, Spot> {
  const most = Math.max(1, ...net.nodes.map((n) => n.events));
  const radius = scaleSqrt([0, most], width < 600 ? [3, 12] : [4, 20]);
  const spots = net.nodes.map((node, i): Spot => {
    const before = kept.get(`${net.by} ${node.id}`);
    const turn = i * 2.399963; // the golden angle: an even spiral
    return {
      id: node.id,
      node,
      r: radius(node.events),
      x: before?.x ?? width / 2 + 14 * Math.sqrt(i) * Math.cos(turn),
      y: before?.y ?? height / 2 + 14 * Math.sqrt(i) * Math.sin(turn),
    };
  });
  const heavy = Math.max(1, ...net.edges.map((e) => e.events));
  const links = net.edges.map((e) => ({ source: e.a, target: e.b, events: e.events }));
  forceSimulation(spots)
    .force("link", forceLink<Spot, (typeof links)[number]>(links).id((d) => d.id).distance(90).strength((l) => 0.15 + (0.5 * l.events) / heavy))
    .force("charge", forceManyBody().strength(-260))
    .force("x", forceX(width / 2).strength(0.06))
    .force("y", forceY(height / 2).strength(0.11))
    .force("collide", forceCollide<Spot>((d) => d.r + 14))
    .stop()
    .tick(220);
  // Spread what came out over the sheet.
  const xs = spots.map((s) => s.x ?? 0);
  const ys = spots.map((s) => s.y ?? 0);
  const stretch = (v: number, all: number[], room: number): number => {
    const lo = Math.min(...all);
    const hi = Math.max(...all);
    return hi - lo < 1 ? room / 2 : 30 + ((v - lo) / (hi - lo)) * (room - 60);
  };
  const out = new Map<string, Spot>();
  for (const s of spots) {
    s.x = stretch(s.x ?? 0, xs, width - 60);
    s.y = stretch(s.y ?? 0, ys, height);
    s.x = Math.max(s.r + 4, Math.min(width - s.r - 60, s.x ?? 0));
    s.y = Math.max(s.r + 4, Math.min(height - s.r - 6, s.y ?? 0));
    kept.set(`${net.by} ${s.id}`, { x: s.x, y: s.y });
    out.set(s.id, s);
  }
  return out;
}

export function edgeText(e: Edge, label: (id: string) => string): string {
  return `${label(e.a)} and ${label(e.b)}: ${plural(e.events, "event")}, ${e.cooperation} of cooperation, ${e.conflict} of conflict, score ${e.score}`;
}

interface Props {
  net: Network;
  node: (n: Node) => string;
  edge: (e: Edge) => string;
}

export function Graph({ net, node, edge }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const height = width < 600 ? width * 1.25 : Math.min(680, width * 0.62);
  const spots = useMemo(() => layout(net, width, height), [net, width, height]);
  const [lit, light] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const most = Math.max(1, ...net.edges.map((e) => e.events));
  const label = (id: string): string => spots.get(id)?.node.label ?? id;
  const near = new Set<string>();
  if (lit) for (const e of net.edges) if (e.a === lit || e.b === lit) near.add(e.a).add(e.b);
  const onKeyDown = (e: KeyboardEvent): void => {
    const to: Record<string, number> = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: net.nodes.length - 1 };
    const t = to[e.key];
    if (t === undefined) return;
    e.preventDefault();
    const i = Math.max(0, Math.min(net.nodes.length - 1, t));
    setAt(i);
    box.current?.querySelector<SVGElement>(`[data-mark="${i}"]`)?.focus();
  };
  return (
    <div ref={box} onKeyDown={onKeyDown}>
      <svg class="chart graph" height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label="network of actors; arrow keys move among them">
        <g>
          {net.edges.map((e) => {
            const a = spots.get(e.a);
            const b = spots.get(e.b);
            if (!a || !b) return null;
            const off = lit !== null && e.a !== lit && e.b !== lit;
            return (
              <g key={`${e.a} ${e.b}`} class="edge" opacity={off ? 0.12 : 0.75} onClick={() => go(edge(e))}>
                <title>{edgeText(e, label)}</title>
                <line
                  class={e.conflict > e.cooperation ? "edge-conf" : "edge-coop"}
                  x1={a.x}
                  y1={a.y}
                  x2={b.x}
                  y2={b.y}
                  stroke-width={1 + (5 * e.events) / most}
                />
              </g>
            );
          })}
        </g>
        {net.nodes.map((n, i) => {
          const s = spots.get(n.id);
          if (!s) return null;
          const off = lit !== null && n.id !== lit && !near.has(n.id);
          return (
            <a
              key={n.id}
              class={`node ${n.kind === "country" ? "state" : ""}`}
              href={node(n)}
              data-mark={i}
              tabindex={i === at ? 0 : -1}
              onMouseEnter={() => light(n.id)}
              onMouseLeave={() => light(null)}
              onFocus={() => {
                light(n.id);
                setAt(i);
              }}
              onBlur={() => light(null)}
            >
              <g transform={`translate(${s.x},${s.y})`} opacity={off ? 0.25 : 1}>
                <title>{`${n.label}: ${plural(n.events, "event")}`}</title>
                <circle r={s.r} />
                <circle class="ring" r={s.r + 4} />
                <text x={s.r + 4} y="4" aria-hidden="true">
                  {n.label.length > 28 ? `${n.label.slice(0, 27)}…` : n.label}
                </text>
              </g>
            </a>
          );
        })}
      </svg>
    </div>
  );
}
