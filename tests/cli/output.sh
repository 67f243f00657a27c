#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Where the output goes: a pipe that closes, a full disk, a terminal, a locale
# that means harm, any number of threads.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in
"$CHANCERY" add -d r.db in >/dev/null || echo "# add failed"
id=$("$CHANCERY" code in/moon.txt | sed -n '1s/^{"claim":"\([^"]*\)".*/\1/p')

# A reader that goes away ends the command quietly. Thousands of lines, so
# that it cannot all fit into the pipe.
i=0
while [ $i -lt 3000 ]; do
    printf '{"id":"m%d","date":"2024-01-02","text":"Vladimir Putin met Kim Jong Un in Moscow on Monday, TASS said."}\n' $i
    i=$((i + 1))
done >many.jsonl
for j in 1 4; do
    { "$CHANCERY" code -j$j many.jsonl 2>pipe.err
        echo $? >pipe.status; } | head -n 1 >pipe.out
    is "| head, $j threads: one line" "$(lines pipe.out)" 1
    is "| head, $j threads: exit status 0" "$(cat pipe.status)" 0
    is "| head, $j threads: nothing said" "$(cat pipe.err)" ""
done
for c in "" --help "help --man" "completion zsh" "timeline -d r.db" \
    "stats -d r.db" "show -d r.db $id"; do
    # shellcheck disable=SC2086
    { "$CHANCERY" $c 2>pipe.err
        echo $? >pipe.status; } | true
    is "| true: chancery $c" "$(cat pipe.status pipe.err)" 0
done

if [ -c /dev/full ]; then
    for c in "" --help --version "help --man" "completion bash" "code in" \
        "code -f csv in" "code -f table -j4 in" "add -d full.db in" \
        "timeline -d r.db" "timeline -d r.db -f csv" "stats -d r.db" \
        "show -d r.db $id" "code -o /dev/full in"; do
        status=0
        # shellcheck disable=SC2086
        "$CHANCERY" $c >/dev/full 2>err || status=$?
        status "full disk: exit status 5: chancery $c" 5
        has "full disk: it is said: chancery $c" err "No space left on device"
        is "full disk: in one line: chancery $c" "$(lines err)" 1
    done
else
    skip "full disk" "no /dev/full here"
fi
status=0
"$CHANCERY" --help >&- 2>err || status=$?
status "standard output is closed: exit status 5" 5
status=0
"$CHANCERY" add -d closed.db in >&- 2>err || status=$?
status "standard output is closed: add says so" 5
run "$CHANCERY" timeline -d closed.db
status "standard output is closed: the store is whole" 0

# Threads
"$CHANCERY" code -j1 in many.jsonl >one
for j in 2 4 16; do
    "$CHANCERY" code -j$j in many.jsonl >several
    same "$j threads give the bytes of one" several one
done
"$CHANCERY" code -j1 -f csv in many.jsonl >one
"$CHANCERY" code -j4 -f csv in many.jsonl >several
same "csv: four threads give the bytes of one" several one
awk 'NR % 7 == 0 {print "{broken"} {print}' many.jsonl >holes.jsonl
"$CHANCERY" code -j1 holes.jsonl missing.txt in >one 2>one.err
"$CHANCERY" code -j4 holes.jsonl missing.txt in >several 2>several.err
same "with errors: the same bytes" several one
same "with errors: the same messages in the same order" several.err one.err

# A locale that means harm: Turkish dotless i, decimal commas, other messages.
"$CHANCERY" code in >one
for l in tr_TR.UTF-8 de_DE.UTF-8 C no_SUCH.locale; do
    LC_ALL=$l LANG=$l LANGUAGE=$l "$CHANCERY" code in >several
    same "LC_ALL=$l: the same bytes" several one
done
run env LC_ALL=tr_TR.UTF-8 "$CHANCERY" timeline -d r.db --category consult
status "LC_ALL=tr_TR.UTF-8: small letters of a category" 0
POSIXLY_CORRECT=1 "$CHANCERY" code in --format jsonl >several
same "POSIXLY_CORRECT changes nothing" several one
TZ=Pacific/Kiritimati "$CHANCERY" code in >several
same "TZ changes nothing" several one

# A terminal
esc=$(printf '\033')
on_terminal() { # runs the command line on a pseudo-terminal, prints all of it
    script -qec "$1" /dev/null </dev/null | tr -d '\r'
}
if command -v script >/dev/null 2>&1 &&
    [ "$(on_terminal 'echo yes')" = yes ]; then
    on_terminal "'$CHANCERY' code in" >screen
    yes "terminal: a table" grep -q 'WHEN' screen
    yes "terminal: in colour" grep -q "$esc\\[" screen
    on_terminal "'$CHANCERY' timeline -d r.db" >screen
    yes "terminal: the timeline in colour" grep -q "$esc\\[" screen
    on_terminal "'$CHANCERY' show -d r.db $id" >screen
    yes "terminal: show in colour" grep -q "$esc\\[" screen
    on_terminal "'$CHANCERY' timeline -d r.db | cat" >screen
    lacks "terminal, but piped: no colour" screen "$esc"
    for v in "NO_COLOR=1" "TERM=dumb"; do
        on_terminal "$v '$CHANCERY' timeline -d r.db" >screen
        lacks "terminal: $v, no colour" screen "$esc"
    done
    on_terminal "'$CHANCERY' timeline -d r.db --color=never" >screen
    lacks "terminal: --color=never" screen "$esc"
    on_terminal "NO_COLOR= '$CHANCERY' timeline -d r.db" >screen
    yes "terminal: an empty NO_COLOR is none" grep -q "$esc\\[" screen
    on_terminal "NO_COLOR=1 '$CHANCERY' timeline -d r.db --color=always" >screen
    yes "terminal: --color=always is stronger" grep -q "$esc\\[" screen
    on_terminal "stty cols 70; '$CHANCERY' timeline -d r.db --color=never" >screen
    is "terminal: its width is kept" "$(awk 'length($0) > 70' screen)" ""
    on_terminal "'$CHANCERY' add -d bar.db many.jsonl" >screen
    yes "terminal: a progress bar with a rate" grep -q '\[#*\.*\] .*%.*reports.*/s' screen
    has "terminal: the summary" screen "3000 reports read, 3000 new"
    on_terminal "'$CHANCERY' add -d bar2.db many.jsonl 2>bar.err" >screen
    is "no terminal on standard error: no bar" "$(cat bar.err)" ""
    on_terminal "'$CHANCERY' code" >screen
    has "terminal: code without a path says what to do" screen "needs a path"
else
    skip "terminal" "no script(1) that runs a command here"
fi
finish
