#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What bench/serve.sh needs besides wrk.

    serve.py paths BASE DIR      a file of addresses for each page query
    serve.py press HOST PORT N   N connections that stay silent, and slow
                                 readers, while others are served
"""
import json
import random
import resource
import socket
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

q = urllib.parse.quote


def get(url):
    with urllib.request.urlopen(url, timeout=60) as r:
        return json.loads(r.read())


def paths(base, out):
    random.seed(1)
    api = base.rstrip("/") + "/api/v1"
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    facets = get(api + "/facets?limit=1000")["facets"]
    names = {f: [v["value"] for v in vs] for f, vs in facets.items()}
    total = get(api + "/events?limit=1")["total"]
    rows = []
    for offset in range(0, total, max(1, total // 40)):
        rows += get(api + f"/events?limit=50&offset={offset}")["events"]
    reports = [r["id"] for o in range(0, 15000, 1500)
               for r in get(api + f"/reports?limit=100&offset={o}")["reports"]]
    words = ["summit", "treaty", "visit*", '"the two"', "railway", "sanctions", "met", "signed", "minister", "the"]

    def period():
        y = random.randint(2004, 2022)
        return random.choice([f"from={y}&to={y + random.randint(0, 4)}", f"from={y}-{random.randint(1, 12):02d}", f"to={y}"])

    def some(f):
        return f"{f}={q(random.choice(names[f]))}"

    def filtered():
        parts = random.sample([some("actor"), some("dyad"), some("category"), some("status"), some("place"), period(),
                               f"confidence=0.{random.randint(3, 9)}"], random.randint(0, 2))
        return "&".join(parts)

    def pair():
        return random.choice(names["dyad"])

    kinds = {
        "events": lambda: f"/events?{filtered()}&offset={random.randint(0, 200) * 50}",
        "events, sorted": lambda: f"/events?{filtered()}&sort=-confidence&offset={random.randint(0, 20) * 50}",
        "events, words": lambda: f"/events?text={q(random.choice(words))}&{filtered()}",
        "event": lambda: "/events/" + random.choice(rows)["event"],
        "claim": lambda: "/claims/" + random.choice(rows)["claim"],
        "facets": lambda: f"/facets?{filtered()}",
        "density": lambda: f"/density?{filtered()}&by={random.choice(['day', 'month', 'year'])}",
        "network": lambda: f"/network?{period()}&{some('category')}",
        "network, all actors": lambda: f"/network?{period()}&limit={random.randint(20, 90)}",
        "map": lambda: f"/map?{filtered()}&limit={random.randint(100, 500)}",
        "series": lambda: f"/series?dyad={pair()}&by={random.choice(['month', 'quarter', 'year'])}&{period()}",
        "disagreements": lambda: f"/disagreements?{filtered()}&limit=20",
        "reports": lambda: f"/reports?limit=50&offset={random.randint(0, 300) * 50}&sort={random.choice(['added', 'date', '-date'])}",
        "reports, words": lambda: f"/reports?text={q(random.choice(words))}&limit=20&offset={random.randint(0, 40) * 20}",
        "report": lambda: "/reports/" + q(random.choice(reports), safe=""),
        "observances": lambda: f"/observances?limit=20&offset={random.randint(0, 40) * 20}",
        "messages": lambda: f"/messages?limit=50&offset={random.randint(0, 30) * 50}",
        "follows": lambda: f"/follows?limit=50&offset={random.randint(0, 30) * 50}",
        "origins": lambda: "/origins",
        "meta": lambda: "/meta",
        "queue": lambda: f"/review/queue?offset={random.randint(0, 40) * 50}",
        "progress": lambda: "/review/progress",
    }
    for kind, make in kinds.items():
        with open(out / kind.replace(", ", "-").replace(" ", "_"), "w", encoding="utf-8") as f:
            f.writelines("/api/v1" + make().replace("?&", "?").rstrip("?&") + "\n" for _ in range(2000))


def ask(host, port, target="/api/v1/meta"):
    begun = time.monotonic()
    with socket.create_connection((host, port), timeout=30) as s:
        s.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
        got = b""
        while part := s.recv(65536):
            got += part
    return got.startswith(b"HTTP/1.1 200"), time.monotonic() - begun


def times(host, port, n=50):
    all_ok, t = True, []
    for _ in range(n):
        good, s = ask(host, port)
        all_ok = all_ok and good
        t.append(s)
    t.sort()
    return all_ok, t[n // 2] * 1000, t[-1] * 1000


def press(host, port, n):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, n + 500), hard))
    n = min(n, min(hard, n + 500) - 200)
    good, mid, worst = times(host, port)
    print(f"{'alone':<44} {mid:8.1f} {worst:8.1f}  {'serves' if good else 'FAILS'}")
    held = []
    begun = time.monotonic()
    for _ in range(n):
        s = socket.socket()
        s.settimeout(20)
        try:
            s.connect((host, port))
        except OSError:
            break
        held.append(s)
    took = time.monotonic() - begun
    good, mid, worst = times(host, port)
    print(f"{f'with {len(held)} silent connections ({took:.1f} s)':<44} {mid:8.1f} {worst:8.1f}  {'serves' if good else 'FAILS'}")
    for s in held:
        s.close()
    slow = []
    for i in range(60):
        s = socket.create_connection((host, port), timeout=20)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        target = "/api/v1/export/jsonl" if i < 4 else "/api/v1/network?limit=300"
        s.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        slow.append(s)
    time.sleep(1)
    for s in slow:
        s.recv(10)
    good, mid, worst = times(host, port)
    print(f"{'with 60 readers that take nothing':<44} {mid:8.1f} {worst:8.1f}  {'serves' if good else 'FAILS'}")
    for s in slow:
        s.close()
    time.sleep(1)
    good, mid, worst = times(host, port)
    print(f"{'afterwards':<44} {mid:8.1f} {worst:8.1f}  {'serves' if good else 'FAILS'}")
    sys.exit(not good)


if sys.argv[1] == "paths":
    paths(sys.argv[2], sys.argv[3])
else:
    press(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
