#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How fast the time stage alone reads reports, and that its cost grows with
# the text and no faster: two tables (see bench/time.c).
#   time.sh [--quick] FILE...
# A FILE is JSON Lines of objects with "text" and "date" (or "dct"), plain or
# .gz. --quick takes fewer rounds. $BENCH_TIME names the program
# (build/bench_time: cmake --build build --target bench_time).
set -eu
program=${BENCH_TIME:-$(dirname "$0")/../build/bench_time}
quick=
if [ "${1:-}" = --quick ]; then
    quick=--quick
    shift
fi
if [ $# = 0 ]; then
    echo "usage: time.sh [--quick] FILE..." >&2
    exit 2
fi
if [ ! -x "$program" ]; then
    echo "bench: $program is not there; build the target bench_time" >&2
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
    *.gz) gzip -dc "$file" >"$tmp/$name" ;;
    *) cp "$file" "$tmp/$name" ;;
    esac
    set -- "$@" "$tmp/$name"
    n=$((n - 1))
done
# shellcheck disable=SC2086 # no word where it is not asked for
"$program" $quick "$@"
