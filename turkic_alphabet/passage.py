"""The way of a text through one or two kernels, around the spans that are copied."""

from __future__ import annotations

import re
from array import array
from bisect import bisect
from collections.abc import Sequence
from typing import NamedTuple

from .alignment import joined
from .engine import Kernel
from .errors import check_text
from .program import Converted
from .protection import Protection, Spans, pieces_of

_SPACE = re.compile(r"\s")

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
        self.guarded = guarded  # whether the first kernel is to stop at guards
        self.by_kernel = bool(kernels) and not protection.always

    def quick(self, text: str) -> str | None:
        """The converted text; None when it may hold a protected span, or a mark to obey."""
        result = self.kernels[0].convert(text, self.guarded) if self.by_kernel else None
        return self._onward(result) if isinstance(result, str) else None

    def convert(self, text: str, made: Converted = None) -> tuple[str, Spans]:
        """The converted text, and the protected spans of what it was.

        :param made: what the first kernel has made of it, if that is known.
        """
        if made is None and self.by_kernel:
            made = self.kernels[0].convert(text, self.guarded)
        if isinstance(made, str):
            return self._onward(made), []
        check_text(text)
        if made is None:
            spans = self.spans(text)
        else:
            result, places = made
            spans = self.protection.spans(text, [place for at in range(0, len(places), 4) for place in places[at : at + 2]])
            if len(self.kernels) == 1:
                return with_spans(self.kernels[0], text, result, places, spans), spans
            if not spans:
                return self._onward(result), []
        if len(self.kernels) == 1:
            return self.kernels[0].between(text, [place for span in spans for place in span]), spans
        pieces = (text[a:b] if kept else self.plain(text[a:b]) for a, b, kept in pieces_of(spans, 0, len(text)))
        return "".join(pieces), spans

    def _onward(self, made: str) -> str:
        """What the kernels after the first make of its result."""
        for kernel in self.kernels[1:]:
            made = kernel.plain(made)
        return made

    def spans(self, text: str) -> Spans:
        """The protected spans of a text."""
        suspects = self.kernels[0].suspects(text) if self.kernels else None
        return self.protection.spans(text, suspects)

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


def with_spans(kernel: Kernel, text: str, result: str, places: list[int], spans: Spans) -> str:
    """A result that was made as if there were no spans, with those put in: only what stands around them is converted again.

    :param places: of stretches between blanks, as `program.Converted` has them.
    """
    pieces, at, number = list[str](), 0, 0
    starts = [-1, *places[::4]]
    while number < len(spans):
        stretch = 4 * bisect(starts, spans[number][0]) - 8
        start, end, written, until = places[stretch : stretch + 4] if stretch >= 0 else (0, 0, 0, 0)
        bounds = list[int]()
        while number < len(spans) and (not bounds or spans[number][0] < end):
            bounds += (spans[number][0] - start, spans[number][1] - start)
            if spans[number][1] > end:  # it goes on over blanks
                blank = _SPACE.search(text, spans[number][1])
                further = blank.start() if blank else len(text)
                until += len(kernel.plain(text[end:further]))
                end = further
            number += 1
        pieces += (result[at:written], kernel.between(text[start:end], bounds))
        at = until
    return "".join([*pieces, result[at:]])


def _by_characters(before: int, written: int, length: int) -> Ends[int]:
    ends = array("I", bytes(8 * length))
    ends[::2] = array("I", range(before + 1, before + length + 1))
    ends[1::2] = array("I", range(written + 1, written + length + 1))
    return ends
