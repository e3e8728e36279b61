"""Which orthographies there are, and which one a tag means."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .errors import Problem, TableError, UnknownOrthography
from .hub import tables_directory
from .reading import read_table
from .table import Table


@cache
def table(tag: str) -> Table:
    """The table of the library with exactly this tag."""
    return read_table(tables_directory() / f"{tag}.toml")


@cache
def tags() -> tuple[str, ...]:
    """The tags of all tables, in alphabetical order."""
    return tuple(sorted(path.stem for path in tables_directory().glob("*.toml") if path.stem != "common"))


def all_tables() -> Iterator[Table]:
    """Every table of the library."""
    return map(table, tags())


@cache
def _languages() -> dict[str, str]:
    """Every code of a language with the subtag that the tables use for it."""
    return {code: t.language for t in all_tables() for code in (t.language, *t.codes)}


def normalized(tag: str) -> str:
    """A tag as the tables write it; case, underscores and three-letter codes are free.

    >>> normalized("uzn_Latn"), normalized("KAZ-CYRL"), normalized("common")
    ('uz-Latn', 'kk-Cyrl', 'common')
    """
    parts = re.split(r"[-_]", tag.strip())
    language, *rest = [parts[0].lower(), *parts[1:]]
    rest = [part.title() if len(part) == 4 and part.isalpha() else part.lower() for part in rest]
    spelled = "-".join([language, *rest])
    if spelled == "common" or spelled in tags():
        return spelled
    return "-".join([_languages().get(language, language), *rest])


def resolve(tag: str, *, source: bool) -> tuple[Table, ...]:
    """The tables that a tag means: one; none for ``common``; for a bare language as source, all that its union reads.

    :raises UnknownOrthography: with the near tags.
    """
    known = normalized(tag)
    if known == "common":
        return ()
    if known in tags():
        return (table(known),)
    aliased = [t for t in all_tables() if known in t.aliases]
    if aliased:
        return (aliased[0],)
    own = [t for t in all_tables() if t.language == known]
    if source and (union := tuple(t for t in own if t.union)):
        return tuple(sorted(union, key=lambda t: not t.default))
    if default := tuple(t for t in own if t.default):
        return default
    choice = [*tags(), *_languages(), "common"]
    raise UnknownOrthography(tag, difflib.get_close_matches(known, choice, 3, 0.6))


def load_table(tag_or_path: str | os.PathLike[str]) -> Table:
    """A table by its tag, or from a file of the user's own."""
    if not isinstance(tag_or_path, str):
        return read_table(Path(tag_or_path))
    if tag_or_path.endswith(".toml") or os.sep in tag_or_path:
        return read_table(Path(tag_or_path))
    found = resolve(tag_or_path, source=False)
    if not found:
        raise TableError([Problem("common.toml", 0, "the common alphabet is no orthography", "use ALPHABET")])
    return found[0]
