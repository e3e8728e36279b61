"""The errors of the library: one type per kind of mistake, each naming the place and the remedy."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple, Self


class TurkicAlphabetError(Exception):
    """The parent of every error that this library raises on purpose."""

    _made_of: tuple[tuple[object, ...], dict[str, object]]

    def __new__(cls, *arguments: object, **named: object) -> Self:
        error = super().__new__(cls, *arguments)
        error._made_of = arguments, named
        return error

    def __reduce__(
        self,
    ) -> tuple[object, ...]:  # the message is made from the arguments, so an error is pickled by these
        arguments, named = self._made_of
        return (partial(type(self), **named), arguments)


class UnknownOrthography(TurkicAlphabetError, LookupError):
    """No table has this tag; the message offers the nearest ones.

    >>> from turkic_alphabet import to_common
    >>> to_common("салам", "kk-Cyril")
    Traceback (most recent call last):
        ...
    turkic_alphabet.errors.UnknownOrthography: no orthography 'kk-Cyril'; did you mean 'kk-Cyrl'?
    """

    def __init__(self, tag: str, near: Sequence[str] = (), reason: str = "") -> None:
        self.tag = tag
        self.near = tuple(near)
        said = reason or f"no orthography {tag!r}"
        if near:
            said += "; did you mean " + " or ".join(repr(n) for n in near) + "?"
        elif not reason:
            said += "; `turkic-alphabet list` prints them all"
        super().__init__(said)


class UnreadLetter(TurkicAlphabetError, ValueError):
    """A letter that the table cannot read, met under ``unread="raise"``."""

    def __init__(self, letter: str, position: int, tag: str) -> None:
        self.letter = letter
        self.position = position
        super().__init__(f"{named(letter)} at {position} is not read by {tag}")


class Problem(NamedTuple):
    """One fault of a table: the file, the line (0 when the file as a whole is meant), what is wrong, what to do."""

    path: str
    line: int
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.what}" + (f" — {self.remedy}" if self.remedy else "")


class TableError(TurkicAlphabetError, ValueError):
    """A table that cannot be used; ``problems`` holds every fault of the file, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))


def check_text(text: object, name: str = "text") -> None:
    """Refuse what is no text.

    :raises TypeError: that says what it is.
    """
    if not isinstance(text, str):
        hint = f": decode bytes first, {name}.decode('utf-8')" if isinstance(text, (bytes, bytearray)) else ""
        raise TypeError(f"{name} must be str, not {type(text).__name__}{hint}")


def named(character: str) -> str:
    """A character with its code point and name, as messages show it.

    >>> named("a")
    "'a' (U+0061 LATIN SMALL LETTER A)"
    """
    return ", ".join(f"{c!r} (U+{ord(c):04X} {unicodedata.name(c, 'unnamed')})" for c in character)
