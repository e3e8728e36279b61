"""A long text cut into blocks that can be converted one by one, as if the whole had been converted at once.

Conversion never looks across a blank, so a block may end after one; but a protected span may hold blanks, and is never
cut: a tag (`<a href="…">`), an element or a part that is marked as not to be touched, or a phrase that is to be kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from .enclosed import SPAN, all_signs, enclosed_in_marked, occurrences, tag_end
from .errors import check_text

LIMIT = 1 << 18
"""So many characters without a place to cut are no language: they are cut anywhere, to keep memory bounded."""

_BLANKS = " \n\t\r"
_BRACKET = re.compile("[<>]")


def blocks(pieces: Iterable[str], *, phrases: Iterable[str] = ()) -> Iterator[str]:
    """The text of the pieces in blocks that end after a blank, none of them inside a tag or the like or one of the phrases.

    >>> list(blocks(["сәлем <b", " class='x'>дүн", "ие бар"]))
    ['сәлем ', "<b class='x'>дүние ", 'бар']
    """
    begun = tuple({phrase[:n] for phrase in phrases for n in range(1, len(phrase)) if phrase[n - 1] in _BLANKS})
    held = ""
    for piece in pieces:
        check_text(piece, "a chunk")
        held += piece
        cut = _cut(held, begun) or (len(held) if len(held) >= LIMIT else 0)
        if cut:
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held


def line_breaks(text: str) -> tuple[list[int], set[int]]:
    """Where the lines of a text end, and the numbers of those ends that stand in a protected span, so that none is there.

    >>> line_breaks("а\\n<b\\nc>\\nд")
    ([2, 5, 8], {1})
    """
    ends = [at + number for number, at in enumerate(accumulate(map(len, text.split("\n")[:-1])), 1)]
    inside = (
        range(bisect_right(ends, start), bisect_left(ends, min(end, len(text))))
        for start, end in _over_lines(text, occurrences(text, all_signs()))
    )
    return ends, {number for numbers in inside for number in numbers}


def lines_with(text: str, signs: str, between: int = 0) -> Iterator[tuple[int, int]]:
    """The lines that have one of some signs, of protected spans that may hold blanks; those of one span are not parted.

    >>> list(lines_with("а\\n<b\\nc>\\nд\\n<e>", "<"))
    [(2, 8), (10, 13)]

    :param between: characters; where signs are so close together, the whole text is given.
    """
    places = occurrences(text, all_signs())
    if len(places) * between > len(text):
        yield 0, len(text)
        return
    found = [*_over_lines(text, places), *((at, at + 1) for at in places if text[at] in signs)]
    start = end = 0
    for first, last in sorted(found):
        if last <= end:
            continue
        if first >= end:
            if start < end:
                yield start, end
            start = text.rfind("\n", end, first) + 1 or end
        end = text.find("\n", last) + 1 or len(text)
    if start < end:
        yield start, end


def _over_lines(text: str, places: list[int]) -> list[tuple[int, int]]:
    """The protected spans that may hold the end of a line; at such places stand the signs of them all."""
    tags = ((start, tag_end(text, start)) for start in places if text[start] == "<")
    return [*enclosed_in_marked(text, places), *((start, end) for start, end in tags if "\n" in text[start:end])]


def _cut(text: str, begun: tuple[str, ...]) -> int:
    """The last place after a blank where no span is open, or 0."""
    at, spans = len(text), enclosed_in_marked(text)
    while at := 1 + max(text.rfind(blank, 0, at) for blank in _BLANKS):
        opened = text.rfind("<", max(0, at - SPAN), at)
        bracket = _BRACKET.search(text, opened + 1) if opened >= 0 else None
        if opened >= 0 and (bracket is None or (bracket[0] == ">" and bracket.end() > at)):
            at = opened
        elif around := [start for start, end in spans if start < at < end]:
            at = min(around)
        elif text.endswith(begun, 0, at):
            at -= 1
        else:
            break
    return at
