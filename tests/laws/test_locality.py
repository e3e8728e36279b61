"""Law 7, locality."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import anything, hub_texts, marked_up, texts

from turkic_alphabet import Transliterator
from turkic_alphabet.catalog import tags
from turkic_alphabet.laws import locality
from turkic_alphabet.subject import Subject
from turkic_alphabet.transliterator import SHORT


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


def test_long_texts_between_two_orthographies(subject: Subject) -> None:
    """They go token by token, which are remembered; tags and marked parts go as a whole, as in `align`."""
    following = tags()[(tags().index(subject.table.tag) + 1) % len(tags())]
    convert = Transliterator(subject.orthography, following)

    @settings(max_examples=settings().max_examples // 10)
    @given(st.lists(st.one_of(texts(subject.table), anything(subject.table), marked_up(subject.table)), max_size=3))
    @example(["<b", "x='ц'>", "-{ц"])
    def holds(parts: list[str]) -> None:
        text = " ".join(parts)
        long = " ".join([text] * (SHORT // (len(text) + 1) + 2))
        assert convert(long) == convert(long) == convert.align(long).target

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
