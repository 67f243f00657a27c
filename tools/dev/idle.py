#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes data/rules/idle.tsv of WordNet 3.0 (Debian: wordnet-base).

    python3 tools/dev/idle.py TEXT... > data/rules/idle.tsv

Words that neither WordNet's own texts nor TEXT... use are left out, so that
the table stays small."""
import re
import sys

WORDNET = "/usr/share/wordnet/"
NATURE_FILES = {"05", "13", "20"}  # noun.animal, noun.food, noun.plant
PEOPLE_FILES = {"14", "18"}  # noun.group, noun.person
# words with other senses that mean an animal, a plant or food first
NATURE = """ant apple bear bee beer bread butter cat cheese chicken coffee corn
cow crow dog fox frog goat grape horse lark locust mosquito mouse olive pig plum
potato rabbit rat rice shark sheep squash tea tomato whale wheat wine wolf""".split()
PRIVATE = """adolescent artist athlete chef child competitor consumer cook couple
craftsman farmer fisherman lover musician performer player scientist spectator
sweetheart tourist traveler writer""".split()
# their senses in politics, or anybody
NOT = """agent amateur beloved captain challenger champion companion contender
dealer extra favorite favourite guest host humans imp leader leads lead lush
patron player rival romantic runner spirits star steady survivor toter victor
wanderer watcher winner""".split()


def read():
    synsets, index = {}, {}
    with open(WORDNET + "data.noun", encoding="ascii") as f:
        for line in f:
            if line[0] == " ":
                continue
            c = line.split("|")[0].split()
            n = int(c[3], 16)
            at = 5 + 2 * n
            kinds = [c[at + 4 * i : at + 4 * i + 2] for i in range(int(c[at - 1]))]
            synsets[c[0]] = (
                c[1],
                c[4 : 4 + 2 * n : 2],
                [to for kind, to in kinds if kind in ("~", "~i")],
            )
    with open(WORDNET + "index.noun", encoding="ascii") as f:
        for line in f:
            if line[0] != " ":
                c = line.split()
                n = int(c[2])
                index[c[0]] = (c[-n:], int(c[-n - 1]))
    return synsets, index


def below(synsets, at, seen):
    if at not in seen:
        seen.add(at)
        for kid in synsets[at][2]:
            below(synsets, kid, seen)


def main():
    synsets, index = read()
    used = set()
    for name in sys.argv[1:]:
        with open(name, encoding="utf-8", errors="replace") as f:
            used.update(re.findall("[a-z]{3,}", f.read().lower()))

    def plain(word):
        return (
            re.fullmatch("[a-z]{3,}", word)
            and word not in NOT
            and (index[word][1] > 0 or word in used or word + "s" in used)
        )

    nature = {
        w
        for w, (senses, _) in index.items()
        if plain(w) and all(synsets[s][0] in NATURE_FILES for s in senses)
    } | set(NATURE)
    private = set()
    for root in PRIVATE:
        for sense in index[root][0][:2]:
            if synsets[sense][0] in PEOPLE_FILES:
                kinds = set()
                below(synsets, sense, kinds)
                private.update(w for k in kinds for w in synsets[k][1])
    private = {
        w
        for w in private
        if w in index and plain(w) and synsets[index[w][0][0]][0] in PEOPLE_FILES
    }
    print(HEAD, end="")
    for name, words in (("nature", nature), ("private", private - nature)):
        for w in sorted(words):
            print(f"{name}:{w}\t{w}\t{name}\tn\tWordNet 3.0")


HEAD = """# SPDX-License-Identifier: Apache-2.0
# Nouns whose state does nothing by them: "the American bullfrog threatens
# Belgium" is no act of the United States, nor is "a swimmer from Tunisia thanked
# her coach" one of Tunisia. class: nature (animals, plants, food: all senses in
# WordNet 3.0 are, or the first), private (kinds of athlete, performer, artist,
# child, craftsman, traveller, cook, writer, fisherman, farmer, scientist there).
# Made by tools/dev/idle.py.
key\tword\tclass\tpos\tsource
"""
main()
