"""Programs built into the wheel: one file a table, made by the build and never committed.

A file that is missing, made from other tables, by another version of Unicode or for another byte order is as none.
"""

from __future__ import annotations

import marshal
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

FORMAT = 1
PAGES = "characters"


def directory() -> Path:
    """Where programs are kept."""
    return Path(__file__).parent / "programs"


def _stamp() -> tuple[object, ...]:
    return (FORMAT, sys.byteorder, unicodedata.unidata_version)


def write(folder: Path, name: str, content: object) -> None:
    """Store what `read` gives back."""
    (folder / name).write_bytes(marshal.dumps((_stamp(), content)))


@cache
def read(name: str) -> Any:
    """What was stored under a name, or None."""
    try:
        stamp, content = marshal.loads((directory() / name).read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return content if stamp == _stamp() else None


def stored_pages() -> tuple[bytes, bytes] | None:
    """The pages of `characters`."""
    found: tuple[bytes, bytes] | None = read(PAGES)
    return found


def stored_program(tags: tuple[str, ...], digests: tuple[str, ...], kind: str) -> dict[str, Any] | None:
    """The fields of a program: of one table, or of several read at once."""
    found = read("+".join(tags))
    if found is None or found["digests"] != digests:
        return None
    program: dict[str, Any] | None = found.get(kind)
    return program
