// SPDX-License-Identifier: Apache-2.0
// Reports that try to be more than text: markup, script, names of absurd
// length, writing in both directions, control characters.
import { writeFileSync } from "node:fs";
import { scratch } from "./harness.mjs";

const RLO = "\u202e";
const LONG = `Foreign Minister ${"Aleksandronikolopoulos".repeat(180)}`;

export const MARKUP = '<img src=x onerror="window.hit=1">';
export const SCRIPT = "<script>window.hit=2</script>";

export function hostile() {
  const report = (id, text, more = {}) => ({ id, date: "2024-03-05", publisher: `Daily "><b>Bold</b>`, title: `${id} ${SCRIPT}`, text, ...more });
  const reports = [
    report(
      "markup",
      `Russian President Vladimir Putin visited China on Monday, ${SCRIPT} state television said.\n\n` +
        `${MARKUP} Chinese President Xi Jinping met Russian President Vladimir Putin in Beijing on Monday, Xinhua reported. ` +
        `The United States condemned Russia on Monday, the "><svg onload=window.hit=3> spokesman said. &lt;b&gt; &amp;`,
      { url: "javascript:window.hit=4" },
    ),
    report("long", `${LONG} met Chinese Foreign Minister Wang Yi in Berlin on Monday, ${"very ".repeat(400)}late. ${LONG} praised China.`),
    report(
      "bidi",
      `Iranian President ${RLO}Ebrahim Raisi visited Russia on Monday, IRNA reported. ` +
        `وزارت خارجه: \u2067الرئيس\u2069 Iran condemned Israel on Monday, the foreign ministry said\u202c. ` +
        `中国外交部 said that China supports Russia. إيران \u200f– Iran threatened Israel on Tuesday.`,
      { title: "\u202eنص من اليمين إلى اليسار \u2066mixed", publisher: "وكالة الأنباء 新华社" },
    ),
    report("control", "Japan\u0000 protested\u0007 against\u001b[31m China on Monday.\u2028China rejected the protest of Japan.\ufffe"),
    report('q"uo/te?#%2e', "North Korea fired missiles on Monday, South Korea's military said. South Korea condemned North Korea on Monday.", {
      url: "https://example.org/?a=<b>&c=\"d\"",
    }),
  ];
  const file = scratch("hostile.jsonl");
  writeFileSync(file, reports.map((r) => JSON.stringify(r)).join("\n") + "\n");
  return file;
}
