"""Which rules a conversion needs: from a source and a target to one or two directions, the hub between them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from string import ascii_letters
from typing import TYPE_CHECKING, NamedTuple

from .catalog import Head, resolve, table
from .errors import TurkicAlphabetError
from .hub import hub
from .program import Program
from .store import stored_program

if TYPE_CHECKING:
    from .orthography import Orthography
    from .rules import RuleSet
    from .table import Table

    Part = Head | Table


class Options(NamedTuple):
    """The options that choose rules."""

    extended: bool = False
    alphabet: str = "2024"
    stems: tuple[tuple[str, str], ...] = ()


class Direction(NamedTuple):
    """Reading tables into the hub, or writing one from it."""

    parts: tuple[Part, ...]
    to_hub: bool
    options: Options
    keeping: bool = False

    def rules(self) -> RuleSet:
        """The rules, spelled out."""
        from .directed import reading, writing  # a program that is ready needs neither rules nor tables

        tables = [table(part.tag) if isinstance(part, Head) else part for part in self.parts]
        if self.to_hub:
            o = self.options
            return reading(tables, extended=o.extended, alphabet=o.alphabet, stems=o.stems)
        return writing(tables[0], stems=self.options.stems, keep_foreign_words=self.keeping)

    def program(self) -> Program:
        """The rules compiled: as the wheel carries them, or now."""
        if not self.options.stems and self.options.alphabet == "2024" and all(isinstance(p, Head) for p in self.parts):
            kind = "read" + " extended" * self.options.extended if self.to_hub else "write" + " keeping" * self.keeping
            tags = tuple(part.tag for part in self.parts)
            stored = stored_program(tags, kind)
            if stored is not None:
                return Program(**stored)
        from .compiler import compile_rules

        return compile_rules(self.rules())


def parts_of(which: str | Orthography, *, source: bool) -> tuple[Part, ...]:
    """The tables that a tag or an orthography means; none for the common alphabet."""
    if isinstance(which, str):
        return resolve(which, source=source)
    from .orthography import Orthography

    if not isinstance(which, Orthography):
        raise TypeError(f"a tag or an Orthography is wanted, not {type(which).__name__}")
    return (which.table,)


def directions(source: tuple[Part, ...], target: tuple[Part, ...], options: Options) -> tuple[Direction, ...]:
    """What to run, one after the other; nothing from the common alphabet to itself.

    Between two orthographies the hub is the extended one, so that what both can write is not lost on the way.
    """
    if not isinstance(options.alphabet, str) or options.alphabet not in hub().alphabets:
        raise UnknownAlphabet(options.alphabet)
    through = bool(source and target)
    steps = []
    if source:
        steps.append(Direction(source, True, Options(True, "2024", options.stems) if through else options))
    if target:
        stems = () if through else options.stems
        # What is read from another script is no foreign word of Latin letters: those are copied before (фуражка has ck).
        in_latin = through and any(part.script == "Latn" for part in source)
        keeping = not through or (in_latin and source[0].language == target[0].language)
        steps.append(Direction(target[:1], False, Options(stems=stems), keeping=keeping))
    return tuple(steps)


def foreign_words(source: Sequence[Part], target: Sequence[Part]) -> str | None:
    """A pattern for the words that are copied between two orthographies because the first cannot have written them.

    From another script, words of Latin letters, also before endings; from Latin, words with a letter that its table does not
    read. None from and to the hub.
    """
    if not (source and target):
        return None
    if not any(part.script == "Latn" for part in source):
        letter, strange = r"[A-Za-z\u00C0-\u024F]", "".join(sorted(set(ascii_letters) - set(hub().look_alikes)))
        # Whole words, and in a word runs with a letter that is no look-alike.
        return rf"(?<![^\W\d_]){letter}+(?![^\W\d_])|(?<!{letter})(?={letter}*[{strange}]){letter}+"
    return Direction(tuple(source), True, Options()).rules().foreign_words


class UnknownAlphabet(TurkicAlphabetError, LookupError):
    """A name for ``alphabet`` that ``common.toml`` does not have."""

    def __init__(self, name: object) -> None:
        self.name = name
        super().__init__(f"no alphabet {name!r}; known: {', '.join(hub().alphabets)}")


class UnusableStem(TurkicAlphabetError, ValueError):
    """A stem that could never be found: with a capital, a blank, or letters outside the common alphabet."""

    def __init__(self, stem: tuple[str, str], what: str, remedy: str) -> None:
        self.stem = stem
        super().__init__(f"stem {stem[0]!r}: {what} — {remedy}")


def checked_stems(stems: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of graphs and hub letters, composed.

    :raises TypeError: for anything else.
    :raises UnusableStem: for one that could never be found.
    """
    checked = []
    for pair in stems if isinstance(stems, Iterable) else [stems]:
        if not (isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(s, str) and s for s in pair)):
            raise TypeError(f"stems are pairs of graphs and hub letters, such as ('сентябрь', 'sentabr'), not {pair!r}")
        graphs, letters = (unicodedata.normalize("NFC", part) for part in pair)
        if fault := stem_fault(graphs, letters):
            raise UnusableStem((graphs, letters), *fault)
        checked.append((graphs, letters))
    return tuple(checked)


def stem_fault(graphs: str, letters: str) -> tuple[str, str] | None:
    """Why a stem could never be found, and what to do."""
    if any(character.isspace() for character in graphs):
        return f"{graphs!r} holds a blank", "a stem is the beginning of one word"
    if any(unicodedata.category(character) in ("Lu", "Lt") for character in graphs):
        return f"{graphs!r} has a capital", "write stems in small letters, they are found in every style"
    if strange := sorted(set(letters) - set(hub().letters) - set(hub().bases)):
        return f"{letters!r} has {strange}, outside the common alphabet", "use its letters, in small"
    return None
