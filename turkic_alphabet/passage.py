"""The way of a text through one or two kernels, around the spans that are copied."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from .alignment import Alignment, joined
from .engine import Kernel
from .errors import check_text
from .hub import hub
from .program import Places, SpansIn
from .protection import Protection, Spans, pieces_of

Ends = array
"""Of 32 bits, in pairs: where every unit ends in the text and in the result."""


class Unit(NamedTuple):
    """Where a unit ends, and what it becomes."""

    end: int
    text: str


class Passage:
    """Kernels, the second of which converts what the first has made, and the spans that they leave alone."""

    def __init__(self, kernels: Sequence[Kernel], protection: Protection, *, guarded: bool) -> None:
        self.kernels = tuple(kernels)
        self.protection = protection
        self.by_kernel = bool(kernels) and not protection.always
        # for the first kernel, unless it need not look out for spans
        self.spans_in = protection.spans_in if guarded and self.by_kernel else None

    def quick(self, text: str) -> str | None:
        """The converted text; None when a span may go beyond a stretch between blanks, or there is a mark to obey."""
        if not self.by_kernel:
            return None
        beyond = list[int]()

        def within(text: str, start: int, end: int) -> Places:
            spans = self.protection.spans_within(text, start, end)
            if spans is None or (spans and len(self.kernels) > 1):
                beyond.append(start)
                return []
            return spans

        made = self.kernels[0].convert(text, within if self.spans_in else None)
        return None if beyond or made is None or self._foreign(made) else self._onward(made)

    def convert(self, text: str) -> tuple[str, Spans]:
        """The converted text, and the protected spans of what it was: if by one kernel, at least those that hold blanks."""
        if self.by_kernel:
            found = list[int]()
            made = self.kernels[0].convert(text, self._noting(found))
            spans: Spans = list(zip(found[::2], found[1::2], strict=True))
            if made is not None and (len(self.kernels) == 1 or not (spans or self._foreign(made))):
                return self._onward(made), spans
        check_text(text)
        spans = self.spans(text)
        made, places = text, _flat(spans)
        for kernel in self.kernels:
            made, places = kernel.between(made, places)
        return made, spans

    def _noting(self, found: list[int]) -> SpansIn | None:
        """What finds spans for a kernel, and notes them."""
        if self.spans_in is None:
            return None
        spans_in = self.spans_in

        def noted(text: str, start: int, end: int) -> Places:
            spans = spans_in(text, start, end)
            found.extend(spans)
            return list(spans) if len(self.kernels) > 1 else spans  # the second must be told of each, every time

        return noted

    def _onward(self, made: str) -> str:
        """What the kernels after the first make of its result."""
        for kernel in self.kernels[1:]:
            made = kernel.plain(made)
        return made

    def spans(self, text: str) -> Spans:
        """The protected spans of a text."""
        suspects = self.kernels[0].suspects(text) if self.kernels else None
        spans = self.protection.spans(text, suspects)
        return spans if len(self.kernels) < 2 else sorted([*spans, *self._foreign_words(text, spans)])

    def _foreign(self, made: str) -> list[int]:
        """The words of what the first kernel has made that the second would copy: they are copied as they were typed."""
        return self.kernels[1].foreign(made) if len(self.kernels) == 2 and self.protection.patterns else []

    def _foreign_words(self, text: str, spans: Spans) -> Iterator[tuple[int, int]]:
        """Where these stand in the text, between its protected spans; endings behind an apostrophe are none of them."""
        made, places = self.kernels[0].between(text, _flat(spans))
        words = self._foreign(made)
        # Edges of spans and of lines are as many on both sides.
        there = sorted([0, *_flat(spans), *_line_ends(text), len(text)])
        here = sorted([0, *places, *_line_ends(made), len(made)])
        aligned, line = None, -1
        for start, end in zip(words[::2], words[1::2], strict=True):
            at = bisect_right(places, start)
            if at % 2 or bisect_left(places, end) != at:
                continue  # it stands in a span, or touches one
            before, line = line, bisect_right(here, start) - 1
            if aligned is None or line != before:
                part = text[there[line] : there[line + 1]]
                again, packed = self.kernels[0].align(part)
                aligned = Alignment(part, again, array("I", packed))
            first, last = (there[line] + at for at in aligned.to_source(start - here[line], end - here[line]))
            ending = hub().ending_of_foreign.search(text, first, last)
            yield first, ending.start() if ending else last

    def plain(self, text: str) -> str:
        """A text without protected spans, converted."""
        for kernel in self.kernels:
            text = kernel.plain(text)
        return text

    def align(self, text: str, spans: Spans) -> tuple[str, Ends[int]]:
        """The converted text, and the ends of its units; protected spans go by characters."""
        pieces, ends, written = list[str](), array("I"), 0
        for start, end, kept in pieces_of(spans, 0, len(text)):
            if kept or not self.kernels:
                result, own = text[start:end], _by_characters(start, written, end - start)
            else:
                result, own = self._aligned(text[start:end], start, written)
            pieces.append(result)
            ends.extend(own)
            written += len(result)
        return "".join(pieces), ends

    def _aligned(self, text: str, before: int, written: int) -> tuple[str, Ends[int]]:
        """A piece without spans; ends are counted from the start of the whole."""
        result, packed = self.kernels[0].align(text, before, written)
        ends = array("I", packed)
        for kernel in self.kernels[1:]:
            result, packed = kernel.align(result, written, written)
            ends = joined(ends, array("I", packed), written)
        return result, ends


def _flat(spans: Spans) -> list[int]:
    return [place for span in spans for place in span]


def _line_ends(text: str) -> Iterator[int]:
    return accumulate(len(line) + 1 for line in text.split("\n")[:-1])


def _by_characters(before: int, written: int, length: int) -> Ends[int]:
    ends = array("I", bytes(8 * length))
    ends[::2] = array("I", range(before + 1, before + length + 1))
    ends[1::2] = array("I", range(written + 1, written + length + 1))
    return ends
