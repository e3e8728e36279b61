"""The laws of one table, proved on its words of two letters and of three, and its examples: what contributors and tests run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from .errors import Problem
from .functions import from_common, to_common
from .laws import LAWS, round_trip
from .orthography import Orthography
from .subject import Subject
from .table import Example

MANY = 12
"""How many violations of one law are told before the rest are only counted."""


@dataclass(frozen=True)
class Report:
    """What is wrong with a table, and what is only worth knowing."""

    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def check(orthography: Orthography) -> Report:
    """Check a table that could be read.

    >>> from turkic_alphabet import load
    >>> check(load("az-Cyrl")).problems
    ()
    """
    subject = Subject(orthography)
    problems = [*_examples(subject), *_laws(subject), *_losses(subject)]
    return Report(tuple(problems), tuple(_notes(subject)))


def example_fault(orthography: Orthography, example: Example) -> str | None:
    """What is wrong with one example of a table, if anything."""
    common = to_common(example.text, orthography, extended=example.extended)
    if common != example.common:
        return f"{example.text!r} reads as {common!r}, the example says {example.common!r}"
    back = from_common(example.common, orthography)
    expected = example.text if example.back is None else example.back
    if back != expected:
        return f"{example.common!r} comes back as {back!r}, the example says {expected!r}"
    return None


def _examples(s: Subject) -> Iterator[Problem]:
    for example in s.table.examples:
        if fault := example_fault(s.orthography, example):
            yield Problem(s.table.path, example.line, fault, "mend the row or the example")
        if example.back == example.text:
            yield Problem(s.table.path, example.line, "`back` is the text itself", "leave it out")


def pairs(s: Subject) -> Iterator[str]:
    """Every pair of letters, in the three styles, and with each silent graph between."""
    letters = s.table.alphabet + s.table.other_letters
    silent = {graph for group in s.table.groups for graph in group.silent if group.direction != "write"}
    for first in letters:
        for second in letters:
            word = first + second
            yield word
            if s.table.capitals:
                yield s.case.title(word)
                yield s.case.upper(word)
            for graph in sorted(silent):
                yield first + graph + second


def spelled_with(s: Subject, length: int) -> Iterator[list[str]]:
    """Every word of so many small letters: those that begin with one letter, then those with the next."""
    letters = s.table.alphabet + s.table.other_letters
    for first in letters:
        yield ["".join(word) for word in product([first], *[letters] * (length - 1))]


def changed(s: Subject, words: list[str]) -> Iterator[str]:
    """The words that come back otherwise and have no letter that is a declared loss; converted as one text, which is fast."""
    lost = {graphs for graphs, _ in s.table.losses}
    back = s.writing(s.reading("\n".join(words))).split("\n")
    return (word for word, written in zip(words, back, strict=True) if written != word and lost.isdisjoint(word))


def _laws(s: Subject) -> Iterator[Problem]:
    words = list(pairs(s))
    longer = [word for part in spelled_with(s, 3) for word in changed(s, part)]
    for name, law in LAWS.items():
        asked = words + longer if law is round_trip else words
        faults = [fault for word in asked if (fault := law(s, word))]
        for fault in faults[:MANY]:
            yield Problem(s.table.path, 0, f"law of {name}: {fault}", _REMEDY.get(name, "mend the rows"))
        if len(faults) > MANY:
            yield Problem(s.table.path, 0, f"law of {name}: {len(faults) - MANY} more like these")


_REMEDY = {
    "stability": "add a row for the letters that meet, so that what is written reads back",
    "round trip": "declare it in [losses], or add a row that tells the two spellings apart",
}


class _NothingDeclared(Subject):
    def declared(self, word: str) -> str | None:  # noqa: ARG002  that of no word
        return None


def _losses(s: Subject) -> Iterator[Problem]:
    """A declared loss that comes back in every surrounding is none."""
    letters = s.table.alphabet
    undeclared = _NothingDeclared(s.orthography)
    for graphs, _ in s.table.losses:
        bare = graphs.strip("#").replace("…", letters[0])
        before = [""] if graphs.startswith("#") else ["", *letters]
        after = [""] if graphs.endswith("#") else ["", *letters]
        words = (a + bare + b for a in before for b in after)
        if not any(round_trip(undeclared, word) for word in words):
            yield Problem(s.table.path, 0, f"declared loss {graphs!r} comes back", "take it out of [losses]")


def _notes(s: Subject) -> Iterator[str]:
    shown = " ".join(s.case.lower(example.text) for example in s.table.examples)
    rows = {row for group in s.table.groups if group.direction != "write" for row in group.rows}
    unseen = sorted({graph for row in rows for graph in row.graphs if graph not in shown})
    if unseen:
        yield f"graphs that no example shows: {' '.join(unseen)}"
    if s.table.losses:
        yield f"declared losses: {' '.join(graphs for graphs, _ in s.table.losses)}"
