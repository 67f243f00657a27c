// SPDX-License-Identifier: Apache-2.0
// What stands around every page: links to the pages, search, help, the footer.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { go, href, useAddress } from "../state/address";
import { START } from "../state/filter";
import { keysOn, setKeysOn } from "../state/settings";
import type { Meta } from "../api/types";
import { useKeys, type Keys } from "../lib/keys";
import { plural } from "../lib/words";

/** page, title, key behind g */
export const PAGES: readonly (readonly [string, string, string])[] = [
  ["chronology", "Chronology", "c"],
  ["pair", "Pairs", "p"],
  ["network", "Network", "n"],
  ["map", "Map", "m"],
  ["observances", "Observances", "b"],
  ["messages", "Messages", "l"],
  ["follows", "Follow-ups", "f"],
  ["disagreements", "Disagreements", "d"],
  ["origins", "Origins", "o"],
  ["reports", "Reports", "r"],
  ["review", "Review", "v"],
  ["run", "Run", "i"],
];

const home = (page: string): string => href(page, "", page === "chronology" ? START : {});

function Help({ dialog }: { dialog: { current: HTMLDialogElement | null } }): JSX.Element {
  const [on, set] = useState(keysOn);
  const rows: [string, string][] = [
    ["/", "to the search"],
    ["?", "this help"],
    ["j k", "next and previous event of a list"],
    ["← → Home End", "move among the marks of a chart"],
    ["Enter", "open what has the focus"],
    ["o", "in the chronology: only what is told as done, or everything"],
    ["n p", "on an event: the next and the previous by date"],
    ["a c x", "in the review: accept, correct, reject"],
    ["space u", "in the review: skip, undo"],
    ["g, then a letter", PAGES.map(([, t, k]) => `${k} ${t}`).join(", ")],
  ];
  return (
    <dialog ref={dialog} aria-labelledby="help-h">
      <h2 id="help-h">Keys</h2>
      <table>
        <tbody>
          {rows.map(([k, t]) => (
            <tr key={k}>
              <th scope="row">
                {k.includes(",") ? k : k.split(" ").map((x) => <kbd key={x}>{x}</kbd>)}
              </th>
              <td>{t}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <label>
          <input
            type="checkbox"
            checked={on}
            onChange={(e) => {
              setKeysOn(e.currentTarget.checked);
              set(e.currentTarget.checked);
            }}
          />
          single keys are on
        </label>
      </p>
      <p class="soft small">
        Marks: a circle is cooperation, a square conflict; filled is told as done, hollow as planned, dashed as
        possible, struck through as denied. A bar is a date known only to lie within it.
      </p>
      <form method="dialog">
        <button type="submit">close</button>
      </form>
    </dialog>
  );
}

export function Shell({ meta, children }: { meta: Meta; children: ComponentChildren }): JSX.Element {
  const { page, query } = useAddress();
  const search = useRef<HTMLInputElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const pending = useRef(0);
  const keys: Keys = {
    "/": () => search.current?.focus(),
    "?": () => help.current?.showModal(),
    g: () => {
      pending.current = Date.now();
    },
  };
  // A letter within two seconds of g; it then means nothing else.
  useEffect(() => {
    const hear = (e: KeyboardEvent): void => {
      if (Date.now() - pending.current > 2000 || e.key === "g" || e.ctrlKey || e.metaKey || e.altKey) return;
      pending.current = 0;
      const to = PAGES.find(([, , k]) => k === e.key);
      if (!to) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      go(home(to[0]));
    };
    addEventListener("keydown", hear, true);
    return () => removeEventListener("keydown", hear, true);
  }, []);
  useKeys(keys);
  const active = page === "event" ? "chronology" : page === "report" ? "reports" : page;
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(e) => {
          e.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        to the content
      </a>
      <header class="top">
        <a class="brand" href={home("chronology")}>
          chancery
        </a>
        <nav aria-label="pages of the record">
          <ul class="plain">
            {PAGES.map(([p, title]) => (
              <li key={p}>
                <a href={home(p)} aria-current={p === active ? "page" : undefined}>
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <form
          role="search"
          onSubmit={(e) => {
            e.preventDefault();
            go(href("chronology", "", { ...(page === "chronology" ? query : START), text: search.current?.value.trim() }));
          }}
        >
          <input
            ref={search}
            type="search"
            aria-label="words in the reports of events"
            placeholder="search reports"
            key={query["text"] ?? ""}
            defaultValue={page === "chronology" ? (query["text"] ?? "") : ""}
          />
          <button type="button" aria-haspopup="dialog" onClick={() => help.current?.showModal()}>
            <kbd>?</kbd> <span class="hidden">keys and marks</span>
          </button>
        </form>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer class="foot">
        <span>
          <bdi>{meta.store.name}</bdi>: {plural(meta.store.events, "event")} from {plural(meta.store.claims, "claim")} in{" "}
          {plural(meta.store.reports, "report")}
        </span>
        <span>
          chancery {meta.tool.version} · <a href={href("run")}>versions</a>
        </span>
        <span>
          <a href="assets/LICENSES.txt">licences</a>
        </span>
        <span>What a source claims is shown as its claim, not as a fact.</span>
      </footer>
      <Help dialog={help} />
    </>
  );
}
