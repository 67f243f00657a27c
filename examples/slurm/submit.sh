#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Plan a large input and submit it to Slurm: three arrays, each of which waits
# for the one before it.
#
#   submit.sh FOLDER TASKS PATH...
#
# FOLDER must be seen by all nodes; the events will be FOLDER/events.jsonl. Give
# again, it submits what is not done yet. Words for sbatch in SBATCH_MORE
# ("--partition=long --time=2:00:00 --cpus-per-task=4"), words for chancery
# plan in PLAN_MORE ("--map text=body"). It waits for the end with WAIT=1.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
tasks=$2
shift 2
mkdir -p "$folder/logs"
folder=$(cd "$folder" && pwd)
if [ ! -e "$folder/plan.json" ]; then
    # shellcheck disable=SC2086 # words
    "${CHANCERY:-chancery}" plan --tasks "$tasks" -o "$folder/plan.json" \
        ${PLAN_MORE:-} "$@" >"$folder/stages"
fi
# shellcheck disable=SC1091 # made above
. "$folder/stages" # code=0-7, merge=8-15, finish=16

submit() { # submit ARRAY NAME [WORDS...]
    array=$1
    name=$2
    shift 2
    # shellcheck disable=SC2086 # words
    sbatch --parsable --array="$array" --job-name="chancery-$name" \
        --output="$folder/logs/$name-%a.log" ${SBATCH_MORE:-} "$@" \
        "$here/task.sbatch" "$folder/plan.json" | cut -d';' -f1
}
# shellcheck disable=SC2154 # of the file of stages
first=$(submit "$code" code)
# shellcheck disable=SC2154
second=$(submit "$merge" merge --dependency="afterok:$first" \
    --kill-on-invalid-dep=yes)
# shellcheck disable=SC2154,SC2086
third=$(submit "$finish" finish --dependency="afterok:$second" \
    --kill-on-invalid-dep=yes ${WAIT:+--wait})
echo "$first $second $third"
