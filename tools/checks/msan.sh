#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The tests under the memory sanitizer: a value that nobody set and that
# decides something is an error. It takes what a library wrote for unset where
# that library was not built with it too, so the libraries are: from the
# sources of this system's own packages, which apt-get fetches, into DIR/lib,
# once. libpq is left out; `push` is built without it.
#
#   msan.sh DIR            the tool on the sample reports, the unit tests but
#                          the slow ones, the stored inputs of every fuzz target
#   msan.sh DIR --all      every test, in threads and of the scripts, too, but
#                          those that count instructions or kill
#   msan.sh DIR --libs     the libraries alone
# Exit status 77, with the reason, where sources or tools are not to be had.
set -u
cd "$(dirname "$0")/../.." || exit 1
dir=${1:?usage: msan.sh DIR [--all | --libs]}
what=${2:-}
mkdir -p "$dir/sources" "$dir/log" || exit 1
dir=$(cd "$dir" && pwd)
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

skip() {
    echo "$1"
    exit 77
}

cc=
for c in clang-14 clang; do
    command -v "$c" >/dev/null 2>&1 && cc=$c && break
done
[ -n "$cc" ] || skip "no clang: gcc has no memory sanitizer"

# Older run-times do not find room for their shadow where the kernel spreads
# addresses widely: then without.
printf 'int main(void) { return 0; }\n' >"$dir/probe.c"
"$cc" -fsanitize=memory "$dir/probe.c" -o "$dir/probe" 2>"$dir/log/probe" ||
    skip "$cc has no memory sanitizer"
wrap=
if ! "$dir/probe" 2>>"$dir/log/probe"; then
    wrap="setarch $(uname -m) -R"
    $wrap "$dir/probe" 2>>"$dir/log/probe" ||
        skip "the memory sanitizer does not run on this kernel"
fi

# ---- the libraries --------------------------------------------------------------

packages="json-c sqlite3 utf8proc libxml2 zlib libzstd"
# serve's sockets: its tests are among the long ones
[ "$what" = --all ] && packages="$packages libmicrohttpd"
flags="-O0 -g1 -fPIC -fno-omit-frame-pointer -fsanitize=memory"
lib=$dir/lib
cmake_lib="-G Ninja -DCMAKE_BUILD_TYPE=None -DBUILD_SHARED_LIBS=OFF
    -DCMAKE_INSTALL_LIBDIR=lib"

# fetch: the sources of each package, unpacked and patched, in DIR/sources.
# What the system's lists say of programs is said of sources, too, in lists of
# our own: nothing of the system is touched.
fetch() {
    command -v apt-get >/dev/null 2>&1 || skip "no apt-get: no sources"
    command -v dpkg-source >/dev/null 2>&1 ||
        skip "no dpkg-source (Debian: dpkg-dev): no sources"
    a=$dir/apt
    mkdir -p "$a/parts" "$a/lists/partial" "$a/cache/archives/partial"
    for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -f "$f" ] && sed -n 's/^deb /deb-src /p' "$f"
    done >"$a/parts/sources.list"
    for f in /etc/apt/sources.list.d/*.sources; do
        [ -f "$f" ] && sed 's/^Types:.*/Types: deb-src/' "$f" \
            >"$a/parts/$(basename "$f")"
    done
    cat >"$a/conf" <<END
Dir::Etc::sourcelist "-";
Dir::Etc::sourceparts "$a/parts";
Dir::State::lists "$a/lists";
Dir::Cache "$a/cache";
APT::Sandbox::User "root";
END
    APT_CONFIG=$a/conf apt-get -q update >"$dir/log/fetch" 2>&1 # some may fail
    # shellcheck disable=SC2086 # a word list
    (cd "$dir/sources" &&
        APT_CONFIG=$a/conf apt-get -q source $packages >>"$dir/log/fetch" 2>&1) ||
        skip "sources of $packages: $(grep '^E:' "$dir/log/fetch" | tail -n 1)"
}

unpacked() { # unpacked PACKAGE: its folder
    for d in "$dir/sources/$1"-[0-9]*/; do
        [ -d "$d" ] && echo "${d%/}" && return
    done
    return 1
}

by_cmake() { # by_cmake PACKAGE FOLDER ARGS...
    name=$1
    from=$2
    shift 2
    # shellcheck disable=SC2086 # a word list
    cmake -S "$from" -B "$dir/made/$name" $cmake_lib -DCMAKE_C_COMPILER="$cc" \
        -DCMAKE_C_FLAGS="$flags" -DCMAKE_INSTALL_PREFIX="$lib" "$@" &&
        cmake --build "$dir/made/$name" --target install -j "$jobs"
}

# SQLite comes as one file that a script puts together of many. Clang 14 knows
# that lstat writes, and not that lstat64 does.
make_sqlite() {
    from=$1
    mkdir -p "$dir/made/sqlite3"
    cd "$dir/made/sqlite3" || return 1
    # shellcheck disable=SC2086 # a word list
    "$from/configure" --disable-tcl --disable-readline CC="$cc" &&
        make sqlite3.c &&
        "$cc" $flags -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_FTS5 \
            -DSQLITE_ENABLE_FTS3 -DSQLITE_ENABLE_COLUMN_METADATA \
            -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_SECURE_DELETE \
            -DSQLITE_USE_URI -DSQLITE_OMIT_LOOKASIDE=1 \
            -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_DISABLE_LFS -c sqlite3.c &&
        ar rcs "$lib/lib/libsqlite3.a" sqlite3.o &&
        cp sqlite3.h "$lib/include" &&
        pc_of sqlite3 "$(cat "$from/VERSION")" -lsqlite3 "-lm -lpthread"
}

make_xml() {
    by_cmake libxml2 "$1" -DLIBXML2_WITH_ICU=OFF -DLIBXML2_WITH_LZMA=OFF \
        -DLIBXML2_WITH_ZLIB=OFF -DLIBXML2_WITH_PYTHON=OFF \
        -DLIBXML2_WITH_PROGRAMS=OFF -DLIBXML2_WITH_TESTS=OFF
}

make_microhttpd() {
    from=$1
    mkdir -p "$dir/made/libmicrohttpd"
    cd "$dir/made/libmicrohttpd" || return 1
    "$from/configure" --prefix="$lib" --libdir="$lib/lib" --disable-shared \
        --disable-https --disable-doc --disable-examples --disable-tools \
        --disable-curl CC="$cc" CFLAGS="$flags" &&
        make -j "$jobs" -C src/microhttpd libmicrohttpd.la &&
        cp src/microhttpd/.libs/libmicrohttpd.a "$lib/lib" &&
        cp "$from/src/include/microhttpd.h" "$lib/include" &&
        cp libmicrohttpd.pc "$lib/lib/pkgconfig"
}

pc_of() { # pc_of NAME VERSION LIBS PRIVATE
    cat >"$lib/lib/pkgconfig/$1.pc" <<END
prefix=$lib
Name: $1
Description: built with the memory sanitizer
Version: $2
Libs: -L\${prefix}/lib $3 $4
Cflags: -I\${prefix}/include
END
}

make_one() {
    d=$(unpacked "$1") || return 1
    case $1 in
    json-c) by_cmake json-c "$d" -DBUILD_TESTING=OFF ;;
    utf8proc) by_cmake utf8proc "$d" ;;
    zlib)
        # its own file of CMake wants sources of Windows, which Debian took out
        mkdir -p "$dir/made/zlib" && cd "$dir/made/zlib" &&
            CC=$cc CFLAGS=$flags "$d/configure" --static --prefix="$lib" &&
            make -j "$jobs" libz.a install
        ;;
    libzstd)
        by_cmake zstd "$d/build/cmake" -DZSTD_BUILD_PROGRAMS=OFF \
            -DZSTD_BUILD_SHARED=OFF -DZSTD_BUILD_STATIC=ON -DZSTD_BUILD_TESTS=OFF \
            -DCMAKE_C_FLAGS="$flags -DZSTD_DISABLE_ASM"
        ;;
    libxml2) make_xml "$d" ;;
    sqlite3) make_sqlite "$d" ;;
    libmicrohttpd) make_microhttpd "$d" ;;
    esac
}

# What was built stands until the compiler or how it is built is another.
stamp=$("$cc" --version | head -n 1)
stamp="$stamp $(sed '/^# -* the tests/,$d' "tools/checks/msan.sh" | cksum)"
[ "$(cat "$lib/stamp" 2>/dev/null)" = "$stamp" ] || rm -rf "$lib" "$dir/made"
lacking=
for p in $packages; do
    [ -f "$lib/has-$p" ] || lacking="$lacking $p"
done
if [ -n "$lacking" ]; then
    command -v tclsh >/dev/null 2>&1 ||
        skip "no tclsh, with which SQLite's sources are put together"
    for p in $lacking; do
        unpacked "$p" >/dev/null && continue
        fetch
        break
    done
    mkdir -p "$lib/lib/pkgconfig" "$lib/include" "$dir/made"
    # side by side: most of it is waiting for configure
    for p in $lacking; do
        (make_one "$p") >"$dir/log/$p" 2>&1 && : >"$lib/has-$p" &
    done
    wait
    for p in $lacking; do
        [ -f "$lib/has-$p" ] && continue
        tail -n 20 "$dir/log/$p"
        skip "$p could not be built with the memory sanitizer"
    done
    rm -f "$lib"/lib/*.so*
    echo "$stamp" >"$lib/stamp"
fi
[ "$what" = --libs ] && exit 0

# ---- the tests --------------------------------------------------------------------

MSAN_OPTIONS=exitcode=99:halt_on_error=1
CHANCERY_GUARD=off # the sanitizer makes calls of its own
export MSAN_OPTIONS CHANCERY_GUARD
build=$dir/build
# Only what was built here is found; the rest (libpq, OpenBLAS) is not there.
if ! { PKG_CONFIG_LIBDIR=$lib/lib/pkgconfig $wrap cmake --preset msan \
    -B "$build" -S . -U 'MICROHTTPD*' -DCMAKE_C_COMPILER="$cc" &&
    $wrap cmake --build "$build" -j "$jobs"; } >"$dir/log/build" 2>&1; then
    tail -n 40 "$dir/log/build"
    exit 1
fi
# code and its claims printed in each format: the tables, the network of this
# machine's processor, threads
for f in jsonl csv; do
    $wrap "$build/chancery" code -f "$f" data/samples >"$dir/log/code.$f" || exit 1
done
if [ "$what" = --all ]; then
    $wrap ctest --test-dir "$build" -j "$jobs" --timeout 600 \
        --output-on-failure -LE 'growth|fault' -E 'cli/kill'
else
    $wrap ctest --test-dir "$build" -j "$jobs" --timeout 120 \
        --output-on-failure -L 'unit|fuzz' \
        -E 'test_(powercut|merge|page|warc|read|shard|limits|store|parsed|explain)|fuzz/(http|query)'
fi
