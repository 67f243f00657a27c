#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Time the coder: reports, no two alike, made of the samples or of FILEs (JSON
# Lines, plain or .gz) by changing names, days and numbers; beside `wc -w` on the
# same file. Then a tenth of the file, for memory, and what each stage takes.
#   run.sh [MEGABYTES [FILE...]]        (default: 100, the samples)
set -eu
cd "$(dirname "$0")/.."
tool=${CHANCERY:-build/chancery}
stages=${STAGES:-build/bench_stages}
mb=${1:-100}
[ $# = 0 ] || shift
for program in "$tool" "$stages"; do
    if [ ! -x "$program" ]; then
        echo "bench: $program is not there; build it first (sh tools/demo," \
            "ninja -C build bench_stages)" >&2
        exit 1
    fi
done
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
python3 tools/grow/grow.py "${mb}MB" "$tmp/in.jsonl" "$@"
bytes=$(wc -c <"$tmp/in.jsonl")
reports=$(wc -l <"$tmp/in.jsonl")
words=$(wc -w <"$tmp/in.jsonl")
head -n $((reports / 10)) "$tmp/in.jsonl" >"$tmp/tenth.jsonl"

if [ -r /proc/cpuinfo ]; then
    sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1
    echo "$(getconf _NPROCESSORS_ONLN) cores," \
        "$(awk '/^MemTotal/ {printf "%.0f", $2 / 1e6}' /proc/meminfo) GB," \
        "$(uname -sr), load $(cut -d ' ' -f 1 /proc/loadavg)"
fi
echo "$reports reports, $bytes bytes, $words words; $("$tool" --version | head -n 1)"
printf '%-20s %9s %9s %7s %10s %10s %10s %8s\n' what seconds processor MB/s \
    "k words/s" reports/s "MB/cpu s" "peak MB"

# row WHAT FILE COMMAND...: FILE's words and bytes over the wall's seconds
row() {
    python3 - "$@" <<'PY'
import os, subprocess, sys, time
what, path, command = sys.argv[1], sys.argv[2], sys.argv[3:]
data = open(path, "rb")
size = words = lines = 0
for line in data:
    size, words, lines = size + len(line), words + len(line.split()), lines + 1
begun = time.monotonic()
p = subprocess.Popen(command + [path], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(p.pid, 0)
wall = time.monotonic() - begun
if status != 0:
    sys.exit("bench: %s failed" % " ".join(command))
cpu = used.ru_utime + used.ru_stime
print("%-20s %9.2f %9.2f %7.2f %10.0f %10.0f %10.2f %8.0f" % (
    what, wall, cpu, size / wall / 1e6, words / wall / 1e3, lines / wall,
    size / cpu / 1e6, used.ru_maxrss / 1e3))
PY
}
head -n 1 "$tmp/in.jsonl" >"$tmp/one.jsonl"
row "wc -w" "$tmp/in.jsonl" wc -w
row "opening, one report" "$tmp/one.jsonl" "$tool" code --format jsonl -j 1
row "code -j 1" "$tmp/in.jsonl" "$tool" code --format jsonl -j 1
row "code -j 2" "$tmp/in.jsonl" "$tool" code --format jsonl -j 2
row "code -j 1, a tenth" "$tmp/tenth.jsonl" "$tool" code --format jsonl -j 1
row "code -j 2, a tenth" "$tmp/tenth.jsonl" "$tool" code --format jsonl -j 2
echo
"$stages" "$tmp/tenth.jsonl"
