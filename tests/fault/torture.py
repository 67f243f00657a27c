#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes calls of the tool fail, one after another, and looks at what is left.

    torture.py TOOL [--seconds N] [--all | --stacks] [--seed N] [--only WORD]
               [--jobs N]

TOOL is chancery_fault (wrapped.c). Each command is run once to count its calls
of memory, read, write, sync, open, rename and thread; then again, with the n-th
call failing, for every n where there are few and for a sample, drawn from the
seed, where there are many (--all: for every n; --stacks: for the first call of
each stack of calls that asks, so that each place that can fail has failed where
the same place is asked thousands of times). After each run:

 - it has ended by itself, with a status that the manual documents, and says
   why on standard error where it failed;
 - nothing that it asked for in memory is left ungiven back; under the address
   sanitizer nothing else is wrong, either;
 - an output file is whole or not there, and no other file is left behind;
 - a store is sound, and its rows are those of before, or of after, or of whole
   batches between; the same command given again completes it;
 - where it says that it is done, everything is as without a fault.
"""
import argparse
import hashlib
import http.client
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

KINDS = ["memory", "read", "write", "sync", "open", "rename", "thread"]
STATUSES = {0, 1, 2, 3, 4, 5, 70}
BATCH = 2

REPORTS = [
    "date 2023-07-28 Russian defence minister Sergei Shoigu visited Pyongyang "
    "on Wednesday, Yonhap quoted KCNA as saying.",
    "date 2023-07-27 Kim Jong Un met Sergei Shoigu in Pyongyang on Wednesday, "
    "TASS said. Russia will sign a treaty with North Korea next month.",
    "date 2023-07-29 Norway condemned Chile on Friday, Reuters reported.",
    "date 2023-07-30 Norway and Chile signed a pact in Oslo on Saturday.",
    "Chinese Foreign Minister Wang Yi met Russian Foreign Minister Sergei "
    "Lavrov in Moscow on 3 May 2021, TASS reported.",
    "date 2023-08-02 Rain fell in Oslo, and nothing else happened.",
]


def environment(kind="", at=0, short=False, report=None):
    env = dict(os.environ, LC_ALL="C", CHN_FAULT_KIND=kind,
               CHN_FAULT_AT=str(at), CHANCERY_GUARD="off", CHN_FAULT_SHORT="1" if short else "0")
    env.pop("CHN_FAULT_REPORT", None)
    env.pop("CHANCERY_STORE", None)
    env["ASAN_OPTIONS"] = (os.environ.get("ASAN_OPTIONS", "") +
                           ":exitcode=99:allocator_may_return_null=1")
    if report:
        env["CHN_FAULT_REPORT"] = report
    return env


def dump(path):
    """The rows of a store, or why it has none."""
    con = sqlite3.connect(path)
    try:
        if con.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return "not sound: integrity_check"
        if con.execute("PRAGMA foreign_key_check").fetchall():
            return "not sound: foreign_key_check"
        h = hashlib.sha256()
        for line in con.iterdump():
            h.update(line.encode("utf-8", "surrogateescape"))
        return h.hexdigest()
    except sqlite3.Error as e:
        return "not sound: %s" % e
    finally:
        con.close()


def reports_of(path):
    con = sqlite3.connect(path)
    try:
        return con.execute("SELECT count(*) FROM report").fetchone()[0]
    except sqlite3.Error:
        return 0  # given up before there were tables
    finally:
        con.close()


class Command:
    """A command line, in a folder of its own that holds copies of `files`."""

    def __init__(self, name, args, files=(), output=None, store=None,
                 changes=False, grows=False, stdin="", tables=None,
                 serve=False):
        self.name, self.args, self.files = name, args, files
        self.output, self.store = output, store
        self.changes, self.grows = changes, grows
        self.stdin, self.serve = stdin, serve
        self.tables = tables
        self.want_out = self.want_file = None
        self.before = self.after = None

    def fresh(self, kept, where):
        shutil.rmtree(where, ignore_errors=True)
        os.mkdir(where)
        for f in self.files:
            shutil.copy(os.path.join(kept, f), where)

    def run(self, tool, kept, where, env):
        args = [a.replace("@", kept) for a in self.args]
        if self.serve:
            return self.run_server(tool, args, where, env)
        try:
            p = subprocess.run([tool] + args, cwd=where, env=env,
                               input=self.stdin.encode(), timeout=120,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        except subprocess.TimeoutExpired as e:
            return 124, e.stdout or b"", e.stderr or b""
        return p.returncode, p.stdout, p.stderr

    def run_server(self, tool, args, where, env):
        """Starts it, asks for what is listed, ends it; the answers are its
        output. An answer with a status of failure says so in one shape."""
        with open(os.path.join(where, "link"), "w+b") as link, \
                open(os.path.join(where, "said"), "w+b") as said:
            p = subprocess.Popen([tool] + args, cwd=where, env=env,
                                 stdin=subprocess.DEVNULL, stdout=link,
                                 stderr=said)
            told, deadline = b"", time.monotonic() + 60
            while p.poll() is None and time.monotonic() < deadline:
                link.seek(0)
                told = link.read()
                if told.endswith(b"\n"):
                    break
                time.sleep(0.01)
            out = b""
            if told.endswith(b"\n") and p.poll() is None:
                out = self.ask(told.decode().strip())
            if p.poll() is None:
                p.send_signal(signal.SIGTERM)
            try:
                rc = p.wait(60)
            except subprocess.TimeoutExpired:
                p.kill()
                rc = 124
            said.seek(0)
            err = said.read()
        os.remove(os.path.join(where, "link"))
        os.remove(os.path.join(where, "said"))
        return rc, out, err

    def ask(self, base):
        out = b""
        for path in ("api/v1/events?actor=Norway", "api/v1/facets",
                     "api/v1/export/ged", "api/v1/reports", "nowhere"):
            try:
                with urllib.request.urlopen(base + path, timeout=30) as r:
                    out += b"%d %s\n" % (r.status, r.read())
            except urllib.error.HTTPError as e:
                body = e.read()
                out += b"%d %s\n" % (e.code, body)
                try:
                    json.loads(body)["error"]["message"]
                except (ValueError, KeyError, TypeError):
                    out += b"SHAPELESS\n"
            except (OSError, ValueError, http.client.HTTPException) as e:
                out += b"cut: %s\n" % type(e).__name__.encode()
        return out


def commands(claims):
    two = ["--by", "ada", "--date", "2024-01-01"]
    s = ["-d", "s.db"]
    kept = dict(files=["s.db"], store="s.db")
    reads = dict(kept, changes=False)
    return [
        Command("code", ["code", "--threads", "1", "@/in"]),
        Command("code -o", ["code", "--threads", "2", "-f", "csv", "-o", "o",
                            "@/in"], output="o"),
        Command("code jsonl", ["code", "--threads", "1", "@/in.jsonl"]),
        Command("add", ["add", "-d", "s.db", "--batch", str(BATCH),
                        "--threads", "1", "@/in"],
                store="s.db", grows=True),
        Command("add more", ["add", "-d", "s.db", "--batch", str(BATCH),
                             "--threads", "1", "@/more"],
                files=["s.db"], store="s.db", grows=True),
        Command("merge", ["merge"] + s + two + claims[:2], changes=True,
                **kept),
        Command("merge --window", ["merge"] + s + ["--window", "3"],
                changes=True, **kept),
        Command("review", ["review"] + s + ["--by", "ada", "--on",
                                            "2024-01-01T00:00:00Z"] + claims,
                stdin="a\nx no act\nc date=2023-07-26 # told\nq\n",
                changes=True, **kept),
        Command("date --set", ["date"] + s + ["--set", "r3=2023-07-31"],
                changes=True, **kept),
        Command("export ged", ["export"] + s + ["-f", "ged", "-o", "o"],
                output="o", **reads),
        Command("export store", ["export"] + s + ["-f", "store", "-o", "o"],
                output="o", **reads),
        Command("export graphml", ["export"] + s + ["-f", "graphml"], **reads),
        Command("query", ["query"] + s + ["-t", "Norway", "--facets"], **reads),
        Command("series", ["series"] + s + ["--dyad", "NOR-CHL"], **reads),
        Command("timeline", ["timeline"] + s, **reads),
        Command("show", ["show"] + s + [claims[0]], **reads),
        Command("stats", ["stats"] + s, **reads),
        Command("disagree", ["disagree"] + s, **reads),
        Command("follows", ["follows"] + s, **reads),
        Command("observances", ["observances"] + s, **reads),
        Command("why", ["why"] + s + [claims[0]], **reads),
        Command("merge --compare", ["merge"] + s + ["--compare"], **reads),
        Command("rebuild", ["rebuild"] + s + ["-o", "o"], output="o", **reads),
        Command("salvage", ["rebuild", "--salvage"] + s + ["-o", "o"],
                output="o", **reads),
        Command("check", ["check"] + s, **reads),
        Command("diff", ["diff", "s.db", "@/other.db"], **reads),
        Command("serve", ["serve"] + s + ["--port", "0", "--threads", "1"],
                serve=True, **reads),
    ]


class Torture:
    def __init__(self, tool, seed):
        self.tool, self.rng = tool, random.Random(seed)
        self.dir = tempfile.mkdtemp(
            prefix="chancery-fault.",
            dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
        self.kept = os.path.join(self.dir, "kept")
        self.lock = threading.Lock()
        self.complaints, self.runs = [], 0

    def tidy(self):
        shutil.rmtree(self.dir, ignore_errors=True)

    def complain(self, c, what, text, err=b""):
        with self.lock:
            self.complaints.append("%s, %s: %s" % (c.name, what, text))
            if len(self.complaints) <= 60:
                print("# " + self.complaints[-1])
                for line in err.decode("utf-8", "replace").split("\n")[:12]:
                    if line:
                        print("#    " + line[:200])
                sys.stdout.flush()

    def plain(self, *args, ok=(0,)):
        p = subprocess.run([self.tool] + list(args), env=environment(),
                           stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, cwd=self.kept)
        if p.returncode not in ok:
            print("Bail out! %s fails without a fault: %s" %
                  (args[0], p.stderr.decode()))
            sys.exit(2)
        return p.stdout

    def prepare(self, only, stacks):
        os.makedirs(os.path.join(self.kept, "in"))
        os.makedirs(os.path.join(self.kept, "more"))
        with open(os.path.join(self.kept, "in.jsonl"), "w") as lines:
            for i, text in enumerate(REPORTS):
                day = re.match("date (\\S+) ", text)
                lines.write(json.dumps(
                    {"id": "j%d" % i, "date": day.group(1) if day else None,
                     "text": text}) + "\n")
                for folder in ("in", "more") if i < 4 else ("more",):
                    name = "%s/%s/r%d.txt" % (self.kept, folder, i)
                    with open(name, "w") as f:
                        f.write(text)
        self.plain("add", "-d", "s.db", "--threads", "1", "in")
        self.plain("add", "-d", "other.db", "--threads", "1", "more")
        con = sqlite3.connect(os.path.join(self.kept, "s.db"))
        # of one event each
        claims = [r[0] for r in con.execute(
            "SELECT c.id FROM event e JOIN claim c ON c.seq = e.best_claim "
            "ORDER BY first_reported, e.id")]
        con.close()
        if len(claims) < 3:
            print("Bail out! %d claims are too few" % len(claims))
            sys.exit(2)
        self.commands = [c for c in commands(claims[:3])
                         if re.search(only, c.name)]
        work = os.path.join(self.dir, "work")
        for c in self.commands:
            c.fresh(self.kept, work)
            if c.store and c.files:
                c.before = dump(os.path.join(work, c.store))
            report = os.path.join(self.dir, "count")
            rc, c.want_out, err = c.run(self.tool, self.kept, work,
                                        environment(report=report))
            if rc not in (0, 1):
                print("Bail out! %s fails without a fault: %s" %
                      (c.name, err.decode()))
                sys.exit(2)
            c.want_rc = rc
            c.names = sorted(os.listdir(work))
            if c.output:
                c.want_file = self.bytes_of(c, os.path.join(work, c.output))
            if c.store:
                c.after = dump(os.path.join(work, c.store))
                if c.after.startswith("not"):
                    print("Bail out! %s: %s" % (c.name, c.after))
                    sys.exit(2)
                c.total = reports_of(os.path.join(work, c.store))
            with open(report) as f:
                c.counts = dict(zip(KINDS, map(int, f.read().split()[3:])))
            if stacks:
                self.collect(c, work)

    def collect(self, c, work):
        """c.firsts: of each kind the calls that were the first of a stack."""
        told = os.path.join(self.dir, "stacks")
        c.fresh(self.kept, work)
        c.run(self.tool, self.kept, work,
              dict(environment(), CHN_FAULT_STACKS=told))
        c.firsts = {kind: [] for kind in KINDS}
        with open(told) as f:
            for line in f:
                kind, n = line.split()
                c.firsts[kind].append(int(n))
        os.remove(told)

    @staticmethod
    def bytes_of(c, path):
        if c.output == "o" and ("store" in c.args or c.args[0] == "rebuild"):
            return dump(path)
        with open(path, "rb") as f:
            return f.read()

    def one(self, c, kind, at, short, work):
        what = "%s %s %d" % (kind, "short at" if short else "call", at)
        report = work + ".report"
        if os.path.exists(report):
            os.remove(report)
        c.fresh(self.kept, work)
        rc, out, err = c.run(self.tool, self.kept, work,
                             environment(kind, at, short, report))
        with self.lock:
            self.runs += 1
        if rc == 124:
            return self.complain(c, what, "does not come to an end", err)
        if rc not in STATUSES:
            return self.complain(c, what, "exit status %d" % rc, err)
        if rc > 1 and not err:
            self.complain(c, what, "exit status %d without a word" % rc)
        if kind == "memory" and rc == 70 and b"memory" not in err:
            self.complain(c, what, "does not say that memory is out", err)
        if rc == 70 and kind not in ("memory", "thread"):
            self.complain(c, what, "takes it for a bug of its own", err)
        try:
            with open(report) as f:
                hit, blocks, lite = map(int, f.read().split()[:3])
        except (OSError, ValueError):
            return self.complain(c, what, "ended without an end", err)
        if blocks or lite:
            self.complain(c, what, "%d blocks, %d bytes of SQLite's were not "
                          "given back" % (blocks, lite), err)
        if rc == 0 and hit and not c.serve and out != c.want_out and \
                c.want_rc == 0:
            self.complain(c, what, "says it is done, and prints other bytes",
                          err)
        if c.serve:
            if b"SHAPELESS" in out:
                self.complain(c, what, "an answer is not in its shape: %r" %
                              out[:300], err)
            if not self.answers_true(c, out):
                self.complain(c, what, "an answer of 200 is another: %r" %
                              out[:300], err)
        self.look_at_files(c, what, rc, work, err)

    @staticmethod
    def answers_true(c, out):
        want = c.want_out.split(b"\n")
        for line in out.split(b"\n"):
            if line.startswith(b"200") and line not in want:
                return False
        return True

    def look_at_files(self, c, what, rc, work, err):
        for name in os.listdir(work):
            if name not in c.names and not re.match(r"s\.db-(wal|shm|journal)$",
                                                    name):
                self.complain(c, what, "leaves %s behind" % name, err)
        if c.output:
            path = os.path.join(work, c.output)
            there = os.path.exists(path)
            if rc == 0 and not there:
                self.complain(c, what, "says it is done, and wrote nothing",
                              err)
            # a report that was lost is told, and the others are kept
            if there and rc != 1 and self.bytes_of(c, path) != c.want_file:
                self.complain(c, what, "status %d, and the file is not whole"
                              % rc, err)
            # what these two print of the store comes after the store
            if there and rc > 1 and c.name not in ("rebuild", "salvage"):
                self.complain(c, what, "failed, and the file is there", err)
        if not c.store:
            return
        path = os.path.join(work, c.store)
        if not os.path.exists(path):
            if rc in (0, 1) or c.before:
                self.complain(c, what, "there is no store", err)
            return
        got = dump(path)
        if got.startswith("not"):
            return self.complain(c, what, got, err)
        if not c.changes and not c.grows:
            if got != c.before:
                self.complain(c, what, "changed a store that it reads", err)
            return
        # left out with a message, the others kept: what comes later has
        # another number
        lost = rc == 1 or b': report "' in err
        if rc == 0 and got != c.after:
            self.complain(c, what, "says it is done, and the store is another",
                          err)
        if c.grows and rc > 1:
            held = reports_of(path)
            least = 4 if c.before else 0
            if held != c.total and (held - least) % BATCH and not lost:
                self.complain(c, what, "%d reports are no whole batches" %
                              held, err)
        if c.changes and rc > 1 and not c.partly and got not in (c.before,
                                                               c.after):
            # committed, and what follows from it left to the next who writes
            self.plain("add", "-d", path, os.path.join(self.kept, "in"))
            if dump(path) != c.after:
                self.complain(c, what, "the store is neither that of before "
                              "nor that of after", err)
        if (c.grows or c.again) and rc:
            rc, _, err = c.run(self.tool, self.kept, work, environment())
            if rc != c.want_rc or reports_of(path) != c.total:
                self.complain(c, what, "given again (status %d), reports are "
                              "missing" % rc, err)
            elif not lost and dump(path) != c.after:
                self.complain(c, what, "given again, the store is not as it "
                              "would have been", err)


# One decision after the other: what was decided is kept.
Command.partly = property(lambda self: self.name == "review")
Command.again = property(lambda self: self.name == "merge --window")


def plan(t, every, stacks):
    """Groups (command, kind, short) with the calls that are to fail, in a
    random order; the first of each group first, so that a short run has seen
    all groups."""
    rounds = []
    for c in t.commands:
        for kind in KINDS:
            for short in (False, True) if kind in ("read", "write") else \
                    (False,):
                n = sorted(c.firsts[kind]) if stacks else \
                    list(range(1, c.counts[kind] + 1))
                t.rng.shuffle(n)
                rounds.append((c, kind, short, n))
    order = []
    deepest = max(len(n) for _, _, _, n in rounds)
    at = 0
    while at < deepest:
        for c, kind, short, n in rounds:
            if at < len(n):
                order.append((c, kind, n[at], short))
        at += 1
        if not every and not stacks and len(order) > 100000:
            break
    return rounds, order


def main():
    p = argparse.ArgumentParser()
    p.add_argument("tool")
    p.add_argument("--seconds", type=float)  # default: 50, or what it takes
    p.add_argument("--all", action="store_true")
    p.add_argument("--stacks", action="store_true")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--only", default="")  # a pattern
    p.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    a = p.parse_args()
    if a.seconds is None:
        a.seconds = float("inf") if a.all or a.stacks else 50
    t = Torture(os.path.abspath(a.tool), a.seed)
    began = time.monotonic()
    try:
        t.prepare(a.only, a.stacks)
        rounds, order = plan(t, a.all, a.stacks)
        groups = sum(1 for r in rounds if r[3])
        ready = time.monotonic()
        done = {}
        took = iter(order)

        def work(i):
            where = os.path.join(t.dir, "w%d" % i)
            # each group once, however slow the machine is
            while time.monotonic() - ready < a.seconds or \
                    t.runs < groups:
                with t.lock:
                    what = next(took, None)
                if what is None:
                    return
                c, kind, at, short = what
                try:
                    t.one(c, kind, at, short, where)
                except Exception as e:  # of this script: a complaint, too
                    t.complain(c, "%s %d" % (kind, at), repr(e))
                with t.lock:
                    key = (c.name, kind, short)
                    done[key] = done.get(key, 0) + 1

        threads = [threading.Thread(target=work, args=(i,))
                   for i in range(a.jobs)]
        for th in threads:
            th.start()
        for th in threads:
            th.join()
        print("# command, kind of call: calls, to fail, failed in turn")
        for c, kind, short, n in rounds:
            k = done.get((c.name, kind, short), 0)
            if n:
                print("# %-15s %-12s %7d %7d %7d%s" % (
                    c.name, kind + (" short" if short else ""),
                    c.counts[kind], len(n), k, "" if k else "  NONE"))
        print("# %d runs, seed %d, %.0f s" % (t.runs, a.seed,
                                              time.monotonic() - began))
        if t.runs < groups:
            t.complaints.append("only %d of %d groups" % (t.runs, groups))
        bad = len(t.complaints)
        print("%s 1 - every failing call is told, and harms nothing%s" % (
            "not ok" if bad else "ok",
            ": %d complaints" % bad if bad else ""))
        print("1..1")
        return 1 if bad else 0
    finally:
        t.tidy()


sys.exit(main())
