"""The commands that convert: ``to``, ``from`` and ``convert``."""

from __future__ import annotations

import collections
import contextlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

import click

from .blocks import stream
from .errors import UnreadLetter
from .files import Outputs, chunks, decoded, encoded
from .orthography import Orthography, load
from .protection import PROTECT
from .terminal import progress, show
from .transliterator import Transliterator
from .word_lists import read_stems, read_words

Command = Callable[..., Any]
STDIN = "-"


def orthography_named(tag: str) -> str | Orthography:
    """A tag as it is; a path, as the table of the user's own that it leads to."""
    return load(tag) if tag.endswith(".toml") or os.sep in tag else tag


def takes_rules(command: Command) -> Command:
    """The options that choose what is converted, and how."""
    for option in (
        click.option("--stems", metavar="FILE", help="Beginnings of words that win over the table: "
                     "lines of spelling, tab, common letters."),
        click.option("--keep-words", metavar="FILE", help="Words that are copied wherever they stand whole, one a line."),
        click.option("--protect", metavar="NAME", multiple=True,
                     help=f"Copy only spans of this kind; may be repeated. Kinds: {', '.join(PROTECT)} (all by default)."),
        click.option("--no-protect", is_flag=True, help="Convert addresses, tags and placeholders as well."),
    ):  # fmt: skip
        command = option(command)
    return command


def takes_hub_letters(command: Command) -> Command:
    """The options that choose the letters of the common alphabet."""
    for option in (
        click.option("--alphabet", metavar="NAME", help="Letters to write: 2024 (the default), 2024-ä or 1991."),
        click.option("--extended", is_flag=True, help="Keep distinctions that the 34 letters lack, with further letters."),
    ):
        command = option(command)
    return command


def takes_text(command: Command) -> Command:
    """Where text comes from, and where it goes."""
    for option in (
        click.argument("text", nargs=-1),
        click.option("--unread", type=click.Choice(["keep", "raise"]), default="keep", show_default=True,
                     help="What to do at a letter that the table cannot read: copy it, or stop."),
        click.option("--in-place", is_flag=True, help="Write every file back to its place."),
        click.option("-o", "--output", metavar="OUT", help="Write to this file; it is written whole or not at all."),
        click.option("-f", "--file", "files", metavar="FILE...", multiple=True,
                     help="Read files instead of TEXT; '-' is standard input."),
    ):  # fmt: skip
        command = option(command)
    return command


def chosen_rules(
    no_protect: bool, protect: tuple[str, ...], keep_words: str | None, stems: str | None,
    extended: bool = False, alphabet: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The options as `Transliterator` takes them."""
    if no_protect and protect:
        raise click.UsageError("--protect and --no-protect exclude each other.")
    chosen: dict[str, Any] = {"protect": () if no_protect else protect or PROTECT, "extended": extended}
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
@takes_hub_letters
@takes_rules
def to(lang: str, **options: Any) -> None:
    """Write TEXT of an orthography or a language in the common alphabet.

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

    A bare language (kk) means its default orthography.
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


def _convert(
    source: str, target: str, *,
    text: tuple[str, ...], files: tuple[str, ...], output: str | None, in_place: bool, unread: Any, **rules: Any,
) -> None:  # fmt: skip
    names = [*files, *text] if files else []
    if in_place and (not names or STDIN in names):
        raise click.UsageError("--in-place is for files: -f FILE...")
    if in_place and output is not None:
        raise click.UsageError("--in-place and --output exclude each other.")
    chosen = chosen_rules(**rules)
    conversion = _Conversion(
        Transliterator(orthography_named(source), orthography_named(target), unread=unread, **chosen),
        phrases=chosen.get("keep", ()),
    )
    if in_place:
        conversion.in_place(names)
    elif output is not None and output != STDIN:
        with Outputs() as outputs, outputs.file(output) as out:
            conversion.write(names, text, out)
    else:
        _decode_all(names)
        conversion.write(names, text, click.get_binary_stream("stdout"))


class _Conversion:
    """What is done to each text, wherever it stands."""

    def __init__(self, transliterator: Transliterator, phrases: Iterable[str]) -> None:
        self.transliterator = transliterator
        self.phrases = phrases

    def write(self, names: list[str], words: tuple[str, ...], out: BinaryIO) -> None:
        """Files, or words, or standard input, one after the other into one output."""
        if words and not names:
            self.convert(" ".join(words) + "\n" for _ in range(1))(out, "TEXT")
            return
        for name in names or [STDIN]:
            with _opened(name) as source:
                self.pour(source, name, out)

    def in_place(self, names: list[str]) -> None:
        """Files, each into its own place, all of them or none."""
        with Outputs() as outputs:
            for name in names:
                with _opened(name) as source:
                    if not _size(source):
                        continue
                    with outputs.file(name) as out:
                        self.pour(source, name, out)
