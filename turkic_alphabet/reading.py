"""From a TOML file to a `Table`: shapes and names are checked here, what the rows say in `faults`.

Every fault of a file is collected and reported at once.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from .digest import content_digest, stems_beside
from .errors import Problem, TableError
from .faults import faults_of
from .hub import hub
from .inheritance import inherit
from .stem_list import not_utf_8, read_stems
from .table import NEIGHBOURS, WORD_WIDE, Conditions, Direction, Example, Group, Row, Source, Table, Test
from .toml_lines import Lines, lines_of

_HEAD = {
    "tag": str, "name": str, "version": str, "status": str, "codes": list, "aliases": list, "default": bool, "union": bool,
    "alphabet": str, "capitals": str, "other_letters": str, "other_capitals": str, "note": str, "never": list,
    "extends": str, "losses": dict, "sources": dict, "classes": dict, "letters": list, "examples": list,
}  # fmt: skip
_GROUP = {
    "source": str, "rows": dict, "silent": list, "direction": str, "mode": str, "fallback": bool, "prefix": str,
    "note": str, "first_syllable": bool,
}  # fmt: skip
_EXAMPLE = {"text": str, "common": str, "back": str, "why": str, "mode": str}
_SOURCE = {"title": str, "year": int, "where": str, "reason": str}
_DIRECTIONS: tuple[Direction, ...] = ("both", "read", "write")


def read_table(path: Path, *, seen: tuple[Path, ...] = ()) -> Table:
    """Read one table, and those that it extends.

    :raises TableError: with every problem of the file.
    """
    if path in seen:
        raise TableError([Problem(str(path), 0, "extends itself", "a variant extends a table that does not extend it")])
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise TableError(
            [Problem(str(path), 0, f"cannot be read: {error.strerror}", "name an existing file")]
        ) from error
    except UnicodeDecodeError as error:
        raise TableError([not_utf_8(path, raw, error)]) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        fault = Problem(str(path), int(line[1]) if line else 0, f"is not TOML: {error}", "see https://toml.io")
        raise TableError([fault]) from error
    reader = _Reader(str(path), lines_of(text))
    parent = None
    if isinstance(data.get("extends"), str):
        parent_path = path.with_name(f"{data['extends']}.toml")
        if not parent_path.is_file():
            reader.fault("", "extends", f"no table {data['extends']!r} beside this file", "name one by its tag")
            raise TableError(reader.problems)
        parent = read_table(parent_path, seen=(*seen, path))
    table = reader.table(data, parent)
    stems = stems_beside(path)
    if stems.is_file():
        table = replace(table, groups=(*table.groups, *read_stems(stems, table, reader.problems)))
    if parent is not None:
        table = inherit(table, parent)
    # A head without the essentials would be told again and again by what is missing after it.
    problems = (
        reader.problems if reader.incomplete else [*reader.problems, *faults_of(table, whole=not reader.problems)]
    )
    if problems:
        raise TableError(sorted(problems, key=lambda p: p.line))
    return replace(table, digest=content_digest(path))


class _Reader:
    """Turns parsed TOML into the dataclasses, collecting problems on the way."""

    def __init__(self, path: str, lines: Lines) -> None:
        self.path = path
        self.lines = lines
        self.problems: list[Problem] = []
        self.incomplete = False

    def fault(self, section: str, key: str, what: str, remedy: str) -> None:
        holder = section.partition("[")[0]  # an item of a list written on one line has no section of its own
        line = self.lines.of(section, key) or self.lines.of(section.rpartition(".")[0]) or self.lines.of("", holder)
        self.problems.append(Problem(self.path, line, what, remedy))

    def checked(self, data: dict[str, Any], shape: Mapping[str, type], section: str) -> dict[str, Any]:
        """The keys of a section that are known and of the right type."""
        good = {}
        for key, value in data.items():
            if key not in shape:
                self.fault(section, key, f"unknown key {key!r}", "known here: " + ", ".join(shape))
            elif not isinstance(value, shape[key]):
                self.fault(
                    section, key, f"{key!r} is not a {shape[key].__name__}", "see docs/reference/table-format.md"
                )
            elif isinstance(value, list) and key not in ("letters", "examples") and not self.strings(value):
                self.fault(section, key, f"{key!r} is not a list of strings", "put quotes around every item")
            else:
                good[key] = value
        return good

    @staticmethod
    def strings(value: list[Any]) -> bool:
        return all(isinstance(item, str) and item for item in value)

    def table(self, data: dict[str, Any], parent: Table | None) -> Table:
        head = self.checked(data, _HEAD, "")
        for key in ("tag", "name", "alphabet", "sources"):
            if key not in data:
                self.fault("", "tag", f"no {key!r}", f"every table states its {key}")
                self.incomplete = True
        for small, big in (("alphabet", "capitals"), ("other_letters", "other_capitals")):
            here, there = head.get(small, "").split(), head.get(big, "").split()
            if there and [len(s) for s in here] != [len(c) for c in there]:
                self.fault("", big, f"{big!r} does not match {small!r} letter for letter", "same letters, same order")
                self.incomplete = True
        sources = tuple(self.source(key, value) for key, value in head.get("sources", {}).items())
        classes = {name: self.named_class(name, value) for name, value in head.get("classes", {}).items()}
        known = {source.key for source in sources}
        if parent is not None:
            classes = dict(parent.classes) | classes
            known |= {source.key for source in parent.sources}
        groups = [self.group(g, f"letters[{n}]", classes, known) for n, g in enumerate(head.get("letters", []))]
        return Table(
            path=self.path,
            tag=head.get("tag", ""),
            name=head.get("name", ""),
            version=head.get("version", ""),
            status=head.get("status", ""),
            codes=tuple(head.get("codes", ())),
            aliases=tuple(head.get("aliases", ())),
            default=head.get("default", False),
            union=head.get("union", False),
            alphabet=_line(head, "alphabet"),
            capitals=_line(head, "capitals"),
            other_letters=_line(head, "other_letters"),
            other_capitals=_line(head, "other_capitals"),
            note=head.get("note", ""),
            never=tuple(head.get("never", ())),
            losses=tuple(head.get("losses", {}).items()),
            sources=sources,
            classes=tuple(classes.items()),
            groups=tuple(groups),
            lines=self.lines,
            examples=tuple(self.example(e, f"examples[{n}]") for n, e in enumerate(head.get("examples", []))),
        )

    def source(self, key: str, value: object) -> Source:
        if not isinstance(value, dict) or "title" not in value:
            self.fault("sources", key, f"source {key!r} has no title", '{ title = "…", year = …, where = "…" }')
            return Source(key, "")
        good = self.checked(value, _SOURCE, "sources")
        if value["title"] == "our choice" and not value.get("reason"):
            self.fault("sources", key, f"source {key!r} is our choice without a reason", 'add reason = "…"')
        return Source(key, **good)

    def named_class(self, name: str, value: object) -> Test:
        """A string is a set of hub letters; a list, of graphs. Supplementary letters go with their bases."""
        if isinstance(value, list) and value and self.strings(value):
            return Test(graphs=frozenset(map(_nfc, value)), names=(name,))
        if not isinstance(value, str) or not value.strip():
            self.fault("classes", name, f"class {name!r} is empty", 'hub letters "aeo" or graphs ["а", "е"]')
            return Test(names=(name,))
        letters = set(_nfc(value).replace(" ", ""))
        unknown = letters - set(hub().letters) - set(hub().bases)
        if unknown:
            self.fault("classes", name, f"class {name!r} has {sorted(unknown)}, outside the common alphabet",
                       "graphs go into a list")  # fmt: skip
        beside = {letter for letter, base in hub().bases.items() if base[:1] in letters}
        return Test(letters=frozenset(letters | beside), names=(name,))

    def group(self, data: object, section: str, classes: dict[str, Test], sources: set[str]) -> Group:
        if not isinstance(data, dict):
            self.fault(section, "", "a group is a table", "write [[letters]]")
            return Group("")
        conditions = {key: data[key] for key in (*NEIGHBOURS, *WORD_WIDE) if key in data}
        good = self.checked({k: v for k, v in data.items() if k not in conditions}, _GROUP, section)
        tests = []
        for key, names in conditions.items():
            named = [names] if isinstance(names, str) else names
            if not isinstance(named, list) or not named or not self.strings(named):
                self.fault(section, key, f"{key!r} names no class", "a class, or a list of classes")
                continue
            tests.append((key, self.test(named, section, key, classes)))
        key = good.get("source", "")
        if not key:
            self.fault(section, "", "group without a source", 'source = "key" of [sources]')
        elif key.split()[0] not in sources:
            self.fault(section, "source", f"no source {key!r}", "add it to [sources]")
        if good.get("direction", "both") not in _DIRECTIONS:
            self.fault(section, "direction", f"unknown direction {good['direction']!r}", "both, read or write")
        if good.get("mode", "extended") != "extended":
            self.fault(section, "mode", f"unknown mode {good['mode']!r}", '"extended", or no mode at all')
        rows = []
        for letters, graphs in good.get("rows", {}).items():
            listed = [graphs] if isinstance(graphs, str) else graphs
            if not isinstance(listed, list) or not listed or not self.strings(listed) or not letters:
                self.fault(f"{section}.rows", letters, f"row {letters!r} has no graph", '"letters" = "graph" or a list')
                continue
            line = self.lines.of(f"{section}.rows", letters) or self.lines.of(section, "rows")
            rows.append(Row(_nfc(letters), tuple(map(_nfc, listed)), self.path, line))
        return Group(
            source=key,
            rows=tuple(rows),
            silent=tuple(map(_nfc, good.get("silent", ()))),
            conditions=Conditions(tuple(tests), good.get("first_syllable", False)),
            direction="write" if good.get("fallback") else good.get("direction", "both"),
            extended=good.get("mode") == "extended",
            fallback=good.get("fallback", False),
            prefix=good.get("prefix", ""),
            note=good.get("note", ""),
            line=self.lines.of(section),
        )

    def test(self, names: Iterable[str], section: str, key: str, classes: dict[str, Test]) -> Test:
        letters: frozenset[str] = frozenset()
        graphs: frozenset[str] = frozenset()
        for name in names:
            if name in ("edge", "letter") and key in NEIGHBOURS:
                continue
            if name not in classes:
                built_in = ["edge", "letter"] if key in NEIGHBOURS else []
                self.fault(section, key, f"no class {name!r}", "known: " + ", ".join([*built_in, *classes]))
            else:
                letters |= classes[name].letters
                graphs |= classes[name].graphs
        return Test(letters, graphs, "edge" in names, "letter" in names, tuple(names))

    def example(self, data: object, section: str) -> Example:
        good = self.checked(data, _EXAMPLE, section) if isinstance(data, dict) else {}
        if "text" not in good or "common" not in good:
            self.fault(section, "", "example without text and common", 'text = "…", common = "…"')
        if good.get("mode", "extended") != "extended":
            self.fault(section, "mode", f"unknown mode {good['mode']!r}", '"extended", or no mode at all')
        if "back" in good and not good.get("why"):
            self.fault(section, "back", "example comes back otherwise without a reason", 'add why = "…"')
        return Example(
            good.get("text", ""), good.get("common", ""), good.get("back"), good.get("why", ""),
            good.get("mode") == "extended", self.lines.of(section),
        )  # fmt: skip


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _line(head: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(_nfc(head.get(key, "")).split())
