// SPDX-License-Identifier: Apache-2.0
// The only way to the server: GET and POST under api/v1, of the same origin.
// Answers are typed by api/types.ts, which is made from the API's contract.
import { useEffect, useRef, useState } from "preact/hooks";

export type Params = Record<string, string | number | undefined>;

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const BASE = "api/v1";

/** The address of an answer; parameters in one order, empty ones left out. */
export function url(path: string, params: Params = {}): string {
  const p = new URLSearchParams();
  for (const k of Object.keys(params).sort()) {
    const v = params[k];
    if (v !== undefined && v !== "") p.set(k, String(v));
  }
  const tail = p.toString();
  return `${BASE}${path}${tail ? `?${tail}` : ""}`;
}

/** An id as one segment of a path. */
export const segment = (id: string): string => encodeURIComponent(id);

async function answer<T>(response: Response): Promise<T> {
  const text = await response.text();
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    // an answer that is not JSON is told by its status below
  }
  if (response.ok && body !== null) return body as T;
  const error = (body as { error?: { code?: string; message?: string } } | null)?.error;
  throw new ApiError(
    response.status,
    error?.code ?? "unknown",
    error?.message ?? `The server answered with status ${response.status}.`,
  );
}

async function send<T>(address: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: "same-origin", ...init });
  } catch (e) {
    if (e instanceof DOMException && e.name === "AbortError") throw e;
    throw new ApiError(0, "away", "The server does not answer. Is chancery serve still running?");
  }
  return answer<T>(response);
}

export function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  return send<T>(url(path, params), signal ? { signal } : {});
}

/**
 * Posts JSON; whoever shows data hears of it and asks again, after `first`.
 */
export async function post<T>(path: string, body: unknown, first?: () => Promise<void>): Promise<T> {
  const result = await send<T>(url(path), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  await first?.();
  seen.clear();
  // after whoever asked has gone on: an event that was merged away is not asked
  // for again
  setTimeout(() => {
    generation++;
    for (const tell of listeners) tell();
  });
  return result;
}

// The last answers, shown at once when somebody goes back, while the server is
// asked again (it says 304 where nothing changed).
const seen = new Map<string, unknown>();
const KEEP = 80;
let generation = 0;
const listeners = new Set<() => void>();

function keep(key: string, value: unknown): void {
  seen.delete(key);
  seen.set(key, value);
  if (seen.size > KEEP) {
    const oldest = seen.keys().next().value;
    if (oldest !== undefined) seen.delete(oldest);
  }
}

/** Counts the changes that this page made; grows with every post. */
export function useGeneration(): number {
  const [n, set] = useState(generation);
  useEffect(() => {
    const tell = (): void => set(generation);
    listeners.add(tell);
    return () => {
      listeners.delete(tell);
    };
  }, []);
  return n;
}

export interface Got<T> {
  data: T | undefined;
  error: ApiError | undefined;
  /** the server is being asked; data can be that of the last question */
  loading: boolean;
}

/**
 * Asks the server whenever path or parameters change. Data of another path is
 * never shown; of the same path the last answer stays until the new one comes,
 * so that a view does not flicker while its conditions change. Null: ask not.
 */
export function useGet<T>(path: string | null, params: Params = {}): Got<T> {
  const key = path === null ? "" : url(path, params);
  const now = useGeneration();
  const [state, set] = useState<Got<T> & { path: string | null }>(() => ({
    path,
    data: seen.get(key) as T | undefined,
    error: undefined,
    loading: path !== null,
  }));
  const latest = useRef(key);
  latest.current = key;
  useEffect(() => {
    if (path === null) {
      set({ path, data: undefined, error: undefined, loading: false });
      return undefined;
    }
    const stop = new AbortController();
    const known = seen.get(key) as T | undefined;
    set((s) => ({
      path,
      data: known ?? (s.path === path ? s.data : undefined),
      error: undefined,
      loading: true,
    }));
    send<T>(key, { signal: stop.signal }).then(
      (data) => {
        keep(key, data);
        if (!stop.signal.aborted) set({ path, data, error: undefined, loading: false });
      },
      (e: unknown) => {
        if (stop.signal.aborted) return;
        const error = e instanceof ApiError ? e : new ApiError(0, "unknown", String(e));
        set({ path, data: undefined, error, loading: false });
      },
    );
    return () => stop.abort();
  }, [key, now]);
  return state.path === path ? state : { data: undefined, error: undefined, loading: true };
}
