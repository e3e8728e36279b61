"""Which orthographies there are, and which one a tag means.

Only the heads of tables are read here: the program of a conversion may be ready without its table.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from . import store
from .errors import UnknownOrthography
from .hub import tables_directory
from .tag import Tagged, language_of

if TYPE_CHECKING:
    from .table import Table


class _Head(NamedTuple):
    tag: str
    codes: tuple[str, ...]
    aliases: tuple[str, ...]
    default: bool
    union: bool


class Head(_Head, Tagged):
    """What must be known of a table to find it."""

    @property
    def digest(self) -> str:
        """The digest of the table's files."""
        return table_digest(self.tag)


@cache
def tags() -> tuple[str, ...]:
    """The tags of all tables, in alphabetical order."""
    stored = store.read("heads")
    if stored is not None:
        return tuple(sorted(stored))
    names = os.listdir(tables_directory())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml") and name != "common.toml"))


@cache
def head(tag: str) -> Head:
    """The head of a table: what stands before its first section."""
    stored = store.read("heads")
    if stored is not None:
        return Head(*stored[tag][0])
    import tomllib

    with open(_path(tag), encoding="utf-8") as file:
        text = file.read()
    try:
        data = tomllib.loads(text.split("\n[", 1)[0] + "\n")
    except tomllib.TOMLDecodeError:
        data = {}  # reading the table itself will tell what is wrong
    return Head(
        tag,
        tuple(data.get("codes", ())),
        tuple(data.get("aliases", ())),
        data.get("default", False),
        data.get("union", False),
    )


def _path(tag: str) -> str:
    return os.path.join(tables_directory(), f"{tag}.toml")


def _read(path: str | os.PathLike[str]) -> Table:
    from pathlib import Path

    from .reading import read_table

    return read_table(Path(path))


def heads() -> Iterator[Head]:
    """The head of every table."""
    return map(head, tags())


@cache
def table(tag: str) -> Table:
    """The table of the library with exactly this tag."""
    return _read(_path(tag))


@cache
def table_digest(tag: str) -> str:
    """The digest that the table has when it is read."""
    stored = store.read("heads")
    if stored is not None:
        digest: str = stored[tag][1]
        return digest
    from pathlib import Path

    from .digest import content_digest

    return content_digest(Path(_path(tag)))


def all_tables() -> Iterator[Table]:
    """Every table of the library."""
    return map(table, tags())


@cache
def _languages() -> dict[str, str]:
    """Every code of a language with the subtag that the tables use for it."""
    return {code: h.language for h in heads() for code in (h.language, *h.codes)}


def normalized(tag: str) -> str:
    """A tag as the tables write it; case, underscores and three-letter codes are free.

    >>> normalized("uzn_Latn"), normalized("KAZ-CYRL"), normalized("common")
    ('uz-Latn', 'kk-Cyrl', 'common')
    """
    parts = tag.strip().replace("_", "-").split("-")  # of ASCII: their case is not that of an alphabet
    language, *rest = [parts[0].lower(), *parts[1:]]
    rest = [part.title() if len(part) == 4 and part.isalpha() else part.lower() for part in rest]
    spelled = "-".join([language, *rest])
    if spelled == "common" or spelled in tags() or (not rest and any(t.startswith(language + "-") for t in tags())):
        return spelled
    return "-".join([_languages().get(language, language), *rest])


def resolve(tag: str, *, source: bool) -> tuple[Head, ...]:
    """The tables that a tag means: one; none for ``common``; for a bare language as source, all that its union reads.

    :raises UnknownOrthography: with the near tags.
    """
    known = normalized(tag)
    if known == "common":
        return ()
    if known in tags():
        return (head(known),)
    own = tuple(head(t) for t in tags() if language_of(t) == known)
    if source and (union := tuple(h for h in own if h.union)):
        return tuple(sorted(union, key=lambda h: not h.default))
    if default := tuple(h for h in own if h.default):
        return default
    aliased = tuple(h for h in heads() if known in h.aliases)
    if aliased:
        return aliased[:1]
    import difflib

    choice = [*tags(), *_languages(), "common"]
    raise UnknownOrthography(tag, difflib.get_close_matches(known, choice, 3, 0.6))


def load_table(tag_or_path: str | os.PathLike[str]) -> Table:
    """A table by its tag, or from a file of the user's own."""
    if not isinstance(tag_or_path, str):
        return _read(tag_or_path)
    if tag_or_path.endswith(".toml") or os.sep in tag_or_path:
        return _read(tag_or_path)
    found = resolve(tag_or_path, source=False)
    if not found:
        said = "the common alphabet has no table: name an orthography; `turkic-alphabet list` prints them all"
        raise UnknownOrthography(tag_or_path, reason=said)
    return table(found[0].tag)
