// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useGet } from "../api/client";
import type { MessagesAnswer } from "../api/types";
import { change, href, useAddress } from "../state/address";
import { eventHref } from "../state/filter";
import { Answer, Name, Names, Pager, StatusTag } from "../components/common";
import { compact } from "../lib/dates";
import { ofChain, says } from "../lib/voice";
import { plural } from "../lib/words";

const LIMIT = 200;

/** Conditions of the pages that go by two countries. */
export function BetweenForm({ extra = [] }: { extra?: readonly (readonly [string, string])[] }): JSX.Element {
  const { query } = useAddress();
  const submit = (e: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    e.preventDefault();
    const form = new FormData(e.currentTarget);
    const set: Record<string, string | undefined> = { offset: undefined };
    for (const [k, v] of form) set[k] = String(v).trim() || undefined;
    change(set);
  };
  const fields: readonly (readonly [string, string])[] = [["between", "PRK-RUS"], ...extra, ["from", "2019-04"], ["to", "2023"]];
  return (
    <form class="bar no-print" onSubmit={submit} key={JSON.stringify(query)}>
      {fields.map(([k, hint]) => (
        <label key={k}>
          {k === "a" ? "one" : k === "b" ? "the other" : k}{" "}
          <input type="text" name={k} size={k === "between" ? 14 : 9} placeholder={hint} value={query[k] ?? ""} dir="auto" />
        </label>
      ))}
      <button type="submit">show</button>
    </form>
  );
}

export function MessagesPage(): JSX.Element {
  const { query } = useAddress();
  const { between, from, to, a, b } = query;
  const offset = Number(query["offset"] ?? 0) || 0;
  const got = useGet<MessagesAnswer>("/messages", { between, from, to, a, b, limit: LIMIT, offset });
  return (
    <>
      <div class="head">
        <h1>Messages</h1>
        <span class="soft" role="status">
          {got.data ? `${plural(got.data.total, "message")}; an exchange stands as two` : ""}
        </span>
      </div>
      <BetweenForm extra={[["a", "Kim"], ["b", "Putin"]]} />
      <Answer of={got}>
        {(d) => (
          <div class="scroll" tabIndex={0} role="group" aria-label="messages">
            <table>
              <thead>
                <tr>
                  <th scope="col">date</th>
                  <th scope="col">from</th>
                  <th scope="col">to</th>
                  <th scope="col">occasion</th>
                  <th scope="col">carried by</th>
                  <th scope="col">on whose word</th>
                </tr>
              </thead>
              <tbody>
                {d.messages.map((m, i) => (
                  <tr key={i}>
                    <th scope="row" class="n">
                      <a href={eventHref(m.event, m.claim)}>{compact(m.date)}</a> <StatusTag status={m.status} />
                    </th>
                    <td>
                      <Names of={m.source} />
                    </td>
                    <td>
                      <Names of={m.target} />
                    </td>
                    <td>{m.occasion ? <Name>{m.occasion}</Name> : <span class="soft">–</span>}</td>
                    <td>{m.carrier ? <Name>{m.carrier}</Name> : <span class="soft">–</span>}</td>
                    <td>
                      <bdi dir="auto">{says(ofChain(m.voice))}</bdi>
                      {m.voice_inherited && <span class="small soft"> (taken over from another sentence)</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {d.messages.length === 0 && <p class="note">No message under these conditions.</p>}
            <Pager offset={d.offset} limit={LIMIT} total={d.total} link={(o) => href("messages", "", { ...query, offset: o ? String(o) : undefined })} />
          </div>
        )}
      </Answer>
    </>
  );
}
