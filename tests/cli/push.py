# SPDX-License-Identifier: Apache-2.0
"""Compares a pushed schema with the store, row by row, on its own terms: what
docs/store.md calls the tables and views, and not how push reads them.

    python3 push.py STORE SCHEMA [--no-text] [TABLE...]     psql by its PG* variables
"""
import csv
import io
import json
import sqlite3
import subprocess
import sys

store, schema = sys.argv[1:3]
no_text = "--no-text" in sys.argv
asked = [a for a in sys.argv[3:] if not a.startswith("--")]
NULL = "\1null"
csv.field_size_limit(1 << 30)


def psql(*queries):
    """Rows of each query, by one psql: to start one takes longer than to ask."""
    mark = "\2end"
    script = "".join("COPY (%s) TO STDOUT WITH (FORMAT csv, NULL '%s');\n\\echo %s\n"
                     % (q, NULL, mark) for q in queries)
    out = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"],
                         input=script.encode(), capture_output=True, check=True).stdout
    parts = out.decode("utf-8").split(mark + "\n")[:-1]
    assert len(parts) == len(queries)
    return [list(csv.reader(io.StringIO(p, newline=""))) for p in parts]


def name(s):
    return '"' + s.replace('"', '""') + '"'


def text(b):
    s = b.decode("utf-8", "replace") if isinstance(b, bytes) else b
    return s.replace("\0", "\ufffd")


def value(v, kind):
    if v is None or v == NULL:
        return None
    if kind == "boolean":
        return v in ("t", 1)
    if kind in ("bigint", "integer"):
        return int(v)
    if kind == "double precision":
        return float(v)
    if kind == "jsonb":
        return json.loads(text(v).replace("\\u0000", "\\ufffd"))
    return text(v) if isinstance(v, (str, bytes)) else str(v)


QUOTES = {"report": "text reasons", "claim": "date_text quote trigger",
          "claim_actor": "text", "event": "date_text", "detail": "text",
          "review": "told", "follow": "words", "disagreement": "words",
          "message": "trigger"}
PLACES = {"place": "v_place", "pair": "v_pair", "message": "v_message",
          "disagreement": "v_disagreement", "event_history": "v_event_history",
          "origin": "(SELECT coalesce(origin, '') AS origin, kind, reliability, claims,"
                    " denials, reports, events, events_alone, credited FROM v_origin)",
          "follow": "(SELECT * FROM follow WHERE event IN (SELECT id FROM event)"
                    " AND of IN (SELECT id FROM event))"}
db = sqlite3.connect(store)
db.text_factory = bytes
bad = rows = 0
columns = {}
for t, c, k in psql("SELECT table_name, column_name, data_type FROM"
                    " information_schema.columns WHERE table_schema = '%s'"
                    " ORDER BY 1, ordinal_position" % schema.replace("'", "''"))[0]:
    columns.setdefault(t, []).append((c, k))
tables = [t for t in columns if t not in ("push", "push_part")
          and (not asked or t in asked) and not (no_text and t.startswith("v_"))]
names = {t: ", ".join(name(c) for c, _ in columns[t]) for t in tables}
pushed = psql(*("SELECT %s FROM %s.%s" % (names[t], name(schema), name(t)) for t in tables))
for t, got in zip(tables, pushed):
    cols = columns[t]
    blank = QUOTES.get(t, "").split() if no_text else []
    want = [[None if c in blank else value(v, k) for v, (c, k) in zip(r, cols)]
            for r in db.execute("SELECT %s FROM %s" % (names[t], PLACES.get(t, t)))]
    have = [[value(v, k) for v, (_, k) in zip(r, cols)] for r in got]
    want.sort(key=repr)
    have.sort(key=repr)
    rows += len(have)
    if want != have:
        bad += 1
        print("%s: %d rows in the store, %d in the schema" % (t, len(want), len(have)))
        for a, b in zip(want, have):
            if a != b:
                print("  store:", a, "\n  pushed:", b)
                break
if not columns or (rows == 0 and not asked):
    sys.exit("push.py: nothing was compared")
print("%d tables and views, %d rows" % (len(columns), rows))
sys.exit(bad > 0)
