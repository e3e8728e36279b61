"""The commands that convert: ``to``, ``from`` and ``convert``."""

from __future__ import annotations

import collections
import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

import click

from .cli_detect import detected
from .errors import UnreadLetter
from .files import Outputs, chunks, decoded, encoded
from .hub import hub
from .marks import strip_marks
from .orthography import Orthography, load
from .protection import PROTECT
from .terminal import progress
from .transliterator import Transliterator
from .word_lists import read_stems, read_words

Command = Callable[..., Any]
STDIN = "-"
AUTO = "auto"


def orthography_named(tag: str) -> str | Orthography:
    """A tag as it is; a path, as the table of the user's own that it leads to."""
    return load(tag) if tag.endswith(".toml") or os.sep in tag else tag


def takes_rules(command: Command) -> Command:
    """The options that choose what is converted, and how."""
    kinds = ", ".join(PROTECT)
    for option in (
        click.option("--stems", metavar="FILE",
                     help="Beginnings of words that win over the table: lines of spelling, tab, common letters."),
        click.option("--keep-words", metavar="FILE",
                     help="Words that are copied wherever they stand whole, one a line."),
        click.option("--protect", metavar="NAME", multiple=True,
                     help=f"Copy only spans of this kind; may be repeated. Kinds: {kinds} (all by default)."),
        click.option("--no-protect", is_flag=True,
                     help="Convert addresses, tags and placeholders as well."),
    ):  # fmt: skip
        command = option(command)
    return command


def takes_lossless(command: Command) -> Command:
    """The option that lets any text come back exactly."""
    help_ = "Write marks that cannot be seen, with which `from` gives the text back exactly."
    return click.option("--lossless", is_flag=True, help=help_)(command)


def takes_hub_letters(command: Command) -> Command:
    """The options that choose the letters of the common alphabet."""
    for option in (
        click.option(
            "--alphabet",
            metavar="NAME",
            help=f"Letters to write: {', '.join(hub().alphabets)}; the first unless named.",
        ),
        click.option(
            "--extended", is_flag=True, help="Keep distinctions that the 34 letters lack, with further letters."
        ),
    ):
        command = option(command)
    return command


def takes_text(command: Command) -> Command:
    """Where text comes from, where it goes, and what to do with what is none."""
    unread = click.option("--unread", type=click.Choice(["keep", "raise"]), default="keep", show_default=True,
                          help="What to do at a letter that the table cannot read: copy it, or stop.")  # fmt: skip
    return takes_files(unread(command))


def takes_files(command: Command) -> Command:
    """Where text comes from, and where it goes."""
    for option in (
        click.argument("text", nargs=-1),
        click.option("--in-place", is_flag=True, help="Write every file back to its place."),
        click.option("-o", "--output", metavar="OUT", help="Write to this file; it is written whole or not at all."),
        click.option("-f", "--file", "files", metavar="FILE...", multiple=True,
                     help="Read files instead of TEXT; '-' is standard input."),
    ):  # fmt: skip
        command = option(command)
    return command


def chosen_rules(
    *, no_protect: bool, protect: tuple[str, ...], keep_words: str | None, stems: str | None,
    lossless: bool = False, extended: bool = False, alphabet: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The options as `Transliterator` takes them."""
    if no_protect and protect:
        raise click.UsageError("--protect and --no-protect exclude each other.")
    chosen: dict[str, Any] = {
        "protect": () if no_protect else protect or PROTECT, "extended": extended, "lossless": lossless,
    }  # fmt: skip
    if alphabet is not None:
        chosen["alphabet"] = alphabet
    if keep_words is not None:
        chosen["keep"] = read_words(keep_words)
    if stems is not None:
        chosen["stems"] = read_stems(stems)
    return chosen


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
            raise click.ClickException(", ".join([f"{_said(name)}: {error}", *error.__notes__])) from error

    def pour_all(out: BinaryIO, bar: bool) -> None:
        if text and not files:
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
    elif output is not None and output != STDIN:
        with Outputs() as outputs, outputs.file(output) as out:
            pour_all(out, bar=True)
    else:
        _decode_all(names)
        pour_all(sys.stdout.buffer, bar=not sys.stdout.isatty())


@contextlib.contextmanager
def opened(name: str, *, bar: bool = True) -> Iterator[Iterator[str]]:
    """The text of a file, or of standard input, piece by piece; with a progress bar when it is long."""
    with contextlib.ExitStack() as stack:
        if name == STDIN:
            source: BinaryIO = sys.stdin.buffer
        else:
            source = stack.enter_context(open(name, "rb"))
        tick = stack.enter_context(progress(_said(name), _size(source) if bar else 0))
        yield decoded(chunks(source, tick), _said(name))


def _decode_all(names: list[str]) -> None:
    """Find bytes that are not UTF-8 before anything is written; a pipe can be read only once and is not asked."""
    for name in names:
        if name != STDIN and stat.S_ISREG(os.stat(name).st_mode):
            with open(name, "rb") as source:
                collections.deque(decoded(chunks(source), name), maxlen=0)


def _said(name: str) -> str:
    return "standard input" if name == STDIN else name


def _size(source: BinaryIO) -> int:
    """How long a file is; 0 when that cannot be known."""
    with contextlib.suppress(OSError):
        status = os.fstat(source.fileno())
        if stat.S_ISREG(status.st_mode):
            return status.st_size
    return 0
