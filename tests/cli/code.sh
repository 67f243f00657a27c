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
finish
