#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The labelled pages of tests/pages: main text, titles and days of both halves.
top=$(cd "$(dirname "$0")/../.." && pwd)
if ! command -v python3 >/dev/null 2>&1; then
    echo "1..0 # skipped: no python3"
    exit 77
fi
exec python3 -B "$top/tools/score-pages" "${CHANCERY:?}"
