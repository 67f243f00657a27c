#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# valgrind's memcheck on what users get: values that nobody set, and memory
# that is lost, which the address sanitizer does not see or sees in a debug
# build alone. The tool on two reports, and unit tests that are quick.
#   memcheck.sh BUILD
set -u
build=${1:?usage: memcheck.sh BUILD}
command -v valgrind >/dev/null 2>&1 || { echo "no valgrind"; exit 77; }
tmp=$(mktemp -d "${TMPDIR:-/tmp}/chancery-memcheck.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
printf 'date 2023-07-28 Kim Jong Un met Sergei Shoigu in Pyongyang on Wednesday, TASS said.' >"$tmp/a.txt"
printf 'Norway and Chile \377 signed a pact "in Oslo on 3 May 2021, Reuters reported.' >"$tmp/b.txt"
CHANCERY_GUARD=off # valgrind makes code
export CHANCERY_GUARD
bad=0
check() {
    if valgrind -q --error-exitcode=99 --leak-check=full \
        --errors-for-leak-kinds=definite,indirect "$@" >"$tmp/out" 2>"$tmp/err" </dev/null &&
        ! grep -q '^==.*\(uninitialised\|Invalid\)' "$tmp/err"; then
        echo "ok: $*"
    else
        echo "memcheck: $*"
        tail -n 25 "$tmp/err"
        bad=1
    fi
}
check "$build/chancery" code --threads 1 "$tmp/a.txt" "$tmp/b.txt"
check "$build/chancery" add -d "$tmp/s.db" --threads 1 "$tmp/a.txt" "$tmp/b.txt"
check "$build/chancery" check -d "$tmp/s.db"
check "$build/chancery" export -d "$tmp/s.db" -f ged
for t in test_json test_day test_tree; do
    check "$build/$t"
done
exit "$bad"
