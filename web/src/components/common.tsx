// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ApiError, Got } from "../api/client";
import { copy } from "../lib/clipboard";
import { short } from "../lib/text";
import { STATUS } from "../lib/words";

/** Text of the record: of any script and direction, never markup. */
export function Name({ children }: { children: string | null | undefined }): JSX.Element {
  return children ? <bdi dir="auto">{short(children)}</bdi> : <span class="soft">not told</span>;
}

/** Words of a report, in quotation marks. */
export function Quote({ children }: { children: string | null | undefined }): JSX.Element {
  return <q dir="auto">{short(children ?? "")}</q>;
}

export function Names({ of, none = "not told" }: { of: string | null; none?: string }): JSX.Element {
  if (!of) return <span class="soft">{none}</span>;
  return (
    <>
      {of.split(", ").map((n, i) => (
        <>
          {i > 0 && ", "}
          <bdi dir="auto">{short(n)}</bdi>
        </>
      ))}
    </>
  );
}

export const tone = (quad: number | null | undefined): string => `q${quad ?? 0}`;

interface MarkProps {
  quad: number | null;
  status: string;
  r?: number;
}

/** The mark of an act: filled if it occurred, hollow if planned, hollow and
 * dashed if possible, struck through if denied. Conflict is a square. */
export function ActMark({ quad, status, r = 6 }: MarkProps): JSX.Element {
  const filled = status === "occurred" || status === "denied";
  const classes = `act-mark ${tone(quad)} ${filled ? "" : "hollow"} ${status === "possible" ? "dashed" : ""}`;
  const shape =
    (quad ?? 0) > 2 ? (
      <rect class={classes} x={-r} y={-r} width={2 * r} height={2 * r} rx="1" />
    ) : (
      <circle class={classes} r={r} />
    );
  return (
    <>
      {shape}
      {status === "denied" && <line class="strike" x1={-r - 3} y1={r + 3} x2={r + 3} y2={-r - 3} />}
    </>
  );
}

export function Glyph(props: MarkProps): JSX.Element {
  return (
    <svg class="glyph" viewBox="-10 -10 20 20" aria-hidden="true">
      <ActMark {...props} />
    </svg>
  );
}

export function StatusTag({ status }: { status: string }): JSX.Element | null {
  if (status === "occurred") return null;
  return (
    <span class={`tag status-${status}`} title={STATUS[status] ?? status}>
      {status}
    </span>
  );
}

export function ActLegend(): JSX.Element {
  const items: [number, string, string][] = [
    [1, "occurred", "verbal cooperation"],
    [2, "occurred", "material cooperation"],
    [3, "occurred", "verbal conflict"],
    [4, "occurred", "material conflict"],
    [0, "planned", "planned"],
    [0, "possible", "possible"],
    [0, "denied", "denied"],
  ];
  return (
    <div class="legend">
      {items.map(([quad, status, text]) => (
        <span key={text}>
          <svg viewBox="-10 -10 20 20" aria-hidden="true">
            <ActMark quad={quad} status={status} />
          </svg>{" "}
          {text}
        </span>
      ))}
      <span>
        <svg viewBox="-10 -10 20 20" aria-hidden="true">
          <rect class="act-mark q0 hollow" x="-10" y="-3" width="20" height="6" rx="3" />
        </svg>{" "}
        some time within the bar
      </span>
    </div>
  );
}

export function Problem({ error }: { error: ApiError }): JSX.Element {
  return (
    <div class="note warn" role="alert">
      <p>{error.message}</p>
      {error.code === "conflict" && <p>The store has changed meanwhile; load the page again.</p>}
      {error.code === "unauthorized" && (
        <p>Open the link that chancery serve printed: it carries the token that this server asks for.</p>
      )}
    </div>
  );
}

/** Shows what came of a question: the answer, or why there is none. */
export function Answer<T>({ of, children }: { of: Got<T>; children: (data: T) => ComponentChildren }): JSX.Element {
  if (of.error) return <Problem error={of.error} />;
  if (of.data === undefined)
    return (
      <p class="soft" role="status">
        Loading …
      </p>
    );
  return <div aria-busy={of.loading}>{children(of.data)}</div>;
}

export function CopyButton({ text, label }: { text: string; label: string }): JSX.Element {
  const [done, set] = useState("");
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const press = async (): Promise<void> => {
    set((await copy(text)) ? "copied" : "copying is not allowed here");
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => set(""), 2500);
  };
  return (
    <>
      <button type="button" onClick={press}>
        {label}
      </button>
      <span class="small soft" role="status">
        {done}
      </span>
    </>
  );
}

/** A group of links of which one is on. */
export function Choice({
  label,
  of,
  at,
  link,
}: {
  label: string;
  of: readonly (readonly [string, string])[];
  at: string;
  link: (value: string) => string;
}): JSX.Element {
  return (
    <span class="group" role="group" aria-label={label}>
      {of.map(([value, text]) => (
        <a key={value} class="button" href={link(value)} aria-current={value === at ? "true" : undefined}>
          {text}
        </a>
      ))}
    </span>
  );
}

/** Only addresses of the web become links; anything else stays text. */
export function OutLink({ url }: { url: string | null }): JSX.Element | null {
  if (!url) return null;
  if (!/^https?:\/\//i.test(url)) return <span class="mono">{url}</span>;
  return (
    <a href={url} rel="noreferrer noopener" target="_blank">
      <bdi>{url}</bdi>
    </a>
  );
}

export function Pager({
  offset,
  limit,
  total,
  link,
}: {
  offset: number;
  limit: number;
  total: number;
  link: (offset: number) => string;
}): JSX.Element | null {
  if (total <= limit) return null;
  return (
    <nav class="bar" aria-label="pages">
      {offset > 0 && (
        <a class="button" href={link(Math.max(0, offset - limit))}>
          previous
        </a>
      )}
      <span class="n">
        {offset + 1}–{Math.min(total, offset + limit)} of {total}
      </span>
      {offset + limit < total && (
        <a class="button" href={link(offset + limit)}>
          next
        </a>
      )}
    </nav>
  );
}
