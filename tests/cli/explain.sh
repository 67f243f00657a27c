#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery explain and why: what led to a claim, for people and for programs.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in
sentence="Russian President Vladimir Putin met North Korean leader Kim Jong Un in Pyongyang on Wednesday, TASS said."
built_in=$("$CHANCERY" --version | sed -n 's/^model //p')

# ---- explain ----------------------------------------------------------------
run "$CHANCERY" explain "$sentence" --date 2024-06-20 --publisher Tidings
status "explain: exit status 0" 0
is "explain: nothing on standard error" "$(cat err)" ""
has "the report's day" out "sentence, Tidings: 2024-06-20, given with the report"
has "an actor: what it is known as" out "Kim Jong Un, PRK/GOV, person by name"
has "an actor: the office of the day" out "President of Russia on 2024-06-20"
has "a time and its value" out "2024-06-19"
has "what the time was counted from" out "counted from the report's day"
has "a voice: the cue" out '"said":'
has "a claim" out "claim 1: c"
has "a claim: its fields" out "who         Vladimir Putin, RUS/GOV"
has "a claim: the chain" out "told by     sentence <- TASS"
yes "a claim: its rule and the reason" grep -q '^  rule        en/consult\.[a-z.0-9-]*: .' out
yes "a claim: the rule's pattern" grep -q '^  pattern     .' out
has "a claim: the words matched, with their numbers" out 'matched     "met" 5'
yes "a claim: its score" grep -q '^  score       [01]\.[0-9][0-9]; ' out
is "no line is wider than 100" "$(awk 'length($0) > 100' out)" ""
is "plain where there is no terminal" "$(tr -cd '\033' <out | wc -c | tr -d ' ')" 0
if [ "$built_in" != none ]; then
    has "the tree: an act's word is marked" out "1:act"
    yes "the tree: number, word, lemma, tag, head" \
        grep -qE '^ 5 .* met +meet +VERB .* 1:act' out
    yes "the tree: a target's word is marked" grep -qE 'Kim .* 1:target' out
    yes "a locale without UTF-8: drawn in ASCII" test -z "$(LC_ALL=C tr -d '\001-\177' <out)"
    LC_ALL=C.UTF-8 "$CHANCERY" explain "$sentence" >boxes
    has "a locale of UTF-8: drawn with lines" boxes "┌"
    LC_ALL=C.UTF-8 "$CHANCERY" explain --ascii "$sentence" >plain
    lacks "--ascii" plain "┌"
else
    has "no model: it is said" out "no model of syntax"
fi
cp out want
printf '%s\n' "$sentence" >file
run "$CHANCERY" explain --date 2024-06-20 --publisher Tidings <file
same "the sentence from standard input" out want
run "$CHANCERY" explain - --date 2024-06-20 --publisher Tidings <file
same "standard input as -" out want
printf 'date 2024-06-20 %s\n' "$sentence" >report
run "$CHANCERY" explain --publisher Tidings <report
has "a report with its day on standard input" out "sentence, Tidings: 2024-06-20, given with the report"
has "a report with its day: the claims are the same" out "2024-06-19, precision day"
run env COLUMNS=70 "$CHANCERY" explain "$sentence"
is "a narrow terminal: no line is wider" "$(awk 'length($0) > 70' out)" ""
lacks "a narrow terminal: no column of lemmas" out " meet "
run "$CHANCERY" explain --color always "$sentence"
yes "--color always" test "$(tr -cd '\033' <out | wc -c)" -gt 0

run "$CHANCERY" explain "The teapot rusted. $sentence"
has "two sentences: both are told" out "1  The teapot rusted."
has "two sentences: the second" out "2  Russian President"
has "a sentence without anything: no actors" out "no actors"
has "a sentence without anything: no claim, and why" out "no claim: no word that a rule begins with"
run "$CHANCERY" explain "The envoys left."
has "undated" out "sentence: no date"

run "$CHANCERY" explain --format json "$sentence" --date 2024-06-20
status "json: exit status 0" 0
is "json: one line" "$(lines out)" 1
has "json: the report" out '{"report":{"id":"sentence","date":"2024-06-20","basis":"given","publisher":null}'
has "json: the claim as code prints it" out '"claims":[{"claim":{"claim":"c'
has "json: the rule" out '"rule":{"id":"en/consult.'
has "json: what was not coded" out '"not_coded":['
has "json: the voices" out '"voices":[{"name":"TASS"'
if command -v python3 >/dev/null 2>&1; then
    yes "json: it is JSON, and every span re-cuts" python3 - "$sentence" <<'END'
import json, sys
text, x = sys.argv[1], json.load(open("out", encoding="utf-8"))
def walk(v):
    if isinstance(v, dict):
        if v.get("text") is not None and v.get("span"):
            a, b = v["span"]
            assert text[a:b] == v["text"], v
        for w in v.values():
            walk(w)
    elif isinstance(v, list):
        for w in v:
            walk(w)
walk(x)
s = x["sentences"][0]
assert s["claims"][0]["words"] == [5]
assert [t["n"] for t in s["tokens"]] == list(range(1, len(s["tokens"]) + 1))
END
else
    skip "json: it is JSON" "no python3 here"
fi

run "$CHANCERY" explain ""
status "no text: exit status 3" 3
has "no text: what to do" err "give a sentence in quotes"
printf ' \n' >blank
run "$CHANCERY" explain <blank
status "blanks alone: exit status 3" 3
run "$CHANCERY" explain Rome and Oslo met
status "without quotes: exit status 2" 2
has "without quotes: what is wrong" err "one word too many"
run "$CHANCERY" explain --date yesterday "$sentence"
status "no such day: exit status 2" 2
printf 'Rome met Oslo. \033[31mRed\n' >steer
run "$CHANCERY" explain <steer
is "a sentence does not steer the terminal" "$(tr -cd '\033' <out | wc -c | tr -d ' ')" 0

# ---- why --------------------------------------------------------------------
"$CHANCERY" add -d r.db in >/dev/null || echo "# add failed"
"$CHANCERY" code in >claims
id=$(grep '"report":"shoigu"' claims | sed -n '1s/^{"claim":"\([^"]*\)".*/\1/p')
run "$CHANCERY" why "$id" -d r.db
status "why: exit status 0" 0
has "why: the report and its day" out "shoigu: 2023-07-28, given with the report"
has "why: the claim" out "claim $id"
yes "why: its rule and the reason" grep -q '^  rule        en/consult\.[a-z.0-9-]*: .' out
has "why: the words matched" out 'matched     "visited"'
has "why: the date's basis" out "2023-07-26, precision day, basis text"
has "why: the chain" out "shoigu <- Yonhap"
yes "why: the parts of the confidence" grep -q '^  score       [01]\.[0-9][0-9]; ' out
if [ "$built_in" != none ]; then
    yes "why: the words are marked in the tree" grep -qE ' visited .*  act$' out
fi
cp out want
run "$CHANCERY" why "$id" in
same "why: without a store, by its report" out want
run "$CHANCERY" why "$(printf %.8s "$id")" in/shoigu.txt
same "why: the first characters of the id" out want
CHANCERY_STORE=r.db
export CHANCERY_STORE
run "$CHANCERY" why "$id"
same "why: the store of CHANCERY_STORE" out want
run "$CHANCERY" why "$id" in
same "why: a path is taken before CHANCERY_STORE" out want
unset CHANCERY_STORE
event=$("$CHANCERY" timeline -d r.db -f jsonl --from 2023-07 --to 2023-07 |
    sed -n '1s/^{"event":"\([^"]*\)".*/\1/p')
run "$CHANCERY" why "$event" -d r.db
same "why: an event's best claim" out want
run "$CHANCERY" why "$id" -d r.db --format json
has "why: json" out "\"claim\":{\"claim\":\"$id\""
is "why: json is one line" "$(lines out)" 1

run "$CHANCERY" why "$id"
status "why: no store and no path: exit status 2" 2
has "why: no store and no path: what to do" err "name -d FILE or a PATH"
run "$CHANCERY" why "$id" -d r.db in
status "why: both: exit status 2" 2
run "$CHANCERY" why c0000000 in
status "why: no such claim: exit status 3" 3
has "why: no such claim: it is quoted" err '"c0000000"'
run "$CHANCERY" why c0 in
has "why: too short" err "at least 5 characters"
run "$CHANCERY" why c0000000 -d r.db
status "why: no such claim in the store: exit status 3" 3
# Tables by which he is somebody else.
mkdir -p other/actors
printf 'id\tname\taliases\tcountry\tsector\tfamily_first\tsource\nsergei-shoigu\tSomebody Else\tSergei Shoigu\tKAZ\tGOV\tn\town\n' >other/actors/persons.tsv
run "$CHANCERY" why "$id" -d r.db --data other
status "why: other tables, no such claim any more: exit status 3" 3
has "why: other tables: it is said" err "does not find claim $id"

finish
