#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How fast the time stage alone reads reports, and that its cost grows with
# the text and no faster: two tables (see bench/time.c).
#   time.sh [--quick] FILE...
# A FILE is JSON Lines of objects with "text" and "date" (or "dct"), plain or
# .gz. --quick takes fewer rounds. $BENCH_TIME names the program
# (build/bench_time: cmake --build build --target bench_time).
exec sh "$(dirname "$0")/stage.sh" time "${BENCH_TIME:-}" "$@"
