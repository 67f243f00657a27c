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

# whom a report credits as a whole is no link of a claim, and counts
mkdir tag
printf 'date 2024-02-06 Russian President Vladimir Putin met Kim Jong Un in Moscow on Monday.\n\n(With inputs from Reuters)\n' >tag/a.txt
printf 'date 2024-02-06 MOSCOW, Feb 6 (Reuters) - Vladimir Putin and Kim Jong Un held talks in Moscow on Monday.\n' >tag/b.txt
printf 'date 2024-02-06 North Korean leader Kim Jong Un had talks on Monday in the Russian capital with Vladimir Putin. - AFP\n' >tag/c.txt
run "$CHANCERY" add -d tag.db tag
run "$CHANCERY" origins -d tag.db -f csv
has "reports that credit it, and no claim is its word" out "Reuters,agency,press,0,0,0,0,0,2"
has "a sign-off" out "AFP,agency,press,0,0,0,0,0,1"
has "the claims are the reports' own" out ",,,1,0,3,0,3,0"
run "$CHANCERY" origins -d tag.db -f jsonl
has "JSON: reports that credit it" out '"credited":2}'
run "$CHANCERY" timeline -d tag.db -f csv
has "two reports that credit one agency are one origin" out ",3,3,2,"
run "$CHANCERY" export -d tag.db -f ged
has "ged: whom the report of the best claim credits" out "source_chain,source_credits,source_article"
has "ged: its name" out ",,Reuters,b,"
id=$("$CHANCERY" timeline -d tag.db -f jsonl | sed -n 's/.*"claim":"\([^"]*\)".*/\1/p')
run "$CHANCERY" show -d tag.db "$id"
has "show: of the report" out "credits     Reuters (agency, press; dateline)"
has "show: and not of the claim" out "told by     b, in its own voice"
cp out shown
"$CHANCERY" export -d tag.db --format store --no-text -o bare.db
run "$CHANCERY" show -d bare.db "$id"
has "a store without text keeps it" out "credits     Reuters (agency, press; dateline)"
run "$CHANCERY" rebuild -d tag.db -o tag2.db
has "rebuilt: the rows are the same" out "the rows are those of tag.db"
printf 'date 2024-02-06 North Korean leader Kim Jong Un had talks on Monday in the Russian capital with Vladimir Putin. - Reuters\n' >tag/c.txt
"$CHANCERY" add -d other.db tag >/dev/null
run "$CHANCERY" diff tag.db other.db
has "diff: the number of origins" out "number of origins: 2 -> 1"
has "diff: who credits whom" out "whom report c credits: AFP -> Reuters"

run "$CHANCERY" origins
has "a store is needed" err "origins needs a store"
finish
