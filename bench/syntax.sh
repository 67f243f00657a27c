#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How well and how fast the text and syntax stages read the treebanks
# Universal Dependencies English EWT and GUM: one table (see bench/syntax.c).
#   syntax.sh FOLDER [--dev] [MODEL]
# FOLDER holds ewt-test.conllu.gz, gum-test.conllu.gz, gumfree-test.conllu.gz
# (GUM without its texts of restricted use), or the same without .gz; --dev
# reads the dev sets, which is what to look at while rules are written. MODEL
# is a file, "none" for the text stage alone, or left out for the model
# compiled in. $CHANCERY_CPU chooses the instruction set, $BENCH_SYNTAX names
# the program (build/bench_syntax: cmake --build build --target bench_syntax).
set -eu
program=${BENCH_SYNTAX:-$(dirname "$0")/../build/bench_syntax}
folder=
part="test"
model=-
for word in "$@"; do
    case $word in
    --dev) part="dev" ;;
    *) if [ -z "$folder" ]; then folder=$word; else model=$word; fi ;;
    esac
done
if [ -z "$folder" ]; then
    echo "usage: syntax.sh FOLDER [--dev] [MODEL]" >&2
    exit 2
fi
if [ ! -x "$program" ]; then
    echo "bench: $program is not there; build the target bench_syntax" >&2
    exit 1
fi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
set --
for name in ewt gum gumfree; do
    file=$folder/$name-$part.conllu
    if [ -f "$file.gz" ]; then
        gzip -dc "$file.gz" >"$tmp/$name-$part.conllu"
    elif [ -f "$file" ]; then
        cp "$file" "$tmp/$name-$part.conllu"
    else
        echo "bench: $file.gz is not there; passed over" >&2
        continue
    fi
    set -- "$@" "$tmp/$name-$part.conllu"
done
if [ $# = 0 ]; then
    echo "bench: no treebank in $folder" >&2
    exit 1
fi
"$program" "$model" "$@"
