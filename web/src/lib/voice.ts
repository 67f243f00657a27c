// SPDX-License-Identifier: Apache-2.0
// Whose word it is, in words. A chain runs from the report to the origin.
import { list } from "./words";

export const OWN = "the report itself";

export interface Voice {
  /** "KCNA", or the report itself */
  origin: string;
  /** who passed it on, nearest to the origin first */
  via: string[];
}

/** Of "Yonhap <- KCNA", as listings have it. */
export function ofChain(chain: string | null): Voice {
  if (!chain) return { origin: OWN, via: [] };
  const links = chain.split(" <- ");
  const origin = links.pop() ?? OWN;
  return { origin, via: links.reverse() };
}

/** "KCNA says, via Yonhap". */
export function says(v: Voice, certainty?: string | null): string {
  const verb = certainty ?? "says";
  return `${v.origin} ${verb}${v.via.length ? `, via ${list(v.via)}` : ""}`;
}

/** The same before "that": "KCNA says, via Yonhap,". */
export const before = (said: string): string => (said.includes(", via ") ? `${said},` : said);

/** "KCNA and the Kremlin say", of all origins of an event. */
export function allSay(origins: string | null, chain: string | null, n: number): string {
  if (!origins || n < 2) return says(ofChain(chain));
  const names = origins.split(", ");
  // the report's own word is an origin too, and has no name in the list
  if (names.length < n) names.push(OWN);
  return `${list(names)} say`;
}
