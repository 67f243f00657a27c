#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Dependencies between the stages point one way (modules.tsv).
set -eu
cd "$(dirname "$0")/../.."
table=tools/checks/modules.tsv
bad=0
for dir in src/* cli bindings/*/csrc; do
    [ -d "$dir" ] || continue
    if ! grep -q "^$dir	" "$table"; then
        echo "$dir: no row in $table; add one that says what it may include"
        bad=1
    fi
done
# shellcheck disable=SC2016 # an awk program
find src cli bindings -name '*.[ch]' | sort | xargs awk -v table="$table" '
    BEGIN {
        FS = "\t"
        while ((getline row < table) > 0) {
            if (row ~ /^#/ || split(row, c, "\t") != 2)
                continue
            n = split(c[2], m, "|")
            for (i = 1; i <= n; i++)
                ok[c[1], m[i]] = 1
        }
    }
    /^[ \t]*#[ \t]*include[ \t]*"/ {
        path = $0
        sub(/^[^"]*"/, "", path)
        sub(/".*$/, "", path)
        dir = FILENAME
        sub(/\/[^\/]*$/, "", dir)
        # a header beside the file, or "module/header.h"
        if (path !~ /\//)
            next
        if (path ~ /\.\./) {
            printf "%s:%d: include \"%s\" climbs; write \"module/header.h\"\n",
                FILENAME, FNR, path
            bad = 1
            next
        }
        to = path
        sub(/\/.*$/, "", to)
        if (dir == "src/" to || dir == to || (dir, to) in ok)
            next
        printf "%s:%d: %s must not include \"%s\"; see %s\n",
            FILENAME, FNR, dir, path, table
        bad = 1
    }
    END { exit bad }
' || bad=1
exit "$bad"
