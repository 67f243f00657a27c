#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# docs/time.md: every example in it comes out as it says, and it is what
# tools/timedoc makes of the tests.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
if ! command -v python3 >/dev/null 2>&1; then
    exit 77
fi
export CHANCERY
run "$SOURCE/tools/timedoc" --check
status "every example comes out, and docs/time.md is up to date" 0
run "$SOURCE/tools/timedoc" --nonsense
status "an unknown option: exit status 1" 1
finish
