#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery add: the summary, known reports, batches, ctrl-c.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in

run "$CHANCERY" add -d r.db in
status "exit status 0" 0
is "nothing on standard error" "$(cat err)" ""
yes "the summary" grep -qE \
    '^4 reports read, 4 new, 0 known, 0 failed; 1 undated; [0-9]+ claims?$' out
is "it comes first" "$(head -n 1 out | cut -c1-14)" "4 reports read"
has "the undated report is named" out "no date of publication: wang"
has "and what to do" out 'put "date YYYY-MM-DD " before the text'
lacks "how claims were found is not in the summary" out "inferred"
yes "the store is there" test -s r.db
"$CHANCERY" timeline -d r.db >once

run "$CHANCERY" add -d r.db in
status "again: exit status 0" 0
has "again: nothing is new" out \
    "4 reports read, 0 new, 4 known, 0 failed; 1 undated; 0 claims"
"$CHANCERY" timeline -d r.db >twice
same "again: the timeline is the same" once twice

"$CHANCERY" add -d p.db in/moon.txt >/dev/null
run "$CHANCERY" add -d p.db in
has "only what is new is added" out "4 reports read, 3 new, 1 known, 0 failed"
"$CHANCERY" timeline -d p.db >parts
same "in parts: the timeline is the same" once parts

"$CHANCERY" add -d b.db --batch 1 -j1 in >/dev/null
"$CHANCERY" timeline -d b.db >batches
same "--batch 1: the timeline is the same" once batches
"$CHANCERY" add -d j.db -j4 in >/dev/null
"$CHANCERY" timeline -d j.db >threads
same "--threads 4: the timeline is the same" once threads
"$CHANCERY" add -d a1.db -j1 in >/dev/null
"$CHANCERY" add -d a2.db -j1 in >/dev/null
same "two stores of the same reports are the same bytes" a1.db a2.db
same "also with four threads" a1.db j.db

# Another text under a known id is that report's own fault.
mkdir other
printf 'date 2024-01-01 Something else was written about Moscow.\n' \
    >other/moon.txt
printf 'date 2024-01-02 Vladimir Putin met Kim Jong Un in Moscow on Monday.\n' \
    >other/new.txt
run "$CHANCERY" add -d r.db other
status "another text under a known id: exit status 1" 1
has "another text under a known id: it is named" err 'report "moon"'
has "another text under a known id: the other is added" out \
    "2 reports read, 1 new, 0 known, 1 failed"

run "$CHANCERY" add -d r.db missing.txt in
status "a missing path: exit status 1" 1
has "a missing path: counted" out "0 new, 4 known, 1 failed"
run "$CHANCERY" add -d n.db missing.txt
status "nothing could be read: exit status 3" 3
run "$CHANCERY" add -d /nonexistent/r.db in
status "no folder for the store: exit status 5" 5
has "no folder for the store: it is named" err "/nonexistent/r.db"
echo "this is not a store" >not.db
cp not.db not.copy
run "$CHANCERY" add -d not.db in
status "not a store: exit status 5" 5
has "not a store: it is named" err "not.db"
same "not a store: left alone" not.db not.copy
run "$CHANCERY" add -d f.db - <in/putin.txt
status "standard input: exit status 0" 0
has "standard input: one report" out "1 report read, 1 new"

# --stamp keeps the time, so two stores differ in it and in nothing else.
run "$CHANCERY" add --stamp -d s.db in
status "--stamp: exit status 0" 0
"$CHANCERY" timeline -d s.db >stamped
same "--stamp: the timeline is the same" once stamped

# SIGTERM and ctrl-c: what was read is kept, and the exit status says so.
make_fifo() {
    rm -f feed
    mkfifo feed
}
stop_with() { # stop_with SIGNAL WANTED-STATUS
    make_fifo
    rm -f k.db
    # A shell's background job ignores SIGINT; env gives it back.
    env --default-signal=INT "$CHANCERY" add -d k.db -j1 --input jsonl - \
        <feed >k.out 2>k.err &
    pid=$!
    exec 3>feed
    i=0
    # Past any buffer of the reader, so that reports are in before the signal.
    while [ $i -lt 400 ]; do
        printf '{"id":"k%d","date":"2024-01-02","text":"Vladimir Putin met Kim Jong Un in Moscow on Monday. %0300d"}\n' \
            $i $i >&3
        i=$((i + 1))
    done
    kill -"$1" $pid
    sleep 1
    exec 3>&-
    status=0
    wait $pid || status=$?
    status "$1: exit status $2" "$2"
    has "$1: it says that it stops" k.err "finishing the open batch"
    has "$1: it says how to go on" k.err "give the same command again to go on"
    has "$1: there is a summary" k.out "reports read"
    read=$(sed -n 's/ reports read.*//p' k.out)
    run "$CHANCERY" stats -d k.db
    status "$1: the store opens" 0
    run "$CHANCERY" stats -d k.db --format csv
    yes "$1: what the summary says was read is in it ($read)" \
        grep -q "^reports,.*,$read" out
}
if env --default-signal=INT true 2>/dev/null; then
    stop_with INT 130
    stop_with TERM 143
else
    skip "INT: exit status 130" "env has no --default-signal here"
fi
finish
