"""Law 7, locality."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import anything, hub_texts, texts

from turkic_alphabet import Transliterator
from turkic_alphabet.catalog import tags
from turkic_alphabet.laws import locality
from turkic_alphabet.subject import Subject


def test_locality(subject: Subject) -> None:
    """With ``protect=()``, ``f(a + " " + b) == f(a) + " " + f(b)``."""
    texts_of_all_kinds = st.one_of(texts(subject.table), hub_texts(), anything(subject.table))

    @given(texts_of_all_kinds, texts_of_all_kinds)
    def holds(a: str, b: str) -> None:
        assert locality(subject, a + " " + b) is None

    holds()


def test_locality_between_two_orthographies(subject: Subject) -> None:
    """With ``protect=()``, ``f(a + " " + b) == f(a) + " " + f(b)``."""
    following = tags()[(tags().index(subject.table.tag) + 1) % len(tags())]
    convert = Transliterator(subject.orthography, following, protect=())

    @given(texts(subject.table), anything(subject.table))
    def holds(a: str, b: str) -> None:
        assert convert(a + " " + b) == convert(a) + " " + convert(b)

    holds()


def test_streams(subject: Subject) -> None:
    """A stream cut anywhere gives what the whole gives (a protected span may hold spaces; a stream waits for it)."""
    lang = subject.orthography
    there = Transliterator(lang, lossless=True)
    home = there.inverse()
    ways = [Transliterator(lang), Transliterator("common", lang), there]
    kinds = st.one_of(texts(subject.table), hub_texts(), anything(subject.table))

    @settings(max_examples=settings().max_examples // 2)
    @given(st.lists(kinds, max_size=4).map(" ".join), st.lists(st.integers(0, 60), max_size=5), st.sampled_from(ways))
    @example("@Zл<x > \ufe0aмен", [1], there)
    def holds(text: str, cuts: list[int], way: Transliterator) -> None:
        edges = sorted({0, len(text), *(at for at in cuts if at < len(text))})
        chunks = [text[start:end] for start, end in pairwise(edges)]
        whole = way(text) if not text.startswith("\ufeff") else "\ufeff" + way(text[1:])
        assert "".join(way.stream(chunks)) == whole
        if way is there:  # the way back is cut as well
            marked = there(text)
            assert "".join(home.stream([marked[:7], marked[7:]])) == home(marked)

    holds()
