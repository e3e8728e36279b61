"""What the property tests draw: letters, words and texts of an orthography, of the hub, and anything at all."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Callable, Sequence

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from turkic_alphabet.hub import hub
from turkic_alphabet.letters import Case
from turkic_alphabet.table import Table

BETWEEN = (" ", ", ", "-", ". ", "\n", *string.digits, *string.punctuation)
"""What may stand between words: spaces, digits, ASCII punctuation (the apostrophe and the grave accent among it)."""


def letters(table: Table) -> SearchStrategy[str]:
    """A small letter of the orthography: of its alphabet, or of the others that it reads."""
    return st.sampled_from(table.alphabet + table.other_letters)


def words(table: Table) -> SearchStrategy[str]:
    """A word in one of the three styles; any letters in any order, so as strange as spelling allows."""
    return _words(table.alphabet + table.other_letters, table.case)


def returning_words(table: Table) -> SearchStrategy[str]:
    """A word without a letter that is a declared loss by itself."""
    lost = {graphs for graphs, _ in table.losses}
    kept = [letter for letter in table.alphabet + table.other_letters if not any(loss in letter for loss in lost)]
    return _words(kept, table.case)


def texts(table: Table) -> SearchStrategy[str]:
    """A text of the orthography: words composed or decomposed, in all styles, digits, spaces, ASCII punctuation."""
    return _texts(table.alphabet + table.other_letters, table.capitals + table.other_capitals, table.case)


def hub_words() -> SearchStrategy[str]:
    """A word of the common alphabet, its signs among the letters."""
    return _words((*hub().letters, *hub().signs), hub().case)


def hub_texts() -> SearchStrategy[str]:
    """A text of the common alphabet, with its supplementary letters and with letters that are read as one of the 34."""
    return _texts((*hub().letters, *hub().bases, *hub().variants), hub().capitals, hub().case)


def anything(table: Table) -> SearchStrategy[str]:
    """Any ``str``: all of Unicode, the awkward parts of it often, and the table's own letters between them."""
    own = (*table.alphabet, *table.capitals, *table.other_letters)
    return st.lists(st.one_of(st.sampled_from(own), st.sampled_from(_AWKWARD), _CHARACTERS), max_size=12).map("".join)


def marked_up(table: Table) -> SearchStrategy[str]:
    """Letters among what tags and marked elements are made of, most of which so is none."""
    own = st.sampled_from((*table.alphabet, *table.capitals, *table.other_letters))
    return st.lists(st.one_of(own, st.sampled_from(_MARKUP)), max_size=12).map("".join)


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


_MARKUP = (
    "<b ", "<b", "<", "</b", "</b ", "</b>", ">", '"', "'", "=", "/", "<a title=", '<a t="', "\n", " ", "a", "b",
    "-{", "}-", "<code>", "</code>", "<b translate='no'>", "\ufe00", "{a}", "<!--", "-->", "<?", "kun.uz",
)  # fmt: skip


def _words(choice: Sequence[str], case: Case) -> SearchStrategy[str]:
    styles = [str, case.title, case.upper] if case.capital else [str]
    spelled = st.lists(st.sampled_from(choice), min_size=1, max_size=7)
    return st.builds(lambda word, style: style("".join(word)), spelled, st.sampled_from(styles))


def _texts(small: Sequence[str], capitals: Sequence[str], case: Case) -> SearchStrategy[str]:
    """Letters and what stands between words, then all in one style, or composed or apart."""
    # A separator is drawn about as often as every fourth letter, whatever the size of the alphabet.
    many = -(-4 * len(BETWEEN) // len(small))
    pool = [*(list(small) * many), *capitals, *BETWEEN]
    spelled = st.lists(st.sampled_from(pool), min_size=1, max_size=16)
    return st.builds(lambda text, dress: dress("".join(text)), spelled, st.sampled_from(_dresses(case)))


def _dresses(case: Case) -> list[Callable[[str], str]]:
    def titled(text: str) -> str:
        return " ".join(map(case.title, text.split(" ")))

    def apart(text: str) -> str:
        return unicodedata.normalize("NFD", text)

    return [str, titled, case.upper, str, apart, lambda text: apart(titled(text)), lambda text: apart(case.upper(text))]
