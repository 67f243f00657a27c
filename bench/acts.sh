#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How fast the act stage alone reads sentences that are parsed, and how many
# rules it tries on them: one table (see bench/acts.c).
#   acts.sh [--quick] FILE...
# A FILE is JSON Lines of objects with "text", plain or .gz; its first 2,000
# reports are read. --quick takes fewer rounds. $BENCH_ACTS names the program
# (build/bench_acts: cmake --build build --target bench_acts).
set -eu
program=${BENCH_ACTS:-$(dirname "$0")/../build/bench_acts}
quick=
if [ "${1:-}" = --quick ]; then
    quick=--quick
    shift
fi
if [ $# = 0 ]; then
    echo "usage: acts.sh [--quick] FILE..." >&2
    exit 2
fi
if [ ! -x "$program" ]; then
    echo "bench: $program is not there; build the target bench_acts" >&2
    exit 1
fi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
n=$#
while [ "$n" -gt 0 ]; do
    file=$1
    shift
    name=$(basename "$file" .gz)
    case $file in
    *.gz) gzip -dc "$file" >"$tmp/whole" ;;
    *) cp "$file" "$tmp/whole" ;;
    esac
    head -n 2000 "$tmp/whole" >"$tmp/$name"
    set -- "$@" "$tmp/$name"
    n=$((n - 1))
done
# shellcheck disable=SC2086 # no word where it is not asked for
"$program" $quick "$@"
