# SPDX-License-Identifier: Apache-2.0
"""Tables: what every answer can be turned into."""

from __future__ import annotations

import html
from typing import Any, Iterator, List, Sequence, Tuple

from . import _chancery

_SHOWN = 20


def _need(module: str):
    try:
        return __import__(module)
    except ImportError as e:
        raise ImportError(
            f"this needs {module}, which is not installed: pip install {module}"
        ) from e


class Tabular:
    """What has ``__arrow_c_stream__``: pyarrow, pandas, polars and DuckDB take
    it as a table, without a copy of the columns."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        raise NotImplementedError

    def to_arrow(self):
        """As a ``pyarrow.Table``."""
        return _need("pyarrow").table(self)

    def to_pandas(self, **options):
        """As a ``pandas.DataFrame``. Days become ``datetime64``, so that they
        can be counted and plotted, and whole numbers stay whole where some are
        not told; `options` go to pyarrow's ``to_pandas``."""
        pd, pa = _need("pandas"), _need("pyarrow")
        whole = {
            pa.bool_(): pd.BooleanDtype(),
            pa.int32(): pd.Int32Dtype(),
            pa.uint32(): pd.UInt32Dtype(),
            pa.int64(): pd.Int64Dtype(),
        }
        options.setdefault("date_as_object", False)
        options.setdefault("types_mapper", whole.get)
        return self.to_arrow().to_pandas(**options)

    def to_polars(self):
        """As a ``polars.DataFrame``."""
        return _need("polars").DataFrame(self)


class Table(Tabular):
    """Rows with named columns.

    Attributes:
        names: of the columns.
        rows: a list of tuples.

    >>> t = Table(["dyad", "n"], [("PRK-RUS", 3), ("CHN-PRK", 1)])
    >>> len(t), t.names
    (2, ['dyad', 'n'])
    >>> for dyad, n in t:
    ...     print(dyad, n)
    PRK-RUS 3
    CHN-PRK 1
    >>> t.column("n")
    [3, 1]
    """

    def __init__(
        self, names: Sequence[str], rows: List[tuple], types: str = ""
    ) -> None:
        self.names = list(names)
        self.rows = rows
        self._types = types

    def column(self, name: str) -> List[Any]:
        """The values of one column."""
        at = self.names.index(name)
        return [row[at] for row in self.rows]

    def to_dicts(self) -> List[dict]:
        """A dict for each row."""
        return [dict(zip(self.names, row)) for row in self.rows]

    def __iter__(self) -> Iterator[Tuple[Any, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, at):
        return self.rows[at]

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        columns = [list(c) for c in zip(*self.rows)] or [[] for _ in self.names]
        types = self._types
        if not types:
            types = ""
            for i, values in enumerate(columns):
                letter, columns[i] = _type_of(values)
                types += letter
        return _chancery.table_stream(self.names, types, columns)

    def __repr__(self) -> str:
        shown = [[_cell(v) for v in row] for row in self.rows[:_SHOWN]]
        widths = [
            max([len(n), *(len(row[i]) for row in shown)])
            for i, n in enumerate(self.names)
        ]
        lines = [
            "  ".join(v.ljust(w) for v, w in zip(row, widths)).rstrip()
            for row in [self.names, *shown]
        ]
        if len(self.rows) > _SHOWN:
            lines.append(f"... {len(self.rows)} rows")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return html_table(self.names, self.rows)


def html_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """For notebooks; what reports say is escaped."""

    def line(tag, cells):
        return "".join(f"<{tag}>{html.escape(_cell(c))}</{tag}>" for c in cells)

    head = f"<tr>{line('th', names)}</tr>"
    body = "".join(f"<tr>{line('td', row)}</tr>" for row in rows[:_SHOWN])
    more = f"<p>{len(rows)} rows</p>" if len(rows) > _SHOWN else ""
    return f"<table>{head}{body}</table>{more}"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _type_of(values: List[Any]) -> Tuple[str, List[Any]]:
    """The Arrow type that fits the values of an SQL column, and the values in
    it. SQLite has types for values, not for columns."""
    kinds = {type(v) for v in values if v is not None}
    if kinds <= {bool} and kinds:
        return "b", values
    if kinds <= {int} and kinds:
        return "i", values
    if kinds <= {int, float} and kinds:
        return "f", [v if v is None else float(v) for v in values]
    return "s", [
        v if v is None or isinstance(v, str)
        else v.hex() if isinstance(v, bytes)
        else str(v)
        for v in values
    ]
