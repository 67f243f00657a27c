#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery code: inputs, formats, what fails, and how that is said.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in

run "$CHANCERY" code in
status "a folder: exit status 0" 0
is "a folder: nothing on standard error" "$(cat err)" ""
yes "piped: JSON Lines" grep -q '^{"claim":"c[0-9a-f]' out
is "every line is one claim" "$(grep -c -v '^{"claim":"c[0-9a-f]\{16\}",.*}$' out)" 0
yes "there are claims of three reports or more" \
    test "$(sed 's/.*"report":"\([^"]*\)".*/\1/' out | sort -u | wc -l)" -ge 3
cp out folder
run "$CHANCERY" code in/moon.txt in/putin.txt in/shoigu.txt in/wang.txt
same "files give what their folder gives" out folder
run "$CHANCERY" code in
same "twice gives the same bytes" out folder
run "$CHANCERY" code --format jsonl in
same "--format jsonl is the default of a pipe" out folder
n=$(lines folder)

# Standard input: named, unnamed, as text and as JSON Lines.
run "$CHANCERY" code - <in/moon.txt
status "standard input as -: exit status 0" 0
yes "standard input as -: a claim" test -s out
cp out dash
run "$CHANCERY" code <in/moon.txt
same "standard input without a path" out dash
printf '%s\n' '{"id":"a1","date":"2018-09-20","text":"South Korean President Moon Jae-in met North Korean leader Kim Jong Un in Pyongyang on Wednesday."}' \
    '{"id":"a2","date":"2018-09-21","text":"Russian President Vladimir Putin met Kim Jong Un on Thursday."}' >two.jsonl
run "$CHANCERY" code two.jsonl
status "JSON Lines: exit status 0" 0
has "JSON Lines: the first report" out '"report":"a1"'
has "JSON Lines: the second report" out '"report":"a2"'
cp out want
run "$CHANCERY" code <two.jsonl
same "JSON Lines on standard input are known by their first byte" out want
cp two.jsonl two.data
run "$CHANCERY" code --input jsonl two.data
same "--input jsonl" out want
sed 's/"text"/"body"/; s/"date"/"day"/; s/"id"/"key"/' two.jsonl >mapped.jsonl
run "$CHANCERY" code --map text=body --map date=day -m id=key mapped.jsonl
same "--map" out want

# CSV
run "$CHANCERY" code --format csv in
status "csv: exit status 0" 0
is "csv: one header" "$(grep -c '^claim_id,' out)" 1
is "csv: the header comes first" "$(head -n 1 out | cut -d, -f1)" claim_id
is "csv: a row for each claim" "$(($(lines out) - 1))" "$n"
is "csv: lines end as RFC 4180 says" "$(tr -cd '\r' <out | wc -c | tr -d ' ')" \
    "$(lines out)"

# The table
run "$CHANCERY" code --format table in
status "table: exit status 0" 0
is "table: one header" "$(grep -c '^WHEN' out)" 1
has "table: an actor" out "Kim Jong Un"
is "table: no escape sequences in a pipe" "$(tr -cd '\033' <out | wc -c | tr -d ' ')" 0
run "$CHANCERY" code --format table --color always in
yes "table: colour if asked for" grep -q "$(printf '\033')\\[" out

# -o: the file appears whole, with its usual rights.
umask 022
run "$CHANCERY" code -o claims.jsonl in
status "-o: exit status 0" 0
is "-o: nothing on standard output" "$(cat out)" ""
same "-o: the same bytes" claims.jsonl folder
is "-o: the usual rights" "$(find claims.jsonl -perm 644)" claims.jsonl
is "-o: nothing beside it" "$(echo claims.jsonl*)" claims.jsonl
echo old >keep.jsonl
run "$CHANCERY" code -o keep.jsonl missing.txt
status "-o with nothing read: exit status 3" 3
is "-o with nothing read: the old file stays" "$(cat keep.jsonl)" old
is "-o with nothing read: nothing beside it" "$(echo keep.jsonl*)" keep.jsonl
run "$CHANCERY" code -o /nonexistent/claims.jsonl in
status "-o into no folder: exit status 5" 5
is "-o into no folder: message" "$(cat err)" \
    'chancery: cannot write "/nonexistent/claims.jsonl": No such file or directory; name another file with -o'

# What cannot be read is named, and the rest is not lost.
run "$CHANCERY" code in missing.txt
status "one path is missing: exit status 1" 1
same "one path is missing: the others are coded" out folder
has "one path is missing: it is named" err 'missing.txt'
is "one path is missing: one line about it" "$(lines err)" 1
yes "a message begins with the tool's name" grep -q '^chancery: ' err
run "$CHANCERY" code missing.txt
status "every path is missing: exit status 3" 3
mkdir nothing
run "$CHANCERY" code nothing
status "an empty folder: exit status 3" 3
has "an empty folder: it is said" err "no reports found"
: >empty.txt
run "$CHANCERY" code empty.txt in/moon.txt
status "an empty report: exit status 1" 1
has "an empty report: it is named" err "empty.txt"
yes "an empty report: the other is coded" test -s out
{
    sed -n 1p two.jsonl
    echo '{"id": "broken", "text": '
    sed -n 2p two.jsonl
} >broken.jsonl
run "$CHANCERY" code broken.jsonl
status "a broken line: exit status 1" 1
same "a broken line: the others are coded" out want
has "a broken line: file and line are named" err "broken.jsonl:2"
printf '%s\n' '{"id":"d","date":"2023-02-30","text":"Putin met Kim."}' >date.jsonl
run "$CHANCERY" code date.jsonl
yes "a day that does not exist: not exit status 0" test "$status" -ne 0
has "a day that does not exist: it is quoted" err "2023-02-30"
printf 'date 2020-01-02 Kim Jong Un met \377\376 Vladimir Putin in Moscow.\n' >bytes.txt
run "$CHANCERY" code bytes.txt
yes "invalid bytes: coded all the same" test "$status" -le 1
printf 'The weather was fine.\n' >none.txt
run "$CHANCERY" code none.txt
status "no claims: exit status 0" 0
is "no claims: nothing printed" "$(cat out)" ""
run "$CHANCERY" code -f csv none.txt
is "no claims as csv: the header alone" "$(lines out)" 1

# Knowledge of one's own
mkdir tables
printf 'nonsense\twith no header\n' >tables/actors.tsv
run "$CHANCERY" code --data missing.d in
status "--data: no such folder: exit status 4" 4
has "--data: no such folder: it is named" err "missing.d"
is "--data: no such folder: nothing printed" "$(cat out)" ""
# SIGTERM: the file that was there stays, nothing is left beside it.
echo old >stay.jsonl
mkfifo feed
"$CHANCERY" code -j1 --input jsonl -o stay.jsonl - <feed 2>stay.err &
pid=$!
exec 3>feed
i=0
while [ $i -lt 400 ]; do
    printf '{"id":"k%d","text":"Vladimir Putin met Kim Jong Un. %0300d"}\n' \
        $i $i >&3
    i=$((i + 1))
done
kill -TERM $pid
sleep 1
exec 3>&-
status=0
wait $pid || status=$?
status "-o and SIGTERM: exit status 143" 143
has "-o and SIGTERM: it is said" stay.err "nothing is written"
is "-o and SIGTERM: the old file stays" "$(cat stay.jsonl)" old
is "-o and SIGTERM: nothing beside it" "$(echo stay.jsonl*)" stay.jsonl
# What was seen and not coded
printf '%s\n' "date 2023-07-28 Russia and China signed a pact. Reporters came \
from everywhere. Russia and China signed a pact on Thursday." >twice.txt
run "$CHANCERY" code twice.txt
n=$(lines out)
kept=$(sed -n '1s/^{"claim":"\([^"]*\)".*/\1/p' out)
run "$CHANCERY" code --rejected twice.txt
status "--rejected: exit status 0" 0
has "--rejected: told twice, and by which claim" out \
    "\"reason\":\"told again by claim $kept\""
is "--rejected: every line has the same members" "$(grep -v \
    '^{"report":"twice","sentence":[0-9]*,"span":\[[0-9]*,[0-9]*\],"text":".*","rule":"en/.*","reason":"..*"}$' \
    out)" ""
r=$(lines out)
run "$CHANCERY" code --min-confidence 1 twice.txt
is "--min-confidence 1: nothing is as sure as that" "$(cat out)" ""
status "--min-confidence: nothing left is no failure" 0
run "$CHANCERY" code --rejected --min-confidence 1 twice.txt
is "--min-confidence: what is left out is among the rejected" "$(lines out)" \
    "$((n + r))"
has "--min-confidence: with the reason" out '"reason":"below --min-confidence: 0.'
run "$CHANCERY" code --min-confidence 0 twice.txt
is "--min-confidence 0: all claims" "$(lines out)" "$n"
run "$CHANCERY" code --min-confidence 1.5 twice.txt
status "--min-confidence 1.5: exit status 2" 2
has "--min-confidence 1.5: what is expected" err "from 0 to 1"
run "$CHANCERY" code --rejected --format csv twice.txt
status "--rejected as csv: exit status 2" 2
run "$CHANCERY" add -d sure.db --min-confidence 1 twice.txt
status "add --min-confidence: exit status 0" 0
has "add --min-confidence: no claims" out "; 0 claims"

# Scales
run "$CHANCERY" code --scale plover twice.txt
cp out plover
run "$CHANCERY" code twice.txt
same "--scale plover is the default" out plover
run "$CHANCERY" code --scale goldstein twice.txt
yes "--scale goldstein: by the CAMEO code" \
    grep -q '"cameo":"057","contexts":\[[^]]*\],"quad":1,"goldstein":8,' out
mkdir -p scales/ontology
printf 'key\tscale\tcode\tquad\tscore\tsource\n' >scales/ontology/scales.tsv
printf 'mine:SUPPORT\tmine\tSUPPORT\t2\t-1.5\town\n' >>scales/ontology/scales.tsv
run "$CHANCERY" code --scale mine --data scales twice.txt
has "--scale with a table of one's own" out '"quad":2,"goldstein":-1.5,'
run "$CHANCERY" code --scale mine twice.txt
status "no such scale: exit status 2" 2
has "no such scale: those that there are" err "has plover, goldstein"
printf 'x:SUPPORT\tmine\tSUPPORT\t5\t1\town\n' >>scales/ontology/scales.tsv
run "$CHANCERY" code --scale mine --data scales twice.txt
status "a wrong scale: exit status 4" 4
has "a wrong scale: file and line" err 'scales.tsv:3: quad is "5"'

# Calibration: scores become probabilities by a table.
mkdir -p sure/rules
printf 'score_from\tscore_to\tprobability\tn\tsource\n' >sure/rules/calibration.tsv
for f in 0 1 2 3 4 5 6 7 8 9; do
    for g in 0 1 2 3 4 5 6 7 8 9; do
        printf '0.%s%s\t0.%s%s\t0.42\t7\town\n' $f $g $f $g
    done
done >>sure/rules/calibration.tsv
printf '1.00\t1.00\t0.42\t7\town\n' >>sure/rules/calibration.tsv
run "$CHANCERY" code --data sure twice.txt
has "a table of calibration" out '"confidence":0.42,'
run "$CHANCERY" explain --data sure "Russia and China signed a pact."
has "a table of calibration: explain tells the step" out "of 7 claims that were looked at with a score of"
sed 's/^0.20	0.20	0.42/0.20	0.20	0.11/' sure/rules/calibration.tsv >falls
mv falls sure/rules/calibration.tsv
run "$CHANCERY" code --data sure twice.txt
status "a probability that falls: exit status 4" 4
has "a probability that falls: where" err "falls at score 0.20"

finish
