"""Law 1, totality."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given

from strategies import anything
from turkic_alphabet import Transliterator, convert, explain, from_common, is_common, scan, to_common
from turkic_alphabet.catalog import tags
from turkic_alphabet.hub import hub
from turkic_alphabet.laws import Subject, totality


def test_totality(subject: Subject) -> None:
    """Any str, any table, any option: no exception; characters no row reads are unchanged and in order."""

    @given(anything(subject.table))
    @example("")
    @example("\ud800\0\U0010ffff")
    @example("a\ufe00б\u0301\u0301")
    def holds(text: str) -> None:
        assert totality(subject, text) is None

    holds()


def test_totality_with_protection(subject: Subject) -> None:
    """Any str, any table, any option: no exception; here as users call it, protected spans and all."""
    tag = subject.table.tag

    @given(anything(subject.table))
    @example('<a b="ш"> http://ш.kz/%s {x} XIV &amp; a@b.kz @a')
    def holds(text: str) -> None:
        for converted in (to_common(text, tag), from_common(text, tag)):
            for c in text:
                if unicodedata.category(c) in ("Nd", "Cs", "Zs") and c not in subject.touched:
                    assert converted.count(c) == text.count(c)
        assert from_common("", tag) == to_common("", tag) == ""
        assert sum(scan(text, tag).values()) <= len(text)
        assert isinstance(is_common(text, tag), bool)

    holds()


@pytest.mark.parametrize("alphabet", ["2024", "2024-ä", "1991"])
def test_totality_of_alphabets(subject: Subject, alphabet: str) -> None:
    """Any str, any table, any option: the letters written change with ``alphabet``, and nothing else does."""
    chosen = Transliterator(subject.orthography, alphabet=alphabet, protect=())
    write = {s: c for small, other in hub().alphabets[alphabet].write.items() for s, c in _both(small, other)}
    kept = {s for letter in hub().alphabets[alphabet].keep for s, _ in _both(letter, letter)}

    @given(anything(subject.table))
    def holds(text: str) -> None:
        result = chosen(text)
        if not kept & set(result):
            read = [(step.kind, step.target) for step in subject.reading.steps(text)]
            assert "".join(target for _, target in read) == subject.to(text)
            written = (
                target if kind == "copied" else "".join(write.get(c, c) for c in target) for kind, target in read
            )
            assert result == "".join(written)

    holds()


def _both(small: str, other: str) -> list[tuple[str, str]]:
    case = hub().case
    return [(small, other), (case.upper(small), case.upper(other))]


def test_steps_tile_the_text(subject: Subject) -> None:
    """Steps tile source and target without gap or overlap, in order; joined they give both texts."""
    tag = subject.table.tag
    following = tags()[(tags().index(tag) + 1) % len(tags())]

    @given(anything(subject.table))
    def holds(text: str) -> None:
        for source, target in ((tag, "common"), ("common", tag), (tag, following)):
            at = 0
            steps = explain(text, source, target)
            for step in steps:
                assert step.start == at
                assert step.source == text[step.start : step.end]
                assert step.kind != "copied" or step.source == step.target
                at = step.end
            assert at == len(text)
            assert "".join(step.target for step in steps) == convert(text, source, target)

    holds()
