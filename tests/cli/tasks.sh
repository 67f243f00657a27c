#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery plan and run-task: tasks in any order, twice, killed and taken up
# again give the events of one run.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"

if ! command -v python3 >/dev/null 2>&1; then
    skip "tasks of a plan" "no python3 here"
    finish
fi
python3 "$SOURCE/tools/grow/grow.py" 300 grown.jsonl "$SOURCE/data/samples"
reports in
"$CHANCERY" code --mergeable grown.jsonl in | "$CHANCERY" events - >one.jsonl

task() { # task I
    run "$CHANCERY" run-task --plan run/plan.json --index "$1"
}
tasks() { # tasks FIRST LAST
    for i in $(seq "$1" "$2"); do
        task "$i"
        [ "$status" -eq 0 ] || return 1
    done
}

run "$CHANCERY" plan --shards 9 --tasks 4 --parts 3 -o run/plan.json \
    grown.jsonl in
status "plan: exit status 0" 0
is "plan: the stages" "$(tr '\n' ' ' <out)" "code=0-3 merge=4-6 finish=7 "
python3 - "$PWD/in" grown.jsonl <<'END' >checked 2>&1
import hashlib, json, os, sys
plan = json.load(open("run/plan.json"))
pieces = [p for s in plan["shards"] for p in s["pieces"]]
grown = os.path.abspath("grown.jsonl")
at = 0
for p in pieces:
    data = open(p["file"], "rb").read()[p["from"]:p["to"]]
    assert hashlib.sha256(data).hexdigest() == p["sha256"]
    if p["file"] == grown:
        assert p["from"] == at and data.endswith(b"\n"), p
        at = p["to"]
assert at == os.path.getsize(grown)
assert len({s["task"] for s in plan["shards"]}) == 4
assert sum(p["file"].startswith(sys.argv[1]) for p in pieces) == 4
END
is "plan: pieces follow each other, end with a line, and have checksums" \
    "$(cat checked)" ""

task 4
status "merge before code: exit status 3" 3
has "merge before code: what to run" err "run task 0 first"
for i in 3 1 0 2; do
    task $i
done
status "code, in another order: exit status 0" 0
has "code: what was done" err "reports, 0 failed"
task 7
status "finish before merge: exit status 3" 3
tasks 4 7
status "merge and finish: exit status 0" 0
same "the events of one run" one.jsonl run/events.jsonl
yes "finish counts the reports" grep -qE '"reports":30[0-9],"failed":0' \
    run/events.done
sum=$(sha256sum run/events.jsonl | cut -d' ' -f1)
has "a mark has the checksum" run/events.done "$sum"
task 8
status "no such task: exit status 2" 2
cp -r run whole

find run -name '*.done' -exec touch -d 2001-01-01 {} +
tasks 0 7
status "all again: exit status 0" 0
has "all again: passed over" err "done before"
is "all again: nothing is written" \
    "$(find run -newermt 2002-01-01 -name '*.done')" ""
rm run/code-00004.done run/merge-00001.jsonl
tasks 0 7
yes "a mark and a file away: made again" cmp whole/merge-00001.jsonl \
    run/merge-00001.jsonl
same "a mark and a file away: the same events" one.jsonl run/events.jsonl

# Two at once: a scheduler that starts a slow task a second time.
rm run/*.done
for i in 0 1 2 3 4 5 6 7; do
    "$CHANCERY" run-task -p run/plan.json -i $i 2>/dev/null &
    one=$!
    "$CHANCERY" run-task -p run/plan.json -i $i 2>/dev/null &
    two=$!
    wait "$one" || echo "first of $i" >>twice
    wait "$two" || echo "second of $i" >>twice
done
is "each task twice at once: exit status 0" "$(cat twice 2>/dev/null)" ""
yes "each task twice at once: the same files" diff -r whole run

# kill -9 in the first and the fourth step of the protocol, at any moment.
killed=0
for stage in 0 4; do
    rm -f run/*.done
    [ $stage -eq 4 ] && tasks 0 3
    for wait in 0.01 0.03 0.06 0.1 0.15 0.2 0.3; do
        "$CHANCERY" run-task -p run/plan.json -i $stage 2>/dev/null &
        job=$!
        sleep $wait
        kill -9 $job 2>/dev/null
        wait $job 2>/dev/null
        [ $? -eq 137 ] && killed=$((killed + 1))
        case $stage in
        0) find run -name 'code-00000.done' -exec rm {} + ;;
        4) find run -name 'merge-00000.done' -exec rm {} + ;;
        esac
    done
    find run -name '*.??????' -exec touch -d 2001-01-01 {} +
    tasks 0 7
    status "killed in task $stage, then taken up: exit status 0" 0
    yes "killed in task $stage: the same files, and nothing left" \
        diff -r whole run
done
yes "some were really killed ($killed)" test $killed -ge 4

printf '{"id":"x","text":"bad' >>run/code-00002.p001.keyed
rm run/merge-*.done run/events.done
task 5
status "a file that grew: its shard is to be coded again" 3
has "a file that grew: told" err "shard 2 is not coded"
tasks 0 3
size=$(wc -c <run/code-00002.p001.keyed)
dd if=/dev/zero of=run/code-00002.p001.keyed bs=1 count=1 conv=notrunc \
    2>/dev/null
is "a byte changed: the size is as before" \
    "$(wc -c <run/code-00002.p001.keyed)" "$size"
task 5
status "a byte changed: exit status 3" 3
has "a byte changed: told" err "code-00002.p001.keyed is damaged"

cp grown.jsonl kept.jsonl
sed 's/Moscow/Mascow/' kept.jsonl >grown.jsonl
rm run/*.done
task 0
status "the input changed: exit status 3" 3
has "the input changed: told" err "are not those that the plan was made of"
yes "the input changed: no mark" test ! -e run/code-00000.done

# What cannot be read is named and counted.
mv kept.jsonl grown.jsonl
{
    head -n 20 grown.jsonl
    echo 'not a report'
    tail -n 20 grown.jsonl
} >bad.jsonl
"$CHANCERY" plan --tasks 2 -o bad/plan.json bad.jsonl >stages
for i in 0 1 2 3 4; do
    run "$CHANCERY" run-task -p bad/plan.json -i $i -j2
    cat err >>bad.err
done
status "a bad report: exit status 0" 0
has "a bad report: named" bad.err "bad.jsonl"
has "a bad report: counted" bad/events.done '"reports":40,"failed":1'
"$CHANCERY" code --mergeable bad.jsonl 2>/dev/null |
    "$CHANCERY" events - >some.jsonl
same "a bad report: the events of one run" some.jsonl bad/events.jsonl

# Options travel with the plan.
sed 's/"text"/"body"/' grown.jsonl >body.jsonl
"$CHANCERY" plan --tasks 2 --parts 1 --map text=body --min-confidence 0.7 \
    --window 2 -o opt/plan.json body.jsonl >stages
for i in 0 1 2 3; do
    run "$CHANCERY" run-task -p opt/plan.json -i $i
done
"$CHANCERY" code --mergeable --map text=body --min-confidence 0.7 body.jsonl |
    "$CHANCERY" events --window 2 - >opt.jsonl
same "options: the events of one run" opt.jsonl opt/events.jsonl

run "$CHANCERY" run-task -p run/plan.json
status "no index: exit status 2" 2
run "$CHANCERY" run-task -p bad.jsonl -i 0
status "no plan: exit status 3" 3
has "no plan: told" err "is no plan"
run "$CHANCERY" plan grown.jsonl
status "plan without a file: exit status 2" 2
run "$CHANCERY" plan -o x/plan.json missing
status "plan of nothing: exit status 3" 3
finish
