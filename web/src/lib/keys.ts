// SPDX-License-Identifier: Apache-2.0
// Single keys. They are off while somebody types, with a modifier held, under
// an open dialog, and where the reader has switched them off (WCAG 2.1.4).
import { useEffect, useRef } from "preact/hooks";
import { keysOn } from "../state/settings";

export type Keys = Record<string, (e: KeyboardEvent) => void>;

function typing(t: EventTarget | null): boolean {
  if (!(t instanceof HTMLElement)) return false;
  if (t instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "submit", "range"].includes(t.type);
  return t instanceof HTMLTextAreaElement || t instanceof HTMLSelectElement || t.isContentEditable;
}

/** Space and Enter belong to what has the focus, where that does something. */
function busy(e: KeyboardEvent): boolean {
  return (
    (e.key === " " || e.key === "Enter") &&
    e.target instanceof Element &&
    e.target.closest("a, button, summary, input, [role=slider]") !== null
  );
}

export function useKeys(keys: Keys): void {
  // The newest, also for a key that comes before the page is drawn again.
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const hear = (e: KeyboardEvent): void => {
      if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey) return;
      if (!keysOn() || typing(e.target) || busy(e)) return;
      if (document.querySelector("dialog[open]")) return;
      const act = now.current[e.key];
      if (!act) return;
      e.preventDefault();
      act(e);
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, []);
}
