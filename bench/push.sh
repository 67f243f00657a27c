#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How long a push takes: first, again, and after some reports more.
#
#   CHANCERY=build/chancery sh bench/push.sh ADDRESS [REPORTS]
#
# ADDRESS is a database that may be written to; schema "bench_push" in it must
# not be there, and is left for a look.
set -eu
: "${CHANCERY:?push.sh: set CHANCERY to the path of the tool}"
to=${1:?push.sh: give the address of a database}
n=${2:-10000}
grow=$(dirname "$0")/../tools/grow/grow.py
work=$(mktemp -d "${TMPDIR:-/tmp}/chancery-push.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
python3 "$grow" $((n + n / 100)) "$work/all.jsonl"
head -n "$n" "$work/all.jsonl" >"$work/first.jsonl"
"$CHANCERY" add -d "$work/r.db" "$work/first.jsonl" >/dev/null 2>&1
push() { # push WHAT ARGS...
    what=$1
    shift
    b=$(date +%s%N)
    "$CHANCERY" push -d "$work/r.db" --to "$to" --schema bench_push \
        --format jsonl "$@" >"$work/out" 2>/dev/null
    e=$(date +%s%N)
    awk -F'[:,}]' -v what="$what" -v ms=$(((e - b) / 1000000)) '
        { rows += $6; sent += $8 + $10 + $12 }
        END { printf "%-34s %8.2f s %10d rows changed\n", what, ms / 1000, sent }
        ' "$work/out"
}
push "first push of $n reports"
push "again"
"$CHANCERY" add -d "$work/r.db" "$work/all.jsonl" >/dev/null 2>&1
push "$((n / 100)) reports more"
push "every row compared" --full
