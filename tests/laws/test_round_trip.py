"""Law 4, round trip."""

from __future__ import annotations

from hypothesis import assume, given
from strategies import returning_words, texts

from turkic_alphabet.laws import extended_round_trip, round_trip
from turkic_alphabet.subject import Subject


def test_round_trip(subject: Subject) -> None:
    """``from(to(x)) == x`` for words without a declared loss.

    Words with a loss are thrown away; were they nearly all words, Hypothesis would find that it has nothing to prove.
    """

    @given(returning_words(subject.table))
    def holds(word: str) -> None:
        assume(not subject.declared(word))
        assert round_trip(subject, word) is None

    holds()


def test_round_trip_of_texts(subject: Subject) -> None:
    """``from(to(x)) == x`` for words without a declared loss, wherever they stand; and in the extended hub."""

    @given(texts(subject.table))
    def holds(text: str) -> None:
        assert round_trip(subject, text) is None
        assert extended_round_trip(subject, text) is None

    holds()
