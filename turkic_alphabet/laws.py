"""The laws of conversion as functions: each says what is wrong with one text, or nothing.

`check` runs them over every pair of letters of a table, the property tests over texts that Hypothesis makes up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property

from .hub import hub
from .letters import graphemes, is_letter
from .orthography import Orthography
from .transliterator import Transliterator


class Subject:
    """A table under test: its two directions, and what it declares."""

    def __init__(self, orthography: Orthography) -> None:
        self.orthography = orthography
        self.table = orthography.table
        self.case = self.table.case
        self.to = Transliterator(orthography)
        self.back = Transliterator("common", orthography)
        self.to_extended = Transliterator(orthography, extended=True)

    @cached_property
    def one_to_one(self) -> bool:
        """Whether no two letters share a capital, as `upper` must be undone by `lower`."""
        return all(self.case.lower(self.case.upper(letter)) == letter for letter in self.table.alphabet)

    def declared(self, word: str) -> str | None:
        """The declared loss that a word contains, if any."""
        edged = f"#{self.case.lower(unicodedata.normalize('NFC', word))}#"
        return next((graphs for graphs, _ in self.table.losses if graphs in edged), None)

    def words(self, text: str) -> list[str]:
        """The runs of letters and of the orthography's own signs."""
        return re.findall(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036fʻʼ'’])*", text)


Law = Callable[[Subject, str], "str | None"]


def inventory(s: Subject, text: str) -> str | None:
    """Reading text of the orthography's own letters gives only the 34 letters and signs; extended, the closed list too."""
    for to, allowed in (
        (s.to, set(hub().letters) | set(hub().signs)),
        (s.to_extended, set(hub().letters) | set(hub().bases)),
    ):
        result = to(text)
        strange = {
            g.form for g in graphemes(result) if is_letter(g.form[0]) and hub().case.lower(g.form) not in allowed
        }
        if strange:
            return f"{text!r} reads as {result!r}, with {sorted(strange)} outside the common alphabet"
    return None


def stability(s: Subject, text: str) -> str | None:
    """``to(from(to(x))) == to(x)``; up to case where a word comes back as one capital letter, which has no style of its own."""
    common = s.to(text)
    back = s.back(common)
    again = s.to(back)
    if again == common:
        return None
    if any(s.case.cased(word) < 2 for word in s.words(back)) and hub().case.lower(again) == hub().case.lower(common):
        return None
    return f"{text!r} → {common!r} → {back!r} → {again!r}"


def round_trip(s: Subject, text: str) -> str | None:
    """``from(to(x)) == x`` for words without a declared loss."""
    if any(s.declared(word) for word in s.words(text)):
        return None
    text = unicodedata.normalize("NFC", text)
    common = s.to(text)
    back = s.back(common)
    return None if back == text else f"undeclared loss: {text!r} → {common!r} → {back!r}"


def capitals(s: Subject, text: str) -> str | None:
    """``to(upper(x)) == upper(to(x))`` for words of two cased letters or more, in tables with one to one case pairs."""
    if not s.one_to_one or not s.table.capitals:
        return None
    for word in s.words(s.case.lower(unicodedata.normalize("NFC", text))):
        if s.case.cased(word) < 2 or sum(unicodedata.category(c) == "Ll" for c in word) != s.case.cased(word):
            continue
        big, expected = s.to(s.case.upper(word)), hub().case.upper(s.to(word))
        if big != expected:
            return f"{s.case.upper(word)!r} reads as {big!r}, {word!r} as {s.to(word)!r}"
    return None


def title(s: Subject, text: str) -> str | None:
    """Title words keep their style both ways: one capital at the beginning of what is read, and of what comes back."""
    for word in s.words(s.case.lower(unicodedata.normalize("NFC", text))):
        if s.case.cased(word) < 2 or s.case.title(word)[0] == word[0]:
            continue
        read = s.to(s.case.title(word))
        if read != hub().case.title(s.to(word)) and s.case.upper(word[0]) != s.case.title(word)[0]:
            return f"{s.case.title(word)!r} reads as {read!r}"
    return None


def normal_forms(s: Subject, text: str) -> str | None:
    """NFD and NFC input give results equal after NFC."""
    for convert in (s.to, s.back):
        composed = unicodedata.normalize("NFC", convert(unicodedata.normalize("NFC", text)))
        apart = unicodedata.normalize("NFC", convert(unicodedata.normalize("NFD", text)))
        if composed != apart:
            return f"{text!r} gives {composed!r} composed and {apart!r} decomposed"
    return None


LAWS: dict[str, Law] = {
    "inventory": inventory,
    "stability": stability,
    "round trip": round_trip,
    "capitals": capitals,
    "title": title,
    "normal forms": normal_forms,
}
