// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useGet } from "../api/client";
import type { RunsAnswer } from "../api/types";
import { useMeta } from "../state/meta";
import { Answer, Name } from "../components/common";
import { count } from "../lib/words";

export function RunPage(): JSX.Element {
  const meta = useMeta();
  const got = useGet<RunsAnswer>("/runs");
  const s = meta.store;
  const facts: [string, string][] = [
    ["store", s.name],
    ["reports", `${count(s.reports)}, ${count(s.undated_reports)} without a day`],
    ["report days", s.first_report ? `${s.first_report} – ${s.last_report ?? ""}` : "none"],
    ["claims", count(s.claims)],
    ["events", `${count(s.events)}, and ${count(s.rejected)} that reviewers rejected`],
    ["event days", s.first ? `${s.first} – ${s.last ?? ""}` : "none"],
    ["text of the reports", s.has_text ? "kept" : "left out (--no-text)"],
    ["schema", String(s.schema)],
    ["store version", s.version],
    ["tool", `chancery ${meta.tool.version}`],
    ["its tables", meta.tool.data],
    ["its rules", meta.tool.rules],
    ["its model", meta.tool.model ?? "none"],
  ];
  return (
    <>
      <h1>Run and versions</h1>
      <dl class="fields panel">
        {facts.map(([k, v]) => (
          <>
            <dt>{k}</dt>
            <dd>
              <Name>{v}</Name>
            </dd>
          </>
        ))}
      </dl>
      <Answer of={got}>
        {(d) => (
          <>
            <h2>Runs that filled this store</h2>
            <p class="soft">
              Claims are merged where their reports are at most {d.merging.window} days apart and they have {d.merging.points} points or more.
            </p>
            <div class="scroll" tabIndex={0} role="group" aria-label="runs">
              <table>
                <thead>
                  <tr>
                    {["run", "chancery", "tables", "rules", "model", "scale", "least confidence", "began", "reports", "told besides"].map((t) => (
                      <th key={t} scope="col">
                        {t}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {d.runs.map((r) => (
                    <tr key={r.id}>
                      <th scope="row">
                        <code>{r.id}</code>
                      </th>
                      <td>{r.version}</td>
                      <td>
                        <code>{r.data_version}</code>
                      </td>
                      <td>
                        <code>{r.rules_version}</code>
                      </td>
                      <td>
                        <code>{r.model_version ?? "none"}</code>
                      </td>
                      <td>{r.scale ?? "–"}</td>
                      <td class="n">{r.min_confidence === null ? "–" : `${r.min_confidence} %`}</td>
                      <td class="n">{r.began === null ? "not stamped" : new Date(r.began * 1000).toISOString().replace("T", " ").slice(0, 16)}</td>
                      <td class="n">{count(r.reports)}</td>
                      <td>{r.options && Object.keys(r.options).length ? <code>{JSON.stringify(r.options)}</code> : "–"}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </Answer>
    </>
  );
}
