#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery show and chancery stats.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in
"$CHANCERY" add -d r.db in >/dev/null || echo "# add failed"
"$CHANCERY" code in/shoigu.txt >claims
id=$(sed -n '1s/^{"claim":"\([^"]*\)".*/\1/p' claims)
event=$("$CHANCERY" timeline -d r.db -f jsonl --from 2023-07 --to 2023-07 |
    sed -n '1s/^{"event":"\([^"]*\)".*/\1/p')

CHANCERY_STORE=r.db
export CHANCERY_STORE
run "$CHANCERY" show "$id"
status "the store of CHANCERY_STORE: exit status 0" 0
cp out named
unset CHANCERY_STORE
run "$CHANCERY" show "$id" -d r.db
status "exit status 0" 0
same "CHANCERY_STORE is as good as -d" out named
has "the claim" out "claim $id"
has "the report and its date" out "report shoigu, published 2023-07-28"
has "the sentence: who" out "[source "
has "the sentence: the act" out "[act visited]"
has "the sentence: when" out "[date "
has "the chain" out "shoigu <- Yonhap"
has "the chain to its end" out "<- KCNA"
has "a field with its words and their place" out '"Sergei Shoigu" ['
has "the date and what it rests on" out "2023-07-26, precision day, basis text"
is "no line is wider than 100" "$(awk 'length($0) > 100' out)" ""
is "no escape sequences in a pipe" "$(tr -cd '\033' <out | wc -c | tr -d ' ')" 0
cp out full

# The words without the marks are the sentence.
awk 'BEGIN {RS = ""} NR == 2' full | sed 's/^    //' | tr '\n' ' ' |
    sed 's/\[[a-z]* //g; s/\]//g; s/ *$//' >bare
sed 's/^date 2023-07-28 //' in/shoigu.txt | tr -d '\n' >sentence
same "the sentence without its marks is the report's" bare sentence

# Every place re-cuts to its words (ASCII: characters are bytes).
grep -oE '"[^"]+" \[[0-9]+, [0-9]+\)' full >places
wrong=0
while read -r line; do
    words=$(echo "$line" | sed 's/^"\(.*\)" .*/\1/')
    from=$(echo "$line" | sed 's/.*\[\([0-9]*\),.*/\1/')
    to=$(echo "$line" | sed 's/.*, \([0-9]*\))/\1/')
    cut=$(tail -c +"$((from + 1))" in/shoigu.txt | head -c "$((to - from))")
    [ "$cut" = "$words" ] || wrong=$((wrong + 1))
done <places
yes "there are places to check" test -s places
is "every place re-cuts to its words" "$wrong" 0

short=$(echo "$id" | cut -c1-9)
run "$CHANCERY" show -d r.db "$short"
same "the first nine characters do" out full
run "$CHANCERY" show -d r.db "$event"
status "an event's id: exit status 0" 0
has "an event's id: its claim" out "of event $event"
run "$CHANCERY" show -d r.db -f jsonl "$id"
grep -F "\"$id\"" claims >want
same "--format jsonl is the line of code" out want
run "$CHANCERY" show -d r.db --color always "$id"
yes "--color=always" grep -q "$(printf '\033')\\[" out
lacks "in colour without brackets" out "[act"

run "$CHANCERY" show -d r.db c0000000000000000
status "no such claim: exit status 3" 3
has "no such claim: it is quoted" err "c0000000000000000"
run "$CHANCERY" show -d r.db "c'; drop table claim; --"
status "not an id: exit status 3" 3
run "$CHANCERY" show -d missing.db "$id"
status "no such store: exit status 5" 5
COLUMNS=50 "$CHANCERY" show -d r.db "$id" >narrow
is "COLUMNS=50 is kept" "$(awk 'length($0) > 50' narrow)" ""

# stats
run "$CHANCERY" stats -d r.db
status "stats: exit status 0" 0
is "stats: nothing on standard error" "$(cat err)" ""
has "stats: reports" out "reports"
yes "stats: four of them" grep -qE '^ +4 ' out
run "$CHANCERY" stats -d r.db --format csv
is "stats: csv header" "$(head -n 1 out | tr -d '\r')" "group,name,count"
n=$(lines out)
run "$CHANCERY" stats -d r.db --format jsonl
is "stats: jsonl has as many" "$(lines out)" "$((n - 1))"
is "stats: jsonl lines" "$(grep -c -v '^{"group":".*,"count":[0-9]*}$' out)" 0
run "$CHANCERY" stats -d missing.db
status "stats: no such store: exit status 5" 5
finish
