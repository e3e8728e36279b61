"""Law 8, alignment."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from strategies import anything, texts

from turkic_alphabet import Alignment, Transliterator
from turkic_alphabet.catalog import tags
from turkic_alphabet.subject import Subject


def tiles(aligned: Alignment) -> None:
    at = target_at = 0
    for span in aligned.spans:
        assert (span.start, span.target_start) == (at, target_at)
        at, target_at = span.end, span.target_end
    assert (at, target_at) == (len(aligned.source), len(aligned.target))


def test_alignment(subject: Subject) -> None:
    """Steps tile source and target without gap or overlap, in order; joined they give both texts; for every option."""
    lang, following = subject.orthography, tags()[(tags().index(subject.table.tag) + 1) % len(tags())]
    ways = [
        Transliterator(lang), Transliterator("common", lang), Transliterator(lang, following),
        Transliterator(lang, lossless=True), Transliterator(lang, extended=True, protect=()),
        Transliterator(lang, keep=("a b",), stems=(("аб", "x"),)),
    ]  # fmt: skip

    @given(st.one_of(texts(subject.table), anything(subject.table)), st.sampled_from(ways))
    def holds(text: str, way: Transliterator) -> None:
        aligned = way.align(text)
        assert aligned.target == way(text)
        tiles(aligned)
        steps = way.steps(text)
        assert "".join(step.source for step in steps) == text
        assert "".join(step.target for step in steps) == aligned.target

    holds()


def test_alignment_has_the_marks_of_the_conversion() -> None:
    """Steps joined give both texts: where the units of both ways differ in a word that comes back, and beside marks."""
    for tag, text in (("tt-Cyrl", "премьер ким"), ("kk", "%лs \ufe09kv"), ("cv", "Т\ufe03 ЫI")):
        way = Transliterator(tag, lossless=True)
        assert way.align(text).target == way(text)


def test_alignment_of_marked_text(subject: Subject) -> None:
    """Steps tile source and target without gap or overlap, in order; joined they give both texts."""
    there = Transliterator(subject.orthography, lossless=True)
    back = there.inverse()

    @given(st.one_of(texts(subject.table), anything(subject.table)))
    def holds(text: str) -> None:
        marked = there.align(text)
        aligned = back.align(marked.target)
        assert aligned.target == text
        tiles(aligned)
        tiles(marked.then(aligned))
        assert "".join(step.target for step in back.steps(marked.target)) == text

    holds()


def test_ranges_are_covered(subject: Subject) -> None:
    """A range carried over and back covers itself, unless nothing is written for it."""
    way = Transliterator(subject.orthography)

    @given(texts(subject.table), st.data())
    def holds(text: str, data: st.DataObject) -> None:
        aligned = way.align(text)
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        there = aligned.to_target(start, end)
        back = aligned.to_source(*there)
        if there[0] < there[1]:
            assert end <= back[1]
            assert back[0] <= start or aligned.to_target(start, back[0]) == (there[0], there[0])  # silent
        assert aligned.inverse().to_source(start, end) == there

    holds()
