"""A text apart from its marks: the bare text, and what the marks say of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .hub import hub
from .letters import is_combining, is_letter
from .marks import LITERAL, MARKED, MORE_SILENT, MORE_SPELLINGS, SILENT, SPELLING, WORD, read_numeral
from .spellings import Spellings

BLANKS = " \n"
"""No mark concerns them, and no conversion sees across them."""

BLANK = re.compile(f"[{BLANKS}]")


class Fixed(NamedTuple):
    """What must be written for a part of the bare text; nothing is read for a silent graph, which is only put in."""

    start: int
    end: int
    text: str


class MarkedText:
    """A text with marks, taken apart. Marks that mean nothing where they stand are characters as any other.

    :param orthographies: how many a word may be written in; those of the first have no mark.
    """

    def __init__(self, text: str, spellings: Spellings, orthographies: int) -> None:
        self.fixed: list[Fixed] = []
        self.words: list[tuple[int, int]] = []  # where words of other orthographies begin, and the numbers of these
        self.removed: list[tuple[int, int]] = []  # how many marks belong to what ends there in the bare text, or after
        self._text, self._spellings, self._orthographies = text, spellings, orthographies
        self._pieces: list[str] = []
        self._length = 0
        at = 0
        for run in MARKED.finditer(text):
            if run.end() <= at:
                continue  # marks that were literal
            start = max(run.start(), at)
            self._add(text[at:start])
            at = self._run(at, start, run.end())
        self._add(text[at:])
        self.bare = "".join(self._pieces)

    def ends(self, ends: Iterable[int]) -> Iterator[int]:
        """Where in the marked text stand the ends of parts of the bare text, in order."""
        at = removed = 0
        for end in ends:
            while at < len(self.removed) and self.removed[at][0] <= end:
                removed += self.removed[at][1]
                at += 1
            yield end + removed

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def _fix(self, piece: str) -> None:
        """Add what stays as it is."""
        self.fixed.append(Fixed(self._length, self._length + len(piece), piece))
        self._add(piece)

    def _run(self, unmarked: int, at: int, end: int) -> int:
        """Obey a run of marks, before which letters are unmarked from a place on; where what it concerns ends."""
        while at < end:
            mark = self._text[at]
            if mark in SPELLING + MORE_SPELLINGS:
                after = self._spelling(unmarked, at)
            elif mark in SILENT + MORE_SILENT:
                after = self._silent(at)
            else:
                after = self._literal(at) if mark == LITERAL else self._word(at)
            if not after:
                self._fix(mark)
                after = at + 1
            at = unmarked = after
        return at

    def _spelling(self, unmarked: int, at: int) -> int:
        found = read_numeral(self._text, at, SPELLING, MORE_SPELLINGS)
        letters = self._spellings.letters_before(self._text, unmarked, at, found[0]) if found else ""
        if not found or not letters:
            return 0
        spelled = self._spellings.spelled(letters, found[0])
        self.fixed.append(Fixed(self._length - len(letters), self._length, spelled))
        self.removed.append((self._length, found[1] - at))
        return found[1]

    def _silent(self, at: int) -> int:
        found = read_numeral(self._text, at, SILENT, MORE_SILENT)
        if not found or found[0] >= self._spellings.count(""):
            return 0
        self.fixed.append(Fixed(self._length, self._length, self._spellings.spelled("", found[0])))
        self.removed.append((self._length, found[1] - at))
        return found[1]

    def _literal(self, at: int) -> int:
        character = self._text[at + 1 : at + 2]
        if not character or character in BLANKS:
            return 0
        self._fix(character)
        self.removed.append((self._length, 1))
        return at + 2

    def _word(self, at: int) -> int:
        number = SPELLING.find(self._text[at + 1 : at + 2] or WORD)
        if number >= 0:
            if not 0 < number < self._orthographies or word_end(self._text, at + 2) == at + 2:
                return 0
            self.words.append((self._length, number))
            self.removed.append((self._length + 1, 2))
            return at + 2
        stop = word_end(self._text, at + 1)
        if stop == at + 1:
            return 0
        self._fix(self._text[at + 1 : stop])
        self.removed.append((self._length, 1))
        return stop


def word_end(text: str, at: int) -> int:
    """Where the word ends that begins at a place; at that place when none does."""
    while at < len(text) and _in_word(text[at]):
        at += 1
    return at


def _in_word(c: str) -> bool:
    return is_letter(c) or is_combining(c) or c in hub().ignorable or c in hub().bases
