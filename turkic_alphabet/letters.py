"""Graphemes and their case, by the pairs that each alphabet states for itself.

Unicode's own case mapping pairs I with i; the common alphabet, Turkish and Azerbaijani pair I with ı and İ with i,
and other orthographies have pairs of their own. So no text is ever changed with ``str.upper`` or ``str.lower``.
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

# Combining characters to Unicode; here, as marks of the lossless mode or parts of emoji, they belong to no word.
VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))

# So that a stream can be converted in bounded memory, a word ends after so many characters for the conditions that ask
# about the whole of it, and no look to either side goes further than so many places.
WORD_LIMIT = 1024
REACH = 64


class Style(enum.Enum):
    """How a unit is capitalised."""

    LOWER = "lower"
    CAPITAL = "capital"  # one cased character, a capital: its neighbours tell whether the word is in capitals
    TITLE = "title"
    UPPER = "upper"


class Grapheme(NamedTuple):
    """A character with its combining marks: where it stands in the text, and its composed (NFC) form."""

    start: int
    end: int
    form: str


@cache
def is_combining(character: str) -> bool:
    """Whether a character joins the one before it (a lossless mark does not)."""
    return unicodedata.category(character)[0] == "M" and character not in VARIATION_SELECTORS


@cache
def is_letter(character: str) -> bool:
    """Whether Unicode counts a character as a letter."""
    return unicodedata.category(character)[0] == "L"


def graphemes(text: str) -> Iterator[Grapheme]:
    """Cut a text into graphemes, in order and without a gap: letters take the marks after them, other marks stand alone.

    >>> [g.form for g in graphemes("йод")]
    ['й', 'о', 'д']
    """
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and is_combining(text[at]) and is_letter(text[start]):
            continue
        piece = text[start:at]
        yield Grapheme(start, at, unicodedata.normalize("NFC", piece) if at - start > 1 else piece)
        start = at


def forms_of(text: str) -> tuple[str, ...]:
    """What the graphemes of a text are.

    >>> forms_of("йод")
    ('й', 'о', 'д')
    """
    return tuple(grapheme.form for grapheme in graphemes(text)) if any(map(is_combining, text)) else tuple(text)


# Unicode names these by their code point or meaning; there is no Latin letter among them.
_NO_LATIN = (range(0x3400, 0xA000), range(0xAC00, 0xD7A4), range(0x20000, 0x32400))


@cache
def is_latin(character: str) -> bool:
    """Whether Unicode names a letter Latin."""
    if any(ord(character) in block for block in _NO_LATIN):
        return False
    return unicodedata.name(character, "").startswith("LATIN")


class Case:
    """The case pairs of one alphabet.

    >>> turkish = Case({"ı": "I", "i": "İ"})
    >>> turkish.upper("ıi"), turkish.lower("Iİ")
    ('Iİ', 'ıi')
    """

    def __init__(self, pairs: Mapping[str, str]) -> None:
        self.capital = dict(pairs)
        self.small = {capital: small for small, capital in pairs.items()}
        self._upper, self._lower = str.maketrans(self.capital), str.maketrans(self.small)
        self._cased = frozenset((*self.capital, *self.small))

    @classmethod
    def of_lines(cls, alphabet: Iterable[str], capitals: Iterable[str]) -> Case:
        """Pairs of all characters in two lines of letters, as a table states them."""
        pairs: dict[str, str] = {}
        for small, capital in zip(alphabet, capitals, strict=True):
            for s, c in zip(small, capital, strict=True):
                if s != c:
                    pairs.setdefault(s, c)
            # A letter of several signs (Sh) has its capital in the first only; the other pairs come from their own letters.
        return cls(pairs)

    def joined(self, other: Case) -> Case:
        """These pairs and, for characters that they lack, those of another alphabet."""
        pairs = dict(self.capital)
        for small, capital in other.capital.items():
            if small not in pairs and capital not in self.small:
                pairs[small] = capital
        return Case(pairs)

    def lower(self, text: str) -> str:
        """Small letters for capitals; everything else stays."""
        return text.translate(self._lower)

    def upper(self, text: str) -> str:
        """Capitals for small letters; everything else stays."""
        return text.translate(self._upper)

    def title(self, text: str) -> str:
        """A capital for the first cased character, small letters after it."""
        for at, c in enumerate(text):
            if c in self._cased:
                return text[:at] + self.upper(c) + self.lower(text[at + 1 :])
        return text

    def is_capital(self, character: str) -> bool | None:
        """True for a capital, False for a small letter, None for what has no case.

        Characters outside these pairs have the case that Unicode gives them.
        """
        if character in self.small:
            return True
        if character in self.capital:
            return False
        category = unicodedata.category(character[0])
        return True if category in ("Lu", "Lt") else False if category == "Ll" else None

    def style(self, characters: Iterable[str]) -> Style | None:
        """The style of a unit, or None when its capitals follow no style (``sH``)."""
        flags = [self.is_capital(c) for c in characters]
        cased = [f for f in flags if f is not None]
        if not any(cased):
            return Style.LOWER
        if all(cased):
            return Style.CAPITAL if len(cased) == 1 else Style.UPPER
        return Style.TITLE if cased[0] and not any(cased[1:]) else None

    def dress(self, text: str, style: Style) -> str:
        """A lower-case text in a style; CAPITAL is settled by the caller unless one character is cased."""
        if style is Style.LOWER:
            return text
        return self.upper(text) if style is Style.UPPER else self.title(text)

    def cased(self, text: str) -> int:
        """How many characters of a text have case in these pairs."""
        return sum(map(self._cased.__contains__, text))
