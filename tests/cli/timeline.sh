#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery timeline: table, filters, formats, widths.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in
"$CHANCERY" add -d r.db in >/dev/null || echo "# add failed"

run "$CHANCERY" timeline -d r.db
status "exit status 0" 0
is "nothing on standard error" "$(cat err)" ""
is "one header" "$(grep -c '^WHEN .*WHO .*ACT .*CLAIM$' out)" 1
has "a day" out "2018-09-19"
has "an actor" out "Kim Jong Un"
COLUMNS=140 "$CHANCERY" timeline -d r.db >wide
has "a relay" wide "KCNA says, via"
yes "a planned act is marked" grep -qF "[planned]" out
is "no line is wider than 100" "$(awk 'length($0) > 100' out)" ""
is "no escape sequences in a pipe" "$(tr -cd '\033' <out | wc -c | tr -d ' ')" 0
is "days go up" "$(grep -oE '^[0-9]{4}-[0-9]{2}-[0-9]{2}' out | sort -c 2>&1)" ""
cp out table
run "$CHANCERY" timeline -d r.db
same "twice gives the same bytes" out table

run "$CHANCERY" timeline -d r.db --color=always
yes "--color=always" grep -q "$(printf '\033')\\[" out
sed "s/$(printf '\033')\\[[0-9;]*m//g" out >plain
same "colour changes nothing else" plain table

for w in 60 84 140; do
    COLUMNS=$w "$CHANCERY" timeline -d r.db >wide
    is "COLUMNS=$w is kept" "$(awk -v w=$w 'length($0) > w' wide)" ""
    has "COLUMNS=$w: still an actor" wide "Jong"
done

run "$CHANCERY" timeline -d r.db --format jsonl
status "jsonl: exit status 0" 0
is "jsonl: one event a line" "$(grep -c -v '^{"event":"e.*}$' out)" 0
n=$(lines out)
yes "jsonl: there are events" test "$n" -ge 3
cp out events
run "$CHANCERY" timeline -d r.db --format csv
is "csv: header first" "$(head -n 1 out | cut -d, -f1,2)" "event_id,date_value"
is "csv: a row for each event" "$(($(lines out) - 1))" "$n"

# filter WHAT PATTERN-OF-THE-LINES-THAT-STAY OPTION...
filter() {
    what=$1
    grep -E -e "$2" events >want
    shift 2
    run "$CHANCERY" timeline -d r.db --format jsonl "$@"
    status "$what: exit status 0" 0
    same "$what" out want
}
yes "events differ in status" grep -q '"status":"planned"' events
filter "--status" '"status":"planned"' --status planned
filter "--category" '"category":"CONSULT"' --category consult
filter "--from" '"to":"20(2[3-9]|[3-9])' --from 2023-06
run "$CHANCERY" timeline -d r.db --format jsonl --from 2018-09-19 --to 2018-09
yes "--from and --to" grep -q '"from":"2018-09-19"' out
is "--from and --to leave the rest out" "$(grep -c '"from":"202' out)" 0
run "$CHANCERY" timeline -d r.db --format jsonl --between prk kor
yes "--between finds the pair" grep -q 'Moon' out
is "--between leaves others out" "$(grep -c -e Putin -e Shoigu -e Lavrov out)" 0
cp out pair
run "$CHANCERY" timeline -d r.db --format jsonl --between KOR PRK
same "--between in the other order" out pair
run "$CHANCERY" timeline -d r.db --format jsonl --between "north korea" \
    "Republic of Korea"
same "--between with names" out pair
run "$CHANCERY" timeline -d r.db --between USA GBR
status "no event matches: exit status 0" 0
is "no event matches: it is said" "$(cat err)" "no events match"
is "no event matches: nothing printed" "$(cat out)" ""

# Undated events come last, under a heading.
printf 'Chinese Foreign Minister Wang Yi met Russian Foreign Minister Sergei Lavrov in Moscow, TASS reported.\n' >undated.txt
"$CHANCERY" add -d u.db in/moon.txt undated.txt >/dev/null
run "$CHANCERY" timeline -d u.db
yes "undated: a heading" grep -q '^undated' out
is "undated: last" "$(sed -n '/^undated/,$p' out | grep -c Lavrov)" 1

# Text that wants to steer the terminal
printf 'date 2024-01-02 Vladimir Putin met Kim Jong Un in \033[31mMoscow\033]0;x\007 on Monday.\n' >esc.txt
"$CHANCERY" add -d e.db esc.txt >/dev/null
run "$CHANCERY" timeline -d e.db
is "no control characters of a report come through" \
    "$(tr -cd '\033\007' <out | wc -c | tr -d ' ')" 0

run "$CHANCERY" timeline -d missing.db
status "no such store: exit status 5" 5
has "no such store: it is named" err "missing.db"
yes "no such store: none is made" test ! -e missing.db
echo "this is not a store" >not.db
run "$CHANCERY" timeline -d not.db
status "not a store: exit status 5" 5
finish
