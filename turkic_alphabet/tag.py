"""Language tags: ``kk-Cyrl``, ``uz-Latn-2026``, ``az-baku1926``."""

from __future__ import annotations


def language_of(tag: str) -> str:
    """The language subtag of a tag."""
    return tag.split("-", maxsplit=1)[0]


def script_of(tag: str) -> str:
    """The script code in a tag; those without one are the Latin alphabets of 1926."""
    return next((part for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), "Latn")
