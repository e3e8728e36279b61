"""A short hash of all the files that make a table."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

_EXTENDS = re.compile(rb'^extends\s*=\s*"([^"\n]+)"', re.MULTILINE)


def stems_beside(path: Path) -> Path:
    """Where the stems of a table stand, if it has any."""
    return path.with_name(path.stem + ".stems.tsv")


def content_digest(path: Path) -> str:
    """It changes when the table, its stems or a table that it extends change."""
    digest = hashlib.blake2b(digest_size=6)
    seen = set()
    while path not in seen:
        seen.add(path)
        raw = path.read_bytes()
        digest.update(raw)
        if stems_beside(path).is_file():
            digest.update(stems_beside(path).read_bytes())
        if parent := _EXTENDS.search(raw):
            path = path.with_name(f"{parent[1].decode()}.toml")
    return digest.hexdigest()
