"""What every code point is to a program before any table speaks: a letter with or without case, a mark, or none of these.

Computed from Unicode's data once, kept as shared pages of 256 code points, so that a program only holds what differs.
"""

from __future__ import annotations

import unicodedata
from array import array
from functools import cache

from .hub import hub
from .letters import VARIATION_SELECTORS, is_latin
from .store import stored_pages

# Classes that programs have in common; those of a table's own characters follow.
OTHER, LETTER, SMALL, CAPITAL, LATIN, LATIN_SMALL, LATIN_CAPITAL, MARK, IGNORABLE, LOSSLESS = range(10)
GENERIC = 10

# Kinds, as `places` has them; SIGN is a candidate that its neighbours make a sign or not.
KIND_OTHER, KIND_LETTER, KIND_SIGN, KIND_MARK, KIND_IGNORABLE = range(5)
KIND_OF_GENERIC = (KIND_OTHER, *[KIND_LETTER] * 6, KIND_MARK, KIND_IGNORABLE, KIND_OTHER)
CAP_OF_GENERIC = (0, 0, 1, 2, 0, 1, 2, 0, 0, 0)

_ASSIGNED = (range(0x32400), range(0xE0000, 0xE0200))


def generic_class(character: str) -> int:
    """The class of a character that no table knows."""
    if character in VARIATION_SELECTORS:
        return LOSSLESS
    if character in hub().ignorable:
        return IGNORABLE
    category = unicodedata.category(character)
    if category[0] == "M":
        return MARK
    if category[0] != "L":
        return OTHER
    case = 2 if category in ("Lu", "Lt") else 1 if category == "Ll" else 0
    return (LATIN if is_latin(character) else LETTER) + case


@cache
def pages() -> tuple[bytes, bytes]:
    """An index by the high bits of a code point, and the distinct pages of classes, items of 16 bits both."""
    return stored_pages() or computed_pages()


def computed_pages() -> tuple[bytes, bytes]:
    """The pages from Unicode's data, in some tens of milliseconds."""
    classes = array("H", bytes(2 * 0x110000))
    for block in _ASSIGNED:
        for point in block:
            classes[point] = generic_class(chr(point))
    known: dict[bytes, int] = {}
    index = array("H")
    for start in range(0, 0x110000, 256):
        page = classes[start : start + 256].tobytes()
        index.append(known.setdefault(page, len(known)))
    return index.tobytes(), b"".join(known)
