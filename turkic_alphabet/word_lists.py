"""Lists that the user brings along: words to be kept as they are, and stems that win over a table."""

from __future__ import annotations

import unicodedata

from .conversion import stem_fault
from .errors import Problem, TableError
from .files import chunks, decoded


def read_words(path: str) -> tuple[str, ...]:
    """The words of a file, one a line; a line may hold a phrase."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, _lines(path)))))


def read_stems(path: str) -> tuple[tuple[str, str], ...]:
    """The stems of a file: lines of graphs, a tab, and hub letters, both small; ``#`` starts a comment.

    What follows a second tab is not read, so that the stems beside a table of the library serve as they are.

    :raises TableError: with every line that is at fault.
    """
    stems, problems = [], []
    for number, line in enumerate(_lines(path), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [unicodedata.normalize("NFC", field.strip()) for field in line.split("\t")]
        if len(fields) < 2 or not all(fields[:2]):
            problems.append(Problem(path, number, "is not two fields", "graphs TAB hub letters"))
        elif fault := stem_fault(*fields[:2]):
            problems.append(Problem(path, number, *fault))
        else:
            stems.append((fields[0], fields[1]))
    if problems:
        raise TableError(problems)
    return tuple(stems)


def _lines(path: str) -> list[str]:
    with open(path, "rb") as stream:
        return "".join(decoded(chunks(stream), path)).removeprefix("\ufeff").splitlines()
