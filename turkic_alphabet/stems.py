"""What the stems of a table do to the words of a running text: which they are for, and which they spoil."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from .hub import hub
from .orthography import Orthography
from .protection import PROTECT, pieces_of, protection
from .segments import words
from .table import Group, Row, Table
from .transliterator import Transliterator

SHORTEST = 3
"""Rows at the beginning of a word with so many letters are stems, wherever in the table they stand."""


class Effect(NamedTuple):
    """What one stem does: words that come back thanks to it, words that would without it, words that it reads otherwise."""

    served: Counter[str]
    spoiled: Counter[str]
    read: Counter[str]


class StemsInText:
    """The stems of a table that matter to the words of a text, each with its effect.

    >>> from turkic_alphabet import load
    >>> found = StemsInText(load("uz-Cyrl"))
    >>> found.add("Июль, июл")
    >>> [(stem.graphs, dict(effect.served), dict(effect.spoiled)) for stem, effect in found.effects.items()]
    [(('июль',), {'Июль': 1}, {'июл': 1})]
    """

    def __init__(self, orthography: Orthography) -> None:
        table = orthography.table
        self.stems = list(stems_of(table))
        self.effects: dict[Row, Effect] = {}
        self._case = table.case
        self._protection = protection(PROTECT, to_latin=True)
        self._by_graph = {graph: row for row in self.stems for graph in row.graphs}
        self._by_letters = {row.letters: row for row in self.stems}
        self._there = Transliterator(orthography)
        self._back = self._there.inverse()
        self._bare = Transliterator(Orthography(_without_stems(table)))
        self._bare_back = self._bare.inverse()

    def add(self, text: str) -> None:
        """Count the words of a text, but for what is protected."""
        pieces = [
            text[start:end] for start, end, kept in pieces_of(self._protection.spans(text), 0, len(text)) if not kept
        ]
        for word, count in Counter(piece[start:end] for piece in pieces for start, end in words(piece)).items():
            there = self._there.align(word)
            back = self._back.align(there.target)
            reads = self._by_graph.get(self._case.lower(_first(word, there.spans[0].end)))
            writes = self._by_letters.get(
                hub().case.lower(_first(there.target, back.spans[0].end if back.spans else 0))
            )
            stem = reads or writes
            if stem is None:
                continue
            bare = self._bare(word)
            effect = self.effects.setdefault(stem, Effect(Counter(), Counter(), Counter()))
            returns, would_return = back.target == word, self._bare_back(bare) == word
            if returns and not would_return:
                effect.served[word] += count
            if would_return and not returns:
                effect.spoiled[word] += count
            if bare != there.target:
                effect.read[word] += count


def stems_of(table: Table) -> Iterator[Row]:
    """The stems of a table: the rows of its list, and those like them in its groups."""
    for group in table.groups:
        yield from (row for row in group.rows if _is_stem(group, row))


def _is_stem(group: Group, row: Row) -> bool:
    before = group.conditions.get("preceded_by")
    at_edge = before is not None and before.names == ("edge",)
    return group.stems or (at_edge and not group.fallback and len(row.letters) >= SHORTEST)


def _without_stems(table: Table) -> Table:
    groups = tuple(replace(g, rows=tuple(row for row in g.rows if not _is_stem(g, row))) for g in table.groups)
    return replace(table, groups=groups, digest=f"{table.digest} without stems")


def _first(word: str, end: int) -> str:
    return unicodedata.normalize("NFC", word[:end])
