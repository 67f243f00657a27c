#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Which reports were merged into one event, against a list read by hand
# (merges.tsv): what must meet meets, and at most 2 of 100 merged events are
# wrong. A merge that nobody has read yet is told and counts as neither.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
list=$SOURCE/tests/cli/merges.tsv
gold=$SOURCE/../shared/gold

# event, report, report, category: reports that share an event
pairs() { # pairs STORE
    "$CHANCERY" merge -d "$1" --compare -f jsonl |
        sed -n 's/^{"event":"\([^"]*\)".*"report":"\([^"]*\)","what":"\([^"]*\).*/\1\t\2\t\3/p' |
        awk -F'\t' '{
            n = split($3, w, " ")
            c = ""
            for (i = 1; i <= n && c == ""; i++)
                if (w[i] ~ /^[A-Z][A-Z]+/) { c = w[i]; sub(/\/.*/, "", c) }
            if ($1 != e) { k = 0; e = $1; cat = c }
            for (i = 1; i <= k; i++)
                if (r[i] != $2) print e "\t" r[i] "\t" $2 "\t" cat
            r[++k] = $2
        }'
}

check() { # check WHAT STORE PREFIX
    pairs "$2" | sort -u >met
    awk -F'\t' -v pre="$3" '$1 == "must" && $2 ~ pre' "$list" >must
    while IFS='	' read -r _ a b _ what; do
        if grep -qE "^[^	]*	($a	$b|$b	$a)	" met; then
            result 0 "$1: $a and $b, $what"
        else
            result 1 "$1: $a and $b, $what"
        fi
    done <must
    awk -F'\t' -v list="$list" '
        BEGIN {
            while ((getline row < list) > 0) {
                split(row, c, "\t")
                if (c[1] == "one" || c[1] == "two") {
                    kind[c[2], c[3], c[4]] = c[1]
                    kind[c[3], c[2], c[4]] = c[1]
                }
            }
        }
        {
            k = kind[$2, $3, $4]
            if (k == "two") wrong[$1] = 1
            else if (k == "") print "# not read yet: " $0
            all[$1] = 1
        }
        END {
            for (e in all) n++
            for (e in wrong) w++
            print "figures", n + 0, w + 0
        }' met >judged
    grep '^#' judged || true
    figures=$(sed -n 's/^figures //p' judged)
    echo "# $1: merged events, wrong ones: $figures"
    yes "$1: at most 2 of 100 merged events are wrong" \
        awk -v f="$figures" 'BEGIN {split(f, x, " "); exit x[2] * 50 > x[1]}'
}

"$CHANCERY" add -d samples.db "$SOURCE/data/samples" >/dev/null 2>&1
check "samples" samples.db '^[0-9]'
if [ -d "$gold" ]; then
    "$CHANCERY" add -d wire.db "$gold"/wire-[abc]/*.txt >/dev/null 2>&1
    check "wire" wire.db '^wire'

    run "$CHANCERY" disagree -d wire.db
    has "planted: how many missiles" out "number of missile"
    has "planted: four here" out '4 "four missiles"'
    has "planted: two there" out '2 "Two Kalibr cruise missiles" in wire-b15'
    has "planted: when talks began" out "begin of talks"
    has "planted: on Monday" out "2023-03-06"
    has "planted: on Tuesday" out "2023-03-07"
    has "planted: how many girls" out "82 \"Eighty-two schoolgirls\""
    has "planted: at least so many" out "at least 80"
    has "the denial of the strike is told beside it" out \
        'denied "nothing to do" in wire-b15'
    run "$CHANCERY" follows -d wire.db -f jsonl
    yes "a denial is linked to what it denies" grep -q \
        '"kind":"denial".*Narendra Modi -> Donald Trump' out
    run "$CHANCERY" observances -d wire.db --between ARM TUR
    has "the yearly chain: one day" out "24 April"
    has "the yearly chain: three years" out "told for 3 years of 2014 to 2016"
    is "the yearly chain: one observance" "$(grep -c 'next due' out)" 1
    run "$CHANCERY" observances -d wire.db --between PRK CHN
    has "the other chain: three years" out "told for 3 years of 2021 to 2023"
else
    skip "wire" "the reports are not there"
fi
finish
