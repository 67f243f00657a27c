# SPDX-License-Identifier: Apache-2.0
"""The compiled part. Import chancery instead: this may change."""

from os import PathLike
from typing import Any, Dict, List, Optional, Tuple, Union

version: str

class Result:
    @property
    def report(self) -> Dict[str, Any]: ...
    @property
    def dating(self) -> Dict[str, Any]: ...
    @property
    def text(self) -> bytes: ...
    @property
    def tokens(self) -> int: ...
    def lines(self) -> str: ...
    def rejected(self) -> str: ...
    def count(self) -> int: ...
    def char(self, byte: int, /) -> int: ...
    def sentences(self) -> List[Tuple[int, int]]: ...
    def credits(
        self,
    ) -> List[Tuple[str, Optional[str], Optional[str], str, int, int]]: ...

class Engine:
    def __init__(
        self,
        data: Tuple[str, ...] = (),
        model: Optional[str] = None,
        cpu: Optional[str] = None,
        scale: Optional[str] = None,
        min_confidence: int = 0,
        claims_only: bool = False,
    ) -> None: ...
    @property
    def data_version(self) -> str: ...
    @property
    def rules_version(self) -> str: ...
    @property
    def model_version(self) -> str: ...
    @property
    def scale(self) -> str: ...
    @property
    def min_percent(self) -> int: ...
    def code(
        self,
        text: bytes,
        id: Optional[bytes],
        date: Optional[bytes],
        publisher: Optional[bytes],
        title: Optional[bytes],
        url: Optional[bytes],
        /,
    ) -> Result: ...
    def stream(
        self,
        capsule: Any,
        error_rows: bool,
        none_rows: bool,
        merge: bool,
        batch_rows: int,
        window: int = ...,
        points: int = ...,
        days: int = ...,
        /,
    ) -> Any: ...

class Store:
    def __init__(self, path: Union[str, PathLike[str]]) -> None: ...
    def version(self) -> str: ...
    def close(self) -> None: ...
    def events(self, conditions: Dict[str, str], /) -> str: ...
    def export(self, conditions: Dict[str, str], format: str, /) -> str: ...
    def facets(
        self, conditions: Dict[str, str], /
    ) -> List[Tuple[str, str, int]]: ...
    def origins(self) -> List[Dict[str, Any]]: ...
    def series(
        self,
        dyad: str,
        grain: str,
        status: Optional[str],
        category: Optional[str],
        since: Optional[str],
        until: Optional[str],
        directed: bool,
        by_claims: bool,
        /,
    ) -> str: ...
    def show(self, id: str, /) -> Dict[str, Any]: ...
    def record(self, event: str, /) -> str: ...
    def sql(
        self, statement: str, values: Tuple[Any, ...], /
    ) -> Tuple[List[str], List[Tuple[Any, ...]]]: ...

def result_stream(
    results: List[Result],
    error_rows: bool,
    none_rows: bool,
    merge: bool,
    batch_rows: int,
    /,
) -> Any: ...
def table_stream(
    names: List[str], types: str, columns: List[List[Any]], /
) -> Any: ...
def merge_stream(
    capsule: Any, window: int, points: int, days: int, /
) -> Any: ...
