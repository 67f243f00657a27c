#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery rebuild and diff: the same bytes, and why not.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in
"$CHANCERY" add -d a.db -j 1 -b 1 in >/dev/null || echo "# add failed"
run "$CHANCERY" rebuild -d a.db -o b.db
status "rebuild: exit status 0" 0
has "rebuild: the rows are the same" out "the rows are those of a.db"
"$CHANCERY" add -d a2.db -j 8 in >/dev/null
"$CHANCERY" rebuild -d a2.db -o b2.db >/dev/null
same "rebuild: the same bytes, whatever threads and batches were" b.db b2.db
"$CHANCERY" rebuild -d b.db -o c.db >/dev/null
same "rebuild of a rebuild: the same bytes" b.db c.db
run "$CHANCERY" rebuild -d a.db -o b.db
status "rebuild does not overwrite" 5
run "$CHANCERY" rebuild -d a.db
status "rebuild needs a file" 2
run "$CHANCERY" diff a.db b.db
is "no difference is said" "$(cat out)" "no event differs"

# a day set by hand and reviews go over
"$CHANCERY" date -d a.db --set wang=2024-03-02 >/dev/null
claim=$("$CHANCERY" query -d a.db --actor kim-jong-un --status planned --format jsonl | sed 's/.*"claim":"\(c[0-9a-f]*\)".*/\1/')
other=$("$CHANCERY" query -d a.db --actor moon --format jsonl -n 1 | sed 's/.*"claim":"\(c[0-9a-f]*\)".*/\1/')
printf 'x not sure\nc date=2018-09-18 # the archive\n' |
    "$CHANCERY" review -d a.db --by ada --on 2024-05-01 "$claim" "$other" >rev
has "two decisions" rev "0 accepted, 1 corrected, 1 rejected"
run "$CHANCERY" rebuild -d a.db -o d.db
has "reviews and days: the rows are the same" out "the rows are those of a.db"
"$CHANCERY" timeline -d a.db >t1
"$CHANCERY" timeline -d d.db >t2
same "reviews and days: the same events" t1 t2
has "a correction is applied" t2 "2018-09-18"
run "$CHANCERY" diff b.db d.db
yes "diff: a rejected plan" grep -q 'reviewed: none -> rejected' out
has "diff: who" out "review by ada"
has "diff: why" out "the archive"
has "diff: a date" out "2018-09-19 -> 2018-09-18"
has "diff: the day of a report" out "the day of report wang"

# a sixth report, and one that is gone
printf 'date 2025-02-03 Japanese Prime Minister Shigeru Ishiba met Chinese Premier Li Qiang in Tokyo on Monday, NHK said.\n' >in/six.txt
"$CHANCERY" add -d e.db in >/dev/null
run "$CHANCERY" diff a2.db e.db
yes "diff: added" grep -q '^+ ' out
is "diff: nothing else" "$(grep -c '^[-~] ' out)" 0
has "diff: the report" out "report six is new"
run "$CHANCERY" diff e.db a2.db --format jsonl
yes "diff: removed" grep -q '"change":"removed".*"why":"report six is gone"' out
run "$CHANCERY" diff a.db
status "diff needs two" 2
run "$CHANCERY" diff a.db none.db
status "diff: no such store" 5
"$CHANCERY" export -d a.db --format store --no-text -o bare.db
run "$CHANCERY" rebuild -d bare.db -o f.db
status "a store without text cannot be rebuilt" 3
has "it is said" err "does not keep the text"
finish
