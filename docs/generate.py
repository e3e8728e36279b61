"""Write the pages that are made from the tables, and the list of orthographies in the README.

``python docs/generate.py`` writes them; with ``--check`` nothing is written: the pages that are out of date are named,
and the exit status is 1 if there are any.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from turkic_alphabet import ALPHABET, Orthography, languages, orthographies
from turkic_alphabet.describe import page
from turkic_alphabet.table import Table

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = "docs/reference"
TABLES = f"{REFERENCE}/tables"
README = "README.md"
REGION = re.compile(r"(<!-- generated: orthographies -->\n).*?(<!-- end -->)", re.DOTALL)
SCRIPTS = {"Cyrl": "Cyrillic script", "Latn": "Latin script", "Arab": "Arabic script"}


def pages() -> dict[str, str]:
    """Every generated page but the README, by its path in the project."""
    own = {f"{TABLES}/{o.tag}.md": page(o) for o in orthographies()}
    shared = {"matrix": matrix(), "alphabets": alphabets(), "losses": losses()}
    return own | {f"{REFERENCE}/{name}.md": "\n\n".join(parts) + "\n" for name, parts in shared.items()}


def matrix() -> Iterator[str]:
    """The 34 letters and what every orthography has for them, one script after the other."""
    yield "# The 34 letters in every orthography"
    yield (
        "What an orthography has for each letter by itself. Of several spellings all are read; which is written may "
        "depend on what stands around, as the page of the orthography says. A spelling in parentheses belongs to "
        "another letter, and is written because the orthography has none for this one."
    )
    found = orthographies()
    for script in sorted({o.script for o in found}, key=lambda script: [*SCRIPTS, script].index(script)):
        own = [o for o in found if o.script == script]
        yield f"## {SCRIPTS.get(script, script)}"
        cells = [spellings(o.table) for o in own]
        rows = [
            (f"{capital} {small}", *(cell[small] for cell in cells))
            for capital, small in zip(ALPHABET.capitals, ALPHABET.letters, strict=True)
        ]
        yield columns(("", *map(linked, own)), rows)


def spellings(table: Table) -> dict[str, str]:
    """The graphs that stand for each of the 34 letters alone, whatever the condition."""
    plain: dict[str, list[str]] = {letter: [] for letter in ALPHABET.letters}
    instead: dict[str, list[str]] = {letter: [] for letter in ALPHABET.letters}
    for group in table.groups:
        if not (group.extended or group.stems):
            for row in group.rows:
                if row.letters in plain:
                    (instead if group.fallback else plain)[row.letters] += row.graphs
    said = {letter: " ".join(map(escaped, dict.fromkeys(graphs))) for letter, graphs in plain.items()}
    return said | {
        letter: f"({escaped(graphs[0])})" for letter, graphs in instead.items() if graphs and not said[letter]
    }


def alphabets() -> Iterator[str]:
    """Which of the 34 letters each orthography uses."""
    yield "# Which of the 34 letters each language uses"
    yield (
        "The 34 letters are a common stock from which each language takes its share. These are the letters that "
        "reading an orthography can give, loans included, and those that it has no use for."
    )
    for language in languages():
        yield f"## {language_name(language.orthographies[0])}"
        rows = []
        for o in language.orthographies:
            unused = [letter for letter in ALPHABET.letters if letter not in o.common_letters]
            rows.append((linked(o), str(len(o.common_letters)), " ".join(o.common_letters), " ".join(unused)))
        yield columns(("orthography", "number", "used", "not used"), rows)


def losses() -> Iterator[str]:
    """Everything that plain conversion does not give back, of all tables."""
    yield "# Losses"
    yield (
        "What comes back from the 34 letters otherwise than it was, and why: the losses that the tables declare. `#` "
        "stands for the edge of a word, `…` for any letters or none. That nothing else is lost is proved on every word of three "
        "letters ([laws](../explanation/laws.md))."
    )
    for o in orthographies():
        yield f"## {o.tag}"
        yield f"{escaped(o.name)}: [{o.tag}](tables/{o.tag}.md)"
        rows = [(escaped(graphs), escaped(why)) for graphs, why in o.losses.items()]
        yield columns(("spelling", "why"), rows) if rows else "None is declared."


def orthographies_of_readme() -> str:
    """The table of languages for the README; the default orthography of each is bold."""
    rows = []
    for language in languages():
        listed = []
        for o in language.orthographies:
            link = f"[{o.tag}]({TABLES}/{o.tag}.md)"
            what = escaped(o.name.partition(", ")[2] or o.name)
            listed.append(f"**{link}** {what}" if o.table.default else f"{link} {what}")
        rows.append((language_name(language.orthographies[0]), "<br>".join(listed)))
    return columns(("Language", "Orthographies"), rows) + "\n"


def language_name(orthography: Orthography) -> str:
    """What the name of an orthography begins with."""
    return escaped(orthography.name.partition(", ")[0])


def linked(orthography: Orthography) -> str:
    """A tag that leads from a page of the reference to the page of the orthography."""
    return f"[{orthography.tag}](tables/{orthography.tag}.md)"


def columns(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of Markdown."""
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, ("---",) * len(head), *rows))


def escaped(text: str) -> str:
    """A text that Markdown shows as it stands."""
    return re.sub(r"([\\`*_\[\]<>|~])", r"\\\1", text)


def outdated(root: Path) -> dict[str, str | None]:
    """The pages under a root that differ from what the tables give, with their right content; None: it must go."""
    wanted: dict[str, str | None] = {**pages()}
    readme = (root / README).read_text(encoding="utf-8")
    if len(REGION.findall(readme)) != 1:
        raise SystemExit(f"{README}: no region between `<!-- generated: orthographies -->` and `<!-- end -->`")
    wanted[README] = REGION.sub(lambda found: found[1] + orthographies_of_readme() + found[2], readme)
    for path in sorted((root / TABLES).glob("*.md")):
        wanted.setdefault(f"{TABLES}/{path.name}", None)
    return {name: content for name, content in wanted.items() if content != _content(root / name)}


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Write, or with ``--check`` name, what is out of date."""
    parser = argparse.ArgumentParser(prog="docs/generate.py", description="Write the pages made from the tables.")
    parser.add_argument("--check", action="store_true", help="write nothing; name the pages that are out of date")
    check = parser.parse_args(arguments).check
    stale = outdated(root)
    for name, content in stale.items():
        path = root / name
        if check:
            sys.stdout.write(f"{name}: out of date; run: python docs/generate.py\n")
        elif content is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="\n")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
