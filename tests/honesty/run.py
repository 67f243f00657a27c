#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is made up, and what is lost when the same is said in other words.

    python3 tests/honesty/run.py CHANCERY

no-acts.tsv: texts in which nobody does anything political; at most FALSE_MAX
claims may be coded of all of them. pairs.tsv: pairs of texts whose coding must
differ as the change demands and no further."""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FALSE_MAX = 3
DATE = "2021-03-04"


def table(name, columns):
    rows = []
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if line.startswith("#") or not line.strip():
                continue
            cells = line.rstrip("\n").split("\t")
            if len(cells) != columns:
                sys.exit(f"{name}:{number}: {len(cells)} cells, not {columns}")
            rows.append(cells)
    return rows


def code(tool, texts):
    """Claims of each text: texts is a dict by id."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for key, text in texts.items():
            f.write(json.dumps({"id": key, "date": DATE, "text": text}) + "\n")
        f.flush()
        out = subprocess.run(
            [tool, "code", f.name], check=True, capture_output=True, text=True
        ).stdout
    claims = {key: [] for key in texts}
    for line in out.splitlines():
        claim = json.loads(line)
        claims[claim["report"]].append(claim)
    return claims


def side(actors):
    return sorted(a["country"] or a["name"] for a in actors)


def record(claim):
    """What of a claim must change or stay: not spans, rule or confidence."""
    return (
        claim["category"],
        claim["mode"] or "",
        claim["status"],
        tuple(side(claim["source"])),
        tuple(side(claim["target"])),
        claim["date"]["value"] or "",
        tuple(v["name"] for v in claim["voice"]),
        (claim["place"] or {}).get("country", ""),
        claim["symmetric"],
    )


def changed(rec, change, names, second):
    """The record as it must be read in the second text; None: what the change
    leaves open. Another status has a day of its own, help to
    come is an agreement, and a denial is on somebody's word."""
    swaps = {} if change == "nothing" else dict(c.split("=") for c in change.split())
    category, mode, status, source, target, date, voice, place, no_direction = (
        tuple(swaps.get(y, y) for y in x) if isinstance(x, tuple) else swaps.get(x, x)
        for x in rec
    )
    if status != rec[2] and status != "denied":
        category = mode = date = None
    if category != rec[0]:
        mode = date = None
    if any(name in second for name in names):
        place = rec[7]  # the second text has the same place
    if status == "denied":
        date = voice = place = None
    if category == "REJECT" != rec[0]:
        place = None  # who refuses to leave a place need not be there
    return (category, mode, status, source, target, date, voice, place, no_direction)


def alike(want, got):
    """Sides are in the order of codes, which renaming changes."""
    sides = sorted(map(sorted, want[3:5])) if want[8] else [sorted(x) for x in want[3:5]]
    have = sorted(map(sorted, got[3:5])) if got[8] else [sorted(x) for x in got[3:5]]
    rest = [0, 1, 2, 5, 6, 7]
    return sides == have and all(want[i] in (None, got[i]) for i in rest)


def main():
    tool = sys.argv[1]
    wrong = 0
    rows = table("no-acts.tsv", 4)
    claims = code(tool, {r[0]: r[3] for r in rows})
    for key, group, genre, text in rows:
        for c in claims[key]:
            wrong += 1
            print(f"# {key}: {record(c)} of: {text}")
    print(f"# {wrong} false claims of {len(rows)} texts without an act, at most {FALSE_MAX}")
    failed = wrong > FALSE_MAX

    pairs = table("pairs.tsv", 5)
    texts = {}
    for key, _, _, first, second in pairs:
        texts[key + "/1"], texts[key + "/2"] = first, second
    claims = code(tool, texts)
    right = {}
    for key, kind, change, first, second in pairs:
        a = sorted(record(c) for c in claims[key + "/1"])
        b = sorted(record(c) for c in claims[key + "/2"])
        places = [(c["place"] or {}).get("name") for c in claims[key + "/1"]]
        names = [p for p in places if p]
        want = [changed(r, change, names, second) for r in a]
        same = len(a) > 0 and len(want) == len(b)
        same = same and all(any(alike(w, g) for g in b) for w in want)
        right.setdefault(kind, []).append(same)
        if not same:
            failed = True
            print(f"# {key} ({change}): {first} / {second}\n#   {a}\n#   {b}")
    for kind, list_ in right.items():
        print(f"# {kind}: {sum(list_)} of {len(list_)} pairs as the change demands")
    print("not ok" if failed else "ok")
    return 1 if failed else 0


sys.exit(main())
