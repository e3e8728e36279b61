"""Lines of a text and of its conversion in which a protected span, such as a tag, holds blanks: they are marked as one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from .blocks import line_breaks
from .marked_text import BLANKS
from .marks import marks_in
from .protection import Spans

Place = tuple[int, int, int, int]
"""Start and end in a text, and in its conversion."""


def with_blanks(text: str, spans: Spans) -> list[int]:
    """Where the spans begin that hold blanks."""
    return [start for start, end in spans if any(blank in text[start:end] for blank in BLANKS)]


def in_lines(
    text: str, result: str, places: Iterable[Place], tags: Iterable[int], tags_back: Iterable[int]
) -> list[Place]:
    """The places, but lines in place of them where a protected span on either side holds blanks."""
    (ends, inside), (ends_back, inside_back) = line_breaks(text), line_breaks(result)
    inside |= inside_back
    breaks = [number for number in range(min(len(ends), len(ends_back))) if number not in inside]
    cuts, cuts_back = [ends[number] for number in breaks], [ends_back[number] for number in breaks]
    tagged = {bisect_right(cuts, tag) for tag in tags} | {bisect_right(cuts_back, tag) for tag in tags_back}
    edges = list(zip([0, *cuts], [*cuts, len(text)], [0, *cuts_back], [*cuts_back, len(result)], strict=True))
    found = list[Place]()
    for place in places:
        line = bisect_right(cuts, place[0])
        if line not in tagged:
            found.append(place)
        elif found[-1:] != [edges[line]]:
            found.append(edges[line])
    return found


def marked_lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that have marks."""
    marks = marks_in(text)
    ends, inside = line_breaks(text) if marks else ([], set())
    cuts = [0, *(end for number, end in enumerate(ends) if number not in inside), len(text)]
    end = 0
    for mark in marks:
        if mark >= end:
            line = bisect_right(cuts, mark, hi=len(cuts) - 1)
            end = cuts[line]
            yield cuts[line - 1], end
