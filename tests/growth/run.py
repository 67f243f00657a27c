#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Twice the input is at most 2.2 times the work, in instructions that valgrind
counts, for texts that are made to be hard for each stage.

    run.py GROWTH [--most 2.2]
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

tool = os.path.abspath(sys.argv[1])
most = float(sys.argv[3]) if len(sys.argv) > 3 else 2.2
if not shutil.which("valgrind"):
    print("1..0 # SKIP no valgrind")
    sys.exit(77)
names = subprocess.run([tool, "--list"], stdout=subprocess.PIPE, text=True,
                       check=True).stdout.split("\n")[:-1]
with tempfile.TemporaryDirectory(prefix="chancery-growth.") as where:
    p = subprocess.run(
        ["valgrind", "--tool=callgrind", "--instr-atstart=no",
         "--callgrind-out-file=" + os.path.join(where, "out"), tool],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True)
    if p.returncode:
        print("Bail out! status %d: %s" % (p.returncode, p.stderr[-2000:]))
        sys.exit(2)
    work = {}
    for f in os.listdir(where):
        with open(os.path.join(where, f), errors="replace") as out:
            text = out.read()
        name = re.search(r"^desc: Trigger: Client Request: (.*)\|(\d)$", text,
                         re.M)
        total = re.search(r"^totals: (\d+)", text, re.M)
        if name and total:
            work[name.group(1), int(name.group(2))] = int(total.group(1))
bad = 0
for i, name in enumerate(names):
    once, twice = work.get((name, 1), 0), work.get((name, 2), 0)
    factor = twice / once if once else 0
    ok = once > 100000 and factor <= most
    bad += not ok
    print("%sok %d - %-28s %6.1f and %6.1f million instructions, %.2f" % (
        "" if ok else "not ", i + 1, name, once / 1e6, twice / 1e6, factor))
print("1..%d" % len(names))
sys.exit(1 if bad else 0)
