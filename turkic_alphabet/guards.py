"""Where a protected span may begin: what is asked of a text before any pattern."""

from __future__ import annotations

from .arrays import Arrays
from .marks import MARKS

DIGITS = frozenset("0123456789")
CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
ALNUM = DIGITS | CAPITALS | frozenset("abcdefghijklmnopqrstuvwxyz")
ROMAN = frozenset("IVXLCDM")
LONGEST_ABBREVIATION = 5
SPAN_BEGINS = {"@": ALNUM | {*"_-"}, "%": ALNUM | {*"(-+#.@"}, "<": ALNUM | {*"/!?"}, "&": ALNUM | {"#"}, ":": {"/"}}


def guard_at(k: Arrays, text: str, p: int) -> bool:
    """Whether a protected span, or a mark to obey, may be at this position of the text."""
    c, before, after = text[p], text[p - 1 : p], text[p + 1 : p + 2]
    if c in MARKS or c not in k.guards:
        return c in k.guards
    if c in CAPITALS:
        return k.roman and (after in CAPITALS or after in DIGITS) and stands_alone(text, p)
    if c == ".":
        return after not in ("", " ", "\n") if before in ("w", "W") else before.isalnum() and "a" <= after <= "z"
    return c == "{" or (after in SPAN_BEGINS.get(c, ()) and not (c == "%" and before in DIGITS))


def stands_alone(text: str, p: int) -> bool:
    """Whether the capitals that begin here are all of a word, or all before a number, and may be an abbreviation or numeral."""
    end = p
    while text[end : end + 1] in CAPITALS:
        end += 1
    if end - p > LONGEST_ABBREVIATION and not ROMAN.issuperset(text[p:end]):
        return False
    before, after = text[p - 1 : p], text[end : end + 1]
    if is_word_character(before):
        return False
    return after in DIGITS or not (is_word_character(after) or "\u0300" <= after < "\u0370")


def is_word_character(c: str) -> bool:
    """As regular expressions have it."""
    return c == "_" or c.isalnum()
