#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The files of the pages, and the description of the API, as a C table for the
# program: each as it is and compressed.
#
#   sh tools/mkassets.sh DIST OPENAPI OUT_DIR      writes OUT_DIR/assets.c
set -eu
export LC_ALL=C
dist=$1
openapi=$2
out=$3
mkdir -p "$out/gz"

type_of() {
    case $1 in
    *.html) echo 'text/html; charset=utf-8' ;;
    *.js | *.mjs) echo 'text/javascript; charset=utf-8' ;;
    *.css) echo 'text/css; charset=utf-8' ;;
    *.json | *.map) echo 'application/json' ;;
    *.webmanifest) echo 'application/manifest+json' ;;
    *.svg) echo 'image/svg+xml' ;;
    *.png) echo 'image/png' ;;
    *.ico) echo 'image/x-icon' ;;
    *.woff2) echo 'font/woff2' ;;
    *.txt | */LICENSES | */LICENSE) echo 'text/plain; charset=utf-8' ;;
    *) echo 'application/octet-stream' ;;
    esac
}

n=0
rows=
# put FILE PATH
put() {
    gz=$out/gz/$n.gz
    gzip -9nc "$1" >"$gz"
    tag=$(sha256sum "$1" | cut -c1-16)
    fixed=false
    case $2 in /assets/*) fixed=true ;; esac
    [ "$(wc -c <"$gz")" -lt "$(wc -c <"$1")" ] && small=true || small=false
    cat <<C
ASSET(asset_$n, "$1")
C
    if $small; then
        echo "ASSET(asset_${n}_gz, \"$gz\")"
        z="asset_${n}_gz_begin, asset_${n}_gz_end"
    else
        z="NULL, NULL"
    fi
    rows="$rows    {\"$2\", \"$(type_of "$2")\", asset_${n}_begin, asset_${n}_end, $z,
     \"\\\"$tag\\\"\", $fixed},
"
    n=$((n + 1))
}

{
    cat <<'C'
/* Made by tools/mkassets.sh: files of the pages. */
#include "serve/server.h"

#define ASSET(name, path)                                                      \
    __asm__(".pushsection .rodata.chn_assets, \"a\", %progbits\n"              \
            ".global " #name "_begin\n"                                        \
            ".hidden " #name "_begin\n" #name "_begin:\n"                      \
            ".incbin \"" path "\"\n"                                           \
            ".global " #name "_end\n"                                          \
            ".hidden " #name "_end\n" #name "_end:\n"                          \
            ".byte 0\n"                                                        \
            ".popsection\n");                                                  \
    extern const unsigned char name##_begin[]                                  \
        __attribute__((visibility("hidden")));                                 \
    extern const unsigned char name##_end[]                                    \
        __attribute__((visibility("hidden")));
C
    put "$openapi" /api/v1/openapi.json
    find "$dist" -type f ! -name '.*' | sort >"$out/files"
    while IFS= read -r f; do
        case $f in
        *[!A-Za-z0-9._/-]*)
            echo "mkassets: $f: a name with other signs than letters, digits," \
                "dots and dashes" >&2
            exit 1
            ;;
        esac
        put "$f" "${f#"$dist"}"
    done <"$out/files"
    printf '\nconst chn_asset chn_assets[] = {\n%s    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, false}};\n' \
        "$rows"
} >"$out/assets.c.new"
mv "$out/assets.c.new" "$out/assets.c"
