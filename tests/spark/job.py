#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reports through a real Spark, with one of its executors killed.

    job.py REPORTS.jsonl EVENTS.jsonl FOLDER [--partitions 1,7,64]
           [--executors 2] [--memory 1024] [--bad N]
           [--large --plain CHANCERY]

Reads the reports from Parquet, codes them, merges them by a shuffle and
compares the events with EVENTS.jsonl, those of one machine. Spark is of the
pip package, in local-cluster mode: executors are processes of their own, on
the loopback. One is killed (kill -9) while the job runs. N more reports are
spoiled: they must be rows of errors, and nothing else changes. --large does it
in one job, first undisturbed, for its cost, beside that of the tool, which
makes EVENTS.jsonl. Prints one JSON object of what was seen; exit status 1
where something is not as it must be.
"""
import argparse
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("reports")
    p.add_argument("events")
    p.add_argument("folder", type=pathlib.Path)
    p.add_argument("--partitions", default="7")
    p.add_argument("--executors", type=int, default=2)
    p.add_argument("--memory", type=int, default=1024)
    p.add_argument("--slices", type=int, default=12)
    p.add_argument("--large", action="store_true")
    p.add_argument("--plain", metavar="CHANCERY")
    p.add_argument("--bad", type=int, default=0)
    return p.parse_args()


def to_parquet(path, out, bad, slices):
    """The reports in an order of no meaning, and some that cannot be coded."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    rows += [
        {"id": f"bad-{i}", "date": "2024-02-30", "publisher": "X", "text": "a b"}
        if i % 2
        else {"id": f"bad-{i}", "date": None, "publisher": None, "text": ""}
        for i in range(bad)
    ]
    random.Random(7).shuffle(rows)
    columns = ["id", "date", "publisher", "text"]
    table = pa.table({c: [r[c] for r in rows] for c in columns})
    pq.write_table(table, out, row_group_size=max(1, len(rows) // slices))
    return len(rows)


class Killer(threading.Thread):
    """Kills an executor once a job is half done."""

    def __init__(self, context, name):
        super().__init__(daemon=True)
        self.context, self.name_, self.seen = context, name, None
        self.over = threading.Event()

    def progress(self):
        t = self.context.statusTracker()
        done = total = 0
        for stage in t.getActiveStageIds():
            s = t.getStageInfo(stage)
            if s:
                done, total = done + s.numCompletedTasks, total + s.numTasks
        return done, total

    def run(self):
        while not self.over.wait(0.02):
            done, total = self.progress()
            if 0 < done < total:
                pids = executors()
                if pids:
                    os.kill(pids[0], signal.SIGKILL)
                    self.seen = {
                        "while": self.name_,
                        "done": done,
                        "tasks": total,
                        "executors": len(pids),
                    }
                    return

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()


class Nobody:
    seen = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def session(a):
    import pyspark
    from pyspark.sql import SparkSession

    os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.speculation": "true",
        "spark.speculation.multiplier": "1.2",
        "spark.speculation.quantile": "0.5",
        "spark.task.maxFailures": "8",
        "spark.executor.memory": f"{a.memory}m",
        "spark.executorEnv.SPARK_LOCAL_IP": "127.0.0.1",
        "spark.local.dir": str(a.folder / "local"),
        "spark.sql.warehouse.dir": str(a.folder / "warehouse"),
        "spark.sql.adaptive.enabled": "true",
        "spark.sql.files.maxPartitionBytes": str(
            max(1, os.path.getsize(a.folder / "reports.parquet") // a.slices)
        ),
        "spark.sql.files.openCostInBytes": "0",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    b = SparkSession.builder.master(
        f"local-cluster[{a.executors},1,{a.memory}]"
    ).appName("chancery")
    for k, v in settings.items():
        b = b.config(k, v)
    return b.getOrCreate()


def lines(folder):
    import pyarrow.parquet as pq

    found = pq.read_table(folder, columns=["json"])["json"].to_pylist()
    return sorted(line.encode() for line in found)


class Cost(threading.Thread):
    """Seconds of processors that this process and all below it have used: the
    most that was seen of each, so that those that are gone count too."""

    def __init__(self):
        super().__init__(daemon=True)
        self.used = {}
        self.start()

    def look(self):
        tick = os.sysconf("SC_CLK_TCK")
        for pid, (_, own) in family().items():
            self.used[pid] = max(self.used.get(pid, 0), own / tick)
        return sum(self.used.values())

    def run(self):
        while True:
            self.look()
            time.sleep(0.5)


def family():
    """Of this process and all below it: {pid: (parent, ticks)}."""
    seen = {}
    for p in pathlib.Path("/proc").iterdir():
        if p.name.isdigit():
            try:
                stat = (p / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            seen[int(p.name)] = (int(stat[1]), int(stat[11]) + int(stat[12]))
    mine = {os.getpid()}
    for _ in range(8):  # generations
        mine |= {p for p, (parent, _) in seen.items() if parent in mine}
    return {p: v for p, v in seen.items() if p in mine}


def executors():
    """Process numbers of the executors below this process."""
    found = []
    for pid in family():
        try:
            line = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if b"CoarseGrainedExecutorBackend" in line and b"/java" in line[:200]:
            found.append(pid)
    return sorted(found)


class Run:
    def __init__(self, a):
        self.a, self.bad = a, []
        self.cost = Cost()
        self.seen = {"killed": [], "times_s": {}, "cpu_s": {}}
        if a.plain:
            self.plain()
        self.want = sorted(open(a.events, "rb").read().splitlines())

    def step(self, name, kill, what):
        """One job, timed; with `kill` an executor dies in it."""
        t, c = time.time(), self.cost.look()
        with Killer(self.spark.sparkContext, name) if kill else Nobody() as k:
            what()
        if k.seen:
            self.seen["killed"].append(k.seen)
        elif kill:
            self.bad.append(f"no executor was killed while {name}")
        self.seen["times_s"][name] = round(time.time() - t, 1)
        self.seen["cpu_s"][name] = round(self.cost.look() - c, 1)

    def plain(self):
        """What Spark does, with the tool: as many threads as executors."""
        t = time.time()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        claims = str(self.a.events) + ".claims"
        for words in (
            ["code", "--mergeable", "-j", str(self.a.executors), "-o", claims,
             self.a.reports],
            ["events", "-o", self.a.events, claims],
        ):
            subprocess.run([self.a.plain, *words], check=True)
        os.unlink(claims)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.seen["times_s"]["tool"] = round(time.time() - t, 1)
        self.seen["cpu_s"]["tool"] = round(
            after.ru_utime + after.ru_stime
            - before.ru_utime - before.ru_stime, 1
        )

    def compare(self, name, folder):
        got = lines(folder)
        self.seen["events"] = len(got)
        if got != self.want:
            self.bad.append(
                f"{name}: {len(got)} events, {len(self.want)} expected, or "
                "other bytes"
            )

    def small(self, reports, cs):
        """Claims by way of Parquet, then 1, 7 and 64 partitions."""
        at = str(self.a.folder / "claims.parquet")
        self.step(
            "coding", True, lambda: cs.code(reports).write.parquet(at)
        )
        self.spark.conf.set("spark.sql.files.maxPartitionBytes", "4m")
        claims = self.spark.read.parquet(at)
        errors = claims.where("outcome = 'error'").select(
            "report", "error_code", "error_message"
        ).collect()
        self.seen["claims"] = claims.where("outcome = 'claim'").count()
        self.seen["errors"] = sorted({e.error_code for e in errors})
        if len(errors) != self.a.bad or not all(
            e.error_message for e in errors
        ):
            self.bad.append(f"{len(errors)} errors, {self.a.bad} expected")
        feeds = [claims, claims.orderBy("claim"), claims.orderBy("json")]
        for i, n in enumerate(int(p) for p in self.a.partitions.split(",")):
            out = str(self.a.folder / f"events-{n}.parquet")
            self.step(
                f"merging in {n}",
                False,
                lambda: cs.merge(feeds[i % 3], partitions=n).write.parquet(out),
            )
            self.compare(f"{n} partitions", out)

    def large(self, reports, cs):
        """From reports to events in one job: for its cost, then killed."""
        for name, kill in (("calm", False), ("killed", True)):
            out = str(self.a.folder / f"events-{name}.parquet")
            claims = cs.code(reports, columns=cs.TO_MERGE)
            self.step(
                name, kill, lambda: cs.merge(claims).write.parquet(out)
            )
            self.compare(name, out)
        cpu, times = self.seen["cpu_s"], self.seen["times_s"]
        if "tool" in cpu:
            self.seen["cost_by_tool"] = round(cpu["calm"] / cpu["tool"], 2)
            self.seen["time_by_tool"] = round(times["calm"] / times["tool"], 2)

    def all(self):
        a = self.a
        shutil.rmtree(a.folder, ignore_errors=True)
        a.folder.mkdir(parents=True)
        at = a.folder / "reports.parquet"
        self.seen["reports"] = to_parquet(a.reports, at, a.bad, a.slices)
        t, c = time.time(), self.cost.look()
        self.spark = session(a)
        self.seen["times_s"]["start"] = round(time.time() - t, 1)
        self.seen["cpu_s"]["start"] = round(self.cost.look() - c, 1)
        from chancery import spark as cs

        reports = self.spark.read.parquet(str(at))
        (self.large if a.large else self.small)(reports, cs)
        self.seen["executors_at_end"] = len(executors())
        self.spark.stop()
        self.seen["bad"] = self.bad
        print(json.dumps(self.seen))
        return 1 if self.bad else 0


if __name__ == "__main__":
    options = arguments()
    options.folder = options.folder.resolve()
    sys.exit(Run(options).all())
