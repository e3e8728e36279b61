"""The units of the way there beside those of the way back, cut where both have an edge."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .letters import is_letter
from .marked_text import word_end
from .passage import Ends, Unit


class Units:
    """How a text became its conversion, unit by unit."""

    def __init__(self, source: str, target: str, ends: Ends[int]) -> None:
        self.source, self.target, self.ends = source, target, ends

    def __len__(self) -> int:
        return len(self.ends) // 2

    def start(self, unit: int) -> int:
        """Where what a unit became starts."""
        return self.ends[2 * unit - 1] if unit else 0

    def end(self, unit: int) -> int:
        """Where what a unit became ends."""
        return self.ends[2 * unit + 1]

    def read(self, unit: int) -> str:
        """What a unit was."""
        return self.source[self.ends[2 * unit - 2] if unit else 0 : self.ends[2 * unit]]

    def written(self, unit: int) -> str:
        """What a unit became."""
        return self.target[self.start(unit) : self.end(unit)]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the units, from the first to the one past the last, that were a part of the text."""
        first, last = (bisect_right(range(len(self)), place, key=lambda u: self.ends[2 * u]) for place in (start, end))
        return first, last

    def part(self, first: int, last: int) -> Units:
        """Some of the units, as if they were all."""
        read, into = (self.ends[2 * first - 2], self.ends[2 * first - 1]) if first else (0, 0)
        own = self.ends[2 * first : 2 * last]
        for at in range(0, len(own), 2):
            own[at] -= read
            own[at + 1] -= into
        if not own:
            return Units("", "", own)
        return Units(self.source[read : read + own[-2]], self.target[into : into + own[-1]], own)


class Segment(NamedTuple):
    """Units that both ways have between two edges: the numbers of the first, and those of the second."""

    first: int
    last: int
    back: int
    back_last: int


def segments(units: Units, back: Sequence[Unit]) -> Iterator[Segment]:
    """The smallest segments, in order. What became nothing goes with the letter before it, else with what is after."""
    i = j = edge = 0
    ends = units.ends[1::2]
    n = len(ends)
    while i < n or j < len(back):
        first, begin = i, j
        while i < n and ends[i] == edge:
            i += 1
        reached = back_end = edge
        while i < n or j < len(back):
            if reached <= back_end and i < n:
                reached = ends[i]
                i += 1
            if back_end < reached and j < len(back):
                back_end = back[j].end
                j += 1
            if reached == back_end:
                break
        if reached and is_letter(units.target[reached - 1]):
            while i < n and ends[i] == reached:
                i += 1
        edge = reached
        yield Segment(first, i, begin, j)


def words(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand."""
    at = 0
    while at < len(text):
        end = word_end(text, at)
        if end > at:
            yield at, end
        at = end + 1
