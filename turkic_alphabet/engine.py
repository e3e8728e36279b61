"""The one seam between programs and what runs them: C where it was built, Python elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Protocol

from .program import Program, SpansIn


class Kernel(Protocol):
    """What both kernels are: ``Kernel(fields, guards, roman, foreign)``."""

    def convert(self, text: str, spans_in: SpansIn | None, /) -> str | None:
        """The text converted but for the spans that are found in it; None when there is a mark to obey."""

    def plain(self, text: str, /) -> str:
        """The text converted."""

    def align(self, text: str, before: int = 0, written: int = 0, /) -> tuple[str, bytes]:
        """The text converted, and pairs of 32 bits: where every unit ends in both, after so many characters before them."""

    def many(self, texts: Sequence[str], spans_in: SpansIn | None, /) -> list[str | None]:
        """The same for each of many texts."""

    def suspects(self, text: str, /) -> list[int]:
        """Where the stretches between blanks stand that may hold a protected span: starts and ends in turn."""

    def foreign(self, text: str, /) -> list[int]:
        """Where the words stand that are copied for being foreign: starts and ends in turn."""

    def between(self, text: str, spans: list[int], /) -> tuple[str, list[int]]:
        """The text converted but for spans, given likewise, and where these are then; between them are texts of their own."""


class Vocabulary(Protocol):
    """Tokens, what stands between blanks, and what they became."""

    def look_up(self, text: str, /) -> list[str]:
        """What the known tokens became, with the blanks between them, and the tokens that are not known, by turns."""

    def add(self, tokens: list[str], results: list[str], /) -> None:
        """Add tokens, with what they became, so far as there is room."""


Differing = Callable[[str, str, str], list[tuple[int, int, int, int]] | None]


def _choose() -> tuple[type, type, Differing, str]:
    if os.environ.get("TURKIC_ALPHABET_KERNEL") != "python":
        try:
            from ._kernel import Kernel as Native
            from ._kernel import Vocabulary as NativeVocabulary
            from ._kernel import differing as natively
        except ImportError:
            pass
        else:
            return Native, NativeVocabulary, natively, "c"
    from .kernel import Kernel as Portable
    from .kernel import differing as portably
    from .vocabulary import Vocabulary as PortableVocabulary

    return Portable, PortableVocabulary, portably, "python"


_KERNEL, _VOCABULARY, _DIFFERING, KERNEL = _choose()
"""``KERNEL`` names the kernel in use: "c" or "python"; TURKIC_ALPHABET_KERNEL=python asks for the second."""


def kernel(program: Program, guards: str = "", roman: bool = False, foreign: bool = False) -> Kernel:
    """A program made ready to run.

    :param guards: the characters at which to stop: where a protected span may be recognised, and marks to obey.
    :param roman: whether Roman numerals are protected.
    :param foreign: whether words are with a Latin letter that no rule reads.
    """
    made: Kernel = _KERNEL(program.fields(), guards, roman, foreign)
    return made


def vocabulary() -> Vocabulary:
    """One that knows no token yet."""
    made: Vocabulary = _VOCABULARY()
    return made


def differing(text: str, converted: str, back: str) -> list[tuple[int, int, int, int]] | None:
    """Where the tokens stand, in a text and its conversion, that are not the same in what was converted back.

    Tokens with a mark of the lossless mode count as well. None when the texts do not have the same blanks.
    """
    return _DIFFERING(text, converted, back)
