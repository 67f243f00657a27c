#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# 50,000 generated reports through Spark with two executors, one of which is
# killed, beside the tool on the same reports: equal events, and the cost of
# each. Keeps docs/internals/spark.log.
#
#   sh bench/spark.sh [BUILD_DIR [REPORTS]]
#
# Needs a Java, and what tests/spark/spark.sh installs in a folder of its own.
set -eu
cd "$(dirname "$0")/.."
build=$(cd "${1:-build}" && pwd)
n=${2:-50000}
work=$(mktemp -d "${TMPDIR:-/tmp}/chancery-spark.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
# Java's second compiler costs a job of minutes more than it gives back
export JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS--XX:TieredStopAtLevel=1}"
python=$(CHANCERY_BUILD=$build sh tests/spark/setup.sh "$build/spark-venv")
python3 tools/grow/grow.py "$n" "$work/reports.jsonl" data/samples
log=docs/internals/spark.log
{
    echo "$n reports, $(git describe --always --dirty), $("$python" -c '
import platform, pyspark
print("Spark", pyspark.__version__, "Python", platform.python_version())')"
    grep -m 1 'model name' /proc/cpuinfo | sed 's/.*: //'
    echo "$(nproc) processors, load at the start:" \
        "$(cut -d' ' -f1-3 /proc/loadavg)"
    "$python" tests/spark/job.py "$work/reports.jsonl" "$work/events.jsonl" \
        "$work/job" --large --plain "$build/chancery" --slices 24 2>"$work/err"
    echo "load at the end: $(cut -d' ' -f1-3 /proc/loadavg)"
} >"$work/log" || {
    cat "$work/log"
    grep -v '^[[:space:]]*at ' "$work/err" | tail -n 20
    exit 1
}
cp "$work/log" "$log"
cat "$log"
