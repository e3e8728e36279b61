"""Law 2, inventory."""

from __future__ import annotations

from hypothesis import given
from strategies import texts

from turkic_alphabet import is_common
from turkic_alphabet.laws import inventory
from turkic_alphabet.subject import Subject


def test_inventory(subject: Subject) -> None:
    """Reading text of the orthography's own letters gives only the 34 letters and signs (extended: and the closed
    list)."""

    @given(texts(subject.table))
    def holds(text: str) -> None:
        assert inventory(subject, text) is None
        assert is_common(subject.to(text))
        assert is_common(subject.to(text), subject.orthography)

    holds()
