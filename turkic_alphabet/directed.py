"""Tables made directional: from the rows of a table, and the options, to the rules that read or write it.

Everything that they say (modes, apostrophes, bases of supplementary letters, look-alikes, stems) is spelled out here, once.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .hub import hub
from .letters import Case, is_latin
from .rules import Apostrophe, Prefix, Rule, RuleSet
from .table import WORD_START, Conditions, Group, Row, Table


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
    # A letter such as ş is from another standard of a Turkic language; q or w, where the orthography has none, is not.
    known = {c for c in hub().letters if not c.isascii()} | hub().variants.keys() | (hub().bases.keys() - hub().foreign)
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
        keeps_foreign_words=any(table.script == "Latn" for table in tables),
        not_foreign=frozenset(known | {hub().case.upper(letter) for letter in known}),
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
    return [Group("", rows, conditions=WORD_START, stems=True, note=note)] if rows and table else []


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
