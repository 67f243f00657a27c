// SPDX-License-Identifier: Apache-2.0
// Bundles src/ into dist/: index.html and assets/ with hashed names. The same
// sources and the same lock file give the same bytes.
//
//   node build.mjs [OUT]      OUT: dist
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync, readdirSync, existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "dist"));

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "assets"), { recursive: true });

const result = await build({
  absWorkingDir: here,
  entryPoints: { app: "src/main.tsx", style: "src/styles/main.css" },
  outdir: out,
  entryNames: "assets/[name]-[hash]",
  chunkNames: "assets/[name]-[hash]",
  assetNames: "assets/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2021", "chrome100", "firefox100", "safari15"],
  minify: true,
  charset: "utf8",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

const outputs = Object.entries(result.metafile.outputs);
const named = (entry) => {
  const hit = outputs.find(([, o]) => o.entryPoint === entry);
  if (!hit) throw new Error(`no output for ${entry}`);
  return hit;
};
const [script, scriptMeta] = named("src/main.tsx");
const [style] = named("src/styles/main.css");
const picture = readFileSync(join(here, "src/icon.svg"));
const icon = `icon-${createHash("sha256").update(picture).digest("hex").slice(0, 8).toUpperCase()}.svg`;
writeFileSync(join(out, "assets", icon), picture);
const html = readFileSync(join(here, "src/index.html"), "utf8")
  .replace("{{style}}", `assets/${basename(style)}`)
  .replace("{{script}}", `assets/${basename(script)}`)
  .replace("{{icon}}", `assets/${icon}`);
writeFileSync(join(out, "index.html"), html);

// The licence of every package of which a line is in the bundle.
const packages = new Set();
for (const input of Object.keys(result.metafile.inputs)) {
  const m = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (m) packages.add(m[1]);
}
packages.add("world-atlas"); // src/data/outlines.json is made from it
const notices = [
  "chancery's pages contain parts of the packages below. Country outlines are",
  "made with Natural Earth (naturalearthdata.com), which is in the public domain.",
  "",
];
for (const name of [...packages].sort()) {
  const dir = join(here, "node_modules", name);
  const info = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
  const file = readdirSync(dir).find((f) => /^licen[cs]e/i.test(f));
  if (!file || !existsSync(join(dir, file))) throw new Error(`${name}: no licence file`);
  notices.push(
    "-".repeat(72),
    `${name} ${info.version} (${info.license})`,
    "",
    readFileSync(join(dir, file), "utf8").replace(/\r/g, "").trim(),
    "",
  );
}
writeFileSync(join(out, "assets/LICENSES.txt"), notices.join("\n"));

// What the first view loads: the page, its style, its script and what that
// imports at once.
const first = new Set([script, style]);
const follow = (meta) => {
  for (const i of meta.imports)
    if (i.kind === "import-statement" && !first.has(i.path)) {
      first.add(i.path);
      follow(result.metafile.outputs[i.path]);
    }
};
follow(scriptMeta);
const size = (f) => gzipSync(readFileSync(resolve(here, f)), { level: 9 }).length;
let firstBytes = gzipSync(html, { level: 9 }).length;
for (const f of first) firstBytes += size(f);
let all = 0;
for (const [f] of outputs) all += size(f);
console.log(`first view ${firstBytes} bytes compressed in ${first.size + 1} files; all ${all}`);
