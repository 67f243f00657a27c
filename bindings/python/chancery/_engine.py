# SPDX-License-Identifier: Apache-2.0
"""Coding: one text, many, a table."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable as IterableABC
from collections.abc import Mapping
from contextlib import closing
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Union

from . import _chancery
from ._claims import Claims
from ._errors import CodingError
from ._progress import Progress
from ._table import Tabular, _need

_FIELDS = ("text", "id", "date", "publisher", "title", "url")


def _day(value: Any) -> Optional[bytes]:
    """A day from what people have: str, date, datetime, Timestamp, NaT."""
    if value is None or value != value:  # NaN and NaT are not themselves
        return None
    if hasattr(value, "isoformat"):
        value = value.isoformat()
    text = str(value)
    if text in ("", "NaT"):
        return None
    if len(text) > 10 and text[10] in "T ":
        text = text[:10]
    return text.encode()


def _bytes(value: Any, name: str) -> Optional[bytes]:
    if value is None or value != value:
        return None
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    if name == "id":
        return str(value).encode()
    raise TypeError(
        f"{name} must be a str, not {type(value).__name__}: {value!r:.60}"
    )


def _report(item: Any, extra: Dict[str, Any]) -> Dict[str, Any]:
    """A text, or a mapping with a text, as the six fields."""
    if isinstance(item, (str, bytes)):
        return {**extra, "text": item}
    if isinstance(item, Mapping):
        if "text" not in item:
            raise TypeError('a report is a str or a dict with a "text"')
        found = {k: item[k] for k in _FIELDS if k in item}
        if "outlet" in item:
            found.setdefault("publisher", item["outlet"])
        return {**extra, **found}
    raise TypeError(
        'a report is a str or a dict with a "text", not '
        f"{type(item).__name__}: {item!r:.60}"
    )


def _spread(value: Any, n: Optional[int], name: str) -> Iterator[Any]:
    """One value for all reports, or a value for each."""
    one = isinstance(value, (str, bytes)) or not isinstance(value, IterableABC)
    if one:
        while True:
            yield value
    values = list(value)
    if n is not None and len(values) != n:
        raise ValueError(
            f"{name} has {len(values)} values for {n} texts; give one for all, "
            "or as many"
        )
    yield from values


class Engine:
    """Tables, rules and a model: all that coding knows.

    Opened once and shared: any number of threads may use one, and coding gives
    up Python's lock. It starts no threads, holds no locks, and may be used on
    both sides of a fork; pickled, it is opened again where it arrives.

    Args:
        data: a folder of tables that add to or replace those built in, or
            several; later ones win (docs/actors.md).
        model: a file with a model of syntax in place of the one built in.
        scale: the scale of ``quad`` and ``goldstein``.
        min_confidence: claims less likely right are not coded, 0 to 1.
        claims_only: the same claims, sooner; :meth:`Claims.rejected` tells
            only a part then. For many reports.
        cpu: the instruction set to read with; for tests.

    Raises:
        EngineError: a table, the model, or an option is wrong.

    >>> engine = Engine(min_confidence=0.5)
    >>> engine.scale
    'plover'
    >>> len(engine.data_version)
    12
    """

    def __init__(
        self,
        data: Union[str, os.PathLike, Iterable[Union[str, os.PathLike]]] = (),
        *,
        model: Union[str, os.PathLike, None] = None,
        scale: Optional[str] = None,
        min_confidence: float = 0.0,
        claims_only: bool = False,
        cpu: Optional[str] = None,
    ) -> None:
        folders = [data] if isinstance(data, (str, os.PathLike)) else list(data)
        self._options: Dict[str, Any] = {
            "data": tuple(os.fspath(f) for f in folders),
            "model": None if model is None else os.fspath(model),
            "cpu": cpu,
            "scale": scale,
            "min_confidence": round(100 * min_confidence),
            "claims_only": claims_only,
        }
        self._engine = _chancery.Engine(**self._options)

    @property
    def data_version(self) -> str:
        """Version of the tables, folders of your own included."""
        return self._engine.data_version

    @property
    def rules_version(self) -> str:
        """Version of the rules that find acts."""
        return self._engine.rules_version

    @property
    def model_version(self) -> str:
        """Version of the model of syntax; "" without one."""
        return self._engine.model_version

    @property
    def scale(self) -> str:
        """The scale of ``quad`` and ``goldstein``."""
        return self._engine.scale

    @property
    def min_confidence(self) -> float:
        """Claims less likely right are not coded."""
        return self._engine.min_percent / 100

    def _code_one(self, fields: Dict[str, Any]) -> Any:
        get = fields.get
        text = _bytes(get("text"), "text")
        if text is None:
            raise CodingError(
                "empty",
                0,
                "the report has no text; add the text or take the report out",
            )
        try:
            return self._engine.code(
                text,
                _bytes(get("id"), "id"),
                _day(get("date")),
                _bytes(get("publisher"), "publisher"),
                _bytes(get("title"), "title"),
                _bytes(get("url"), "url"),
            )
        except ValueError as e:
            raise CodingError("date", 0, str(e)) from None

    def code(self, text: Any, **fields: Any) -> Claims:
        """As :func:`chancery.code`, with this engine."""
        if isinstance(text, (str, bytes, Mapping)):
            return Claims([self._code_one(_report(text, fields))])
        items = list(text)
        spread = {k: _spread(v, len(items), k) for k, v in fields.items()}
        return Claims(
            self._code_one(
                _report(item, {k: next(v) for k, v in spread.items()})
            )
            for item in items
        )

    def code_many(
        self,
        reports: Iterable[Any],
        *,
        threads: int = 1,
        progress: Optional[bool] = None,
        total: Optional[int] = None,
        on_error: str = "keep",
        **fields: Any,
    ) -> Iterator[Claims]:
        """As :func:`chancery.code_many`, with this engine."""
        if on_error not in ("keep", "skip", "raise"):
            raise ValueError(
                f'on_error is "keep", "skip" or "raise", not {on_error!r}'
            )
        if threads < 1:
            raise ValueError(f"threads must be 1 or more, not {threads}")
        if total is None and hasattr(reports, "__len__"):
            total = len(reports)  # type: ignore[arg-type]
        return self._many(reports, threads, progress, total, on_error, fields)

    def _many(self, reports, threads, progress, total, on_error, fields):
        spread = {k: _spread(v, total, k) for k, v in fields.items()}

        def one(item, extra):
            try:
                return Claims([self._code_one(_report(item, extra))])
            except CodingError as e:
                return Claims((), error=e)

        jobs = (
            (item, {k: next(v) for k, v in spread.items()}) for item in reports
        )
        coded = (
            (one(*job) for job in jobs)
            if threads == 1
            else _in_threads(one, jobs, threads)
        )
        # closed at once and not when it is collected: it may have threads
        with closing(coded), Progress(progress, total) as bar:
            for claims in coded:
                bar.step(len(claims), claims.error is not None)
                if claims.error is not None:
                    if on_error == "raise":
                        raise claims.error
                    if on_error == "skip":
                        continue
                yield claims

    def code_arrow(
        self,
        reports: Any,
        *,
        errors: bool = True,
        empty: bool = False,
        merge: bool = False,
        batch_rows: int = 0,
    ) -> "ClaimStream":
        """As :func:`chancery.code_arrow`, with this engine."""

        if type(reports).__name__ == "DuckDBPyRelation":
            # It runs in its connection while ours is read; where that is by
            # DuckDB again, in the same connection, each waits for the other.
            reports = reports.to_arrow_table()

        def make() -> Any:
            return self._engine.stream(
                _stream_of(reports), errors, empty, merge, batch_rows
            )

        return ClaimStream(make(), make)

    def __reduce__(self):
        return _engine_of, (self._options,)

    def __repr__(self) -> str:
        return f"Engine(data {self.data_version}, scale {self.scale})"


def _engine_of(options: Dict[str, Any]) -> Engine:
    return Engine(
        options["data"],
        model=options["model"],
        scale=options["scale"],
        min_confidence=options["min_confidence"] / 100,
        claims_only=options["claims_only"],
        cpu=options["cpu"],
    )


def _in_threads(one, jobs, threads) -> Iterator[Claims]:
    """Results in the order of the jobs, few of them ahead of who reads."""
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(threads, thread_name_prefix="chancery")
    waiting: deque = deque()
    try:
        for job in jobs:
            waiting.append(pool.submit(one, *job))
            if len(waiting) >= 8 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _stream_of(table: Any) -> Any:
    """The capsule of a table's stream."""
    if hasattr(table, "__arrow_c_stream__"):
        return table.__arrow_c_stream__()
    if hasattr(table, "__arrow_c_array__") or isinstance(table, Mapping):
        pa = _need("pyarrow")
        if isinstance(table, Mapping):
            return pa.table(dict(table)).__arrow_c_stream__()
        return pa.table([pa.record_batch(table)]).__arrow_c_stream__()
    raise TypeError(
        "a table with __arrow_c_stream__ is wanted (pyarrow, pandas, polars, "
        f"DuckDB), not {type(table).__name__}; of texts alone use chancery.code"
    )


class ClaimStream(Tabular):
    """Rows of claims that are coded as they are read.

    Whoever takes it as an Arrow stream (``pyarrow.table(stream)``,
    ``polars.DataFrame(stream)``, DuckDB by its name) drives the coding.
    Iterating gives ``pyarrow.RecordBatch`` after ``RecordBatch``, of at most
    8 MB. Read a second time it codes a second time, where the reports can be
    read again (of a table; a reader is at its end): to keep the rows, take
    :meth:`to_arrow`.
    """

    def __init__(
        self, first: Any, again: Optional[Callable[[], Any]] = None
    ) -> None:
        # The first stream is there at once, so that a wrong table is told
        # where it was given; DuckDB takes one for the columns, one for rows.
        self._first = first
        self._again = again

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        first, self._first = self._first, None
        if first is not None:
            return first
        if self._again is None:
            raise ValueError("these rows were read already; make them again")
        return self._again()

    def reader(self):
        """A ``pyarrow.RecordBatchReader``."""
        return _need("pyarrow").RecordBatchReader.from_stream(self)

    def __iter__(self):
        return iter(self.reader())

    def __repr__(self) -> str:
        state = "read" if self._first is None else "not read yet"
        return f"ClaimStream({state})"


_shared: List[Engine] = []


def engine() -> Engine:
    """The engine that the functions of the package use where they are given
    none: the tables and the model built in. It is opened at its first use.

    >>> import chancery
    >>> chancery.engine() is chancery.engine()
    True
    """
    if not _shared:
        # Without a lock, which a fork could leave closed: of two threads that
        # come first at once, the engine of one is used.
        _shared.append(Engine())
    return _shared[0]


def code(
    text: Any,
    *,
    date: Any = None,
    id: Any = None,
    publisher: Any = None,
    title: Any = None,
    url: Any = None,
    engine: Optional[Engine] = None,
) -> Claims:
    """Code a report, or several, and return the claims.

    Args:
        text: a report as a str; or a dict with ``text`` and any of the fields
            below; or a list (or Series) of these.
        date: the day of the report: "2019-08-15", a ``date``, ``datetime`` or
            ``Timestamp``. None: the text may tell it. Of several reports: one
            for all, or one for each; so are the other fields.
        id: what the report is called; None: a hash of publisher, date, text.
        publisher, title, url: whose report it is.
        engine: None: :func:`engine`.

    Raises:
        CodingError: a report is empty, too long, or its date is wrong. (Of
            :func:`code_many` and :func:`code_arrow` it is no exception.)

    >>> import chancery
    >>> claims = chancery.code(
    ...     "French President Emmanuel Macron met German Chancellor Angela "
    ...     "Merkel in Paris on Friday.", date="2018-01-19")
    >>> print(claims[0])
    2018-01-19 CONSULT: Emmanuel Macron (FRA/GOV) — Angela Merkel (DEU/GOV)
    >>> claims[0].place.name
    'Paris'
    >>> chancery.code("", date="2018-01-19")
    Traceback (most recent call last):
        ...
    chancery._errors.CodingError: the report has no text; add the text or take the report out
    """
    given = {
        "date": date,
        "id": id,
        "publisher": publisher,
        "title": title,
        "url": url,
    }
    fields = {k: v for k, v in given.items() if v is not None}
    return (engine or _default()).code(text, **fields)


def _default() -> Engine:
    return globals()["engine"]()


def code_many(
    reports: Iterable[Any],
    *,
    threads: int = 1,
    progress: Optional[bool] = None,
    total: Optional[int] = None,
    on_error: str = "keep",
    engine: Optional[Engine] = None,
    **fields: Any,
) -> Iterator[Claims]:
    """Code reports one after the other, as they are asked for.

    Args:
        reports: texts or dicts as in :func:`code`; any iterable, also one
            without end.
        threads: how many work at once. They share one engine; claims come in
            the order of the reports whatever their number.
        progress: a bar on standard error. None: if that is a terminal.
        total: how many reports there are, for the bar, where `reports` has no
            length.
        on_error: a report that cannot be coded gives empty claims with their
            ``error`` set ("keep"), none ("skip"), or an exception ("raise").
        engine: None: :func:`engine`.
        fields: date, publisher ... for all reports, or for each.

    Yields:
        The :class:`Claims` of each report.

    >>> import chancery
    >>> texts = ["China sent aid to Turkey on Tuesday.", "", "It rained."]
    >>> for claims in chancery.code_many(texts, date="2023-02-09"):
    ...     print(len(claims), claims.error)
    1 None
    0 the report has no text; add the text or take the report out
    0 None
    """
    return (engine or _default()).code_many(
        reports,
        threads=threads,
        progress=progress,
        total=total,
        on_error=on_error,
        **fields,
    )


def code_arrow(
    reports: Any,
    *,
    errors: bool = True,
    empty: bool = False,
    merge: bool = False,
    batch_rows: int = 0,
    engine: Optional[Engine] = None,
) -> ClaimStream:
    """Code a table of reports into a table of claims.

    Args:
        reports: anything with ``__arrow_c_stream__``: a table or reader of
            pyarrow, a DataFrame of pandas or polars, a relation of DuckDB.
            Columns by their names: ``text``; if there ``id``, ``date`` (dates,
            timestamps or strings), ``publisher`` or ``outlet``, ``url``,
            ``title``. Others are passed over.
        errors: a row with outcome "error" for each report that cannot be
            coded; else these are passed over. They never raise.
        empty: a row with outcome "none" for each report without a claim.
        merge: columns by which rows of many machines are merged.
        batch_rows: most rows of a batch; 0: as many as fit into 8 MB.
        engine: None: :func:`engine`.

    Returns:
        A :class:`ClaimStream`, which is coded as it is read.

    Raises:
        CodingError: there is no column ``text``, or one has a type that cannot
            be read.
    """
    return (engine or _default()).code_arrow(
        reports,
        errors=errors,
        empty=empty,
        merge=merge,
        batch_rows=batch_rows,
    )
