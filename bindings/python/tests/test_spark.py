# SPDX-License-Identifier: Apache-2.0
"""chancery.spark without a Spark: what its workers do with batches. The rest is
tests/spark/spark.sh."""

import json
import os
import pathlib
import random
import subprocess

import pytest

pa = pytest.importorskip("pyarrow")
spark = pytest.importorskip("chancery.spark")

TOOL = os.environ.get("CHANCERY")
SAMPLES = pathlib.Path(__file__).resolve().parents[3] / "data" / "samples"
OPTIONS = {
    "data": [],
    "model": None,
    "scale": None,
    "min_confidence": 0.0,
    "shipped": False,
}


def reports():
    rows = []
    for path in sorted(SAMPLES.glob("*.txt"))[:40]:
        word, date, text = path.read_text("utf-8").strip().split(" ", 2)
        if word == "date":
            rows.append({"id": path.stem, "date": date, "text": text})
    return rows


def batches(rows, size):
    schema = pa.schema([(c, pa.utf8()) for c in ("id", "date", "text")])
    return pa.Table.from_pylist(rows, schema).to_batches(size)


def keyed(claims, seed):
    """What explode and a shuffle make of claims."""
    rows = [
        {"merge_key": key, "json": row["json"], "merge": row["merge"]}
        for row in claims
        if row["outcome"] == "claim"
        for key in row["merge_keys"]
    ]
    random.Random(seed).shuffle(rows)
    rows.sort(key=lambda r: r["merge_key"])
    schema = pa.schema(
        [
            ("merge_key", pa.utf8()),
            ("json", pa.utf8()),
            ("merge", pa.binary()),
        ]
    )
    return pa.Table.from_pylist(rows, schema)


@pytest.mark.parametrize("days", [512, 9])
def test_events_are_those_of_the_tool(tmp_path, days):
    rows = reports()
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps(r) + "\n" for r in rows))
    if not TOOL:
        pytest.skip("CHANCERY does not name the tool")
    claims = subprocess.run(
        [TOOL, "code", "--mergeable", feed], capture_output=True, check=True
    ).stdout
    want = subprocess.run(
        [TOOL, "events"], input=claims, capture_output=True, check=True
    ).stdout.decode()

    rows.append({"id": "bad", "date": "2024-02-30", "text": "Moscow said so."})
    random.Random(1).shuffle(rows)
    merging = (1, 45, days)
    out = []
    for batch in spark._code(OPTIONS, merging, None)(batches(rows, 7)):
        assert pa.uint32() not in batch.schema.types
        out += batch.to_pylist()
    bad = [r for r in out if r["outcome"] == "error"]
    assert [(r["report"], r["error_code"]) for r in bad] == [("bad", "date")]
    for seed, size in ((1, 3), (2, 1000)):
        got = []
        table = keyed(out, seed)
        for batch in spark._merge(merging)(table.to_batches(size)):
            got += batch.to_pylist()
        assert "".join(sorted(r["json"] + "\n" for r in got)) == want
        for r in got:
            event = json.loads(r["json"])
            assert r["event"] == event["event"]
            assert r["claims"] == len(event["claims"])
            assert r["origins"] == event["origin_count"]
            assert str(r["date_from"]) == str(event["date"]["from"])


def test_no_batches_are_no_rows():
    assert list(spark._code(OPTIONS, (1, 45, 512), None)([])) == []
    assert list(spark._merge((1, 45, 512))([])) == []


def test_columns_are_picked():
    rows = reports()[:3]
    run = spark._code(OPTIONS, (1, 45, 512), spark.TO_MERGE)
    for batch in run(batches(rows, 2)):
        assert batch.schema.names == list(spark.TO_MERGE)


def test_what_is_damaged_is_told():
    import chancery

    table = pa.table(
        {"merge_key": ["A"], "json": ["{}"], "merge": [b"x"]},
        schema=pa.schema(
            [
                ("merge_key", pa.utf8()),
                ("json", pa.utf8()),
                ("merge", pa.binary()),
            ]
        ),
    )
    with pytest.raises(OSError, match="is no claim"):
        list(spark._merge((1, 45, 512))(table.to_batches()))
    with pytest.raises(chancery.CodingError, match="out of range"):
        list(spark._merge((9, 45, 512))(table.to_batches()))
    with pytest.raises(chancery.CodingError, match="merge_key"):
        list(spark._merge((1, 45, 512))(table.drop(["merge_key"]).to_batches()))
