#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Re-cut every span of coded claims from the texts they were coded from.

usage: recut.py CLAIMS.jsonl PATH...

CLAIMS.jsonl  what `chancery code --format jsonl PATH...` printed
PATH          the same input files: text, or JSON Lines with id and text

A span is [start, end) in code points of the report's text as given. Where a
field carries both `text` and `span` the two must agree exactly; every other
span must lie inside the text, hold something, and begin and end at a
non-blank. The trigger must lie in its sentence, and the report must exist.
Exit status 1 if anything does not re-cut.
"""
import json
import os
import sys


def texts_of(paths):
    """{report id: text}; invalid UTF-8 reads as U+FFFD, one per sequence."""
    out = {}
    for path in paths:
        with open(path, "rb") as f:
            data = f.read()
        if path.endswith((".jsonl", ".ndjson", ".json")):
            for line in data.decode("utf-8", "replace").split("\n"):
                if line.strip():
                    record = json.loads(line)
                    out[str(record["id"])] = record["text"]
        else:
            name = os.path.basename(path)
            text = data.decode("utf-8", "replace")
            out[name.rsplit(".", 1)[0] if "." in name else name] = text
    return out


class Checker:
    def __init__(self):
        self.spans = 0
        self.bad = []

    def walk(self, value, field, text, claim):
        if isinstance(value, list):
            for i, item in enumerate(value):
                self.walk(item, "%s[%d]" % (field, i), text, claim)
        elif isinstance(value, dict):
            for key, item in value.items():
                if key == "span":
                    self.span(item, value, field, text, claim)
                else:
                    self.walk(item, field + "." + key if field else key,
                              text, claim)

    def span(self, span, owner, field, text, claim):
        if span is None:
            return  # an inherited link has none, and says so
        self.spans += 1
        ok = (isinstance(span, list) and len(span) == 2
              and all(isinstance(x, int) for x in span)
              and 0 <= span[0] < span[1] <= len(text))
        if not ok:
            self.fail(claim, field, "span %s is outside the text (%d)"
                      % (span, len(text)))
            return
        cut = text[span[0]:span[1]]
        if "text" in owner:
            if cut != owner["text"]:
                self.fail(claim, field, "span %s cuts %r, text says %r"
                          % (span, cut, owner["text"]))
        elif cut != cut.strip():
            self.fail(claim, field, "span %s cuts %r, with blanks at an end"
                      % (span, cut))

    def fail(self, claim, field, what):
        self.bad.append("%s %s %s: %s" % (claim.get("report"),
                                          claim.get("claim"), field, what))

    def claim(self, claim, texts):
        text = texts.get(claim.get("report"))
        if text is None:
            self.fail(claim, "report", "no such report among the inputs")
            return
        self.walk(claim, "", text, claim)
        trigger = claim["trigger"]["span"]
        sentence = claim["sentence"]["span"]
        if not sentence[0] <= trigger[0] < trigger[1] <= sentence[1]:
            self.fail(claim, "trigger", "span %s is outside its sentence %s"
                      % (trigger, sentence))


def check(claims, texts):
    """(spans looked at, list of what is wrong)"""
    c = Checker()
    for claim in claims:
        c.claim(claim, texts)
    return c.spans, c.bad


def main():
    if len(sys.argv) < 3 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as f:
        claims = [json.loads(line) for line in f if line.strip()]
    spans, bad = check(claims, texts_of(sys.argv[2:]))
    for line in bad[:40]:
        print(line)
    print("%d claims, %d spans, %d do not re-cut"
          % (len(claims), spans, len(bad)))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
