"""What a table is once read: frozen, checked, and nothing but data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .letters import Case
from .tag import Tagged
from .toml_lines import Lines

Direction = Literal["both", "read", "write"]

# Conditions that name classes; all that a group states must hold.
NEIGHBOURS = ("preceded_by", "followed_by")
WORD_WIDE = ("near", "vowel_before", "vowel_after", "in_word", "not_in_word")


@dataclass(frozen=True)
class Source:
    """Where a fact comes from, or "our choice" with the reason."""

    key: str
    title: str
    year: int | None = None
    where: str = ""
    reason: str = ""

    def __str__(self) -> str:
        parts = [self.title, str(self.year or ""), self.where, self.reason]
        return ", ".join(p for p in parts if p)


@dataclass(frozen=True)
class Test:
    """What a condition asks of a neighbour: to be one of these hub letters, of these graphs, any letter, or no letter."""

    letters: frozenset[str] = frozenset()
    graphs: frozenset[str] = frozenset()
    edge: bool = False
    letter: bool = False
    names: tuple[str, ...] = ()

    def has(self, letters: str, graph: str) -> bool:
        """Whether a unit with these letters (one at most) and this graph is in the classes."""
        return letters in self.letters or graph in self.graphs


@dataclass(frozen=True)
class Conditions:
    """When the rows of a group hold."""

    tests: tuple[tuple[str, Test], ...] = ()
    first_syllable: bool = False

    def get(self, name: str) -> Test | None:
        """The test of one condition, or None when the group does not state it."""
        return next((test for key, test in self.tests if key == name), None)

    def __len__(self) -> int:
        return len(self.tests) + self.first_syllable

    @property
    def word_wide(self) -> bool:
        """Whether more than the neighbours of a unit must be known."""
        return self.first_syllable or any(name in WORD_WIDE for name, _ in self.tests)

    def __str__(self) -> str:
        said = [f"{name.replace('_', ' ')} {' or '.join(test.names)}" for name, test in self.tests]
        return ", ".join(said + ["first syllable"] * self.first_syllable)


WORD_START = Conditions((("preceded_by", Test(edge=True, names=("edge",))),))
"""When stems hold: at the beginning of a word."""


@dataclass(frozen=True)
class Row:
    """Hub letters, the graphs that are read as them (the first is written), and where in which file this stands."""

    letters: str
    graphs: tuple[str, ...]
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Group:
    """Rows that share one source and one set of conditions."""

    source: str
    rows: tuple[Row, ...] = ()
    silent: tuple[str, ...] = ()
    conditions: Conditions = Conditions()
    direction: Direction = "both"
    extended: bool = False
    fallback: bool = False
    prefix: str = ""
    stems: bool = False
    note: str = ""
    line: int = field(default=0, compare=False)


LOSS_SIGNS = "#…"
"""What a loss has beside letters: ``#`` is the edge of the word, ``…`` stands for any letters, or none."""


@dataclass(frozen=True)
class Example:
    """A text, what it reads as, and what that is written back as when it is not the text."""

    text: str
    common: str
    back: str | None = None
    why: str = ""
    extended: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Table(Tagged):
    """One orthography: a language in a script, in one spelling standard."""

    tag: str
    name: str
    path: str = field(compare=False)
    version: str = ""
    status: str = ""
    codes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    default: bool = False
    union: bool = False
    alphabet: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    other_letters: tuple[str, ...] = ()  # read beside the alphabet: older spellings, letters often typed
    other_capitals: tuple[str, ...] = ()
    note: str = ""
    never: tuple[str, ...] = ()
    losses: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    classes: tuple[tuple[str, Test], ...] = ()
    groups: tuple[Group, ...] = ()
    examples: tuple[Example, ...] = field(default=(), compare=False)
    lines: Lines = field(default_factory=Lines, compare=False, repr=False)
    digest: str = ""  # of the files' content

    @property
    def case(self) -> Case:
        """The case pairs of all characters in the two lines of letters; empty for a script without case."""
        if not self.capitals:
            return Case({})
        return Case.of_lines(self.alphabet + self.other_letters, self.capitals + self.other_capitals)

    def source(self, key: str) -> Source:
        """The source with this key; a locator may follow it (``uz1995 §3``)."""
        return next(s for s in self.sources if s.key == key.split(maxsplit=1)[0])

    def class_named(self, name: str) -> Test:
        """A class by name, empty when the table has none of that name."""
        return dict(self.classes).get(name, Test())
