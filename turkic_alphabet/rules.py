"""Rows made directional: what one reading or writing does, in full, before it is run or compiled.

The interpreter runs a `RuleSet` as it stands and the compiler turns it into a program, so everything that a table and
the options say (modes, apostrophes, bases of supplementary letters, look-alikes, stems) is spelled out here, once.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from .hub import hub
from .letters import REACH, Case, graphemes, is_latin
from .table import Conditions, Group, Row, Table, Test

# An apostrophe that was not typed as the table writes it is read under a condition of its own:
# "between" two letters, or "closing" nothing: at a word's end only where no apostrophe opened the word.
Apostrophe = Literal["", "between", "closing"]
EDGE = Conditions((("preceded_by", Test(edge=True, names=("edge",))),))


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
        found: dict[str, set[int]] = {}
        for source in self.by_source:
            forms = [grapheme.form for grapheme in graphemes(source)]
            found.setdefault(forms[0], set()).add(len(forms))
        return {form: tuple(sorted(lengths, reverse=True)) for form, lengths in found.items()}

    @cached_property
    def forms(self) -> frozenset[str]:
        """The graphemes that some rule reads; other letters are foreign."""
        return frozenset(grapheme.form for source in self.by_source for grapheme in graphemes(source))

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
            if rules[0].group.stems or not (rules[0].source in self.units or len(list(graphemes(source))) == 1):
                continue
            units[source] = next((r for r in rules if not len(r.conditions) and not r.apostrophe), rules[0])
        return units

    @cached_property
    def foreign_words(self) -> str:
        """A regular expression for words with a Latin letter that no rule reads where it stands (c, when only ch is one)."""
        alone = {source for source in self.by_source if len(list(graphemes(source))) == 1}
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
        letter = r"(?:[^\W\d_]|[ʻʼ'’‘`](?=[^\W\d_]))"
        return rf"(?<![^\W\d_])(?={letter}{{0,{REACH}}}?(?:{'|'.join(marks)})){letter}+" if marks else ""


def _precedence(rule: Rule) -> tuple[bool, bool, int]:
    # Stable sort: the order of the file decides the rest.
    return (rule.group.fallback, not rule.group.extended, -len(rule.conditions))


def reading(
    tables: Sequence[Table],
    *,
    extended: bool = False,
    alphabet: str = "2024",
    stems: Iterable[tuple[str, str]] = (),
) -> RuleSet:
    """The rules that read one table, or several of disjoint scripts at once, into the hub."""
    chosen = hub().alphabets[alphabet]
    written = str.maketrans(dict(chosen.write))
    rules: list[Rule] = []
    for table in tables:
        for group in (*_stem_group(stems, table), *table.groups):
            if group.direction == "write":
                continue
            for row, graph in _graphs(group):
                if group.extended and not extended and not chosen.keep & set(row.letters):
                    continue
                target = row.letters.translate(written)
                rule = Rule(graph, target, row.letters, graph, group.conditions, group, row, table.tag)
                rules += _apostrophes(rule)
        for group in table.groups:
            if group.prefix:  # after a row of its own, if it has one
                row = Row("", (group.prefix,), line=group.line)
                rules.append(Rule(group.prefix, "", "", group.prefix, Conditions(), group, row, table.tag))
    case = tables[0].case
    for table in tables[1:]:
        case = case.joined(table.case)
    return RuleSet(
        source=tables[0].tag if len(tables) == 1 else tables[0].language,
        target="common",
        source_case=case,
        target_case=hub().case,
        rules=tuple(rules),
        vowels={table.tag: table.class_named("vowel") for table in tables},
        same={},
        look_alikes=_look_alikes({c for rule in rules for c in rule.source}, case, latin_too=_reads_latin_too(tables)),
        signs=frozenset(hub().apostrophes) if any(rule.apostrophe for rule in rules) else frozenset(),
        units=frozenset(letter for table in tables for letter in table.alphabet + table.other_letters),
    )


def writing(table: Table, *, stems: Iterable[tuple[str, str]] = (), keep_foreign_words: bool = False) -> RuleSet:
    """The rules that write a table from the hub, plain or extended."""
    rules = [
        Rule(row.letters, row.graphs[0], row.letters, row.graphs[0], group.conditions, group, row, table.tag)
        for group in (*_stem_group(stems, table), *table.groups)
        if group.direction != "read"
        for row in group.rows
    ]
    prefixes = tuple(Prefix(g.prefix, g.conditions, g, table.tag) for g in table.groups if g.prefix)
    plain = {rule.source: rule for rule in reversed(rules) if not len(rule.conditions)}
    same = dict(hub().variants)
    stated = {c for rule in rules for c in rule.source}
    for letter, base in hub().bases.items():
        if letter in stated or base == letter or (keep_foreign_words and letter in hub().foreign):
            continue
        if len(base) == 1:
            same |= {letter: base, hub().case.upper(letter): hub().case.upper(base)}
        else:
            graph = "".join(plain[c].target for c in base)
            group = Group("", note=f"no row for {letter}: its base is written")
            rules.append(Rule(letter, graph, base, graph, Conditions(), group, Row(letter, (graph,)), table.tag))
    return RuleSet(
        source="common",
        target=table.tag,
        source_case=hub().case,
        target_case=table.case,
        rules=tuple(rules),
        prefixes=prefixes,
        vowels={table.tag: table.class_named("vowel")},
        same=same,
        look_alikes=_look_alikes(set(hub().letters) | set(hub().variants), hub().case),
        signs=frozenset(sign for sign in hub().bases if not hub().case.cased(sign)),
        never=table.never,
        keeps_foreign_words=keep_foreign_words,
        units=frozenset(hub().letters),
    )


def _graphs(group: Group) -> Iterator[tuple[Row, str]]:
    for row in group.rows:
        for graph in row.graphs:
            yield row, graph
    for graph in group.silent:
        yield Row("", (graph,), line=group.line), graph


def _stem_group(stems: Iterable[tuple[str, str]], table: Table) -> list[Group]:
    rows = tuple(Row(letters, (graph,)) for graph, letters in stems)
    note = "given by the caller"
    return [Group("", rows, conditions=EDGE, stems=True, note=note)] if rows and table else []


def _apostrophes(rule: Rule) -> list[Rule]:
    """The rule, and its twins for every other code point in use for its apostrophes."""
    places = [at for at, c in enumerate(rule.source) if c in "ʻʼ"]
    if not places:
        return [rule]
    kind: Apostrophe = "between" if rule.source in "ʻʼ" else "closing" if rule.source[-1] in "ʻʼ" else ""
    rules = [rule]
    for typed in itertools.product(hub().apostrophes, repeat=len(places)):
        spelled = list(rule.source)
        for at, apostrophe in zip(places, typed, strict=True):
            spelled[at] = apostrophe
        if (source := "".join(spelled)) != rule.source:
            rules.append(replace(rule, source=source, apostrophe=kind))
    return rules


def _reads_latin_too(tables: Sequence[Table]) -> bool:
    return len(tables) > 1 and any(table.script == "Latn" for table in tables)


def _look_alikes(read: set[str], case: Case, *, latin_too: bool = False) -> dict[str, str]:
    """The foreign letters that stand for one of these, each with the one it stands for.

    :param latin_too: words of Latin letters are read beside those of another script, so that neither is foreign there.
    """
    read = read | {case.upper(c) for c in read}
    found = {
        foreign: next(letter for letter in own if letter in read)
        for foreign, own in hub().look_alikes.items()
        if foreign not in read and any(letter in read for letter in own)
    }
    return {f: own for f, own in found.items() if not latin_too or is_latin(f) == is_latin(own)}
