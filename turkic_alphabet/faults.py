"""What a table's rows must satisfy before it can be used at all.

Whether conversion with it keeps the laws is for `check` to say; these are faults that can be seen without converting.
"""

from __future__ import annotations

from collections.abc import Iterator

from .errors import Problem, named
from .hub import hub
from .table import LOSS_SIGNS, Conditions, Group, Row, Table, Test


def faults_of(table: Table, *, whole: bool = True) -> list[Problem]:
    """Every fault of a table that parsed; when parts of it did not, those that do not follow from that."""
    found = [*_spelling(table), *_hub_side(table, whole), *_missing(table, whole)]
    for reading in (True, False):
        found += _clashes(table, reading)
    return found


def _spelling(table: Table) -> Iterator[Problem]:
    """Graphs are written with the table's own letters: a look-alike in a row is found here."""
    own = set("".join(table.alphabet + table.other_letters))
    for group in table.groups:
        for row in (*group.rows, *(Row("", (graph,), table.path, group.line) for graph in group.silent)):
            for graph in row.graphs:
                for character in sorted(set(graph) - own):
                    yield Problem(
                        row.path, row.line, f"{named(character)} in {graph!r} is not in the alphabet line",
                        "look for a letter of another script, a capital, or add it to other_letters",
                    )  # fmt: skip
    for graphs, _ in table.losses:
        for character in sorted(set(graphs) - own - set(LOSS_SIGNS)):
            what = f"{named(character)} in the loss {graphs!r} is not in the alphabet line"
            remedy = "losses are stated in small letters of the orthography"
            yield Problem(table.path, table.lines.of("losses", graphs), what, remedy)


def _hub_side(table: Table, whole: bool) -> Iterator[Problem]:
    """The hub side is the 34 letters and the signs; groups of the extended mode may use the closed list as well."""
    plain = set(hub().letters) | set(hub().signs)
    for group in table.groups:
        allowed = plain | set(hub().supplementary) if group.extended or group.direction == "write" else plain
        for row in group.rows:
            for character in sorted(set(row.letters) - allowed):
                remedy = (
                    'mode = "extended"' if character in hub().supplementary else "use one of the 34 letters, in small"
                )
                yield Problem(row.path, row.line, f"{named(character)} is not a hub letter here", remedy)
        if whole and not group.rows and not group.silent and not group.prefix:
            yield Problem(table.path, group.line, "group without rows", "add [letters.rows] or silent = […]")
    for sequence in table.never:
        if set(sequence) - set(hub().letters):
            yield Problem(
                table.path,
                table.lines.of("", "never"),
                f"never {sequence!r} is not made of hub letters",
                "use the 34 letters, in small",
            )


def _missing(table: Table, whole: bool) -> Iterator[Problem]:
    """Every letter of the orthography is read; every hub letter is written."""
    read = {g for group in table.groups if group.direction != "write" for row in group.rows for g in row.graphs}
    read |= {graph for group in table.groups for graph in group.silent}
    for letter, line in [
        *((a, "alphabet") for a in table.alphabet),
        *((o, "other_letters") for o in table.other_letters),
    ]:
        if letter not in read:
            yield Problem(
                table.path,
                table.lines.of("", line),
                f"letter {letter!r} is read by no row",
                "give it a row, or make it silent",
            )
    written = {row.letters for group in table.groups if group.direction != "read" for row in group.rows}
    for letter in hub().letters if whole else ():
        if letter not in written:
            yield Problem(
                table.path, 0, f"hub letter {letter!r} is written by no row", "add it to a group with fallback = true"
            )


def _clashes(table: Table, reading: bool) -> Iterator[Problem]:
    """A graph (or, writing, letters) claimed twice under one condition, and rows that can never fire."""
    claims: dict[str, list[tuple[Group, Row]]] = {}
    for group in table.groups:
        if group.direction == ("write" if reading else "read") or group.fallback:
            continue
        for row in group.rows:
            for key in row.graphs if reading else (row.letters,):
                claims.setdefault(key, []).append((group, row))
        for graph in group.silent if reading else ():
            claims.setdefault(graph, []).append((group, Row("", (graph,), table.path, group.line)))
    side = "graph" if reading else "letters"
    remedy = "drop one" if reading else 'drop one, or put it into a group with direction = "read"'
    always = {key for key, rows in claims.items() if any(not g.conditions and not g.extended for g, _ in rows)}
    for key, rows in claims.items():
        for at, (group, row) in enumerate(rows):
            for first, first_row in rows[:at]:
                if first.extended != group.extended:
                    continue
                if first.conditions == group.conditions:
                    yield Problem(
                        row.path, row.line,
                        f"{side} {key!r} claimed twice under the same condition, first on line {first_row.line}", remedy,
                    )  # fmt: skip
                    break
                if covers(first.conditions, group.conditions):
                    yield Problem(
                        row.path, row.line, f"{side} {key!r} can never fire: line {first_row.line} always comes first",
                        "put the special case before the general one",
                    )  # fmt: skip
                    break
            after = group.conditions.get("followed_by")
            if after and _hidden_by_longer(key, after, always, reading):
                yield Problem(row.path, row.line, f"{side} {key!r} can never fire: longer rows always come first",
                              "drop it, or state the longer graphs' conditions")  # fmt: skip


def covers(first: Conditions, second: Conditions) -> bool:
    """Whether conditions of the same number hold wherever the second ones do.

    >>> vowel, a = Test(letters=frozenset("ae")), Test(letters=frozenset("a"))
    >>> covers(Conditions((("preceded_by", vowel),)), Conditions((("preceded_by", a),)))
    True
    """
    if len(first) != len(second) or first.first_syllable != second.first_syllable:
        return False
    for name, wide in first.tests:
        narrow = second.get(name)
        if narrow is None:
            return False
        less, more = (wide, narrow) if name == "not_in_word" else (narrow, wide)
        if not (less.letters <= more.letters and less.graphs <= more.graphs):
            return False
        if (narrow.edge and not wide.edge) or (narrow.letter and not wide.letter):
            return False
    return True


def _hidden_by_longer(key: str, after: Test, always: set[str], reading: bool) -> bool:
    if after.edge or after.letter:
        return False
    if reading:
        return not after.letters and bool(after.graphs) and all(key + g in always for g in after.graphs)
    return not after.graphs and bool(after.letters) and all(key + c in always for c in after.letters)
