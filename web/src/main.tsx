// SPDX-License-Identifier: Apache-2.0
import { render } from "preact";
import { App } from "./app";
import { href } from "./state/address";
import { START } from "./state/filter";

// Without an address: what is told as done. Plans and denials are one key away.
if (!/^#\/./.test(location.hash)) history.replaceState(null, "", href("chronology", "", START));

const root = document.getElementById("app");
if (root) render(<App />, root);
