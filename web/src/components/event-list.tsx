// SPDX-License-Identifier: Apache-2.0
// A list of any length: only the rows in sight are in the document, and pages
// of the list are asked for as they come into sight. One row is in the tab
// order; arrows, j and k, Home and End move among them.
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { get, url, useGeneration, type ApiError, type Params } from "../api/client";
import type { EventList as Page, EventRow } from "../api/types";
import { eventHref } from "../state/filter";
import { useKeys } from "../lib/keys";
import { useMedia } from "../lib/media";
import { words } from "../lib/dates";
import { Problem } from "./common";
import { EventLine } from "./event-row";

const PAGE = 100;
const SPARE = 8;
// Browsers draw no element taller than some 17 million pixels.
const TALLEST = 15_000_000;

export type Period = "day" | "month" | "year";

function periodOf(row: EventRow | undefined, by: Period): string {
  const day = row?.date.from ?? row?.date.to;
  if (!day) return row ? "no day told" : "";
  return day.slice(0, by === "year" ? 4 : by === "month" ? 7 : 10);
}

// Where each list was left, for whoever comes back to it.
const left = new Map<string, { top: number; at: number }>();

interface Props {
  params: Params;
  by: Period;
  label: string;
  onTotal?: (total: number) => void;
}

export function EventList({ params, by, label, onTotal }: Props): JSX.Element {
  const small = useMedia("(max-width: 44rem)");
  const height = small ? 104 : 56;
  const key = url("/events", params);
  const generation = useGeneration();
  const box = useRef<HTMLDivElement>(null);
  const pages = useRef(new Map<number, EventRow[]>());
  const asked = useRef(new Set<number>());
  const [size, setSize] = useState<{ key: string; n: number } | null>(null);
  const total = size?.n ?? null;
  const [error, setError] = useState<ApiError | null>(null);
  const [, redraw] = useState(0);
  const [top, setTop] = useState(0);
  const [room, setRoom] = useState(700);
  const [at, put] = useState(0);
  // where the next key goes from, also before the list is drawn again
  const here = useRef(0);
  const setAt = (i: number): void => {
    here.current = i;
    put(i);
  };
  const [printing, setPrinting] = useState(false);
  const grab = useRef(false);

  const ask = useMemo(() => {
    const stop = new AbortController();
    pages.current = new Map();
    asked.current = new Set();
    const load = (page: number): void => {
      if (asked.current.has(page)) return;
      asked.current.add(page);
      get<Page>("/events", { ...params, limit: PAGE, offset: page * PAGE }, stop.signal).then(
        (got) => {
          if (stop.signal.aborted) return;
          pages.current.set(page, got.events);
          setError(null);
          setSize({ key, n: got.total });
          redraw((n) => n + 1);
        },
        (e: ApiError) => {
          asked.current.delete(page);
          if (!stop.signal.aborted) setError(e);
        },
      );
    };
    return { load, stop };
  }, [key, generation]);

  // Back to where this list was left: as soon as it is as long as it was.
  const returned = useRef("");
  useEffect(() => {
    if (returned.current === key || size?.key !== key || !box.current) return;
    returned.current = key;
    const before = left.get(key);
    box.current.scrollTop = before?.top ?? 0;
    setTop(box.current.scrollTop);
    setAt(before?.at ?? 0);
  }, [key, size]);
  useEffect(() => {
    if (returned.current === key) left.set(key, { top, at });
  }, [key, top, at]);
  useEffect(() => {
    ask.load(0);
    return () => ask.stop.abort();
  }, [ask]);
  useEffect(() => {
    if (total !== null) onTotal?.(total);
  }, [total]);
  useEffect(() => {
    const el = box.current;
    if (!el) return undefined;
    const watch = new ResizeObserver(() => setRoom(el.clientHeight));
    watch.observe(el);
    const before = (): void => setPrinting(true);
    const after = (): void => setPrinting(false);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      watch.disconnect();
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);

  const drawn = Math.min(total ?? 0, Math.floor(TALLEST / height));
  let first = Math.max(0, Math.floor(top / height) - SPARE);
  let last = Math.min(drawn, Math.ceil((top + room) / height) + SPARE);
  if (printing) {
    first = 0;
    last = Math.min(drawn, PAGE);
  }
  useEffect(() => {
    for (let p = Math.floor(first / PAGE); p * PAGE < last; p++) ask.load(p);
  }, [first, last, ask]);

  const rowAt = (i: number): EventRow | undefined => pages.current.get(Math.floor(i / PAGE))?.[i % PAGE];

  const move = (to: number): void => {
    const i = Math.max(0, Math.min(drawn - 1, to));
    const el = box.current;
    if (!el || drawn === 0) return;
    if (i * height < el.scrollTop) el.scrollTop = i * height;
    else if ((i + 1) * height > el.scrollTop + el.clientHeight)
      el.scrollTop = (i + 1) * height - el.clientHeight;
    grab.current = true;
    redraw((n) => n + 1); // also where the row stays the same
    setAt(i);
    setTop(el.scrollTop);
  };
  useLayoutEffect(() => {
    if (!grab.current) return;
    const link = box.current?.querySelector<HTMLElement>(`[data-i="${here.current}"]`);
    if (link) {
      grab.current = false;
      link.focus({ preventScroll: true });
    }
  });
  const inside = (): boolean => box.current?.contains(document.activeElement) ?? false;
  const step = (n: number) => () => move(inside() || grab.current ? here.current + n : here.current);
  useKeys({ j: step(1), k: step(-1) });
  const onKeyDown = (e: KeyboardEvent): void => {
    const by10 = Math.max(1, Math.floor(room / height) - 1);
    const to: Record<string, number> = {
      ArrowDown: here.current + 1,
      ArrowUp: here.current - 1,
      Home: 0,
      End: drawn - 1,
      PageDown: here.current + by10,
      PageUp: here.current - by10,
    };
    const t = to[e.key];
    if (t === undefined || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    move(t);
  };

  if (error && total === null) return <Problem error={error} />;
  const shown: number[] = [];
  for (let i = first; i < last; i++) shown.push(i);
  if (at < first || at >= last) {
    // what has the focus stays in the document, in its order
    if (at < first && at < drawn) shown.unshift(at);
    else if (at < drawn) shown.push(at);
  }
  const above = periodOf(rowAt(Math.floor(top / height)), by);
  return (
    <>
      {error && <Problem error={error} />}
      <p class="bar small soft">
        <span aria-live="polite">{total === null ? "Loading …" : ""}</span>
        {above && <span>{/^\d/.test(above) ? words(above) : above}</span>}
        {total !== null && drawn < total && (
          <span class="warn">The first {drawn} are listed; narrow the period to see the others.</span>
        )}
      </p>
      <div
        class="list"
        ref={box}
        onScroll={(e) => setTop(e.currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
        aria-busy={total === null}
      >
        {total === 0 && <p class="note">No event fits these conditions.</p>}
        <ol style={printing ? {} : { height: `${drawn * height}px` }} aria-label={label}>
          {shown.map((i) => {
            const row = rowAt(i);
            const fresh = i === 0 || periodOf(rowAt(i - 1), by) !== periodOf(row, by);
            return (
              <Row key={i} i={i} total={total ?? 0} y={printing ? null : i * height} fresh={fresh}>
                {row ? (
                  <a
                    href={eventHref(row.event)}
                    data-i={i}
                    tabIndex={i === at ? 0 : -1}
                    onFocus={() => setAt(i)}
                    title={row.sentence ?? undefined}
                  >
                    <EventLine row={row} />
                  </a>
                ) : (
                  <span class="soft"> …</span>
                )}
              </Row>
            );
          })}
        </ol>
      </div>
    </>
  );
}

interface RowProps {
  i: number;
  total: number;
  y: number | null;
  fresh: boolean;
  children: JSX.Element;
}

// Preact sets styles through the style object of an element, which the content
// security policy allows; a style attribute it would not.
function Row({ i, total, y, fresh, children }: RowProps): JSX.Element {
  const style = y === null ? {} : { position: "absolute", insetInline: "0", transform: `translateY(${y}px)` };
  return (
    <li style={style} class={`row ${fresh ? "fresh" : ""}`} aria-posinset={i + 1} aria-setsize={total}>
      {children}
    </li>
  );
}
