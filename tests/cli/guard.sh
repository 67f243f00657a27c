#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# code and serve run under the guard (src/guard), with every way of output and
# input, and can be run without. What is refused: tests/unit/test_guard.c.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
reports in
# a report that never comes keeps code running
mkfifo pipe
"$CHANCERY" code - <pipe >waiting.out 2>&1 &
pid=$!
exec 9>pipe
mode_of() { # 2: a filter of system calls
    i=0
    mode=
    while [ "$i" -lt 100 ] && [ "${mode:-0}" != 2 ]; do
        mode=$(sed -n 's/^Seccomp:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null)
        sleep 0.1
        i=$((i + 1))
    done
    echo "${mode:-none}"
}
mode=$(mode_of "$pid")
exec 9>&-
wait "$pid"
if [ "$mode" != 2 ]; then
    # built without, or another system
    echo "1..0 # SKIP no guard here (Seccomp: $mode)"
    exit 77
fi
result 0 "code: the filter is there"

"$CHANCERY" code in >plain 2>err
status=$?
is "code: exit status" "$status" 0
CHANCERY_GUARD=off "$CHANCERY" code in >without
same "code: the same without it" plain without
run "$CHANCERY" code -o o in
status "code -o: exit status 0" 0
same "code -o: the same bytes" o plain
run "$CHANCERY" code -o missing/o in
status "code -o into no folder" 5
"$CHANCERY" code -j 4 - <in/moon.txt >one
yes "code from standard input" test -s one
"$CHANCERY" code in | head -n 1 >/dev/null
is "code into a pipe that closes" "$?" 0
"$CHANCERY" code -f csv -o /dev/null in 2>err
is "code -o to a device" "$?" 0

"$CHANCERY" add -d a.db in >/dev/null
"$CHANCERY" serve -d a.db --port 0 >link.txt 2>serve.err &
pid=$!
i=0
while [ ! -s link.txt ] && [ "$i" -lt 100 ] && kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
    i=$((i + 1))
done
if [ -s link.txt ]; then
    is "serve: the filter is there" "$(mode_of "$pid")" 2
    if command -v python3 >/dev/null 2>&1; then
        python3 - "$(cat link.txt)" >served 2>&1 <<'PY'
import sys, urllib.request
base = sys.argv[1].strip()
for path in ("api/v1/events", "api/v1/facets", "api/v1/export/ged"):
    with urllib.request.urlopen(base + path, timeout=30) as r:
        print(r.status, len(r.read()) > 0)
PY
        is "serve: answers under it" "$(sort -u served)" "200 True"
    fi
    kill "$pid"
    wait "$pid"
    is "serve: ends under it" "$?" 0
else
    skip "serve: the filter is there" "$(cat serve.err)"
    wait "$pid" || true
fi
finish
