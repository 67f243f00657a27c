# SPDX-License-Identifier: Apache-2.0
"""Bytes and characters. The library counts bytes of UTF-8; Python's strings
count code points. Where a text has letters beyond ASCII the two differ."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import Iterator, Tuple, Union


def char_span(
    text: Union[str, bytes], span: Union["Span", Tuple[int, int]]
) -> Tuple[int, int]:
    """The code points of a text that a span of bytes covers.

    Args:
        text: the text as it was coded.
        span: a :class:`Span`, or a pair (first byte, byte after the last).

    Returns:
        The pair to cut the same words out of a Python string. A byte inside a
        character counts as the character's end.

    >>> text = "\U0001f30d Zelenskyy spoke in Kyïv."
    >>> char_span(text, (5, 14))
    (2, 11)
    >>> text[2:11]
    'Zelenskyy'
    >>> char_span("plain", (0, 5))
    (0, 5)
    """
    start, end = span
    where = Text(text)
    return where.char(start), where.char(end)


class Span:
    """A stretch of a report's text.

    It counts bytes of the text as UTF-8, end exclusive, as the library and the
    columns ``*_byte_start`` and ``*_byte_end`` do; :meth:`char_span` gives the
    same in characters.

    Attributes:
        start: the first byte.
        end: the byte after the last.

    >>> span = Span(5, 14, (2, 11))
    >>> start, end = span
    >>> end - start
    9
    >>> "\U0001f30d Zelenskyy spoke."[span.slice]
    'Zelenskyy'
    """

    __slots__ = ("start", "end", "_chars")

    def __init__(self, start: int, end: int, chars: Tuple[int, int]) -> None:
        self.start = start
        self.end = end
        self._chars = chars

    def char_span(self) -> Tuple[int, int]:
        """The same stretch in code points, for a Python string."""
        return self._chars

    @property
    def slice(self) -> slice:
        """For a Python string: ``text[span.slice]``."""
        return slice(*self._chars)

    def __iter__(self) -> Iterator[int]:
        return iter((self.start, self.end))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Span):
            return tuple(self) == tuple(other) and self._chars == other._chars
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return f"Span({self.start}, {self.end})"

    def __reduce__(self):
        return Span, (self.start, self.end, self._chars)


class Text:
    """A text with a way from bytes to characters and back. Sequences that are
    not UTF-8 count as one character each, as the library has it."""

    __slots__ = ("data", "ascii", "_starts")

    def __init__(self, text: Union[str, bytes]) -> None:
        if isinstance(text, str):
            text = text.encode("utf-8", "replace")
        self.data = text
        self.ascii = text.isascii()
        self._starts = None

    def starts(self):
        """The byte at which each character begins, and the end of all."""
        if self._starts is None:
            sizes = []
            at = 0
            while True:
                try:
                    good = self.data[at:].decode("utf-8")
                    bad = 0
                except UnicodeDecodeError as e:
                    good = self.data[at : at + e.start].decode("utf-8")
                    bad = e.end - e.start
                sizes.extend(_size(c) for c in good)
                at += sum(map(_size, good)) + bad
                if not bad:
                    break
                sizes.append(bad)
            self._starts = [0, *accumulate(sizes)]
        return self._starts

    def char(self, byte: int) -> int:
        if not 0 <= byte <= len(self.data):
            raise IndexError(
                f"byte {byte} lies outside the text, which has "
                f"{len(self.data)} bytes"
            )
        return byte if self.ascii else bisect_left(self.starts(), byte)

    def byte(self, char: int) -> int:
        return char if self.ascii else self.starts()[char]

    def span(self, chars) -> Union[Span, None]:
        """A span of the record, which counts characters."""
        if chars is None:
            return None
        start, end = chars
        return Span(self.byte(start), self.byte(end), (start, end))


def _size(char: str) -> int:
    code = ord(char)
    return 1 + (code > 0x7F) + (code > 0x7FF) + (code > 0xFFFF)
