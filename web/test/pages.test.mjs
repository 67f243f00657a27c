// SPDX-License-Identifier: Apache-2.0
// Every page, in light and dark, on a desk and on a phone: it comes up, breaks
// no rule of access, asks nothing of any other machine and fits its width.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { addresses, readOnly } from "./context.mjs";
import { browser, json, open, run, samples, scratch, serve, settled, violations, visit } from "./harness.mjs";

let c;
before(async () => {
  c = await readOnly();
});

for (const [size, scheme] of [
  ["desk", "light"],
  ["desk", "dark"],
  ["phone", "light"],
])
  test(`all pages, ${size}, ${scheme}`, async (t) => {
    const p = await open(c.base, "", { size, scheme });
    for (const [name, hash] of Object.entries(addresses(c)))
      await t.test(name, async () => {
        await visit(p.page, hash);
        const head = p.page.locator("main h1");
        assert.equal(await head.count(), 1, "one heading");
        assert.deepEqual(await violations(p.page), []);
        const wide = await p.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `scrolls sideways by ${wide}`);
        assert.deepEqual(p.faults.splice(0), []);
      });
    await p.close();
  });

test("the page comes with a policy that allows no inline script and no other host", async () => {
  const r = await fetch(c.base);
  const policy = r.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self'/);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
});

test("a first visit shows what is told as done, and says on whose word", async () => {
  const p = await open(c.base);
  assert.match(p.page.url(), /#\/chronology\?status=occurred$/);
  const row = p.page.locator(".row a").first();
  assert.match(await row.innerText(), /\bsays?\b/);
  await row.click();
  await settled(p.page);
  assert.match(p.page.url(), /#\/event\/e/);
  assert.match(await p.page.locator("main p").nth(1).innerText(), /\bsays?\b.* that /);
  assert.ok((await p.page.locator(".report-text mark.r-act").count()) > 0, "the act's words are marked");
  assert.deepEqual(p.faults, []);
  await p.close();
});

test("facets narrow the view, stand in the address, and their counts are true", async () => {
  const p = await open(c.base, "#/chronology");
  const facet = p.page.locator(".facets section", { hasText: "category" }).locator("a.facet").first();
  const count = Number((await facet.locator(".n").innerText()).replace(/,/g, ""));
  await facet.click();
  await settled(p.page);
  assert.match(p.page.url(), /category=/);
  assert.match(await p.page.locator(".head > [role=status]").innerText(), new RegExp(`^${count} of`));
  assert.equal(await facet.getAttribute("aria-current"), "true");
  await facet.click();
  await settled(p.page);
  assert.doesNotMatch(p.page.url(), /category=/);
  await p.close();
});

test("a condition that cannot be is told in a sentence", async () => {
  const p = await open(c.base, "#/chronology?actor=nobody-of-this-name&from=soon", { allow: ["400", "404"] });
  const alert = p.page.getByRole("alert").first();
  assert.ok((await alert.innerText()).length > 15);
  assert.deepEqual(await violations(p.page), []);
  assert.deepEqual(p.faults, []);
  await visit(p.page, "#/event/e0000000000");
  assert.equal(await p.page.getByRole("alert").count(), 1);
  await p.close();
});

test("a link opened elsewhere shows the same view, and back returns to the row", async () => {
  const hash = "#/chronology?from=2018&origin=KCNA&view=timeline";
  const a = await open(c.base, hash);
  const b = await open(c.base);
  await visit(b.page, hash);
  const rows = (p) => p.page.locator(".row a").evaluateAll((l) => l.map((x) => x.getAttribute("href")));
  const first = await rows(a);
  assert.ok(first.length > 0);
  assert.deepEqual(await rows(b), first);
  const { total } = await json(c.base, "/events?from=2018&origin=KCNA");
  assert.equal(first.length, Math.min(total, first.length));
  await visit(a.page, "#/chronology");
  await a.page.locator(".list").evaluate((el) => {
    el.scrollTop = 2000;
  });
  await settled(a.page);
  await a.page.locator(".row a").nth(12).click();
  await settled(a.page);
  await a.page.goBack();
  await settled(a.page);
  assert.equal(await a.page.locator(".list").evaluate((el) => el.scrollTop), 2000);
  await a.close();
  await b.close();
});

test("words and fields of a claim light up together, by pointer and by focus", async () => {
  const p = await open(c.base, `#/event/${c.many.event}`);
  const card = p.page.locator(".claim").first();
  const field = card.locator("button.field.r-who").first();
  await field.hover();
  assert.equal(await card.locator("mark.on").count(), 1);
  await p.page.mouse.move(0, 0);
  await card.locator("mark.r-act").first().focus();
  assert.equal(await card.locator("button.field.on").count(), 1);
  assert.match((await card.locator("button.field.on").getAttribute("class")) ?? "", /r-act/);
  // colour is not the only sign: each mark says its role
  assert.equal(await card.locator("mark.r-act .role").first().innerText(), "act");
  await p.close();
});

test("marks lie on the words of the record", async () => {
  for (const e of c.events.slice(0, 40)) {
    const d = await json(c.base, `/events/${e.event}`);
    for (const k of d.claims)
      for (const m of k.stretch.marks)
        if (m.role === "act") assert.equal(k.stretch.text.slice(m.from, m.to), k.record.trigger.text);
  }
});

test("an export button gives what the command line gives", async () => {
  const p = await open(c.base, "#/chronology?category=CONSULT");
  await p.page.locator(".menu summary").click();
  const link = p.page.locator('.menu a[href*="/export/ged"]');
  const got = await (await fetch(new URL(await link.getAttribute("href"), c.base))).text();
  assert.equal(got, run("export", "-d", c.file, "--format", "ged", "--category", "CONSULT"));
  assert.deepEqual(p.faults, []);
  await p.close();
});

test("without JavaScript there is something to read", async () => {
  const context = await (await browser()).newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(c.base);
  assert.match(await page.locator("body").innerText(), /need JavaScript/);
  for (const a of await page.locator("a").all()) {
    const r = await fetch(new URL(await a.getAttribute("href"), c.base));
    assert.equal(r.status, 200, r.url);
    await r.body?.cancel();
  }
  await context.close();
});

test("a store without text shows fields and says what is missing", async () => {
  const file = scratch("no-text.db");
  run("add", "-d", file, "--no-text", ...samples());
  const server = await serve(file);
  const p = await open(server.url, `#/event/${c.many.event}`);
  assert.match(await p.page.locator("main").innerText(), /without the reports’ words/);
  await visit(p.page, "#/report/002-panmunjom-day-after");
  assert.match(await p.page.locator("main").innerText(), /without the reports’ words/);
  await visit(p.page, "#/review");
  await visit(p.page, "#/observances");
  assert.deepEqual(await violations(p.page), []);
  assert.deepEqual(p.faults, []);
  await p.close();
  await server.stop();
});

test("on paper: no buttons, and all rows that are loaded", async () => {
  const p = await open(c.base, "#/chronology?status=occurred");
  await p.page.emulateMedia({ media: "print" });
  await p.page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await settled(p.page);
  assert.ok((await p.page.locator(".row").count()) >= 100);
  assert.equal(await p.page.locator(".top, .facets").evaluateAll((l) => l.filter((e) => getComputedStyle(e).display !== "none").length), 0);
  const tops = await p.page.locator(".row").evaluateAll((l) => l.slice(0, 3).map((e) => e.getBoundingClientRect().top));
  assert.ok(tops[0] < tops[1] && tops[1] < tops[2], "rows stand below each other");
  await p.page.emulateMedia({ media: "screen" });
  await p.page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await settled(p.page);
  assert.ok((await p.page.locator(".row").count()) < 60);
  await p.close();
});
