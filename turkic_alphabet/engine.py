"""The one seam between programs and what runs them: C where it was built, Python elsewhere."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Protocol

from .program import Program


class Kernel(Protocol):
    """What both kernels are: ``Kernel(fields, guards, roman)``."""

    def convert(self, text: str, guarded: bool, /) -> str | None:
        """The text converted; None when guards are up and it may hold a protected span."""

    def many(self, texts: Sequence[str], guarded: bool, /) -> list[str | None]:
        """The same for each of many texts."""

    def suspects(self, text: str, /) -> list[int]:
        """Where the stretches between blanks stand that may hold a protected span: starts and ends in turn."""

    def between(self, text: str, spans: list[int], /) -> str:
        """The text converted but for spans, given likewise; what stands between them are texts of their own."""


def _choose() -> tuple[type, str]:
    if os.environ.get("TURKIC_ALPHABET_KERNEL") != "python":
        try:
            from ._kernel import Kernel as native
        except ImportError:
            pass
        else:
            return native, "c"
    from .kernel import Kernel as portable

    return portable, "python"


_KERNEL, KERNEL = _choose()
"""``KERNEL`` names the kernel in use: "c" or "python"; TURKIC_ALPHABET_KERNEL=python asks for the second."""


def kernel(program: Program, guards: str = "", roman: bool = False) -> Kernel:
    """A program made ready to run.

    :param guards: the characters at which a protected span may be recognised.
    :param roman: whether Roman numerals are protected.
    """
    made: Kernel = _KERNEL(program.fields(), guards, roman)
    return made
