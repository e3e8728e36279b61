"""Law 3, stability."""

from __future__ import annotations

from hypothesis import given
from strategies import texts

from turkic_alphabet import Transliterator
from turkic_alphabet.laws import extended_stability, stability
from turkic_alphabet.subject import Subject


def test_stability(subject: Subject) -> None:
    """``to(from(to(x))) == to(x)`` (fallback rows apart).

    So also when the way back starts from the extended hub, and from a text written with Ä, which is read as Ə; but words
    that are kept as foreign keep these as well.
    """
    other = Transliterator(subject.orthography, alphabet="2024-ä", protect=())

    @given(texts(subject.table))
    def holds(text: str) -> None:
        assert stability(subject, text) is None
        assert extended_stability(subject, text) is None
        if not any(map(subject.foreign_by, subject.words(text))):
            assert subject.back(other(text)) == subject.back(subject.to(text))

    holds()
