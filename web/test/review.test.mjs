// SPDX-License-Identifier: Apache-2.0
// Reviewing by keyboard, on a store of its own. What is decided is read back
// with the command line; what is half written outlives a reload.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { json, open, run, samples, serve, settled, store } from "./harness.mjs";

let file;
let server;
before(async () => {
  file = store("review", samples());
  server = await serve(file, "--review", "--by", "ada");
});
after(() => server.stop());

const at = (page) => page.locator(".claim code").last().innerText();
const told = (page, word) => page.waitForFunction((w) => document.querySelector(".good[role=status]")?.textContent?.startsWith(w), word);

test("accept, reject, skip, undo, next and previous, one key each", async () => {
  const p = await open(server.url, "#/review");
  const { total } = await json(server.url, "/review/queue");
  assert.ok(total > 5);
  const first = await at(p.page);
  await p.page.keyboard.press("a");
  await told(p.page, "accepted");
  await settled(p.page);
  const second = await at(p.page);
  assert.notEqual(second, first);
  await p.page.keyboard.press("x");
  await told(p.page, "rejected");
  await settled(p.page);
  const third = await at(p.page);
  await p.page.keyboard.press("Space");
  await told(p.page, "skipped");
  await settled(p.page);
  const fourth = await at(p.page);
  assert.equal(new Set([first, second, third, fourth]).size, 4);
  let progress = await json(server.url, "/review/progress");
  assert.equal(progress.accepted, 1);
  assert.equal(progress.rejected, 1);
  assert.equal((await json(server.url, "/review/queue")).total, progress.waiting);
  await p.page.keyboard.press("j");
  await settled(p.page);
  assert.notEqual(await at(p.page), fourth);
  await p.page.keyboard.press("k");
  await settled(p.page);
  assert.equal(await at(p.page), fourth);
  await p.page.keyboard.press("u");
  await told(p.page, "taken back");
  await settled(p.page);
  progress = await json(server.url, "/review/progress");
  assert.equal(progress.rejected, 0);
  assert.equal(await at(p.page), second, "the claim is open again and shown");
  assert.deepEqual(p.faults, []);
  await p.close();
});

test("a correction half written is there after a reload, and kept when sent", async () => {
  const p = await open(server.url, "#/review");
  const claim = await at(p.page);
  await p.page.keyboard.press("c");
  const form = p.page.getByRole("form", { name: "correct this claim" });
  await form.getByLabel("date").fill("2023-07-25/2023-07-26");
  await form.getByLabel("why").fill("as the agency has it");
  await p.page.goto(`${server.url}#/review/${claim}`);
  await p.page.reload();
  await settled(p.page);
  assert.equal(await at(p.page), claim);
  await p.page.keyboard.press("c");
  assert.equal(await form.getByLabel("date").inputValue(), "2023-07-25/2023-07-26");
  assert.equal(await form.getByLabel("why").inputValue(), "as the agency has it");
  await form.getByLabel("why").press("Enter");
  await told(p.page, "corrected");
  const { decisions } = await json(server.url, `/claims/${claim}`);
  const row = decisions.find((d) => d.field === "date");
  assert.equal(row.value, "2023-07-25/2023-07-26");
  assert.equal(row.why, "as the agency has it");
  assert.equal(row.who, "ada");
  // the command line sees it too
  assert.match(run("query", "-d", file, "--reviewed", "corrected", "--format", "jsonl"), /2023-07-25/);
  assert.deepEqual(p.faults, []);
  await p.close();
});

test("a value that cannot be is refused with a sentence, and nothing is lost", async () => {
  const p = await open(server.url, "#/review", { allow: ["400", "Bad Request"] });
  await p.page.keyboard.press("c");
  const form = p.page.getByRole("form", { name: "correct this claim" });
  await form.getByLabel("date").fill("the day after");
  await form.getByLabel("date").press("Enter");
  const alert = p.page.getByRole("alert");
  await alert.waitFor();
  assert.ok((await alert.innerText()).length > 10);
  assert.equal(await form.getByLabel("date").inputValue(), "the day after");
  assert.deepEqual(p.faults, []);
  await p.close();
});

test("buttons of an event decide as the keys do", async () => {
  const { events } = await json(server.url, "/events?limit=500&reviewed=unreviewed");
  const e = events.find((x) => x.claims === 1);
  const p = await open(server.url, `#/event/${e.event}`);
  await p.page.getByRole("button", { name: "accept" }).first().click();
  await told(p.page, "kept");
  await settled(p.page);
  assert.equal((await json(server.url, `/events/${e.event}`)).row.reviewed, "accepted");
  assert.match(await p.page.locator("main").innerText(), /accepted by ada/);
  assert.deepEqual(p.faults, []);
  await p.close();
});

test("a claim is taken out of its event and put back", async () => {
  const { events } = await json(server.url, "/events?sort=-reports&limit=20");
  const e = events.find((x) => x.claims === 2);
  const p = await open(server.url, `#/event/${e.event}`);
  const leaves = await p.page.locator(".claim code").last().innerText();
  await p.page.getByRole("button", { name: "tells of another act" }).last().click();
  await told(p.page, "kept").catch(() => undefined); // the event's page can be another now
  await settled(p.page);
  const { event } = await json(server.url, `/claims/${leaves}`);
  const stays = (await json(server.url, `/claims/${e.claim}`)).event;
  assert.notEqual(event, stays);
  await p.close();
  const q = await open(server.url, `#/event/${event}`);
  await q.page.getByLabel("the same act as").fill(stays);
  await q.page.keyboard.press("Enter");
  await settled(q.page);
  assert.equal((await json(server.url, `/claims/${leaves}`)).event, (await json(server.url, `/claims/${e.claim}`)).event);
  const { merges } = await json(server.url, "/merges");
  assert.ok(["merge", "unmerge"].every((kind) => merges.some((m) => m.kind === kind && m.who === "ada")));
  assert.deepEqual(q.faults, []);
  await q.close();
});

test("agreement appears, and a read-only server offers no decision", async () => {
  const p = await open(server.url, "#/review");
  assert.ok((await p.page.getByRole("group", { name: "agreement" }).locator("tbody tr").count()) > 0);
  await p.close();
  const plain = await serve(file);
  const q = await open(plain.url, "#/review");
  assert.equal(await q.page.getByRole("group", { name: "decide" }).count(), 0);
  assert.match(await q.page.locator("main").innerText(), /Read only/);
  await q.page.keyboard.press("a");
  await settled(q.page);
  assert.deepEqual(q.faults, []);
  await q.close();
  await plain.stop();
});
