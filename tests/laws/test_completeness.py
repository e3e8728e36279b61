"""Law 11, completeness."""

from __future__ import annotations

from hypothesis import given
from strategies import hub_words

from turkic_alphabet.hub import hub
from turkic_alphabet.laws import completeness
from turkic_alphabet.subject import Subject


def test_completeness(subject: Subject) -> None:
    """Every hub letter is written by every table; no letter of the orthography is unread."""
    assert list(completeness(subject)) == []


def test_every_word_of_the_hub_is_written_in_own_letters(subject: Subject) -> None:
    """Every hub letter is written by every table: no word comes out with a letter from outside the orthography."""
    own = set("".join((*subject.table.alphabet, *subject.table.capitals)))
    own |= set("".join((*subject.table.other_letters, *subject.table.other_capitals)))
    own |= {prefix for group in subject.table.groups for prefix in group.prefix}

    @given(hub_words())
    def holds(word: str) -> None:
        letters = "".join(hub().bases.get(c, c) for c in word.lower()).replace("ʼ", "")  # a sign hides no sequence
        if not any(sequence in letters for sequence in subject.table.never):
            assert set(subject.back(word)) - {"ʼ"} <= own

    holds()
