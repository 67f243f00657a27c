#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Each promise of docs/reliability.md names the tests that prove it, and they
# are there: rows of its tables end with `file`, or `file`: "name", where the
# file has a test of that name.
set -eu
cd "$(dirname "$0")/../.."
doc=docs/reliability.md
bad=0
say() {
    echo "$doc: $1"
    bad=1
}
rows=$(mktemp "${TMPDIR:-/tmp}/chancery-promises.XXXXXX")
trap 'rm -f "$rows"' EXIT
# the last cell of each row of a table, without heads and rules
sed -n 's/^|.*| *\([^|]*\) *|$/\1/p' "$doc" |
    grep -vE '^(test|-+|proved by) *$' >"$rows"
[ "$(wc -l <"$rows")" -ge 30 ] || say "only $(wc -l <"$rows") rows were understood"
while IFS= read -r cell; do
    # shellcheck disable=SC2016 # the backquotes of Markdown
    files=$(printf '%s\n' "$cell" | grep -o '`[^`]*`' | tr -d '`')
    [ -n "$files" ] || say "no test in: $cell"
    for f in $files; do
        [ -e "$f" ] || say "$f: there is no such test"
    done
    # `file`: "name": the name stands in the file before it
    # shellcheck disable=SC2016
    printf '%s\n' "$cell" | grep -oE '`[^`]*`: "[^"]*"' |
        while IFS= read -r pair; do
            f=$(printf '%s\n' "$pair" | cut -d'`' -f2)
            name=$(printf '%s\n' "$pair" | sed 's/^[^"]*"//; s/"$//')
            grep -qF -e "$name" "$f" 2>/dev/null ||
                echo "$doc: $f has no \"$name\""
        done >"$rows.names"
    if [ -s "$rows.names" ]; then
        cat "$rows.names"
        bad=1
    fi
    rm -f "$rows.names"
done <"$rows"
exit "$bad"
