"""A conversion that goes token by token, and remembers what each became.

No conversion sees across a blank, so what a token became it becomes again, wherever it stands. Only a protected span may hold
blanks: lines in which one may begin are converted as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .blocks import lines_with
from .engine import vocabulary
from .marked_text import BLANK
from .protection import Protection

BLOCK = 1 << 16
"""Characters: new tokens of so many are converted together, and known in the next ones."""

BETWEEN = 1 << 9
"""Characters: where such signs are so close together, a text is converted as a whole."""

REMEMBERED = 1 << 14
"""Tokens, or a little more, of those that a vocabulary does not take."""

LONG = 256
"""A token that is longer is no word, and is not remembered."""


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
            pieces = self._known.look_up(text[start:end])
            if any(sign in token for token in pieces[1::2] for sign in self._signs):
                return "".join([*done[:before], *self._by_lines(text[line:])])
            done.append(self._filled(pieces))
        return "".join(done)

    def _filled(self, pieces: list[str]) -> str:
        """What was looked up, with what its new tokens become. None of them has a sign, or it would not be known alone."""
        if tokens := pieces[1::2]:
            longer = self._longer  # another thread may put a new one in its place
            became = {token: longer[token] for token in tokens if token in longer}
            if new := [token for token in dict.fromkeys(tokens) if token not in became]:
                results = self._convert("\n".join(new)).split("\n")
                self._known.add(new, results)
                self._remember(new, results)
                became |= zip(new, results, strict=True)
            pieces[1::2] = [became[token] for token in tokens]
        return "".join(pieces)

    def _remember(self, tokens: list[str], results: list[str]) -> None:
        """Keep what some tokens became: a vocabulary does not take the longest, or when it is full."""
        if len(self._longer) > REMEMBERED:
            self._longer = {}
        self._longer.update((token, became) for token, became in zip(tokens, results, strict=True) if len(token) < LONG)

    def _by_lines(self, text: str) -> Iterator[str]:
        at = 0
        for start, end in lines_with(text, self._signs, BETWEEN):
            yield self._without_signs(text[at:start])
            yield self._convert(text[start:end])
            at = end
        yield self._without_signs(text[at:])

    def _without_signs(self, text: str) -> str:
        return "".join([self._filled(self._known.look_up(text[start:end])) for start, end in _blocks(text)])


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Parts of a text that end after a blank, if possible after that of a line."""
    start = 0
    while start + BLOCK < len(text):
        end = text.find("\n", start + BLOCK, start + 2 * BLOCK) + 1
        if not end:
            blank = BLANK.search(text, start + BLOCK)
            end = blank.end() if blank else len(text)
        yield start, end
        start = end
    yield start, len(text)
