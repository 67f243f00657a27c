#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A damaged store is found out and never makes the tool crash; what can be read
# of it is saved. Two writers at once, and a store of a newer version.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
command -v python3 >/dev/null 2>&1 || { echo "1..0 # SKIP no python3"; exit 77; }

mkdir in
i=0
while [ "$i" -lt 60 ]; do
    i=$((i + 1))
    printf 'date 2023-07-%02d Norway and Chile signed pact number %d in Oslo on Monday, Reuters said. %s' \
        $((i % 28 + 1)) "$i" "The talks of round $i went on." >"in/r$i.txt"
done
"$CHANCERY" add -d a.db in >/dev/null || echo "# add failed"
claim=$("$CHANCERY" query -d a.db --format jsonl -n 1 |
    sed 's/.*"claim":"\(c[0-9a-f]*\)".*/\1/')
echo 'x no such pact' | "$CHANCERY" review -d a.db --by ada --on 2024-05-01 \
    "$claim" >/dev/null
"$CHANCERY" date -d a.db --set r7=2023-08-01 >/dev/null

run "$CHANCERY" check -d a.db
status "a sound store: exit status 0" 0
is "a sound store: nothing is wrong" "$(cat out)" "nothing is wrong"
run "$CHANCERY" rebuild --salvage -d a.db -o same.db
status "a sound store is saved whole: exit status 0" 0
has "a sound store is saved whole" out "60 reports saved, 0 lost"
run "$CHANCERY" diff a.db same.db
is "with the same events, decisions included" "$(cat out)" "no event differs"

# a letter of a report's text: no page shows that
python3 - <<'PY'
d = bytearray(open("a.db", "rb").read())
at = d.index(b"pact number 31 in Oslo")
d[at:at + 4] = b"fact"
open("letter.db", "wb").write(d)
PY
run "$CHANCERY" check -d letter.db
status "a letter of a text: exit status 5" 5
has "a letter of a text: the report is named" out \
    'report "r31": its text is not the one that was stored'
has "a letter of a text: what to do is told" err "rebuild --salvage"
run "$CHANCERY" rebuild --salvage -d letter.db -o letter2.db
status "a letter of a text: saving tells that some is lost" 1
has "a letter of a text: which" err 'report "r31": its text'
has "a letter of a text: the others are saved" out "59 reports saved, 1 lost"
run "$CHANCERY" check -d letter2.db
status "what was saved is sound" 0

# a page of reports is overwritten
python3 - <<'PY'
d = bytearray(open("a.db", "rb").read())
size = int.from_bytes(d[16:18], "big") or 65536
page = d.index(b"pact number 40 in Oslo") // size
d[page * size:(page + 1) * size] = b"\x5a" * size
open("page.db", "wb").write(d)
PY
run "$CHANCERY" check -d page.db
status "a page: exit status 5" 5
run "$CHANCERY" rebuild -d page.db -o page1.db
status "a page: rebuild refuses" 5
has "a page: what to do is told" err "--salvage"
yes "a page: nothing is left of it" test ! -e page1.db
run "$CHANCERY" rebuild --salvage -d page.db -o page2.db
status "a page: saving tells that some is lost" 1
has "a page: a lost report is named" err 'report "r40" is lost'
saved=$(sed -n 's/^\([0-9]*\) reports saved.*/\1/p' out)
yes "a page: most reports are saved ($saved)" test "$saved" -ge 40
run "$CHANCERY" check -d page2.db
status "a page: what was saved is sound" 0
run "$CHANCERY" review -d page2.db --conflicts
status "a page: reviews are there" 0

# any page at all: no command crashes, and each says what is the matter
python3 - "$CHANCERY" <<'PY' >any.out 2>&1
import os, random, subprocess, sys
tool, rng = sys.argv[1], random.Random(4)
whole = open("a.db", "rb").read()
size = int.from_bytes(whole[16:18], "big") or 65536
pages = len(whole) // size
bad = saved = 0
for i in range(24):
    d = bytearray(whole)
    page = rng.randrange(1, pages) if i else 0
    how = rng.randrange(3)
    at = page * size
    if how == 0:
        d[at:at + size] = bytes(size)
    elif how == 1:
        d[at:at + size] = rng.randbytes(size)
    else:
        for _ in range(20):
            d[at + rng.randrange(size)] = rng.randrange(256)
    if i % 8 == 7:
        d = d[:len(d) * 2 // 3]  # the end is missing
    for old in ("x.db", "y.db"):
        if os.path.exists(old):
            os.remove(old)
    open("x.db", "wb").write(d)
    for args in (["check"], ["timeline"], ["query", "--facets"],
                 ["export", "-f", "ged"], ["stats"],
                 ["rebuild", "--salvage", "-o", "y.db"]):
        p = subprocess.run([tool, args[0], "-d", "x.db"] + args[1:],
                           stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, timeout=60)
        if p.returncode not in (0, 1, 3, 5) or (p.returncode and not p.stderr):
            print("page %d, damage %d, %s: exit status %d: %s" % (
                page, how, " ".join(args), p.returncode, p.stderr.decode()))
            bad += 1
        if args[0] == "rebuild" and p.returncode in (0, 1):
            saved += 1
            p = subprocess.run([tool, "check", "-d", "y.db"],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            if p.returncode:
                print("page %d, damage %d: what was saved is not sound: %s" % (
                    page, how, p.stdout.decode() + p.stderr.decode()))
                bad += 1
print("saved", saved)
# of stores this small a third of the pages are the schema, which nothing saves
sys.exit(1 if bad or saved < 12 else 0)
PY
rc=$?
sed 's/^/# /' any.out
is "any page: no crash, a message, and what is saved is sound" "$rc" 0

printf 'this is not a store, it only has its name' >none.db
run "$CHANCERY" check -d none.db
status "no store at all: exit status 5" 5
run "$CHANCERY" rebuild --salvage -d none.db -o none2.db
status "no store at all: nothing to save" 5
yes "no store at all: no file is made" test ! -e none2.db

# two writers at once: both end, and all reports are there
mkdir one two
for f in in/r?.txt; do mv "$f" one/; done
mv in/r1*.txt two/
"$CHANCERY" add -d w.db -b 1 one >w1 2>&1 &
first=$!
"$CHANCERY" add -d w.db -b 1 two >w2 2>&1
second_rc=$?
wait "$first"
first_rc=$?
# who had to wait for too long says so, and can be run again
for rc in "$first_rc" "$second_rc"; do
    [ "$rc" -eq 0 ] || [ "$rc" -eq 5 ] || echo "# exit status $rc"
done
[ "$first_rc" -eq 0 ] || has "one that gave up says why" w1 "another program"
[ "$second_rc" -eq 0 ] || has "one that gave up says why" w2 "another program"
"$CHANCERY" add -d w.db one two >/dev/null
run "$CHANCERY" check -d w.db
status "two writers: the store is sound" 0
"$CHANCERY" add -d w0.db one two >/dev/null
"$CHANCERY" timeline -d w.db | cut -d' ' -f1-4 | sort >t1
"$CHANCERY" timeline -d w0.db | cut -d' ' -f1-4 | sort >t0
same "two writers: the events of one" t1 t0

python3 - <<'PY'
import sqlite3
c = sqlite3.connect("w.db")
c.execute("PRAGMA user_version = 99")
c.commit()
PY
for c in "timeline -d w.db" "add -d w.db in" "check -d w.db"; do
    # shellcheck disable=SC2086
    run "$CHANCERY" $c
    status "a newer store, ${c%% *}: exit status 5" 5
    has "a newer store, ${c%% *}: it is said" err "a newer chancery made this store"
done
finish
