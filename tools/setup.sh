#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Install what chancery needs from the system's own packages.
#
#   sh tools/setup.sh build     compiler, CMake, the libraries
#   sh tools/setup.sh test      the same, and what the tests use; node, a
#                               browser and R only where the system has them
#
# Does nothing where everything is there. Debian 12 and Ubuntu 24.04; on other
# systems it says what to install by hand.
set -eu

what=${1:-build}
build="gcc libc6-dev binutils cmake ninja-build pkg-config
    libjson-c-dev libsqlite3-dev libutf8proc-dev libxml2-dev zlib1g-dev
    libzstd-dev libmicrohttpd-dev libpq-dev"
tests="libopenblas-dev g++ clang-14 libclang-rt-14-dev clang-format-14 clang-tidy-14
    llvm-14 python3 python3-dev python3-venv shellcheck sqlite3
    postgresql valgrind cppcheck dpkg-dev tcl"
# A Spark and a Slurm of their own, for the tests of tasks on many machines.
cluster="default-jre-headless slurmctld slurmd slurm-client munge"
# Tests of the pages, and from R; where these are not to be had, the tests are
# skipped.
web="nodejs npm chromium fonts-liberation r-base-core r-cran-dbi r-cran-rsqlite"

say() {
    printf 'setup: %s\n' "$*" >&2
}

have() {
    case $1 in
    nodejs) command -v node >/dev/null 2>&1 && return 0 ;; # from elsewhere
    npm) command -v npm >/dev/null 2>&1 && return 0 ;;
    esac
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

known() {
    [ -n "$(apt-cache madison "$1" 2>/dev/null)" ]
}

# What stands in for a package that a system no longer has.
other_of() {
    case $1 in
    clang-14 | clang-format-14 | clang-tidy-14 | llvm-14) echo "${1%-14}" ;;
    libclang-rt-14-dev) echo libclang-rt-dev ;;
    *) echo "$1" ;;
    esac
}

# Packages of the list that are not there, nor what stands in for them.
missing() {
    for p in "$@"; do
        have "$p" && continue
        o=$(other_of "$p")
        [ "$o" != "$p" ] && have "$o" && ! known "$p" && continue
        printf '%s ' "$p"
    done
}

case $what in
build) want=$build web= ;;
test) want="$build $tests $cluster" ;;
*)
    say "unknown set \"$what\"; use build or test"
    exit 2
    ;;
esac

if ! command -v dpkg-query >/dev/null 2>&1 ||
    ! command -v apt-get >/dev/null 2>&1; then
    lacking=
    for c in cc cmake ninja pkg-config; do
        command -v "$c" >/dev/null 2>&1 || lacking="$lacking $c"
    done
    for l in json-c sqlite3 libutf8proc libxml-2.0 zlib libzstd; do
        pkg-config --exists "$l" 2>/dev/null || lacking="$lacking $l"
    done
    [ -z "$lacking" ] && exit 0
    say "this system has no apt; install these by hand, then run again:$lacking"
    say "docs/libraries.md has the oldest versions that work"
    exit 1
fi

# shellcheck disable=SC2086 # word lists
need=$(missing $want)
# shellcheck disable=SC2086
extra=$(missing $web)
if [ -z "$need" ]; then
    # With lists that do not have them there is nothing to do.
    found=
    for p in $extra; do
        known "$p" && found=yes
    done
    [ -z "$found" ] && known gcc && extra=
    [ -z "$extra" ] && exit 0
fi

root=
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        say "packages are missing and this user has no sudo; as root run:"
        say "apt-get install --no-install-recommends $need$extra"
        [ -z "$need" ] && exit 0
        exit 1
    fi
    root=sudo
fi

# DEBIAN_FRONTEND must pass through sudo, hence env.
apt() {
    $root env DEBIAN_FRONTEND=noninteractive apt-get -y -q \
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"
}

say "installing: $need$extra"
try=1
until apt update >&2; do
    if [ "$try" -ge 4 ]; then
        say "apt-get update failed $try times; is the network up?"
        [ -z "$need" ] && exit 0
        exit 1
    fi
    say "apt-get update failed; trying again in $((try * 5)) s"
    sleep $((try * 5))
    try=$((try + 1))
done

# Where version 14 of the clang tools is not to be had, what the system calls
# clang will do; the checks that depend on the version say so and are skipped.
get=
for p in $need; do
    other=$(other_of "$p")
    if known "$p"; then
        get="$get $p"
    elif [ "$other" = "$p" ]; then
        say "package \"$p\" is not in this system's lists; on Ubuntu enable" \
            "universe (add-apt-repository universe) and run again"
        exit 1
    elif known "$other"; then
        say "\"$p\" is not in this system's lists; taking \"$other\""
        get="$get $other"
    else
        say "neither \"$p\" nor \"$other\" is in this system's lists;" \
            "checks that use it are skipped"
    fi
done
# shellcheck disable=SC2086
get=$(missing $get)
# shellcheck disable=SC2086
[ -z "$get" ] || apt install --no-install-recommends $get >&2

for p in $extra; do
    if ! known "$p"; then
        say "\"$p\" is not in this system's lists; tests that use it are skipped"
    elif ! apt install --no-install-recommends "$p" >&2; then
        say "\"$p\" could not be installed; tests that use it are skipped"
    fi
done
