"""The options that several commands share, and what they mean to the library."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click

from .hub import hub
from .orthography import Orthography, load
from .protection import PROTECT
from .word_lists import read_stems, read_words

Command = Callable[..., Any]


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
                     help="Convert addresses, tags, placeholders and marked parts as well."),
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
