"""Law 12, independent witnesses: a table exported to ICU rules and run by PyICU agrees.

ICU knows nothing of this library's engine: that one letter after another comes out the same under its own rules for
order, context and longest match says that the table means what the engine makes of it.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from icu import Transliterator as IcuTransliterator
from icu import UTransDirection
from strategies import hub_words, words

from turkic_alphabet import Orthography, explain, load
from turkic_alphabet.catalog import tags
from turkic_alphabet.export_icu import NotExpressible, icu_rules
from turkic_alphabet.hub import hub
from turkic_alphabet.subject import Subject

Direction = Literal["read", "write"]
TYPED = set(hub().apostrophes) - {"ʼ", "ʻ"}


@cache
def run_by_icu(tag: str, direction: Direction) -> IcuTransliterator | None:
    """ICU's own transliterator, or None for a table that asks about whole words."""
    try:
        rules = icu_rules(load(tag), direction)
    except NotExpressible:
        return None
    return IcuTransliterator.createFromRules(f"{tag}-{direction}", rules, UTransDirection.FORWARD)


def asks_about_words(orthography: Orthography, direction: Direction) -> bool:
    groups = [g for g in orthography.table.groups if g.direction != ("write" if direction == "read" else "read")]
    return any(group.prefix or group.conditions.word_wide for group in groups)


@pytest.mark.parametrize("direction", ["read", "write"])
def test_only_conditions_on_whole_words_cannot_be_exported(orthography: Orthography, direction: Direction) -> None:
    exported = run_by_icu(orthography.tag, direction)
    assert (exported is None) == asks_about_words(orthography, direction)


def test_most_tables_are_exported() -> None:
    exported = [run_by_icu(tag, direction) for tag in tags() for direction in ("read", "write")]
    assert sum(t is not None for t in exported) > len(exported) / 2


def test_icu_reads_alike(subject: Subject) -> None:
    """A table exported to ICU rules and run by PyICU agrees."""
    icu = run_by_icu(subject.table.tag, "read")
    if icu is None:
        return
    silent = [graph for group in subject.table.groups for graph in group.silent]

    @given(st.lists(words(subject.table), max_size=3).map(" ".join))
    def holds(text: str) -> None:
        # ICU cannot say that a graph which is looked through may be the first of a longer unit (ئئا).
        assume(not any(graph * 2 in text for graph in silent))
        assert icu.transliterate(text) == unicodedata.normalize("NFC", subject.to(text))

    holds()


def test_icu_writes_alike(subject: Subject) -> None:
    """A table exported to ICU rules and run by PyICU agrees."""
    icu = run_by_icu(subject.table.tag, "write")
    if icu is None:
        return

    @given(st.lists(hub_words(), max_size=3).map(" ".join))
    def holds(text: str) -> None:
        letters = "".join(hub().bases.get(c, c) for c in hub().case.lower(text))
        if not any(sequence in letters for sequence in subject.table.never):
            assert icu.transliterate(text) == unicodedata.normalize("NFC", subject.back(text))

    holds()


def test_icu_agrees_on_the_examples(subject: Subject) -> None:
    """A table exported to ICU rules and run by PyICU agrees, on what the rules express."""
    tag = subject.table.tag
    reading, writing = run_by_icu(tag, "read"), run_by_icu(tag, "write")
    for example in subject.table.examples:
        if reading and expressed(example.text, tag, "common"):
            assert reading.transliterate(example.text) == subject.to(example.text)
        if writing and expressed(example.common, "common", tag):
            assert writing.transliterate(example.common) == subject.back(example.common)


def expressed(text: str, source: str, target: str) -> bool:
    """Whether a text holds nothing that the export leaves out: typed apostrophes, look-alikes, spans, foreign words."""
    kinds = {step.kind for step in explain(text, source, target)}
    letters_copied = any(
        character.isalpha()
        for step in explain(text, source, target)
        if step.kind in ("copied", "kept")
        for character in step.source
    )
    return not (kinds & {"repaired", "protected"} or TYPED & set(text) or letters_copied)
