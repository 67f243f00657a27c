#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An archive of made-up pages, damaged at known records, for measuring.

    warc.py BYTES OUT [--gzip] [--damage N] [--seed S]

BYTES are those of the records before packing. Every Nth response is damaged
(default 200), each in the next of the ways below; OUT.truth has one line for
each: byte of the record in OUT, record id, what was done. With --gzip each
record is a member of its own. The same arguments give the same bytes.

Only what a reader can know of is done: a letter changed within a record that
is not packed leaves a page like any other.
"""
import argparse
import random
import zlib

STATES = ["Russia", "Turkey", "China", "Japan", "France", "Egypt", "India",
          "Iran", "Poland", "Brazil", "Israel", "Vietnam", "Norway", "Kenya"]
ACTS = [
    "{a} and {b} signed an agreement on trade at the border on Monday.",
    "The foreign minister of {a} met the ambassador of {b} for talks.",
    "{a} accused {b} of breaking the ceasefire along the river.",
    "{a} expelled three diplomats of {b} after the vote in the council.",
    "The president of {a} will visit {b} in the spring, his office said.",
    "{a} sent two ships with wheat and medicine to {b}.",
    "{b} rejected the offer that {a} had made in the letter of last week.",
    "Lawmakers in {a} asked the government to recall its envoy from {b}.",
]
CLUTTER = ["Subscribe to our letter", "Most read", "Weather for the week",
           "Contact the editors", "Terms of use", "Share this page",
           "Pictures of the day", "Jobs", "Archive", "About the paper"]


def html(rng, k):
    a, b = rng.sample(STATES, 2)
    nav = "".join("<li class=\"menu-entry level-%d\"><a href=\"/section/%d/\" "
                  "title=\"%s\">%s</a></li>\n" % (i % 3, i, c, c)
                  for i, c in enumerate(rng.choices(CLUTTER, k=120)))
    style = "".join(".block-%d{margin:%dpx;padding:%dpx;color:#%06x}\n"
                    % (i, i % 9, i % 7, rng.randrange(1 << 24))
                    for i in range(400))
    paras = "".join("<p>%s</p>\n" % " ".join(
        t.format(a=a, b=b) for t in rng.choices(ACTS, k=4)) for _ in range(6))
    return ("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            "<title>%s and %s: report %d</title>\n<meta property=\"article:"
            "published_time\" content=\"20%02d-%02d-%02dT10:00:00Z\">\n<style>"
            "%s</style></head><body><nav><ul>%s</ul></nav>\n<main><article><h1>"
            "%s and %s: report %d</h1>\n%s</article></main>\n<footer><ul>%s"
            "</ul></footer></body></html>\n"
            % (a, b, k, 10 + k % 14, 1 + k % 12, 1 + k % 28, style, nav, a, b,
               k, paras, nav)).encode()


def record(kind, ident, k, media, block, length=None):
    head = ("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\n"
            "WARC-Target-URI: http://paper%d.example.org/%d.html\r\n"
            "WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: %s\r\n"
            "Content-Length: %d\r\n\r\n"
            % (kind, ident, k % 50, k, media,
               len(block) if length is None else length))
    return head.encode() + block + b"\r\n\r\n"


def ident(rng):
    h = "%032x" % rng.getrandbits(128)
    return "-".join((h[:8], h[8:12], h[12:16], h[16:20], h[20:]))


def pack(raw):
    c = zlib.compressobj(6, zlib.DEFLATED, 31)
    return c.compress(raw) + c.flush()


# ---- ways to damage a record: (what, bytes before it, its bytes) -----------

def plain_ways(rng, name, k, block):
    media = "application/http; msgtype=response"
    whole = record("response", name, k, media, block)
    cut = len(whole) // 2
    return [
        ("length too small",
         record("response", name, k, media, block, len(block) - 100)),
        ("bytes missing", whole[:cut] + whole[cut + 500:]),
        ("no type", whole.replace(b"WARC-Type: response\r\n", b"", 1)),
        ("length no number",
         whole.replace(b"Content-Length: ", b"Content-Length: x", 1)),
        ("status line gone",
         record("response", name, k, media, block.replace(b"HTTP/1.1", b"", 1))),
        ("begins with something else", b"#" * 5 + whole[5:]),
        ("length far too large",
         record("response", name, k, media, block, 10 ** 9)),
    ]


def packed_ways(rng, name, k, block):
    media = "application/http; msgtype=response"
    raw = record("response", name, k, media, block)
    p = pack(raw)
    mid = len(p) // 2
    return [
        ("bytes changed", p[:mid] + bytes(x ^ 0xA5 for x in p[mid:mid + 16])
         + p[mid + 16:]),
        ("bytes missing", p[:mid] + p[mid + 300:]),
        ("cut off", p[:mid]),
        ("checksum wrong", p[:-8] + bytes([p[-8] ^ 1]) + p[-7:]),
        ("mark gone", b"\0\1\2\3" + p[4:]),
        ("zeros written over it", p[:mid] + bytes(64) + p[mid + 64:]),
        ("length no number",
         pack(raw.replace(b"Content-Length: ", b"Content-Length: x", 1))),
    ]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("bytes", type=int)
    ap.add_argument("out")
    ap.add_argument("--gzip", action="store_true")
    ap.add_argument("--damage", type=int, default=200)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    rng = random.Random(a.seed)
    bodies = [html(rng, k) for k in range(60)]
    raw = n = at = bad = 0
    with open(a.out, "wb") as f, open(a.out + ".truth", "w") as truth:
        def put(b):
            nonlocal at
            f.write(b)
            at += len(b)

        info = record("warcinfo", ident(rng), 0, "application/warc-fields",
                      b"software: made up\r\n")
        put(pack(info) if a.gzip else info)
        while raw < a.bytes:
            n += 1
            body = bodies[n % len(bodies)].replace(b": report ",
                                                   b": report %d of " % n)
            block = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; "
                     b"charset=utf-8\r\n\r\n" + body)
            ask = record("request", ident(rng), n,
                         "application/http; msgtype=request",
                         b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")
            put(pack(ask) if a.gzip else ask)
            name = ident(rng)
            whole = record("response", name, n,
                           "application/http; msgtype=response", block)
            raw += len(whole) + len(ask)
            if a.damage and n % a.damage == 0:
                ways = (packed_ways if a.gzip else plain_ways)(
                    rng, name, n, block)
                what, bytes_ = ways[bad % len(ways)]
                bad += 1
                truth.write("%d <urn:uuid:%s> %s\n" % (at, name, what))
                put(bytes_)
            else:
                put(pack(whole) if a.gzip else whole)
    print("%d responses, %d damaged, %d bytes" % (n, bad, at))


main()
