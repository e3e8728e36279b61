"""The command ``detect``, and what ``to auto`` takes a text for."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import click

from .catalog import resolve
from .cli_files import STDIN, called, open_stream, opened
from .detection import Guess, detect, detect_words
from .terminal import show, show_columns, visible

SHOWN = 5
"""How many guesses are shown; `--json` has them all."""
ENOUGH = 0.5
"""``to auto`` asks for a language's name when its score is not above this."""
HEAD = 1 << 16
"""So many bytes of a file tell what ``to auto`` takes it for."""


@click.command("detect")
@click.argument("text", nargs=-1)
@click.option(
    "-f", "--file", "files", metavar="FILE...", multiple=True, help="Read files instead of TEXT; '-' is standard input."
)
@click.option("--words", is_flag=True, help="Tell for each word: for text that mixes languages.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def detect_(text: tuple[str, ...], files: tuple[str, ...], words: bool, as_json: bool) -> None:
    """Tell which orthography TEXT is in.

    The likeliest first, with scores that sum to 1.

    \b
    turkic-alphabet detect "Бүгүн мектепке барабыз"
    turkic-alphabet detect -f book.txt --json
    turkic-alphabet detect --words "Бүгүн мектепке барабыз, bugun maktabga boramiz"

    With -f, all arguments are files. With neither, standard input is read. Only Turkic languages are known: a low score
    may mean another language.
    """
    named = [("TEXT", " ".join(text))] if text and not files else _read([*files, *text] if files else [STDIN])
    several = len(files) + len(text) > 1 and bool(files)
    answers: list[dict[str, object]] = []
    for name, content in named:
        where = {"file": name} if files else {}
        if words:
            found = detect_words(content)
            answers.append({**where, "words": [{"word": word, "tag": tag} for word, tag in found]})
            rows = [(visible(word), tag) for word, tag in found]
        else:
            guesses = detect(content)
            answers.append({**where, "guesses": [guess._asdict() for guess in guesses]})
            rows = [(guess.tag, f"{guess.score:.3f}") for guess in guesses[:SHOWN] if guess.score >= 0.0005]
        if not rows and not as_json:
            raise click.ClickException(f"{name}: no letter of Latin, Cyrillic or Arabic script in it")
        if not as_json:
            show_columns([(name, *row) if several else row for row in rows])
    if as_json:
        show(json.dumps(answers if several else answers[0], ensure_ascii=False, indent=1))


def _read(names: list[str]) -> Iterator[tuple[str, str]]:
    """The whole text of each file."""
    for name in names:
        with opened(name) as pieces:
            yield called(name), "".join(pieces)


def detected(text: tuple[str, ...], files: list[str]) -> str:
    """The tag that ``to auto`` reads a text with, or files by how they begin; all must be in one orthography.

    Standard input is looked at, not consumed: only what has come so far counts.
    """
    if not files and text:
        return _named("TEXT", detect(" ".join(text)))
    found: dict[str, str] = {}
    for name in files or [STDIN]:
        if name == STDIN:
            peek = getattr(open_stream(sys.stdin, name).buffer, "peek", None)
            if peek is None:
                raise click.UsageError(
                    "auto: standard input cannot be looked at here; name the language, or use -f FILE."
                )
            head: bytes = peek(HEAD)
        else:
            with open(name, "rb") as source:
                head = source.read(HEAD)
        # The last character may be cut; bytes that are no UTF-8 are told when the file is converted.
        found.setdefault(_named(called(name), detect(head.decode("utf-8", "ignore"))), called(name))
    if len(found) > 1:
        each = ", ".join(f"{name} in {tag}" for tag, name in found.items())
        raise click.UsageError(f"auto: the files are not in one orthography ({each}); convert them one by one.")
    return next(iter(found))


def _named(name: str, guesses: list[Guess]) -> str:
    """The tag of the first guess, if the guesses agree on its language."""
    if not guesses:
        raise click.UsageError(f"auto: {name} has no letter of Latin, Cyrillic or Arabic script; name its language.")
    best = guesses[0]
    language = sum(guess.score for guess in guesses if guess.language == best.language)
    if language <= ENOUGH:
        likeliest = ", ".join(f"{guess.tag} {guess.score:.2f}" for guess in guesses[:3])
        raise click.UsageError(f"auto: cannot tell what {name} is in ({likeliest}); name its language.")
    resolve(best.tag, source=True)  # a model of a table that is not here is told before anything is read
    click.echo(f"{name}: taken for {best.tag} ({language:.2f})", err=True)
    return best.tag
