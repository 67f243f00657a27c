#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How long chancery serve takes for each query that a page asks, with 8 clients
# at a time, on a store of more than 100,000 events; and what a flood, silent
# connections and slow readers do to it. Needs wrk and python3.
#
#   sh bench/serve.sh [BUILD_DIR [STORE [SECONDS]]]
#
# Without a STORE one is made in a folder of its own (a minute or two).
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "${1:-$top/build}" && pwd)
store=${2:-}
seconds=${3:-5}
for c in wrk python3; do
    command -v "$c" >/dev/null || {
        echo "serve: $c is needed; on Debian: apt-get install $c" >&2
        exit 1
    }
done
work=$(mktemp -d "${TMPDIR:-/tmp}/chancery-bench.XXXXXX")
pid=
trap '[ -n "$pid" ] && kill "$pid"; rm -rf "$work"' EXIT
if [ -z "$store" ]; then
    store=$work/grown.db
    python3 "$top/tools/grow/grow.py" 16000 "$work/grown.jsonl" "$top/data/samples"
    "$build/chancery" add -d "$store" -b 4000 "$work/grown.jsonl" 2>/dev/null >&2
fi
"$build/chancery" serve -d "$store" --port 0 >"$work/link" 2>/dev/null &
pid=$!
while [ ! -s "$work/link" ]; do sleep 0.1; done
link=$(cat "$work/link")
port=${link##*:}
port=${port%/}
python3 "$top/bench/serve.py" paths "$link" "$work/paths"

head=$(git -C "$top" rev-parse --short HEAD 2>/dev/null || echo unknown)
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
printf '$ sh bench/serve.sh      # commit %s, %s, %s cores\n' "$head" "$cpu" \
    "$(getconf _NPROCESSORS_ONLN)"
python3 - "$link" <<'PY'
import json, sys, urllib.request
m = json.load(urllib.request.urlopen(sys.argv[1] + "api/v1/meta"))["store"]
print(f"{m['reports']} reports, {m['claims']} claims, {m['events']} events; milliseconds, 8 clients")
PY
# addresses come round again within the seconds, so answers may be kept
printf '%-22s %8s %8s %8s %9s %7s\n' query p50 p99 max requests/s errors
for f in "$work"/paths/*; do
    wrk -t 2 -c 8 -d "${seconds}s" -s "$top/bench/serve.lua" "$link" -- "$f" |
        sed -n 's/^RESULT //p' | {
        read -r p50 p99 max rate bad
        printf '%-22s %8s %8s %8s %9s %7s\n' \
            "$(basename "$f" | tr '_' ' ' | sed 's/-/, /')" \
            "$p50" "$p99" "$max" "$rate" "$bad"
    }
done
echo
wrk -t 2 -c 512 -d "${seconds}s" -s "$top/bench/serve.lua" "$link" -- \
    "$work/paths/events" | sed -n 's/^RESULT //p' | {
    read -r p50 p99 max rate bad
    echo "flood of 512 clients: $rate requests a second, p99 $p99 ms, $bad errors"
}
printf '%-44s %8s %8s\n' "one client at a time, /meta" median worst
python3 "$top/bench/serve.py" press 127.0.0.1 "$port" 10000
ps -o rss= -p "$pid" | awk '{ printf "memory: %d MB\n", $1 / 1024 }'
