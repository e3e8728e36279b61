"""The list of stems beside a table: a file of lines, where the table is TOML."""

from __future__ import annotations

from pathlib import Path

from .errors import Problem
from .table import WORD_START, Group, Row, Table


def read_stems(path: Path, table: Table, problems: list[Problem]) -> list[Group]:
    """Read a list of stems: lines of graphs, hub letters and the key of a source, between tabs; ``#`` starts a comment."""
    known = {source.key for source in table.sources}
    rows: dict[str, list[Row]] = {}
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(not_utf_8(path, raw, error))
        return []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 3 or not all(fields):
            problems.append(Problem(str(path), number, "is not three fields", "graphs TAB hub letters TAB source"))
        elif fields[2].split()[0] not in known:
            problems.append(
                Problem(str(path), number, f"no source {fields[2]!r}", f"add it to [sources] of {table.tag}")
            )
        else:
            rows.setdefault(fields[2], []).append(Row(fields[1], (fields[0],), str(path), number))
    return [
        Group(key, tuple(found), conditions=WORD_START, stems=True, line=found[0].line) for key, found in rows.items()
    ]


def not_utf_8(path: Path, raw: bytes, error: UnicodeDecodeError) -> Problem:
    """The fault of a file with other bytes."""
    return Problem(str(path), raw[: error.start].count(b"\n") + 1, "is not UTF-8", "save the file as UTF-8")
