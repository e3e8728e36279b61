"""The commands that convert: ``to``, ``from`` and ``convert``."""

from __future__ import annotations

import collections
import os
import stat
import sys
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

import click

from .cli_detect import detected
from .cli_files import STDIN, called, open_stream, opened
from .cli_options import (
    chosen_rules,
    orthography_named,
    takes_files,
    takes_hub_letters,
    takes_lossless,
    takes_rules,
    takes_text,
)
from .errors import UnreadLetter
from .files import Outputs, chunks, decoded, encoded
from .marks import strip_marks
from .transliterator import Transliterator

STDOUT = (STDIN, "/dev/stdout")
"""The second may lead to a file that has something already: that is not to be replaced."""
AUTO = "auto"


@click.command("to")
@click.argument("lang")
@takes_text
@takes_lossless
@takes_hub_letters
@takes_rules
def to(lang: str, **options: Any) -> None:
    """Write TEXT in the common alphabet.

    LANG is the tag of an orthography, the code of a language, or auto: what the text looks like, which is told.

    \b
    turkic-alphabet to kk "Абай Құнанбайұлы"
    turkic-alphabet to kk -f book.txt -o book.latin.txt
    turkic-alphabet to uz -f *.txt --in-place
    turkic-alphabet to az-Cyrl < old.txt > new.txt

    A bare language (kk) reads all its scripts. With -f, all arguments are files. With neither, standard input is
    converted as it comes. Text that begins with a dash goes after "--".
    """
    _convert(lang, "common", **options)


@click.command("from")
@click.argument("tag")
@takes_text
@takes_rules
def from_(tag: str, **options: Any) -> None:
    """Write TEXT of the common alphabet in an orthography.

    \b
    turkic-alphabet from kk-Cyrl "Abay Qūnanbayūlı"
    turkic-alphabet from kk-Cyrl -f book.txt -o kitap.txt

    Marks of `to --lossless` are obeyed where they stand. A bare language (kk) means its default orthography.
    """
    _convert("common", tag, **options)


@click.command("convert")
@click.argument("source")
@click.argument("target")
@takes_text
@takes_rules
def convert(source: str, target: str, **options: Any) -> None:
    """Write TEXT of one orthography in another.

    \b
    turkic-alphabet convert uz-Cyrl uz-Latn "Тошкент шаҳри"
    turkic-alphabet convert kk-Cyrl kk-Arab -f book.txt -o kitap.txt
    """
    _convert(source, target, **options)


@click.command("strip")
@takes_files
def strip(**places: Any) -> None:
    """Take the marks of `to --lossless` out of TEXT.

    What is left is the plain conversion. (Standard variation sequences lose their selectors as well.)

    \b
    turkic-alphabet strip -f book.latin.txt -o book.plain.txt
    """
    _pour_through(lambda pieces: map(strip_marks, pieces), **places)


def _convert(
    source: str, target: str, *, text: tuple[str, ...], files: tuple[str, ...], unread: Any, output: str | None,
    in_place: bool, **rules: Any,
) -> None:  # fmt: skip
    chosen = chosen_rules(**rules)
    if source == AUTO and target == "common":
        source = detected(text, [*files, *text] if files else [])
    transliterator = Transliterator(orthography_named(source), orthography_named(target), unread=unread, **chosen)
    _pour_through(transliterator.stream, text=text, files=files, output=output, in_place=in_place)


def _pour_through(
    convert: Callable[[Iterable[str]], Iterable[str]], *,
    text: tuple[str, ...], files: tuple[str, ...], output: str | None, in_place: bool,
) -> None:  # fmt: skip
    names = [*files, *text] if files else []
    if in_place and (not names or STDIN in names):
        raise click.UsageError("--in-place is for files: -f FILE...")
    if in_place and output is not None:
        raise click.UsageError("--in-place and --output exclude each other.")

    def pour(pieces: Iterable[str], name: str, out: BinaryIO) -> None:
        try:
            for converted in convert(pieces):
                out.write(encoded(converted))
                out.flush()
        except UnreadLetter as error:
            raise click.ClickException(", ".join([f"{called(name)}: {error}", *error.__notes__])) from error

    def pour_all(out: BinaryIO, bar: bool) -> None:
        if text and not files:
            if len(text) == 1 and os.path.isfile(text[0]):
                hint = f"note: {text[0]} is a file, and its name is converted; for what it holds, -f {text[0]}"
                click.echo(hint, err=True)
            pour([" ".join(text) + "\n"], "TEXT", out)
            return
        for name in names or [STDIN]:
            with opened(name, bar=bar) as pieces:
                pour(pieces, name, out)

    if in_place:
        with Outputs() as outputs:
            for name in names:
                with opened(name) as pieces:
                    if not os.path.isfile(name):
                        raise click.UsageError(f"--in-place: {name} is not a regular file.")
                    with outputs.file(name) as out:
                        pour(pieces, name, out)
    elif output is not None and output not in STDOUT:
        with Outputs() as outputs, outputs.file(output) as out:
            pour_all(out, bar=True)
    else:
        _decode_all(names)
        output_stream = open_stream(sys.stdout, "standard output")
        pour_all(output_stream.buffer, bar=not output_stream.isatty())


def _decode_all(names: list[str]) -> None:
    """Find bytes that are not UTF-8 before anything is written; a pipe can be read only once and is not asked.

    A file to write to is put in place when all is well. Standard output has no such moment, so that every file is read twice.
    """
    for name in names:
        if name != STDIN and stat.S_ISREG(os.stat(name).st_mode):
            with open(name, "rb") as source:
                collections.deque(decoded(chunks(source), name), maxlen=0)
