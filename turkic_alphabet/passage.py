"""The way of a text through one or two kernels, around the spans that are copied."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from .alignment import joined
from .engine import Kernel
from .errors import check_text
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
        self.guarded = guarded  # whether the first kernel is to stop at guards
        self.by_kernel = bool(kernels) and not protection.always

    def quick(self, text: str) -> str | None:
        """The converted text; None when it may hold a protected span, or a mark to obey."""
        if not self.by_kernel:
            return None
        result = self.kernels[0].convert(text, self.guarded)
        return result if len(self.kernels) == 1 or result is None else self.kernels[1].convert(result, False)

    def convert(self, text: str) -> tuple[str, Spans]:
        """The converted text, and the protected spans of what it was."""
        result = self.quick(text)
        return self.around_spans(text) if result is None else (result, [])

    def around_spans(self, text: str) -> tuple[str, Spans]:
        """The same, where there may be some."""
        check_text(text)
        spans = self.spans(text)
        if len(self.kernels) == 1:
            return self.kernels[0].between(text, [place for span in spans for place in span]), spans
        pieces = (text[a:b] if kept else self.plain(text[a:b]) for a, b, kept in pieces_of(spans, 0, len(text)))
        return "".join(pieces), spans

    def spans(self, text: str) -> Spans:
        """The protected spans of a text."""
        suspects = self.kernels[0].suspects(text) if self.kernels else None
        return self.protection.spans(text, suspects)

    def plain(self, text: str) -> str:
        """A text without protected spans, converted."""
        for kernel in self.kernels:
            text = kernel.convert(text, False) or ""
        return text

    def align(self, text: str, spans: Spans, start: int, end: int) -> tuple[str, Ends[int]]:
        """A part of a text converted, and the ends of its units, counted from its start; protected spans go by characters."""
        written, ends = [], array("I")
        done = 0
        for a, b, kept in pieces_of(spans, start, end):
            if kept or not self.kernels:
                result, own = text[a:b], array("I", (end for n in range(1, b - a + 1) for end in (n, n)))
            else:
                result, own = self._aligned(text[a:b])
            written.append(result)
            if not ends:
                ends = own
            else:
                before = a - start
                ends.extend(end + (done if at & 1 else before) for at, end in enumerate(own))
            done += len(result)
        return "".join(written), ends

    def _aligned(self, text: str) -> tuple[str, Ends[int]]:
        result, packed = self.kernels[0].align(text)
        ends = array("I", packed)
        for kernel in self.kernels[1:]:
            result, packed = kernel.align(result)
            ends = joined(ends, array("I", packed))
        return result, ends
