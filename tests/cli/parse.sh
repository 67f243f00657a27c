#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery parse: CoNLL-U, the drawn tree, what fails. Where no model is built
# in, it is CHN_MODEL's; the default is a small one whose trees mean nothing.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in

# What needs no model: the file that is named is looked at first.
run "$CHANCERY" parse --model no/such/file in
status "no such model: exit status 3" 3
has "no such model: it is named" err 'no/such/file'
is "no such model: nothing printed" "$(cat out)" ""
printf 'no model at all\n' >bad.chn
for c in parse code "add -d x.db"; do
    # shellcheck disable=SC2086
    run "$CHANCERY" $c --model bad.chn in
    status "$c, not a model: exit status 4" 4
    has "$c, not a model: it is named" err 'bad.chn'
    is "$c, not a model: nothing printed" "$(cat out)" ""
    is "$c, not a model: one line is said" "$(lines err)" 1
done
: >empty.chn
run "$CHANCERY" parse --model empty.chn in
status "an empty model: exit status 3" 3

for c in "parse in" "code in" "add -d x.db in" --version; do
    # shellcheck disable=SC2086
    run env CHANCERY_CPU=sse9 "$CHANCERY" $c
    status "$c, unknown instructions: exit status 2" 2
    is "$c, unknown instructions: what is known" "$(cat err)" \
        "chancery: unknown instruction set \"sse9\"; expected portable, avx2, avxvnni, avx512 or amx (in CHANCERY_CPU; in a program: chn_engine_options.cpu)"
    is "$c, unknown instructions: nothing printed" "$(cat out)" ""
done
yes "unknown instructions: no store" test ! -e x.db

built_in=$("$CHANCERY" --version | sed -n 's/^model //p')
if [ "$built_in" = none ]; then
    run "$CHANCERY" parse in
    status "no model built in: exit status 4" 4
    is "no model built in: what to do" "$(cat err)" \
        "chancery: this chancery has no model of syntax built in; name one with --model FILE"
    is "no model built in: nothing printed" "$(cat out)" ""
    run "$CHANCERY" parse -o new.conllu in
    yes "no model built in: no file" test ! -e new.conllu
    run "$CHANCERY" code in
    status "no model built in: code needs none" 0
    : "${CHN_MODEL:=$SOURCE/fuzz/corpus/model/tiny}"
    run "$CHANCERY" --version
    status "--version needs none" 0
fi

parse() {
    if [ "$built_in" = none ]; then
        run "$CHANCERY" parse --model "$CHN_MODEL" "$@"
    else
        run "$CHANCERY" parse "$@"
    fi
}

# ---- CoNLL-U ---------------------------------------------------------------
# The form of the format: comments, ten columns, ids in order, heads in the
# sentence, one root, a blank line behind each sentence.
check_conllu() { # check_conllu WHAT FILE [TAGS]
    awk -F'\t' -v tags="${3:-}" '
        function wrong(why) { print FILENAME ":" FNR ": " why; bad = 1 }
        function end() {
            if (n && !tags && roots != 1) wrong("roots: " roots)
            for (i in head)
                if (head[i] > n) wrong("head " head[i] " of " n)
            if (n && built != text) wrong("text: " built)
            split("", head)
            n = 0; roots = 0; built = ""; gap = ""
        }
        /^# text = / { text = substr($0, 10); next }
        /^#/ { if (n) wrong("a comment inside a sentence"); next }
        /^$/ { if (!n) wrong("an empty sentence"); end(); next }
        {
            n++
            if (NF != 10) wrong(NF " columns")
            if ($1 != n) wrong("id " $1)
            for (i = 1; i <= NF; i++) if ($i == "") wrong("empty column")
            if ($4 !~ /^[A-Z]+$/) wrong("tag " $4)
            if ($5 != "_" || $9 != "_") wrong("columns 5 and 9")
            if (tags) {
                if ($7 $8 != "__") wrong("head and relation")
            } else {
                if ($7 !~ /^[0-9]+$/ || $7 == n) wrong("head " $7)
                head[n] = $7
                if (($7 == 0) != ($8 == "root")) wrong("root")
                roots += $7 == 0
                if ($8 !~ /^[a-z]+(:[a-z]+)?$/) wrong("relation " $8)
            }
            if ($10 !~ /^(SpaceAfter=No\|)?TokenRange=[0-9]+:[0-9]+$/)
                wrong("misc " $10)
            built = built gap $2
            gap = $10 ~ /SpaceAfter=No/ ? "" : " "
        }
        END { if (n) wrong("no blank line at the end"); exit bad }' \
        "$2" >awk.out
    status=$?
    result $status "$1"
    [ $status -eq 0 ] || show_file awk.out
}
# Each TokenRange cuts the word out of an ASCII text of one line.
recut() { # recut WHAT TEXT FILE
    awk -F'\t' -v file="$2" '
        BEGIN { getline text <file }
        NF == 10 {
            split(substr($10, index($10, "TokenRange=") + 11), r, ":")
            if (substr(text, r[1] + 1, r[2] - r[1]) != $2) {
                print $2 " is not at " r[1] ":" r[2]
                bad = 1
            }
            n++
        }
        END { exit bad || n == 0 }' "$3" >awk.out
    status=$?
    result $status "$1"
    [ $status -eq 0 ] || show_file awk.out
}

parse in
status "a folder: exit status 0" 0
is "a folder: nothing on standard error" "$(cat err)" ""
check_conllu "a folder: CoNLL-U" out
is "a folder: reports in order" "$(sed -n 's/^# newdoc id = //p' out | tr '\n' ' ')" \
    "moon putin shoigu wang "
is "a folder: sentences have ids" \
    "$(sed -n 's/^# sent_id = //p' out | tr '\n' ' ')" \
    "moon-1 putin-1 putin-2 shoigu-1 wang-1 "
is "a folder: paragraphs" "$(grep -c '^# newpar$' out)" 4
cp out folder
parse in/moon.txt in/putin.txt in/shoigu.txt in/wang.txt
same "files give what their folder gives" out folder
parse -j 1 in
same "one thread gives the same bytes" out folder
parse -j 4 --format conllu in
same "four threads give the same bytes" out folder
parse in/putin.txt
recut "spans cut the words out of the text" in/putin.txt out
cp out putin
parse - <in/putin.txt
sed 's/<stdin>/putin/; s/stdin/putin/' out >dash
is "standard input as -" "$(grep -v '^#' dash)" "$(grep -v '^#' putin)"
parse <in/putin.txt
is "standard input without a path" "$(grep -v '^#' out)" \
    "$(grep -v '^#' putin)"
printf '%s\n' '{"id":"a1","text":"Envoys met in Oslo.\nThey left."}' \
    '{"key":"a2","text":"Rain fell."}' >two.jsonl
parse two.jsonl
is "JSON Lines" "$(grep -c '^# newdoc id = ' out)" 2
sed 's/"text"/"body"/' two.jsonl >mapped.jsonl
cp out want
parse --map text=body mapped.jsonl
is "--map" "$(grep -v '^#' out)" "$(grep -v '^#' want)"
parse -o new.conllu in
status "-o: exit status 0" 0
same "-o: the same bytes" new.conllu folder

# Spans count characters of the text as given, not bytes.
printf 'date 2024-01-02 Kh\303\240n \303\224n spoke in \342\200\234Chi\310\231in\304\203u\342\200\235.\n' \
    >accents.txt
parse accents.txt
has "spans count characters: before" out '	TokenRange=16:20'
has "spans count characters: behind" out 'TokenRange=34:42'
check_conllu "accents: CoNLL-U" out
printf 'Envoys met \377\376 in Oslo.\n' >bad.txt
parse bad.txt
status "invalid UTF-8: exit status 0" 0
check_conllu "invalid UTF-8: CoNLL-U" out
has "invalid UTF-8: spans go on" out 'TokenRange=17:21'
printf 'Envoys\tmet in\n  Oslo.\r\nThey\vleft.\n\nRain fell.' >breaks.txt
parse breaks.txt
check_conllu "line breaks and tabs: CoNLL-U" out
has "line breaks are spaces in the text" out '# text = Envoys met in Oslo.'

if [ "$built_in" = none ]; then
    run "$CHANCERY" code --model "$CHN_MODEL" in
    status "code --model: exit status 0" 0
    run "$CHANCERY" code --model "$CHN_MODEL" --version
    yes "--version names the model" grep -qE '^model [0-9a-f]{12}$' out
fi

# ---- options -----------------------------------------------------------------
parse --sentence 2 in/putin.txt
status "--sentence: exit status 0" 0
check_conllu "--sentence: CoNLL-U" out
is "--sentence: that one alone" "$(grep '^# sent_id' out)" "# sent_id = putin-2"
is "--sentence: the same words" "$(grep -c -v '^#' out)" \
    "$(sed -n '/^# sent_id = putin-2/,$p' putin | grep -c -v '^#')"
parse -n 2 in/moon.txt
status "no such sentence: exit status 1" 1
has "no such sentence: it is said" err \
    'report "moon": there is no sentence 2; the report has 1'
is "no such sentence: nothing printed" "$(cat out)" ""
parse -n 2 in
status "no such sentence in some reports: exit status 1" 1
is "no such sentence in some reports: the others are printed" \
    "$(grep '^# sent_id' out)" "# sent_id = putin-2"
is "no such sentence in some reports: each is named" "$(lines err)" 3
parse --tags-only in
status "--tags-only: exit status 0" 0
check_conllu "--tags-only: CoNLL-U" out tags
is "--tags-only: the same tags" "$(cut -f 1-6,10 out)" "$(cut -f 1-6,10 folder)"

parse --lazy in
status "--lazy: exit status 0" 0
check_conllu "--lazy: CoNLL-U" out
parse -l in
cp out lazy
parse --lazy --format conllu in
same "-l is --lazy" lazy out
# An act between lines that have neither actor nor verb.
printf '%s\n' 'Snow, moss, dry grass.' '' \
    'Norway signed a treaty with Chile in Lima.' '' 'Moss, dry grass.' >some.txt
parse --lazy some.txt
is "--lazy: the sentence with an act alone" "$(grep '^# sent_id' out)" \
    "# sent_id = some-2"
is "--lazy: the report is named before it" "$(sed -n 1p out)" \
    "# newdoc id = some"
cp out want
parse -n 2 some.txt
same "--lazy: read as without it" out want
parse --lazy -n 1 some.txt
status "--lazy and another sentence: exit status 0" 0
is "--lazy and another sentence: nothing to print" "$(cat out)" ""
parse --lazy --tags-only --format tree some.txt
has "--lazy with the other options" out "some-2 Norway"
printf 'Snow, moss, dry grass.\n' >none.txt
parse --lazy none.txt
status "--lazy, nothing wanted: exit status 0" 0
is "--lazy, nothing wanted: nothing printed" "$(cat out)$(cat err)" ""
# No sentence that code finds a claim in may be passed over.
parse --lazy "$SOURCE/data/samples"
sed -n 's/^# sent_id = //p' out | sort >wanted
run "$CHANCERY" code --format jsonl "$SOURCE/data/samples"
sed -n 's/.*"report":"\([^"]*\)".*"sentence":{"index":\([0-9]*\).*/\1 \2/p' out |
    awk '{ print $1 "-" $2 + 1 }' | sort -u >claimed
yes "samples have claims" test "$(lines claimed)" -gt 5
is "--lazy: no sentence with a claim is passed over" \
    "$(comm -13 wanted claimed)" ""

# ---- instructions ------------------------------------------------------------
for cpu in portable avx2 avxvnni avx512 amx; do
    CHANCERY_CPU=$cpu
    export CHANCERY_CPU
    parse in
    same "CHANCERY_CPU=$cpu: the same trees" out folder
done
CHANCERY_CPU=
parse in
same "CHANCERY_CPU is empty: as without it" out folder
unset CHANCERY_CPU

# ---- the drawn tree ------------------------------------------------------------
parse --format tree in/putin.txt
status "tree: exit status 0" 0
has "tree: the sentence's id and text" out "putin-1 Russian President"
has "tree: a root" out "root"
is "tree: a line for each word" "$(grep -cE '^ *[0-9]+ .* [A-Z]+ ' out)" \
    "$(grep -c '^[0-9]' putin)"
is "tree: ASCII in the C locale" "$(LC_ALL=C tr -d '\000-\177' <out)" ""
is "tree: no colour in a pipe" "$(tr -cd '\033' <out)" ""
cp out ascii
COLUMNS=80
export COLUMNS
parse --format tree in/putin.txt
is "tree: no line is wider than 80" "$(awk 'length($0) > 80' out)" ""
unset COLUMNS
LC_ALL=C.UTF-8
export LC_ALL
parse --format tree in/putin.txt
yes "tree: lines of boxes in a UTF-8 locale" grep -q '─' out
parse --format tree --ascii in/putin.txt
same "tree: --ascii" out ascii
LC_ALL=C
export LC_ALL
parse --format tree --color always in/putin.txt
yes "tree: --color always" grep -q "$(printf '\033')" out
sed "s/$(printf '\033')\\[[0-9]*m//g" out >plain
same "tree: colour changes nothing else" plain ascii
parse --format tree --tags-only in/moon.txt
status "tree of tags: exit status 0" 0
lacks "tree of tags: no relation" out root
printf 'Envoys \033[31mmet\007 in Oslo.\n' >escape.txt
parse --format tree escape.txt
is "tree: a report does not steer the terminal" "$(tr -cd '\033\007' <out)" ""
parse escape.txt
is "conllu: nor in the other format" "$(tr -cd '\033\007' <out)" ""

# ---- limits and what fails -------------------------------------------------------
awk 'BEGIN { for (i = 1; i <= 399; i++) printf i % 2 ? "the " : "men "; print "ends." }' >at.txt
parse at.txt
status "400 words and a stop: exit status 0" 0
check_conllu "400 words and a stop: CoNLL-U" out
is "400 words and a stop: no word is lost" "$(grep -c '^[0-9]' out)" 401
is "no sentence has more than 400 words" \
    "$(awk -F'\t' 'NF == 10 && $1 > 400' out)" ""
recut "400 words and a stop: spans" at.txt out
awk 'BEGIN { for (i = 1; i <= 2000; i++) printf "( "; print "" }' >deep.txt
parse deep.txt
status "2000 brackets: exit status 0" 0
check_conllu "2000 brackets: CoNLL-U" out
parse -f tree deep.txt
status "2000 brackets, drawn: exit status 0" 0
: >empty.txt
run "$CHANCERY" code empty.txt
cp err code.err
code_status=$status
parse empty.txt
is "an empty file: as code" "$status" "$code_status"
same "an empty file: said as by code" err code.err
is "an empty file: nothing printed" "$(cat out)" ""
parse </dev/null
is "empty standard input: nothing printed" "$(cat out)" ""
parse nowhere.txt
status "no such file: exit status 3" 3
has "no such file: it is named" err nowhere.txt
parse nowhere.txt in
status "one of two is not there: exit status 1" 1
same "one of two is not there: the other is printed" out folder
parse -o no/such/folder/x in
status "-o cannot be written: exit status 5" 5
printf '{"id":"a","text":"Rain fell."}\n{"id":\n{"id":"b","text":"Rain fell."}\n' \
    >broken.jsonl
parse broken.jsonl
status "a broken line: exit status 1" 1
is "a broken line: the others are printed" "$(grep -c '^# newdoc' out)" 2
has "a broken line: it is named" err "broken.jsonl:2"
finish
