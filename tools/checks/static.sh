#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# gcc's analyzer and cppcheck over the sources that read bytes of strangers or
# hold what must be given back; what they say must be nothing.
# Exceptions stand in static.tsv with the reason of each.
#   static.sh [SECONDS]    for both (default: 240); what is not reached is told
# shellcheck disable=SC2317 # functions that each() calls by name
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=${1:-240}
list=tools/checks/static.tsv
said=$(mktemp "${TMPDIR:-/tmp}/chancery-static.XXXXXX")
trap 'rm -f "$said"' EXIT
ran=0

# Lines of an exception: TOOL, FILE, CHECK, reason. What is left is told.
left() { # left TOOL: from $said, lines "FILE:LINE: CHECK: text"
    awk -F '\t' -v tool="$1" -v list="$list" '
        BEGIN {
            while ((getline row < list) > 0) {
                n = split(row, c, "\t")
                if (n == 4 && c[1] == tool)
                    ok[c[2] "\t" c[3]] = 1
            }
        }
        {
            file = $1
            if (!((file "\t" $3) in ok) && !(("*\t" $3) in ok)) {
                printf "%s:%s: %s: %s\n", file, $2, $3, $4
                bad = 1
            }
        }
        END { exit bad }
    ' "$said"
}

# What reads bytes of strangers, or holds what must be given back.
files=$(ls src/base/*.c src/guard/*.c src/read/*.c src/serve/request.c \
    src/serve/params.c src/serve/token.c src/serve/guard.c src/store/check.c \
    src/store/rebuild.c src/store/copy.c src/store/sql.c src/store/open.c \
    src/import/*.c src/syntax/model.c src/engine/overlay.c src/text/tokens.c \
    src/text/lex.c cli/out.c cli/pool.c cli/run.c)
begun=$(date +%s)
bad=0

# each TOOL COMMAND...: the command for each file, while there is time
each() {
    tool=$1
    shift
    : >"$said"
    n=0
    for f in $files; do
        if [ $(($(date +%s) - begun)) -ge "$seconds" ]; then
            echo "$tool: time is up before $f"
            break
        fi
        "$@" "$f"
        n=$((n + 1))
    done
    echo "$tool: $n files"
    left "$tool" || bad=1
}

cppcheck_one() {
    cppcheck --quiet --std=c11 --language=c --enable=warning,portability \
        --inline-suppr --max-configs=1 -I src -I include -I cli \
        -D__x86_64__ -D__linux__ -DCHN_GUARD -DCHN_VERSION='"x"' \
        --template='{file}\t{line}\t{id}\t{message}' "$1" 2>>"$said"
}

analyze_one() {
    # shellcheck disable=SC2046 # flags
    gcc -fanalyzer -O1 -std=c17 -D_POSIX_C_SOURCE=200809L -DCHN_GUARD \
        -DCHN_VERSION='"x"' -I include -I src -I cli \
        $(pkg-config --cflags json-c sqlite3 libutf8proc libxml-2.0 2>/dev/null) \
        -c "$1" -o /dev/null 2>&1 | sed -nE \
        's/^([^: ]+):([0-9]+):[0-9]+: warning: (.*) \[.*-W(analyzer-[a-z-]+).*/\1\t\2\t\4\t\3/p' >>"$said"
}

if gcc -fanalyzer -fsyntax-only -x c /dev/null 2>/dev/null; then
    ran=1
    each analyzer analyze_one
fi
if command -v cppcheck >/dev/null 2>&1; then
    ran=1
    each cppcheck cppcheck_one
fi
[ "$ran" = 1 ] || { echo "neither cppcheck nor gcc's analyzer"; exit 77; }
exit "$bad"
