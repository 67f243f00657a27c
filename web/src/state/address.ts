// SPDX-License-Identifier: Apache-2.0
// The address is the state: which page, of what, with which conditions. It
// stands behind the # ("#/event/e12?from=2019"), so that any view is a link and
// nothing of it needs a server that knows the pages.
import { useEffect, useState } from "preact/hooks";

export type Query = Readonly<Record<string, string>>;

export interface Address {
  page: string;
  id: string;
  query: Query;
}

export function parse(hash: string): Address {
  const text = hash.replace(/^#\/?/, "");
  const cut = text.indexOf("?");
  const path = cut < 0 ? text : text.slice(0, cut);
  const query: Record<string, string> = {};
  if (cut >= 0)
    for (const [k, v] of new URLSearchParams(text.slice(cut + 1))) if (v !== "") query[k] = v;
  const [page = "", ...rest] = path.split("/");
  return { page: page || "chronology", id: decode(rest.join("/")), query };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % that somebody typed
  }
}

/** The address of a page as an href. Empty values are left out. */
export function href(page: string, id = "", query: Record<string, string | undefined> = {}): string {
  const p = new URLSearchParams();
  for (const k of Object.keys(query).sort()) {
    const v = query[k];
    if (v !== undefined && v !== "") p.set(k, v);
  }
  const tail = p.toString();
  return `#/${page}${id ? `/${encodeURIComponent(id)}` : ""}${tail ? `?${tail}` : ""}`;
}

export const current = (): Address => parse(location.hash);

export function go(to: string, replace = false): void {
  if (to === location.hash) return;
  if (replace) {
    history.replaceState(null, "", to);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = to;
  }
}

/** Changes conditions of the view that is shown; undefined takes one away. */
export function change(set: Record<string, string | undefined>, replace = false): void {
  const a = current();
  go(href(a.page, a.id, { ...a.query, ...set }), replace);
}

export function useAddress(): Address {
  const [address, set] = useState(current);
  useEffect(() => {
    const on = (): void => set(current());
    addEventListener("hashchange", on);
    return () => removeEventListener("hashchange", on);
  }, []);
  return address;
}
