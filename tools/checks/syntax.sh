#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The parser that is compiled in reads the treebanks as well as it did: each
# figure of bench/syntax.sh against the floor that it must not fall below.
#   syntax.sh UD_FOLDER BUILD
set -eu
cd "$(dirname "$0")/../.."
table=$(BENCH_SYNTAX=$2/bench_syntax sh bench/syntax.sh "$1")
printf '%s\n' "$table"

# floor NAME COLUMN LEAST: fields of the line without its bars
floor() {
    printf '%s\n' "$table" | tr -d '|' | awk -v name="$1" -v column="$2" \
        -v least="$3" '
        $1 == name {
            seen = 1
            if ($column + 0 < least) {
                printf "%s: column %d is %s, at least %s is asked\n", name,
                    column, $column, least
                exit 1
            }
        }
        END { if (!seen) { print name " is not in the table"; exit 1 } }'
}

# words UPOS UFeats Lemmas UAS LAS CLAS, then raw Words Sents UPOS UAS LAS
floor ewt-test 3 96.0
floor ewt-test 6 88.5
floor ewt-test 7 86.0
floor gum-test 7 86.0
floor ewt-test 9 99.0
floor ewt-test 10 84.0
floor ewt-test 13 83.0
