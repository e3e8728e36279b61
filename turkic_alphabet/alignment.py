"""Where every part of a text went: the spans of a conversion, and ranges carried over from one side to the other."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, overload


class Span(NamedTuple):
    """A unit of a conversion: ``source[start:end]`` became ``target[target_start:target_end]``."""

    start: int
    end: int
    target_start: int
    target_end: int


class Alignment:
    """A text, its conversion, and the spans that tile both, in order.

    >>> from turkic_alphabet import Transliterator
    >>> aligned = Transliterator("kk-Cyrl").align("Юсуп Абайұлы")
    >>> aligned.target
    'Yusup Abayūlı'
    >>> aligned.spans[0]
    Span(start=0, end=1, target_start=0, target_end=2)
    >>> aligned.to_target(5, 12), aligned.to_source(6, 13)
    ((6, 13), (5, 12))

    Offsets count code points, as Python does; `Offsets` turns them into those of UTF-8 and UTF-16. An alignment takes eight
    bytes a unit, and a unit is a letter or more.
    """

    __slots__ = ("__dict__", "ends", "source", "target")

    def __init__(self, source: str, target: str, ends: Sequence[int]) -> None:
        """:param ends: where every unit ends in the source and in the target, in turn."""
        self.source = source
        self.target = target
        self.ends = ends

    @cached_property
    def spans(self) -> Spans:
        """The units, as a sequence of `Span`."""
        return Spans(self.ends)

    def to_target(self, start: int, end: int) -> tuple[int, int]:
        """Where a range of the source went: the smallest range of whole units that covers it.

        What is written as nothing goes with what is before it; an empty range between two units is empty again.

        :raises ValueError: for a range that is not within the text.
        """
        return self._carried(start, end, 0, self.source)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Where a range of the target came from: the smallest range of whole units that covers it.

        :raises ValueError: for a range that is not within the text.
        """
        return self._carried(start, end, 1, self.target)

    def inverse(self) -> Alignment:
        """The same spans, seen from the target.

        >>> from turkic_alphabet import Transliterator
        >>> Transliterator("kk-Cyrl").align("я").inverse().to_target(0, 1)
        (0, 1)
        """
        ends = array("I", self.ends)
        ends[::2], ends[1::2] = ends[1::2], ends[::2]
        return Alignment(self.target, self.source, ends)

    def then(self, other: Alignment) -> Alignment:
        """From the source of this to the target of an alignment whose source is the target of this.

        >>> from turkic_alphabet import Transliterator
        >>> there = Transliterator("uz-Cyrl").align("шаҳар")
        >>> there.then(Transliterator("common", "uz-Latn").align(there.target)).to_target(0, 1)
        (0, 2)

        :raises ValueError: when the texts do not meet.
        """
        if self.target != other.source:
            raise ValueError("the target of the first alignment is not the source of the second")
        return Alignment(self.source, other.target, joined(self.ends, other.ends))

    def _carried(self, start: int, end: int, side: int, text: str) -> tuple[int, int]:
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"no range of a text of {len(text)} characters: {start} to {end}")
        here, there = _Every(self.ends, side), _Every(self.ends, 1 - side)
        # What is nothing on this side goes with what is before it.
        first, last = bisect_right(here, start) if start else 0, bisect_right(here, end)
        if start == end and (not start or here[first - 1] == start):
            return (there[first - 1],) * 2 if start else (0, 0)
        if not last or here[last - 1] < end:
            last += 1
        return there[first - 1] if first else 0, there[last - 1]

    def __repr__(self) -> str:
        return f"<Alignment of {len(self.source)} to {len(self.target)} characters, {len(self.spans)} spans>"


class Spans(Sequence[Span]):
    """The spans of an alignment, made when they are asked for."""

    def __init__(self, ends: Sequence[int]) -> None:
        self.ends = ends

    def __len__(self) -> int:
        return len(self.ends) // 2

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> list[Span]: ...
    def __getitem__(self, at: int | slice) -> Span | list[Span]:
        every = range(len(self))[at]  # knows what an index may be
        return self._span(every) if isinstance(every, int) else [self._span(one) for one in every]

    def __iter__(self) -> Iterator[Span]:
        return map(self._span, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list

    def __repr__(self) -> str:
        return repr(list(self))

    def _span(self, at: int) -> Span:
        ends = self.ends
        start, target_start = (ends[2 * at - 2], ends[2 * at - 1]) if at else (0, 0)
        return Span(start, ends[2 * at], target_start, ends[2 * at + 1])


class _Every(Sequence[int]):
    """The ends on one side, for a search."""

    def __init__(self, ends: Sequence[int], side: int) -> None:
        self.ends, self._side = ends, side

    def __len__(self) -> int:
        return len(self.ends) // 2

    def __getitem__(self, at):  # type: ignore[no-untyped-def]  # never a slice
        return self.ends[2 * at + self._side]


def joined(first: Sequence[int], second: Sequence[int], start: int = 0) -> array[int]:
    """The ends of the units of two conversions in a row: the places in between where units of both end.

    :param start: what the ends in between, and of the second, are counted from.

    >>> joined([1, 2, 2, 3, 3, 3], [2, 1, 3, 3]).tolist()  # я → ya, x → x, ь → nothing; then ya → a, x → xx
    [1, 1, 3, 3]
    """
    result, at = array("I"), 0
    for i in range(0, len(first), 2):
        middle = first[i + 1]
        if i + 2 < len(first) and first[i + 3] == middle:
            continue  # what becomes nothing goes with what is before it
        while at < len(second) and second[at] < middle:
            at += 2
        if middle == start:
            result.extend((first[i], start))
        elif at < len(second) and second[at] == middle:
            result.extend((first[i], second[at + 1]))
    return result
