#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery review and agreement, from a script.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in
"$CHANCERY" add -d r.db in >/dev/null || echo "# add failed"
cp r.db fresh.db
"$CHANCERY" timeline -d r.db >before
"$CHANCERY" query -d r.db --format jsonl | sed 's/.*"claim":"\(c[0-9a-f]*\)".*/\1/' >claims
one=$(sed -n 1p claims)
two=$(sed -n 2p claims)
three=$(sed -n 3p claims)

run "$CHANCERY" review -d r.db "$one"
status "a name is needed" 2
has "a name: what to do" err "--by NAME"
printf 'c date=2018-09-30; place=Kaesong # minutes\n' |
    "$CHANCERY" review -d r.db --by ada --on 2024-05-01 "$one" >out
has "correct: counted" out "1 corrected"
"$CHANCERY" timeline -d r.db >after
has "correct: the date" after "2018-09-30"
has "correct: the place" after "Kaesong"
run "$CHANCERY" query -d r.db --place kaesong --reviewed corrected --format jsonl
is "correct: found by what it is now" "$(lines out)" 1
run "$CHANCERY" export -d r.db --from 2018-09-30 --to 2018-09-30
has "correct: exported" out '"review":{"state":"corrected","by":"ada","when":"2024-05-01","why":"minutes"}'
"$CHANCERY" stats -d r.db >figures
printf 'x\nu\nx wrong\n' | "$CHANCERY" review -d r.db --by ada --on 2024-05-02 "$two" >out
has "reject and undo: counted" out "2 rejected, 0 skipped, 1 undone"
run "$CHANCERY" query -d r.db --reviewed rejected --format jsonl
is "reject: listed by itself" "$(lines out)" 1
n=$("$CHANCERY" query -d r.db --format jsonl | wc -l)
is "reject: not listed else" "$((n))" "$(($(lines claims) - 1))"
printf 'u\nu\nu\n' | "$CHANCERY" review -d r.db --by ada --on 2024-05-03 "$two" >out
has "undo: nothing more" out "nothing to undo"
"$CHANCERY" timeline -d r.db >after
same "undo: all is as before" after before
for a in "c date=someday" "c colour=red" "c category=DANCE" "c status=maybe" "c" "z"; do
    printf '%s\n' "$a" | "$CHANCERY" review -d r.db --by ada "$one" >out
    has "a slip is told: $a" out "0 accepted, 0 corrected"
done
"$CHANCERY" timeline -d r.db >after
same "a slip changes nothing" after before
run "$CHANCERY" review -d r.db --by ada c00000
status "no such claim" 3
printf 'q\n' | "$CHANCERY" review -d r.db --by ada --below 1 >out
has "doubtful ones are asked" out "1 of "
has "their sentence is shown" out "[source "
yes "why they are doubtful" grep -q 'confidence 0\.' out

# sessions that no reviewer would type: the store stays as it was
{
    printf 'c place=\377\376; date=2018-\nc =; ;=;\nc date\n'
    awk 'BEGIN { printf "c place="; for (i = 0; i < 200000; i++) printf "x"; print "" }'
    printf 'c date=2018-09-30/2018-01-01\nc date=2018-02-30\n\n\nu u u\n'
    printf 'c category=CONSULT; category=\n#\nc #\nm\n'
    printf 'c source=Kim'
} >odd.txt
cp r.db odd.db
run "$CHANCERY" review -d odd.db --by ada --on 2024-05-03 "$one" "$two" <odd.txt
yes "an odd session ends by itself" test "$status" -le 3
cp r.db zero.db
dd if=/dev/zero bs=1000 count=5 2>/dev/null |
    "$CHANCERY" review -d zero.db --by ada --on 2024-05-03 "$one" >out 2>&1
"$CHANCERY" timeline -d zero.db >after
same "zeros are no decision" after before
"$CHANCERY" review -d zero.db --by ada --on 2024-05-03 "$one" </dev/null >out
has "nothing typed, nothing decided" out "0 accepted, 0 corrected, 0 rejected"
for w in "" "$(printf 'a%.0s' 1 2 3 4 5 6 7 8 9)" "a'b" "$(printf 'a\nb')"; do
    printf 'a\nu\n' | "$CHANCERY" review -d zero.db --by "$w" --on 2024-05-03 "$one" >out 2>&1
    yes "an odd name of a reviewer: ${#w} bytes" test $? -le 3
done
for w in yesterday 2024-13-01 2024-02-30 ""; do
    run "$CHANCERY" review -d zero.db --by ada --on "$w" "$one" </dev/null
    yes "--on \"$w\" ends by itself" test "$status" -le 3
done
"$CHANCERY" timeline -d zero.db >after
same "all taken back: as before" after before

# two reviewers
printf 'a\nx\na\n' | "$CHANCERY" review -d r.db --by ada --on 2024-05-04 "$one" "$two" "$three" >out
has "three decisions" out "2 accepted, 0 corrected, 1 rejected"
printf 'a\na\nc date=2023-07-01\n' | "$CHANCERY" review -d r.db --by bob --on 2024-05-05 "$one" "$two" "$three" >out
printf 'm a second visit\nq\n' | "$CHANCERY" review -d r.db --by bob --on 2024-05-05 "$one" >out
run "$CHANCERY" review -d r.db --conflicts
status "conflicts: exit status 0" 0
has "conflicts: a verdict" out "$two in report"
has "conflicts: whose" out "ada says rejected, bob says accepted"
run "$CHANCERY" agreement -d r.db --format jsonl
# verdicts: kept/kept, rejected/kept, kept/kept: 2 of 3; chance 2/3: kappa 0
has "agreement: verdict" out '"kind":"pair","a":"ada","b":"bob","field":"verdict","n":3,"agree":0.667,"kappa":0.000,"alpha":0.000'
has "agreement: date, of what neither rejected" out '"field":"date","n":2,"agree":0.500'
# six verdicts, one of them against it; one act missed
has "agreement: the coder" out '"kind":"coder","a":null,"b":null,"field":"verdict","n":6,"agree":0.833,"kappa":null,"alpha":null,"precision":0.833,"recall":0.833'
run "$CHANCERY" agreement -d fresh.db
status "nothing reviewed: exit status 0" 0
has "nothing reviewed: it is said" err "nothing is reviewed"

# decisions outlive a text that tells something else, and say so
printf 'date 2018-09-20 South Korean President Moon Jae-in met North Korean leader Kim Jong Un in Pyongyang on Wednesday, Yonhap said.\n' >only.txt
"$CHANCERY" add -d o.db only.txt >/dev/null
id=$("$CHANCERY" query -d o.db --format jsonl -n 1 | sed 's/.*"claim":"\(c[0-9a-f]*\)".*/\1/')
printf 'c place=Kaesong\n' | "$CHANCERY" review -d o.db --by ada --on 2024-05-01 "$id" >/dev/null
mkdir new
printf 'phrase\tkind\n' >/dev/null
"$CHANCERY" rebuild -d o.db --min-confidence 1 -o gone.db >out
has "gone: it is counted" out "1 whose claim is gone"
run "$CHANCERY" review -d gone.db --conflicts
has "gone: it is shown" out "its claim is not told any more"
"$CHANCERY" rebuild -d gone.db -o back.db >out
"$CHANCERY" query -d back.db --place kaesong --format jsonl >out
is "back: the decision holds again" "$(lines out)" 1
finish
