#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sentences of the treebanks again, with other people in them.

usage: names.py PERSONS.tsv COUNT TREEBANK.conllu... >OUT.conllu

The treebanks know few names of the kind "Moon Jae-in" or "Xi Jinping", and a
parser that learned from them alone takes the "in" of Jae-in for a preposition.
Where a sentence has a person of two words (a proper noun and one `flat`), the
two are replaced by a person of data/actors/persons.tsv; hyphens are words of
their own, as in the treebanks. The same inputs give the same output.
"""
import random
import re
import sys


def sentences(path):
    rows = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield rows
                rows = []
            elif not line.startswith("#"):
                rows.append(line.split("\t"))
    if rows:
        yield rows


def people(path):
    plain, hyphened = [], []
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.startswith("#") or line.startswith("id\t"):
                continue
            name = line.split("\t")[1]
            words = re.findall(r"[^\W\d_]+|-", name)
            if "".join(words) != name.replace(" ", "") or len(words) < 2:
                continue  # initials and the like
            glued = [False]
            for a, b in zip(words, words[1:]):
                glued.append(a == "-" or b == "-")
            if len(words) <= 5:
                (hyphened if "-" in words else plain).append((words, glued))
    return plain, hyphened


def place_of(rows):
    """Index of a name of two words: its head's; None where there is none."""
    for i in range(len(rows) - 1):
        a, b = rows[i], rows[i + 1]
        if (a[3] == b[3] == "PROPN" and b[7] == "flat" and b[6] == a[0]
                and a[7] not in ("flat", "compound")
                and a[9] == "_" and a[1].isalpha() and b[1].isalpha()
                and a[1][1:].islower()
                and (i + 2 == len(rows) or rows[i + 2][7] != "flat")
                and sum(1 for r in rows if r[6] == a[0] and r[7] == "flat") == 1):
            return i
    return None


def exchange(rows, at, words, glued):
    more = len(words) - 2

    def moved(number):
        n = int(number)
        if n == at + 2:  # what hung on the second word hangs on the first
            return str(at + 1)
        return str(n + more) if n > at + 2 else number

    out = []
    for i, r in enumerate(rows):
        r = list(r)
        r[0], r[6] = str(i + 1 + (more if i > at + 1 else 0)), moved(r[6])
        if i == at:
            head = list(r)
            for k, w in enumerate(words):
                n = list(head) if k == 0 else list(rows[at + 1])
                n[0], n[1], n[2] = str(at + 1 + k), w, w
                if k > 0:
                    n[6] = head[0]
                if w == "-":
                    n[3:8] = ["PUNCT", "HYPH", "_", str(at + 2 + k), "punct"]
                last = k + 1 == len(words)
                n[9] = rows[at + 1][9] if last else (
                    "SpaceAfter=No" if glued[k + 1] else "_")
                out.append(n)
        elif i != at + 1:
            out.append(r)
    return out


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    plain, hyphened = people(sys.argv[1])
    pool = [(rows, at)
            for path in sys.argv[3:] for rows in sentences(path)
            if not any("-" in r[0] or "." in r[0] for r in rows)
            for at in [place_of(rows)] if at is not None]
    rng = random.Random(1)
    for n in range(int(sys.argv[2])):
        rows, at = pool[n % len(pool)]
        words, glued = rng.choice(hyphened if rng.random() < 0.5 else plain)
        for r in exchange(rows, at, words, glued):
            print("\t".join(r))
        print()


if __name__ == "__main__":
    main()
