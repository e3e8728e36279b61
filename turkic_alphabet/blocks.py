"""A long text cut into blocks that can be converted one by one, as if the whole had been converted at once.

Conversion never looks across a blank, so a block may end after one; but a protected span may hold blanks, and is never
cut: a tag (`<a href="…">`), an element or a part that is marked as not to be touched, or a phrase that is to be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .enclosed import SPAN, enclosed_in_marked
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


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of a text stand; those that a protected span goes over are one.

    >>> list(lines("а\\n<b\\nc>\\nд"))
    [(0, 2), (2, 8), (8, 9)]
    """
    at = reach = 0
    spans = iter(sorted(enclosed_in_marked(text)))
    span = next(spans, None)
    while at < len(text):
        end = _after_line(text, at)
        while True:
            while span is not None and span[0] < end:
                reach = max(reach, min(span[1], len(text)))
                span = next(spans, None)
            closed = max(reach, _open_tag(text, at, end))
            if closed <= end:
                break
            end = _after_line(text, closed)
        yield at, end
        at = end


def _after_line(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)


def _open_tag(text: str, start: int, end: int) -> int:
    """Where a tag is closed that is open at the end of a part; 0 if none is."""
    opened = text.rfind("<", start, end)
    bracket = _BRACKET.search(text, opened + 1, opened + SPAN) if opened >= 0 else None
    return bracket.end() if bracket and bracket[0] == ">" and bracket.end() > end else 0


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
