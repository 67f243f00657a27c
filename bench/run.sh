#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Time the coder: the sample reports, repeated to about 50 MB of JSON Lines,
# beside `wc -w` on the same file. Prints one table.
#   run.sh [MEGABYTES]
set -eu
cd "$(dirname "$0")/.."
tool=${CHANCERY:-build/chancery}
mb=${1:-50}
if [ ! -x "$tool" ]; then
    echo "bench: $tool is not there; build it first (sh tools/demo)" >&2
    exit 1
fi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

python3 - "$mb" "$tmp/in.jsonl" <<'PY'
import glob, json, sys
want, out = int(sys.argv[1]) * 1000000, sys.argv[2]
reports = []
for path in sorted(glob.glob("data/samples/*.txt")):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    date = text[6:16] if text.startswith(" date ") else None
    reports.append({"date": date, "text": text[17:] if date else text})
with open("data/samples/samples.jsonl", encoding="utf-8") as f:
    for line in f:
        r = json.loads(line)
        reports.append({"date": r["date"], "text": r["text"]})
size, n = 0, 0
with open(out, "w", encoding="utf-8") as f:
    while size < want:
        r = dict(reports[n % len(reports)], id="r%d" % n)
        line = json.dumps(r, ensure_ascii=False) + "\n"
        f.write(line)
        size += len(line.encode("utf-8"))
        n += 1
PY

# seconds COMMAND...: wall time, with hundredths
seconds() {
    python3 - "$@" <<'PY'
import subprocess, sys, time
t = time.monotonic()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print("%.2f" % (time.monotonic() - t))
PY
}

bytes=$(wc -c <"$tmp/in.jsonl")
reports=$(wc -l <"$tmp/in.jsonl")
words=$(wc -w <"$tmp/in.jsonl")
threads=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
echo "$reports reports, $bytes bytes, $words words; $("$tool" --version | head -n 1)"
printf '%-24s %9s %9s %12s\n' what seconds MB/s reports/s
row() {
    awk -v what="$1" -v s="$2" -v b="$bytes" -v r="$reports" 'BEGIN {
        printf "%-24s %9.2f %9.1f %12.0f\n", what, s, b / s / 1e6, r / s }'
}
row "wc -w" "$(seconds wc -w "$tmp/in.jsonl")"
row "code, 1 thread" \
    "$(seconds "$tool" code --format jsonl --threads 1 "$tmp/in.jsonl")"
row "code, $threads threads" \
    "$(seconds "$tool" code --format jsonl --threads "$threads" "$tmp/in.jsonl")"
