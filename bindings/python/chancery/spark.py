# SPDX-License-Identifier: Apache-2.0
"""Coding and merging on Apache Spark.

>>> import chancery.spark                                 # doctest: +SKIP
>>> reports = spark.read.parquet("reports")               # doctest: +SKIP
>>> claims = chancery.spark.code(reports).persist()       # doctest: +SKIP
>>> events = chancery.spark.merge(claims)                 # doctest: +SKIP
>>> events.write.parquet("events")                        # doctest: +SKIP

The events are those of one machine, byte for byte, whatever the partitions and
however often a task is run again: docs/cluster.md of the source tells why.
There is no logic here: the shuffle is Spark's, the rest the library's.

Every executor needs this package. Its Python opens the engine once, at its
first report; the tables and the model are part of the package's shared
library, which the processes of a machine map, and have in memory once.
"""

from __future__ import annotations

import itertools
import os
from typing import Any, Dict, Optional, Sequence

from . import _chancery
from ._engine import ClaimStream, Engine, _stream_of
from ._table import _need

#: As ``chancery plan``; must be the same for :func:`code` and :func:`merge`.
WINDOW, POINTS, DAYS = 1, 45, 512

#: Those of a claim's columns that :func:`merge` reads.
TO_MERGE = ("outcome", "json", "merge", "merge_keys")

# Of one Python worker: the engine by its options. Engines are never closed,
# since a worker that is reused needs the same one for its next task.
_engines: Dict[Any, Engine] = {}


def _reader(capsule: Any):
    return ClaimStream(capsule).reader()


def _signed(schema):
    """Spark knows no unsigned numbers; ours are places and counts, and fit."""
    pa = _need("pyarrow")
    signed = {pa.uint32(): pa.int32()}
    return pa.schema(
        [pa.field(f.name, signed.get(f.type, f.type)) for f in schema]
    )


def _stream(batches) -> Optional[Any]:
    """Spark's batches as one stream; None where there are none."""
    pa = _need("pyarrow")
    first = next(batches, None)
    if first is None:
        return None

    rest = itertools.chain([first], batches)
    return _stream_of(pa.RecordBatchReader.from_batches(first.schema, rest))


def _rows(capsule: Any, columns: Optional[Sequence[str]] = None):
    for batch in _reader(capsule):
        part = batch.select(columns) if columns else batch
        yield part.cast(_signed(part.schema))


def _engine(options: Dict[str, Any]) -> Engine:
    key = repr(sorted(options.items()))
    if key not in _engines:
        found = dict(options)
        if options["shipped"]:
            from pyspark import SparkFiles

            found["data"] = [SparkFiles.get(d) for d in options["data"]]
            if options["model"]:
                found["model"] = SparkFiles.get(options["model"])
        del found["shipped"]
        # nobody asks a worker what was rejected, and without it is sooner
        _engines[key] = Engine(found.pop("data"), claims_only=True, **found)
    return _engines[key]


def _code(options: Dict[str, Any], merging: Sequence[int], columns):
    def run(batches):
        stream = _stream(iter(batches))
        if stream is not None:
            code = _engine(options)._engine.stream
            yield from _rows(code(stream, True, False, True, 0, *merging), columns)

    return run


def _merge(merging: Sequence[int]):
    def run(batches):
        stream = _stream(iter(batches))
        if stream is not None:
            yield from _rows(_chancery.merge_stream(stream, *merging))

    return run


def _schema(capsule: Any, columns: Optional[Sequence[str]] = None):
    """Of a stream that has no rows: no engine is opened on the driver."""
    from pyspark.sql.pandas.types import from_arrow_schema

    schema = _reader(capsule).schema
    if columns:
        schema = _need("pyarrow").schema([schema.field(c) for c in columns])
    return from_arrow_schema(_signed(schema))


def code(
    reports,
    *,
    data: Sequence[str] = (),
    model: Optional[str] = None,
    scale: Optional[str] = None,
    min_confidence: float = 0.0,
    ship: bool = True,
    columns: Optional[Sequence[str]] = None,
    window: int = WINDOW,
    points: int = POINTS,
    days: int = DAYS,
):
    """Code a DataFrame of reports into one of claims.

    Args:
        reports: columns ``text``; if there ``id`` (else a hash), ``date``
            (dates, timestamps or strings), ``publisher`` or ``outlet``,
            ``url``, ``title``. Others are passed over.
        data, model, scale, min_confidence: as for :class:`chancery.Engine`.
        ship: send the folders and the model to each executor, once; False:
            they lie there, under these paths.
        columns: those of the claims that are wanted; None: all. To merge them,
            ``TO_MERGE`` is enough, and half of the work.
        window, points, days: how the claims will be merged.

    Returns:
        A row for each claim, as ``code_arrow(merge=True)`` has them. A report
        that cannot be coded is a row with ``outcome`` "error", ``error_code``
        and ``error_message``: it fails nothing.
    """
    if ship and (data or model):
        context = reports.sparkSession.sparkContext
        for path in [*data, *([model] if model else [])]:
            context.addFile(os.path.abspath(path), recursive=os.path.isdir(path))
        data = [os.path.basename(os.path.abspath(d)) for d in data]
        model = os.path.basename(model) if model else None
    options = {
        "data": list(data),
        "model": model,
        "scale": scale,
        "min_confidence": min_confidence,
        "shipped": ship and bool(data or model),
    }
    known = ("text", "id", "date", "publisher", "outlet", "url", "title")
    wanted = [c for c in reports.columns if c in known]
    schema = _schema(_chancery.result_stream([], True, False, True, 0), columns)
    run = _code(options, (window, points, days), columns)
    return reports.select(*wanted).mapInArrow(run, schema)


def merge(
    claims,
    *,
    partitions: Optional[int] = None,
    window: int = WINDOW,
    points: int = POINTS,
    days: int = DAYS,
):
    """Merge a DataFrame of claims, of :func:`code`, into one of events.

    Args:
        claims: of any number of :func:`code`; may have been written and read
            again. A claim that is there twice counts once.
        partitions: of the shuffle; None: as many as Spark has set.
        window, points, days: as they were given to :func:`code`.

    Returns:
        A row for each event, in no order: ``event``, ``category``, ``mode``,
        ``cameo``, ``status``, ``date_from``, ``date_to``, ``first_reported``,
        ``claims``, ``reports``, ``origins``, ``confidence``, and in ``json``
        the line that ``chancery events`` prints.
    """
    from pyspark.sql import functions as F

    keyed = claims.where(F.col("outcome") == "claim").select(
        F.explode("merge_keys").alias("merge_key"), "json", "merge"
    )
    to = [partitions] if partitions else []
    parts = keyed.repartition(*to, "merge_key").sortWithinPartitions("merge_key")
    pa = _need("pyarrow")
    types = {"merge_key": pa.utf8(), "json": pa.utf8(), "merge": pa.binary()}
    empty = _stream_of(pa.schema(list(types.items())).empty_table())
    merging = (window, points, days)
    schema = _schema(_chancery.merge_stream(empty, *merging))
    return parts.mapInArrow(_merge(merging), schema)
