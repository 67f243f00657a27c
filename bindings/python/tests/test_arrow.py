# SPDX-License-Identifier: Apache-2.0
import datetime
import gc
import json
import threading

import pytest

import chancery

pa = pytest.importorskip("pyarrow")

LETTER = "Kim Jong Un sent a message to Vladimir Putin on Thursday, KCNA said."
VISIT = (
    "French President Emmanuel Macron met German Chancellor Angela Merkel in "
    "Paris on Friday."
)
DAY = datetime.date(2018, 1, 19)


def table(n=1, **more):
    return pa.table(
        {
            "id": [f"r{i}" for i in range(3 * n)],
            "text": [VISIT, "It rained.", LETTER] * n,
            "date": [DAY] * (3 * n),
            **more,
        }
    )


def rows(stream):
    t = pa.table(stream)
    t.validate(full=True)
    return t.select(["report", "outcome", "category"]).to_pylist()


def plain(t):
    return rows(chancery.code_arrow(t, empty=True))


def test_same_lines_as_the_tool(samples, lines_of_tool):
    t = pa.table(
        {
            "id": [s["id"] for s in samples],
            "text": [s["text"].decode() for s in samples],
        }
    )
    got = pa.table(chancery.code_arrow(t))
    assert got["json"].to_pylist() == lines_of_tool
    assert pa.table(chancery.code(samples))["json"].to_pylist() == lines_of_tool


def test_columns_say_what_the_line_says(samples):
    claims = chancery.code(samples)
    got = pa.table(claims)
    got.validate(full=True)
    for row, claim in zip(got.to_pylist(), claims):
        want = claim.to_dict()
        assert row["claim"] == want["claim"] and row["outcome"] == "claim"
        for name in ("category", "mode", "cameo", "quad", "symmetric",
                     "status", "contexts", "flags"):
            assert row[name] == want[name], name
        assert row["confidence"] == pytest.approx(want["confidence"])
        assert row["goldstein"] == pytest.approx(want["goldstein"])
        assert row["source"] == (
            ", ".join(a["name"] for a in want["source"]) or None
        )
        assert row["target_id"] == [
            a["actor"] for a in want["target"] if a["actor"]
        ]
        assert row["voice"] == [v["name"] for v in want["voice"]]
        assert row["date"] == want["date"]["value"]
        day = row["date_from"]
        assert (day and day.isoformat()) == want["date"]["from"]
        assert row["rule"] == want["trigger"]["rule"]
        span = (row["trigger_byte_start"], row["trigger_byte_end"])
        assert span == tuple(claim.trigger.span)
        assert row["sentence"] == claim.sentence_text
        assert row["sentence_index"] == want["sentence"]["index"]


def test_whatever_the_batching(samples):
    t = pa.table(
        {
            "id": [s["id"] for s in samples],
            "text": [s["text"].decode() for s in samples],
        }
    )
    want = pa.table(chancery.code_arrow(t, merge=True))
    for size in (1, 3, 1000):
        cut = pa.Table.from_batches(t.to_batches(max_chunksize=size))
        for batch_rows in (0, 1, 5):
            got = chancery.code_arrow(cut, merge=True, batch_rows=batch_rows)
            assert pa.table(got).combine_chunks() == want.combine_chunks()


def test_slices_nulls_and_dictionaries():
    t = table(4)
    want = plain(t)
    assert plain(t.slice(5, 4)) == want[5:9]
    for kind in (pa.large_string(), pa.string_view(), pa.binary()):
        other = t.set_column(1, "text", t["text"].cast(kind))
        assert plain(other) == want
        assert plain(other.slice(2, 7)) == want[2:9]
    coded = t.set_column(1, "text", t["text"].dictionary_encode())
    assert plain(coded) == want
    assert plain(coded.slice(4)) == want[4:]
    holes = pa.table(
        {
            "text": pa.array([VISIT, None, "", LETTER, None]),
            "id": pa.array(["a", None, "c", None, "e"]),
            "date": pa.array([DAY, None, DAY, DAY, None]),
        }
    )
    for at in range(5):
        part = pa.table(chancery.code_arrow(holes.slice(at), empty=True))
        assert part["outcome"].to_pylist() == [
            "claim", "error", "error", "claim", "error"][at:]
        assert set(part["error_code"].to_pylist()) <= {None, "empty"}


def test_types_of_dates_and_ids():
    at = datetime.datetime(2018, 1, 19, 23, 30)
    for date in (
        pa.array([DAY, None]),
        pa.array([DAY, None], pa.date64()),
        pa.array(["2018-01-19", ""]),
        pa.array(["2018-01-19T10:00:00Z", None]),
        pa.array(["2018-01-19", None]).dictionary_encode(),
        *(pa.array([at, None], pa.timestamp(u)) for u in ("s", "ms", "us", "ns")),
        pa.array([at, None], pa.timestamp("us", "UTC")),
    ):
        t = pa.table({"text": [VISIT, VISIT], "date": date, "id": [10, -3]})
        got = pa.table(chancery.code_arrow(t))
        assert got["report"].to_pylist() == ["10", "-3"], date.type
        assert got["date"].to_pylist()[0] == "2018-01-19", date.type
        assert got["published"].to_pylist()[0] == DAY
    before = pa.array([datetime.datetime(1961, 8, 13, 1)])
    t = pa.table({"text": ["It rained."], "date": before})
    got = pa.table(chancery.code_arrow(t, empty=True))
    assert got["published"].to_pylist() == [datetime.date(1961, 8, 13)]


def test_bad_rows_become_error_rows():
    t = pa.table(
        {
            "text": [VISIT, None, VISIT, VISIT, "date 2018-02-30 Rain."],
            "date": ["2018-01-19", "2018-01-19", "2018-02-30", "soon", None],
            "id": ["a", "b", "c", "d", "e" * 600],
        }
    )
    got = pa.table(chancery.code_arrow(t)).to_pylist()
    assert [r["error_code"] for r in got] == [
        None, "empty", "date", "date", "limit"]
    assert [r["report"] for r in got] == ["a", "b", "c", "d", "e" * 600]
    assert got[2]["error_message"].startswith("row 3 of the table: ")
    assert got[1]["category"] is None and got[1]["json"] is None
    assert pa.table(chancery.code_arrow(t, errors=False)).num_rows == 1


def test_wrong_tables():
    with pytest.raises(chancery.CodingError, match='no column "text"') as e:
        chancery.code_arrow(pa.table({"body": [VISIT]}))
    assert e.value.code == "argument"
    with pytest.raises(chancery.CodingError, match='"text" has the Arrow type'):
        chancery.code_arrow(pa.table({"text": [1.5]}))
    with pytest.raises(TypeError, match="__arrow_c_stream__"):
        chancery.code_arrow([VISIT])
    with pytest.raises(TypeError, match="not str"):
        chancery.code_arrow(VISIT)


def test_is_lazy_and_takes_a_failing_producer():
    asked = []

    def batches():
        for i in range(4):
            asked.append(i)
            if i == 2:
                raise OSError("the disk is gone")
            yield from table().to_batches()

    reader = pa.RecordBatchReader.from_batches(table().schema, batches())
    stream = chancery.code_arrow(reader)
    assert asked == []
    out = stream.reader()
    assert out.read_next_batch().num_rows == 2
    assert len(asked) <= 2
    assert out.read_next_batch().num_rows == 2
    with pytest.raises(OSError, match="the disk is gone"):
        out.read_next_batch()


def test_read_again():
    stream = chancery.code_arrow(table())
    first = [b.num_rows for b in stream]
    assert first == [b.num_rows for b in stream] == [2]
    assert "read" in repr(stream)
    once = chancery.code_arrow(
        pa.RecordBatchReader.from_batches(table().schema, table().to_batches())
    )
    assert pa.table(once).num_rows == 2
    assert pa.table(once).num_rows == 0  # the reader is at its end


def test_batches_are_bounded():
    long = pa.table(
        {"text": [" ".join([VISIT] * 3)] * 12000, "date": [DAY] * 12000}
    )
    sizes = [b.nbytes for b in chancery.code_arrow(long)]
    assert len(sizes) > 1 and max(sizes) <= 8 * 1024 * 1024


def test_memory_is_released():
    """What was handed out outlives all that made it, and then goes."""
    engine = chancery.Engine()
    stream = engine.code_arrow(table(10))
    del engine
    gc.collect()
    got = pa.table(stream)
    del stream
    gc.collect()
    assert got["json"].to_pylist()[0].startswith("{")
    claims = chancery.code([VISIT, LETTER], date="2018-01-19")
    reader = pa.RecordBatchReader.from_stream(claims)
    del claims
    gc.collect()
    assert reader.read_all().num_rows == 2
    # never read, half read, and released by another thread
    for _ in range(20):
        chancery.code_arrow(table())
        half = chancery.code_arrow(table(5), batch_rows=1).reader()
        half.read_next_batch()
        capsule = chancery.code([VISIT], date="2018-01-19").__arrow_c_stream__()
        keep = [half, capsule]
        del half, capsule
        worker = threading.Thread(target=keep.clear)
        worker.start()
        worker.join()
    gc.collect()


def test_memory_does_not_grow():
    resource = pytest.importorskip("resource")
    t = table(50)

    def once():
        pa.table(chancery.code_arrow(t, merge=True))
        pa.table(chancery.code([VISIT] * 20, date="2018-01-19"))

    for _ in range(10):
        once()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(40):
        once()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 40 * 1024, f"{grown} kB"


def test_merge_columns():
    got = pa.table(chancery.code_arrow(table(), merge=True)).to_pylist()
    letter = got[1]
    assert letter["merge_key"].endswith("PRK,RUS")
    assert letter["merge_from"] <= letter["date_from"] <= letter["merge_to"]
    assert letter["telling"] == letter["claim"]
    assert isinstance(letter["merge"], bytes) and len(letter["merge"]) > 100
    assert "merge_key" not in pa.table(chancery.code_arrow(table())).column_names


def test_pandas():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(
        {
            "text": [VISIT, LETTER],
            "date": pd.to_datetime(["2018-01-19", "2019-08-16"]),
            "outlet": ["A Daily", None],
            "mood": [0.5, 0.1],
        }
    )
    got = chancery.code_arrow(frame).to_pandas()
    assert list(got["publisher"].fillna("")) == ["A Daily", ""]
    assert str(got["date_from"].dtype).startswith("datetime64")
    assert str(got["quad"].dtype) == "Int32"
    claims = chancery.code(list(frame["text"]), date=frame["date"])
    assert list(claims.to_pandas()["json"]) == [c.json for c in claims]
    assert list(got["category"]) == [c.category for c in claims]


def test_polars():
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(
        {"text": [VISIT, LETTER], "date": [DAY, datetime.date(2019, 8, 16)]}
    )
    stream = chancery.code_arrow(frame)
    got = pl.DataFrame(stream)
    assert got["source"].to_list() == ["Emmanuel Macron", "Kim Jong Un"]
    claims = chancery.code([VISIT, LETTER], date=["2018-01-19", "2019-08-16"])
    assert claims.to_polars()["json"].to_list() == got["json"].to_list()[:0] + [
        c.json for c in claims
    ]
    assert pl.DataFrame(claims).shape == claims.to_polars().shape
    cat = frame.with_columns(pl.col("text").cast(pl.Categorical))
    assert pl.DataFrame(chancery.code_arrow(cat))["json"].to_list() == (
        got["json"].to_list()
    )


def test_duckdb():
    duckdb = pytest.importorskip("duckdb")
    db = duckdb.connect()
    db.execute("CREATE TABLE news (id INTEGER, text TEXT, date DATE)")
    db.executemany(
        "INSERT INTO news VALUES (?, ?, ?)",
        [(1, VISIT, DAY), (2, LETTER, DAY), (3, None, DAY)],
    )
    claims = chancery.code_arrow(db.sql("SELECT * FROM news ORDER BY id"))
    got = db.sql("SELECT report, outcome, source FROM claims").fetchall()
    assert got == [
        ("1", "claim", "Emmanuel Macron"),
        ("2", "claim", "Kim Jong Un"),
        ("3", "error", None),
    ]
    coded = chancery.code([VISIT, LETTER], date="2018-01-19")
    assert db.sql("SELECT count(*) FROM coded").fetchall() == [(2,)]
    assert len(coded) == 2


def test_json_of_rows_is_the_record():
    for row in pa.table(chancery.code_arrow(table())).to_pylist():
        assert json.loads(row["json"])["report"] == row["report"]
