"""Law 10, normal forms."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from strategies import hub_texts, texts

from turkic_alphabet import from_common, to_common
from turkic_alphabet.laws import normal_forms
from turkic_alphabet.subject import Subject


def test_normal_forms(subject: Subject) -> None:
    """NFD and NFC input give results equal after NFC."""

    @given(texts(subject.table))
    def holds(text: str) -> None:
        assert normal_forms(subject, text) is None

    holds()


def test_normal_forms_of_the_hub(subject: Subject) -> None:
    """NFD and NFC input give results equal after NFC, as users call it: protection sees both forms alike."""

    @given(hub_texts())
    def holds(text: str) -> None:
        assert normal_forms(subject, text) is None
        for convert in (to_common, from_common):
            composed, apart = (convert(unicodedata.normalize(form, text), subject.table.tag) for form in ("NFC", "NFD"))
            assert unicodedata.normalize("NFC", composed) == unicodedata.normalize("NFC", apart)

    holds()
