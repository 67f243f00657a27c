// SPDX-License-Identifier: Apache-2.0
// The parts that draw nothing, bundled as the pages bundle them.
import assert from "node:assert/strict";
import { test, before } from "node:test";
import { writeFileSync } from "node:fs";
import { join, dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { geoNaturalEarth1 } from "d3-geo";
import { scratch } from "./harness.mjs";

const src = join(dirname(fileURLToPath(import.meta.url)), "../src");
let lib;

before(async () => {
  const out = scratch("lib.mjs");
  const entry = ["dates", "spans", "project", "voice", "words"].map((f) => `export * as ${f} from ${JSON.stringify(join(src, "lib", `${f}.ts`))};`);
  entry.push(`export * as address from ${JSON.stringify(join(src, "state/address.ts"))};`);
  entry.push(`export * as density from ${JSON.stringify(join(src, "components/density.tsx"))};`);
  writeFileSync(scratch("entry.mjs"), entry.join("\n"));
  await build({
    entryPoints: [scratch("entry.mjs")],
    outfile: out,
    bundle: true,
    format: "esm",
    platform: "node",
    jsx: "automatic",
    jsxImportSource: "preact",
    nodePaths: [join(src, "../node_modules")],
    logLevel: "error",
  });
  lib = await import(pathToFileURL(out).href);
});

test("a date is shown as exactly as it is known", () => {
  const { compact, sentence } = lib.dates;
  const d = (from, to, value = null) => ({ from, to, value });
  assert.equal(compact(d("2023-07-26", "2023-07-26", "2023-07-26")), "2023-07-26");
  assert.equal(compact(d("2019-04-01", "2019-04-30", "2019-04")), "2019-04");
  assert.equal(compact(d("2019-01-01", "2019-12-31")), "2019");
  assert.equal(compact(d("2023-07-25", "2023-07-26", "2023-07-25/2023-07-26")), "2023-07-25 – 26");
  assert.equal(compact(d("2018-09-01", "2018-11-30")), "2018-09 – 11");
  assert.equal(compact(d("2018-12-30", "2019-01-02")), "2018-12-30 – 2019-01-02");
  assert.equal(compact(d("2010-01-01", "2019-12-31")), "2010 – 2019");
  assert.equal(compact(d(null, "2023-09-09")), "≤ 2023-09-09");
  assert.equal(compact(d("2023-09-09", null)), "≥ 2023-09-09");
  assert.equal(compact(null), "no day told");
  assert.equal(sentence(d("2023-07-26", "2023-07-26")), "on 26 July 2023");
  assert.equal(sentence(d("2019-04-01", "2019-04-30")), "in April 2019");
  assert.equal(sentence(d(null, "2023-09-09")), "on or before 9 September 2023");
  assert.equal(sentence(d(null, null)), "on a day not told");
});

test("days far back and ahead of 1970 keep their day", () => {
  const { toUtc, fromUtc, lastDay, addDays } = lib.dates;
  for (const day of ["0099-03-01", "1945-08-15", "1969-12-31", "2024-02-29", "2199-12-31"]) assert.equal(fromUtc(toUtc(day)), day);
  assert.equal(lastDay("2024-02"), "2024-02-29");
  assert.equal(lastDay("2023-02"), "2023-02-28");
  assert.equal(lastDay("2023"), "2023-12-31");
  assert.equal(addDays("2023-12-31", 1), "2024-01-01");
});

test("marks cut a text into pieces that make it again", () => {
  const text = "Kim 🤝 told Xi that …";
  const marks = [
    { role: "source", label: "a", from: 0, to: 3 },
    { role: "act", label: "b", from: 2, to: 11 },
    { role: "voice", label: "c", from: 7, to: 11 },
    { role: "date", label: "d", from: 15, to: 15 },
    { role: "date", label: "e", from: 18, to: 99 },
  ];
  const pieces = lib.spans.cut(text, marks, [4, 9]);
  assert.equal(pieces.map((p) => p.text).join(""), text);
  const over = (at) => pieces.find((p) => at >= p.from && at < p.from + p.text.length).over;
  assert.deepEqual(over(0), [0]);
  assert.deepEqual(over(2), [0, 1]);
  assert.deepEqual(over(8), [2, 1]);
  assert.deepEqual(over(12), []);
  assert.deepEqual(over(19), [4]);
  const begun = pieces.flatMap((p) => p.begins).sort();
  assert.deepEqual(begun, [0, 1, 2, 4]); // an empty mark has no piece
});

test("places lie where the outlines were projected", () => {
  const { project, SHEET } = lib.project;
  const d3 = geoNaturalEarth1()
    .scale(SHEET.width / (2 * 0.8707 * Math.PI))
    .translate([SHEET.width / 2, SHEET.height / 2]);
  for (const at of [[0, 0], [125.75, 39.02], [-77, 38.9], [179, -60], [-179.9, 83]]) {
    const ours = project(...at);
    const theirs = d3(at);
    assert.ok(Math.hypot(ours[0] - theirs[0], ours[1] - theirs[1]) < 0.01, String(at));
  }
});

test("an address says its view and is read back", () => {
  const { parse, href } = lib.address;
  const to = href("chronology", "", { text: "a & b #c", actor: "金正恩", from: undefined, to: "" });
  assert.deepEqual(parse(to), { page: "chronology", id: "", query: { text: "a & b #c", actor: "金正恩" } });
  assert.deepEqual(parse(href("report", "a/b?c#d %", { claim: "c1" })), { page: "report", id: "a/b?c#d %", query: { claim: "c1" } });
  assert.equal(parse("").page, "chronology");
  assert.deepEqual(parse("#/event/%").id, "%");
});

test("whose word it is stands first, and nobody is left out", () => {
  const { allSay, ofChain, says, before } = lib.voice;
  assert.equal(allSay("KCNA", "Yonhap <- KCNA", 1), "KCNA says, via Yonhap");
  assert.equal(before(allSay("KCNA", "Yonhap <- KCNA", 1)), "KCNA says, via Yonhap,");
  assert.equal(allSay(null, null, 1), "the report itself says");
  assert.equal(allSay("KCNA, Kremlin", "KCNA", 2), "KCNA and Kremlin say");
  assert.equal(allSay("KCNA", "KCNA", 2), "KCNA and the report itself say");
  assert.equal(says(ofChain("A <- B <- C"), "denies"), "C denies, via B and A");
});

test("a lone early act does not press the strip together", () => {
  const bin = (year, total) => ({ period: String(year), from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0), n: [total], total });
  const { trim } = lib.density;
  const some = [bin(1961, 1), ...Array.from({ length: 8 }, (_, i) => bin(2015 + i, 30))];
  const t = trim(some);
  assert.equal(t.before, 1);
  assert.equal(t.shown[0].period, "2015");
  assert.equal(t.shown.length, 8);
  const even = Array.from({ length: 8 }, (_, i) => bin(2015 + i, 30));
  assert.equal(trim(even).shown.length, 8);
  assert.equal(trim([]).shown.length, 0);
});
