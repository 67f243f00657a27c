#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The pages of chancery serve.
#
#   sh tests/web/run.sh build    web/dist is what web/src gives, byte for byte,
#                                and the types are those of the API
#   sh tests/web/run.sh pages    every page in a real browser (the default)
#
#   CHANCERY=build/chancery      the tool to test
#   CHROMIUM=/usr/bin/chromium   the browser
#   SHOTS=update                 write the stored pictures anew
#   ONLY=keys,review             only these files of web/test
#
# Ends with 77 and the reason where node, its packages or a browser are not to
# be had.
set -eu
cd "$(dirname "$0")/../.."
top=$PWD

skip() {
    echo "$*"
    exit 77
}

what=${1:-pages}
command -v node >/dev/null 2>&1 || skip "no node (sh tools/setup.sh test)"
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 18 ] || skip "node $major is too old; 18 is the oldest"

# The packages of the lock file, fetched once.
packages() {
    stamp=web/node_modules/.chancery-lock
    cmp -s web/package-lock.json "$stamp" && return 0
    command -v npm >/dev/null 2>&1 || skip "no npm (sh tools/setup.sh test)"
    (cd web && npm ci --no-audit --no-fund) ||
        skip "the packages of web/package-lock.json could not be fetched"
    cp web/package-lock.json "$stamp"
}

browser() {
    for c in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
        [ -n "$c" ] || continue
        path=$(command -v "$c") || continue
        # Ubuntu's is a stub that installs a snap, or a snap, which cannot
        # read the folder of a test
        case $(readlink -f "$path") in */snap*) continue ;; esac
        grep -aq '/snap/' "$path" 2>/dev/null && continue
        "$path" --version >/dev/null 2>&1 || continue
        echo "$path"
        return 0
    done
    return 1
}

case $what in
build)
    packages
    cd web
    node tools/types.mjs "${TMPDIR:-/tmp}/chancery-types.$$"
    trap 'rm -rf "${TMPDIR:-/tmp}/chancery-types.$$" "$top/web/.dist.$$"' EXIT
    cmp "${TMPDIR:-/tmp}/chancery-types.$$" src/api/types.ts || {
        echo "web/src/api/types.ts is not what docs/api/openapi.json gives:" \
            "npm run types"
        exit 1
    }
    node_modules/.bin/tsc --noEmit
    # beside dist, so that the paths within are the same
    node build.mjs ".dist.$$"
    diff -r dist ".dist.$$" || {
        echo "web/dist is not what web/src gives: npm run build, and commit it"
        exit 1
    }
    ;;
pages)
    CHANCERY=${CHANCERY:-$top/build/chancery}
    [ -x "$CHANCERY" ] || {
        echo "$CHANCERY is not there; build it, or set CHANCERY"
        exit 1
    }
    CHROMIUM=$(browser) || skip "no Chromium (Ubuntu has it only as a snap)"
    packages
    export CHANCERY CHROMIUM
    cd web
    exec node --test --test-reporter=tap test/all.mjs
    ;;
*)
    echo "unknown part \"$what\"; build or pages" >&2
    exit 2
    ;;
esac
