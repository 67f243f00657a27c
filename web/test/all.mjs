// SPDX-License-Identifier: Apache-2.0
// All tests in one process, with one browser:  node --test test/all.mjs
// ONLY=keys,review runs those files.
import { after } from "node:test";
import { done } from "./context.mjs";
import { closeBrowser } from "./harness.mjs";

const files = ["unit", "bundle", "pages", "keys", "review", "hostile", "large", "shots"];
const only = process.env.ONLY?.split(",");
for (const f of files) if (!only || only.includes(f)) await import(`./${f}.test.mjs`);

after(async () => {
  await closeBrowser();
  await done();
});
