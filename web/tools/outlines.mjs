// SPDX-License-Identifier: Apache-2.0
// Writes src/data/outlines.json, the countries that the map draws, from the
// package world-atlas (Natural Earth 1:110m, public domain). The file is
// committed; run this again only to take a newer atlas:  npm run outlines
//
// Each row is [ISO 3166-1 alpha-3 or "", name, x, y, path]: x, y the middle of
// the country's largest part, path in relative whole steps on a sheet of
// 3600 x 1830 in the Natural Earth projection, which src/lib/project.ts repeats
// for single places.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";
import { geoNaturalEarth1, geoPath, geoArea } from "d3-geo";

const require = createRequire(import.meta.url);
const atlas = JSON.parse(
  readFileSync(require.resolve("world-atlas/countries-110m.json"), "utf8"),
);
const WIDTH = 3600;
const HEIGHT = 1830;
// Natural Earth's short names that our own table of states does not have.
const SHORT = {
  "Dem. Rep. Congo": "COD", Congo: "COG", "Dominican Rep.": "DOM",
  "Bosnia and Herz.": "BIH", "Central African Rep.": "CAF",
  "Eq. Guinea": "GNQ", "S. Sudan": "SSD", "Solomon Is.": "SLB",
  "W. Sahara": "ESH", "Falkland Is.": "FLK", "Fr. S. Antarctic Lands": "ATF",
  "N. Cyprus": "", Somaliland: "", Macedonia: "MKD", eSwatini: "SWZ",
  Antarctica: "ATA",
};

const codes = new Map();
const table = readFileSync(
  new URL("../../data/actors/countries.tsv", import.meta.url), "utf8",
);
for (const line of table.split("\n")) {
  const [code, name, aliases] = line.split("\t");
  if (!/^[A-Z]{3}$/.test(code ?? "")) continue;
  for (const n of [name, ...(aliases ?? "").split("|")])
    if (!codes.has(n)) codes.set(n, code);
}

const projection = geoNaturalEarth1()
  .scale(WIDTH / (2 * 0.8707 * Math.PI))
  .translate([WIDTH / 2, HEIGHT / 2]);
const path = geoPath(projection);

// "M1.2,3.4L5,6Z" to whole relative steps; points that fall together go.
function compact(d) {
  let out = "";
  for (const ring of d.split("M").slice(1)) {
    const pts = ring
      .replace("Z", "")
      .split("L")
      .map((p) => p.split(",").map((v) => Math.round(Number(v))));
    const kept = pts.filter(
      (p, i) => i === 0 || p[0] !== pts[i - 1][0] || p[1] !== pts[i - 1][1],
    );
    if (kept.length < 3) continue;
    let [x, y] = kept[0];
    out += `M${x} ${y}l`;
    const steps = [];
    for (const [a, b] of kept.slice(1)) {
      steps.push(`${a - x} ${b - y}`);
      [x, y] = [a, b];
    }
    out += steps.join(" ").replaceAll(" -", "-") + "z";
  }
  return out;
}

function middle(geometry) {
  if (geometry.type === "Polygon") return path.centroid(geometry);
  let best = null;
  let most = -1;
  for (const coordinates of geometry.coordinates) {
    const part = { type: "Polygon", coordinates };
    const area = geoArea(part);
    if (area > most) [best, most] = [part, area];
  }
  return path.centroid(best);
}

const rows = [];
for (const f of feature(atlas, atlas.objects.countries).features) {
  const name = f.properties.name;
  const code = name in SHORT ? SHORT[name] : codes.get(name);
  if (code === undefined) throw new Error(`no code for ${name}`);
  if (code === "ATA") continue; // no acts there, and a third of the sheet
  const [x, y] = middle(f.geometry).map(Math.round);
  rows.push([code, name, x, y, compact(path(f.geometry))]);
}
rows.sort((a, b) => (a[1] < b[1] ? -1 : 1));
const text = `[\n${rows.map((r) => JSON.stringify(r)).join(",\n")}\n]\n`;
writeFileSync(new URL("../src/data/outlines.json", import.meta.url), text);
console.log(`${rows.length} outlines, ${text.length} bytes`);
