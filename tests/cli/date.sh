#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery date: given days stand, others are worked out with their reasons;
# expressions of time; days of a store overruled and taken back.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"

mkdir in
printf 'Envoys parted on Thursday, the 74th anniversary of Korea'"'"'s liberation from Japan.\n' >in/told.txt
printf 'date 2001-02-03 The 74th anniversary of Korea'"'"'s liberation from Japan passed.\n' >in/given.txt
printf 'The sides met.\n' >in/silent.txt

run "$CHANCERY" date in/told.txt
status "told: exit status 0" 0
has "told: the day" out '"date":"2019-08-15"'
has "told: it is inferred" out '"basis":"inferred"'
has "told: the words are quoted" out '"quote":"the 74th anniversary"'
is "told: one line" "$(lines out)" 1

run "$CHANCERY" date --format table in/told.txt
status "table: exit status 0" 0
has "table: the day" out 'told: 2019-08-15'
has "table: reasons are numbered" out '   1. "'

run "$CHANCERY" date in/given.txt
has "given: it stands" out '"date":"2001-02-03"'
has "given: it is said" out '"basis":"given"'

run "$CHANCERY" date in/silent.txt
status "silent: exit status 0" 0
has "silent: no day" out '"date":null,"from":null,"to":null,"basis":"none"'

run "$CHANCERY" date -j 1 in
cp out one
run "$CHANCERY" date -j 4 in
yes "threads change nothing" cmp -s one out
run "$CHANCERY" date -o made in
yes "-o writes the same" cmp -s one made

run "$CHANCERY" date no/such/file
status "no such file: exit status 3" 3
run "$CHANCERY" date --format csv in
status "an unknown format: exit status 2" 2

# ---- expressions ----

printf 'date 2019-08-15 The envoys met on the 12th. They had come the previous day and leave in September.\n' >in/met.txt
run "$CHANCERY" date --expressions in/met.txt
status "expressions: exit status 0" 0
is "expressions: one line" "$(lines out)" 1
has "expressions: the report" out '{"id":"met","date":"2019-08-15","basis":"given","timexes":['
has "expressions: offsets count the header" out '{"start":34,"end":42,"type":"DATE","value":"2019-08-12"'
has "expressions: what it was counted from" out \
    '"value":"2019-08-11","from":"2019-08-11","to":"2019-08-11","anchor":"told","anchor_date":"2019-08-12"'
has "expressions: its words and rule" out '"text":"the previous day","rule":"'
run "$CHANCERY" date -e -f table in/met.txt
has "expressions: the sentence, marked" out 'met on [the 12th]'
has "expressions: the value" out '2019-08-12'
has "expressions: in words" out 'counted from 2019-08-12, told before'
run "$CHANCERY" date -ef table --color always in/met.txt
has "expressions: in colour" out "$(printf '\033[1;36mthe 12th')"
lacks "expressions: no brackets then" out '[the 12th]'
run "$CHANCERY" date -e -f table in/silent.txt
has "expressions: none" out 'no date: the report does not tell enough; no expression of time'
run "$CHANCERY" date -e in/silent.txt
has "expressions: none, for programs" out '"date":null,"basis":"none","timexes":[]}'
printf '%s\n' '{"id":"esc","date":"2019-08-15","text":"They met on \u001b[31mMonday\u001b[0m."}' >esc.jsonl
run "$CHANCERY" date -e -f table esc.jsonl
lacks "expressions: a text steers no terminal" out "$(printf '\033')"
run "$CHANCERY" date -e -j 1 in
cp out one
run "$CHANCERY" date -e -j 4 in
yes "expressions: threads change nothing" cmp -s one out
run "$CHANCERY" date -e no/such/file
status "expressions: no such file: exit status 3" 3

# ---- a store ----

samples=$SOURCE/data/samples
run "$CHANCERY" add -d s.db in/told.txt in/silent.txt "$samples"
has "add: the day that was worked out is named" out \
    'date worked out from the text: told (2019-08-15)'
has "add: how to overrule it" out '--set REPORT=YYYY-MM-DD'
has "add: who has none" out 'no date of publication: silent'
lacks "add: the others are not named" out '003-singapore-summit'
run "$CHANCERY" date -d s.db
status "list: exit status 0" 0
has "list: worked out" out '{"report":"told","date":"2019-08-15"'
has "list: with its reasons" out '"quote":"the 74th anniversary"'
"$CHANCERY" date in/told.txt >one
grep '"told"' out >two
yes "list: as date prints it" cmp -s one two
run "$CHANCERY" date -d s.db -f table
has "list: in words" out 'told: 2019-08-15, worked out from the text'
has "list: none" out 'silent: no date: the report does not tell enough'

report=003-singapore-summit
timeline() { "$CHANCERY" timeline -d s.db --format jsonl; }
timeline >before
day=$("$CHANCERY" date -d s.db | sed -n "s/.*\"report\":\"$report\",\"date\":\"\([0-9-]*\)\".*/\1/p")
run "$CHANCERY" date -d s.db -f table --set "$report=1999-01-05" --set silent=2001-02-03
status "set: exit status 0" 0
has "set: it is said" out "$report: 1999-01-05, set by hand; was $day, given with the report; read again"
has "set: each of them" out 'silent: 2001-02-03, set by hand; was no date'
timeline >during
differ=0
cmp -s before during || differ=1
is "set: the events follow" "$differ" 1
has "set: the acts have that day's year" during '"value":"1999-01'
run "$CHANCERY" date -d s.db -f table
has "set: listed" out "$report: 1999-01-05, set by hand; given with it: $day"
claim=$(sed -n 's/.*"value":"1999-01.*"claim":"\(c[0-9a-f]*\)".*/\1/p' during | head -n 1)
run "$CHANCERY" show -d s.db "$claim"
has "set: show says so" out "of 1999-01-05, set by hand; $day was given with it"
run "$CHANCERY" add -d s.db "$samples" in/silent.txt
has "set: the same reports are known" out ' 0 new, '
timeline >after
yes "set: and stay as they were set" cmp -s during after
run "$CHANCERY" stats -d s.db
has "set: counted" out 'dated by hand'

# the events are those of a report that came with that day
mkdir other
for f in "$samples"/*; do
    case $f in
    *$report*) sed "1s/date $day/date 1999-01-05/" "$f" >other/$report.txt ;;
    *) cp "$f" other ;;
    esac
done
"$CHANCERY" add -d t.db in/told.txt in/silent.txt other >/dev/null
"$CHANCERY" date -d t.db --set silent=2001-02-03 >/dev/null
"$CHANCERY" timeline -d t.db --format jsonl >during
yes "set: as if the report had come with it" cmp -s during after

run "$CHANCERY" date -d s.db --unset "$report" -u silent
status "unset: exit status 0" 0
has "unset: it is said" out "{\"report\":\"$report\",\"date\":\"$day\",\"basis\":\"given\",\"was\":\"1999-01-05\",\"was_basis\":\"set\""
timeline >after
yes "unset: all is as before" cmp -s before after
run "$CHANCERY" date -d s.db --unset told
has "unset: what the text tells is worked out again" out '"date":"2019-08-15","basis":"inferred"'

# ---- what is refused ----

timeline >before
run "$CHANCERY" date -d s.db --set told=2001-01-01 --set nobody=2001-01-01
status "an unknown report: exit status 3" 3
has "an unknown report: named" err 'no report has the id "nobody"'
is "an unknown report: nothing is printed" "$(lines out)" 0
timeline >after
yes "an unknown report: nothing was set" cmp -s before after
for set in told told= =2001-01-01 told=2001-02-29 told=2001-02 told=tomorrow; do
    run "$CHANCERY" date -d s.db --set "$set"
    status "--set $set: exit status 2" 2
    has "--set $set: says what is wrong" err "$set"
done
run "$CHANCERY" date --set told=2001-01-01
status "--set without a store: exit status 2" 2
has "--set without a store: says so" err 'need a store'
run "$CHANCERY" date -d s.db in/told.txt
status "a store and a path: exit status 2" 2
has "a store and a path: says so" err 'reads no paths'
run "$CHANCERY" date -d s.db -e
status "a store and --expressions: exit status 2" 2
run "$CHANCERY" date -d none.db
status "no such store: exit status 5" 5
run "$CHANCERY" date -d none.db --set told=2001-01-01
status "no such store to change: exit status 5" 5
yes "no such store to change: none is made" test ! -e none.db
printf 'no store at all, only words\n' >words.db
run "$CHANCERY" date -d words.db
status "no store at all: exit status 5" 5
CHANCERY_STORE=s.db
export CHANCERY_STORE
run "$CHANCERY" date in/told.txt
has "a store in the environment leaves paths alone" out '"basis":"inferred"'
run "$CHANCERY" date --unset told
status "a store in the environment is enough to change" 0
finish
