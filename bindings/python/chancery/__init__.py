# SPDX-License-Identifier: Apache-2.0
"""Dated news reports into a sourced record of political acts.

>>> import chancery
>>> claims = chancery.code("China sent aid to Turkey on Tuesday.", date="2023-02-09")
>>> print(claims[0])
2023-02-07 AID: China (CHN) → Turkey (TUR)

- :func:`code`, :func:`code_many`, :func:`code_arrow`: texts to claims;
- :func:`open`, :func:`events`, :func:`series`: what a store holds;
- docs/python.md of the source is the guide, docs/record.md the record.
"""

from . import _chancery
from ._claims import Actor, Claim, Claims, Date, Place, Report, Voice, Words
from ._engine import ClaimStream, Engine, code, code_arrow, code_many, engine
from ._errors import CodingError, EngineError, Error, QueryError, StoreError
from ._store import (
    Event,
    Events,
    Series,
    Store,
    StoredClaim,
    events,
    open,
    series,
)
from ._table import Table
from ._text import Span, char_span

__version__: str = _chancery.version

__all__ = [
    "Actor",
    "Claim",
    "ClaimStream",
    "Claims",
    "CodingError",
    "Date",
    "Engine",
    "EngineError",
    "Error",
    "Event",
    "Events",
    "Place",
    "QueryError",
    "Report",
    "Series",
    "Span",
    "Store",
    "StoreError",
    "StoredClaim",
    "Table",
    "Voice",
    "Words",
    "char_span",
    "code",
    "code_arrow",
    "code_many",
    "engine",
    "events",
    "open",
    "series",
]
