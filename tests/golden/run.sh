#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Golden reports: what the tool prints for each case must be want.jsonl to the
# byte. A case is a folder here; its input is in.txt, or the sample report of
# the same name. Also: every sample has a case, two runs and any number of
# threads give the same bytes, and every span re-cuts.
#   run.sh [CHANCERY] [--update]     tools/regold updates
set -u
tool=${1:-${CHANCERY:?usage: run.sh CHANCERY}}
update=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
samples=$(cd "$here/../../data/samples" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
bad=0
n=0

fail() {
    printf 'golden: %s\n' "$*"
    bad=1
}

input_of() {
    if [ -f "$here/$1/in.txt" ]; then
        # the report's id is its file's name
        cp "$here/$1/in.txt" "$tmp/$1.txt"
        echo "$tmp/$1.txt"
    elif [ -f "$samples/$1.txt" ]; then
        echo "$samples/$1.txt"
    elif [ -f "$samples/$1.jsonl" ]; then
        echo "$samples/$1.jsonl"
    else
        return 1
    fi
}

for report in "$samples"/*; do
    name=$(basename "$report")
    name=${name%.*}
    [ "$update" = --update ] && mkdir -p "$here/$name"
    [ -d "$here/$name" ] ||
        fail "data/samples/$name has no case; run tools/regold and review it"
done

for dir in "$here"/*/; do
    name=$(basename "$dir")
    n=$((n + 1))
    if ! in=$(input_of "$name"); then
        fail "$name: no in.txt and no sample of that name"
        continue
    fi
    if ! "$tool" code --format jsonl "$in" >"$tmp/got" 2>"$tmp/err"; then
        fail "$name: the tool failed: $(cat "$tmp/err")"
        continue
    fi
    if [ "$update" = --update ]; then
        cmp -s "$tmp/got" "$dir/want.jsonl" || {
            cp "$tmp/got" "$dir/want.jsonl"
            echo "golden: $name: updated"
        }
    elif ! cmp -s "$tmp/got" "$dir/want.jsonl"; then
        fail "$name: not what was wanted (- want, + got):"
        diff -u "$dir/want.jsonl" "$tmp/got" | tail -n +3 | cut -c 1-400 |
            head -n 12
    fi
done

"$tool" code --format jsonl --threads 1 "$samples" >"$tmp/one" ||
    fail "all samples, one thread: status $?"
for threads in 1 3; do
    "$tool" code --format jsonl --threads $threads "$samples" >"$tmp/other" ||
        fail "all samples, $threads threads: status $?"
    cmp "$tmp/one" "$tmp/other" ||
        fail "all samples, $threads threads: other bytes than the first run"
done
if command -v python3 >/dev/null 2>&1; then
    python3 "$here/../../tools/checks/recut.py" "$tmp/one" "$samples"/* ||
        fail "a span does not re-cut"
fi

[ "$bad" = 0 ] && echo "golden: $n cases"
exit $bad
