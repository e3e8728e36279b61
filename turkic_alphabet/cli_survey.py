"""The commands that look a text over: ``scan`` and ``report``."""

from __future__ import annotations

from collections import Counter

import click

from .blocks import blocks
from .cli_files import STDIN, opened
from .cli_options import orthography_named
from .errors import named
from .hub import hub
from .letters import is_combining, is_letter
from .returning import Returning
from .terminal import most_common, show, show_columns, visible
from .transliterator import Transliterator


@click.command("scan")
@click.argument("tag")
@click.argument("files", nargs=-1, metavar="[FILE]...")
def scan(tag: str, files: tuple[str, ...]) -> None:
    """Show what a table cannot read.

    The letters, the most frequent first, with words that hold them. Reads standard input when no FILE is given.
    Addresses, tags and the like are no part of the text.
    """
    reader = Transliterator(orthography_named(tag))
    letters = 0
    unread: Counter[str] = Counter()
    words: dict[str, Counter[str]] = {}
    for name in files or [STDIN]:
        with opened(name) as pieces:
            for block in blocks(pieces):
                steps = reader.steps(block)
                letters += sum(is_letter(c) for step in steps if step.kind != "protected" for c in step.source)
                for step in steps:
                    if step.kind == "copied" and any(map(is_letter, step.source)):
                        unread[step.source] += 1
                        words.setdefault(step.source, Counter())[_word_at(block, step.start, step.end)] += 1
    if unread:
        ranked = sorted(unread.items(), key=lambda item: (-item[1], item[0]))
        rows = [(str(count), named(letter), most_common(words[letter])) for letter, count in ranked]
        show_columns([("count", "letter", "words"), *rows])
    show(f"{sum(unread.values())} of {letters} letters not read by {tag}")


def _word_at(text: str, start: int, end: int, reach: int = 64) -> str:
    """The word around a place of a text, as far as it matters."""
    joins = frozenset(hub().apostrophes)
    first, last = start, end
    while first > max(0, start - reach) and _inside(text[first - 1], joins):
        first -= 1
    while last < min(len(text), end + reach) and _inside(text[last], joins):
        last += 1
    return text[first:last]


def _inside(character: str, joins: frozenset[str]) -> bool:
    return is_letter(character) or is_combining(character) or character in joins


@click.command("report")
@click.argument("tag")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="Show so many causes.")
def report(tag: str, files: tuple[str, ...], most: int) -> None:
    """Show which words do not come back.

    How many words of a text come back from the common alphabet without marks, and what becomes of the others: the causes,
    the most frequent first, with words. Reads standard input when no FILE is given. `to --lossless` loses none.
    """
    counted = Returning(orthography_named(tag))
    for name in files or [STDIN]:
        with opened(name) as pieces:
            for block in blocks(pieces):
                counted.add(block)
    if counted.causes:
        ranked = sorted(counted.causes.items(), key=lambda item: (-item[1], item[0]))
        rows = [
            (str(count), visible(cause.text), visible(cause.common), visible(cause.back) or "nothing",
             most_common(counted.examples[cause]))
            for cause, count in ranked[:most]
        ]  # fmt: skip
        show_columns([("count", "text", "common", "back", "words"), *rows])
        if len(ranked) > most:
            rarer = len(ranked) - most
            show(f"and {rarer} rarer cause{'s' * (rarer > 1)}")
    share = counted.returned / counted.words if counted.words else 1
    show(f"{counted.returned} of {counted.words} words come back ({share:.2%})")
