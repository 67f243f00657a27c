#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every shell script passes shellcheck.
set -eu
cd "$(dirname "$0")/../.."
command -v shellcheck >/dev/null 2>&1 || {
    echo "shellcheck is not installed (sh tools/setup.sh test)"
    exit 77
}
find .ci tools tests fuzz bench cli -type f ! -name '*.[ch]' |
    LC_ALL=C sort | {
    set --
    while IFS= read -r f; do
        if head -n 1 "$f" | grep -aqE '^#!.*(/sh|[/ ]bash)$'; then
            set -- "$@" "$f"
        fi
    done
    # what a script sources lies beside it (tap.inc)
    shellcheck -x -P SCRIPTDIR "$@"
}
