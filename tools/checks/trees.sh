#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The same trees by every instruction set and any number of threads: parses
# every text of the reports in DATA (*.jsonl and *.jsonl.gz whose lines have a
# "text") with each and compares the SHA-256 of what is printed. Exit status 1
# where one differs, 77 where there is no DATA or no model.
#   trees.sh DATA BUILD_DIR [--quick]     --quick: every eighth report
# CHN_MODEL names a model where none is built in.
set -eu
LC_ALL=C
export LC_ALL
data=${1:?usage: trees.sh DATA BUILD_DIR [--quick]}
build=${2:?usage: trees.sh DATA BUILD_DIR [--quick]}
step=1
[ "${3:-}" = --quick ] && step=8
if [ ! -d "$data" ]; then
    echo "$data: not there"
    exit 77
fi
tool=$build/chancery
if "$tool" --version | grep -qx 'model none'; then
    if [ -z "${CHN_MODEL:-}" ]; then
        echo "no model is built in, and CHN_MODEL names none"
        exit 77
    fi
    set -- --model "$CHN_MODEL"
else
    set --
fi

dir=$(mktemp -d "${TMPDIR:-/tmp}/chn-trees-XXXXXX") || exit 1
trap 'rm -rf -- "$dir"' EXIT
trap 'exit 130' INT TERM
mkdir "$dir/in"
for f in "$data"/*.jsonl "$data"/*.jsonl.gz; do
    [ -f "$f" ] || continue
    name=${f##*/}
    case $f in
    *.gz) gzip -dc "$f" ;;
    *) cat "$f" ;;
    esac | awk -v step="$step" '/"text": *"/ && n++ % step == 0' \
        >"$dir/in/${name%.gz}"
    [ -s "$dir/in/${name%.gz}" ] || rm "$dir/in/${name%.gz}"
done
if [ -z "$(ls "$dir/in")" ]; then
    echo "$data: no JSON Lines with a text in it"
    exit 77
fi

# The tool takes the next best where the processor lacks one; that is no test.
has() { # has CPU
    [ -r /proc/cpuinfo ] || return 0
    case $1 in
    portable) return 0 ;;
    avx2) flag=avx2 ;;
    avxvnni) flag=avx_vnni ;;
    avx512) flag=avx512_vnni ;;
    amx) flag=amx_int8 ;;
    esac
    grep -m 1 '^flags' /proc/cpuinfo | grep -qw "$flag"
}

bad=0
first=
for cpu in portable avx2 avxvnni avx512 amx; do
    if ! has "$cpu"; then
        echo "$cpu: this processor lacks it"
        continue
    fi
    for threads in 1 2; do
        begun=$(date +%s)
        # 1: lines that are no reports are passed over; dates are not read
        rc=0
        CHANCERY_CPU=$cpu "$tool" parse --threads "$threads" --map date=- \
            "$@" -o "$dir/out" "$dir/in" 2>"$dir/err" || rc=$?
        if [ "$rc" -gt 1 ]; then
            echo "$cpu, $threads threads: exit status $rc"
            head -n 5 "$dir/err"
            exit 1
        fi
        took=$(($(date +%s) - begun))
        sum=$(sha256sum <"$dir/out" | cut -c 1-64)
        if [ -z "$first" ]; then
            first=$sum
            echo "$(grep -c 'TokenRange=[0-9:]*$' "$dir/out") words" \
                "of $(grep -c '^# newdoc id = ' "$dir/out") reports"
        fi
        same=
        if [ "$sum" != "$first" ]; then
            same=": DIFFERENT"
            bad=1
        fi
        echo "$cpu, $threads threads: $sum, $took s$same"
    done
done
exit "$bad"
