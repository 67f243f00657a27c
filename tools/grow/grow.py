#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Many reports out of few, for measuring: names, places and days changed.

    grow.py N OUT.jsonl [FOLDER...]     (default folder: data/samples)
    grow.py NMB OUT.jsonl [FOLDER | FILE.jsonl | FILE.jsonl.gz]...

Report k is sample k mod n with its countries, capitals and people exchanged
for those of others, moved by a number of days within twenty years. The same
N gives the same bytes. NMB, as in 100MB, goes on until the file has so many
million bytes; then numbers are changed, too, and a text that has been there
before is left out, so that no two reports are alike. Reports of a FILE have a
"text", and may have "date" and "publisher".
"""
import gzip
import hashlib
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


def changed(text, order):
    """The i-th state becomes number order[i]: one pass, so that a name put in
    is not changed again."""
    swap = {}
    for old, to in zip(STATES, order):
        new = STATES[to]
        for a, b in zip(old, new):
            swap[a] = b
        swap[old[3].split()[-1]] = new[3].split()[-1]
    words = sorted(swap, key=len, reverse=True)
    return re.sub("|".join(r"\b%s\b" % re.escape(w) for w in words),
                  lambda m: swap[m.group()], text)


def turned(turn):
    return [(i + turn) % len(STATES) for i in range(len(STATES))]


def shuffled(turn):
    """An order for each turn, the same everywhere; the first as it is."""
    order = list(range(len(STATES)))
    return sorted(order, key=lambda i: hashlib.sha256(
        b"%d %d" % (turn, i)).digest()) if turn else order


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


def renumbered(text, turn):
    """Two and three digits by themselves become others; years and days of the
    month do not."""
    after = r"(?! (?:%s))(?![.,]\d)" % "|".join(MONTHS)
    return re.sub(r"(?<![\d.,])\b\d{2,3}\b" + after,
                  lambda m: str((int(m.group()) * 7 + turn * 13) % 890 + 10),
                  text)


def reports(path):
    """(name, day or None, publisher or None, text) of a file of JSON Lines."""
    opened = gzip.open if str(path).endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as f:
        for i, line in enumerate(f):
            r = json.loads(line)
            day = r.get("date")
            if isinstance(r.get("text"), str) and r["text"].strip():
                yield (f"{Path(path).name.split('.')[0]}-{i}",
                       date.fromisoformat(day) if day and len(day) == 10
                       else None, r.get("publisher"), r["text"])


def fill(size, out, sources):
    """Reports until the file has `size` bytes, no two of them alike."""
    base = []
    for s in sources:
        base += ([(n, d, None, t) for n, d, t in samples([s])]
                 if Path(s).is_dir() else reports(s))
    seen, n, k, alike = set(), 0, 0, 0
    with open(out, "wb") as f:
        while n < size:
            name, day, publisher, text = base[k % len(base)]
            turn, k = k // len(base), k + 1
            days = (turn * 7 * 37) % (7 * 1043)
            text = changed(text, shuffled(turn))
            text = renumbered(moved(text, days), turn) if turn else text
            key = hashlib.sha256(text.encode()).digest()[:12]
            alike = alike + 1 if key in seen else 0
            if alike > 100 * len(base):
                sys.exit("grow: the reports do not give so many different ones")
            if alike:
                continue
            seen.add(key)
            r = {"id": f"{name}-{turn}"}
            if day:
                r["date"] = (date(2004, 1, 1)
                             + (day - date(2004, 1, 1)) % timedelta(days=7)
                             + timedelta(days=days)).isoformat()
            if publisher:
                r["publisher"] = publisher
            r["text"] = text
            line = (json.dumps(r, ensure_ascii=False) + "\n").encode()
            f.write(line)
            n += len(line)


def main():
    out = sys.argv[2]
    sources = sys.argv[3:] or [Path(__file__).parents[2] / "data/samples"]
    if sys.argv[1].endswith("MB"):
        fill(int(sys.argv[1][:-2]) * 1000000, out, sources)
        return
    n = int(sys.argv[1])
    base = samples(sources)
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
                "text": moved(changed(text, turned(turn)), days)},
                ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
