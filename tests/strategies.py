"""What the property tests draw: letters, words and texts of an orthography, of the hub, and anything at all."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from turkic_alphabet.hub import hub
from turkic_alphabet.letters import Case
from turkic_alphabet.table import Table

BETWEEN = [" ", ", ", "-", ". ", "\n", *string.digits, *string.punctuation]
"""What may stand between words: spaces, digits, ASCII punctuation (the apostrophe and the grave accent among it)."""


def letters(table: Table) -> SearchStrategy[str]:
    """A small letter of the orthography: of its alphabet, or of the others that it reads."""
    return st.sampled_from(table.alphabet + table.other_letters)


def words(table: Table, *, max_size: int = 7) -> SearchStrategy[str]:
    """A word in one of the three styles; any letters in any order, so as strange as spelling allows."""
    return _styled(table.alphabet + table.other_letters, table.case, max_size)


def returning_words(table: Table) -> SearchStrategy[str]:
    """A word without a letter that is a declared loss by itself."""
    lost = {graphs for graphs, _ in table.losses}
    kept = [letter for letter in table.alphabet + table.other_letters if not any(loss in letter for loss in lost)]
    return _styled(kept, table.case, 6)


def texts(table: Table) -> SearchStrategy[str]:
    """A text of the orthography: words composed or decomposed, in all styles, digits, spaces, ASCII punctuation."""
    return _text(words(table))


def hub_words() -> SearchStrategy[str]:
    """A word of the common alphabet, its signs among the letters."""
    return _styled([*hub().letters, *hub().signs], hub().case, 7)


def extended_words() -> SearchStrategy[str]:
    """A word of the common alphabet with its supplementary letters, and letters that are read as one of the 34."""
    return _styled([*hub().letters, *hub().bases, *hub().variants], hub().case, 7)


def hub_texts() -> SearchStrategy[str]:
    """A text of the common alphabet, extended or not, composed or decomposed."""
    return _text(st.one_of(hub_words(), extended_words()))


def anything(table: Table) -> SearchStrategy[str]:
    """Any ``str``: all of Unicode, the awkward parts of it often, and the table's own letters between them."""
    own = (*table.alphabet, *table.capitals, *table.other_letters)
    return st.lists(st.one_of(st.sampled_from(own), st.sampled_from(_AWKWARD), _CHARACTERS), max_size=12).map("".join)


_CHARACTERS = st.characters(exclude_categories=())  # with lone surrogates, which Hypothesis leaves out by default

_AWKWARD = (
    "\0", "\ud800", "\udfff", "\uffff", "\U0010ffff", "\U000f0000",  # what other systems choke on
    "\n", "\r\n", "\t", "\u2028", " ", " ", "\u00a0",
    "😀", "👩‍👩‍👧", "🇰🇿", "❤\ufe0f", *map(chr, range(0xFE00, 0xFE10)), "\U000e0100",  # emoji and variation selectors
    "\u0300", "\u0301", "\u0306", "\u0307", "\u0308", "\u0327", "\u0328", "\u0340", "\u0344",
    "\u034f", "\u064e", "\u20dd",
    *hub().apostrophes, *hub().openers, "“", "”", "«", "»",
    *hub().ignorable, "\u200e", "\u202e",
    *hub().look_alikes, "ѐ", "ʻ", "ı", "İ", "i\u0307", "ǅ", "ß", "ﬁ", "\u212a", "\u1e9e",
    "ﷺ", "ﻻ", "ٴ", "ء", "中", "가", "\u1100\u1161",
    "0", "7", "²", "Ⅷ", "%", "<", ">", "@", "&", "{", "}", "_", "http://", "&amp;", "<b>", "%s", "XIV", "@a",
)  # fmt: skip


def _styled(choice: Sequence[str], case: Case, max_size: int) -> SearchStrategy[str]:
    spelled = st.lists(st.sampled_from(choice), min_size=1, max_size=max_size).map("".join)
    if not case.capital:
        return spelled
    return st.builds(lambda word, style: style(word), spelled, st.sampled_from([str, case.title, case.upper, str]))


def _text(word: SearchStrategy[str]) -> SearchStrategy[str]:
    forms = st.sampled_from(["NFC", "NFC", "NFD"])
    typed = st.builds(lambda w, form: unicodedata.normalize(form, w), word, forms)
    return st.lists(st.one_of(typed, st.sampled_from(BETWEEN)), min_size=1, max_size=5).map("".join)
