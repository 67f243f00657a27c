#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Each public header compiles alone, as C and as C++.
set -eu
cd "$(dirname "$0")/../.."
flags="-Iinclude -fsyntax-only -pedantic -Wall -Wextra -Werror"
bad=0
cxx=
for c in g++ c++ clang++-14 clang++; do
    if command -v "$c" >/dev/null 2>&1; then
        cxx=$c
        break
    fi
done
if [ -z "$cxx" ]; then
    echo "no C++ compiler; install g++ (sh tools/setup.sh test)"
    exit 1
fi
for h in include/chancery/*.h; do
    # shellcheck disable=SC2086 # a word list
    echo "#include <chancery/${h##*/}>" |
        ${CC:-gcc} $flags -std=c17 -x c - || {
        echo "$h: does not compile alone as C"
        bad=1
    }
    # shellcheck disable=SC2086
    echo "#include <chancery/${h##*/}>" | $cxx $flags -std=c++11 -x c++ - || {
        echo "$h: does not compile alone as C++"
        bad=1
    }
done
exit "$bad"
