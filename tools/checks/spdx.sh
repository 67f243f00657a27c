#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every source file names its licence in one of its first three lines.
set -eu
cd "$(dirname "$0")/../.."
list() {
    if git rev-parse --git-dir >/dev/null 2>&1; then
        git ls-files --cached --others --exclude-standard
    else
        find . -type f ! -path './build*' ! -path './.git/*' \
            ! -path './web/node_modules/*' | sed 's,^\./,,'
    fi
}
list | LC_ALL=C sort | {
    bad=0
    while IFS= read -r f; do
        [ -f "$f" ] || continue
        case $f in
        data/samples/* | tests/golden/*/*) continue ;; # CC0, .reuse/dep5
        *.c | *.h | *.cc | *.sh | *.py | *.tsv | *.in | *.cmake) ;;
        CMakeLists.txt | */CMakeLists.txt) ;;
        .ci/run | .clang-tidy) ;;
        tools/*/*) continue ;;
        tools/*) ;;
        *) continue ;;
        esac
        if ! head -n 3 "$f" | grep -q 'SPDX-License-Identifier: '; then
            echo "$f: no SPDX line; begin it with" \
                "\"SPDX-License-Identifier: Apache-2.0\" in a comment"
            bad=1
        fi
    done
    exit "$bad"
}
