"""The commands that show what there is and what happens: ``explain``, ``list``, ``show`` and ``check``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import click

from .blocks import blocks
from .catalog import table, tags
from .check import check as check_table
from .cli_files import opened
from .cli_options import (
    chosen_rules,
    orthography_named,
    takes_hub_letters,
    takes_lossless,
    takes_rules,
)
from .conversion import parts_of
from .describe import page
from .errors import Problem, TableError
from .orthography import Orthography, load, orthographies
from .stems import StemsInText
from .step import Step
from .table import Source, Table
from .terminal import most_common, show, show_columns, visible
from .transliterator import Transliterator

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command("explain")
@click.argument("arguments", nargs=-1, metavar="SOURCE [TARGET] TEXT")
@as_json
@takes_lossless
@takes_hub_letters
@takes_rules
def explain(arguments: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Show every step of a conversion.

    What became what, by which rule, and which source the rule is from.

    \b
    turkic-alphabet explain kk "Юсуп"
    turkic-alphabet explain uz-Cyrl uz-Latn "Исҳоқ" --json

    TARGET is the common alphabet unless given.
    """
    if len(arguments) not in (2, 3):
        raise click.UsageError("SOURCE, TEXT and, between them, TARGET if it is not the common alphabet.")
    source, target, text = arguments if len(arguments) == 3 else (arguments[0], "common", arguments[1])
    if target != "common" and (options["extended"] or options["alphabet"] or options["lossless"]):
        said = "--extended, --alphabet and --lossless choose what is written of the common alphabet: leave TARGET out."
        raise click.UsageError(said)
    ends = orthography_named(source), orthography_named(target)
    steps = Transliterator(*ends, **chosen_rules(**options)).steps(text)
    cited = list(_cited(steps, ends))
    if as_json:
        _show_json({
            "source": source, "target": target, "text": text, "result": "".join(step.target for step in steps),
            "steps": [step._asdict() for step in steps],
            "citations": [{"table": tag, "citation": key, "source": str(where)} for tag, key, where in cited],
        })  # fmt: skip
        return
    rows = [(visible(s.source), visible(s.target), s.kind, s.rule, s.citation, s.marks) for s in steps]
    heads = ("source", "target", "kind", "rule", "citation", "marks")
    shown = len(heads) if any(s.marks for s in steps) else -1
    show_columns([heads[:shown], *(row[:shown] for row in rows)])
    if cited:
        show("")
        show_columns([(tag, key, str(found)) for tag, key, found in cited])


def _cited(steps: list[Step], ends: tuple[str | Orthography, str | Orthography]) -> Iterator[tuple[str, str, Source]]:
    """What the citations of the steps stand for, by table."""
    keys = dict.fromkeys(key for step in steps for key in step.citation.split("; ") if key)
    parts = [*parts_of(ends[0], source=True), *parts_of(ends[1], source=False)]
    for found in dict.fromkeys(part if isinstance(part, Table) else table(part.tag) for part in parts):
        known = {source.key for source in found.sources}
        yield from ((found.tag, key, found.source(key)) for key in keys if key.split()[0] in known)


@click.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List all orthographies."""
    found = [
        {"tag": o.tag, "name": o.name, "script": o.script, "status": o.table.status, "default": o.table.default}
        for o in orthographies()
    ]
    if as_json:
        _show_json(found)
    else:
        rows = [(str(o["tag"]), str(o["name"]), str(o["script"]), str(o["status"])) for o in found]
        show_columns([("tag", "name", "script", "status"), *rows])


@click.command("show")
@click.argument("tag")
def show_(tag: str) -> None:
    """Show a table as a page of Markdown.

    Its letters, rules, losses, examples and sources. TAG may be a file.
    """
    show(page(load(tag)).rstrip("\n"))


@click.command("check")
@click.argument("tables", nargs=-1, metavar="[TAG|FILE]...")
@click.option("-v", "--verbose", is_flag=True, help="Print notes as well.")
@click.option(
    "--text",
    "texts",
    metavar="FILE",
    multiple=True,
    help="Running text, to find stems that spoil other words; may be repeated.",
)
@click.pass_context
def check(context: click.Context, tables: tuple[str, ...], verbose: bool, texts: tuple[str, ...]) -> None:
    """Check tables: form, examples, laws.

    All tables of the library unless some are named, by tag or as files. Prints what is wrong, with file, line and
    remedy; the exit status is 1 if anything is.

    \b
    turkic-alphabet check kk-Cyrl
    turkic-alphabet check kk-Cyrl --text book.txt
    """
    if texts and not tables:
        raise click.UsageError("--text is in one orthography: name its table.")
    unsound = False
    for name in tables or tags():
        try:
            report = check_table(load(name))
            problems, notes = list(report.problems), list(report.notes)
            if texts and not problems:
                _check_stems(load(name), texts, problems, notes)
        except TableError as error:
            problems, notes = list(error.problems), []
        for problem in problems:
            show(str(problem))
        for note in notes if verbose else ():
            show(f"{name}: note: {note}")
        show(f"{name}: " + (f"{len(problems)} problem{'s' * (len(problems) > 1)}" if problems else "no problems"))
        unsound = unsound or bool(problems)
    context.exit(int(unsound))


def _check_stems(orthography: Orthography, texts: tuple[str, ...], problems: list[Problem], notes: list[str]) -> None:
    """Tell which stems spoil words of running text, as a problem those that do not serve more of them."""
    found = StemsInText(orthography)
    for name in texts:
        with opened(name) as pieces:
            for block in blocks(pieces):
                found.add(block)
    for stem, effect in sorted(found.effects.items(), key=lambda item: (item[0].path, item[0].line)):
        said = f"stem {stem.graphs[0]!r} ({stem.letters})"
        served, spoiled = effect.served.total(), effect.spoiled.total()
        if spoiled:
            what = f"{said} spoils {most_common(effect.spoiled)}; serves {most_common(effect.served) or 'no word'}"
            if spoiled >= served:
                problems.append(Problem(stem.path, stem.line, what, "lengthen it, or take it out"))
            else:
                notes.append(f"{stem.path}:{stem.line}: {what}")
        if effect.read:
            notes.append(f"{stem.path}:{stem.line}: {said} reads {most_common(effect.read)}")


def _show_json(data: Iterable[Any]) -> None:
    # A lone surrogate becomes the escape that JSON has for it.
    text = json.dumps(data, ensure_ascii=False, indent=2)
    show(text.encode("utf-8", "backslashreplace").decode("utf-8"))
