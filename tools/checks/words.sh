#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The project stands on its own: no file names a folder of somebody's machine.
# Only the scripts that score against ../shared, and skip it where it is not
# there, may name that.
set -eu
cd "$(dirname "$0")/../.."
bad=0
list() {
    if git rev-parse --git-dir >/dev/null 2>&1; then
        git ls-files --cached --others --exclude-standard
    else
        find . -type f ! -path './build*' ! -path './.git/*' \
            ! -path './web/node_modules/*' | sed 's,^\./,,'
    fi | grep -v '^tools/checks/words\.sh$'
}
hits=$(list | tr '\n' '\0' |
    xargs -0 grep -nIE '(^|[^A-Za-z0-9_.])/(work|root|home/[a-z]+)/' /dev/null ||
    true)
if [ -n "$hits" ]; then
    echo "paths of a machine:"
    echo "$hits"
    bad=1
fi
hits=$(list | grep -vE '^(tools/(score|test|figures)|\.ci/run|docs/scores\.md|CONTRIBUTING\.md)$' |
    tr '\n' '\0' | xargs -0 grep -lIE '\.\./shared' /dev/null || true)
for f in $hits; do
    # A test may use ../shared if it can be skipped without it.
    case $f in
    tests/*) grep -qE '77|skip' "$f" && continue ;;
    esac
    echo "$f: names ../shared, which users do not have"
    bad=1
done
exit "$bad"
