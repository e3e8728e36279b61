"""The laws of conversion as functions: each says what is wrong with one text, or nothing.

`check` runs `LAWS` over every pair of letters of a table; the property tests run all of them over texts made up by
Hypothesis. Protected spans are off here: the laws speak of letters, and ``VI`` would be copied on one of the two ways.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from .hub import hub
from .letters import Case, graphemes, is_letter
from .subject import Conversion, Subject, typed
from .transliterator import Transliterator

Law = Callable[[Subject, str], "str | None"]


def totality(s: Subject, text: str) -> str | None:
    """For any text: no exception; characters no row reads are unchanged and in order."""
    for convert in (s.to, s.to_extended, s.back):
        result = convert(text)
        before, after = (list(_untouched(s, part)) for part in (text, result))
        if before != after:
            return f"{text!r} gives {result!r}: of its unread characters {before} there are {after}"
    return None


def _untouched(s: Subject, text: str) -> Iterator[str]:
    return (c for c in text if not s.touched.issuperset(unicodedata.normalize("NFD", c)))


def inventory(s: Subject, text: str) -> str | None:
    """Reading the orthography's own letters gives only the 34 letters and signs (extended: and the closed list)."""
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
    """``to(from(to(x))) == to(x)``; up to case for a word without a style: of mixed letters, or of one capital.

    Not for words that are kept as foreign: they are read anew as what they are spelled like.
    """
    return None if any(map(s.foreign_by, s.words(text))) else _stability(s, s.to, text)


def extended_stability(s: Subject, text: str) -> str | None:
    """The same when the way back starts from the extended hub: ``to(from(extended(x))) == to(x)``.

    Not for words that are kept as foreign: they keep what the hub does not have. Nor for those of mixed small letters and
    capitals, or with a sign in it: no spelling has ``ъэ``.
    """
    extended = s.to_extended(text)
    foreign = any(map(s.foreign_by, s.words(text)))
    mixed = not all(_has_style(hub().case, word) for word in s.words(extended))
    sign = any(c in hub().supplementary and not hub().case.cased(c) for c in extended)
    return None if foreign or mixed or sign else _stability(s, s.to_extended, text)


def _stability(s: Subject, through: Conversion, text: str) -> str | None:
    common = s.to(text)
    back = s.back(through(text))
    again = s.to(back)
    if again == common:
        return None
    read, written, reread = s.words(common), s.words(back), s.words(again)
    lower = hub().case.lower
    if (
        len(read) == len(written) == len(reread)
        and lower(again) == lower(common)
        and all(
            r == a or s.case.cased(w) < 2 or not _has_style(hub().case, r)
            for r, w, a in zip(read, written, reread, strict=True)
        )
    ):
        return None
    return f"{text!r} → {through(text)!r} → {back!r} → {again!r}"


def _has_style(case: Case, word: str) -> bool:
    return word in (case.lower(word), case.title(word), case.upper(word))


def round_trip(s: Subject, text: str) -> str | None:
    """``from(to(x)) == x`` for words without a declared loss, written small, Title or in capitals.

    Up to case for a word that is one capital in the hub: ``SH`` and ``Sh`` are both ``Ş``.
    """
    return _round_trip(s, s.to, text)


def extended_round_trip(s: Subject, text: str) -> str | None:
    """The same through the extended hub: what is kept there is not lost on the way either."""
    return _round_trip(s, s.to_extended, text)


def _round_trip(s: Subject, to: Conversion, text: str) -> str | None:
    text = unicodedata.normalize("NFC", text)
    if s.back(to(text)) == text:
        return None
    words = s.words(text)
    kept = [w for w in words if not s.declared(w) and _has_style(s.case, w)]
    parts = [*kept, text] if kept == words and not s.declared(text) else kept
    return next((fault for part in parts if (fault := _lost(s, to, part))), None)


def _lost(s: Subject, to: Conversion, text: str) -> str | None:
    common = to(text)
    back = s.back(common)
    if re.fullmatch(_as_typed(text), back):
        return None
    read = s.words(common)
    one_capital = not read or any(hub().case.cased(word) < 2 for word in read)
    if one_capital and re.fullmatch(_as_typed(s.case.lower(text)), s.case.lower(back)):
        return None
    return f"undeclared loss: {text!r} → {common!r} → {back!r}"


def _as_typed(text: str) -> str:
    """A pattern for the text; an apostrophe that was typed in place of the orthography's own may come back as that."""
    return "".join(f"[ʻʼ{re.escape(c)}]" if c in typed() else re.escape(c) for c in text)


def capitals(s: Subject, text: str) -> str | None:
    """``to(upper(x)) == upper(to(x))`` for words of two cased letters or more, in tables with one to one case pairs."""
    return _capitals(s, s.reading, s.case, hub().case, text)


def capitals_back(s: Subject, text: str) -> str | None:
    """The same for writing: ``from(upper(x)) == upper(from(x))``."""
    return _capitals(s, s.writing, hub().case, s.case, text)


def _capitals(s: Subject, convert: Transliterator, source: Case, target: Case, text: str) -> str | None:
    if not s.one_to_one:
        return None
    for word in _with_style(s, source, text):
        small, big = convert(word), convert(source.upper(word))
        if big != target.upper(small) and _all_paired(target, small) and not _is_kept(convert, word):
            return f"{source.upper(word)!r} gives {big!r}, {word!r} gives {small!r}"
    return None


def title(s: Subject, text: str) -> str | None:
    """Title words keep their style: one capital at the beginning of what is read."""
    return _title(s, s.reading, s.case, hub().case, text)


def title_back(s: Subject, text: str) -> str | None:
    """Title words keep their style: one capital at the beginning of what is written."""
    return _title(s, s.writing, hub().case, s.case, text)


def _title(s: Subject, convert: Transliterator, source: Case, target: Case, text: str) -> str | None:
    for word in _with_style(s, source, text):
        small, big = convert(word), convert(source.title(word))
        if big == target.title(small) or _is_kept(convert, word):
            continue
        first = next((step.target for step in convert.steps(source.title(word)) if step.source), "")
        if target.cased(first):  # a capital that gives no letter, or none with case, leaves its style nowhere
            return f"{source.title(word)!r} gives {big!r}, {word!r} gives {small!r}"
    return None


def _is_kept(convert: Transliterator, word: str) -> bool:
    """Whether a word is foreign: its capitals are those of where it comes from."""
    return any(step.kind == "kept" for step in convert.steps(word))


def _with_style(s: Subject, case: Case, text: str) -> Iterator[str]:
    """The words, in small letters, that have a style: two cased letters or more."""
    if s.table.capitals:
        for word in s.words(case.lower(unicodedata.normalize("NFC", text))):
            if case.cased(word) >= 2 and _all_paired(case, word):
                yield word


def _all_paired(case: Case, word: str) -> bool:
    """Whether the pairs know every cased letter of a word: they cannot change a letter of another alphabet."""
    return case.cased(word) == sum(unicodedata.category(c) in ("Ll", "Lu", "Lt") for c in word)


def locality(s: Subject, text: str) -> str | None:
    """``f(a + " " + b) == f(a) + " " + f(b)``."""
    for convert in (s.to, s.to_extended, s.back):
        whole, parts = convert(text), " ".join(map(convert, text.split(" ")))
        if whole != parts:
            return f"{text!r} gives {whole!r}, its parts give {parts!r}"
    return None


def normal_forms(s: Subject, text: str) -> str | None:
    """NFD and NFC input give results equal after NFC."""
    for convert in (s.to, s.to_extended, s.back):
        composed = unicodedata.normalize("NFC", convert(unicodedata.normalize("NFC", text)))
        apart = unicodedata.normalize("NFC", convert(unicodedata.normalize("NFD", text)))
        if composed != apart:
            return f"{text!r} gives {composed!r} composed and {apart!r} decomposed"
    return None


def completeness(s: Subject) -> Iterator[str]:
    """Every hub letter is written by the table, and no letter of the orthography is unread; each that is not."""
    for letter in (*hub().letters, *(hub().capitals if s.table.capitals else ())):
        written = s.writing.steps(letter)
        if any(step.kind == "copied" for step in written) or not "".join(step.target for step in written):
            yield f"hub letter {letter!r} is not written"
    for letter in (*s.table.alphabet, *s.table.capitals, *s.table.other_letters, *s.table.other_capitals):
        if any(step.kind == "copied" for step in s.reading.steps(f"{letter}")):
            yield f"letter {letter!r} is not read"


LAWS: dict[str, Law] = {
    "inventory": inventory,
    "stability": stability,
    "round trip": round_trip,
    "capitals": capitals,
    "title": title,
    "normal forms": normal_forms,
}
"""The laws of a word of the orthography, which `check` proves on every pair of letters."""
