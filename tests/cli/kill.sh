#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# "A killed run leaves a store that opens and is complete up to the last
# batch." Kills `chancery add` with SIGKILL at random moments, looks at what is
# left after each kill, takes the work up again, and compares the finished
# store with one that was never disturbed.
#
#   CHANCERY=build/chancery tests/cli/kill.sh
#
# Environment: CHANCERY the tool (required), KILLS how often (200), SEED (1).
# The moments come from the seed; what they hit depends on the machine.
set -eu
LC_ALL=C
export LC_ALL
: "${CHANCERY:?kill.sh: set CHANCERY to the path of the tool}"
case $CHANCERY in
*/*) CHANCERY=$(cd "$(dirname "$CHANCERY")" && pwd)/$(basename "$CHANCERY") ;;
*) CHANCERY=$(command -v "$CHANCERY") ;;
esac
# A killed program leaves the same bytes on any file system; in memory there is
# no waiting for a disk, and so more of the run is worth hitting.
if [ -d /dev/shm ] && [ -w /dev/shm ]; then
    work=$(mktemp -d /dev/shm/chancery-kill.XXXXXX)
else
    work=$(mktemp -d "${TMPDIR:-/tmp}/chancery-kill.XXXXXX")
fi
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
export CHANCERY
python3 - "$work" "${KILLS:-200}" "${SEED:-1}" <<'PY'
import os, random, signal, sqlite3, subprocess, sys, time

work, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
tool = os.environ["CHANCERY"]
rng = random.Random(seed)
BATCH = 3
REPORTS = 180
folder = os.path.join(work, "reports")
os.mkdir(folder)

# Invented acts of real offices: what they say does not matter here, that many
# reports tell of the same acts does.
PEOPLE = ["North Korean leader Kim Jong Un", "Russian President Vladimir Putin",
          "Chinese President Xi Jinping", "U.S. President Donald Trump",
          "South Korean President Moon Jae-in",
          "Russian Foreign Minister Sergei Lavrov"]
STATES = ["North Korea", "Russia", "China", "South Korea", "Japan", "Iran"]
CITIES = ["Moscow", "Beijing", "Pyongyang", "Seoul", "Tokyo", "Vladivostok"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
VOICES = ["KCNA", "TASS", "Xinhua", "Yonhap"]

def report(i):
    r = random.Random(seed * 100000 + i)
    a, b = r.sample(PEOPLE, 2)
    c, d = r.sample(STATES, 2)
    return (" date 2019-%02d-%02d " % (1 + i // 28 % 12, 1 + i % 28) +
            "%s met %s in %s on %s, %s reported.\n\n" %
            (a, b, r.choice(CITIES), r.choice(DAYS), r.choice(VOICES)) +
            "%s and %s signed an agreement on trade. " % (c, d) +
            "%s condemned %s, the agency said.\n\n" % (d, c) +
            "%s will visit %s next month.\n" % (a, r.choice(CITIES)))

for i in range(REPORTS):
    with open(os.path.join(folder, "r%03d.txt" % i), "w") as f:
        f.write(report(i))

def command(db):
    return [tool, "add", "-d", db, "--batch", str(BATCH), folder]

def start(db):
    # not subprocess' own pipes: a tool that waits for a reader proves nothing
    return subprocess.Popen(command(db), stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL,
                            stderr=open(os.path.join(work, "err"), "w"))

def said():
    return open(os.path.join(work, "err")).read()

def drop(db):
    for end in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(db + end):
            os.remove(db + end)

def fail(text):
    print("not ok - " + text)
    print("# " + said().replace("\n", "\n# "))
    print("1..1")
    sys.exit(1)

def rows(con, sql):
    return con.execute(sql).fetchall()

def content(con):
    return "\n".join(con.iterdump())

def whole(db):
    p = start(db)
    if p.wait() != 0:
        fail("chancery add ends with status %d" % p.returncode)

# ---- the reference ---------------------------------------------------------
ref_db = os.path.join(work, "ref.db")
times = []
for i in range(3):
    drop(ref_db)
    t = time.monotonic()
    whole(ref_db)
    times.append(time.monotonic() - t)
typical = sorted(times)[1]
t = time.monotonic()
whole(ref_db)
idle = time.monotonic() - t  # all reports are known
con = sqlite3.connect(ref_db)
ref_reports = [r[0] for r in rows(con, "SELECT id FROM report ORDER BY seq")]
ref_claims = {}
for rep, claim, record in rows(con, "SELECT r.id, c.id, c.record FROM claim c "
                               "JOIN report r ON r.seq = c.report "
                               "ORDER BY c.seq"):
    ref_claims.setdefault(rep, []).append((claim, record))
ref_content = content(con)
n_events = rows(con, "SELECT count(*) FROM event")[0][0]
con.close()
n_claims = sum(len(v) for v in ref_claims.values())
if len(ref_reports) != REPORTS:
    fail("%d of %d reports were stored" % (len(ref_reports), REPORTS))
if n_claims < REPORTS:
    fail("only %d claims: too few to prove anything" % n_claims)

# ---- one look at a store ---------------------------------------------------
def look(db, least):
    if not os.path.exists(db):
        return 0 if least == 0 else fail("the store is gone")
    con = sqlite3.connect(db)
    try:
        if rows(con, "PRAGMA integrity_check") != [("ok",)]:
            fail("integrity_check complains")
        if rows(con, "PRAGMA foreign_key_check"):
            fail("foreign_key_check complains")
        if not rows(con, "SELECT 1 FROM sqlite_schema WHERE name = 'report'"):
            return 0 if least == 0 else fail("the tables are gone")
        got = [r[0] for r in rows(con, "SELECT id FROM report ORDER BY seq")]
        n = len(got)
        if got != ref_reports[:n]:
            fail("the reports are no prefix of the input")
        if n % BATCH and n != REPORTS:
            fail("%d reports: a batch is there in part" % n)
        if n < least:
            fail("%d reports after %d were committed" % (n, least))
        claims = {}
        for rep, claim, record in rows(
                con, "SELECT r.id, c.id, c.record FROM claim c "
                "JOIN report r ON r.seq = c.report ORDER BY c.seq"):
            claims.setdefault(rep, []).append((claim, record))
        for rep in got:
            if claims.get(rep) != ref_claims.get(rep):
                fail("the claims of %s are not those of the reference" % rep)
        if set(claims) - set(got):
            fail("claims without a report")
        left = rows(con, "SELECT count(*) FROM claim c LEFT JOIN event_claim e"
                    " ON e.claim = c.seq WHERE e.event IS NULL")[0][0]
        wrong = rows(con, "SELECT count(*) FROM event e WHERE n_claims <> "
                     "(SELECT count(*) FROM event_claim c WHERE c.event = "
                     "e.id)")[0][0]
        if left or wrong:
            fail("%d claims without an event, %d events that count wrong" %
                 (left, wrong))
        return n
    finally:
        con.close()

# ---- kill, look, take up again ---------------------------------------------
hits = finished = early = rounds = 0
grown = set()
db = os.path.join(work, "killed.db")
done = 0
began = time.monotonic()
while hits < kills:
    p = start(db)
    # between the start and the end that this run would have
    time.sleep(rng.uniform(0, idle + max(0, typical - idle) *
                           (REPORTS - done) / REPORTS))
    p.send_signal(signal.SIGKILL)
    p.wait()
    if p.returncode == -signal.SIGKILL:
        hits += 1
    elif p.returncode == 0:
        early += 1
    else:
        fail("chancery add ends with status %d after a kill" % p.returncode)
    if hits % 10 == 1 and os.path.exists(db):
        # the tool itself must open what is left, before anybody mended it
        q = subprocess.run([tool, "stats", "-d", db], capture_output=True,
                           text=True)
        empty = "is empty" in q.stderr
        if q.returncode != 0 and not empty:
            fail("chancery stats: " + q.stderr)
    done = look(db, done)
    grown.add(done)
    if done == REPORTS or rng.random() < 0.05:
        # take it up to the end: nothing may tell it from the reference
        whole(db)
        done = look(db, done)
        con = sqlite3.connect(db)
        same = content(con) == ref_content
        con.close()
        if done != REPORTS or not same:
            fail("the finished store differs from the reference")
        finished += 1
        drop(db)
        done = 0
print("# %d reports, %d claims, %d events; a run takes %.2f s, %.2f without "
      "news" % (REPORTS, n_claims, n_events, typical, idle))
print("# %d kills, %d more came too late, %d stores finished, %d different "
      "stops, %.0f s" % (hits, early, finished, len(grown),
                         time.monotonic() - began))
if finished == 0 or len(grown) < 3:
    fail("the kills hit nothing worth hitting")
print("ok - %d kills lose no committed batch" % hits)
print("1..1")
PY
