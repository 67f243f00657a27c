// SPDX-License-Identifier: Apache-2.0
// One store of the sample reports and one server for all tests that only read.
import { json, samples, serve, store } from "./harness.mjs";

let made = null;

export async function readOnly() {
  made ??= (async () => {
    const file = store("samples", samples());
    const server = await serve(file);
    const { events } = await json(server.url, "/events?limit=500");
    const many = [...events].sort((a, b) => b.claims - a.claims || (a.event < b.event ? -1 : 1))[0];
    const { disagreements } = await json(server.url, "/disagreements");
    return { file, server, base: server.url, events, many, torn: disagreements[0] };
  })();
  return made;
}

export async function done() {
  if (made) await (await made).server.stop();
  made = null;
}

/** Every page, by a name for pictures and messages. */
export const addresses = ({ many, torn }) => ({
  chronology: "#/chronology?status=occurred",
  timeline: "#/chronology?from=2018&view=timeline",
  years: "#/chronology?by=year&sort=-date&view=timeline",
  event: `#/event/${many.event}`,
  torn: `#/event/${torn.event}`,
  pairs: "#/pair",
  pair: "#/pair/IRN-SAU?by=year",
  network: "#/network",
  people: "#/network?by=actor",
  map: "#/map",
  observances: "#/observances",
  messages: "#/messages",
  follows: "#/follows",
  disagreements: "#/disagreements",
  origins: "#/origins",
  reports: "#/reports",
  search: "#/reports?text=missile*",
  report: "#/report/002-panmunjom-day-after",
  review: "#/review",
  run: "#/run",
  nothing: "#/chronology?place=Nowhere",
  lost: "#/no-such-page",
});
