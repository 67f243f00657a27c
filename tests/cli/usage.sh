#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The command line: help, versions, mistakes and what is said about them.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"

run "$CHANCERY"
status "no command: exit status 0" 0
is "no command: six questions" "$(grep -c '?$' out)" 6
is "no command: six answers" "$(grep -c '^    chancery ' out)" 6
is "no command: nothing on standard error" "$(cat err)" ""
# Every answer must be a command line that the tool understands: with a store
# that is not there, each gets past usage (2).
grep '^    chancery ' out | sed 's/^    chancery //' >answers
while read -r line; do
    # The words hold no quotes, so splitting is what a shell would do.
    # shellcheck disable=SC2086
    run "$CHANCERY" $line
    if [ "$status" -ne 2 ]; then
        result 0 "understood: $line"
    else
        result 1 "understood: $line"
        show_file err
    fi
    rm -f record.db
done <answers

run "$CHANCERY" --help
status "--help: exit status 0" 0
has "--help: usage" out "usage: chancery COMMAND"
for c in code add timeline show stats origins parse date explain why actors \
    merge unmerge disagree follows observances messages query series export \
    rebuild diff review agreement completion help; do
    has "--help names $c" out "  $c "
    run "$CHANCERY" "$c" --help
    status "$c --help: exit status 0" 0
    has "$c --help: usage" out "usage: chancery $c"
    is "$c --help: no line is wider than 100" \
        "$(awk 'length($0) > 100' out)" ""
    cp out want
    run "$CHANCERY" help "$c"
    [ "$c" = help ] || same "help $c is the same" out want
    run "$CHANCERY" --help
done
COLUMNS=60 "$CHANCERY" timeline --help >narrow
is "--help is wrapped to COLUMNS" "$(awk 'length($0) > 60' narrow |
    grep -v '^    chancery')" ""

run "$CHANCERY" --version
status "--version: exit status 0" 0
is "--version: the library" "$(sed -n 1p out | cut -d' ' -f1)" chancery
yes "--version: three numbers" grep -qE '^chancery [0-9]+\.[0-9]+\.[0-9]+' out
yes "--version: data" grep -qE '^data [0-9a-zA-Z.-]+' out
yes "--version: rules" grep -qE '^rules [0-9a-zA-Z.-]+' out
yes "--version: model" grep -qE '^model ([0-9a-f]{12}|none)$' out

# mistake EXPECTED-MESSAGE WORD...
mistake() {
    want=$1
    shift
    run "$CHANCERY" "$@"
    status "exit status 2: $*" 2
    is "message: $*" "$(cat err)" "chancery: $want"
    is "nothing on standard output: $*" "$(cat out)" ""
}
mistake 'unknown command "tmieline"; the nearest is "timeline"' tmieline
mistake 'unknown command "cod"; the nearest is "code"' cod x
mistake 'unknown command "frobnicate"; see "chancery --help"' frobnicate
mistake 'unknown command ""; see "chancery --help"' ""
mistake 'unknown option "--formt"; the nearest is "--format"' code --formt csv
mistake 'unknown option "--verzion"; the nearest is "--version"' --verzion
mistake 'unknown option "--zzz"; see "chancery code --help"' code --zzz
mistake 'unknown option "-q"; see "chancery code --help"' code -q x
mistake 'unknown option "-d"; see "chancery --help"' -d x
mistake '"--batch" is not an option of code; see "chancery code --help"' \
    code --batch 3 x
mistake '"--store" belongs behind a command; see "chancery --help"' \
    --store x add
mistake 'unknown format "xml"; expected table, jsonl or csv' \
    code --format xml x
mistake 'unknown format "tabel"; the nearest is "table" of table, jsonl or csv' \
    code --format=tabel x
mistake 'unknown format "csv"; expected table or jsonl' \
    show -d x --format csv c12345
mistake 'unknown format "csv"; expected conllu or tree' parse -f csv x
mistake 'unknown format "conll"; the nearest is "conllu" of conllu or tree' \
    parse --format conll x
mistake '--sentence "0" is out of range; give a whole number from 1 to 1000000' \
    parse --sentence 0 x
mistake '--sentence "two" is out of range; give a whole number from 1 to 1000000' \
    parse -n two x
mistake '--model is empty; give FILE' parse --model '' x
mistake '--tags-only takes no value; leave "=1" out' parse --tags-only=1 x
mistake '--lazy takes no value; leave "=1" out' parse --lazy=1 x
mistake '"--lazy" is not an option of code; see "chancery code --help"' \
    code --lazy x
mistake 'unknown option "--lasy"; the nearest is "--lazy"' parse --lasy x
mistake '"--sentence" is not an option of code; see "chancery code --help"' \
    code --sentence 3 x
mistake 'unknown input "xml"; expected auto, text, jsonl, warc, feed or html' code -i xml x
mistake 'unknown status "maybe"; expected occurred, planned, possible or denied' \
    timeline -d x --status maybe
mistake 'unknown category "CONSULTT"; the nearest is "CONSULT" of AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT, REQUEST, ACCUSE, REJECT, THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE or ASSAULT' \
    timeline -d x --category CONSULTT
mistake 'unknown color "red"; expected auto, always or never' --color red
mistake '--threads "0" is out of range; give a whole number from 1 to 64' \
    code -j0 x
mistake '--threads "65" is out of range; give a whole number from 1 to 64' \
    code --threads=65 x
mistake '--threads "two" is out of range; give a whole number from 1 to 64' \
    code -j two x
mistake '--batch "1000001" is out of range; give a whole number from 1 to 1000000' \
    add -d x --batch 1000001 x
mistake '--from "2023-02-30" is not a day; give YYYY, YYYY-MM or YYYY-MM-DD' \
    timeline -d x --from 2023-02-30
mistake '--to "2023-13" is not a day; give YYYY, YYYY-MM or YYYY-MM-DD' \
    timeline -d x --to 2023-13
mistake '--from "May" is not a day; give YYYY, YYYY-MM or YYYY-MM-DD' \
    timeline -d x --from May
mistake '--from 2024-01-01 is later than --to 2023-12-31; swap them' \
    timeline -d x --from 2024 --to 2023
mistake '--between: no state is called "PRX"; give an ISO 3166-1 alpha-3 code (PRK), a name ("North Korea") or an organisation (IGO/UN)' \
    timeline -d x --between PRK PRX
mistake '--between needs STATE STATE; see "chancery timeline --help"' \
    timeline -d x --between PRK
mistake '--map "body" has no FIELD=NAME; write for example --map text=body' \
    code --map body x
mistake '--map "txt=body": unknown field "txt"; the nearest is "text"' \
    code --map txt=body x
mistake '--output is empty; give FILE' code -o "" x
mistake '--store needs FILE; see "chancery add --help"' add x -d
mistake '--stamp takes no value; leave "=1" out' add --stamp=1 -d x x
mistake 'add needs a store; name it with -d FILE or in CHANCERY_STORE' add x
mistake 'timeline needs a store; name it with -d FILE or in CHANCERY_STORE' timeline
mistake 'stats needs a store; name it with -d FILE or in CHANCERY_STORE' stats
mistake 'show needs a store; name it with -d FILE or in CHANCERY_STORE' show c12345
mistake 'show needs ID; see "chancery show --help"' show -d x
mistake '"y" is one word too many; timeline takes none besides its options' \
    timeline -d x y
mistake '"c2" is one word too many; show takes one ID' show -d x c1 c2
mistake 'completion "csh" is unknown; expected bash, zsh or fish' \
    completion csh
mistake 'help "timline" is unknown; expected read, code, add, timeline, show, stats, origins, parse, date, explain, why, actors, merge, unmerge, disagree, follows, observances, messages, query, series, export, rebuild, diff, compare, check, review, agreement, serve, push, events, plan, run-task or completion' \
    help timline
mistake 'a path is empty; name a file, a folder, or - for standard input' \
    code ""
mkdir articles
mistake '"articles" is a path and not a command; to code it write "chancery code articles"' \
    articles

# Words in any order, joined or apart, as getopt_long reads them.
reports in
run "$CHANCERY" code -f csv in
cp out want
for words in "-fcsv in" "in -f csv" "--format=csv in" "--format csv -- in" \
    "-j2 -fcsv in"; do
    # shellcheck disable=SC2086
    run "$CHANCERY" code $words
    same "code $words" out want
done
printf 'A line of text.\n' >./-odd
run "$CHANCERY" code -- -odd
status "-- ends the options" 0
finish
