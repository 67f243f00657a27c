// SPDX-License-Identifier: Apache-2.0
// What is shipped: small, of our own machine only, and with its licences.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { top } from "./harness.mjs";

const dist = join(top, "web/dist");
const assets = readdirSync(join(dist, "assets"));
const read = (f) => readFileSync(join(dist, f), "utf8");

test("the first view is under 150 kB compressed", () => {
  // index.html, what it names, and what that imports at once
  const html = read("index.html");
  const wanted = new Set([...html.matchAll(/(?:href|src)="(assets\/[^"]+)"/g)].map((m) => m[1]));
  for (const f of wanted)
    if (f.endsWith(".js"))
      for (const m of read(f).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) wanted.add(`assets/${m[1]}`);
  let bytes = gzipSync(html, { level: 9 }).length;
  for (const f of wanted) bytes += gzipSync(readFileSync(join(dist, f)), { level: 9 }).length;
  assert.ok(wanted.size >= 3, "the page names its parts");
  assert.ok(bytes < 150_000, `${bytes} bytes`);
  console.log(`# first view ${bytes} bytes compressed`);
  assert.ok(![...wanted].some((f) => /map-|network-/.test(f)), "map and network come later");
});

test("no inline script or style, and the text without JavaScript is there", () => {
  const html = read("index.html");
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/);
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=/);
  assert.match(html, /<noscript>[\s\S]*<h1>chancery<\/h1>[\s\S]*<\/noscript>/);
});

test("names carry a hash, and nothing names another host", () => {
  for (const f of assets) {
    if (f === "LICENSES.txt") continue;
    assert.match(f, /-[A-Z0-9]{8}\.(js|css|svg)$/, f);
    const text = read(`assets/${f}`);
    const hosts = [...text.matchAll(/https?:\/\/([\w.-]+)/g)].map((m) => m[1]).filter((h) => h !== "www.w3.org");
    assert.deepEqual(hosts, [], f);
    assert.doesNotMatch(text, /@import|url\((?!#|"#)/, f);
    assert.doesNotMatch(text, /\beval\(|new Function\(|document\.write/, f);
  }
});

test("the licence of each bundled package is shipped", () => {
  const text = read("assets/LICENSES.txt");
  for (const p of ["preact", "d3-scale", "d3-force", "d3-array", "world-atlas"]) assert.match(text, new RegExp(`^${p} \\d`, "m"), p);
  assert.match(text, /Natural Earth/);
});

test("no source makes markup of text", () => {
  const walk = (dir) =>
    readdirSync(dir, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? walk(join(dir, e.name)) : [join(dir, e.name)]));
  const files = walk(join(top, "web/src")).filter((f) => /\.tsx?$/.test(f));
  assert.ok(files.length > 30);
  for (const f of files)
    assert.doesNotMatch(readFileSync(f, "utf8"), /dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|setAttribute\("(?:style|on)/, f);
});
