"""Programs built into the wheel: one file a table, made by the build and never committed.

A file that is missing, or made by another version of Unicode or for another byte order, is as none. A checkout has none:
there an edited table counts at once.
"""

from __future__ import annotations

import marshal
import os
import sys
import unicodedata
from functools import cache
from typing import Any

FORMAT = 1
PAGES = "characters"


_DIRECTORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs")


def _stamp() -> tuple[int, str, str]:
    return (FORMAT, sys.byteorder, unicodedata.unidata_version)


def write(folder: str, name: str, content: Any) -> None:
    """Store what `read` gives back."""
    with open(os.path.join(folder, name), "wb") as file:
        file.write(marshal.dumps((_stamp(), content)))


@cache
def read(name: str) -> Any:
    """What was stored under a name, or None."""
    try:
        with open(os.path.join(_DIRECTORY, name), "rb") as file:
            stamp, content = marshal.loads(file.read())
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return content if stamp == _stamp() else None


def stored_pages() -> tuple[bytes, bytes] | None:
    """The pages of `characters`."""
    found: tuple[bytes, bytes] | None = read(PAGES)
    return found


def stored_program(tags: tuple[str, ...], kind: str) -> dict[str, Any] | None:
    """The fields of a program: of one table, or of several read at once."""
    found: dict[str, dict[str, Any]] = read("+".join(tags)) or {}
    return found.get(kind)
