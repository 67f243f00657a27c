#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A damaged archive of the web, made by tools/grow/warc.py, read to its end: is
# each damaged record named, and none besides, is every other page read, and
# how much memory and time does it take. Two archives, as it is and packed.
#   warc.sh [BYTES [EACH]]
# BYTES of records (default 1,000,000,000), every EACHth damaged (default 200).
# $CHANCERY names the tool (build/chancery). Exit status 1 where a record is
# missing. Needs python3 and 1.2 times BYTES below $TMPDIR.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
chancery=${CHANCERY:-$top/build/chancery}
bytes=${1:-1000000000}
each=${2:-200}
work=$(mktemp -d "${TMPDIR:-/tmp}/chn-warc.XXXXXX")
trap 'rm -rf "$work"' EXIT
status=0

# Run "$@"; seconds and most megabytes held, of it alone.
measure() {
    python3 -c '
import resource, subprocess, sys, time
t = time.time()
rc = subprocess.call(sys.argv[3:], stdout=subprocess.DEVNULL,
                     stderr=open(sys.argv[2], "w"))
kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
with open(sys.argv[1], "w") as f:
    print("%.1f %.0f %d" % (time.time() - t, kib / 1024, rc), file=f)
' "$@"
}

printf '%-10s %12s %8s %9s %7s %8s %8s %8s\n' archive bytes pages damaged \
    named missing seconds MB
for kind in plain gzip; do
    flag=
    [ $kind = plain ] || flag=--gzip
    # shellcheck disable=SC2086 # no flag is no word
    python3 "$top/tools/grow/warc.py" "$bytes" "$work/a.warc" $flag \
        --damage "$each" >"$work/made"
    measure "$work/took" "$work/said" "$chancery" code -j 1 "$work/a.warc"
    cut -d' ' -f1 "$work/a.warc.truth" | sort >"$work/want"
    sed -n 's/.*: byte \([0-9]*\): record .*/\1/p' "$work/said" |
        sort >"$work/named"
    pages=$(sed -n 's/.* \([0-9]*\) pages read.*/\1/p' "$work/said")
    made=$(cut -d' ' -f1 "$work/made")
    damaged=$(wc -l <"$work/want")
    named=$(wc -l <"$work/named")
    missing=$(comm -3 "$work/want" "$work/named" | wc -l)
    read -r seconds mb rc <"$work/took"
    printf '%-10s %12d %8d %9d %7d %8d %8s %8s\n' $kind \
        "$(wc -c <"$work/a.warc")" "$pages" "$damaged" "$named" "$missing" \
        "$seconds" "$mb"
    if [ "$missing" -ne 0 ] || [ "$rc" -ne 1 ] ||
        [ $((pages + damaged)) -ne "$made" ]; then
        echo "warc.sh: $kind: exit status $rc, $made pages were made" >&2
        status=1
    fi
done
exit $status
