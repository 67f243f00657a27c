#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery.spark on a real Spark with two executors, one of which is killed:
# the events of one machine, from 1, 7 and 64 partitions.
#   sh tests/spark/spark.sh BUILD_DIR [REPORTS]
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "$1" && pwd)
n=${2:-2000}
python=$(CHANCERY_BUILD=$build sh tests/spark/setup.sh "$build/spark-venv")
work=$(mktemp -d "${TMPDIR:-/tmp}/chancery-spark.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
python3 tools/grow/grow.py "$n" "$work/reports.jsonl" data/samples
"$build/chancery" code --mergeable "$work/reports.jsonl" |
    "$build/chancery" events -o "$work/events.jsonl" -
"$python" tests/spark/job.py "$work/reports.jsonl" "$work/events.jsonl" \
    "$work/job" --partitions 1,7,64 --bad 5
