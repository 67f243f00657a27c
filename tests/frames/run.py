#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who does it and to whom, in every construction that tells it.

    python3 tests/frames/run.py CHANCERY [--missed] [--by act]

Each act of acts.tsv is put into each frame of frames.tsv, with parties that
change from cell to cell. A cell is right if a claim has the act's category and
both parties on their sides, and no claim of that category has them the other
way round or a third party on a side. parties.tsv has sentences about what
belongs to states; some claim must have the sides. FLOOR is the share that must
be right of all cells, FLOOR_EACH in each construction, FLOOR_PARTIES of those
sentences. --missed lists the others."""
import csv
import os
import re
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from coded import claims  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
FLOOR, FLOOR_EACH, FLOOR_PARTIES = 0.94, 0.7, 0.9
# name, adjective, capital, code
STATES = [
    [("France", "French", "Paris", "FRA"), ("Mali", "Malian", "Bamako", "MLI")],
    [("Peru", "Peruvian", "Lima", "PER"), ("Ecuador", "Ecuadorean", "Quito", "ECU")],
    [("Turkey", "Turkish", "Ankara", "TUR"), ("Greece", "Greek", "Athens", "GRC")],
    [("Ethiopia", "Ethiopian", "Addis Ababa", "ETH"), ("Kenya", "Kenyan", "Nairobi", "KEN")],
    [("Vietnam", "Vietnamese", "Hanoi", "VNM"), ("Thailand", "Thai", "Bangkok", "THA")],
]
OTHERS = [
    [("Norway", "Norwegian", "Oslo", "NOR"), ("Chile", "Chilean", "Santiago", "CHL")],
    [("Japan", "Japanese", "Tokyo", "JPN"), ("Ghana", "Ghanaian", "Accra", "GHA")],
    [("Belgium", "Belgian", "Brussels", "BEL"), ("Nepal", "Nepalese", "Kathmandu", "NPL")],
]


def table(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        rows = [line for line in f if not line.startswith("#")]
    return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def cells():
    """(construction, act, text, source codes, target codes, outsiders) of each cell."""
    found = []
    for i, frame in enumerate(table("frames.tsv")):
        for j, act in enumerate(table("acts.tsv")):
            if "{noun}" in frame["sentence"] and act["noun"] == "-":
                continue
            pair = STATES[(i + j) % len(STATES)]
            if (i // len(STATES)) % 2:
                pair = pair[::-1]
            parties = dict(zip("ABZY", pair + OTHERS[(i + 2 * j) % len(OTHERS)]))
            source, target = [parties["A"][3]], [parties["B"][3]]
            outside = [parties[x][3] for x in "ZY"]

            def word(m, act=act, parties=parties, source=source, target=target, outside=outside):
                key, comma, tail = re.fullmatch(r"(.*?)(,?)(\.\.\.)?", m[1]).groups()
                end = ""
                if tail and act["tail"] != "-":
                    end = comma + " " + act["tail"]
                if key.rstrip("+-")[:1] in parties and re.fullmatch(r"[ABZY][ac]?[+-]?", key):
                    p = parties[key[0]]
                    if key[-1] in "+-":  # one of the side
                        (source if key[-1] == "+" else target).append(p[3])
                        outside.remove(p[3])
                    return p[" ac".find(key.rstrip("+-")[1:] or " ")] + end
                if key == "":
                    return end
                text = act[key.lower()]
                return (text.capitalize() if key[0].isupper() else text) + end

            text = re.sub(r"\{([^}]*)\}", word, frame["sentence"])
            found.append(
                (frame["construction"], act, text[0].upper() + text[1:], source, target, outside)
            )
    return found


def judge(made, act, source, target, outside):
    """What is wrong with the claims of a cell; "": nothing."""
    told = wrong = False
    # what is decided and not yet done is coded as agreed to
    kinds = [*act["categories"].split("/"), "AGREE"]
    for claim in made:
        if claim["category"] not in kinds:
            continue
        a, b = ({x["country"] for x in claim[side]} for side in ("source", "target"))
        if set(outside) & (a | b) or a & set(target) or b & set(source):
            wrong = True
        elif source[0] in a and target[0] in b:
            told = True
    return "wrong sides" if wrong else "" if told else "not told"


def parties(tool):
    """(right, all) of parties.tsv."""
    rows = table("parties.tsv")
    made = claims(tool, [r["sentence"] for r in rows])
    right = 0
    for i, row in enumerate(rows):
        source, target = row["sides"].split(">")
        fits = False
        for claim in made.get(i, []):
            a, b = ({x["country"] for x in claim[side]} for side in ("source", "target"))
            fits |= source in a and (not target or target in b)
            fits |= claim["symmetric"] and {source, target} <= a | b
        right += fits
        if not fits and "--missed" in sys.argv:
            print("not told", row["sides"], row["sentence"], sep="\t")
    return right, len(rows)


def main():
    rows = cells()
    made = claims(sys.argv[1], [r[2] for r in rows])
    column = 1 if "act" in sys.argv else 0
    counts = {}
    for i, (construction, act, text, source, target, outside) in enumerate(rows):
        count = counts.setdefault(act["base"] if column else construction, [0, 0])
        count[1] += 1
        fault = judge(made.get(i, []), act, source, target, outside)
        count[0] += not fault
        if fault and "--missed" in sys.argv:
            got = [
                "%s %s > %s %s"
                % (
                    c["category"],
                    "+".join(x["country"] or x["name"] for x in c["source"]),
                    "+".join(x["country"] or x["name"] for x in c["target"]),
                    c["trigger"]["rule"],
                )
                for c in made.get(i, [])
            ]
            print(fault, construction, text, "; ".join(got) or "-", sep="\t")
    for name, (right, all_) in counts.items():
        print(f"# {name}: {right} of {all_}")
    right, all_ = (sum(c[k] for c in counts.values()) for k in (0, 1))
    print(f"# {right} of {all_} cells right")
    told, sentences = parties(sys.argv[1])
    print(f"# {told} of {sentences} sentences of what belongs to states right")
    failed = told < FLOOR_PARTIES * sentences
    failed |= right < FLOOR * all_ or any(r < FLOOR_EACH * n for r, n in counts.values())
    print("not ok" if failed else "ok")
    return 1 if failed else 0


sys.exit(main())
