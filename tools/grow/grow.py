#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Many reports out of few, for measuring: names, places and days changed.

    grow.py N OUT.jsonl [FOLDER...]     (default folder: data/samples)

Report k is sample k mod n with its countries, capitals and people exchanged
for those of others, moved by a number of days within twenty years. The same
N gives the same bytes.
"""
import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path

# country, demonym, capital, leader, minister: only what the tables know, so
# that the reports are coded as those they come from
STATES = [
    ("North Korea", "North Korean", "Pyongyang", "Kim Jong Un"),
    ("South Korea", "South Korean", "Seoul", "Moon Jae-in"),
    ("Russia", "Russian", "Moscow", "Vladimir Putin"),
    ("China", "Chinese", "Beijing", "Xi Jinping"),
    ("the United States", "American", "Washington", "Donald Trump"),
    ("Japan", "Japanese", "Tokyo", "Shinzo Abe"),
    ("Iran", "Iranian", "Tehran", "Hassan Rouhani"),
    ("Saudi Arabia", "Saudi", "Riyadh", "Mohammed bin Salman"),
    ("Turkey", "Turkish", "Ankara", "Recep Tayyip Erdogan"),
    ("Ukraine", "Ukrainian", "Kyiv", "Volodymyr Zelensky"),
    ("France", "French", "Paris", "Emmanuel Macron"),
    ("Germany", "German", "Berlin", "Angela Merkel"),
    ("India", "Indian", "New Delhi", "Narendra Modi"),
    ("Pakistan", "Pakistani", "Islamabad", "Imran Khan"),
    ("Israel", "Israeli", "Jerusalem", "Benjamin Netanyahu"),
    ("Egypt", "Egyptian", "Cairo", "Abdel Fattah el-Sisi"),
    ("Syria", "Syrian", "Damascus", "Bashar al-Assad"),
    ("Poland", "Polish", "Warsaw", "Andrzej Duda"),
    ("Brazil", "Brazilian", "Brasilia", "Jair Bolsonaro"),
    ("Vietnam", "Vietnamese", "Hanoi", "Nguyen Phu Trong"),
]
MONTHS = ("January February March April May June July August September "
          "October November December").split()


def samples(folders):
    out = []
    for folder in folders:
        for path in sorted(Path(folder).glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            m = re.match(r"\s*date (\d{4}-\d\d-\d\d) ", text)
            if m:
                out.append((path.stem, date.fromisoformat(m.group(1)),
                            text[m.end():]))
    return out


def changed(text, turn):
    """Each state becomes the one `turn` places on: one pass, so that a name
    put in is not changed again."""
    swap = {}
    for i, old in enumerate(STATES):
        new = STATES[(i + turn) % len(STATES)]
        for a, b in zip(old, new):
            swap[a] = b
        swap[old[3].split()[-1]] = new[3].split()[-1]
    words = sorted(swap, key=len, reverse=True)
    return re.sub("|".join(r"\b%s\b" % re.escape(w) for w in words),
                  lambda m: swap[m.group()], text)


def moved(text, days):
    """Days of the month written out move too; weekdays stay right because
    reports move by whole weeks."""
    def one(m):
        try:
            d = date(2001, MONTHS.index(m.group(2)) + 1, int(m.group(1)))
        except ValueError:
            return m.group()
        d += timedelta(days=days % 365)
        return f"{d.day} {MONTHS[d.month - 1]}"
    return re.sub(r"\b(\d{1,2}) (%s)\b" % "|".join(MONTHS), one, text)


def main():
    n, out = int(sys.argv[1]), sys.argv[2]
    base = samples(sys.argv[3:] or [Path(__file__).parents[2] / "data/samples"])
    publishers = ["Yonhap", "TASS", "Xinhua", "Reuters", "The Harbour Post"]
    with open(out, "w", encoding="utf-8") as f:
        for k in range(n):
            name, day, text = base[k % len(base)]
            turn = k // len(base)
            days = (turn * 7 * 37) % (7 * 1043)
            f.write(json.dumps({
                "id": f"{name}-{k}",
                "date": (date(2004, 1, 1) + (day - date(2004, 1, 1)) % timedelta(days=7)
                         + timedelta(days=days)).isoformat(),
                "publisher": publishers[turn % len(publishers)],
                "text": moved(changed(text, turn % len(STATES)), days)},
                ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
