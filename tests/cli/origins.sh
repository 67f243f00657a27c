#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery origins, classes of one's own, and on whose word in tables.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
mkdir in mine mine/voice
printf 'date 2024-02-06 Vladimir Putin met Kim Jong Un in Moscow on Monday, Yonhap reported, citing KCNA.\n' >in/a.txt
printf 'date 2024-02-06 Chinese President Xi Jinping met Vladimir Putin in Beijing on Sunday, Reuters said.\n' >in/b.txt
printf 'date 2024-02-06 French President Emmanuel Macron visited Berlin on Sunday.\n' >in/c.txt
run "$CHANCERY" add -d r.db in
status "add: exit status 0" 0

run "$CHANCERY" origins -d r.db -f csv
status "exit status 0" 0
has "an agency that another quotes is the origin" out "KCNA,state media,official,1,1,1,0,1"
has "an agency" out "Reuters,agency,press,1,1,1,0,1"
has "the reports' own word" out ",,,1,1,1,0,1"
lacks "a relay is no origin" out "Yonhap"
run "$CHANCERY" origins -d r.db -f jsonl
has "JSON: no name is null" out '{"origin":null,"kind":null,"reliability":null,"events":1'
run "$CHANCERY" origins -d r.db
has "for people" out "KCNA (state media, official)"
has "for people: own word" out "the report itself"

run "$CHANCERY" timeline -d r.db
has "a table says who says it" out "KCNA says"
run "$CHANCERY" timeline -d r.db -f jsonl
id=$(sed -n 's/.*"claim":"\([^"]*\)".*KCNA.*/\1/p;s/.*KCNA.*"claim":"\([^"]*\)".*/\1/p' out | head -n 1)
run "$CHANCERY" show -d r.db "${id:-none}"
has "show says who says it" out "KCNA says this, and Yonhap quotes it"

printf 'key\tby\tclass\tsource\nkcna\tactor\tparty to it\ttest\nagency\tkind\twire\ttest\n' >mine/voice/reliability.tsv
run "$CHANCERY" add --data mine -d mine.db in
status "a table of one's own: exit status 0" 0
run "$CHANCERY" origins -d mine.db -f csv
has "a class of one's own, by actor" out "KCNA,state media,party to it,"
has "a class of one's own, by kind" out "Reuters,agency,wire,"
printf 'key\tby\tclass\tsource\nkcna\tplanet\tx\ttest\n' >mine/voice/reliability.tsv
run "$CHANCERY" add --data mine -d bad.db in
has "a wrong row is named" err "reliability.tsv:2: "
run "$CHANCERY" origins
has "a store is needed" err "origins needs a store"
finish
