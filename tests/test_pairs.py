"""Every pair of letters, exhaustively: of each orthography by its check, and of the common alphabet."""

from __future__ import annotations

from turkic_alphabet import Orthography
from turkic_alphabet.check import check
from turkic_alphabet.hub import hub
from turkic_alphabet.laws import capitals_back, locality, normal_forms, title_back
from turkic_alphabet.subject import Subject


def test_check_finds_no_problem(orthography: Orthography) -> None:
    problems = check(orthography).problems
    assert not problems, "\n" + "\n".join(map(str, problems))


def test_every_pair_of_hub_letters_is_written(subject: Subject) -> None:
    letters = (*hub().letters, *hub().signs)
    faults = [
        fault
        for word in (first + second for first in letters for second in letters)
        for law in (capitals_back, title_back, normal_forms)
        if (fault := law(subject, word))
    ]
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:20])


def test_what_stands_beside_a_space_does_not_matter(subject: Subject) -> None:
    """Every letter before and after a space, where a condition could look across."""
    letters = (*subject.table.alphabet, *subject.table.other_letters, *hub().letters, "ʼ", "\u0301")
    one_after_another = " ".join(letters) + " " + " ".join(reversed(letters))
    assert locality(subject, one_after_another) is None
