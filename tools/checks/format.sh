#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every C file is as clang-format 14 writes it. `format.sh --fix` mends them.
set -eu
cd "$(dirname "$0")/../.."
tool=
for t in clang-format-14 clang-format; do
    if command -v "$t" >/dev/null 2>&1 &&
        "$t" --version | grep -q 'version 14\.'; then
        tool=$t
        break
    fi
done
if [ -z "$tool" ]; then
    echo "clang-format 14 is not installed; other versions format otherwise"
    exit 77
fi
mode="--dry-run --Werror"
[ "${1:-}" = --fix ] && mode=-i
# shellcheck disable=SC2086 # a word list
find include src cli tools tests fuzz bench bindings -name '*.[ch]' |
    LC_ALL=C sort | xargs "$tool" $mode
