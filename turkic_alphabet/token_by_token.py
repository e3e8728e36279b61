"""A conversion that goes token by token, and remembers what each became.

No conversion sees across a blank, so what a token became it becomes again, wherever it stands. Only a protected span may hold
blanks: lines in which one may begin are converted as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from .blocks import lines_with
from .enclosed import occurrences
from .engine import vocabulary
from .marked_text import BLANKS
from .protection import Protection

BLOCK = 1 << 16
"""Characters: new tokens of so many are converted together, and known in the next ones."""

BETWEEN = 1 << 9
"""Characters: where such signs are so close together, a text is converted as a whole."""

REMEMBERED = 1 << 14
"""So many tokens, or a little more, of those that a vocabulary does not take."""

LONG = 256
"""A token that is longer is no word, and is not remembered."""

_BLANK = re.compile(f"[{BLANKS}]")


class TokenByToken:
    """What a conversion gives, for less when most tokens were met before.

    :param convert: the conversion.
    :param around: what it protects.
    """

    def __init__(self, convert: Callable[[str], str], around: Iterable[Protection]) -> None:
        self._convert = convert
        self._known = vocabulary()
        self._longer = dict[str, str]()
        self._signs = "".join(sorted({c for each in around for c in each.beyond}))

    def convert(self, text: str) -> str:
        """A text converted."""
        done, line, before = list[str](), 0, 0  # the last block that begins a line, and how many come before it
        for start, end in _blocks(text):
            if not start or text[start - 1] == "\n":
                line, before = start, len(done)
            converted = self._by_tokens(text[start:end])
            if converted is None:
                return "".join([*done[:before], *self._by_lines(text[line:])])
            done.append(converted)
        return "".join(done)

    def _by_tokens(self, text: str) -> str | None:
        """A text converted token by token; None where one has a sign of spans that may hold blanks."""
        pieces = self._known.look_up(text)
        if tokens := pieces[1::2]:
            if any(sign in token for token in tokens for sign in self._signs):
                return None  # and no such token becomes a known one
            became = {token: self._longer.get(token) for token in tokens}
            if new := [token for token, result in became.items() if result is None]:
                results = self._convert("\n".join(new)).split("\n")
                self._known.add(new, results)
                became |= self._remembered(dict(zip(new, results, strict=True)))
            pieces[1::2] = [became[token] or "" for token in tokens]
        return "".join(pieces)

    def _remembered(self, results: dict[str, str]) -> dict[str, str]:
        """What new tokens became: a vocabulary does not take the longest, or when it is full."""
        if len(self._longer) > REMEMBERED:
            self._longer.clear()
        self._longer.update((token, result) for token, result in results.items() if len(token) < LONG)
        return results

    def _by_lines(self, text: str) -> Iterator[str]:
        at, seldom = 0, len(occurrences(text, self._signs)) * BETWEEN < len(text)
        for start, end in lines_with(text, self._signs) if seldom else [(0, len(text))]:
            yield self._without_signs(text[at:start])
            yield self._convert(text[start:end])
            at = end
        yield self._without_signs(text[at:])

    def _without_signs(self, text: str) -> str:
        return "".join([self._by_tokens(text[start:end]) or "" for start, end in _blocks(text)])


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Parts of a text that end after a blank, if possible after that of a line."""
    start = 0
    while start + BLOCK < len(text):
        end = text.find("\n", start + BLOCK, start + 2 * BLOCK) + 1
        if not end:
            blank = _BLANK.search(text, start + BLOCK)
            end = blank.end() if blank else len(text)
        yield start, end
        start = end
    yield start, len(text)
