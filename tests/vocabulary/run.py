#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which words that tell of acts are known.

    python3 tests/vocabulary/run.py CHANCERY [--missed]

phrases.tsv, for speech acts speech.tsv, the wider inventory, and idioms.tsv:
words and phrases in plain sentences with two parties; sentences.tsv and
regions.tsv: whole sentences. A phrase is known if a claim has
its category and its parties; LISTS has the shares that must be known in all and
in each category. --missed lists the others."""
import os
import re
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from coded import claims  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
LISTS = {"phrases.tsv": (0.92, 0.87), "speech.tsv": (0.8, 0.75), "idioms.tsv": (0.8, 0.7)}
SENTENCES = {"sentences.tsv": 0.85, "regions.tsv": 0.75}
NAMES = {"F": "France", "Fr": "French", "M": "Mali", "Mn": "Malian"}


def phrases(name):
    """(categories, source, target or "", sentence) of each phrase."""
    found = []
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        for line in f:
            if line.startswith(("#", "category\t")) or not line.strip():
                continue
            categories, frame, words = line.rstrip("\n").split("\t")
            for phrase in words.split("; "):
                named = re.search(r"\b(M|Mn|Mali)\b", frame + " " + phrase)
                sides = ["FRA", "MLI" if named else ""]
                if categories[0] == "<":
                    sides.reverse()
                text = re.sub(
                    r"\b(Fr|F|Mn|M)\b", lambda m: NAMES[m[0]], frame.replace("…", phrase)
                )
                found.append((categories.lstrip("<").split("/"), *sides, " ".join(text.split())))
    return found


def known(claim, categories, source, target):
    sides = [{a["country"] for a in claim[x]} for x in ("source", "target")]
    fits = source in sides[0] and (not target or target in sides[1])
    if claim["symmetric"] and target:
        fits = {source, target} <= sides[0] | sides[1]
    return fits and claim["category"] in categories


def shares(tool, name, floor, floor_each):
    """Prints what is known of a list; whether its floors hold."""
    rows = phrases(name)
    found = claims(tool, [r[3] for r in rows])
    counts = {}
    for i, (categories, source, target, text) in enumerate(rows):
        count = counts.setdefault(categories[0], [0, 0])
        count[1] += 1
        if any(known(c, categories, source, target) for c in found.get(i, [])):
            count[0] += 1
        elif "--missed" in sys.argv:
            got = [c["category"] + " " + c["trigger"]["rule"] for c in found.get(i, [])]
            print("missed", "/".join(categories), text, ", ".join(got) or "-", sep="\t")
    for category, (hit, all_) in counts.items():
        print(f"# {category}: {hit} of {all_} phrases known")
    hit, all_ = (sum(c[k] for c in counts.values()) for k in (0, 1))
    print(f"# {name}: {hit} of {all_} phrases known")
    return hit >= floor * all_ and all(h >= floor_each * n for h, n in counts.values())


def either(code):
    """The parties that a side of a whole sentence allows."""
    return {code} if code.startswith(("IGO/", "NGO/")) else set(code.split("/")) - {""}


def sentences(tool, name, floor):
    """Prints how many whole sentences are coded right; whether enough are."""
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        rows = [x.rstrip("\n").split("\t") for x in f if not x.startswith(("#", "categories\t"))]
    found = claims(tool, [r[2] for r in rows])
    hit = 0
    for i, (categories, sides, text) in enumerate(rows):
        loose = "=" in sides
        want = [either(x) for x in sides.split("=" if loose else ">")]
        for c in found.get(i, []):
            got = [{a["country"] for a in c[x]} for x in ("source", "target")]
            if loose or c["symmetric"]:
                fits = all(w & (got[0] | got[1]) for w in want if w)
            else:
                fits = all(w & g for w, g in zip(want, got) if w)
            if fits and c["category"] in categories.split("/"):
                hit += 1
                break
        else:
            if "--missed" in sys.argv:
                print("missed", categories, sides, text, sep="\t")
    print(f"# {name}: {hit} of {len(rows)} right")
    return hit >= floor * len(rows)


def main():
    held = [shares(sys.argv[1], name, *floors) for name, floors in LISTS.items()]
    held += [sentences(sys.argv[1], name, floor) for name, floor in SENTENCES.items()]
    print("ok" if all(held) else "not ok")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
