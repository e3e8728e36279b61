"""Rules: what one reading or writing does, in full, before it is run or compiled.

The interpreter runs a `RuleSet` as it stands, and the compiler turns it into a program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from .hub import hub
from .letters import REACH, Case, forms_of, is_latin
from .table import Conditions, Group, Row, Test

# An apostrophe that was not typed as the table writes it is read under a condition of its own:
# "between" two letters, or "closing" nothing: at a word's end only where no apostrophe opened the word.
Apostrophe = Literal["", "between", "closing"]


@dataclass(frozen=True)
class Rule:
    """One graph read as letters, or letters written as a graph, under conditions."""

    source: str  # lower case, composed
    target: str  # lower case
    letters: str  # the hub side, by which neighbours are asked about
    graph: str  # the other side
    conditions: Conditions
    group: Group
    row: Row
    tag: str
    apostrophe: Apostrophe = ""

    @property
    def silent(self) -> bool:
        """Whether neighbours look through this unit."""
        return not self.letters

    @property
    def citation(self) -> str:
        """The key of the source of the row."""
        return self.group.source

    def __str__(self) -> str:
        said = f"{self.source} → {self.target or 'nothing'}"
        return f"{said} ({self.conditions})" if len(self.conditions) else said


@dataclass(frozen=True)
class Prefix:
    """A graph written at the start of words that satisfy word-wide conditions."""

    graph: str
    conditions: Conditions
    group: Group
    tag: str


@dataclass(frozen=True)
class RuleSet:
    """One direction: its rules, best first for each source, and what it needs to know about the text."""

    source: str  # tag
    target: str  # tag
    source_case: Case
    target_case: Case
    rules: tuple[Rule, ...]
    prefixes: tuple[Prefix, ...] = ()
    units: frozenset[str] = frozenset()  # what has a value for those who look ahead, see `fixed`
    vowels: Mapping[str, Test] = field(default_factory=dict)  # the class `vowel`, by tag
    same: Mapping[str, str] = field(default_factory=dict)  # characters read as another: variants, bases
    look_alikes: Mapping[str, str] = field(default_factory=dict)
    signs: frozenset[str] = frozenset()  # characters that stand inside words without being letters
    never: tuple[str, ...] = ()  # sequences that mark one
    keeps_foreign_words: bool = False
    not_foreign: frozenset[str] = frozenset()  # letters that make no word foreign, even if no rule reads them

    @cached_property
    def by_source(self) -> dict[str, tuple[Rule, ...]]:
        """Rules by what they convert; the first whose conditions hold is the one that fires."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            found.setdefault(rule.source, []).append(rule)
        return {source: tuple(sorted(rules, key=_precedence)) for source, rules in found.items()}

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """How many graphemes the sources have that start with one, longest first."""
        return _lengths(self.by_source)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The graphemes that some rule reads; other letters are foreign."""
        return frozenset(form for source in self.by_source for form in forms_of(source))

    @cached_property
    def hub_signs(self) -> frozenset[str]:
        """The hub's characters that are no letters (ʼ ʺ ʹ): neighbours look through them."""
        return frozenset(sign for sign in hub().bases if not hub().case.cased(sign))

    @cached_property
    def fixed(self) -> dict[str, Rule]:
        """The value that each unit has for those who look ahead: its unconditional rule, else its first.

        Units are the letters of the orthography (digraphs among them) when reading, the letters of the hub when writing;
        longer rows are context, not letters.
        """
        units: dict[str, Rule] = {}
        for source, rules in self.by_source.items():
            if rules[0].group.stems or not (rules[0].source in self.units or len(forms_of(source)) == 1):
                continue
            units[source] = next((r for r in rules if not len(r.conditions) and not r.apostrophe), rules[0])
        return units

    @cached_property
    def fixed_lengths(self) -> dict[str, tuple[int, ...]]:
        """How many graphemes those of these have that start with one, longest first."""
        return _lengths(self.fixed)

    @cached_property
    def foreign_words(self) -> str:
        """A regular expression for words with a Latin letter that no rule reads where it stands (c, when only ch is one)."""
        alone = {source for source in self.by_source if len(forms_of(source)) == 1}
        latin = [chr(point) for point in range(0x41, 0x250) if is_latin(chr(point))]
        followers: dict[str, str] = {}
        for source in self.by_source:
            if source[0] not in alone and len(source) > 1:
                followers[source[0]] = followers.get(source[0], "") + source[1] + self.source_case.upper(source[1])
        known = alone | followers.keys()
        unread = "".join(c for c in latin if self.source_case.lower(c) not in known and c not in self.look_alikes)
        marks = [f"[{re.escape(unread)}]"] if unread else []
        marks += [
            f"[{c}{self.source_case.upper(c)}](?![{re.escape(after)}])" for c, after in followers.items() if is_latin(c)
        ]
        if not marks:
            return ""
        letter, apostrophe = r"[^\W\d_]", f"[{re.escape(''.join(hub().apostrophes))}]"
        mark = f"(?:{'|'.join(marks)})"
        part = f"(?:{letter}|{apostrophe}(?={letter}))"
        # Behind an apostrophe, two letters or more that are all read are an ending: Facebook'da; but McDonald'sda.
        ending = rf"{hub().before_ending(f'{letter}{{0,{REACH}}}?{mark}')}{letter}{{2,{REACH}}}(?!{part})"
        word = f"(?:(?!{ending}){part})"
        foreign = rf"(?<!{letter})(?={part}{{0,{REACH}}}?{mark}){word}+"
        # What is joined to it by a hyphen, and has a capital, belongs to the same name: Wi-Fi, Coca-Cola.
        return rf"(?:(?<!{letter})(?=[A-Z]){part}{{1,{REACH}}}-){{0,2}}{foreign}(?:-(?=[A-Z]){word}+)*"


def _lengths(sources: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for source in sources:
        forms = forms_of(source)
        found.setdefault(forms[0], set()).add(len(forms))
    return {form: tuple(sorted(lengths, reverse=True)) for form, lengths in found.items()}


def _precedence(rule: Rule) -> tuple[bool, bool, int]:
    # Stable sort: the order of the file decides the rest.
    return (rule.group.fallback, not rule.group.extended, -len(rule.conditions))
