"""A text prepared for rules: its graphemes with their kinds, its words, its look-alikes repaired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from .hub import hub
from .letters import REACH, VARIATION_SELECTORS, WORD_LIMIT, graphemes, is_combining, is_latin, is_letter
from .rules import RuleSet


@dataclass
class Place:
    """A grapheme where it stands."""

    start: int
    end: int
    form: str  # composed, lower case, variants and look-alikes read as what they stand for
    kind: Literal["letter", "sign", "mark", "ignorable", "other"]
    capital: bool | None
    repaired: bool = False
    word: int = -1


@dataclass
class Word:
    """A run of places with letters: as much of a word as its conditions can see."""

    start: int
    end: int
    first: bool  # a long word's first part
    kept: bool = False  # foreign: copied whole
    units: set[tuple[str, str]] | None = None  # graph and letters of its units by their fixed values, once asked for


def places(rules: RuleSet, text: str) -> list[Place]:
    """The graphemes of a text, each with its form, kind and case."""
    found = []
    seen: dict[str, tuple[str, Literal["letter", "mark", "ignorable", "other"], bool | None]] = {}
    for start, end, composed in graphemes(text):
        known = seen.get(composed)
        if known is None:
            form = rules.same.get(composed, composed)
            capital = rules.source_case.is_capital(form[0]) if is_letter(form[0]) else None
            known = seen[composed] = (rules.source_case.lower(form), _kind(composed), capital)
        found.append(Place(start, end, *known))
    _find_signs(rules, found)
    return found


def words(rules: RuleSet, found: list[Place]) -> list[Word]:
    """The words of a text; look-alikes in them are repaired, foreign ones marked."""
    result: list[Word] = []
    at = 0
    while at < len(found):
        if found[at].kind == "other":
            at += 1
            continue
        begin, first = at, True
        while at < len(found) and found[at].kind != "other":
            word = Word(at, at, first)
            while (
                word.end < len(found)
                and found[word.end].kind != "other"
                and (word.end == at or found[word.end].end - found[at].start <= WORD_LIMIT)
            ):
                found[word.end].word = len(result)
                word.end += 1
            result.append(word)
            first, at = False, word.end
        _repair(rules, found[begin:at])
    for word in result:
        word.kept = rules.keeps_foreign_words and _is_foreign(rules, found[word.start : word.end])
    return result


@cache
def _kind(composed: str) -> Literal["letter", "mark", "ignorable", "other"]:
    if composed in hub().ignorable:
        return "ignorable"
    if is_combining(composed[0]):
        return "mark"
    return "letter" if is_letter(composed[0]) and composed[0] not in VARIATION_SELECTORS else "other"


def _find_signs(rules: RuleSet, found: Sequence[Place]) -> None:
    """An apostrophe belongs to the word between two letters; the two that are letters to Unicode, after one."""
    for at, place in enumerate(found):
        if place.form not in rules.signs:
            continue
        if rules.source == "common":
            place.kind = "sign"
            continue
        inside = _next_kind(rules, found, at, -1) == "letter" and (
            place.form in "ʻʼ" or _next_kind(rules, found, at, 1) == "letter"
        )
        place.kind = "sign" if inside else "other"


def _next_kind(rules: RuleSet, found: Sequence[Place], at: int, step: int) -> str:
    """The kind of the nearest place on one side that is not ignorable; an apostrophe is no letter."""
    at += step
    while 0 <= at < len(found) and found[at].kind == "ignorable":
        at += step
    if not 0 <= at < len(found) or found[at].form in rules.signs:
        return "other"
    return found[at].kind


def _repair(rules: RuleSet, inside: Sequence[Place]) -> None:
    """Read look-alikes as what they look like, in runs whose every foreign letter is one and that touch a letter read."""
    letters = [place for place in inside if place.kind == "letter"]
    run: list[Place] = []
    for place in [*letters, None]:
        if place is not None and place.form not in rules.forms:
            run.append(place)
            continue
        if 0 < len(run) <= REACH and len(run) < len(letters) and all(p.form in rules.look_alikes for p in run):
            for foreign in run:  # its capital has no pair in the table, so that its form is as it was typed
                own = rules.look_alikes[foreign.form]
                foreign.capital = rules.source_case.is_capital(own)
                foreign.form = rules.source_case.lower(own)
                foreign.repaired = True
        run = []


def _is_foreign(rules: RuleSet, inside: Sequence[Place]) -> bool:
    """Whether a word is none of the language: it has a Latin letter from outside, or a sequence that cannot be."""
    letters = [place.form for place in inside if place.kind == "letter"]
    if any(is_latin(form[0]) and form not in rules.forms and form not in rules.not_foreign for form in letters):
        return True
    spelled = "".join(letters)
    return any(sequence in spelled for sequence in rules.never)
