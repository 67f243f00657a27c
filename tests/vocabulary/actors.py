#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who is known as an actor, with country and sector.

    python3 tests/vocabulary/actors.py CHANCERY [--missed] [TABLE]

actors.tsv: actors as news desks name them, each put into the three sentences of
FRAMES. One is known if a claim against (or by) France has one of its countries
and sectors; FLOOR is the share of all sentences that must be known, WRONG the
share that may have another country. --missed lists the others."""
import os
import sys

from run import claims

HERE = os.path.dirname(os.path.abspath(__file__))
FLOOR, WRONG = 0.95, 0.01
FRAMES = (
    ("source", "{} criticised France on Monday."),
    ("target", "France criticised {} on Monday."),
    ("source", "France was criticised by {} on Monday."),
)


def actors(path):
    """(line, countries, sectors, actor, side, sentence) of each actor in each frame."""
    found = []
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if line.startswith(("#", "country\t")) or not line.strip():
                continue
            countries, sectors, before, names = line.rstrip("\n").split("\t")
            for name in names.split("; "):
                for side, frame in FRAMES:
                    if name.startswith("its ") and frame[0] != "{":
                        continue  # behind "France" they are France's
                    text = name[0].upper() + name[1:] if frame[0] == "{" else name
                    text = frame.format(text)
                    text = text if before == "-" else before + " " + text
                    found.append((number, countries, sectors, name, side, text))
    return found


def fits(cell, value):
    if cell == "*":
        return bool(value)
    return any(value.startswith(x) or (x == "-" and not value) for x in cell.split("/"))


def judge(found, row):
    """"known", "no claim", "no country", "country" or "sector"; and who was seen."""
    _, countries, sectors, _, side, _ = row
    other = "target" if side == "source" else "source"
    worst = "no claim"
    seen = []
    for claim in found:
        if claim["category"] not in ("DISAPPROVE", "ACCUSE", "REJECT"):
            continue
        if not any(a["country"] == "FRA" for a in claim[other]):
            continue
        for a in claim[side]:
            country, sector = a["country"] or "", a["sector"] or ""
            seen.append(f"{a['name']}/{country}/{sector}")
            if not country:
                worst = "no country" if worst == "no claim" else worst
            elif not fits(countries, country) and country != countries:
                worst = "country"
            elif sectors != "*" and not fits(sectors, sector):
                worst = "sector"
            else:
                return "known", seen
    return worst, seen


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    rows = actors(args[1] if len(args) > 1 else os.path.join(HERE, "actors.tsv"))
    found = claims(args[0], [r[5] for r in rows])
    counts = {}
    for i, row in enumerate(rows):
        verdict, seen = judge(found.get(i, []), row)
        counts[verdict] = counts.get(verdict, 0) + 1
        if verdict != "known" and "--missed" in sys.argv:
            print(verdict, row[1], row[2], row[5], row[3], ", ".join(seen), sep="\t")
    for verdict, n in sorted(counts.items()):
        print(f"# {verdict}: {n} of {len(rows)} sentences, {100 * n / len(rows):.1f} %")
    failed = counts.get("known", 0) < FLOOR * len(rows) or counts.get("country", 0) > WRONG * len(rows)
    print("not ok" if failed else "ok")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
