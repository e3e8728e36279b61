"""A table as a page of Markdown, made from the table itself: for `turkic-alphabet show` and for the documentation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .hub import hub
from .orthography import Orthography
from .table import Group, Source, Table, Test

MANY = 30
"""Of a longer list of stems only so many are shown; the file beside the table has them all."""

_WHERE = {
    "preceded_by": "after", "followed_by": "before", "near": "near", "vowel_before": "where the vowel before is",
    "vowel_after": "where the vowel after is", "in_word": "in words with", "not_in_word": "in words without",
}  # fmt: skip


def page(orthography: Orthography) -> str:
    """The page of an orthography.

    >>> from turkic_alphabet import load
    >>> print(page(load("kk-Cyrl")).splitlines()[0])
    # Kazakh, Cyrillic script
    """
    table = orthography.table
    sections = (
        _head(orthography), _alphabet(table), _letters(table), _classes(table), _never(table), _losses(table),
        _examples(table), _sources(table),
    )  # fmt: skip
    return "\n\n".join(paragraph for section in sections for paragraph in section if paragraph) + "\n"


def _head(orthography: Orthography) -> Iterator[str]:
    table = orthography.table
    yield f"# {_plain(orthography.name)}"
    yield _plain(table.note)
    roles = [f"what a bare `{table.language}` is written in"] * table.default
    roles += [f"read in texts of a bare `{table.language}`"] * table.union
    facts = {
        "Tag": f"`{table.tag}`",
        "Status": _plain(table.status),
        "Script": f"`{table.script}`",
        "Language": ", ".join(f"`{code}`" for code in dict.fromkeys((table.language, *table.codes))),
        "Other tags": ", ".join(f"`{alias}`" for alias in table.aliases),
        "Role": "; ".join(roles),
        "Version": f"`{orthography.version}`",
    }
    yield _columns(("", ""), [(key, value) for key, value in facts.items() if value])


def _alphabet(table: Table) -> Iterator[str]:
    yield "## Alphabet"
    yield _lines_of_letters(table.alphabet, table.capitals)
    if table.other_letters:
        yield "Letters read beside the alphabet:"
        yield _lines_of_letters(table.other_letters, table.other_capitals)


def _lines_of_letters(letters: tuple[str, ...], capitals: tuple[str, ...]) -> str:
    if not capitals:
        return _plain(" · ".join(letters))
    pairs = zip(capitals, letters, strict=True)
    return _plain(" · ".join(small if capital == small else f"{capital} {small}" for capital, small in pairs))


def _letters(table: Table) -> Iterator[str]:
    yield "## Letters"
    yield (
        "Of several spellings all are read and the first is written. The longest spelling wins, then the group with "
        "more conditions, then the order on this page."
    )
    for number, group in enumerate(table.groups, 1):
        yield f"### {number}. {_title(group)}"
        yield _plain(group.note)
        yield f"Source: [{_plain(group.source)}](#sources)" if group.source else ""
        if group.prefix:
            yield f"Such a word starts with {_code(group.prefix)}, which is read as nothing."
        if group.rows:
            shown = group.rows[:MANY] if group.stems else group.rows
            yield _columns(
                ("common", "spelling"), [(_plain(row.letters), _plain(" · ".join(row.graphs))) for row in shown]
            )
            yield f"and {len(group.rows) - len(shown)} more" if len(shown) < len(group.rows) else ""
        if group.silent:
            yield f"Read as nothing: {_plain(' · '.join(group.silent))}"


def _title(group: Group) -> str:
    """What sets a group apart: its conditions, its direction, its mode."""
    said = []
    if group.stems:
        said.append("stems")
    else:
        said += [f"{_WHERE.get(name, name)} {_either(test)}" for name, test in group.conditions.tests]
        said += ["in the first syllable"] * group.conditions.first_syllable
    if group.fallback:
        said.append("written where nothing else is")
    elif group.direction != "both":
        said.append("only read" if group.direction == "read" else "only written")
    if group.extended:
        said.append("with the extended letters")
    title = ", ".join(said) or "everywhere"
    return _plain(title[0].upper() + title[1:])


def _either(test: Test) -> str:
    return " or ".join("the edge of a word" if name == "edge" else name.replace("_", " ") for name in test.names)


def _classes(table: Table) -> Iterator[str]:
    if table.classes:
        yield "## Classes"
        yield "What the groups call by name: letters of the common alphabet, or spellings of this orthography."
        rows = [(_plain(name.replace("_", " ")), *_members(test)) for name, test in table.classes]
        yield _columns(("class", "common", "spelling"), rows)


def _members(test: Test) -> tuple[str, str]:
    own = [letter for letter in hub().letters if letter in test.letters]
    return _plain(" ".join([*own, *sorted(test.letters.difference(own))])), _plain(" ".join(sorted(test.graphs)))


def _never(table: Table) -> Iterator[str]:
    if table.never:
        yield "## Foreign words"
        yield f"A word of the common alphabet with one of these is foreign, and kept: {_plain(' · '.join(table.never))}"


def _losses(table: Table) -> Iterator[str]:
    yield "## Losses"
    if not table.losses:
        yield "None is declared."
        return
    yield "What does not come back from the common alphabet as it was; `#` is the edge of a word, `…` any letters or none."
    yield _columns(("spelling", "why"), [(_plain(graphs), _plain(why)) for graphs, why in table.losses])


def _examples(table: Table) -> Iterator[str]:
    if not table.examples:
        return
    yield "## Examples"
    rows = []
    for example in table.examples:
        remark = "; ".join(filter(None, ["extended" * example.extended, example.why]))
        rows.append((example.text, example.common, example.text if example.back is None else example.back, remark))
    yield _columns(("text", "common", "comes back as", "remark"), [tuple(map(_plain, row)) for row in rows])


def _sources(table: Table) -> Iterator[str]:
    yield "## Sources"
    yield "\n".join(f"- **{_plain(source.key)}**: {_source(source)}" for source in table.sources)


def _source(source: Source) -> str:
    parts = [_plain(source.title), str(source.year or ""), _link(source.where), _plain(source.reason)]
    return ", ".join(part for part in parts if part)


def _link(where: str) -> str:
    return f"<{where}>" if re.fullmatch(r"https?://[^\s<>]+", where) else _plain(where)


def _columns(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _code(text: str) -> str:
    return f"`{text}`"


def _plain(text: str) -> str:
    """A text that Markdown shows as it stands."""
    return re.sub(r"([\\`*_\[\]<>|~])", r"\\\1", text)
