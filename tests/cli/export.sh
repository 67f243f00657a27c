#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery export: every layout, and copies without text.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in
printf '%s\n' 'date 2022-08-16 Vladimir Putin sent Kim Jong Un a message of congratulation on Liberation Day on 15 August 2022, KCNA said.' >in/day.txt
printf '%s\n' 'date 2021-05-06 Emmanuel Macron met Angela Merkel in Paris in April 2021, "=1+1" he said.' >in/month.txt
"$CHANCERY" add -d r.db in >/dev/null || echo "# add failed"
n=$("$CHANCERY" query -d r.db --format jsonl | wc -l)

"$CHANCERY" export -d r.db >events
is "jsonl: a line for each event" "$(($(lines events)))" "$((n))"
if command -v python3 >/dev/null 2>&1; then
    yes "jsonl: JSON" python3 -c 'import json; [json.loads(x) for x in open("events")]'
    "$CHANCERY" export -d r.db --format claims >told
    "$CHANCERY" code --format jsonl in >coded
    sort told >a
    sort coded >b
    same "claims: what code prints" a b
    "$CHANCERY" export -d r.db --format graphml >x.xml
    yes "graphml: XML" python3 -c 'import xml.dom.minidom as m; m.parse("x.xml")'
fi
for want in "ged event_id 55" "icews event_id 20" "polecat Event_ID 40" "gdelt GLOBALEVENTID 61"; do
    # shellcheck disable=SC2086 # three words
    set -- $want
    "$CHANCERY" export -d r.db --format "$1" >"$1.csv"
    is "$1: columns" "$(head -n 1 "$1.csv" | tr -cd , | wc -c | tr -d ' ')" "$(($3 - 1))"
    is "$1: the first" "$(head -n 1 "$1.csv" | cut -d, -f1 | tr ' ' _)" "$2"
    "$CHANCERY" export -d r.db --format "$1" >again
    same "$1: the same bytes again" again "$1.csv"
done
is "ged: a row for each event" "$(($(lines ged.csv) - 1))" "$((n))"
has "ged: the day" ged.csv ",2018-09-19,2018-09-19,1,"
has "icews: a meeting is written twice" icews.csv "Moon Jae-in,GOV,KOR"
yes "icews: in both directions" grep -q '2018-09-19,Kim Jong Un.*Moon Jae-in' icews.csv
yes "icews: in both directions" grep -q '2018-09-19,Moon Jae-in.*Kim Jong Un' icews.csv
is "icews: no plans" "$(grep -c 'Moscow next' icews.csv)" 0
yes "gdelt: a month is no day" grep -q ',,202104,2021,,' gdelt.csv
yes "polecat: who meet are actors" grep -q 'Moon Jae-in;Kim Jong Un\|Kim Jong Un;Moon Jae-in' polecat.csv

"$CHANCERY" export -d r.db --format chronology >c.md
has "chronology: a year" c.md "## 2018"
has "chronology: an act with its note" c.md "[^1]"
yes "chronology: a source" grep -q '^\[^1\]: .*report moon, 2018-09-20: "South Korean' c.md
is "chronology: every note is there" "$(grep -o '\[^[0-9]*\]' c.md | sort -u | wc -l | tr -d ' ')" \
    "$(grep -c '^\[^[0-9]*\]: ' c.md)"
"$CHANCERY" export -d r.db --format ical >x.ics
is "ical: begins" "$(head -n 1 x.ics | tr -d '\r')" "BEGIN:VCALENDAR"
is "ical: no line is longer than 75 bytes" "$(tr -d '\r' <x.ics | awk 'length($0) > 75')" ""
is "ical: what begins ends" "$(grep -c BEGIN x.ics)" "$(grep -c '^END' x.ics)"
"$CHANCERY" export -d r.db --dyad KOR-PRK --format jsonl >pair
yes "conditions are those of query" test "$(($(lines pair)))" -lt "$((n))"
yes "conditions: there is one" test -s pair
run "$CHANCERY" export -d r.db --format chronology -o file.md
same "-o" file.md c.md

# copies
run "$CHANCERY" export -d r.db --format store -o copy.db
status "a copy: exit status 0" 0
"$CHANCERY" timeline -d r.db >a
"$CHANCERY" timeline -d copy.db >b
same "a copy: the same events" a b
run "$CHANCERY" export -d r.db --format store -o copy.db
status "a copy does not overwrite" 5
run "$CHANCERY" export -d r.db --format store --no-text -o bare.db
status "no text: exit status 0" 0
for words in "quoted KCNA" "met North" "will visit" "visited"; do
    yes "there: $words" grep -q "$words" r.db
    is "gone: $words" "$(grep -c "$words" bare.db)" 0
done
"$CHANCERY" query -d r.db --facets >a
"$CHANCERY" query -d bare.db --facets >b
same "no text: the same facets" a b
"$CHANCERY" series -d r.db --dyad PRK-RUS >a
"$CHANCERY" series -d bare.db --dyad PRK-RUS >b
same "no text: the same series" a b
"$CHANCERY" query -d bare.db --actor kim-jong-un --format jsonl | cut -c1-60 >a
"$CHANCERY" query -d r.db --actor kim-jong-un --format jsonl | cut -c1-60 >b
same "no text: the same events" a b
run "$CHANCERY" query -d bare.db --text kcna
status "no text: words cannot be searched" 3
has "no text: it is said" err "keeps no text"
claim=$("$CHANCERY" query -d bare.db --format jsonl -n 1 | sed 's/.*"claim":"\(c[0-9a-f]*\)".*/\1/')
run "$CHANCERY" show -d bare.db "$claim"
status "no text: a claim can be shown" 0
run "$CHANCERY" add -d new.db --no-text in
status "add --no-text: exit status 0" 0
is "add --no-text: no words" "$(grep -c "quoted KCNA" new.db)" 0
"$CHANCERY" query -d new.db --facets >a
"$CHANCERY" query -d r.db --facets >b
same "add --no-text: the same facets" a b
run "$CHANCERY" add -d r.db --no-text in
status "a store with text stays one" 2
finish
