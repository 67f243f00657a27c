// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";

export function useMedia(query: string): boolean {
  const [on, set] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const m = matchMedia(query);
    const hear = (): void => set(m.matches);
    hear();
    m.addEventListener("change", hear);
    return () => m.removeEventListener("change", hear);
  }, [query]);
  return on;
}

/** Width of an element in pixels; charts draw at it, so that text keeps its size. */
export function useWidth(ref: RefObject<HTMLElement>, start = 800): number {
  const [width, set] = useState(start);
  useEffect(() => {
    const el = ref.current;
    if (!el) return undefined;
    const watch = new ResizeObserver(() => {
      if (el.clientWidth > 0) set(el.clientWidth);
    });
    watch.observe(el);
    return () => watch.disconnect();
  }, []);
  return width;
}
