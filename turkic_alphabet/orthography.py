"""Orthographies and languages as the library's users see them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property

from .catalog import all_tables, load_table, normalized
from .errors import UnknownOrthography
from .table import Source, Table


@dataclass(frozen=True, eq=False)
class Orthography:
    """A language in a script, in one spelling standard.

    >>> kazakh = load("kk-Cyrl")
    >>> kazakh.name, kazakh.script, len(kazakh.alphabet)
    ('Kazakh, Cyrillic script', 'Cyrl', 42)

    Two orthographies are equal when their tables have the same content.
    """

    table: Table

    @property
    def tag(self) -> str:
        """The BCP 47 tag: ``kk-Cyrl``."""
        return self.table.tag

    @property
    def name(self) -> str:
        """The name in plain English."""
        return self.table.name

    @property
    def language(self) -> str:
        """The language subtag: ``kk``."""
        return self.table.language

    @property
    def script(self) -> str:
        """The ISO 15924 code of the script: ``Cyrl``."""
        return self.table.script

    @property
    def alphabet(self) -> tuple[str, ...]:
        """Its small letters, digraphs among them, in its own order."""
        return self.table.alphabet

    @property
    def capitals(self) -> tuple[str, ...]:
        """Its capitals in the same order; empty for a script without case."""
        return self.table.capitals

    @property
    def losses(self) -> dict[str, str]:
        """What plain conversion to the common alphabet and back does not give back, each with the reason.

        Keys are graphs in small letters; ``#`` stands for the edge of a word.
        """
        return dict(self.table.losses)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the facts of the table come from."""
        return self.table.sources

    @property
    def version(self) -> str:
        """The version of the table, to cite: it changes with the table's content."""
        return f"{self.table.version or '0'}+{self.table.digest}"

    @cached_property
    def common_letters(self) -> tuple[str, ...]:
        """Its share of the 34 letters, in their order: what reading its own letters can give."""
        from .hub import hub

        read = {
            c for g in self.table.groups if g.direction != "write" and not g.extended for r in g.rows for c in r.letters
        }
        return tuple(letter for letter in hub().letters if letter in read)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Orthography) and (self.tag, self.table.digest) == (other.tag, other.table.digest)

    def __hash__(self) -> int:
        return hash(self.table.digest)

    def __repr__(self) -> str:
        return f"<Orthography {self.tag}>"


@dataclass(frozen=True)
class Language:
    """A language with its orthographies, the default one first."""

    code: str
    codes: tuple[str, ...]
    orthographies: tuple[Orthography, ...]


def load(tag_or_path: str | os.PathLike[str]) -> Orthography:
    """An orthography by its tag, or from a table of your own.

    :param tag_or_path: a tag; or a path, or a string that ends in ``.toml``.
    :raises UnknownOrthography: for a tag without a table.
    :raises TableError: with every problem of the file.

    >>> load("uz-Latn").alphabet[-3:]
    ('ch', 'ng', 'ʼ')
    """
    return Orthography(load_table(tag_or_path))


def orthographies(lang: str | None = None) -> tuple[Orthography, ...]:
    """All orthographies, or those of one language, in the order of their tags.

    >>> [o.tag for o in orthographies("tr")]
    ['tr-Latn']
    """
    found = tuple(Orthography(t) for t in all_tables())
    if lang is None:
        return found
    if not isinstance(lang, str):
        raise TypeError(f"a language is a str, such as 'kk', not {type(lang).__name__}")
    language = normalized(lang).split("-")[0]
    own = tuple(o for o in found if o.language == language)
    if not own:
        raise UnknownOrthography(lang, reason=f"no orthography of a language {lang!r}")
    return own


def languages() -> tuple[Language, ...]:
    """All languages, by code.

    >>> [language.orthographies[0].tag for language in languages() if language.code in ("az", "kk")]
    ['az-Latn', 'kk-Cyrl']
    """
    result = []
    for code in sorted({t.language for t in all_tables()}):
        own = sorted((o for o in orthographies() if o.language == code), key=lambda o: not o.table.default)
        codes = tuple(dict.fromkeys(c for o in own for c in (code, *o.table.codes)))
        result.append(Language(code, codes, tuple(own)))
    return tuple(result)
