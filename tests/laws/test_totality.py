"""Law 1, totality."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from turkic_alphabet import Transliterator, convert, explain, from_common, is_common, scan, to_common
from turkic_alphabet.catalog import tags
from turkic_alphabet.hub import hub
from turkic_alphabet.laws import totality
from turkic_alphabet.subject import Subject


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


def test_totality_of_alphabets(subject: Subject) -> None:
    """Any str, any table, any option: the letters written change with ``alphabet``, and nothing else does."""
    others = {name: Transliterator(subject.orthography, alphabet=name, protect=()) for name in hub().alphabets}

    @given(anything(subject.table), st.sampled_from(sorted(others)))
    def holds(text: str, name: str) -> None:
        result, chosen = others[name](text), hub().alphabets[name]
        kept = chosen.keep | {hub().case.upper(letter) for letter in chosen.keep}
        if kept & set(result):  # w is another reading of its row, not another letter for the same one
            return
        write = chosen.write | {hub().case.upper(a): hub().case.upper(b) for a, b in chosen.write.items()}
        read = [(step.kind, step.target) for step in subject.reading.steps(text)]
        written = (t if kind in ("copied", "kept") else "".join(write.get(c, c) for c in t) for kind, t in read)
        assert result == "".join(written)

    holds()


def test_steps_tile_the_text(subject: Subject) -> None:
    """Steps tile source and target without gap or overlap, in order; joined they give both texts."""
    tag = subject.table.tag
    following = tags()[(tags().index(tag) + 1) % len(tags())]
    ways = [(tag, "common"), ("common", tag), (tag, following)]

    @given(anything(subject.table), st.sampled_from(ways))
    def holds(text: str, way: tuple[str, str]) -> None:
        at = 0
        steps = explain(text, *way)
        for step in steps:
            assert step.start == at
            assert step.source == text[step.start : step.end]
            assert step.kind not in ("copied", "kept") or step.source == step.target
            at = step.end
        assert at == len(text)
        assert "".join(step.target for step in steps) == convert(text, *way)

    holds()
