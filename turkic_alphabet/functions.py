"""The functions for one text at a time; each keeps a `Transliterator` per arguments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .conversion import parts_of
from .errors import check_text
from .hub import hub
from .letters import graphemes, is_letter
from .protection import PROTECT, protection_asked
from .transliterator import Transliterator

if TYPE_CHECKING:
    from .orthography import Orthography
    from .step import Step

Protect = Iterable[str | re.Pattern[str]]


@lru_cache(maxsize=256)
def _cached(source: Any, target: Any, lossless: bool, extended: bool, alphabet: str, protect: Any) -> Transliterator:
    return Transliterator(source, target, lossless=lossless, extended=extended, alphabet=alphabet, protect=protect)


def _transliterator(
    source: Any, target: Any, *, lossless: bool = False, extended: bool = False, alphabet: str = "2024", protect: Any
) -> Transliterator:
    if not isinstance(protect, tuple):
        protect = protection_asked(protect)
    try:
        return _cached(source, target, lossless, extended, alphabet, protect)
    except TypeError:  # an argument that no dict can hold; the constructor says which
        return Transliterator(source, target, lossless=lossless, extended=extended, alphabet=alphabet, protect=protect)


def to_common(
    text: str, lang: str | Orthography, /, *,
    lossless: bool = False, extended: bool = False, alphabet: str = "2024", protect: Protect = PROTECT,
) -> str:  # fmt: skip
    """Write a text in the common alphabet.

    >>> to_common("Абай Құнанбайұлы ЖҰЛДЫЗ, Ислам, Ілияс", "kk")
    'Abay Qūnanbayūlı JŪLDIZ, İslam, İliyas'

    A bare language reads all its scripts that can stand in one text:

    >>> to_common("Oʻzbekiston — Ўзбекистон", "uz")
    'Özbekiston — Özbekiston'

    What the table cannot read is copied. With ``lossless=True``, marks that cannot be seen stand where the way back would
    go wrong, and `from_common` gives any text back exactly:

    >>> from_common(to_common("фильм, филм", "kk", lossless=True), "kk")
    'фильм, филм'

    :param lang: a tag or an `Orthography`.

    The other parameters and the errors are those of `Transliterator`.
    """
    return _transliterator(
        lang, "common", lossless=lossless, extended=extended, alphabet=alphabet, protect=protect
    )(text)  # fmt: skip


def from_common(text: str, lang: str | Orthography, /, *, protect: Protect = PROTECT) -> str:
    """Write a text of the common alphabet in an orthography; a bare language means its default one.

    >>> from_common("Abay Qūnanbayūlı", "kk-Cyrl")
    'Абай Құнанбайұлы'

    A word with a letter from outside the common alphabet is foreign and kept:

    >>> from_common("Wikipedia betı", "kk-Cyrl")
    'Wikipedia беты'
    """
    return _transliterator("common", lang, protect=protect)(text)


def convert(text: str, source: str | Orthography, target: str | Orthography, /, *, protect: Protect = PROTECT) -> str:
    """Write a text of one orthography in another, by way of the common alphabet.

    >>> convert("Ш. Рашидов, Исҳоқ, конституция", "uz-Cyrl", "uz-Latn")
    'Sh. Rashidov, Isʼhoq, konstitutsiya'
    """
    return _transliterator(source, target, protect=protect)(text)


def explain(
    text: str, source: str | Orthography, target: str | Orthography = "common", /, *,
    lossless: bool = False, extended: bool = False, alphabet: str = "2024", protect: Protect = PROTECT,
) -> list[Step]:  # fmt: skip
    """Every step of a conversion, with the rule that made it and the source of the rule.

    >>> for step in explain("Юсуп", "kk-Cyrl")[:1]:
    ...     print(step.source, step.target, step.kind, step.rule)
    Ю Yu row ю → yu
    """
    return _transliterator(
        source, target, lossless=lossless, extended=extended, alphabet=alphabet, protect=protect
    ).steps(text)  # fmt: skip


def is_common(text: str, lang: str | Orthography | None = None, /) -> bool:
    """Whether all letters of a text are among the 34 and the signs; with a language, among its share of them.

    >>> is_common("Qūnanbay"), is_common("Washington"), is_common("Qūnanbay", "uz")
    (True, False, False)
    """
    check_text(text)
    allowed = set(hub().letters)
    if lang is not None:
        from .orthography import load

        orthography = load(lang) if isinstance(lang, str) else lang
        parts_of(orthography, source=True)  # refuses what is neither
        allowed = set(orthography.common_letters)
    allowed |= set(hub().signs)
    return all(hub().case.lower(g.form) in allowed for g in graphemes(text) if is_letter(g.form[0]))


def scan(text: str, lang: str | Orthography, /) -> Counter[str]:
    """The letters of a text that a table cannot read, with how often each occurs.

    >>> scan("Қазақша, English", "kk").most_common(2)
    [('E', 1), ('n', 1)]
    """
    steps = _transliterator(lang, "common", protect=PROTECT).steps(text)
    return Counter(step.source for step in steps if step.kind == "copied" and any(map(is_letter, step.source)))
