#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sentences in which one party does several things, made of a treebank's.

usage: chains.py COUNT TREEBANK.conllu... >OUT.conllu

News has "X condemned the raid, recalled its envoy and closed its border", the
news trees have it seldom, and "X did it, the ministry said" often: a parser
that learned from them took the first verb for what the second says. Here the
predicates of three (or two, or four) sentences that begin with their subject
are put behind the subject of the first, so the trees are right where those of
the parts are; what they say makes no sense. The same inputs give the same
output.
"""
import random
import sys

from names import sentences

MOST = 14  # words of a predicate
SAYING = {"say", "tell", "add", "report", "note", "announce"}


def parts(rows):
    """(subject, predicate) of a plain sentence, as rows; None otherwise."""
    root = next((r for r in rows if r[7] == "root"), None)
    if not root or root[3] != "VERB" or "Tense=Past" not in root[5] or "VerbForm=Fin" not in root[5]:
        return None
    at = int(root[0])
    if root[2] in SAYING or not 1 < at <= 6 or rows[-1][1] != "." or not 2 < len(rows) - at <= MOST:
        return None
    head = [r for r in rows if r[6] == root[0] and r[7] == "nsubj"]
    inner = {head[0][0]} if len(head) == 1 else set()
    before = rows[: at - 1]
    for _ in before:
        inner |= {r[0] for r in before if r[6] in inner}
    if not head or {r[0] for r in before} != inner:
        return None
    behind = rows[at:-1]
    if any(r[6] == root[0] and r[7] in ("conj", "parataxis", "cc", "advcl") for r in behind):
        return None
    if any(r[1] in '";:-(' for r in rows):
        return None
    return before, rows[at - 1 : -1]


def word(text, rel, head, tag="PUNCT", glue=True):
    return ["", text, text, tag, "_", "_", head, rel, "_", "SpaceAfter=No" if glue else "_"]


def chain(subject, predicates, comma):
    """Rows of subject and predicates, heads and numbers anew."""
    out = []
    first = len(subject)  # index of the first verb

    def put(rows, up):
        """Rows of one part; heads within it follow, the others are `up`."""
        at = {r[0]: len(out) + i for i, r in enumerate(rows)}
        for r in rows:
            out.append([*r[:6], at.get(r[6], up), *r[7:9], "_" if r[9] == "_" else r[9]])

    put(subject, first)
    put(predicates[0], None)
    out[first][7] = "root"
    for i, rows in enumerate(predicates[1:], 2):
        last = i == len(predicates)
        out[-1][9] = "_"
        if not last or comma:
            out[-1][9] = "SpaceAfter=No"
            out.append(word(",", "punct", len(out) + 1 + last, glue=False))
        if last:
            out.append(word("and", "cc", len(out) + 1, "CCONJ", glue=False))
        verb = len(out)
        put(rows, None)
        out[verb][6], out[verb][7] = first, "conj"
    out[-1][9] = "SpaceAfter=No"
    out.append(word(".", "punct", first, glue=False))
    for i, r in enumerate(out):
        r[0] = str(i + 1)
        r[6] = "0" if r[6] is None else str(r[6] + 1)
        if r[9].startswith("TokenRange"):
            r[9] = "_"
    return out


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    count = int(sys.argv[1])
    rng = random.Random(20261123)
    found = [p for path in sys.argv[2:] for p in map(parts, sentences(path)) if p]
    if not found:
        sys.exit("chains.py: no sentence that begins with its subject")
    for n in range(count):
        picked = [rng.choice(found) for _ in range(rng.choice((2, 3, 3, 3, 4)))]
        rows = chain(picked[0][0], [p[1] for p in picked], comma=rng.random() < 0.25)
        print(f"# sent_id = chain-{n + 1}")
        print("# text = " + "".join(r[1] + ("" if "SpaceAfter=No" in r[9] else " ") for r in rows).strip())
        print("\n".join("\t".join(r) for r in rows) + "\n")


if __name__ == "__main__":
    main()
