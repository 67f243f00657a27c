// SPDX-License-Identifier: Apache-2.0
// Which page an address means.
import type { FunctionComponent, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useGet } from "./api/client";
import type { Meta } from "./api/types";
import { Problem } from "./components/common";
import { Shell, PAGES } from "./components/shell";
import { Chronology } from "./pages/chronology";
import { DisagreementsPage } from "./pages/disagreements";
import { EventPage } from "./pages/event";
import { FollowsPage } from "./pages/follows";
import { MessagesPage } from "./pages/messages";
import { ObservancesPage } from "./pages/observances";
import { OriginsPage } from "./pages/origins";
import { PairPage } from "./pages/pair";
import { ReportPage } from "./pages/report";
import { ReportsPage } from "./pages/reports";
import { ReviewPage } from "./pages/review";
import { RunPage } from "./pages/run";
import { useAddress } from "./state/address";
import { MetaContext } from "./state/meta";

type Page = FunctionComponent;

// The outlines of countries and the layout of graphs weigh as much as all the
// rest; they come when a page that draws them is first opened.
const LAZY: Record<string, () => Promise<Page>> = {
  network: async () => (await import("./pages/network")).NetworkPage,
  map: async () => (await import("./pages/map")).MapPage,
};

const loaded = new Map<string, Page>([
  ["chronology", Chronology],
  ["event", EventPage],
  ["pair", PairPage],
  ["observances", ObservancesPage],
  ["messages", MessagesPage],
  ["follows", FollowsPage],
  ["disagreements", DisagreementsPage],
  ["origins", OriginsPage],
  ["reports", ReportsPage],
  ["report", ReportPage],
  ["review", ReviewPage],
  ["run", RunPage],
]);

function useLoaded(page: string): Page | "missing" | "broken" | null {
  const [, redraw] = useState(0);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const load = LAZY[page];
    setBroken(false);
    if (loaded.has(page) || !load) return;
    load().then(
      (p) => {
        loaded.set(page, p);
        redraw((n) => n + 1);
      },
      () => setBroken(true),
    );
  }, [page]);
  if (broken) return "broken";
  return loaded.get(page) ?? (page in LAZY ? null : "missing");
}

export function App(): JSX.Element {
  const { page, id } = useAddress();
  const meta = useGet<Meta>("/meta");
  const View = useLoaded(page);
  const first = useRef(true);
  // After a page change the reader begins at the top of the new page.
  useEffect(() => {
    const title = PAGES.find(([p]) => p === page)?.[1] ?? (id || page);
    document.title = `${title} – chancery`;
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [page, id]);
  if (meta.error)
    return (
      <main class="simple">
        <h1>chancery</h1>
        <Problem error={meta.error} />
      </main>
    );
  if (!meta.data) return <main class="simple" aria-busy="true"></main>;
  return (
    <MetaContext.Provider value={meta.data}>
      <Shell meta={meta.data}>
        {View === "missing" ? (
          <>
            <h1>Not found</h1>
            <p class="note warn">There is no page “{page}”.</p>
          </>
        ) : View === "broken" ? (
          <p class="note warn">This page could not be loaded. Is chancery serve still running?</p>
        ) : View === null ? (
          <p class="soft">Loading …</p>
        ) : (
          <View key={page === "review" ? page : `${page}/${id}`} />
        )}
      </Shell>
    </MetaContext.Provider>
  );
}
