"""Law 6, case."""

from __future__ import annotations

from hypothesis import given
from strategies import hub_words, words

from turkic_alphabet.laws import capitals, capitals_back, title, title_back
from turkic_alphabet.subject import Subject


def test_case_of_what_is_read(subject: Subject) -> None:
    """Lower, Title and UPPER words keep their style; ``to(upper(x)) == upper(to(x))`` for words of two cased letters
    or more, in tables whose case pairs are one to one."""

    @given(words(subject.table))
    def holds(word: str) -> None:
        assert capitals(subject, word) is None
        assert title(subject, word) is None

    holds()


def test_case_of_what_is_written(subject: Subject) -> None:
    """Lower, Title and UPPER words keep their style both ways."""

    @given(hub_words())
    def holds(word: str) -> None:
        assert capitals_back(subject, word) is None
        assert title_back(subject, word) is None

    holds()
