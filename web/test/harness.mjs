// SPDX-License-Identifier: Apache-2.0
// Starts chancery serve on a store made here, and a browser that reports all
// that a page must not do: errors, breaches of the policy, requests elsewhere.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
export const top = resolve(here, "../..");
export const tool = process.env.CHANCERY ?? join(top, "build/chancery");
const folder = mkdtempSync(join(tmpdir(), "chancery-web-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

export const run = (...args) =>
  execFileSync(tool, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });

export const samples = () => {
  const dir = join(top, "data/samples");
  return readdirSync(dir).filter((f) => /\.(txt|jsonl)$/.test(f)).sort().map((f) => join(dir, f));
};

/** A store of these reports; its file. */
export function store(name, files) {
  const file = join(folder, `${name}.db`);
  run("add", "-d", file, ...files);
  return file;
}

export const scratch = (name) => join(folder, name);

/** chancery serve on a free port; resolves when it has printed its address. */
export function serve(file, ...args) {
  const child = spawn(tool, ["serve", "-d", file, "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let told = "";
  return new Promise((done, fail) => {
    const hear = (data) => {
      told += data;
      const m = /http:\/\/[^\s]+/.exec(told);
      if (m)
        done({
          url: m[0].replace(/\/?$/, "/"),
          stop: () =>
            new Promise((over) => {
              child.once("exit", (code) => over(code));
              child.kill("SIGINT");
            }),
        });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => fail(new Error(`chancery serve ended with ${code}: ${told}`)));
    setTimeout(() => fail(new Error(`chancery serve printed no address: ${told}`)), 180_000).unref();
  });
}

let shared = null;
export async function browser() {
  shared ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // as root in a container there is no user to drop to
    args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--font-render-hinting=none", "--disable-lcd-text", "--lang=en-GB"],
  });
  return shared;
}
export const closeBrowser = async () => {
  await shared?.close();
  shared = null;
};

export const SIZES = { small: { width: 1100, height: 720 }, desk: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };

/**
 * A page of the server, with `faults`: everything that it should not have done.
 * Requests to any other origin are stopped and reported.
 */
export async function open(base, path = "", { size = "desk", scheme = "light", allow = [], ...more } = {}) {
  const b = await browser();
  const context = await b.newContext({
    viewport: SIZES[size],
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "UTC",
    ...more,
  });
  const faults = [];
  const origin = new URL(base).origin;
  await context.route(
    (u) => u.origin !== origin,
    (route) => {
      faults.push(`a request to ${route.request().url()}`);
      return route.abort();
    },
  );
  const page = await context.newPage();
  inFlight.set(page, 0);
  const count = (n) => () => inFlight.set(page, inFlight.get(page) + n);
  page.on("request", count(1));
  page.on("requestfinished", count(-1));
  page.on("requestfailed", count(-1));
  page.on("pageerror", (e) => faults.push(`error: ${e.message}`));
  page.on("console", (m) => {
    if (["error", "warning"].includes(m.type()) && !allow.some((a) => m.text().includes(a)))
      faults.push(`${m.type()}: ${m.text()} ${m.location().url}`);
  });
  page.on("dialog", (d) => {
    faults.push(`a dialog: ${d.message()}`);
    void d.dismiss();
  });
  await page.goto(base + path);
  await settled(page);
  return { page, context, faults, close: () => context.close() };
}

// Requests of each page that are not answered yet.
const inFlight = new WeakMap();

/** Waits until nothing is asked of the server and nothing says that it loads. */
export async function settled(page) {
  // what was set off has begun
  await page.evaluate(() => new Promise((f) => requestAnimationFrame(() => requestAnimationFrame(f))));
  for (let quiet = 0; quiet < 5; ) {
    await new Promise((f) => setTimeout(f, 25));
    quiet = inFlight.get(page) ? 0 : quiet + 1;
  }
  await page.waitForFunction(
    () => !document.querySelector('[aria-busy="true"]') && !/Loading …/.test(document.body.innerText),
  );
  // two frames: what came is drawn
  await page.evaluate(() => new Promise((f) => requestAnimationFrame(() => requestAnimationFrame(f))));
}

export async function visit(page, hash) {
  await page.evaluate((h) => {
    location.hash = h;
  }, hash);
  await settled(page);
}

export const json = async (base, path) => (await fetch(new URL(`api/v1${path}`, base))).json();

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } };

/** Violations that axe finds, each in a line. Evaluated, not put in as a script: the policy would not have it. */
export async function violations(page) {
  await page.evaluate(`${axe}; 0`);
  const found = await page.evaluate((rules) => globalThis.axe.run(document, rules), RULES);
  return found.violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary?.split("\n")[1] ?? ""}`));
}
