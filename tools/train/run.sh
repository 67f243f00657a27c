#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Train the parser from treebanks, word vectors and news text.
#   run.sh [--small] DATA OUT
# DATA: ud/ewt-*.conllu.gz ud/gumfree-*.conllu.gz vectors/news64.vec.gz
# news_*.jsonl.gz; trees of news are in news/ beside this.
# BUILD: folder with train and dump_conllu (default: build).
set -eu
cd "$(dirname "$0")/../.."
small=
if [ "${1:-}" = --small ]; then
    small=1
    shift
fi
if [ $# != 2 ]; then
    echo "usage: run.sh [--small] DATA OUT" >&2
    exit 2
fi
data=$1
out=$2
build=${BUILD:-build}
for f in "$build/train" "$build/dump_conllu"; do
    if [ ! -x "$f" ]; then
        echo "train: $f is not there; run: ninja -C $build train dump_conllu" >&2
        exit 1
    fi
done
mkdir -p "$out"
for f in ewt-train ewt-dev gumfree-train gumfree-dev; do
    gzip -dc "$data/ud/$f.conllu.gz" >"$out/$f.conllu"
done
gzip -dc "$data/vectors/news64.vec.gz" >"$out/vectors.txt"

# One paragraph a line, each once; documents of the treebanks left out.
python3 - "$data" "$out/silver.txt" <<'PY'
import glob, gzip, json, re, sys
data, out = sys.argv[1:]
paths = sorted(glob.glob(data + "/news_*.jsonl.gz") + glob.glob(data + "/pool_*.jsonl")
               + glob.glob(data + "/timex_wikiwars.jsonl"))
seen = set()
with open(out, "w", encoding="utf-8") as f:
    for path in paths:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                r = json.loads(line)
                if "gum" in r["id"]:
                    continue
                for para in r["text"].split("\n"):
                    key = re.sub(r"\s+", "", para)
                    if len(key) < 20 or key in seen:
                        continue
                    # "Moon Jae-in": the teachers have not seen names.conllu
                    # and would teach a preposition
                    if re.search(r"[A-Z][a-z]+-in\b(?!-)", para):
                        continue
                    seen.add(key)
                    f.write(para.strip() + "\n\n")
PY
"$build/dump_conllu" "$out/silver.txt" >"$out/silver.conllu"

python3 tools/train/names.py data/actors/persons.tsv 2500 \
    "$out/ewt-train.conllu" "$out/gumfree-train.conllu" >"$out/names.conllu"

# News trees are a tenth of what there is to learn from, and what the parser is
# for: each twice. The student alone learns from agencies.conllu and what is
# made of both.
news=tools/train/news
python3 tools/train/made.py 300 "$news/wires.conllu" "$news/agencies.conllu" \
    >"$out/made.conllu"

common="--train $out/ewt-train.conllu --train $out/gumfree-train.conllu
    --train $news/wires.conllu --train $news/wires.conllu
    --dev $out/ewt-dev.conllu --dev $out/gumfree-dev.conllu
    --dev $news/test.conllu --vectors $out/vectors.txt"
extra="--extra $out/names.conllu --extra $out/made.conllu
    --extra $news/agencies.conllu --extra $news/agencies.conllu"
more="--silver $out/silver.conllu --soft-weight 0.7"
if [ "$small" ]; then
    # shellcheck disable=SC2086
    "$build/train" $common --sentences 3000 \
        --width 64 --layers 2 --arc 64 --rel 32 --affix 1024 --epochs 3 \
        --seed 1 --out "$out/teacher1.ckpt" >"$out/teacher1.log"
    # shellcheck disable=SC2086
    "$build/train" $common $more --sentences 3000 --silver-sentences 500 \
        --teacher "$out/teacher1.ckpt" --width 32 --layers 2 --arc 32 \
        --rel 16 --affix 1024 --epochs 4 --batch 500 --seed 1 \
        $extra --note models/NOTE \
        --out "$out/student.ckpt" --model "$out/english.chn" \
        >"$out/student.log"
    tail -n 4 "$out/student.log"
    exit 0
fi

# learn NAME ARGS...: one network, its log beside it
learn() {
    name=$1
    shift
    # shellcheck disable=SC2086
    "$build/train" $common "$@" --out "$out/$name.ckpt" >"$out/$name.log"
    tail -n 1 "$out/$name.log"
}

wide="--width 384 --arc 256 --rel 128 --lr 1.5e-3"
# shellcheck disable=SC2086 # word lists
{
    learn teacher1 $wide --epochs 20 --batch 600 --decay 0.03 --seed 1 \
        --drop-word 0.08 --drop-learned 0.35 --drop-affix 0.25 \
        --drop-input 0.2 --drop-hidden 0.33 --drop-head 0.33
    learn teacher2 $wide --epochs 20 --batch 600 --decay 0.03 --seed 2 \
        --drop-word 0.08 --drop-learned 0.35 --drop-affix 0.25 \
        --drop-input 0.2 --drop-hidden 0.28 --drop-head 0.33
}
# shellcheck disable=SC2086
learn english $more --epochs 16 --batch 1000 --lr 2e-3 --decay 0.01 --seed 1 \
    $extra --teacher "$out/teacher1.ckpt" \
    --teacher "$out/teacher2.ckpt" \
    --drop-word 0.05 --drop-learned 0.2 --drop-affix 0.15 \
    --drop-input 0.05 --drop-hidden 0.07 --drop-head 0.15 \
    --note models/NOTE --model "$out/english.chn"
