#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How fast the act stage alone reads sentences that are parsed, and how many
# rules it tries on them: one table (see bench/acts.c).
#   acts.sh [--quick] FILE...
# A FILE is JSON Lines of objects with "text", plain or .gz; its first 2,000
# reports are read. --quick takes fewer rounds. $BENCH_ACTS names the program
# (build/bench_acts: cmake --build build --target bench_acts).
exec sh "$(dirname "$0")/stage.sh" acts "${BENCH_ACTS:-}" "$@"
