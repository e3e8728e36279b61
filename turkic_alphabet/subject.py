"""A table under test: its conversions, quick on what was asked before, and what it declares."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, cached_property, lru_cache

from .hub import hub
from .letters import graphemes, is_letter
from .marks import MARKS
from .orthography import Orthography
from .transliterator import Transliterator

Conversion = Callable[[str], str]


class Subject:
    """A table under test: its two directions, and what it declares."""

    def __init__(self, orthography: Orthography) -> None:
        self.orthography = orthography
        self.table = orthography.table
        self.case = self.table.case
        self.reading = Transliterator(orthography, protect=())
        self.writing = Transliterator("common", orthography, protect=())
        self.to = _remembering(self.reading)
        self.back = _remembering(self.writing)
        self.to_extended = _remembering(Transliterator(orthography, extended=True, protect=()))

    @cached_property
    def one_to_one(self) -> bool:
        """Whether no two letters share a capital, as `upper` must be undone by `lower`."""
        return all(self.case.lower(self.case.upper(letter)) == letter for letter in self.table.alphabet)

    def declared(self, word: str) -> str | None:
        """The declared loss that a word contains, if any; a sequence of ``never`` in its reading is declared by that."""
        edged = f"#{self.case.lower(unicodedata.normalize('NFC', word))}#"
        spellings = {edged}
        if not typed().isdisjoint(edged):
            # As one of the orthography's own, or as what parts words.
            spellings |= {"".join(own if c in typed() else c for c in edged) for own in ("ʻ", "ʼ", "##")}
        if not any(map(self._any_loss.search, spellings)):
            return self.foreign_by(word)
        losses = (graphs for graphs, _ in self.table.losses)
        return next((loss for loss in losses if any(map(_loss(loss).search, spellings))), None) or self.foreign_by(word)

    def foreign_by(self, word: str) -> str | None:
        """The sequence of ``never`` for which a word is kept on the way back, if any; signs are looked through."""
        if not self.table.never:
            return None
        read = "".join(c for c in hub().case.lower(self.to(word)) if c in hub().letters)
        return next((sequence for sequence in self.table.never if sequence in read), None)

    @cached_property
    def _any_loss(self) -> re.Pattern[str]:
        """A pattern for any declared loss: most words have none, and asking for each one by one is slow."""
        return re.compile("|".join(_loss(graphs).pattern for graphs, _ in self.table.losses))

    def words(self, text: str) -> list[str]:
        """The runs of letters, with what has no width and single ``ʻ`` and ``ʼ`` after them; those typed in place part words."""
        found, word, after_letter = [], "", False
        for start, end, form in graphemes(text + " "):
            sign, ignorable = form in "ʻʼ", form in hub().ignorable
            letter = is_letter(form[0]) and not (sign or ignorable or form in hub().apostrophes)
            if letter or (word and (ignorable or (sign and after_letter))):
                word += text[start:end]
                after_letter = letter or (ignorable and after_letter)
            elif word:
                found.append(word)
                word = ""
        return found

    @cached_property
    def touched(self) -> frozenset[str]:
        """Every character that some rule of this table, or of the hub, may read or write."""
        rows = [text for group in self.table.groups for row in group.rows for text in (*row.graphs, row.letters)]
        beside = [text for group in self.table.groups for text in (*group.silent, group.prefix)]
        shared = [*hub().letters, *hub().bases, *hub().bases.values(), *hub().variants, *hub().variants.values()]
        shared += [letter for chosen in hub().alphabets.values() for letter in chosen.write.values()]
        shared += [*hub().apostrophes, *hub().look_alikes, *(c for own in hub().look_alikes.values() for c in own)]
        small = "".join([*rows, *beside, *shared, *MARKS])
        every = small + self.case.upper(small) + hub().case.upper(small) + self.case.lower(small)
        return frozenset(every + unicodedata.normalize("NFD", every))


@cache
def _loss(graphs: str) -> re.Pattern[str]:
    """A pattern for one declared loss, in a word between ``#``: ``…`` stands for any letters, or none."""
    return re.compile(r"[^#\s]*".join(map(re.escape, graphs.split("…"))))


@cache
def typed() -> frozenset[str]:
    """The apostrophes that are typed in place of an orthography's own."""
    return frozenset(hub().apostrophes) - set("ʻʼ")


def _remembering(transliterator: Transliterator) -> Conversion:
    """The same conversion, quick on words met before: the laws ask for the same ones over and over."""
    return lru_cache(maxsize=1 << 14)(transliterator.__call__)
