#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The shared library exports what tests/api/exports.txt lists, and no more.
#   exports.sh BUILD_DIR [--update]
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
list=tests/api/exports.txt
if [ ! -e "$build/libchancery.so" ]; then
    echo "$build/libchancery.so: not there; configure with -DCHN_SHARED=ON"
    exit 1
fi
found() {
    nm -D --defined-only "$build/libchancery.so" |
        awk '$2 != "A" { print $3 }' | LC_ALL=C sort
}
if [ "${2:-}" = --update ]; then
    {
        echo '# SPDX-License-Identifier: Apache-2.0'
        echo '# Symbols that libchancery.so exports; a change here is a' \
            'change of the ABI.'
        found
    } >"$list"
    exit 0
fi
found >"$build/exports.found"
if ! grep -v '^#' "$list" | diff - "$build/exports.found"; then
    echo "< missing, > new: mend the library, or run" \
        "tools/checks/exports.sh BUILD_DIR --update and say why"
    exit 1
fi
