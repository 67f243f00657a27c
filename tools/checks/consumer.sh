#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A program of somebody else builds against the installed tree and runs: in C
# and C++, found by CMake (shared and archive) and by pkg-config.
#   consumer.sh BUILD_DIR
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
root=$build/consumer
rm -rf "$root"
cmake --install "$build" --prefix "$root/usr" >/dev/null
[ -n "$(find "$root/usr" -name chancery.1)" ] || {
    echo "no man page is installed"
    exit 1
}

cmake -S tests/api -B "$root/b" -G Ninja \
    -DCMAKE_PREFIX_PATH="$root/usr" >/dev/null
cmake --build "$root/b"
for p in consumer_c consumer_static consumer_cc; do
    echo "$p:"
    "$root/b/$p"
done

# chancery.pc carries the prefix of the configuration; the copy here is moved.
lib=$(dirname "$(find "$root/usr" -name libchancery.so)")
sed -i "s,^prefix=.*,prefix=$root/usr," "$lib/pkgconfig/chancery.pc"
sed -i "s,^libdir=.*,libdir=$lib,;s,^includedir=.*,includedir=$root/usr/include," \
    "$lib/pkgconfig/chancery.pc"
PKG_CONFIG_PATH=$lib/pkgconfig
export PKG_CONFIG_PATH
# shellcheck disable=SC2046 # word lists
${CC:-gcc} -std=c17 tests/api/consumer.c -o "$root/pc" \
    $(pkg-config --cflags --libs chancery)
echo "pkg-config:"
LD_LIBRARY_PATH=$lib "$root/pc"
