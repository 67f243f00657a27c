// SPDX-License-Identifier: Apache-2.0
// A window that moves over time: a year's, or as wide as the reader sets it.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { change, useAddress } from "../state/address";
import { useMeta } from "../state/meta";
import { addDays, DAY, firstDay, fromUtc, lastDay, told, toUtc, words } from "../lib/dates";

const WIDTHS = [
  ["", "whole time"],
  ["30", "30 days"],
  ["91", "a quarter"],
  ["365", "a year"],
  ["1826", "five years"],
] as const;

export function TimeSlider(): JSX.Element {
  const { query } = useAddress();
  const { store } = useMeta();
  const begin = store.first ?? "2000-01-01";
  const end = store.last ?? begin;
  const [a0, b0] = [told(query["from"]), told(query["to"])];
  const from = a0 ? firstDay(a0) : undefined;
  const to = b0 ? lastDay(b0) : undefined;
  const known = from && to ? String(Math.round((toUtc(to) - toUtc(from)) / DAY) + 1) : "";
  const [held, hold] = useState<number | null>(null);
  const last = Math.max(0, Math.round((toUtc(end) - toUtc(begin)) / DAY));
  const width = Number(known) || 0;
  const at = held ?? (from ? Math.round((toUtc(from) - toUtc(begin)) / DAY) : 0);
  const set = (start: number, days: number): void => {
    const a = addDays(begin, start);
    change({ from: a, to: addDays(a, days - 1) }, true);
  };
  const widths = WIDTHS.some(([w]) => w === known) ? WIDTHS : [...WIDTHS, [known, `${known} days`] as const];
  return (
    <div class="bar no-print" role="group" aria-label="period">
      <label>
        period{" "}
        <select
          value={known}
          onChange={(e) => {
            const days = Number(e.currentTarget.value);
            if (days) set(from ? at : Math.max(0, last - days + 1), days);
            else change({ from: undefined, to: undefined }, true);
          }}
        >
          {widths.map(([w, t]) => (
            <option key={w} value={w}>
              {t}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="hidden">begin of the period</span>
        <input
          type="range"
          min={0}
          max={last}
          step={width > 200 ? 30 : width > 60 ? 7 : 1}
          value={Math.max(0, Math.min(last, at))}
          disabled={!width}
          aria-valuetext={words(fromUtc(toUtc(begin) + at * DAY))}
          onInput={(e) => hold(Number(e.currentTarget.value))}
          onChange={(e) => {
            hold(null);
            set(Number(e.currentTarget.value), width);
          }}
        />
      </label>
      <span class="n" role="status">
        {width ? `${words(addDays(begin, at))} – ${words(addDays(addDays(begin, at), width - 1))}` : `${words(begin)} – ${words(end)}`}
      </span>
    </div>
  );
}
