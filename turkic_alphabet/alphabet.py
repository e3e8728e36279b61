"""The 34 letters as an object: their values, case and order."""

from __future__ import annotations

from .errors import check_text
from .hub import hub
from .letters import graphemes


class CommonAlphabet:
    """The Common Turkic Alphabet of 2024: ``ALPHABET`` is the one instance.

    >>> len(ALPHABET.letters), ALPHABET.upper("ıi"), ALPHABET.lower("Iİ")
    (34, 'Iİ', 'ıi')
    >>> sorted(["zaman", "ñ", "ūl", "ul", "əke"], key=ALPHABET.sort_key)
    ['əke', 'ñ', 'ul', 'ūl', 'zaman']

    Source: Declaration on the Common Turkic Alphabet, Baku, 11 September 2024.
    """

    @property
    def letters(self) -> tuple[str, ...]:
        """The small letters in their order."""
        return hub().letters

    @property
    def capitals(self) -> tuple[str, ...]:
        """The capitals in the same order."""
        return hub().capitals

    @property
    def ipa(self) -> dict[str, str]:
        """The sound of each small letter in the International Phonetic Alphabet.

        >>> ALPHABET.ipa["c"], ALPHABET.ipa["ñ"]
        ('dʒ', 'ŋ')
        """
        return dict(zip(hub().letters, hub().ipa, strict=True))

    def upper(self, text: str) -> str:
        """Capitals, by the pairs of the alphabet: ı–I and i–İ."""
        check_text(text)
        return hub().case.upper(text)

    def lower(self, text: str) -> str:
        """Small letters, by the pairs of the alphabet."""
        check_text(text)
        return hub().case.lower(text)

    def title(self, text: str) -> str:
        """Every word with a capital first.

        >>> ALPHABET.title("istanbul'da ırmaq")
        "İstanbul'da Irmaq"
        """
        check_text(text)
        result, inside = [], False
        for grapheme in graphemes(text):
            letter = grapheme.form.isalpha()
            result.append(hub().case.lower(grapheme.form) if inside else hub().case.upper(grapheme.form))
            inside = letter or (inside and grapheme.form in hub().apostrophes)
        return "".join(result)

    def sort_key(self, text: str) -> tuple[tuple[int, str], ...]:
        """A key that sorts by the order of the alphabet; capitals go with their small letters, others after them."""
        check_text(text)
        order = {letter: at for at, letter in enumerate(hub().letters)}
        folded = (hub().case.lower(g.form) for g in graphemes(text))
        read = (hub().variants.get(c, c) for c in folded)
        return tuple((order.get(c, len(order) if c.isalpha() else -1), c) for c in read)


ALPHABET = CommonAlphabet()
