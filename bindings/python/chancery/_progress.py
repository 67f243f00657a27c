# SPDX-License-Identifier: Apache-2.0
"""A bar on standard error."""

from __future__ import annotations

import sys
import time
from typing import Optional

_WIDTH = 24


class Progress:
    """On a terminal one line that is written over; else, where it was asked
    for, a line now and then."""

    def __init__(self, wanted: Optional[bool], total: Optional[int]) -> None:
        self._out = sys.stderr
        self._tty = bool(getattr(self._out, "isatty", lambda: False)())
        self._on = self._tty if wanted is None else bool(wanted)
        self._total = total
        self._every = 0.1 if self._tty else 5.0
        self._begun = self._next = time.monotonic()
        self._next += self._every
        self._reports = self._claims = self._failed = 0

    def __enter__(self) -> "Progress":
        return self

    def step(self, claims: int, failed: bool) -> None:
        self._reports += 1
        self._claims += claims
        self._failed += failed
        if self._on and time.monotonic() >= self._next:
            self._write()
            self._next = time.monotonic() + self._every

    def _line(self) -> str:
        took = max(time.monotonic() - self._begun, 1e-9)
        rate = self._reports / took
        told = f"{self._reports:,} reports, {self._claims:,} claims"
        if self._failed:
            told += f", {self._failed:,} not coded"
        told += f", {rate:,.0f}/s"
        if not self._total:
            return told
        done = min(self._reports / self._total, 1.0)
        bar = ("#" * int(done * _WIDTH)).ljust(_WIDTH, ".")
        left = (self._total - self._reports) / rate if rate else 0
        if done < 1:
            told += f", {int(left) // 60}:{int(left) % 60:02d} left"
        return f"[{bar}] {done:4.0%} {told}"

    def _write(self) -> None:
        end = "\x1b[K" if self._tty else "\n"
        start = "\r" if self._tty else ""
        self._out.write(start + self._line() + end)
        self._out.flush()

    def __exit__(self, *unused: object) -> None:
        if self._on:
            self._write()
            if self._tty:
                self._out.write("\n")
                self._out.flush()
