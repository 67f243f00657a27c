#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What users come for, on the real commands: how did it develop, prove it
# again, correct once and publish and update.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in
"$CHANCERY" add -d one.db -j 1 in >/dev/null || echo "# add failed"

# How did it develop? Years without reports are no years without acts.
run "$CHANCERY" series -d one.db --dyad PRK-RUS --by year
yes "a year with acts" grep -q '^2023 ' out
"$CHANCERY" series -d one.db --dyad KOR-PRK --by year --from 2018 --to 2024 >gap
has "a gap is no zero" gap "2019..2022  no reports"

# Two runs, one thread and eight: one sum.
"$CHANCERY" add -d eight.db -j 8 in >/dev/null
"$CHANCERY" export -d one.db --format store -o a.db
"$CHANCERY" export -d eight.db --format store -o b.db
same "one thread and eight: the same bytes" a.db b.db

# Correct once, publish, update.
visit=$("$CHANCERY" query -d one.db --actor shoigu --format jsonl -n 1 | sed 's/.*"claim":"\(c[0-9a-f]*\)".*/\1/')
plan=$("$CHANCERY" query -d one.db --status planned --format jsonl -n 1 | sed 's/.*"claim":"\(c[0-9a-f]*\)".*/\1/')
printf 'c date=2023-07-25\nx\nu\nx a plan only\n' |
    "$CHANCERY" review -d one.db --by ada --on 2024-07-01 "$visit" "$plan" >out
has "correct, reject, undo, reject" out "1 corrected, 2 rejected, 0 skipped, 1 undone"
"$CHANCERY" export -d one.db --format ged >ged.csv
"$CHANCERY" export -d one.db --format chronology >c.md
has "the table has the corrected day" ged.csv ",2023-07-25,2023-07-25,"
has "the chronology has it" c.md "**2023-07-25**"
has "the chronology names the sentence" c.md "Sergei Shoigu visited Pyongyang"
is "what was rejected is in neither" "$(cat ged.csv c.md | grep -c planned)" 0
printf 'date 2024-07-02 Chinese Foreign Minister Wang Yi met Japanese Foreign Minister Yoko Kamikawa in Tokyo on Monday, NHK said.\n' >in/sixth.txt
cp one.db before.db
"$CHANCERY" add -d one.db in >/dev/null
"$CHANCERY" rebuild -d one.db -o again.db >out
has "made anew: the same rows" out "the rows are those of one.db"
"$CHANCERY" query -d again.db --reviewed corrected --format jsonl >out
has "the correction still holds" out '"value":"2023-07-25"'
run "$CHANCERY" diff before.db again.db
has "the new report is why" out "report sixth is new"
is "nothing else differs" "$(grep -c '^[-~] ' out)" 0
# the sentence that a correction was made on is gone
"$CHANCERY" rebuild -d again.db --min-confidence 1 -o none.db >out
has "a correction without its sentence is reported" out "whose claim is gone"
finish
