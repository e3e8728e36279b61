"""Offsets of a text in code points, in bytes of UTF-8, and in units of UTF-16."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import Literal

from .errors import check_text

EVERY = 256  # code points from one known offset to the next

Encoding = Literal["utf-8", "utf-16"]
_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}


class Offsets:
    """What editors and other languages count, beside what Python counts.

    >>> in_bytes = Offsets("Қазақ 😀", "utf-8")
    >>> in_bytes.of(5), in_bytes.index(10)
    (10, 5)
    >>> Offsets("Қазақ 😀", "utf-16").of(7)
    8

    :param text: what the offsets are in; half a surrogate pair counts as one unit of UTF-16 and three bytes.
    :param encoding: ``"utf-8"`` counts bytes, ``"utf-16"`` units of 16 bits.
    """

    def __init__(self, text: str, encoding: Encoding = "utf-8") -> None:
        if encoding not in _UNITS:
            raise ValueError(f"encoding is 'utf-8' or 'utf-16', not {encoding!r}")
        check_text(text)
        self._text = text
        self._encoding = encoding
        lengths = (self._length(text[at : at + EVERY]) for at in range(0, len(text), EVERY))
        self._known = array("Q", accumulate(lengths, initial=0))

    def _length(self, part: str) -> int:
        name, width = _UNITS[self._encoding]
        return len(part.encode(name, "surrogatepass")) // width

    def of(self, index: int) -> int:
        """The offset at an index into the text.

        :raises ValueError: for an index outside the text.
        """
        if not 0 <= index <= len(self._text):
            raise ValueError(f"no index into a text of {len(self._text)} characters: {index}")
        block = index // EVERY
        return self._known[block] + self._length(self._text[block * EVERY : index])

    def index(self, offset: int) -> int:
        """The index into the text at an offset; inside a character, the index of that character.

        :raises ValueError: for an offset outside the text.
        """
        if not 0 <= offset <= self._known[-1]:
            raise ValueError(f"no offset into a text of {self._known[-1]} units: {offset}")
        block = min(bisect_right(self._known, offset) - 1, len(self._known) - 2)
        if block < 0:
            return 0
        at, rest = block * EVERY, offset - self._known[block]
        while rest > 0 and (length := self._length(self._text[at])) <= rest:
            rest -= length
            at += 1
        return at
