// SPDX-License-Identifier: Apache-2.0
// Pictures of the main pages against those in shots/. SHOTS=update writes them
// anew. The fonts decide the pictures: without Liberation there is no comparing.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { addresses, readOnly } from "./context.mjs";
import { open, serve, visit } from "./harness.mjs";

const stored = join(dirname(fileURLToPath(import.meta.url)), "shots");
const update = process.env.SHOTS === "update";
// Share of pixels that may differ: edges of letters vary with the browser.
const TOLERANCE = 0.012;

const SHOTS = [
  ["chronology", "small", "light"],
  ["chronology", "phone", "dark"],
  ["timeline", "small", "dark"],
  ["event", "small", "light"],
  ["event", "phone", "light"],
  ["pair", "small", "light"],
  ["network", "small", "dark"],
  ["map", "small", "light"],
  ["report", "small", "light"],
  ["review", "small", "light"],
  ["origins", "phone", "light"],
];

function fonts() {
  try {
    return /Liberation Sans/.test(execFileSync("fc-match", ["Liberation Sans"], { encoding: "utf8" }));
  } catch {
    return false;
  }
}

let c;
before(async () => {
  c = await readOnly();
});

const skip = fonts() ? false : "the fonts of the stored pictures (fonts-liberation) are not installed";

for (const [name, size, scheme] of SHOTS)
  test(`picture of ${name}, ${size}, ${scheme}`, { skip }, async () => {
    // the review is shown as a reviewer has it; nothing is decided
    const reviewer = name === "review" ? await serve(c.file, "--review", "--by", "ada") : null;
    const p = await open(reviewer?.url ?? c.base, "", { size, scheme });
    await visit(p.page, addresses(c)[name]);
    // versions change with every build and are no part of the picture
    await p.page.evaluate(() => {
      const foot = document.querySelector(".foot");
      if (foot) foot.textContent = "";
      const seen = document.querySelector(".top");
      if (seen) seen.scrollLeft = 0;
    });
    const now = PNG.sync.read(await p.page.screenshot({ animations: "disabled", caret: "hide" }));
    await p.close();
    await reviewer?.stop();
    const file = join(stored, `${name}-${size}-${scheme}.png`);
    if (update) {
      mkdirSync(stored, { recursive: true });
      // Shades too near to be told apart are one, which halves the files.
      for (let i = 0; i < now.data.length; i++) now.data[i] = Math.min(255, Math.round(now.data[i] / 4) * 4);
      writeFileSync(file, PNG.sync.write(now, { deflateLevel: 9, deflateStrategy: 0, filterType: 0, colorType: 2 }));
      return;
    }
    assert.ok(existsSync(file), `no stored picture ${file}; make it with SHOTS=update`);
    const old = PNG.sync.read(readFileSync(file));
    assert.deepEqual([now.width, now.height], [old.width, old.height]);
    const diff = new PNG({ width: now.width, height: now.height });
    const n = pixelmatch(old.data, now.data, diff.data, now.width, now.height, { threshold: 0.2 });
    const share = n / (now.width * now.height);
    if (share > TOLERANCE && process.env.SHOTS_OUT) {
      mkdirSync(process.env.SHOTS_OUT, { recursive: true });
      writeFileSync(join(process.env.SHOTS_OUT, `${name}-${size}-${scheme}.png`), PNG.sync.write(now));
      writeFileSync(join(process.env.SHOTS_OUT, `${name}-${size}-${scheme}-diff.png`), PNG.sync.write(diff));
    }
    assert.ok(share <= TOLERANCE, `${(100 * share).toFixed(2)} % of the picture differ`);
  });
