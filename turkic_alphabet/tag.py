"""Language tags: ``kk-Cyrl``, ``uz-Latn-2026``, ``az-baku1926``."""

from __future__ import annotations


def language_of(tag: str) -> str:
    """The language subtag of a tag."""
    return tag.split("-", maxsplit=1)[0]


def script_of(tag: str) -> str:
    """The script code in a tag; those without one are the Latin alphabets of 1926."""
    return next((part for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), "Latn")


class Tagged:
    """What has a tag says by it which language it is for, and in which script."""

    tag: str

    @property
    def language(self) -> str:
        """The language subtag: ``kk`` of ``kk-Cyrl``."""
        return language_of(self.tag)

    @property
    def script(self) -> str:
        """The ISO 15924 code: ``Cyrl`` of ``kk-Cyrl``; ``Latn`` for the alphabets of 1926."""
        return script_of(self.tag)
