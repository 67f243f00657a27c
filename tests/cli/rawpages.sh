#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The sample pages of ../shared/data/raw come out as expected there: title, day
# and every word, of a live blog its posts. Skipped where they are not there.
# shellcheck source=tests/cli/tap.inc disable=SC2034
top=$(cd "$(dirname "$0")/../.." && pwd)
raw=$top/../shared/data/raw
if [ ! -f "$raw/expected.jsonl" ] || ! command -v python3 >/dev/null 2>&1; then
    echo "1..0 # skipped: no ../shared/data/raw or no python3"
    exit 77
fi
. "$(dirname "$0")/tap.inc"
"$CHANCERY" read --input html "$raw"/html >pages.jsonl 2>notes
yes "the samples come out as expected" python3 - "$raw" pages.jsonl <<'END'
import json
import os
import sys

raw, pages = sys.argv[1:]
found = {}
for line in open(pages, encoding="utf-8"):
    r = json.loads(line)
    found.setdefault(os.path.basename(r["file"]), []).append(r)


def words(s):
    return s.split()


bad = 0
for line in open(os.path.join(raw, "expected.jsonl"), encoding="utf-8"):
    want = json.loads(line)
    name = os.path.basename(want["file"])
    if not name.endswith(".html"):
        continue
    got = found.get(name, [])
    if "posts" in want:
        same = [(r["title"], r.get("date")) for r in got] == [
            (p["title"], p["date"]) for p in want["posts"]]
    else:
        same = len(got) == 1 and got[0]["title"] == want["title"] and (
            got[0].get("date") == want["date"]) and (
            words(got[0]["text"]) == words(want["text"]))
    if not same:
        bad += 1
        print("# not as expected: " + name, file=sys.stderr)
sys.exit(bad > 0)
END
page=real_wikimediafoundation_turkey
grep "\"$page\"" pages.jsonl >real
has "a real page: its day" real '"date":"2020-01-15"'
has "a real page: when it was changed" real '"modified":"2020-01-18"'
has "a real page: who publishes it" real '"publisher":"Wikimedia Foundation"'
has "a real page: its first words" real '"text":"Today, on Wikipedia'
has "a real page: its last words" real 'as further access is restored."}'
lacks "a real page: no menus" real 'Donate'
finish
