"""Which words of a text come back from the common alphabet without marks, and why others do not."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from .hub import hub
from .letters import is_combining, is_letter
from .orthography import Orthography
from .passage import Unit
from .segments import Units, segments
from .transliterator import Transliterator


class Cause(NamedTuple):
    """A part of words that comes back otherwise: what it was, what it is in the common alphabet, what comes back."""

    text: str
    common: str
    back: str


class Returning:
    """Counts of words, and of those that come back as they were.

    >>> from turkic_alphabet import load
    >>> counted = Returning(load("kk-Cyrl"))
    >>> counted.add("Абай ким")
    >>> counted.words, counted.returned, counted.causes.most_common()
    (2, 1, [(Cause(text='и', common='i', back='і'), 1)])
    """

    def __init__(self, orthography: str | Orthography) -> None:
        self.words = 0
        self.returned = 0
        self.causes: Counter[Cause] = Counter()
        self.examples: dict[Cause, Counter[str]] = {}
        self._there = Transliterator(orthography)
        self._back = self._there.inverse()

    def add(self, text: str) -> None:
        """Count the words of a text."""
        for word, count in Counter(_words(text)).items():
            self.words += count
            causes = self._causes(word)
            self.returned += 0 if causes else count
            for cause in causes:
                self.causes[cause] += count
                self.examples.setdefault(cause, Counter())[word] += count

    def _causes(self, word: str) -> list[Cause]:
        there = self._there.align(word)
        back = self._back.align(there.target)
        if back.target == word:
            return []
        units = Units(word, there.target, array("I", there.ends))
        again = [Unit(span.end, back.target[span.target_start : span.target_end]) for span in back.spans]
        found = []
        for first, last, begin, end in segments(units, again):
            was = "".join(map(units.read, range(first, last)))
            came = "".join(unit.text for unit in again[begin:end])
            if was != came:
                found.append(Cause(was, "".join(map(units.written, range(first, last))), came))
        return found


def _words(text: str) -> Iterator[str]:
    """What stands between blanks, without what is no letter at its edges."""
    joins = frozenset(hub().apostrophes)
    for token in text.split():
        inside = [at for at, c in enumerate(token) if is_letter(c) or is_combining(c) or c in joins]
        if any(is_letter(token[at]) for at in inside):
            yield token[inside[0] : inside[-1] + 1]
