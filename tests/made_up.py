"""Tiny orthographies written in a test: what the format means, apart from any real language."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from turkic_alphabet import Orthography, load
from turkic_alphabet.hub import hub


def made_up(
    plain: str, groups: str = "", *, other: str = "", head: str = "", tag: str = "qaa-Cyrl", stems: str = ""
) -> Orthography:
    """An orthography from its plain letters and the groups that matter to the test.

    :param plain: ``"a а А, b б Б"``: hub letters, small letter, capital (none in a script without case), one row each.
    :param groups: TOML; every group is given its source.
    :param other: ``"я Я, ъ Ъ"``: letters that those groups read.
    :param head: TOML of the head.
    :param stems: the list of stems beside the table.
    """
    with TemporaryDirectory() as directory:
        path = Path(directory, f"{tag}.toml")
        path.write_text(toml(plain, groups, other=other, head=head, tag=tag), encoding="utf-8")
        if stems:
            path.with_suffix(".stems.tsv").write_text(stems, encoding="utf-8")
        return load(path)


def toml(plain: str, groups: str = "", *, other: str = "", head: str = "", tag: str = "qaa-Cyrl") -> str:
    """The table as TOML. Hub letters that no row writes get a fallback row, so that it is complete."""
    rows = [row.split() for row in plain.split(",")]
    alphabet = [row[1:] for row in rows] + [letter.split() for letter in other.split(",") if letter]
    stated = groups.replace("[[letters]]", '[[letters]]\nsource = "s"') + _group({row[0]: row[1] for row in rows})
    written = {
        letters
        for group in tomllib.loads(stated)["letters"]
        if group.get("direction") != "read"
        for letters in group.get("rows", {})
    }
    lines = [f'tag = "{tag}"', 'name = "Made up"', 'alphabet = "' + " ".join(letter[0] for letter in alphabet) + '"']
    if all(len(letter) > 1 for letter in alphabet):
        lines.append('capitals = "' + " ".join(letter[1] for letter in alphabet) + '"')
    lines += [head, '[sources]\ns = { title = "our choice", reason = "made up" }', stated]
    lines.append(_group({letter: rows[0][1] for letter in hub().letters if letter not in written}, "fallback = true\n"))
    return "\n".join(lines)


def _group(rows: dict[str, str], keys: str = "") -> str:
    listed = "\n".join(f'"{letters}" = "{graph}"' for letters, graph in rows.items())
    return f'\n[[letters]]\nsource = "s"\n{keys}[letters.rows]\n{listed}\n'
