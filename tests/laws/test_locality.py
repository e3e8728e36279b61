"""Law 7, locality."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from strategies import anything, hub_texts, texts

from turkic_alphabet import Transliterator
from turkic_alphabet.catalog import tags
from turkic_alphabet.laws import Subject, locality


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
