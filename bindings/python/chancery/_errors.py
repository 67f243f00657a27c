# SPDX-License-Identifier: Apache-2.0
"""The errors of the package. The compiled part raises them."""


class Error(Exception):
    """What went wrong: the base of all errors of this package.

    Attributes:
        code: a short name, the same as the command line's and the C
            library's: ``"empty"``, ``"date"``, ``"limit"``, ``"store"`` ...
        pos: the byte of the input where it went wrong, or 0.
        message: what, where, and what to do, for people.

    >>> e = Error("date", 6, "the day does not exist")
    >>> e.code, e.pos, str(e)
    ('date', 6, 'the day does not exist')
    """

    def __init__(self, code: str, pos: int, message: str) -> None:
        super().__init__(code, pos, message)
        self.code = code
        self.pos = pos
        self.message = message

    def __str__(self) -> str:
        return self.message


class CodingError(Error):
    """A report cannot be coded: it is empty, too long, or its date is wrong."""


class EngineError(Error):
    """The tables, the model or the options of an engine are wrong."""


class StoreError(Error):
    """A store cannot be opened or read."""


class QueryError(StoreError, ValueError):
    """A question to a store is wrong: no such actor, pair, id or condition."""
