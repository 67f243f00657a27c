#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery series: periods, directions, change points, pictures.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"

# Two quiet years and one with a visit each week: one change of rate.
mkdir in
i=0
for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
    for year in 2018 2019; do
        printf 'date %s-%s-21 Officials in Paris spoke of the weather.\n' \
            "$year" "$month" >"in/q$year$month.txt"
    done
    for day in 04 11 18 25; do
        i=$((i + 1))
        printf 'date 2020-%s-%s Russian President Vladimir Putin met North Korean leader Kim Jong Un in Moscow on 2 %s 2020.\n' \
            "$month" "$day" "$(date -d "2020-$month-01" +%B 2>/dev/null || echo May)" >"in/v$i.txt"
    done
done
printf 'date 2018-03-21 Russian President Vladimir Putin met North Korean leader Kim Jong Un in Moscow on 20 March 2018.\n' >in/first.txt
printf 'date 2018-04-21 Russian President Vladimir Putin visited North Korea in 2017.\n' >in/wide.txt
"$CHANCERY" add -d r.db in >/dev/null || echo "# add failed"

run "$CHANCERY" series -d r.db --dyad PRK-RUS
status "exit status 0" 0
yes "a month" grep -q '^2020-01 ' out
has "a change is marked" out "<- change"
has "changes are told with events" out "gain "
has "a date that is wider" out "in no period: 1 whose date is wider"
cp out table
run "$CHANCERY" series -d r.db --dyad "Russia-North Korea"
sed 's/RUS-PRK/PRK-RUS/' out >other
same "names, and the other order" other table
run "$CHANCERY" series -d r.db --dyad PRK-RUS --by year --format csv
is "years: a row each, and a head" "$(lines out)" 5
yes "years: the year as a whole" grep -q '^PRK-RUS,2017,2017-01-01,2017-12-31,1,' out
run "$CHANCERY" series -d r.db --dyad PRK-RUS --by quarter --format jsonl
yes "quarters" grep -q '"period":"2020-Q3","from":"2020-07-01","to":"2020-09-30"' out
run "$CHANCERY" series -d r.db --dyad PRK-RUS --format jsonl
is "one change" "$(grep -c '"change"' out)" 1
yes "the change is where the visits begin" grep -q '"change":"2020-01"' out
event=$(sed -n 's/.*"events":\["\(e[0-9a-f]*\)".*/\1/p' out)
run "$CHANCERY" show -d r.db "$event"
status "the event behind a change can be shown" 0
run "$CHANCERY" series -d r.db --dyad PRK-RUS --claims --format csv --by year
yes "claims: more than events" grep -q ',2020-12-31,48,' out
run "$CHANCERY" series -d r.db --dyad PRK-RUS --directed --category CONSULT --format csv
status "directed: exit status 0" 0
yes "directed: it says so" grep -q '^PRK>RUS' out
run "$CHANCERY" series -d r.db --dyad PRK-RUS --from 2020-06 --to 2020-07 --format csv
is "--from and --to" "$(lines out)" 3
run "$CHANCERY" series -d r.db --dyad PRK-RUS --plot --ascii
yes "bars" grep -q '^2020-01  ##* 1' out
COLUMNS=60 "$CHANCERY" series -d r.db --dyad PRK-RUS --plot --ascii >narrow
is "bars: COLUMNS is kept" "$(awk 'length($0) > 60' narrow)" ""
run "$CHANCERY" series -d r.db --dyad PRK-RUS --format svg -o x.svg
status "svg: exit status 0" 0
yes "svg: a picture" grep -q '^<svg ' x.svg
yes "svg: it ends" grep -q '^</svg>$' x.svg
"$CHANCERY" series -d r.db --dyad PRK-RUS --format svg >y.svg
same "svg: the same bytes twice" x.svg y.svg
lacks "svg: no script" x.svg "<script"
run "$CHANCERY" series -d r.db --dyad USA-GBR
status "no acts: exit status 0" 0
has "no acts: it is said" out "no events that lie within"
run "$CHANCERY" series -d r.db
status "no dyad: exit status 2" 2
has "no dyad: what to do" err "--dyad PRK-RUS"
finish
