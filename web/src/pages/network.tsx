// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useGet } from "../api/client";
import type { Network } from "../api/types";
import { href, useAddress } from "../state/address";
import { chronology, filterOf } from "../state/filter";
import { Answer, Choice, CopyButton, Name } from "../components/common";
import { Exports } from "../components/exports";
import { Chips } from "../components/facets";
import { Graph } from "../components/graph";
import { TimeSlider } from "../components/slider";
import { useMedia } from "../lib/media";
import { count, plural } from "../lib/words";

export function NetworkPage(): JSX.Element {
  const { query } = useAddress();
  const filter = filterOf(query);
  const by = query["by"] === "actor" ? "actor" : "country";
  const small = useMedia("(max-width: 44rem)");
  const got = useGet<Network>("/network", { ...filter, by, limit: query["limit"] ?? (small ? 18 : 40) });
  const nodeHref = (n: Network["nodes"][number]): string => chronology({ ...filter, actor: n.id });
  const edgeHref = (e: Network["edges"][number]): string =>
    by === "country" ? href("pair", `${e.a}-${e.b}`) : chronology({ ...filter, actor: e.a, text: filter.text });
  return (
    <>
      <div class="head">
        <h1>Network</h1>
        <span class="soft" role="status">
          {got.data ? `${plural(got.data.nodes.length, "node")}, ${plural(got.data.total, "event")}${got.data.left_out ? `; ${count(got.data.left_out)} with fewer events are left out` : ""}` : ""}
        </span>
        <span class="bar end">
          <CopyButton label="copy link" text={location.href} />
          <Exports params={filter} />
        </span>
      </div>
      <div class="bar no-print">
        <Choice label="nodes" of={[["country", "countries"], ["actor", "people and bodies"]]} at={by} link={(v) => href("network", "", { ...query, by: v === "country" ? undefined : v })} />
        <TimeSlider />
      </div>
      <Chips filter={filter} page="network" />
      <Answer of={got}>
        {(net) =>
          net.nodes.length === 0 ? (
            <p class="note">Nobody acts under these conditions.</p>
          ) : (
            <div class="stack">
              <Graph net={net} node={nodeHref} edge={edgeHref} />
              <p class="legend">
                <span>
                  <svg viewBox="0 0 16 14" aria-hidden="true">
                    <line class="edge-coop" x1="0" x2="16" y1="7" y2="7" stroke-width="3" />
                  </svg>{" "}
                  more cooperation
                </span>
                <span>
                  <svg viewBox="0 0 16 14" aria-hidden="true">
                    <line class="edge-conf" x1="0" x2="16" y1="7" y2="7" stroke-width="3" />
                  </svg>{" "}
                  more conflict
                </span>
                <span>The larger a node and the wider a line, the more events. Nearness means nothing by itself.</span>
              </p>
              <details>
                <summary>the same as a table</summary>
                <div class="scroll" tabIndex={0} role="group" aria-label="network as a table">
                  <table>
                    <thead>
                      <tr>
                        {["one", "the other", "events", "one towards the other", "back", "cooperation", "conflict", "score", "first", "last"].map((t, i) => (
                          <th key={t} scope="col" class={i > 1 ? "n" : ""}>
                            {t}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {net.edges.map((e) => {
                        const label = (id: string): string => net.nodes.find((n) => n.id === id)?.label ?? id;
                        return (
                          <tr key={`${e.a} ${e.b}`}>
                            <th scope="row">
                              <Name>{label(e.a)}</Name>
                            </th>
                            <td>
                              <a href={edgeHref(e)}>
                                <Name>{label(e.b)}</Name>
                              </a>
                            </td>
                            {[e.events, e.forth, e.back, e.cooperation, e.conflict, e.score, e.first ?? "–", e.last ?? "–"].map((v, i) => (
                              <td key={i} class="n">
                                {v}
                              </td>
                            ))}
                          </tr>
                        );
                      })}
                    </tbody>
                  </table>
                </div>
              </details>
            </div>
          )
        }
      </Answer>
    </>
  );
}
