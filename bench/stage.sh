#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs the bench of one stage over files of reports, plain or .gz, which it
# unpacks first: what acts.sh and time.sh have in common.
#   stage.sh STAGE PROGRAM [--quick] FILE...
# PROGRAM is the bench, or empty for build/bench_STAGE.
set -eu
stage=$1
program=${2:-$(dirname "$0")/../build/bench_$stage}
shift 2
quick=
if [ "${1:-}" = --quick ]; then
    quick=--quick
    shift
fi
if [ $# = 0 ]; then
    echo "usage: $stage.sh [--quick] FILE..." >&2
    exit 2
fi
if [ ! -x "$program" ]; then
    echo "bench: $program is not there; build the target bench_$stage" >&2
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
