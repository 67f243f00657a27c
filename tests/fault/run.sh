#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the n-th call of malloc, read, write, fsync or open fail, for many n,
# while the tool codes, parses and stores the sample reports, and asserts each
# time:
# no crash, a documented exit status, a message where it failed, the same
# bytes where it did not; the store opens, is whole, holds whole batches, and
# the same command given again completes it.
#
#   run.sh TOOL INJECT_LIBRARY        CHN_FAULT_RUNS=N: runs for a group
#                                     (default: see `group` below)
set -u
LC_ALL=C
CHANCERY_GUARD=off # the count is written at exit
export LC_ALL CHANCERY_GUARD
tool=${1:?usage: run.sh TOOL INJECT_LIBRARY}
inject=${2:?usage: run.sh TOOL INJECT_LIBRARY}
here=$(cd "$(dirname "$0")" && pwd)
samples=$here/../../data/samples
model=$here/../../fuzz/corpus/model/tiny # small, and opened as a file
batch=4
tests=0
bad=0

if ! command -v sqlite3 >/dev/null 2>&1 &&
    ! python3 -c 'import sqlite3' >/dev/null 2>&1; then
    echo "1..0 # skipped: neither sqlite3 nor python3 to look into stores"
    exit 77
fi
command -v timeout >/dev/null 2>&1 && limit='timeout 60' || limit=

dir=$(mktemp -d "${TMPDIR:-/tmp}/chn-fault-XXXXXX") || exit 2
good='whole|ok
foreign|0
lone|0'
trap 'rm -rf -- "$dir"' EXIT
trap 'exit 130' INT TERM
cd "$dir" || exit 2

query() { # query STORE SQL: rows, cells joined by |
    if command -v sqlite3 >/dev/null 2>&1; then
        sqlite3 -batch -noheader "$1" "$2"
    else
        python3 - "$1" "$2" <<'EOF'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for sql in sys.argv[2].split(";"):
    try:
        for row in db.execute(sql):
            print("|".join("" if c is None else str(c) for c in row))
    except sqlite3.Error as e:
        print(e)
EOF
    fi
}

events() {
    query "$1" "SELECT id FROM event ORDER BY id"
}

# one COMMAND KIND N STICKY: runs it; sets rc. Leaves out, err, store.
one() {
    case $1 in
    code) set -- "$@" code --format jsonl --threads 1 in ;;
    parse) set -- "$@" parse --model "$model" --threads 1 in ;;
    parse-o) set -- "$@" parse --model "$model" --lazy --threads 2 -o o in ;;
    explain) set -- "$@" explain --model "$model" "$sentence" ;;
    why) set -- "$@" why "$claim" -d kept.db ;; # no acts in random trees
    lint) set -- "$@" actors lint ;;
    suggest) set -- "$@" actors suggest --threads 1 --output o in ;;
    import) set -- "$@" actors import --from tabari --output o d.actors ;;
    add) set -- "$@" add -d s.db --batch "$batch" --threads 1 in ;;
    esac
    CHN_FAULT_KIND=$2 CHN_FAULT_AT=$3 CHN_FAULT_STICKY=$4
    export CHN_FAULT_KIND CHN_FAULT_AT CHN_FAULT_STICKY
    shift 4
    $limit env LD_PRELOAD="$inject" "$tool" "$@" >out 2>err </dev/null
    rc=$?
}

complain() {
    failed=$((failed + 1))
    [ "$failed" -gt 5 ] && return
    echo "# $where: exit status $rc: $1"
    head -n 3 err | sed 's/^/#   /'
}

# Everything about a store at once, for speed: lines "check|..." and reports.
look="SELECT 'whole', * FROM pragma_integrity_check;
    SELECT 'foreign', count(*) FROM pragma_foreign_key_check;
    SELECT 'lone', count(*) FROM claim WHERE seq NOT IN
        (SELECT claim FROM event_claim);
    SELECT 'report', r.id, (SELECT count(*) FROM claim c
        WHERE c.report = r.seq) FROM report r ORDER BY r.id"

check_store() {
    [ -e s.db ] || { [ "$rc" -gt 1 ] || complain "there is no store"; return; }
    query s.db "$look" >seen 2>&1
    if grep -q 'no such table' seen && grep -qx 'whole|ok' seen; then
        # begun, and given up before there were tables
        [ "$rc" -gt 1 ] || complain "the store has no tables"
        return
    fi
    if [ "$(sed -n 1,3p seen)" != "$good" ]; then
        complain "the store is not whole: $(head -n 1 seen)"
        return
    fi
    sed 1,3d seen >have
    held=$(wc -l <have)
    # a report that was lost and named makes the last batch a short one
    [ "$rc" -eq 1 ] || grep -q ': report "' err || [ $((held % batch)) -eq 0 ] ||
        [ "$held" -eq "$total" ] ||
        complain "$held reports are no whole batches of $batch"
    # what is there has all its claims
    [ -z "$(comm -23 have want.reports)" ] ||
        complain "a report is there with other claims than it has"
    [ "$rc" -ne 0 ] || [ "$held" -eq "$total" ] ||
        complain "says it is done, and holds $held of $total reports"
}

# The same command without a fault completes what was begun.
check_again() {
    "$tool" add -d s.db --batch "$batch" --threads 1 in >out 2>err </dev/null
    rc=$?
    [ "$rc" -eq 0 ] || { complain "again, without a fault"; return; }
    query s.db "$look" | sed 1,3d | cmp -s - want.reports ||
        complain "again: other reports"
    events s.db | cmp -s - want.events || complain "again: other events"
}

check_one() { # check_one COMMAND KIND
    case $rc in
    0) ;;
    1 | 2 | 3 | 4 | 5 | 70)
        [ -s err ] || complain "says nothing on standard error"
        ;;
    124) complain "does not come to an end" ;;
    *) complain "not a documented exit status" ;;
    esac
    # no memory is nobody's bug
    if [ "$rc" -eq 70 ] && [ "$2" = memory ] && ! grep -q memory err; then
        complain "does not say that memory is out"
    fi
    if [ "$1" = code ] || [ "$1" = parse ] || [ "$1" = explain ] ||
        [ "$1" = why ]; then
        [ "$rc" -ne 0 ] || cmp -s out "want.$1" ||
            complain "says it is done, and prints other bytes"
    elif [ "$1" = lint ] || [ "$1" = suggest ] || [ "$1" = import ]; then
        [ "$rc" -ne 0 ] || cmp -s out "want.$1" ||
            complain "says it is done, and prints other bytes"
        # a table that is there is whole: the bytes it has without a fault,
        # unless a report was lost and named
        for f in o/actors/*.tsv; do
            [ ! -e "$f" ] || [ "$rc" -eq 1 ] || cmp -s "$f" "want.$1.d/$(basename "$f")" ||
                complain "$f is not whole"
        done
        rm -rf o
    elif [ "$1" = parse-o ]; then
        [ "$rc" -ne 0 ] || cmp -s o want.parse-o ||
            complain "says it is done, and the file has other bytes"
        [ "$rc" -le 1 ] || [ ! -e o ] ||
            complain "failed, and the file is there"
        rm -f o
    else
        check_store
        runs_add=$((runs_add + 1))
        [ $((runs_add % 4)) -ne 0 ] || check_again
    fi
}

# group COMMAND KIND STICKY RUNS: about RUNS values of n, spread over all
group() {
    rm -rf s.db s.db-* o
    calls=
    CHN_FAULT_COUNT=$dir/count
    export CHN_FAULT_COUNT
    rm -f count
    one "$1" "$2" 0 0
    unset CHN_FAULT_COUNT
    [ -s count ] && calls=$(cat count)
    tests=$((tests + 1))
    name="$1: $2 fails$([ "$3" = 1 ] && echo ' from then on')"
    if [ "$rc" -ne 0 ] || [ -z "$calls" ]; then
        bad=$((bad + 1))
        echo "not ok $tests - $name"
        echo "# the library could not be preloaded: exit status $rc"
        sed 's/^/#   /' err | head -n 3
        return
    fi
    stride=$((calls / ${CHN_FAULT_RUNS:-$4} + 1))
    failed=0
    runs=0
    runs_add=0
    n=1
    while [ "$n" -le "$calls" ]; do
        where="$1, call $n of $2"
        rm -rf s.db s.db-* o
        one "$1" "$2" "$n" "$3"
        check_one "$1" "$2"
        runs=$((runs + 1))
        n=$((n + stride))
    done
    if [ "$failed" -eq 0 ]; then
        echo "ok $tests - $name: $runs of $calls calls"
    else
        bad=$((bad + 1))
        echo "not ok $tests - $name: $failed complaints"
    fi
}

# ---- the reports, and what they give without a fault -------------------------
mkdir in
for f in "$samples"/*.txt; do
    [ "$tests" -ge 9 ] && break
    cp "$f" in/
    tests=$((tests + 1))
done
head -n 1 "$samples"/samples.jsonl >in/z.jsonl
tests=0
CHN_FAULT_KIND=
export CHN_FAULT_KIND
sentence='Rain fell. Norway and Chile signed a pact in Oslo on Monday, TASS said.'
"$tool" add -d kept.db in >out 2>err
claim=$(query kept.db "SELECT id FROM claim ORDER BY seq LIMIT 1")
for c in code parse parse-o explain why; do
    one "$c" '' 0 0
    [ "$rc" -eq 0 ] || {
        echo "Bail out! the tool fails without a fault"
        cat err
        exit 2
    }
    mv out "want.$c"
done
mv o want.parse-o
printf 'ZANDOR_XAMPEL_ [NORGOV 930120-010119] [NORELI]\n+ZANDOR_P_XAMPEL_\nOSLO_FISHING_UNION_ [NORLAB]\nWEIRD_ONE_ [QQQ]\n' >d.actors
for c in lint suggest import; do
    one "$c" '' 0 0
    [ "$rc" -eq 0 ] || {
        echo "Bail out! the tool fails without a fault"
        cat err
        exit 2
    }
    mv out "want.$c"
    [ ! -d o ] || mv o/actors "want.$c.d"
    rm -rf o
done
"$tool" add -d want.db --batch "$batch" --threads 1 in >out 2>err || {
    echo "Bail out! the tool fails without a fault"
    cat err
    exit 2
}
query want.db "$look" | sed 1,3d >want.reports
events want.db >want.events
total=$(wc -l <want.reports)
[ "$total" -eq 10 ] || {
    echo "Bail out! the store holds $total of 10 reports"
    exit 2
}

group code memory 0 100
group code memory 1 25
group code read 0 25
group code open 0 15
group code write 0 5
group parse memory 0 100
group parse memory 1 25
group parse read 0 15
group explain memory 0 60
group explain write 0 5
group why memory 0 60
group why read 0 15
group why write 0 5
group parse open 0 15
group parse open 1 10
group parse write 0 5
group parse-o memory 0 40
group parse-o open 0 10
group parse-o write 0 5
group parse-o sync 0 5
group lint memory 0 40
group suggest memory 0 40
group suggest open 0 15
group suggest write 0 10
group import memory 0 40
group import memory 1 10
group import write 0 10
group import sync 0 5
group add memory 0 100
group add memory 1 25
group add read 0 25
group add write 0 30
group add write 1 20
group add sync 0 10
group add sync 1 5
group add open 0 15
group add open 1 10
echo "1..$tests"
[ "$bad" -eq 0 ]
