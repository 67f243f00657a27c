#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery query: facets, words, pages, counts.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in
"$CHANCERY" add -d r.db in >/dev/null || echo "# add failed"
"$CHANCERY" timeline -d r.db --format jsonl >all

run "$CHANCERY" query -d r.db --format jsonl
status "no condition: exit status 0" 0
same "no condition: the timeline" out all

# each WHAT PATTERN OPTION...: the lines of the timeline that fit
each() {
    what=$1
    grep -E -e "$2" all >want
    shift 2
    run "$CHANCERY" query -d r.db --format jsonl "$@"
    status "$what: exit status 0" 0
    same "$what" out want
    yes "$what: there is one" test -s want
}
each "--actor by id" 'Kim Jong Un' --actor kim-jong-un
each "--actor by a word of a name" 'Kim Jong Un' -a "kim jong"
each "--actor in capitals" 'Shoigu' --actor SHOIGU
each "--actor: a country with its people" '_code":"[^"]*RUS' --actor rus
each "--actor: a country by name" '_code":"[^"]*RUS' --actor russia
each "--category" '"category":"CONSULT"' --category consult
each "--status" '"status":"planned"' --status planned
each "--origin" '"origins":"KCNA"' --origin kcna
each "--place" '"place":"Pyongyang"' --place pyongyang
each "--from" '"to":"20(2[3-9]|[3-9])' --from 2023-06
each "two conditions" 'Kim Jong Un.*"status":"planned"|"status":"planned".*Kim Jong Un' \
    --actor kim-jong-un --status planned
"$CHANCERY" timeline -d r.db --format jsonl --between prk rus >pair
run "$CHANCERY" query -d r.db --format jsonl --dyad prk-rus
same "--dyad is timeline's --between" out pair
run "$CHANCERY" query -d r.db --format jsonl --dyad "Russia-North Korea"
same "--dyad by names, in the other order" out pair
run "$CHANCERY" query -d r.db --format jsonl --text "wednesday kcna"
yes "--text: all words" grep -q Shoigu out
is "--text: not those with one of them" "$(grep -c Moon out)" 0
run "$CHANCERY" query -d r.db --format jsonl --text '"quoted kcna"'
yes "--text: in this order" grep -q Shoigu out
run "$CHANCERY" query -d r.db --format jsonl --text '"kcna quoted"'
is "--text: not in another" "$(cat out)" ""
run "$CHANCERY" query -d r.db --format jsonl --text 'pyong*'
yes "--text: a beginning" grep -q Shoigu out
for w in 'a"b' "x AND" '(' '*' 'NEAR(a b)' "'" ; do
    run "$CHANCERY" query -d r.db --text "$w"
    status "--text $w is no syntax" 0
done
run "$CHANCERY" query -d r.db --format jsonl -n 2
head -n 2 all >want
same "--limit" out want
run "$CHANCERY" query -d r.db --format jsonl -n 2 --offset 1
sed -n 2,3p all >want
same "--offset" out want
run "$CHANCERY" query -d r.db --actor nobody
status "nobody: exit status 3" 3
has "nobody: what to do" err "--facets"
run "$CHANCERY" query -d r.db --dyad PRK
status "no pair: exit status 2" 2
has "no pair: an example" err "PRK-RUS"
run "$CHANCERY" query -d r.db --place Atlantis
status "no event: exit status 0" 0
is "no event: it is said" "$(cat err)" "no events match"

run "$CHANCERY" query -d r.db --facets --format csv
is "facets: all events" "$(grep -c '' all)" "$(sed -n 's/^events,all,\([0-9]*\).*/\1/p' out)"
for f in actor dyad category status place origin year; do
    yes "facets: $f" grep -q "^$f," out
done
# what is counted is what is found
sed -n 's/\r$//; s/^\(category\|status\|origin\|place\|dyad\),\(.*\),\([0-9]*\)$/\1|\2|\3/p' out |
    tr -d '"' >values
while IFS='|' read -r facet value n; do
    "$CHANCERY" query -d r.db --format jsonl "--$facet" "$value" >got
    is "facets: $facet $value" "$(lines got)" "$n"
    "$CHANCERY" query -d r.db --facets --format csv "--$facet" "$value" >few
    is "facets of it: $facet $value" "$(sed -n 's/\r$//; s/^events,all,//p' few)" "$n"
done <values
run "$CHANCERY" query -d r.db --facets
yes "facets: a table" grep -q '^category$' out
finish
