"""Lines of a text and of its conversion in which a protected span, such as a tag, holds blanks: they are marked as one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from .blocks import lines
from .marked_text import BLANKS
from .protection import Spans

Place = tuple[int, int, int, int]
"""Start and end in a text, and in its conversion."""


def with_blanks(text: str, spans: Spans) -> list[int]:
    """Where the spans begin that hold blanks."""
    return [start for start, end in spans if any(blank in text[start:end] for blank in BLANKS)]


def in_lines(
    text: str, result: str, places: Iterable[Place], tags: Sequence[int], tags_back: Sequence[int]
) -> list[Place]:
    """The places, but lines in place of them where a protected span on either side holds blanks."""
    found, left, past = list[Place](), iter(places), (len(text) + 1, 0, 0, 0)
    place = next(left, past)
    for line in _lines_of_both(text, result):
        start, end, into, into_end = line
        own = list[Place]()
        while place[0] < end or (place[0] == end == len(text)):
            own.append(place)
            place = next(left, past)
        tagged = _any_within(tags, start, end) or _any_within(tags_back, into, into_end)
        found += [line] if own and tagged else own
    return found


def _any_within(starts: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def _lines_of_both(text: str, result: str) -> Iterator[Place]:
    """The lines of a text and of its conversion that are lines in both."""
    here, there = lines(text), lines(result)
    start = into = end = into_end = breaks = breaks_into = 0
    while end < len(text) or into_end < len(result):
        if breaks <= breaks_into and end < len(text):
            at, end = next(here)
            breaks += text.count("\n", at, end)
        else:
            at, into_end = next(there)
            breaks_into += result.count("\n", at, into_end)
        if breaks == breaks_into and (end < len(text)) == (into_end < len(result)):
            yield start, end, into, into_end
            start, into = end, into_end
