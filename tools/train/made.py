#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sentences made of a treebank's, in constructions that it has seldom.

usage: made.py COUNT TREEBANK.conllu... >OUT.conllu

What news is full of and trees of news have too seldom to be learned from:

chain    "X condemned the raid, recalled its envoy and closed its border" was
         read as "X did it, the ministry said": predicates of up to four
         sentences behind the subject of the first
said     "said in a statement on Thursday that it would": what stands between
         was taken for the head of the clause
dative   "gave Finland 20 tanks": Finland was taken for a kind of tanks
reduced  "a ship carrying flour docked": flour was taken for what docked
shifted  "handed over to Peru two men wanted there": the men were a subject

Trees are right where those of the parts are; what chains say makes no sense.
COUNT of each kind at most. The same inputs give the same output.
"""
import random
import sys

from names import sentences

MOST = 14  # words of a predicate of a chain
SAYING = {"say", "tell", "add", "report", "note", "announce"}
CONTENT = SAYING | {"declare", "warn", "claim", "argue", "insist", "complain", "write", "state",
                    "charge", "allege", "maintain", "confirm", "stress", "promise", "vow", "deny"}
GIVING = {"give", "sell", "send", "lend", "hand", "offer", "grant", "supply", "award", "deny",
          "promise", "pay", "refuse", "deliver", "bring", "provide"}
NAMES = ["Finland", "Peru", "Oslo", "Kenya", "Moscow", "Jordan", "Japan", "Tunis", "Laos", "Ghana",
         "Hungary", "Bolivia", "Beijing", "Turkey", "Chad", "Nepal", "Havana", "Iraq"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
# words, each with its tag, head within (0: the verb or noun before) and relation
ADJUNCTS = [
    "in/ADP/3/case a/DET/3/det statement/NOUN/0/obl",
    "in/ADP/3/case a/DET/3/det statement/NOUN/0/obl on/ADP/5/case {day}/PROPN/0/obl",
    "in/ADP/3/case a/DET/3/det speech/NOUN/0/obl",
    "in/ADP/4/case a/DET/4/det televised/ADJ/4/amod speech/NOUN/0/obl",
    "in/ADP/3/case a/DET/3/det letter/NOUN/0/obl to/ADP/5/case {name}/PROPN/3/nmod",
    "in/ADP/3/case an/DET/3/det interview/NOUN/0/obl",
    "at/ADP/4/case a/DET/4/det news/NOUN/4/compound conference/NOUN/0/obl",
    "at/ADP/4/case a/DET/4/det news/NOUN/4/compound conference/NOUN/0/obl in/ADP/6/case {name}/PROPN/4/nmod",
    "on/ADP/2/case Twitter/PROPN/0/obl",
    "on/ADP/2/case {day}/PROPN/0/obl",
    "on/ADP/3/case state/NOUN/3/compound television/NOUN/0/obl",
    "in/ADP/2/case {name}/PROPN/0/obl",
    "late/ADV/2/advmod {day}/PROPN/0/obl:unmarked",
]
TO_WHOM = [
    "to/ADP/4/case the/DET/4/det United/PROPN/4/compound Nations/PROPN/0/obl",
    "to/ADP/4/case the/DET/4/det Security/PROPN/4/compound Council/PROPN/0/obl",
    "to/ADP/2/case {name}/PROPN/0/obl",
]
REDUCED = [
    "carrying/VERB.Ing/0/acl flour/NOUN/1/obj",
    "carrying/VERB.Ing/0/acl 900/NUM/3/nummod tonnes/NOUN/1/obj of/ADP/5/case wheat/NOUN/3/nmod",
    "laden/VERB.PartP/0/acl with/ADP/3/case arms/NOUN/1/obl",
    "loaded/VERB.PartP/0/acl with/ADP/3/case medicine/NOUN/1/obl",
    "bound/VERB.PartP/0/acl for/ADP/3/case {name}/PROPN/1/obl",
    "flying/VERB.Ing/0/acl from/ADP/3/case {name}/PROPN/1/obl",
    "based/VERB.PartP/0/acl in/ADP/3/case {name}/PROPN/1/obl",
    "backed/VERB.PartP/0/acl by/ADP/3/case {name}/PROPN/1/obl:agent",
    "led/VERB.PartP/0/acl by/ADP/3/case {name}/PROPN/1/obl:agent",
    "loyal/ADJ/0/amod to/ADP/3/case {name}/PROPN/1/obl",
    "protesting/VERB.Ing/0/acl against/ADP/4/case the/DET/4/det law/NOUN/1/obl",
]
FEATS = {"PROPN": "Number=Sing", "DET": "Definite=Ind|PronType=Art", "NUM": "NumType=Card",
         "VERB.Ing": "Tense=Pres|VerbForm=Part", "ADJ": "Degree=Pos",
         "VERB.PartP": "Tense=Past|VerbForm=Part|Voice=Pass"}


class Node:
    """A word; `up` is the node that it hangs from, None for the root."""

    def __init__(self, row):
        self.row, self.up, self.rel = row, None, row[7]

    word = property(lambda self: self.row[1])
    lemma = property(lambda self: self.row[2])
    tag = property(lambda self: self.row[3])
    feats = property(lambda self: self.row[5])


def nodes_of(rows):
    nodes = {r[0]: Node(r) for r in rows}
    for r in rows:
        nodes[r[0]].up = nodes.get(r[6])
    return list(nodes.values())


def kids(nodes, head, *rels):
    return [n for n in nodes if n.up is head and (not rels or n.rel in rels)]


def span(nodes, top):
    """(from, to) of all under `top`, or None where it does not stand together."""
    inner = []
    for i, n in enumerate(nodes):
        up = n
        while up is not None and up is not top:
            up = up.up
        if up is top:
            inner.append(i)
    return (inner[0], inner[-1] + 1) if inner[-1] - inner[0] + 1 == len(inner) else None


def new(word, tag, rel, up):
    feats = FEATS.get(tag, "_")
    if word in ("the", "its"):
        feats = "Definite=Def|PronType=Art"
    if tag == "NOUN":
        feats = "Number=Plur" if word.endswith("s") else "Number=Sing"
    lemma = {"statement": word}.get(word, word if tag == "PROPN" else word.lower())
    n = Node(["", word, lemma, tag.split(".")[0], "_", feats, "", rel, "_", "_"])
    n.up = up
    return n


def phrase(text, head, rng):
    """Nodes of one of the phrases above, under `head`."""
    parts = [w.split("/") for w in text.split()]
    out = [new(w.format(name=rng.choice(NAMES), day=rng.choice(DAYS)), tag, rel, None)
           for w, tag, _, rel in parts]
    for n, (_, _, at, _) in zip(out, parts):
        n.up = out[int(at) - 1] if at != "0" else head
    return out


def show(nodes, name):
    rows = []
    at = {id(n): i + 1 for i, n in enumerate(nodes)}
    for i, n in enumerate(nodes):
        then = nodes[i + 1] if i + 1 < len(nodes) else n
        still = n.row[0] and then.row[0] and int(then.row[0]) == int(n.row[0]) + 1
        glued = "SpaceAfter=No" in n.row[9] if still else then.word in (",", ".")
        misc = "SpaceAfter=No" if glued else "_"
        up = str(at[id(n.up)]) if n.up is not None else "0"
        rows.append([str(i + 1), *n.row[1:6], up, n.rel, "_", misc])
    text = "".join(r[1] + ("" if r[9] != "_" else " ") for r in rows).strip()
    print(f"# sent_id = {name}\n# text = {text}")
    print("\n".join("\t".join(r) for r in rows) + "\n")


def plain(nodes):
    return nodes[-1].word == "." and not any(n.word in '";:-()“”' for n in nodes)


def past_root(nodes):
    root = next((n for n in nodes if n.up is None), None)
    fits = root and root.tag == "VERB" and "Tense=Past" in root.feats and "VerbForm=Fin" in root.feats
    return root if fits else None


def subject_of(nodes, root):
    """The subject, if the sentence is that, the root and what follows."""
    head = kids(nodes, root, "nsubj")
    at = nodes.index(root)
    if len(head) != 1 or not 0 < at <= 6 or span(nodes, head[0]) != (0, at):
        return None
    return head[0]


def part(nodes):
    """(subject, predicate) for a chain; None where there is none."""
    root = past_root(nodes)
    if not root or root.lemma in SAYING or not plain(nodes) or not subject_of(nodes, root):
        return None
    at = nodes.index(root)
    if not 2 < len(nodes) - at <= MOST or kids(nodes, root, "conj", "parataxis", "cc", "advcl"):
        return None
    return nodes[:at], nodes[at:-1]


def copies(nodes, at):
    """New nodes like these; whoever hangs from none of them hangs from `at`."""
    made = {id(n): Node(list(n.row)) for n in nodes}
    for n in nodes:
        made[id(n)].up = made.get(id(n.up), at)
        made[id(n)].rel = n.rel
    return list(made.values())


def chain(found, rng):
    picked = [rng.choice(found) for _ in range(rng.choice((2, 3, 3, 3, 4)))]
    out, root = [], None
    for i, (subject, predicate) in enumerate(picked):
        last = i + 1 == len(picked)
        words = copies(subject + predicate, None)
        verb = words[len(subject)]
        if i == 0:
            root, out, verb.rel = verb, words, "root"
            continue
        if not last or rng.random() < 0.25:
            out.append(new(",", "PUNCT", "punct", verb))
        if last:
            out.append(new("and", "CCONJ", "cc", verb))
        verb.up, verb.rel = root, "conj"
        out += words[len(subject) :]
    return [*out, new(".", "PUNCT", "punct", root)]


def said(nodes, rng):
    for i, n in enumerate(nodes[:-1]):
        that = nodes[i + 1]
        if (n.tag == "VERB" and n.lemma in CONTENT and that.word == "that" and that.rel == "mark"
                and that.up and that.up.rel == "ccomp" and that.up.up is n):
            to = n.lemma in ("say", "complain", "write", "announce", "confirm") and rng.random() < 0.3
            between = phrase(rng.choice(TO_WHOM if to else ADJUNCTS), n, rng)
            return nodes[: i + 1] + between + nodes[i + 1 :]
    return None


def dative(nodes, rng):
    for i, n in enumerate(nodes[:-1]):
        obj = kids(nodes, n, "obj")
        if n.tag != "VERB" or n.lemma not in GIVING or len(obj) != 1 or kids(
            nodes, n, "iobj", "xcomp", "ccomp", "compound:prt"
        ):
            continue
        at = span(nodes, obj[0])
        if (at is None or at[0] != i + 1 or at[1] - at[0] < 2 or obj[0].tag != "NOUN"
                or nodes[at[0]].tag not in ("DET", "NUM", "ADJ", "NOUN")):
            continue
        return nodes[: i + 1] + phrase("{name}/PROPN/0/iobj", n, rng) + nodes[i + 1 :]
    return None


def reduced(nodes, rng):
    root = past_root(nodes)
    head = subject_of(nodes, root) if root else None
    if not head or head.tag != "NOUN" or nodes.index(head) + 1 != nodes.index(root):
        return None
    at = nodes.index(root)
    return nodes[:at] + phrase(rng.choice(REDUCED), head, rng) + nodes[at:]


def shifted(nodes, rng):
    for n in nodes:
        obj, to = kids(nodes, n, "obj"), kids(nodes, n, "obl")
        if n.tag != "VERB" or len(obj) != 1 or len(to) != 1:
            continue
        a, b = span(nodes, obj[0]), span(nodes, to[0])
        if a and b and a[1] == b[0] and 3 < a[1] - a[0] and b[1] - b[0] <= 4 and a[0] > nodes.index(n):
            return nodes[: a[0]] + nodes[b[0] : b[1]] + nodes[a[0] : a[1]] + nodes[b[1] :]
    return None


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    count = int(sys.argv[1])
    rng = random.Random(20261123)
    trees = [nodes_of(rows) for path in sys.argv[2:] for rows in sentences(path)]
    found = [p for p in map(part, trees) if p]
    if not found:
        sys.exit("made.py: no sentence that begins with its subject")
    for i in range(count):
        show(chain(found, rng), f"chain-{i + 1}")
    for make in (said, dative, reduced, shifted):
        made = 0
        for nodes in rng.sample(trees, len(trees)):
            other = make(nodes, rng) if len(nodes) < 40 else None
            if other and made < count:
                made += 1
                show(other, f"{make.__name__}-{made}")


if __name__ == "__main__":
    main()
