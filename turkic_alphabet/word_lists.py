"""Lists that the user brings along: words to be kept as they are, and stems that win over a table."""

from __future__ import annotations

import unicodedata

from .errors import Problem, TableError
from .files import chunks, decoded
from .hub import hub


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
        elif fault := _fault(*fields[:2]):
            problems.append(Problem(path, number, *fault))
        else:
            stems.append((fields[0], fields[1]))
    if problems:
        raise TableError(problems)
    return tuple(stems)


def _fault(graphs: str, letters: str) -> tuple[str, str] | None:
    """Why a stem could never fire, and what to do."""
    if any(character.isspace() for character in graphs):
        return f"{graphs!r} holds a blank", "a stem is the beginning of one word"
    if any(unicodedata.category(character) in ("Lu", "Lt") for character in graphs):
        return f"{graphs!r} has a capital", "write stems in small letters, they are found in every style"
    if strange := sorted(set(letters) - set(hub().letters) - set(hub().bases)):
        return f"{letters!r} has {strange}, outside the common alphabet", "use its letters, in small"
    return None


def _lines(path: str) -> list[str]:
    with open(path, "rb") as stream:
        return "".join(decoded(chunks(stream), path)).removeprefix("\ufeff").splitlines()
