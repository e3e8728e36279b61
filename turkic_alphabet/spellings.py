"""Every way in which an orthography can have spelled some hub letters, numbered: what the marks of the lossless mode name.

The *shapes* of letters are the graphs that are read as them under any option, in the styles that give their case. A shape
can be typed in several ways, grapheme by grapheme: composed or with combining marks, and with look-alikes. Numbers go
through the shapes first, each typed as the table has it, then through the other ways to type each of them.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from .directed import reading
from .hub import hub
from .letters import Style, graphemes
from .rules import Rule, RuleSet
from .table import Table

Ways = tuple[str, ...]
"""How one grapheme is typed, first as the table has it."""
Shape = tuple[Ways, ...]


class Spellings:
    """What some tables, read at once, can have made into hub letters."""

    def __init__(self, tables: Sequence[Table], stems: Iterable[tuple[str, str]] = ()) -> None:
        self._rules = reading(tables, extended=True, stems=stems)
        self._ways = _ways(self._rules)
        self._shapes: dict[str, dict[Shape, None]] = {}  # a set that keeps its order
        for rule in sorted(self._rules.rules, key=_unusual):
            for letters, style in self._styles(rule):
                for shape in self._shaped(rule.source, style):
                    self._shapes.setdefault(letters, {})[shape] = None
        self._counts = {
            letters: sum(math.prod(map(len, shape)) for shape in shapes) for letters, shapes in self._shapes.items()
        }
        self.longest = max(map(len, self._shapes))

    def count(self, letters: str) -> int:
        """How many spellings these letters have; those of no letters are the silent graphs."""
        return self._counts.get(letters, 0)

    def number(self, letters: str, spelled: str) -> int | None:
        """The number of a spelling of these letters, or None when it is none."""
        typed = [spelled[start:end] for start, end, _ in graphemes(spelled)]
        shapes = self._shapes.get(letters, {})
        passed = len(shapes)
        for at, shape in enumerate(shapes):
            ways = math.prod(map(len, shape))
            if len(shape) == len(typed) and all(one in choice for one, choice in zip(typed, shape, strict=True)):
                rank = 0
                for one, choice in zip(typed, shape, strict=True):
                    rank = rank * len(choice) + choice.index(one)
                return passed + rank - 1 if rank else at
            passed += ways - 1
        return None

    def spelled(self, letters: str, number: int) -> str:
        """The spelling of these letters that has a number less than `count`."""
        shapes = self._shapes[letters]
        if number < len(shapes):
            return "".join(choice[0] for choice in list(shapes)[number])
        number -= len(shapes)
        for shape in shapes:
            ways = math.prod(map(len, shape)) - 1
            if number < ways:
                rank, typed = number + 1, ""
                for choice in reversed(shape):
                    rank, which = divmod(rank, len(choice))
                    typed = choice[which] + typed
                return typed
            number -= ways
        raise IndexError(number)

    def letters_before(self, text: str, start: int, end: int, number: int) -> str:
        """The most letters before a place that have a spelling of this number."""
        for at in range(max(start, end - self.longest), end):
            if self._counts.get(text[at:end], 0) > number:
                return text[at:end]
        return ""

    def _styles(self, rule: Rule) -> Iterator[tuple[str, Style]]:
        """What a rule may write under any choice of the alphabet, with the style of the source that gives it."""
        source, target = self._rules.source_case, self._rules.target_case
        for alphabet in hub().alphabets.values():
            letters = rule.target.translate({ord(c): instead for c, instead in alphabet.write.items()})
            yield letters, Style.LOWER
            if source.capital:
                for style in (Style.TITLE, Style.UPPER):
                    yield target.dress(letters, style), style
                if source.cased(rule.source) == 1:  # the neighbours say which
                    yield target.dress(letters, Style.UPPER), Style.TITLE

    def _shaped(self, text: str, style: Style) -> Iterator[Shape]:
        """The ways to type a text in a style."""
        choices, cased = [], 0
        for grapheme in graphemes(text):
            small, capital, other = (self._ways.get((grapheme.form, case), ()) for case in (False, True, None))
            if small or capital:
                cased += 1
                wanted = capital if style is Style.UPPER or (style is Style.TITLE and cased == 1) else small
            else:
                wanted = ()
            choices.append([ways for ways in (wanted, other) if ways])
        if cased or style is Style.LOWER:
            yield from product(*choices)


def _unusual(rule: Rule) -> tuple[bool, bool, bool]:
    """Plain rows first, and the graph that is written before the others that are read."""
    return (
        len(rule.conditions) > 0 or rule.group.direction == "read",
        rule.graph != rule.row.graphs[0],
        bool(rule.apostrophe),
    )


def _ways(rules: RuleSet) -> dict[tuple[str, bool | None], Ways]:
    """How each grapheme that the rules read may be typed, by its form and whether it is a capital (None without case)."""
    case = rules.source_case
    found: dict[tuple[str, bool | None], list[str]] = {}
    for form in rules.forms:
        for own in dict.fromkeys((form, case.upper(form))):
            alike = [foreign for foreign, read in rules.look_alikes.items() if read == own]
            typed = [spelled for one in (own, *alike) for spelled in _apart(one)]
            found.setdefault((form, case.is_capital(own[0])), []).extend(typed)
    return {key: tuple(dict.fromkeys(typed)) for key, typed in found.items()}


def _apart(character: str) -> list[str]:
    """A character, and its canonical decompositions."""
    apart = unicodedata.normalize("NFD", character)
    marks = [apart[1:], *(m for m in "\u0340\u0341\u0343" if unicodedata.normalize("NFC", m) == apart[1:])]
    return [character, *(apart[0] + mark for mark in marks)] if len(apart) == 2 else [character]
