// SPDX-License-Identifier: Apache-2.0
// Deciding on a claim. A decision is kept by the server before the next claim
// is shown; what is half written outlives a reload.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { get, post, segment, type ApiError } from "../api/client";
import type { ClaimDetail, Decide, Decided, Decision, Merge, Merged, Split } from "../api/types";
import { CATEGORIES, STATUS } from "../lib/words";
import { compact } from "../lib/dates";
import { load, save } from "../state/settings";
import { useMeta } from "../state/meta";
import { Name, Problem } from "./common";

const FIELDS = ["category", "mode", "status", "date", "source", "target", "place", "occasion"] as const;
type FieldName = (typeof FIELDS)[number];
type Draft = Partial<Record<FieldName | "why", string>>;

export function valueOf(c: ClaimDetail, f: FieldName): string {
  const r = c.record;
  const names = (list: { name?: string | null }[]): string => list.map((a) => a.name ?? "").join(", ");
  switch (f) {
    case "category":
      return r.category;
    case "mode":
      return r.mode ?? "";
    case "status":
      return r.status;
    case "date": {
      const d = r.date as { from?: string | null; to?: string | null; value?: string | null };
      return d.from && d.to ? (d.from === d.to ? d.from : `${d.from}/${d.to}`) : compact(d);
    }
    case "source":
      return names(r.source);
    case "target":
      return names(r.target);
    case "place":
      return String(r.place?.["name"] ?? "");
    case "occasion":
      return String(r.occasion?.["name"] ?? "");
  }
}

function draftOf(claim: string): Draft {
  try {
    return JSON.parse(load(`draft.${claim}`) ?? "{}") as Draft;
  } catch {
    return {};
  }
}

interface FormProps {
  claim: ClaimDetail;
  onDone: (d: Decided) => void;
  onClose: () => void;
}

export function CorrectForm({ claim, onDone, onClose }: FormProps): JSX.Element {
  const [draft, setDraft] = useState<Draft>(() => draftOf(claim.claim));
  const [error, setError] = useState<ApiError | null>(null);
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const put = (k: keyof Draft, v: string): void => {
    const next = { ...draft, [k]: v };
    setDraft(next);
    save(`draft.${claim.claim}`, JSON.stringify(next));
  };
  const changed = FIELDS.filter((f) => draft[f] !== undefined && draft[f] !== valueOf(claim, f));
  const submit = async (e: Event): Promise<void> => {
    e.preventDefault();
    if (!changed.length) return;
    const fields: Record<string, string> = {};
    for (const f of changed) fields[f] = draft[f] ?? "";
    const body: Decide = { action: "correct", claim: claim.claim, fields };
    if (draft.why) body.why = draft.why;
    try {
      const d = await post<Decided>("/review/decisions", body);
      save(`draft.${claim.claim}`, null);
      onDone(d);
    } catch (x) {
      setError(x as ApiError);
    }
  };
  const id = (f: string): string => `c-${claim.claim}-${f}`;
  const close = (e: KeyboardEvent): void => {
    if (e.key !== "Escape") return;
    e.stopPropagation();
    onClose();
  };
  return (
    <form class="panel" onSubmit={submit} onKeyDown={close} aria-label="correct this claim">
      <dl class="fields">
        {FIELDS.map((f) => {
          const was = valueOf(claim, f);
          const now = draft[f] ?? was;
          const options = f === "category" ? CATEGORIES : f === "status" ? Object.keys(STATUS) : null;
          return (
            <>
              <dt>
                <label for={id(f)}>{f}</label>
              </dt>
              <dd>
                {options ? (
                  <select
                    id={id(f)}
                    ref={f === "category" ? first : undefined}
                    value={now}
                    onChange={(e) => put(f, e.currentTarget.value)}
                  >
                    {options.map((o) => (
                      <option key={o} value={o}>
                        {o}
                      </option>
                    ))}
                  </select>
                ) : (
                  <input
                    id={id(f)}
                    type="text"
                    dir="auto"
                    value={now}
                    placeholder={f === "date" ? "2023-07-25 or 2023-07-25/2023-07-26" : ""}
                    onInput={(e) => put(f, e.currentTarget.value)}
                  />
                )}{" "}
                {changed.includes(f) && (
                  <span class="small warn">
                    was <Name>{was}</Name>
                  </span>
                )}
              </dd>
            </>
          );
        })}
        <dt>
          <label for={id("why")}>why</label>
        </dt>
        <dd>
          <input id={id("why")} type="text" dir="auto" value={draft.why ?? ""} placeholder="as KCNA has it" onInput={(e) => put("why", e.currentTarget.value)} />
        </dd>
      </dl>
      {error && <Problem error={error} />}
      <p class="bar">
        <button type="submit" disabled={!changed.length}>
          keep the correction
        </button>
        <button type="button" onClick={onClose}>
          close
        </button>
        <span class="small soft">What you write here stays until you keep it, also if you load the page again.</span>
      </p>
    </form>
  );
}

export function Decisions({ of, limit = 50 }: { of: readonly Decision[]; limit?: number }): JSX.Element {
  if (!of.length) return <p class="soft">Nobody has decided on it.</p>;
  return (
    <ul class="plain small">
      {of.slice(0, limit).map((d, i) => (
        <li key={`${d.decision}-${i}`}>
          <span class={d.undone ? "denied soft" : ""}>
            <strong>{d.state === "unreviewed" ? "taken back" : d.state}</strong>
            {d.field && (
              <>
                {" "}
                {d.field}: <Name>{d.was}</Name> → <Name>{d.value}</Name>
              </>
            )}
          </span>{" "}
          <span class="soft">
            by <Name>{d.who}</Name>, {d.at}
            {d.why && (
              <>
                : <Name>{d.why}</Name>
              </>
            )}
            {d.undone && " (taken back)"}
            {d.match === "gone" && " (its claim is gone)"}
            {d.match === "changed" && " (the words now tell another act)"}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Merges an event with any other, also one that was split off by mistake. */
export function MergeForm({ claim, onDone }: { claim: string; onDone: (event: string | undefined) => void }): JSX.Element | null {
  const meta = useMeta();
  const [error, setError] = useState<ApiError | null>(null);
  if (!meta.review.allowed) return null;
  const submit = async (e: JSX.TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    e.preventDefault();
    const b = String(new FormData(e.currentTarget).get("other") ?? "").trim();
    if (!b) return;
    try {
      setError(null);
      await merge(claim, b, onDone);
    } catch (x) {
      setError(x as ApiError);
    }
  };
  return (
    <form class="bar no-print" onSubmit={submit}>
      <label>
        the same act as <input type="text" name="other" size={20} placeholder="id of an event or claim" />
      </label>
      <button type="submit">merge</button>
      {error && <Problem error={error} />}
    </form>
  );
}

interface ButtonsProps {
  claim: ClaimDetail;
  /** the event has other claims, so that this one can leave it */
  others: boolean;
  onDone: (d: Decided) => void;
  /** where the claim is after it left its event */
  onSplit: (event: string | undefined) => void;
}

/** Merges, and then tells the event in which the first claim is now. */
async function merge(a: string, b: string, onDone: (event: string | undefined) => void): Promise<void> {
  await post<Merged>("/merges", { a, b } satisfies Merge, async () => {
    const now = await get<ClaimDetail>(`/claims/${segment(a)}`);
    onDone(now.event ?? undefined);
  });
}

/** Says that two claims tell of one act. */
export function SameAct({ a, b, onDone }: { a: string; b: string; onDone: (event: string | undefined) => void }): JSX.Element | null {
  const meta = useMeta();
  const [error, setError] = useState<ApiError | null>(null);
  if (!meta.review.allowed) return null;
  const press = async (): Promise<void> => {
    try {
      setError(null);
      await merge(a, b, onDone);
    } catch (e) {
      setError(e as ApiError);
    }
  };
  return (
    <>
      <button type="button" class="no-print" onClick={press}>
        the same act
      </button>
      {error && <Problem error={error} />}
    </>
  );
}

/** Buttons under a claim of an event. */
export function ReviewButtons({ claim, others, onDone, onSplit }: ButtonsProps): JSX.Element | null {
  const meta = useMeta();
  const [open, setOpen] = useState(() => Object.keys(draftOf(claim.claim)).length > 0);
  const [error, setError] = useState<ApiError | null>(null);
  if (!meta.review.allowed) return null;
  const decide = (action: Decide["action"]) => async (): Promise<void> => {
    try {
      setError(null);
      onDone(await post<Decided>("/review/decisions", { action, claim: claim.claim } satisfies Decide));
    } catch (e) {
      setError(e as ApiError);
    }
  };
  const split = async (): Promise<void> => {
    try {
      setError(null);
      const m = await post<Merged>("/splits", { claims: [claim.claim] } satisfies Split);
      onSplit(m.events[0]);
    } catch (e) {
      setError(e as ApiError);
    }
  };
  return (
    <div class="no-print">
      <p class="bar" role="group" aria-label="decide on this claim">
        <button type="button" onClick={decide("accept")}>
          accept
        </button>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          correct
        </button>
        <button type="button" onClick={decide("reject")}>
          reject
        </button>
        {others && (
          <button type="button" onClick={split}>
            tells of another act
          </button>
        )}
      </p>
      {error && <Problem error={error} />}
      {open && (
        <CorrectForm
          claim={claim}
          onClose={() => setOpen(false)}
          onDone={(d) => {
            setOpen(false);
            onDone(d);
          }}
        />
      )}
    </div>
  );
}
