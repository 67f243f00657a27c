#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The commonest runs of three letters of English, for data/lang/trigrams.tsv:
# from this project's own words, the sample reports. "_" is a
# word's edge. usage: sh tools/lang/trigrams.sh > data/lang/trigrams.tsv
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C
cat <<'HEAD'
# SPDX-License-Identifier: CC0-1.0
# The 400 commonest runs of three letters of English, "_" for a word's edge,
# commonest first: about two thirds of those of an English text, a third of
# those of its neighbours. Made by tools/lang/trigrams.sh from this project's
# own words (data/samples).
trigram	source
HEAD
cat data/samples/*.txt |
    tr '[:upper:]' '[:lower:]' | tr -c '[:lower:]' '\n' | awk '
    length($0) > 0 {
        w = "_" $0 "_"
        for (i = 1; i + 2 <= length(w); i++)
            n[substr(w, i, 3)]++
    }
    END { for (t in n) print n[t], t }' |
    sort -k1,1nr -k2,2 | head -400 | awk '{ print $2 "\town words" }'
