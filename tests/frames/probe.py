#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which rules lose their act when their example is told otherwise.

    python3 tests/frames/probe.py CHANCERY [--show N] [--model FILE]

For whoever writes rules or changes the parser; no test, since what is lost is
a list to read and not a failure. Two kinds of changes to the first example of
each rule: another name for a state of it (its capital, government,
ministry, officials, leader), and something put around the clause (around.tsv). A changed
example is kept if a claim has the category and the countries that it had in
the plain one. Printed are the share lost by kind of change and, with --show, N
of the lost sentences of each kind with what they gave."""
import argparse
import csv
import glob
import os
import re
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from coded import claims  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = os.path.join(HERE, "..", "..", "data", "rules", "*.tsv")
# by the names that the examples use: capital and adjective
STATES = {
    "Norway": ("Oslo", "Norwegian"),
    "Sweden": ("Stockholm", "Swedish"),
    "Finland": ("Helsinki", "Finnish"),
    "Russia": ("Moscow", "Russian"),
    "Peru": ("Lima", "Peruvian"),
    "Chile": ("Santiago", "Chilean"),
    "Denmark": ("Copenhagen", "Danish"),
}
# verbs that would not stand behind what is put between them and their subject
AUXILIARIES = {"is", "was", "has", "had", "will", "would", "may", "and", "to", "says"}


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        kept = (line for line in f if not line.startswith("#"))
        yield from csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)


def examples():
    """(id, category, sentence) of each rule that finds an act."""
    for path in sorted(glob.glob(RULES)):
        for r in rows(path):
            if r.get("positive") and r.get("frame") and "drop" not in r["flags"].split("|"):
                yield r["id"], r["category"], r["positive"]


def renamed(sentence):
    """(kind of change, sentence) with another name for each state."""
    for state, (capital, adjective) in STATES.items():
        found = re.search(rf"\b{state}\b('s)?", sentence)
        if not found:
            continue
        own = found[1] or ""
        side = "first" if found.start() == 0 else "later"
        names = {
            "capital": capital,
            "government": f"the {adjective} government",
            "ministry": f"the {adjective} foreign ministry",
            "officials": f"{adjective} officials",
            "leader": f"{adjective} Prime Minister Smith",
        }
        for kind, name in names.items():
            text = sentence[: found.start()] + name + own + sentence[found.end() :]
            yield f"{kind}, {side}", text[0].upper() + text[1:]


def surrounded(sentence, around):
    """(kind of change, sentence) with something around the clause."""
    found = re.fullmatch(rf"({'|'.join(STATES)}) (\w+)([^.]*)\.", sentence)
    if not found or found[2] in AUXILIARIES:
        return
    for row in around:
        yield row["name"], row["sentence"].format(
            n=found[1], a=STATES[found[1]][1], v=found[2], r=found[3]
        )


def acts(found):
    """What counts of claims: category and who is on either side."""
    both = []
    for c in found:
        sides = [frozenset(a["country"] for a in c[x]) for x in ("source", "target")]
        both.append((c["category"], *sides))
    return both


def kept(plain, changed):
    """Whether the changed sentence has the act, and nobody more in it."""
    return any(
        act[0] == plain[0] and act[1] | act[2] == plain[1] | plain[2] for act in changed
    )


def main():
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("tool")
    ask.add_argument("--show", type=int, default=0, metavar="N")
    ask.add_argument("--model", metavar="FILE")
    o = ask.parse_args()
    more = ["--model", o.model] if o.model else []
    around = list(rows(os.path.join(HERE, "around.tsv")))
    rules = list(examples())
    found = claims(o.tool, [r[2] for r in rules], more)
    jobs = []
    for i, (rule, category, sentence) in enumerate(rules):
        plain = [a for a in acts(found.get(i, [])) if a[0] == category]
        if plain:
            changed = [*renamed(sentence), *surrounded(sentence, around)]
            jobs += [(kind, rule, plain[0], text) for kind, text in changed]
    found = claims(o.tool, [j[3] for j in jobs], more)
    kinds = {}
    for i, (kind, rule, plain, text) in enumerate(jobs):
        all_, lost = kinds.setdefault(kind, ([], []))
        all_.append(i)
        changed = acts(found.get(i, []))
        if not kept(plain, changed):
            lost.append((rule, text, changed))
    for kind, (all_, lost) in kinds.items():
        print(f"{kind:20} {len(all_):5} {len(lost):5} lost {100 * len(lost) / len(all_):5.1f} %")
        step = max(1, len(lost) // o.show) if o.show else 1
        for rule, text, changed in lost[::step][: o.show]:
            told = "; ".join(f"{c} {'+'.join(sorted(s))}>{'+'.join(sorted(t))}" for c, s, t in changed)
            print(f"    {rule}\t{text}\t{told or '-'}")
    n_all = sum(len(k[0]) for k in kinds.values())
    n_lost = sum(len(k[1]) for k in kinds.values())
    print(f"{'all':20} {n_all:5} {n_lost:5} lost {100 * n_lost / n_all:5.1f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
