# SPDX-License-Identifier: Apache-2.0
"""Reading a store."""

from __future__ import annotations

import json
import os
import threading
from typing import Any, Dict, Iterator, List, Optional, Tuple, Union

from . import _chancery
from ._claims import Claim, _lines, date_words
from ._errors import QueryError
from ._table import Table, Tabular
from ._text import Text

_PAGE = 1000

# column, type for Arrow (s str, b bool, i int, f float, d day), key, inner key
_EVENT_COLUMNS: List[Tuple[str, str, str, Optional[str]]] = [
    ("event", "s", "event", None),
    ("date", "s", "date", "value"),
    ("date_from", "d", "date", "from"),
    ("date_to", "d", "date", "to"),
    ("precision", "s", "date", "precision"),
    ("basis", "s", "date", "basis"),
    ("category", "s", "category", None),
    ("mode", "s", "mode", None),
    ("cameo", "s", "cameo", None),
    ("status", "s", "status", None),
    ("source", "s", "source", None),
    ("source_code", "s", "source_code", None),
    ("target", "s", "target", None),
    ("target_code", "s", "target_code", None),
    ("symmetric", "b", "symmetric", None),
    ("place", "s", "place", None),
    ("occasion", "s", "occasion", None),
    ("voice", "s", "voice", None),
    ("origins", "s", "origins", None),
    ("reports", "i", "reports", None),
    ("claims", "i", "claims", None),
    ("origin_count", "i", "origin_count", None),
    ("claim", "s", "claim", None),
    ("trigger", "s", "trigger", None),
    ("sentence", "s", "sentence", None),
    ("confidence", "f", "confidence", None),
    ("quad", "i", "quad", None),
    ("goldstein", "f", "goldstein", None),
    ("reviewed", "s", "reviewed", None),
    ("disagree", "b", "disagree", None),
]
_EVENT_AT = {name: (key, inner) for name, _, key, inner in _EVENT_COLUMNS}


class Event:
    """An act, put together from the claims of all reports that tell it.

    Attributes are the columns of :class:`Events`: ``event`` (its id), ``date``,
    ``date_from``, ``date_to``, ``precision``, ``category``, ``mode``,
    ``status``, ``source``, ``target`` (names), ``source_code``,
    ``target_code``, ``place``, ``occasion``, ``origins``, ``reports``,
    ``claims``, ``origin_count`` (how many), ``claim`` (the one that tells it
    best), ``sentence``, ``confidence``, ``goldstein``, ``disagree`` ...
    """

    __slots__ = ("_fields",)

    # what __getattr__ finds, for those who check types
    event: str
    date: Optional[str]
    date_from: Optional[str]
    date_to: Optional[str]
    category: str
    mode: Optional[str]
    status: str
    source: Optional[str]
    target: Optional[str]
    source_code: Optional[str]
    target_code: Optional[str]
    place: Optional[str]
    origins: Optional[str]
    reports: int
    claims: int
    claim: str
    confidence: float
    goldstein: Optional[float]
    disagree: bool

    def __init__(self, line: str) -> None:
        self._fields = json.loads(line)

    @property
    def id(self) -> str:
        return self._fields["event"]

    def __getattr__(self, name: str) -> Any:
        if name not in _EVENT_AT:
            raise AttributeError(
                f"Event has no field {name!r}; it has " + ", ".join(_EVENT_AT)
            )
        key, inner = _EVENT_AT[name]
        value = self._fields[key]
        return value[inner] if inner else value

    def __dir__(self):
        return [*super().__dir__(), *_EVENT_AT]

    def to_dict(self) -> Dict[str, Any]:
        """All fields, flat."""
        return {name: getattr(self, name) for name in _EVENT_AT}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Event):
            return self._fields == other._fields
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.id)

    def __reduce__(self):
        return Event, (json.dumps(self._fields),)

    def __str__(self) -> str:
        f = self._fields
        when = date_words(f["date"])
        act = f["category"] + (f"/{f['mode']}" if f["mode"] else "")
        told = "" if f["status"] == "occurred" else f" [{f['status']}]"
        arrow = " — " if f["symmetric"] else " → "
        sides = arrow.join(s for s in (f["source"], f["target"]) if s)
        return f"{when} {act}{told}: {sides}"

    def __repr__(self) -> str:
        n = self._fields["reports"]
        return f"Event({self}, {n} report{'s' if n != 1 else ''})"


class Events(Tabular):
    """Events of a question, by date: a sequence, and a table."""

    def __init__(self, lines: List[str]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Event]:
        return map(Event, self._lines)

    def __getitem__(self, at: Union[int, slice]) -> Any:
        if isinstance(at, slice):
            return Events(self._lines[at])
        return Event(self._lines[at])

    def table(self) -> Table:
        """The events as rows."""
        rows = [
            tuple(getattr(e, name) for name, *_ in _EVENT_COLUMNS)
            for e in self
        ]
        return Table(
            [name for name, *_ in _EVENT_COLUMNS],
            rows,
            "".join(letter for _, letter, *_ in _EVENT_COLUMNS),
        )

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.table().__arrow_c_stream__()

    def __repr__(self) -> str:
        shown = [repr(e) for e in self[:20]]
        if len(self) > 20:
            shown.append(f"... {len(self)} events")
        return "[" + ",\n ".join(shown) + "]"

    def _repr_html_(self) -> str:
        t = self.table()
        names = ["date", "category", "mode", "source", "target", "status",
                 "place", "origins", "reports"]
        at = [t.names.index(n) for n in names]
        rows = [tuple(row[i] for i in at) for row in t.rows]
        return Table(names, rows)._repr_html_()


class Series(Table):
    """A pair of countries over time: a row for each period, without gaps.

    Attributes:
        dyad: as it was understood, "PRK-RUS" or, directed, "PRK>RUS".
        changes: where the rate changes, a list of dicts.
    """

    def __init__(self, lines: List[str]) -> None:
        points = []
        self.changes: List[Dict[str, Any]] = []
        self.dyad = ""
        for line in lines:
            row = json.loads(line)
            self.dyad = row.pop("dyad", self.dyad)
            if "change" in row:
                self.changes.append(row)
            else:
                points.append(_flat_point(row))
        # a category that a period has none of is not in its line
        names = list(dict.fromkeys(n for p in points for n in p))
        super().__init__(
            names,
            [tuple(p.get(n, 0) for n in names) for p in points],
            "".join(_POINT_TYPES.get(n, "i") for n in names),
        )

    def __repr__(self) -> str:
        told = [f"{self.dyad}", super().__repr__()]
        told += [f"change: {c}" for c in self.changes]
        return "\n".join(told)


_POINT_TYPES = {"period": "s", "from": "d", "to": "d", "score": "f"}


def _flat_point(point: Dict[str, Any]) -> Dict[str, Any]:
    quad = point.pop("quad")
    category = point.pop("category")
    point.update({f"quad{i + 1}": n for i, n in enumerate(quad)})
    point.update(category)
    return point


class StoredClaim(Claim):
    """A claim of a store, with what the store knows around it.

    Attributes:
        event: id of its event.
        publisher, title, url, published: of its report.
    """

    __slots__ = ("event", "publisher", "title", "url", "published")

    def __init__(self, line: str, text: Text, about: Tuple) -> None:
        super().__init__(line, text)
        (self.event, self.publisher, self.title, self.url,
         self.published) = about

    def __reduce__(self):
        about = (self.event, self.publisher, self.title, self.url,
                 self.published)
        return _stored_claim_of, (self.json, self._text.data, about)


def _stored_claim_of(line: str, data: bytes, about: Tuple) -> StoredClaim:
    return StoredClaim(line, Text(data), about)


_CLAIMS_SQL = """
SELECT c.seq, c.record, m.event, r.publisher, r.title, r.url, r.day, r.seq
  FROM claim c JOIN report r ON r.seq = c.report
  JOIN event_claim m ON m.claim = c.seq
 WHERE c.seq > ? {}
 ORDER BY c.seq LIMIT {}
"""


def _conditions(given: Dict[str, Any]) -> Dict[str, str]:
    """Conditions as the library takes them, by text."""
    names = {"since": "from", "until": "to"}
    out = {}
    for key, value in given.items():
        if value is None:
            continue
        if hasattr(value, "isoformat"):
            value = value.isoformat()[:10]
        elif isinstance(value, (tuple, list)) and key == "dyad":
            value = "-".join(value)
        out[names.get(key, key)] = str(value)
    return out


class Store:
    """A store that ``chancery add`` made, for reading. See :func:`open`.

    It sees what others add to the file in the meantime. Threads may share one;
    they take turns. After a fork each side has the file for itself.
    """

    def __init__(self, path: Union[str, os.PathLike]) -> None:
        self.path = os.fspath(path)
        self._lock = threading.Lock()
        self._pid = os.getpid()
        self._store: Any = _chancery.Store(path)

    def _ask(self, method: str, *arguments: Any) -> Any:
        if self._pid != os.getpid() and self._store is not None:
            # SQLite's connections and a closed lock must not cross a fork; the
            # old connection is the parent's to close
            self._left = self._store
            self._lock = threading.Lock()
            self._pid = os.getpid()
            self._store = _chancery.Store(self.path)
        with self._lock:
            if self._store is None:
                raise ValueError("the store is closed; open it again")
            return getattr(self._store, method)(*arguments)

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *unused: object) -> None:
        self.close()

    @property
    def version(self) -> str:
        """A name for the state of the rows: another one after each change."""
        return self._ask("version")

    def events(self, **conditions: Any) -> Events:
        """Events by date, undated ones last.

        Args:
            conditions: as of ``chancery query``: ``actor``, ``dyad``
                ("PRK-RUS" or a pair), ``category``, ``mode``, ``status``,
                ``place``, ``origin``, ``occasion``, ``reviewed``, ``text``
                (words of a report), ``since``, ``until``, ``confidence``,
                ``limit``, ``offset``.

        Raises:
            QueryError: there is no such actor, pair or condition.
        """
        answer = self._ask("events", _conditions(conditions))
        return Events(list(_lines(answer)))

    def event(self, id: str) -> Dict[str, Any]:
        """All that is known of one event, as docs/record.md describes it."""
        line = self._ask("record", id)
        if not line:
            raise QueryError("input", 0, f'{self.path}: no event is "{id}"')
        return json.loads(line)

    def claims(
        self, *, event: Optional[str] = None, report: Optional[str] = None
    ) -> Iterator[StoredClaim]:
        """Claims in the order in which they were added, read as they are asked
        for: all, or those of an event or a report by its id."""
        where, values = "", []
        if event is not None:
            where += " AND m.event = ?"
            values.append(event)
        if report is not None:
            where += " AND r.id = ?"
            values.append(report)
        last = 0
        of: Tuple[Any, Text] = (None, Text(b""))
        while True:
            statement = _CLAIMS_SQL.format(where, _PAGE)
            _, rows = self._ask("sql", statement, (last, *values))
            for seq, record, *about, number in rows:
                if of[0] != number:
                    of = (number, Text(self._text(number)))
                yield StoredClaim(record, of[1], tuple(about))
                last = seq
            if len(rows) < _PAGE:
                return

    def _text(self, report: int) -> Union[str, bytes]:
        _, rows = self._ask(
            "sql", "SELECT text FROM report WHERE seq = ?", (report,)
        )
        return rows[0][0] or b""

    def claim(self, id: str) -> StoredClaim:
        """A claim by its id or an event's (the one that tells it best), or by
        the first five or more characters of one."""
        v = self._ask("show", id)
        about = (v["event"], v["publisher"], v["title"], v["url"],
                 v["published"])
        return StoredClaim(v["json"], Text(v["text"]), about)

    def reports(self) -> Table:
        """The reports: id, day and how it is known, publisher, title, url, how
        many claims."""
        return self.sql(
            "SELECT id, day, basis AS day_basis, publisher, title, url,"
            " (SELECT count(*) FROM claim c WHERE c.report = r.seq) AS claims"
            " FROM report r ORDER BY seq"
        )

    def series(
        self,
        dyad: Union[str, Tuple[str, str]],
        *,
        by: str = "month",
        status: Optional[str] = None,
        category: Optional[str] = None,
        since: Any = None,
        until: Any = None,
        directed: bool = False,
        count: str = "events",
    ) -> Series:
        """How many acts two countries had with each other, period by period,
        and where the rate changes (docs/series.md).

        Args:
            dyad: "PRK-RUS", or a pair.
            by: "month", "quarter" or "year".
            status: None: what occurred.
            category: None: all.
            since, until: days; None: from the first event to the last.
            directed: only acts of the first towards the second, and of both.
            count: "events" or "claims".
        """
        if by not in ("month", "quarter", "year"):
            raise ValueError(f'by is "month", "quarter" or "year", not {by!r}')
        if count not in ("events", "claims"):
            raise ValueError(f'count is "events" or "claims", not {count!r}')
        given = _conditions({"dyad": dyad, "from": since, "to": until})
        for name in ("from", "to"):
            if name in given and len(given[name]) != 10:
                raise ValueError(
                    f'{given[name]!r} is not a day of the form "2019-08-15"'
                )
        answer = self._ask(
            "series", given["dyad"], by, status, category, given.get("from"),
            given.get("to"), directed, count == "claims",
        )
        return Series(list(_lines(answer)))

    def facets(self, **conditions: Any) -> Table:
        """How many events have each value of each facet, most first."""
        return Table(
            ["facet", "value", "events"],
            self._ask("facets", _conditions(conditions)),
            "ssi",
        )

    def origins(self) -> Table:
        """What rests on whose word (docs/voice.md)."""
        rows = self._ask("origins")
        names = ["name", "kind", "reliability", "claims", "denials", "reports",
                 "events", "alone", "credited"]
        return Table(
            names, [tuple(r[n] for n in names) for r in rows], "sssiiiiii"
        )

    def sql(self, statement: str, *values: Any) -> Table:
        """Rows of a statement of SQL over the tables and views that
        docs/store.md describes; nothing can be written.

        Args:
            statement: one SELECT, with ``?`` for each of `values`.
        """
        names, rows = self._ask("sql", statement, values)
        return Table(names, rows)

    def export(self, format: str, **conditions: Any) -> str:
        """Events in the layout of another tool, as ``chancery export`` writes
        them: "jsonl", "claims", "ged", "icews", "polecat", "gdelt",
        "chronology", "graphml" or "ical"."""
        return self._ask("export", _conditions(conditions), format)

    def __repr__(self) -> str:
        closed = ", closed" if self._store is None else ""
        return f"Store({self.path!r}{closed})"


def open(path: Union[str, os.PathLike]) -> Store:
    """Open a store for reading.

    Args:
        path: a file that ``chancery add`` made.

    Returns:
        A :class:`Store`; in a ``with`` it is closed at the end.

    Raises:
        StoreError: there is no such file, or it is no store.
    """
    return Store(path)


def events(store: Union[Store, str, os.PathLike], **conditions: Any) -> Events:
    """Events of a store, or of the file of one: see :meth:`Store.events`."""
    if isinstance(store, Store):
        return store.events(**conditions)
    with open(store) as s:
        return s.events(**conditions)


def series(
    store: Union[Store, str, os.PathLike],
    dyad: Union[str, Tuple[str, str]],
    **options: Any,
) -> Series:
    """Two countries over time, of a store or its file: see
    :meth:`Store.series`."""
    if isinstance(store, Store):
        return store.series(dyad, **options)
    with open(store) as s:
        return s.series(dyad, **options)
