// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { DisagreeField } from "../api/types";
import { Name, Names, Quote } from "./common";

/** What each side says, with its words and on whose word. */
export function Disagree({ fields }: { fields: readonly DisagreeField[] }): JSX.Element {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="values told">
      <table>
        <thead>
          <tr>
            <th scope="col">field</th>
            <th scope="col">value</th>
            <th scope="col">words</th>
            <th scope="col">on whose word</th>
            <th scope="col">in</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((f) =>
            f.values.map((v, i) => (
              <tr key={`${f.field}${i}`}>
                {i === 0 && (
                  <th scope="rowgroup" rowSpan={f.values.length}>
                    <Name>{f.field}</Name>
                    {f.vague && <div class="small soft">all can be true</div>}
                  </th>
                )}
                <td>
                  <Name>{v.value}</Name> {v.agreed && <span class="tag">the event takes this</span>}
                </td>
                <td>{v.words ? <Quote>{v.words}</Quote> : <span class="soft">–</span>}</td>
                <td>
                  <Names of={v.origins || null} none="the report itself" />
                </td>
                <td>
                  <Names of={v.reports} />
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
