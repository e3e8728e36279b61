"""What the commands show: bytes on standard output, columns, a progress bar."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import click

from .files import encoded
from .letters import is_combining

LONG = 4 << 20
"""From so many bytes on, a file has a progress bar."""

WORDS = 5
"""How many words are shown as examples."""


def show(text: str) -> None:
    """Write a line, as UTF-8 whatever the locale says."""
    click.echo(encoded(text + "\n"), nl=False)


def visible(text: str) -> str:
    """A text for a column: what would not be seen there, or would break the line, is spelled out.

    >>> visible("ң"), visible(" "), visible("\\n")
    ('ң', "' '", "'\\\\n'")
    """
    return text if text.isprintable() and (text.strip() or not text) else repr(text)


def most_common(words: Counter[str]) -> str:
    """The most frequent words, with how often each occurs.

    >>> most_common(Counter("abracadabra"))
    'a (5), b (2), r (2), c, d'
    """
    ranked = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    said = [word if count == 1 else f"{word} ({count})" for word, count in ranked[:WORDS]]
    return ", ".join(said + ["…"] * (len(ranked) > WORDS))


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines whose columns stand under each other.

    >>> list(columns([("я", "ya"), ("shʼ", "ş")]))
    ['я    ya', 'shʼ  ş']
    """
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def show_columns(rows: Iterable[Sequence[str]]) -> None:
    """Write rows as lines whose columns stand under each other."""
    for line in columns(list(rows)):
        show(line)


def _width(text: str) -> int:
    return sum(not is_combining(character) for character in text)


def _ignore(_read: int) -> None:
    pass


@contextlib.contextmanager
def progress(name: str, size: int) -> Iterator[Callable[[int], object]]:
    """Something to tell how many bytes were read: a bar on the terminal when the file is long, else nothing."""
    if size <= LONG or not sys.stderr.isatty():
        yield _ignore
        return
    label = click.format_filename(name, shorten=True)
    with click.progressbar(length=size, label=label, file=sys.stderr, update_min_steps=max(size // 500, 1)) as bar:
        yield bar.update
