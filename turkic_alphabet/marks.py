"""The invisible marks of the lossless mode, and the numbers written with them.

Variation selectors have no width, survive every normal form, and stand in the Basic Multilingual Plane. VS15 and VS16 are
left to emoji.
"""

from __future__ import annotations

import re

from .errors import check_text

SPELLING = "\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06"  # VS1-VS7: digits of a number, after letters
MORE_SPELLINGS = "\ufe07"  # VS8
SILENT = "\ufe08\ufe09\ufe0a"  # VS9-VS11: digits of a number, a silent graph
MORE_SILENT = "\ufe0b"  # VS12
WORD = "\ufe0c"  # VS13: the word that follows is literal, or of another orthography
LITERAL = "\ufe0d"  # VS14: the character that follows is literal

MARKS = frozenset(SPELLING + MORE_SPELLINGS + SILENT + MORE_SILENT + WORD + LITERAL)

MARKED = re.compile(f"[{min(MARKS)}-{max(MARKS)}]+")
"""Runs of marks."""


def strip_marks(text: str) -> str:
    """Take the marks of the lossless mode out of a text, which leaves the plain conversion.

    >>> from turkic_alphabet import to_common
    >>> strip_marks(to_common("фильм", "kk", lossless=True))
    'film'

    The marks are variation selectors (U+FE00 to U+FE0D), so standard variation sequences of a text lose theirs as well;
    the two that belong to emoji (U+FE0E, U+FE0F) stay.

    :raises TypeError: for anything but ``str``.
    """
    check_text(text)
    return MARKED.sub("", text)


def marks_in(text: str) -> list[int]:
    """Where marks stand.

    >>> marks_in("a\ufe00b\ufe08\ufe00")
    [1, 3, 4]
    """
    found = list[int]()
    if b"\xfe" not in text.encode("utf-16-le", "surrogatepass"):
        return found  # all marks are U+FE..: one look in place of fourteen
    for mark in MARKS:  # one by one: a regex takes ten times as long where there are few
        at = text.find(mark)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1)
    return sorted(found)


def numeral(number: int, digits: str, more: str) -> str:
    """A number from 0, written so that its end can be seen: as many of ``more`` as digits follow the first.

    >>> [numeral(n, "123", "+") for n in (0, 2, 3, 11, 12)]
    ['1', '3', '+11', '+33', '++111']
    """
    base, length = len(digits), 1
    while number >= base**length:
        number -= base**length
        length += 1
    written = ""
    for _ in range(length):
        number, digit = divmod(number, base)
        written = digits[digit] + written
    return more * (length - 1) + written


def read_numeral(text: str, at: int, digits: str, more: str) -> tuple[int, int] | None:
    """The number that begins at a place, and where it ends; None when there is none.

    >>> read_numeral("++111", 0, "123", "+")
    (12, 5)
    """
    length = 1
    while text[at : at + 1] == more:
        at += 1
        length += 1
    written = text[at : at + length]
    if len(written) < length or not set(written) <= set(digits):
        return None
    base, number = len(digits), 0
    for digit in written:
        number = number * base + digits.index(digit)
    return number + sum(base**shorter for shorter in range(1, length)), at + length
