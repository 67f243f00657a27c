// SPDX-License-Identifier: Apache-2.0
// What one person sets in one browser, and drafts that must outlive a reload.
// Where the browser forbids storage, they last as long as the page.
const PREFIX = "chancery.";
const memory = new Map<string, string>();

export function load(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

export function save(key: string, value: string | null): void {
  if (value === null) memory.delete(key);
  else memory.set(key, value);
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
  } catch {
    // kept in memory
  }
}

export const keysOn = (): boolean => load("keys") !== "off";
export const setKeysOn = (on: boolean): void => save("keys", on ? null : "off");
