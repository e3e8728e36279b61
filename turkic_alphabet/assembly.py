"""From the arguments of a conversion to what runs it: passages, and for the lossless mode the ways of marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .catalog import Head, table
from .conversion import Direction, Options, directions, foreign_words
from .engine import Kernel, kernel
from .marks import MARKS
from .passage import Passage
from .protection import protection

if TYPE_CHECKING:
    from .conversion import Part
    from .marking import Marking
    from .token_by_token import TokenByToken
    from .unmarking import Unmarking

Protect = tuple[str | re.Pattern[str], ...]


def passage(
    sources: Sequence[Part], targets: Sequence[Part], options: Options, protect: Protect, keep: Iterable[str]
) -> Passage:
    """The way from some tables read at once, or the hub (none), to a table or the hub."""
    around = protection(
        protect,
        # Latin alphabets differ in the letters of Roman numerals as well: between two, X may be anything.
        to_latin=not targets or (not sources and targets[0].script == "Latn"),
        keep=keep,
        foreign=foreign_words(sources, targets),
    )
    obeys = bool(targets) and not sources
    kernels = list[Kernel]()
    for direction in directions(tuple(sources), tuple(targets), options):
        guards = "" if kernels else around.guards + "".join(sorted(MARKS)) * obeys
        kernels.append(
            kernel(direction.program(), guards, not kernels and around.roman, not kernels and around.foreign)
        )
    return Passage(kernels, around, guarded=bool(around.patterns) or obeys)


def by_tokens(way: Passage) -> TokenByToken:
    """The same way, remembered token by token: for two kernels and what stands between them."""
    from .token_by_token import TokenByToken as Made

    return Made(lambda text: way.convert(text)[0], [way.protection])


def unmarking(union: Sequence[Part], home: Part, options: Options, way: Passage) -> Unmarking:
    """The way from marked text to a table.

    :param union: the tables that words may be marked for.
    :param home: the table for all other words.
    :param way: to that one, for text without marks.
    """
    from .spellings import Spellings
    from .unmarking import Unmarking as Made

    ordered = [home, *(part for part in union if part != home)]
    tables = [table(part.tag) if isinstance(part, Head) else part for part in ordered]
    others = [kernel(Direction((part,), False, Options(), keeping=True).program()) for part in ordered[1:]]
    return Made(way, others, Spellings(tables, options.stems))


def marking(
    sources: Sequence[Part], home: Part, options: Options, protect: Protect, keep: Iterable[str], way: Passage
) -> Marking:
    """The way from some tables read at once to marked text.

    :param home: the table in which words without marks come back.
    :param way: the same without marks.
    """
    from .marking import Marking as Made

    back = passage((), [home], Options(stems=options.stems), protect, keep)
    return Made(way, unmarking(sources, home, options, back))
