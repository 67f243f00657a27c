// SPDX-License-Identifier: Apache-2.0
// Everything by keyboard, with the focus in sight.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { readOnly } from "./context.mjs";
import { open, settled, visit } from "./harness.mjs";

let c;
before(async () => {
  c = await readOnly();
});

const focused = async (page) => {
  await settled(page);
  return page.evaluate(() => document.activeElement?.getAttribute("data-i") ?? document.activeElement?.id ?? "");
};

test("skip link, search, help, and the pages behind g", async () => {
  const p = await open(c.base, "#/chronology");
  await p.page.keyboard.press("Tab");
  assert.match(await p.page.evaluate(() => document.activeElement?.className ?? ""), /skip/);
  const seen = await p.page.locator(".skip").boundingBox();
  assert.ok(seen && seen.y >= 0, "the skip link comes into sight");
  await p.page.keyboard.press("Enter");
  assert.equal(await focused(p.page), "main");
  await p.page.keyboard.press("/");
  assert.equal(await p.page.evaluate(() => document.activeElement?.getAttribute("type")), "search");
  await p.page.keyboard.type("missile*");
  await p.page.keyboard.press("Enter");
  await settled(p.page);
  assert.match(p.page.url(), /text=missile/);
  await p.page.evaluate(() => document.activeElement?.blur());
  await p.page.keyboard.press("?");
  assert.equal(await p.page.locator("dialog[open]").count(), 1);
  await p.page.keyboard.press("Escape");
  assert.equal(await p.page.locator("dialog[open]").count(), 0);
  for (const [key, page] of [["r", "reports"], ["o", "origins"], ["m", "map"], ["c", "chronology"]]) {
    await p.page.keyboard.press("g");
    await p.page.keyboard.press(key);
    await settled(p.page);
    assert.match(p.page.url(), new RegExp(`#/${page}`));
  }
  assert.deepEqual(p.faults, []);
  await p.close();
});

test("the list is walked with j, k, arrows, Home and End; Enter opens", async () => {
  const p = await open(c.base, "#/chronology");
  await p.page.keyboard.press("j");
  assert.equal(await focused(p.page), "0");
  await p.page.keyboard.press("j");
  await p.page.keyboard.press("ArrowDown");
  assert.equal(await focused(p.page), "2");
  await p.page.keyboard.press("k");
  assert.equal(await focused(p.page), "1");
  await p.page.keyboard.press("End");
  await settled(p.page);
  await p.page.waitForFunction((n) => document.activeElement?.getAttribute("data-i") === n, String(c.events.length - 1));
  const outline = await p.page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, "none");
  await p.page.keyboard.press("Home");
  await p.page.waitForFunction(() => document.activeElement?.getAttribute("data-i") === "0");
  await p.page.keyboard.press("Enter");
  await settled(p.page);
  assert.match(p.page.url(), /#\/event\//);
  const before = p.page.url();
  await p.page.keyboard.press("n");
  await settled(p.page);
  assert.notEqual(p.page.url(), before);
  await p.page.keyboard.press("p");
  await settled(p.page);
  assert.equal(p.page.url(), before);
  assert.deepEqual(p.faults, []);
  await p.close();
});

test("o shows plans and denials and hides them again", async () => {
  const p = await open(c.base, "#/chronology?status=occurred");
  await p.page.keyboard.press("o");
  await settled(p.page);
  assert.doesNotMatch(p.page.url(), /status/);
  await p.page.keyboard.press("o");
  await settled(p.page);
  assert.match(p.page.url(), /status=occurred/);
  await p.close();
});

test("the period is set with the arrow keys and by dragging", async () => {
  const p = await open(c.base, "#/chronology");
  const begin = p.page.getByRole("slider", { name: "begin of the period" });
  await begin.focus();
  await p.page.keyboard.press("PageUp");
  await settled(p.page);
  assert.match(p.page.url(), /from=\d{4}-\d\d-\d\d/);
  await p.page.keyboard.press("Escape");
  await settled(p.page);
  assert.doesNotMatch(p.page.url(), /from=/);
  const box = await p.page.locator(".density svg").boundingBox();
  await p.page.mouse.move(box.x + box.width * 0.4, box.y + 20);
  await p.page.mouse.down();
  await p.page.mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 5 });
  await p.page.mouse.up();
  await settled(p.page);
  assert.match(p.page.url(), /from=.*to=/);
  const total = await p.page.locator(".head > [role=status]").innerText();
  assert.ok(Number(total.split(" ")[0]) < c.events.length);
  await p.close();
});

test("charts are walked with the arrow keys", async () => {
  const p = await open(c.base);
  for (const hash of ["#/pair/CHN-PRK?by=year", "#/network", "#/map", "#/chronology?view=timeline&from=2018"]) {
    await visit(p.page, hash);
    const stops = await p.page.evaluate(() => [...document.querySelectorAll("svg [data-mark]")].filter((e) => e.tabIndex === 0).length);
    assert.equal(stops, 1, `${hash}: one mark in the tab order`);
    const first = p.page.locator('svg [data-mark][tabindex="0"]');
    await first.focus();
    const a = await p.page.evaluate(() => document.activeElement?.getAttribute("data-mark"));
    await p.page.keyboard.press(a === "0" ? "ArrowRight" : "ArrowLeft");
    const b = await p.page.evaluate(() => document.activeElement?.getAttribute("data-mark"));
    assert.notEqual(a, b, hash);
    const ring = await p.page.evaluate(() => getComputedStyle(document.activeElement?.querySelector(".ring")).visibility);
    assert.equal(ring, "visible", `${hash}: the focus is seen`);
  }
  await p.close();
});

test("single keys can be switched off", async () => {
  const p = await open(c.base, "#/chronology");
  await p.page.keyboard.press("?");
  await p.page.getByLabel("single keys are on").uncheck();
  await p.page.keyboard.press("Escape");
  await p.page.keyboard.press("o");
  await settled(p.page);
  assert.doesNotMatch(p.page.url(), /status=/);
  await p.close();
});
