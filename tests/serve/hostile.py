#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Send a running server what no honest browser sends. TAP.

    hostile.py HOST PORT TOKEN|-      with -: a server that asks for none
"""
import json
import socket
import sys
import time

host, port = sys.argv[1], int(sys.argv[2])
token = "" if sys.argv[3] == "-" else sys.argv[3]
us = f"{host}:{port}"
tests = bad = 0


def ok(what, good, note=""):
    global tests, bad
    tests += 1
    bad += not good
    print(f"{'ok' if good else 'not ok'} {tests} - {what}")
    if not good:
        print("# " + repr(note)[:600])


def raw(data, timeout=10.0):
    """Bytes in, bytes out, until the server closes or is silent."""
    with socket.create_connection((host, port), timeout=timeout) as s:
        s.sendall(data)
        got = b""
        try:
            while True:
                part = s.recv(65536)
                if not part:
                    break
                got += part
                head, _, body = got.partition(b"\r\n\r\n")
                for line in head.lower().split(b"\r\n"):
                    if line.startswith(b"content-length:") and len(body) >= int(line[15:]):
                        return got
        except (TimeoutError, socket.timeout, ConnectionError):
            pass
        return got


def ask(target, method="GET", headers=None, body=b"", auth=True):
    h = {"Host": us}
    if auth and token:
        h["Cookie"] = f"x=y; chancery={token}"
    h.update(headers or {})
    if body:
        h.setdefault("Content-Length", str(len(body)))
    head = f"{method} {target} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in h.items() if v is not None)
    got = raw(head.encode("latin-1") + b"\r\n" + body)
    first, _, rest = got.partition(b"\r\n")
    head, _, body = rest.partition(b"\r\n\r\n")
    fields = {}
    for line in head.decode("latin-1").split("\r\n"):
        k, _, v = line.partition(":")
        fields[k.strip().lower()] = v.strip()
    return int(first.split()[1]) if len(first.split()) > 1 else 0, fields, body


# ---- the page and its headers
status, head, page = ask("/")
ok("the page", status == 200 and head["content-type"].startswith("text/html"), (status, head))
csp = head.get("content-security-policy", "")
ok("no script from elsewhere, none inline", "default-src 'none'" in csp and "script-src 'self'" in csp
   and "unsafe" not in csp and "frame-ancestors 'none'" in csp, csp)
for name, value in (("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"), ("x-frame-options", "DENY"),
                    ("cross-origin-resource-policy", "same-origin")):
    ok(f"{name}", head.get(name) == value, head.get(name))
for deep in ("/events/e123", "/pair/PRK-RUS?from=2019", "/a/b/c", "/review"):
    ok(f"deep link {deep}", ask(deep)[2] == page)
ok("a page that is not there has its tag", ask("/", headers={"If-None-Match": head["etag"]})[0] == 304)
ok("gzip where it is taken", ask("/", headers={"Accept-Encoding": "gzip, br"})[1].get("content-encoding") in ("gzip", None))
ok("no file of this machine", b"root:" not in ask("/../../../../etc/passwd")[2] and b"root:" not in ask("/%2e%2e/%2e%2e/etc/passwd")[2])
ok("assets that are not there", ask("/assets/none.js")[0] == 404)
ok("HEAD", ask("/", "HEAD")[0] == 200)

# ---- who may ask
for h in ("evil.example", f"evil.example:{port}", f"{host}:1", "", f"{host}.evil.example:{port}", f"{us}@evil", f"localhost.evil:{port}"):
    ok(f"Host {h!r} is refused", ask("/api/v1/meta", headers={"Host": h})[0] in (400, 403), h)
ok("no Host is refused", ask("/api/v1/meta", headers={"Host": None})[0] in (400, 403))
got = raw(f"GET /api/v1/meta HTTP/1.1\r\nHost: {us}\r\nHost: evil\r\n\r\n".encode())
ok("two Hosts are refused", b" 403 " in got[:20] or b" 400 " in got[:20], got[:80])
ok("localhost is us", ask("/api/v1/meta", headers={"Host": f"localhost:{port}"})[0] == 200)
ok("another site may not ask", ask("/api/v1/meta", headers={"Sec-Fetch-Site": "cross-site"})[0] == 403)
ok("a link from another site opens a page", ask("/", headers={"Sec-Fetch-Site": "cross-site"})[0] == 200)
post = {"Content-Type": "application/json", "Origin": f"http://{us}"}
body = b'{"action":"undo"}'
allowed = ask("/api/v1/review/decisions", "POST", post, body)[0]
ok("POST of our own", allowed in (200, 403), allowed)
for h, want in (({"Origin": "http://evil.example"}, 403), ({"Origin": "null"}, 403), ({"Origin": f"https://{us}"}, 403),
                ({"Origin": None}, 403), ({"Content-Type": "text/plain"}, 415), ({"Content-Type": None}, 415),
                ({"Content-Type": "application/x-www-form-urlencoded"}, 415), ({"Origin": f"http://{us}.evil"}, 403)):
    status, _, answer = ask("/api/v1/review/decisions", "POST", {**post, **h}, body)
    ok(f"POST with {h} is refused", status == want and b'"error"' in answer, (status, answer))
status = ask("/api/v1/review/decisions", "POST", {**post, "Origin": None, "Sec-Fetch-Site": "same-origin"}, body)[0]
ok("POST that the browser says is ours", status == allowed, status)
if token:
    for auth in ({}, {"Cookie": "chancery=" + "0" * 32}, {"Cookie": f"chancery={token[:-1]}"}, {"Cookie": f"chancery={token}0"},
                 {"Authorization": "Bearer x"}, {"Authorization": f"Basic {token}"}, {"Cookie": f"xchancery={token}"}):
        for target in ("/", "/api/v1/meta", "/api/v1/openapi.json"):
            status, head, answer = ask(target, headers=auth, auth=False)
            ok(f"{target} with {list(auth)} is refused", status == 401 and token.encode() not in answer, status)
    ok("as Bearer", ask("/api/v1/meta", headers={"Authorization": f"Bearer {token}"}, auth=False)[0] == 200)
    status, head, _ = ask(f"/events/e1?token={token}", auth=False)
    cookie = head.get("set-cookie", "")
    ok("the link sets a cookie and takes the token out", status == 303 and head["location"] == "/events/e1"
       and f"chancery={token}" in cookie and "HttpOnly" in cookie and "SameSite=Strict" in cookie, head)
    status, head, _ = ask(f"//evil.example/?token={token}", auth=False)
    ok("and leads nowhere else", status == 303 and head["location"] == "/", head)
    ok("a wrong token in the link", ask("/?token=" + "0" * 32, auth=False)[0] == 401)

# ---- what is no request of a browser
for data in (b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\x00" * 4096,
             b"GET " + b"/" * 60000 + b" HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 9000 + b"\r\n",
             b"GET / HTTP/1.1\r\nX: " + b"y" * 100000 + b"\r\n\r\n", b"POST /api/v1/merges HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
             f"POST /api/v1/merges HTTP/1.1\r\nHost: {us}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".encode(),
             f"GET /api/v1/meta HTTP/1.1\r\nHost: {us}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!".encode()):
    got = raw(data, 3)
    first = got.split(b"\r\n")[0]
    ok(f"{data[:24]!r}: refused or closed", not got or b" 200 " not in first or b"GET / HTTP/1.1" in data[:20], first)
    ok("and it still serves", ask("/api/v1/openapi.json")[0] == 200)
status, _, answer = ask("/api/v1/review/decisions", "POST", post, b" " * 70000)
ok("a long body", status == 413, status)
status, _, answer = ask("/api/v1/review/decisions", "POST", {**post, "Content-Length": "99999999999"}, b" " * 70000)
ok("a body that says it is longer", status in (0, 413, 400), status)
many = "&".join(f"a{i}=1" for i in range(100))
ok("many parameters", ask("/api/v1/events?" + many)[0] == 400)
for target in ("/api/v1/events?text=<script>", "/api/v1/events?place=%3Cscript%3Ealert(1)%3C/script%3E"):
    status, head, answer = ask(target)
    ok(f"{target}: as JSON, never as a page", head.get("content-type", "application/json") == "application/json", head)

# ---- slow ones
s = socket.create_connection((host, port), timeout=60)
s.sendall(f"GET /api/v1/meta HTTP/1.1\r\nHost: {us}\r\n".encode())
begun = time.monotonic()
idle = [socket.create_connection((host, port), timeout=10) for _ in range(200)]
ok("with 200 silent connections it serves", ask("/api/v1/openapi.json")[0] == 200)
for x in idle:
    x.close()
closed = False
if "--slow" in sys.argv:
    try:
        while time.monotonic() - begun < 55:
            s.sendall(b"X: y\r\n")  # a header every second: never silent
            s.settimeout(1.0)
            try:
                if s.recv(100) == b"":
                    closed = True
                    break
            except (TimeoutError, socket.timeout):
                pass
    except OSError:
        closed = True
    ok("a head that never ends is cut off", closed and time.monotonic() - begun < 45, time.monotonic() - begun)
s.close()
ok("and it still serves", ask("/api/v1/openapi.json")[0] == 200)
ok("the last answer is JSON", json.loads(ask("/api/v1/openapi.json")[2])["openapi"] == "3.1.0")
print(f"1..{tests}")
sys.exit(bad > 0)
