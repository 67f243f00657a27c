#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The recipe of examples/slurm on a Slurm of its own: munged, slurmctld and
# slurmd on the loopback, with their files in a folder that goes again, an
# array of 8 tasks on one node, one of them killed while it runs.
#   CHANCERY=build/chancery sh tests/slurm/slurm.sh
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/../cli/tap.inc"

for c in munged slurmctld slurmd sbatch scontrol python3; do
    if ! command -v $c >/dev/null 2>&1 && [ ! -x /usr/sbin/$c ]; then
        echo "no $c here: sh tools/setup.sh test"
        exit 77
    fi
done
PATH=$PATH:/usr/sbin
if [ "$(id -u)" != 0 ]; then
    echo "slurmd starts jobs of others: this test must be run as root"
    exit 77
fi

# ---- a cluster of one node --------------------------------------------------

chmod 755 "$T"
node=$(hostname -s 2>/dev/null || uname -n)
port=$((20000 + $$ % 20000))
mkdir munge state spool
chmod 700 munge
head -c 128 /dev/urandom >munge/key
chmod 600 munge/key
cat >slurm.conf <<END
ClusterName=test
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$T/munge/socket
CredType=cred/munge
StateSaveLocation=$T/state
SlurmdSpoolDir=$T/spool
SlurmctldPidFile=$T/slurmctld.pid
SlurmdPidFile=$T/slurmd.pid
SlurmctldLogFile=$T/slurmctld.log
SlurmdLogFile=$T/slurmd.log
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
ReturnToService=2
KillWait=2
MinJobAge=600
SlurmdParameters=config_overrides
NodeName=$node NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=test Nodes=$node Default=YES MaxTime=INFINITE State=UP
END
SLURM_CONF=$T/slurm.conf
export SLURM_CONF
ctld='' slurmd='' munge=''
# shellcheck disable=SC2317 # called by the trap
down() { # only what was started here
    for pid in $slurmd $ctld $munge; do
        kill "$pid" 2>/dev/null
    done
    for pid in $slurmd $ctld $munge; do
        wait "$pid" 2>/dev/null
    done
    rm -rf "$T"
}
trap down EXIT

munged --foreground --force --key-file="$T/munge/key" \
    --socket="$T/munge/socket" --pid-file="$T/munge/pid" \
    --seed-file="$T/munge/seed" --log-file="$T/munge/log" \
    >munge.out 2>&1 &
munge=$!
slurmctld -D >ctld.out 2>&1 &
ctld=$!
slurmd -D -N "$node" >slurmd.out 2>&1 &
slurmd=$!
i=0
until [ "$(sinfo -h -o %T 2>/dev/null)" = idle ]; do
    i=$((i + 1))
    if [ $i -gt 60 ] || ! kill -0 $munge $ctld $slurmd 2>/dev/null; then
        echo "this system starts no Slurm:" \
            "$(cat munge.out ctld.out slurmd.out | grep -i -m 1 -E \
                'error|fatal')"
        exit 77
    fi
    sleep 0.5
done

# ---- the recipe -------------------------------------------------------------

python3 "$SOURCE/tools/grow/grow.py" 800 grown.jsonl "$SOURCE/data/samples"
"$CHANCERY" code --mergeable grown.jsonl | "$CHANCERY" events - >one.jsonl
export CHANCERY

jobs_of() { # states of the tasks of a job, as squeue and scontrol know them
    scontrol -o show job "$1" 2>/dev/null |
        sed -n 's/.*JobState=\([A-Z]*\).*/\1/p' | sort | uniq -c | tr -s ' '
}
ended() { # wait for a job with all its tasks
    i=0
    while squeue -h -j "$1" 2>/dev/null | grep -q .; do
        i=$((i + 1))
        [ $i -gt 400 ] && return 1
        sleep 0.3
    done
}

PLAN_MORE='--shards 24' sh "$SOURCE/examples/slurm/submit.sh" run 8 \
    grown.jsonl >ids
is "three arrays are submitted" "$(wc -w <ids | tr -d ' ')" 3
read -r first second third <ids
i=0
while [ $i -lt 200 ] && [ ! -s victim ]; do
    pgrep -f "run-task --plan $T/run/plan.json --index" | head -n 1 >victim
    i=$((i + 1))
    sleep 0.05
done
yes "a task was killed" kill -9 "$(cat victim)"
yes "the jobs end" ended "$third"
is "all 8 tasks of code are completed" "$(jobs_of "$first")" " 8 COMPLETED"
is "all 8 tasks of merge are completed" "$(jobs_of "$second")" " 8 COMPLETED"
is "the last is completed" "$(jobs_of "$third")" " 1 COMPLETED"
same "the events are those of one run" one.jsonl run/events.jsonl
cat run/logs/code-*.log >code.log
is "the killed one ran again" "$(grep -c 'ended by signal 9; again' code.log)" 1
has "each task has its log" run/logs/code-3.log "reports, 0 failed"

sh "$SOURCE/examples/slurm/submit.sh" run 8 grown.jsonl >ids
read -r first second third <ids
ended "$third"
has "again: what is done is passed over" run/logs/code-3.log "done before"
same "again: the same events" one.jsonl run/events.jsonl

# A task that cannot end well stops what waits for it.
cp -r run broken && rm broken/*.done
sed 's/Moscow/Mascow/' grown.jsonl >other.jsonl
mv other.jsonl grown.jsonl
sh "$SOURCE/examples/slurm/submit.sh" broken 8 grown.jsonl >ids
read -r first second third <ids
ended "$third"
has "other input than was planned: told" broken/logs/code-0.log \
    "are not those that the plan was made of"
yes "other input than was planned: nothing is merged" \
    test ! -e broken/merge-00000.done
if [ "$bad" -gt 0 ]; then
    tail -n 15 slurmctld.log slurmd.log | sed 's/^/# /'
    tail -n 3 run/logs/* | sed 's/^/# /'
fi
finish
