#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# clang-tidy over the library and the tool, two files at a time.
#   tidy.sh BUILD_DIR [FILE...]     a build made by clang, with compile commands
set -eu
build=$(cd "$1" && pwd)
shift
cd "$(dirname "$0")/../.."
tool=
for t in clang-tidy-14 clang-tidy; do
    if command -v "$t" >/dev/null 2>&1 &&
        "$t" --version | grep -q 'version 14\.'; then
        tool=$t
        break
    fi
done
if [ -z "$tool" ]; then
    echo "clang-tidy 14 is not installed; other versions find other things"
    exit 77
fi
[ -f "$build/compile_commands.json" ] || {
    echo "$build/compile_commands.json: not there; configure with" \
        "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"
    exit 1
}
[ $# -gt 0 ] || {
    # shellcheck disable=SC2046 # no spaces in our names
    set -- $(find src cli -name '*.c' | LC_ALL=C sort)
}
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
# Every file is looked at, whatever the first findings are.
printf '%s\n' "$@" | xargs -P "$jobs" -n 1 "$tool" --quiet -p "$build" 2>&1 |
    grep -vE '^[0-9]+ warnings? (generated|treated)|^Suppressed|^Use -header' \
        >"$build/tidy.log" || true
if grep -qE ': (error|warning): ' "$build/tidy.log"; then
    cat "$build/tidy.log"
    exit 1
fi
