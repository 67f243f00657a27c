#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery date: given days stand, others are worked out with their reasons.
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
finish
