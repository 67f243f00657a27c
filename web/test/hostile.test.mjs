// SPDX-License-Identifier: Apache-2.0
// Hostile reports are shown as the text that they are.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { hostile, SCRIPT } from "./hostile.mjs";
import { json, open, serve, settled, store, violations, visit } from "./harness.mjs";

let server;
before(async () => {
  server = await serve(store("hostile", [hostile()]), "--review", "--by", '"><b>eve</b>');
});
after(() => server.stop());

test("nothing of a record becomes markup, on any page", async () => {
  for (const size of ["desk", "phone"]) {
    const p = await open(server.url, "#/chronology", { size, allow: ["400 (Bad Request)"] });
    const { events } = await json(server.url, "/events?limit=100");
    const { reports } = await json(server.url, "/reports");
    assert.ok(events.length >= 5, `${events.length} events`);
    assert.ok(reports.length >= 5);
    const pages = [
      "#/chronology",
      "#/chronology?view=timeline",
      ...events.map((e) => `#/event/${e.event}`),
      ...reports.map((r) => `#/report/${encodeURIComponent(r.id)}`),
      "#/reports",
      "#/reports?text=script",
      "#/pair",
      "#/pair/CHN-RUS",
      "#/network?by=actor",
      "#/map",
      "#/messages",
      "#/origins",
      "#/disagreements",
      "#/review",
      "#/run",
      `#/chronology?text=${encodeURIComponent(`"${SCRIPT}"`)}`,
      `#/chronology?actor=${encodeURIComponent(`<img src=x onerror=alert(1)>`)}`,
      `#/${encodeURIComponent("<script>window.hit=9</script>")}`,
    ];
    for (const hash of pages) {
      await visit(p.page, hash);
      assert.equal(await p.page.evaluate(() => globalThis.hit), undefined, hash);
      // nothing within the page but what the pages themselves make
      const foreign = await p.page.evaluate(() => document.querySelectorAll("main script, main img, main iframe, main b, main [onload], main [onerror], main [style*=url]").length);
      assert.equal(foreign, 0, hash);
      const bad = await p.page.evaluate(() => [...document.querySelectorAll("main a[href]")].map((a) => a.getAttribute("href")).filter((h) => !/^(#|api\/v1\/|assets\/|https?:)/.test(h)));
      assert.deepEqual(bad, [], hash);
      const wide = await p.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${hash} scrolls sideways by ${wide} (${size})`);
      assert.deepEqual(p.faults.splice(0), [], hash);
    }
    await p.close();
  }
});

test("markup of a report can be read as its characters", async () => {
  const p = await open(server.url, "#/report/markup");
  assert.match(await p.page.locator(".report-text").innerText(), /<script>window\.hit=2<\/script>/);
  assert.match(await p.page.locator("h1").innerText(), /<script>/);
  assert.equal(await p.page.locator('a[href^="javascript"]').count(), 0);
  assert.deepEqual(await violations(p.page), []);
  await p.close();
});

test("what turns writing round is shown and not obeyed, and no name fills a page", async () => {
  const p = await open(server.url, "#/report/bidi");
  const text = await p.page.locator(".report-text").innerText();
  assert.match(text, /⟨RLO⟩Ebrahim Raisi visited|⟨RLO⟩Ebrahim/);
  assert.doesNotMatch(await p.page.locator("body").innerText(), /[\u202a-\u202e]/);
  await visit(p.page, "#/report/control");
  assert.match(await p.page.locator(".report-text").innerText(), /␛\[31m/);
  const { events } = await json(server.url, "/events?limit=100");
  const long = events.find((e) => /Aleksandro/.test(e.source ?? "") || /Aleksandro/.test(e.target ?? ""));
  await visit(p.page, `#/event/${long.event}`);
  assert.match(await p.page.locator("h1").innerText(), /… \(\d+ characters\)/);
  const box = await p.page.locator("h1").boundingBox();
  assert.ok(box.height < 200, `${box.height} px high`);
  await p.close();
});

test("a direction that a name sets ends with the name", async () => {
  const p = await open(server.url, "#/report/bidi");
  const h1 = p.page.locator("h1 bdi");
  assert.equal(await h1.getAttribute("dir"), "auto");
  // what follows the title and the publisher still runs from left to right
  await visit(p.page, "#/reports");
  await settled(p.page);
  const order = await p.page.evaluate(() => {
    const item = [...document.querySelectorAll(".report-item")].find((x) => x.textContent?.includes("新华社"));
    const text = item?.querySelector("p");
    const bdi = text?.querySelector("bdi")?.getBoundingClientRect();
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let n = walker.nextNode(); n; n = walker.nextNode())
      if (n.textContent?.includes("2024-03-05")) {
        const r = document.createRange();
        r.selectNodeContents(n);
        return r.getBoundingClientRect().left >= bdi.right - 1;
      }
    return null;
  });
  assert.equal(order, true, "the date stands right of the publisher");
  await p.close();
});
