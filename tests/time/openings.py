#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Is a report without its date dated by the known event that it opens with?

    python3 tests/time/openings.py CHANCERY [--missed]

Each sentence of openings.tsv is a report. FLOOR is the share that must get its
day, WRONG the share that may get another. --missed lists the others."""
import csv
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FLOOR, WRONG = 0.85, 0.03


def main():
    with open(os.path.join(HERE, "openings.tsv"), encoding="utf-8") as f:
        lines = [line for line in f if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, row in enumerate(rows):
            paths.append(os.path.join(folder, f"{i}.txt"))
            with open(paths[-1], "w", encoding="utf-8") as f:
                f.write(row["sentence"] + "\n")
        run = subprocess.run(
            [sys.argv[1], "date", "--format", "jsonl", *paths],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found = {d["report"]: d["date"] for d in map(json.loads, run.stdout.splitlines())}
    right = wrong = 0
    for i, row in enumerate(rows):
        day = found.get(str(i))
        right += day == row["day"]
        wrong += day not in (None, row["day"])
        if day != row["day"] and "--missed" in sys.argv:
            print(day, row["day"], row["sentence"], sep="\t")
    print(f"# {right} of {len(rows)} openings dated right, {wrong} wrong")
    failed = right < FLOOR * len(rows) or wrong > WRONG * len(rows)
    print("not ok" if failed else "ok")
    return 1 if failed else 0


sys.exit(main())
