"""Law 4 for every word of four letters, exhaustively: two million words and more for each orthography."""

from __future__ import annotations

from turkic_alphabet.check import changed, spelled_with
from turkic_alphabet.laws import round_trip
from turkic_alphabet.subject import Subject


def test_round_trip_of_every_word_of_four_letters(subject: Subject) -> None:
    faults = [
        fault
        for words in spelled_with(subject, 4)
        for word in changed(subject, words)
        if (fault := round_trip(subject, word))
    ]
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:20])
