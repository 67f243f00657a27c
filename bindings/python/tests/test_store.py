# SPDX-License-Identifier: Apache-2.0
import json
import os
import pickle
import shutil
import subprocess
import threading

import pytest

import chancery


@pytest.fixture
def db(store):
    with chancery.open(store) as opened:
        yield opened


def printed(tool, *arguments):
    run = subprocess.run(
        [tool, *map(str, arguments)], capture_output=True, check=True
    )
    return run.stdout.decode()


def test_events_are_those_of_the_tool(db, tool, store):
    want = [
        json.loads(line)
        for line in printed(
            tool, "query", "-d", store, "--format", "jsonl"
        ).splitlines()
    ]
    events = db.events()
    assert len(events) == len(want) > 20
    assert [e._fields for e in events] == want
    assert events[0].id == want[0]["event"]
    assert events[-1] == list(events)[-1]
    assert len(events[:3]) == 3
    assert events[0].date_from == want[0]["date"]["from"]
    assert set(events[0].to_dict()) == set(events.table().names)
    with pytest.raises(AttributeError, match="no field 'actor'"):
        events[0].actor
    assert pickle.loads(pickle.dumps(events[0])) == events[0]


def test_conditions(db):
    some = db.events(dyad=("IRN", "SAU"), since="2023-03-10", status="occurred")
    assert 0 < len(some) < len(db.events())
    assert all(e.status == "occurred" for e in some)
    assert len(db.events(limit=2)) == 2
    assert len(db.events(confidence=0.9)) < len(db.events())
    assert "→" in repr(some) or "—" in repr(some)
    for wrong in ({"actor": "nobody at all"}, {"colour": "red"},
                  {"dyad": "IRN"}, {"since": "soon"}):
        with pytest.raises(chancery.QueryError) as e:
            db.events(**wrong)
        assert isinstance(e.value, (ValueError, chancery.StoreError))


def test_claims(db, samples, lines_of_tool):
    lines = {c.json for c in db.claims()}
    assert set(lines_of_tool) <= lines
    event = max(db.events(), key=lambda e: e.claims)
    claims = list(db.claims(event=event.id))
    assert len(claims) == event.claims > 1
    assert all(c.event == event.id for c in claims)
    one = db.claim(event.claim)
    assert one == db.claim(event.id) == db.claim(event.claim[:9])
    assert one in claims and one.event == event.id
    # its words are there, and where it says
    assert one.sentence_text == event.sentence
    report = samples[[s["id"] for s in samples].index(one.report)]
    text = report["text"].decode()
    assert text[one.trigger.span.slice] == one.trigger.text
    assert pickle.loads(pickle.dumps(one)).event == event.id
    with pytest.raises(chancery.QueryError):
        db.claim("c0000000000000000")
    assert not list(db.claims(report="no such report"))


def test_event_and_export(db, tool, store):
    event = db.events()[0]
    record = db.event(event.id)
    assert record["event"] == event.id
    with pytest.raises(chancery.QueryError, match="no event"):
        db.event("e0000000000000000")
    want = printed(tool, "export", "-d", store, "--format", "ged")
    assert db.export("ged") == want
    with pytest.raises(ValueError, match="there is no format"):
        db.export("xls")


def test_series(db, tool, store):
    s = db.series("KOR-PRK")
    want = [
        json.loads(line)
        for line in printed(
            tool, "series", "-d", store, "--dyad", "KOR-PRK", "--format", "jsonl"
        ).splitlines()
    ]
    points = [w for w in want if "period" in w]
    assert s.column("period") == [p["period"] for p in points]
    assert s.column("n") == [p["n"] for p in points]
    assert s.column("quad1") == [p["quad"][0] for p in points]
    assert s.dyad == "KOR-PRK" and s.dyad in repr(s)
    years = db.series(("KOR", "PRK"), by="year", category="CONSULT")
    assert len(years) < len(s)
    assert chancery.series(store, "KOR-PRK").rows == s.rows
    with pytest.raises(ValueError, match="by is"):
        db.series("KOR-PRK", by="week")
    with pytest.raises(ValueError, match="not a day"):
        db.series("KOR-PRK", since="2018")
    with pytest.raises(chancery.QueryError):
        db.series("KOR")


def test_tables(db):
    facets = db.facets()
    assert ("events", "", len(db.events())) in [
        (f, v if f != "events" else "", n) for f, v, n in facets
    ]
    assert db.origins().names[0] == "name"
    reports = db.reports()
    assert len(reports) > 10 and "day" in reports.names
    assert "..." not in repr(reports[:1])
    assert reports.to_dicts()[0]["id"] == reports[0][0]
    assert len(db.version) == 16


def test_sql(db):
    t = db.sql(
        "SELECT event_type, count(*) AS n, avg(latitude) AS lat FROM"
        " v_events_flat WHERE n_reports >= ? GROUP BY 1 ORDER BY 2 DESC", 1
    )
    assert t.names == ["event_type", "n", "lat"]
    assert sum(t.column("n")) == len(db.events())
    pa = pytest.importorskip("pyarrow")
    arrow = pa.table(t)
    arrow.validate(full=True)
    assert arrow.schema.field("n").type == pa.int64()
    assert db.sql("SELECT NULL, 1, 2.5, 'é', x'00ff'").rows == [
        (None, 1, 2.5, "é", b"\x00\xff")
    ]
    assert pa.table(db.sql("SELECT 1 AS a UNION SELECT 'x'")).num_rows == 2
    for wrong in ("SELECT", "DELETE FROM event", "DROP TABLE report",
                  "CREATE TABLE x (y)"):
        with pytest.raises(chancery.StoreError):
            db.sql(wrong)
    with pytest.raises(ValueError, match="one statement"):
        db.sql("SELECT 1; SELECT 2")
    with pytest.raises(TypeError, match="None, int, float or str"):
        db.sql("SELECT ?", [1])


def test_frames(db):
    pd = pytest.importorskip("pandas")
    pl = pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    events = db.events()
    frame = events.to_pandas()
    assert len(frame) == len(events) == events.to_polars().height
    assert pd.api.types.is_datetime64_any_dtype(frame["date_from"])
    assert frame["reports"].sum() == sum(e.reports for e in events)
    assert pl.DataFrame(events).height == len(events)
    assert db.events(limit=1)[1:].to_pandas().shape[0] == 0
    series = db.series("KOR-PRK").to_pandas().set_index("from")
    assert series["n"].sum() == sum(db.series("KOR-PRK").column("n"))
    assert "<table>" in events._repr_html_()


def test_duckdb_reads_events(db):
    duckdb = pytest.importorskip("duckdb")
    events = db.events()
    counted = duckdb.sql("SELECT count(*) FROM events").fetchall()
    assert counted == [(len(events),)]


def test_functions_of_the_package(store):
    assert len(chancery.events(store, limit=3)) == 3
    with chancery.open(store) as db:
        assert len(chancery.events(db, limit=3)) == 3
        assert chancery.series(db, "KOR-PRK").rows


def test_closing(store):
    db = chancery.open(store)
    claims = db.claims()
    next(claims)
    with db as same:
        assert same is db
    db.close()
    assert "closed" in repr(db)
    with pytest.raises(ValueError, match="closed"):
        db.events()
    # the iterator was half-way through a page; it ends when it needs the file
    with pytest.raises(ValueError, match="closed"):
        list(db.claims())


def test_wrong_files(tmp_path):
    with pytest.raises(chancery.StoreError, match="nothing.db"):
        chancery.open(tmp_path / "nothing.db")
    (tmp_path / "text.db").write_text("no store")
    with pytest.raises(chancery.StoreError):
        chancery.open(str(tmp_path / "text.db"))
    assert not (tmp_path / "nothing.db").exists()


def test_never_written(store, tmp_path):
    copy = tmp_path / "copy.db"
    shutil.copy(store, copy)
    before = copy.read_bytes()
    os.chmod(copy, 0o444)
    with chancery.open(copy) as db:
        db.events()
        list(db.claims())
        db.series("KOR-PRK")
    assert copy.read_bytes() == before


def test_sees_what_is_added(store, tool, tmp_path):
    copy = tmp_path / "copy.db"
    shutil.copy(store, copy)
    with chancery.open(copy) as db:
        was = db.version
        n = len(db.events())
        report = tmp_path / "new.txt"
        report.write_text(
            "date 2018-01-19 French President Emmanuel Macron met German "
            "Chancellor Angela Merkel in Paris on Friday."
        )
        printed(tool, "add", "-d", copy, report)
        assert len(db.events()) == n + 1
        assert db.version != was


def test_threads_take_turns(db):
    want = [e.id for e in db.events()]
    got = []

    def ask():
        for _ in range(5):
            got.append([e.id for e in db.events()] == want)
            got.append(len(list(db.claims())) > 20)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(got) == 40 and all(got)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_fork(db):
    n = len(db.events())
    child = os.fork()
    if child == 0:
        os._exit(0 if len(db.events()) == n else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert len(db.events()) == n
