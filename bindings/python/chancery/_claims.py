# SPDX-License-Identifier: Apache-2.0
"""Claims as Python objects. Fields are those of the record (docs/record.md)."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterable, Iterator, List, Optional, Tuple

from . import _chancery
from ._errors import CodingError
from ._table import Tabular, html_table
from ._text import Span, Text


class _Part:
    """A part of the record: its fields as attributes, None where the report
    does not tell one."""

    __slots__ = ("_fields", "span")
    _fields: Dict[str, Any]
    span: Optional[Span]

    def __init__(self, fields: Dict[str, Any], text: Text) -> None:
        self._fields = fields
        self.span = text.span(fields.get("span"))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._fields[name]
        except KeyError:
            raise AttributeError(
                f"{type(self).__name__} has no field {name!r}; it has "
                + ", ".join(self._fields)
            ) from None

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self._fields]

    def to_dict(self) -> Dict[str, Any]:
        """The fields as in the record; spans count characters there."""
        return dict(self._fields)

    def __eq__(self, other: object) -> bool:
        if type(other) is type(self):
            return self._fields == other._fields
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]


class Actor(_Part):
    """An actor of a claim: ``id`` (in the tables; the record calls it
    ``actor``), ``name``, ``country``, ``sector``, ``office`` (held on the act's
    day), ``text`` and ``span`` (as it stands in the report), ``link`` (how it
    was known)."""

    __slots__ = ()
    name: Optional[str]
    country: Optional[str]
    sector: Optional[str]
    office: Optional[str]
    text: str
    link: str

    @property
    def id(self) -> Optional[str]:
        """``"kim-jong-un"``; None: it is not in the tables."""
        return self._fields["actor"]

    @property
    def role(self) -> Optional[str]:
        """Among the others of a claim: ``"carrier"``, ``"host"`` ..."""
        return self._fields.get("role")

    @property
    def code(self) -> str:
        """``"PRK/GOV"``: country and sector, as far as they are known."""
        known = (self._fields["country"], self._fields["sector"])
        return "/".join(k for k in known if k)

    def __str__(self) -> str:
        return self._fields["name"] or self._fields["text"] or "?"

    def __repr__(self) -> str:
        code = self.code
        return f"Actor({str(self)!r}{', ' + code if code else ''})"


def date_words(date: Dict[str, Any]) -> str:
    """A date of the record for people."""
    if date["value"]:
        return date["value"]
    start, end = date["from"], date["to"]
    if start and end:
        return f"{start}..{end}"
    return f"by {end}" if end else f"since {start}" if start else "undated"


class Date(_Part):
    """When: ``value`` ("2019-08-15", "2019-04", None: only bounds are known),
    ``from_`` and ``to`` (days, inclusive), ``precision``, ``basis``, ``text``
    and ``span`` (the words that tell it)."""

    __slots__ = ()
    value: Optional[str]
    to: Optional[str]
    precision: str
    basis: str
    text: Optional[str]

    @property
    def from_(self) -> Optional[str]:
        """The first day, or None: open. (``from`` is a word of Python.)"""
        return self._fields["from"]

    def __str__(self) -> str:
        return date_words(self._fields)

    def __repr__(self) -> str:
        return f"Date({str(self)!r}, {self._fields['precision']})"


class Voice(_Part):
    """A link of the chain of sources: ``name``, ``id``, ``kind``,
    ``inherited``, ``alternative``, ``certainty``, ``reliability``."""

    __slots__ = ()
    name: str
    kind: Optional[str]
    inherited: bool
    alternative: Optional[str]
    certainty: Optional[str]
    reliability: Optional[str]

    @property
    def id(self) -> Optional[str]:
        """``"kcna"``; None: it is not in the tables."""
        return self._fields["actor"]

    def __str__(self) -> str:
        return self._fields["name"]

    def __repr__(self) -> str:
        kind = self._fields["kind"]
        return f"Voice({self._fields['name']!r}{', ' + kind if kind else ''})"


class Place(_Part):
    """Where: ``name``, ``country``, ``lat``, ``lon``."""

    __slots__ = ()
    name: Optional[str]
    country: Optional[str]
    lat: Optional[float]
    lon: Optional[float]

    def __str__(self) -> str:
        return self._fields["name"] or self._fields["country"] or "?"

    def __repr__(self) -> str:
        return f"Place({str(self)!r})"


class Words(_Part):
    """Words of the report with what they are: a trigger (``text``, ``rule``),
    a quotation (``text``, ``speaker``), an occasion (``id``, ``name``,
    ``ordinal``, ``base_year``), a sentence (``index``)."""

    __slots__ = ()

    def __str__(self) -> str:
        f = self._fields
        return str(f.get("text") or f.get("name") or f.get("index"))

    def __repr__(self) -> str:
        return f"Words({str(self)!r})"


def _names(actors: List[Actor]) -> str:
    return ", ".join(
        f"{a} ({a.code})" if a.code and str(a) != a.code else str(a)
        for a in actors
    )


class Claim:
    """One report's telling of one act.

    Attributes:
        id, report: ids of the claim and of its report.
        category, mode, cameo, contexts: what kind of act.
        quad, goldstein: quad class and score on the engine's scale.
        source, target, others: lists of :class:`Actor`.
        symmetric: an act of both sides, such as a meeting.
        date: a :class:`Date`; `dates` has sent, received, delivered.
        status: "occurred", "planned", "possible" or "denied".
        voice: who says so, a list of :class:`Voice` from the report outwards;
            empty: the report itself. `origin` is the last of them.
        place, occasion, quote: or None.
        trigger, sentence: the words that tell the act, and their sentence.
        confidence: how likely it is right, 0 to 1.
        flags: what is to be watched, a list of words.
        json: the line that ``chancery code --format jsonl`` prints.

    >>> import chancery
    >>> claims = chancery.code("China sent aid to Turkey on Tuesday, Xinhua "
    ...                        "reported.", date="2023-02-09")
    >>> claim = claims[0]
    >>> claim.category, claim.date.value, claim.origin
    ('AID', '2023-02-07', 'Xinhua')
    >>> claim.source[0].country
    'CHN'
    """

    __slots__ = ("json", "_fields", "_text", "_parts")

    # what __getattr__ finds, for those who check types
    report: str
    category: str
    mode: Optional[str]
    cameo: str
    contexts: List[str]
    quad: int
    goldstein: float
    symmetric: bool
    status: str
    confidence: float
    flags: List[str]

    def __init__(self, line: str, text: Text) -> None:
        self.json = line
        self._fields: Dict[str, Any] = json.loads(line)
        self._text = text
        self._parts: Dict[str, Any] = {}

    def _part(self, name: str, make: Any) -> Any:
        # made when they are asked for: most callers ask for few
        if name not in self._parts:
            fields = self._fields[name]
            if isinstance(fields, list):
                made: Any = [make(f, self._text) for f in fields]
            else:
                made = None if fields is None else make(fields, self._text)
            self._parts[name] = made
        return self._parts[name]

    @property
    def id(self) -> str:
        return self._fields["claim"]

    @property
    def source(self) -> List[Actor]:
        return self._part("source", Actor)

    @property
    def target(self) -> List[Actor]:
        return self._part("target", Actor)

    @property
    def others(self) -> List[Actor]:
        return self._part("others", Actor)

    @property
    def date(self) -> Date:
        return self._part("date", Date)

    @property
    def dates(self) -> Dict[str, Date]:
        """Of a message: "sent", "received", "delivered", as far as told."""
        if "dates" not in self._parts:
            self._parts["dates"] = {
                k: Date(v, self._text)
                for k, v in self._fields["dates"].items()
                if v is not None
            }
        return self._parts["dates"]

    @property
    def voice(self) -> List[Voice]:
        return self._part("voice", Voice)

    @property
    def origin(self) -> Optional[str]:
        """On whose word it is told in the end; None: the report's own."""
        voices = self._fields["voice"]
        return voices[-1]["name"] if voices else None

    @property
    def place(self) -> Optional[Place]:
        return self._part("place", Place)

    @property
    def occasion(self) -> Optional[Words]:
        return self._part("occasion", Words)

    @property
    def quote(self) -> Optional[Words]:
        return self._part("quote", Words)

    @property
    def trigger(self) -> Words:
        return self._part("trigger", Words)

    @property
    def sentence(self) -> Words:
        return self._part("sentence", Words)

    @property
    def sentence_text(self) -> Optional[str]:
        """The words of its sentence; None where the text is not there."""
        span = self.sentence.span
        if span is None or not self._text.data:
            return None
        return self._text.data[span.start : span.end].decode("utf-8", "replace")

    def char_span(self, field: str = "trigger") -> Optional[Tuple[int, int]]:
        """Where the words of a field stand, in characters of the text.

        Args:
            field: "trigger", "sentence", "date", "place", "quote", "occasion",
                or "source" and "target" for the first of these.
        """
        part = getattr(self, field)
        if isinstance(part, list):
            part = part[0] if part else None
        if part is None or part.span is None:
            return None
        return part.span.char_span()

    def to_dict(self) -> Dict[str, Any]:
        """The claim as in the record; spans count characters there."""
        return json.loads(self.json)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            fields = self._fields
            if name in fields:
                return fields[name]
        raise AttributeError(f"Claim has no field {name!r}; see help(Claim)")

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self._fields]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Claim):
            return self.json == other.json
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.json)

    def __reduce__(self):
        return _claim_of, (self.json, self._text.data)

    def __str__(self) -> str:
        f = self._fields
        act = f["category"] + (f"/{f['mode']}" if f["mode"] else "")
        arrow = " — " if f["symmetric"] else " → "
        sides = [_names(s) for s in (self.source, self.target) if s]
        told = "" if f["status"] == "occurred" else f" [{f['status']}]"
        voice = "".join(f" ← {v}" for v in self.voice)
        return f"{self.date} {act}{told}: {arrow.join(sides)}{voice}"

    def __repr__(self) -> str:
        return f"Claim({self}, {self._fields['confidence']:.2f})"


def _claim_of(line: str, data: bytes) -> Claim:
    return Claim(line, Text(data))


class Report:
    """The report that a claim is of, as it was coded.

    Attributes:
        id: as given, or a hash of publisher, date and text.
        date: the day given with it or in its header; None: it was not told.
        day: the day that it was read with, which its text may have told.
        day_basis: how that is known: "given", "inferred", "none" ...
        publisher, title, url: as given, or None.
        credits: whom it credits as a whole, as (name, relation).
        tokens: how many words were read.
    """

    __slots__ = ("_result", "_fields")

    def __init__(self, result: Any) -> None:
        self._result = result
        self._fields = result.report

    def __getattr__(self, name: str) -> Any:
        if name in ("id", "date", "publisher", "title", "url", "body"):
            return self._fields[name]
        raise AttributeError(name)

    @property
    def text(self) -> str:
        return self._result.text.decode("utf-8", "replace")

    @property
    def day(self) -> Optional[str]:
        return self._result.dating["day"]

    @property
    def day_basis(self) -> str:
        return self._result.dating["basis"]

    @property
    def credits(self) -> List[Tuple[str, str]]:
        return [(c[0], c[3]) for c in self._result.credits()]

    @property
    def tokens(self) -> int:
        return self._result.tokens

    def __repr__(self) -> str:
        return f"Report({self.id!r}, {self.day or 'undated'})"


class Claims(Tabular):
    """The claims of one report or of several: a list that cannot be changed,
    and a table.

    It is indexed, sliced, looped over and compared as a list is; ``list()`` of
    it, a slice, or what you made of it by filtering is a plain list. pyarrow,
    polars and DuckDB take it as a table; :meth:`to_pandas` and its kin are
    short for that.

    Attributes:
        reports: a :class:`Report` for each that was coded.
        error: of :func:`code_many`, the :class:`CodingError` of a report that
            could not be coded; else None.
    """

    error: Optional[CodingError]

    def __init__(
        self, results: Iterable[Any] = (), error: Optional[CodingError] = None
    ) -> None:
        self._results = list(results)
        self._claims: List[Claim] = []
        self.error = error
        for r in self._results:
            if r.count():
                text = Text(r.text)
                self._claims += (Claim(line, text) for line in _lines(r.lines()))

    def __len__(self) -> int:
        return len(self._claims)

    def __getitem__(self, at: Any) -> Any:
        return self._claims[at]

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._claims)

    def __contains__(self, claim: object) -> bool:
        return claim in self._claims

    # Not a Sequence by name: polars would take it for a list of objects then.

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (Claims, list)):
            return self._claims == list(other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    @property
    def reports(self) -> List[Report]:
        return [Report(r) for r in self._results]

    @property
    def json_lines(self) -> str:
        """What ``chancery code --format jsonl`` prints of them."""
        return "".join(c.json + "\n" for c in self)

    def rejected(self) -> List[Dict[str, Any]]:
        """What was seen and not coded, with the reason for each:
        ``report``, ``sentence``, ``span``, ``text``, ``rule``, ``reason``."""
        return [
            json.loads(line)
            for r in self._results
            for line in _lines(r.rejected())
        ]

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return _chancery.result_stream(self._results, False, False, False, 0)

    def __repr__(self) -> str:
        if self.error:
            return f"Claims(error={self.error!s})"
        return "[" + ",\n ".join(repr(c) for c in self) + "]"

    def _repr_html_(self) -> str:
        names = ["date", "act", "source", "target", "status", "voice", "words"]
        rows = [
            (
                str(c.date),
                c.category + (f"/{c.mode}" if c.mode else ""),
                _names(c.source),
                _names(c.target),
                c.status,
                " ← ".join(map(str, c.voice)),
                str(c.trigger),
            )
            for c in self
        ]
        return html_table(names, rows)

    def __reduce__(self):
        raise TypeError(
            "Claims hold what the coder made and cannot be pickled; pickle "
            "list(claims), or write claims.to_arrow()"
        )


def _lines(text: str) -> Iterator[str]:
    # not splitlines: a sentence may hold U+2028 as it is
    return (line for line in text.split("\n") if line)
