#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# gcc's analyzer and cppcheck over every source of the library and the tool;
# what they say must be nothing. Exceptions stand in static.tsv with the reason
# of each. First come the sources that read bytes of strangers or hold what must
# be given back, then those that were changed last.
#   static.sh [SECONDS [FILE...]]    for both tools (default: as long as it
#                                    takes); what is not reached is told
#   static.sh --one TOOL UNTIL FILE  one file of them, in lines of
#                                    FILE, LINE, CHECK, text
set -u
cd "$(dirname "$0")/../.." || exit 1
list=tools/checks/static.tsv

if [ "${1:-}" = --one ]; then
    [ "$(date +%s)" -lt "$3" ] || { echo "@not reached"; exit 0; }
    echo "@looked at"
    case $2 in
    cppcheck)
        cppcheck --quiet --std=c11 --language=c --enable=warning,portability \
            --inline-suppr --max-configs=1 -I src -I include -I cli \
            -D__x86_64__ -D__linux__ -DCHN_GUARD -DCHN_VERSION='"x"' \
            --template='{file}\t{line}\t{id}\t{message}' "$4" 2>&1
        ;;
    analyzer)
        # shellcheck disable=SC2046 # flags
        gcc -fanalyzer -O1 -std=c17 -D_POSIX_C_SOURCE=200809L -DCHN_GUARD \
            -DCHN_VERSION='"x"' -I include -I src -I cli \
            $(pkg-config --cflags json-c sqlite3 libutf8proc libxml-2.0 2>/dev/null) \
            -c "$4" -o /dev/null 2>&1 | sed -nE \
            's/^([^: ]+):([0-9]+):[0-9]+: warning: (.*) \[.*-W(analyzer-[a-z-]+).*/\1\t\2\t\4\t\3/p'
        ;;
    esac
    exit 0
fi

seconds=${1:-100000}
[ "$#" -gt 0 ] && shift
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
said=$(mktemp "${TMPDIR:-/tmp}/chancery-static.XXXXXX")
trap 'rm -f "$said" "$said".*' EXIT
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

order() {
    ls src/base/*.c src/guard/*.c src/read/*.c src/page/*.c src/unpack/*.c \
        src/push/*.c src/import/*.c src/serve/request.c src/serve/params.c \
        src/serve/token.c src/serve/guard.c src/store/check.c \
        src/store/rebuild.c src/store/copy.c src/store/sql.c \
        src/store/open.c src/syntax/model.c src/engine/overlay.c \
        src/text/tokens.c src/text/lex.c cli/out.c cli/pool.c cli/run.c
    git log -n 60 --format= --name-only -- 'src/*.c' 'cli/*.c' 2>/dev/null |
        while read -r f; do [ -f "$f" ] && echo "$f"; done
    find src cli -name '*.c' | LC_ALL=C sort
}
if [ "$#" -gt 0 ]; then
    printf '%s\n' "$@"
else
    order
fi | awk '!seen[$0]++' >"$said.files"
until=$(($(date +%s) + seconds))
bad=0

# each TOOL: it over the files, side by side, while there is time
each() {
    xargs -P "$jobs" -n 1 sh "tools/checks/static.sh" --one "$1" "$2" \
        <"$said.files" >"$said.raw"
    grep -v '^@' "$said.raw" | sort -u >"$said"
    echo "$1: $(grep -c '^@looked' "$said.raw") of" \
        "$(wc -l <"$said.files") files"
    left "$1" || bad=1
}

if gcc -fanalyzer -fsyntax-only -x c /dev/null 2>/dev/null; then
    ran=1
    # the rest of the time is the other's
    each analyzer $((until - seconds / 3))
fi
if command -v cppcheck >/dev/null 2>&1; then
    ran=1
    each cppcheck "$until"
fi
[ "$ran" = 1 ] || { echo "neither cppcheck nor gcc's analyzer"; exit 77; }
exit "$bad"
