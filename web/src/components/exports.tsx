// SPDX-License-Identifier: Apache-2.0
// What is on the page as a file: byte for byte what the command line writes,
// and the command that would do it.
import type { JSX } from "preact";
import { url, type Params } from "../api/client";
import { useMeta } from "../state/meta";
import { FILTER } from "../state/filter";
import { CopyButton } from "./common";

const quoted = (v: string): string => (/^[\w.,/:-]+$/.test(v) ? v : `'${v.replace(/'/g, "'\\''")}'`);

export function command(store: string, format: string, params: Params): string {
  const series = format.startsWith("series-");
  const rows = format === "rows" || format === "rows-csv";
  const head = series
    ? `chancery series -d ${quoted(store)} --format ${format.slice(7)}`
    : rows
      ? `chancery query -d ${quoted(store)} --format ${format === "rows" ? "jsonl" : "csv"}`
      : `chancery export -d ${quoted(store)} --format ${format}`;
  const tail: string[] = [];
  for (const k of [...FILTER, "by"]) {
    const v = params[k];
    if (v !== undefined && v !== "") tail.push(`--${k} ${quoted(String(v))}`);
  }
  return [head, ...tail].join(" ");
}

/** A menu of formats; `series`: those of a pair's series, else those of events. */
export function Exports({ params, series = false }: { params: Params; series?: boolean }): JSX.Element {
  const meta = useMeta();
  const formats = meta.formats.filter((f) => f.format.startsWith("series-") === series);
  const close = (e: KeyboardEvent): void => {
    const el = e.currentTarget as HTMLDetailsElement;
    if (e.key !== "Escape" || !el.open) return;
    el.open = false;
    el.querySelector("summary")?.focus();
  };
  return (
    <details class="menu no-print" onKeyDown={close}>
      <summary class="button">Export</summary>
      <div>
        <p class="small soft">The same bytes as the command line gives, under the conditions of this page.</p>
        <ul class="plain">
          {formats.map((f) => (
            <li key={f.format}>
              <a href={url(`/export/${f.format}`, params)} download>
                {f.title}
              </a>{" "}
              <span class="small soft">{f.suffix}</span>
            </li>
          ))}
        </ul>
        <CopyButton label="copy the command" text={command(meta.store.name, series ? "series-csv" : "ged", params)} />
      </div>
    </details>
  );
}
