"""Law 3, stability."""

from __future__ import annotations

from hypothesis import given

from strategies import texts
from turkic_alphabet import Transliterator
from turkic_alphabet.laws import Subject, extended_stability, stability


def test_stability(subject: Subject) -> None:
    """``to(from(to(x))) == to(x)`` (fallback rows apart)."""

    @given(texts(subject.table))
    def holds(text: str) -> None:
        assert stability(subject, text) is None

    holds()


def test_extended_stability(subject: Subject) -> None:
    """``to(from(to(x))) == to(x)`` (fallback rows apart), where the way back starts from the extended hub."""

    @given(texts(subject.table))
    def holds(text: str) -> None:
        assert extended_stability(subject, text) is None

    holds()


def test_the_alphabet_written_does_not_matter_to_the_way_back(subject: Subject) -> None:
    """Ä is read as Ə: a text written with ``alphabet="2024-ä"`` comes back as one of 2024 does."""
    with_ä = Transliterator(subject.orthography, alphabet="2024-ä", protect=())

    @given(texts(subject.table))
    def holds(text: str) -> None:
        assert subject.back(with_ä(text)) == subject.back(subject.to(text))

    holds()
