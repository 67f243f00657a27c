#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery events: what add and export tell of events, without a store, in any
# order and in parts.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"

if ! command -v python3 >/dev/null 2>&1; then
    skip "events without a store" "no python3 here"
    finish
fi
python3 "$SOURCE/tools/grow/grow.py" 150 grown.jsonl "$SOURCE/data/samples"
run "$CHANCERY" code --mergeable -o claims.jsonl grown.jsonl
status "code --mergeable: exit status 0" 0
"$CHANCERY" code -f jsonl grown.jsonl >plain.jsonl
sed 's/,"merge":"[^"]*"}$/}/' claims.jsonl >cut.jsonl
same "code --mergeable: the lines of code, and a member more" plain.jsonl \
    cut.jsonl

run "$CHANCERY" events claims.jsonl
status "exit status 0" 0
cp out all.jsonl
"$CHANCERY" add -d s.db grown.jsonl >/dev/null
"$CHANCERY" export -d s.db -o store.jsonl
cat >compare.py <<'END'
import json, sys
def read(path):
    return {e["event"]: e for e in map(json.loads, open(path))}
mine, store = read(sys.argv[1]), read(sys.argv[2])
assert mine.keys() == store.keys(), mine.keys() ^ store.keys()
for key, e in store.items():
    del e["disagree"], e["review"]
    e["claims"].sort()
    assert mine[key] == e, (mine[key], e)
END
yes "each event is the store's, in every field" \
    python3 compare.py all.jsonl store.jsonl
yes "some have many reports and origins" \
    grep -qE '"reports":[2-9].*"origin_count":[2-9]' all.jsonl

sort -r claims.jsonl | "$CHANCERY" events - >turned.jsonl
same "another order: the same bytes" all.jsonl turned.jsonl
split -n l/3 claims.jsonl piece.
run "$CHANCERY" events -o pieces.jsonl piece.ac piece.aa piece.ab piece.aa
status "in pieces, one of them twice: exit status 0" 0
same "in pieces, one of them twice: the same bytes" all.jsonl pieces.jsonl
for days in 512 30 5; do
    "$CHANCERY" events --keys --days $days claims.jsonl | sort >keyed.tsv
    "$CHANCERY" events --keyed --days $days keyed.tsv | sort >parts.jsonl
    sort all.jsonl >sorted.jsonl
    same "each key by itself, $days days: the same lines" sorted.jsonl \
        parts.jsonl
done
# the keys of one part alone: three parts by the key's checksum
awk -F'\t' '{ n = length($1); print > ("part." n % 3) }' keyed.tsv
for p in part.0 part.1 part.2; do
    "$CHANCERY" events --keyed --days 5 "$p"
done | sort >parts.jsonl
same "keys in three parts: the same lines" sorted.jsonl parts.jsonl
"$CHANCERY" events --window 3 --strictness strict claims.jsonl >strict.jsonl
yes "--window and --strictness change the events" \
    test "$(lines strict.jsonl)" -gt "$(lines all.jsonl)"

run "$CHANCERY" events plain.jsonl
status "claims without the member: exit status 3" 3
has "claims without the member: what to do" err \
    'plain.jsonl:1: claim "c'
has "claims without the member: the option is named" err "code --mergeable"
run "$CHANCERY" events grown.jsonl
status "reports for claims: exit status 3" 3
has "reports for claims: told" err "is no claim"
run "$CHANCERY" events --keyed claims.jsonl
status "no keys: exit status 3" 3
has "no keys: told" err "no key and tab"
sort -r keyed.tsv >back.tsv
run "$CHANCERY" events --keyed --days 5 back.tsv
status "not sorted: exit status 3" 3
has "not sorted: told" err "LC_ALL=C sort"
run "$CHANCERY" events --keys --keyed claims.jsonl
status "--keys and --keyed: exit status 2" 2
run "$CHANCERY" code --mergeable --format csv grown.jsonl
status "--mergeable and another format: exit status 2" 2
run "$CHANCERY" events missing.jsonl
status "no such file: exit status 3" 3
: >empty.jsonl
run "$CHANCERY" events empty.jsonl
status "no claims: exit status 0" 0
is "no claims: no events" "$(cat out)" ""
finish
