# SPDX-License-Identifier: Apache-2.0
import copy
import datetime
import io
import json
import os
import pickle
import sys
import threading
import time

import pytest

import chancery

LETTER = "Kim Jong Un sent a message to Vladimir Putin on Thursday, KCNA said."
VISIT = (
    "French President Emmanuel Macron met German Chancellor Angela Merkel in "
    "Paris on Friday."
)


def test_same_lines_as_the_tool(samples, lines_of_tool):
    assert chancery.code(samples).json_lines.splitlines() == lines_of_tool


@pytest.mark.parametrize("threads", [1, 3])
def test_code_many_keeps_order(samples, lines_of_tool, threads):
    lines = []
    for claims in chancery.code_many(iter(samples), threads=threads):
        lines += claims.json_lines.splitlines()
    assert lines == lines_of_tool


def test_a_claim():
    (claim,) = chancery.code(LETTER, date="2019-08-16", publisher="A Daily")
    assert (claim.category, claim.mode) == ("CONSULT", "message")
    assert [a.id for a in claim.source] == ["kim-jong-un"]
    assert claim.source[0].code == "PRK/GOV"
    assert claim.date.value == "2019-08-15" and claim.date.precision == "day"
    assert str(claim.target[0]) == "Vladimir Putin"
    assert claim.origin == "KCNA" and claim.voice[0].kind
    assert claim.sentence_text == LETTER
    assert claim.place is None and claim.quote is None
    assert 0 <= claim.confidence <= 1
    assert claim.to_dict() == json.loads(claim.json)
    assert "Kim Jong Un (PRK/GOV) → Vladimir Putin (RUS/GOV)" in repr(claim)
    with pytest.raises(AttributeError, match="no field 'sauce'"):
        claim.sauce
    with pytest.raises(AttributeError, match="it has .*name"):
        claim.source[0].nmae
    assert "origin" in dir(claim) and "country" in dir(claim.source[0])


def test_spans_are_bytes_and_characters():
    # two characters beyond the BMP, and letters of two and three bytes
    text = "\U0001f30d\U0001d504 Kyïv — " + LETTER
    (claim,) = chancery.code(text, date="2019-08-16")
    assert claim.report == chancery.code(text, date="2019-08-16")[0].report
    for part in (claim.trigger, claim.source[0], claim.date, claim.sentence):
        start, end = part.span
        words = text.encode()[start:end].decode()
        assert words == text[part.span.slice]
        assert part.span.char_span() == chancery.char_span(text, part.span)
        if getattr(part, "text", None):
            assert words == part.text
    assert claim.char_span("source") == claim.source[0].span.char_span()
    assert claim.char_span("place") is None
    assert claim.source[0].span.start > claim.char_span("source")[0]


def test_spans_over_bytes_that_are_not_utf8():
    text = b"Caf\xe9 \xe2\x82 \xf0\x9f\x98 \xff\xff. " + LETTER.encode()
    (claim,) = chancery.code(text, date="2019-08-16")
    start, end = claim.source[0].span
    assert text[start:end] == b"Kim Jong Un"
    a, b = claim.source[0].span.char_span()
    assert text.decode("utf-8", "replace")[a:b] == "Kim Jong Un"
    assert chancery.char_span(text, (start, end)) == (a, b)
    # what is no text in Python either
    (claim,) = chancery.code("\udc80 " + LETTER, date="2019-08-16")
    assert claim.source[0].span.char_span() == (2, 13)


def test_char_span_is_checked():
    with pytest.raises(IndexError, match="byte 9 lies outside the text"):
        chancery.char_span("short", (0, 9))
    # inside a character: its end
    assert chancery.char_span("aé", (2, 3)) == (2, 2)


@pytest.mark.parametrize(
    "date",
    [
        "2018-01-19",
        "2018-01-19T23:59:00Z",
        datetime.date(2018, 1, 19),
        datetime.datetime(2018, 1, 19, 12),
    ],
)
def test_dates(date):
    (claim,) = chancery.code(VISIT, date=date)
    assert claim.date.value == "2018-01-19"


def test_dates_of_numpy_and_pandas():
    np = pytest.importorskip("numpy")
    pd = pytest.importorskip("pandas")
    for date in (np.datetime64("2018-01-19"), pd.Timestamp("2018-01-19 10:00")):
        assert chancery.code(VISIT, date=date)[0].date.value == "2018-01-19"
    claims = chancery.code(
        pd.Series([VISIT, VISIT]), date=pd.Series([pd.NaT, "2018-01-19"])
    )
    assert [r.date for r in claims.reports] == [None, "2018-01-19"]


def test_reports_as_dicts():
    claims = chancery.code(
        [
            {"text": VISIT, "date": "2018-01-19", "id": 7, "outlet": "A Daily"},
            {"text": LETTER},
        ],
        date="2019-08-16",
    )
    first, second = claims.reports
    assert (first.id, first.publisher, first.date) == ("7", "A Daily", "2018-01-19")
    assert second.date == "2019-08-16" and len(second.id) == 16
    assert second.text == LETTER and second.tokens > 10
    assert "2018-01-19" in repr(first)


def test_one_value_for_each_text():
    claims = chancery.code([VISIT, LETTER], date=["2018-01-19", "2019-08-16"])
    assert [c.date.value for c in claims] == ["2018-01-19", "2019-08-15"]
    with pytest.raises(ValueError, match="date has 1 values for 2 texts"):
        chancery.code([VISIT, LETTER], date=["2018-01-19"])


def test_header_and_credits():
    claims = chancery.code("date 2018-01-19 OSLO (Reuters) - " + VISIT)
    (report,) = claims.reports
    assert report.date == "2018-01-19" and report.day_basis == "given"
    assert report.credits == [("Reuters", "dateline")]


def test_rejected():
    claims = chancery.code("Someone met somebody. It rained.", date="2018-01-19")
    assert len(claims) == 0 and not claims and repr(claims) == "[]"
    assert all({"rule", "reason", "text"} <= set(r) for r in claims.rejected())


@pytest.mark.parametrize(
    "text, fields, code, pos",
    [
        ("", {}, "empty", 0),
        (" \n", {}, "empty", 0),
        ({"text": None}, {}, "empty", 0),
        (VISIT, {"date": "2018-02-30"}, "date", 0),
        (VISIT, {"date": "19.1.2018"}, "date", 0),
        (VISIT, {"id": "x" * 600}, "limit", 0),
        ("date 2018-02-30 It rained.", {}, "date", 5),
        ("x" * (16 * 1024 * 1024 + 1), {}, "limit", 16 * 1024 * 1024),
    ],
)
def test_coding_errors(text, fields, code, pos):
    with pytest.raises(chancery.CodingError) as e:
        chancery.code(text, **fields)
    assert e.value.code == code and e.value.pos == pos
    assert str(e.value) == e.value.message and len(e.value.message) > 10
    again = pickle.loads(pickle.dumps(e.value))
    assert (again.code, again.pos, again.message) == e.value.args
    assert isinstance(e.value, chancery.Error)


def test_wrong_types():
    with pytest.raises(TypeError, match="a report is a str or a dict"):
        chancery.code([7])
    with pytest.raises(TypeError, match='a dict with a "text"'):
        chancery.code({"body": VISIT})
    with pytest.raises(TypeError, match="text must be a str, not int"):
        chancery.code({"text": 7})


def test_errors_of_many():
    texts = [VISIT, "", LETTER]
    kept = list(chancery.code_many(texts, date="2018-01-19"))
    assert [len(c) > 0 for c in kept] == [True, False, True]
    assert kept[1].error.code == "empty" and "error=" in repr(kept[1])
    skipped = chancery.code_many(texts, date="2018-01-19", on_error="skip")
    assert len(list(skipped)) == 2
    with pytest.raises(chancery.CodingError):
        list(chancery.code_many(texts, on_error="raise", threads=2))
    with pytest.raises(ValueError, match="on_error"):
        chancery.code_many(texts, on_error="ignore")
    with pytest.raises(ValueError, match="threads"):
        chancery.code_many(texts, threads=0)


@pytest.mark.parametrize("threads", [1, 2])
def test_many_is_lazy(threads):
    asked = []

    def endless():
        while True:
            asked.append(1)
            yield VISIT

    many = chancery.code_many(endless(), date="2018-01-19", threads=threads)
    assert len(next(many)) == 1
    assert len(asked) <= 8 * threads
    many.close()
    assert threading.active_count() == 1


def test_starts_no_threads_unless_asked():
    list(chancery.code_many([VISIT] * 5))
    assert threading.active_count() == 1


# ---- the bar ----


class Terminal(io.StringIO):
    def isatty(self):
        return True


def bar(monkeypatch, out, **options):
    monkeypatch.setattr(sys, "stderr", out)
    list(chancery.code_many([VISIT, ""], date="2018-01-19", **options))
    return out.getvalue()


def test_progress(monkeypatch):
    assert bar(monkeypatch, io.StringIO()) == ""
    assert bar(monkeypatch, Terminal(), progress=False) == ""
    text = bar(monkeypatch, Terminal())
    assert "100% 2 reports, 1 claims, 1 not coded" in text
    assert text.startswith("\r[####") and text.endswith("\n")
    text = bar(monkeypatch, io.StringIO(), progress=True)
    assert "\r" not in text and "2 reports" in text
    out = Terminal()
    monkeypatch.setattr(sys, "stderr", out)
    list(chancery.code_many(iter([VISIT]), date="2018-01-19"))
    assert "[" not in out.getvalue().split("\x1b")[0]


# ---- the engine ----


def test_engine_options(tmp_path):
    engine = chancery.Engine(min_confidence=0.99)
    assert engine.min_confidence == 0.99
    assert not chancery.code(LETTER, date="2019-08-16", engine=engine)
    assert chancery.Engine().data_version == engine.data_version
    with pytest.raises(chancery.EngineError, match="no-such-scale"):
        chancery.Engine(scale="no-such-scale")
    (tmp_path / "actorz.tsv").write_text("id\n")
    with pytest.raises(chancery.EngineError, match="actorz"):
        chancery.Engine(tmp_path)
    with pytest.raises(chancery.EngineError):
        chancery.Engine([tmp_path / "nowhere"])


def test_claims_only_gives_the_same_claims(samples, lines_of_tool):
    engine = chancery.Engine(claims_only=True)
    assert engine.code(samples).json_lines.splitlines() == lines_of_tool
    assert pickle.loads(pickle.dumps(engine))._options["claims_only"]


def test_engine_is_pickled_by_its_options():
    engine = chancery.Engine(min_confidence=0.5)
    again = pickle.loads(pickle.dumps(engine))
    assert repr(again) == repr(engine) and again.min_confidence == 0.5
    assert copy.copy(engine).code(LETTER, date="2019-08-16")


def test_lock_is_given_up():
    """While one call codes, this thread goes on."""
    text = (VISIT + "\n") * 4000
    engine = chancery.engine()
    done = []

    def work():
        done.append(len(engine.code(text, date="2018-01-19")))

    worker = threading.Thread(target=work)
    coding = engine._engine.code
    begun = time.monotonic()
    worker.start()
    ticks = 0
    while worker.is_alive():
        time.sleep(0.001)
        ticks += 1
    took = time.monotonic() - begun
    assert done and coding
    # held all the while, the lock would leave a tick or two
    assert ticks > 20, (ticks, took)


def test_threads_share_an_engine(samples):
    engine = chancery.Engine()
    want = engine.code(samples[:4]).json_lines
    got = []

    def work():
        for _ in range(3):
            got.append(engine.code(samples[:4]).json_lines)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert got == [want] * 12


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_fork_while_others_code(samples):
    engine = chancery.Engine()
    want = engine.code(samples[:3]).json_lines
    stop = threading.Event()

    def busy():
        while not stop.is_set():
            engine.code(samples[3:5])

    worker = threading.Thread(target=busy)
    worker.start()
    try:
        for _ in range(5):
            child = os.fork()
            if child == 0:
                same = engine.code(samples[:3]).json_lines == want
                os._exit(0 if same else 1)
            _, status = os.waitpid(child, 0)
            assert status == 0
    finally:
        stop.set()
        worker.join()


def test_claims_are_pickled_and_compared():
    claims = chancery.code([VISIT, LETTER], date="2018-01-19")
    again = pickle.loads(pickle.dumps(list(claims)))
    assert again == list(claims) and claims == again
    assert again[0].trigger.span == claims[0].trigger.span
    assert claims[0] in claims and len({*claims, *again}) == len(claims)
    assert isinstance(claims[:1], list)
    with pytest.raises(TypeError, match="pickle list"):
        pickle.dumps(claims)


def test_html_is_escaped():
    claims = chancery.code(
        "Emmanuel Macron met <b>Angela Merkel on Friday.", date="2018-01-19"
    )
    assert "<b>" not in claims._repr_html_()
    assert "<table>" in claims._repr_html_()


def test_sub_interpreters():
    """Where they are there: the module works or says that it does not."""
    interpreters = None
    for name in ("_interpreters", "_xxsubinterpreters"):
        try:
            interpreters = __import__(name)
            break
        except ImportError:
            pass
    if interpreters is None:
        pytest.skip("no interpreters module")
    script = (
        "try:\n"
        "    import chancery\n"
        "except ImportError:\n"
        "    pass\n"
        "else:\n"
        f"    assert chancery.code({LETTER!r}, date='2019-08-16')\n"
    )
    for _ in range(2):
        i = interpreters.create()
        interpreters.run_string(i, script)
        interpreters.destroy(i)
    assert chancery.code(LETTER, date="2019-08-16")
