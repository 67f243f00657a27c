#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# No cell of any table is one that a spreadsheet would run, whatever a report,
# its id, title or publisher begins with.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
command -v python3 >/dev/null 2>&1 || { echo "1..0 # SKIP no python3"; exit 77; }
python3 - >in.jsonl <<'PY'
import json
for i, evil in enumerate(["=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)",
                          "\t=1", "\r=1", "=\"a\",\"b\""]):
    print(json.dumps({
        "id": evil + str(i), "date": "2023-07-2%d" % i, "title": evil,
        "publisher": evil, "url": evil,
        "text": "%s Norway and Chile signed a pact in Oslo on Monday, Reuters "
                "said. \"=1+1,\" minister Espen Barth Eide told TASS." % evil}))
PY
"$CHANCERY" add -d a.db in.jsonl >/dev/null || echo "# add failed"
check() { # check WHAT COMMAND...: its output is CSV, and its cells are safe
    what=$1
    shift
    "$CHANCERY" "$@" >table.csv 2>err || show_file err
    python3 - >why 2>&1 <<'PY'
import csv, re, sys
rows = list(csv.reader(open("table.csv", newline="", encoding="utf-8")))
if len(rows) < 2:
    sys.exit("no rows")
bad = [c for r in rows for c in r
       if c[:1] in "=+-@\t\r" and c and not re.fullmatch(r"-?[0-9.]+", c)]
if bad:
    sys.exit("cells: %r" % bad[:3])
if len({len(r) for r in rows}) != 1:
    sys.exit("rows of different lengths")
PY
    rc=$?
    is "$what" "$rc $(head -n 1 why)" "0 "
}
check "code" code -f csv in.jsonl
check "timeline" timeline -d a.db -f csv
check "query" query -d a.db -f csv
check "origins" origins -d a.db -f csv
check "stats" stats -d a.db -f csv
for f in ged icews polecat; do
    check "export $f" export -d a.db -f "$f"
done
check "series" series -d a.db --dyad NOR-CHL -f csv
"$CHANCERY" code -f csv in.jsonl >table.csv
has "an apostrophe stands before it" table.csv "'@SUM"
finish
