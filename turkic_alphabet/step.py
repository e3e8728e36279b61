"""One step of a conversion, as `explain` tells it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["row", "repaired", "copied", "kept", "protected", "prefix", "marked"]


class Step(NamedTuple):
    """One step of a conversion: ``source``, which is ``text[start:end]``, became ``target``.

    ``kind`` says how: by a row, by a row after a look-alike was ``repaired``, ``copied`` because no row reads it, ``kept``
    because its word is foreign, ``protected`` because it is no language (an address, a tag), as a ``prefix`` written before
    the word, or ``marked``, as the marks of a lossless text say.

    ``marks`` names those that stand in the source or in the target: ``"VS2"``.
    """

    start: int
    end: int
    source: str
    target: str
    kind: Kind
    rule: str = ""
    citation: str = ""
    marks: str = ""
