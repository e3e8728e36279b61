"""A conversion that goes token by token, and remembers what each became.

No conversion sees across a blank, so what a token became it becomes again, wherever it stands. Only a protected span may hold
blanks: lines in which one may begin are converted as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from .blocks import lines_with
from .engine import vocabulary
from .marked_text import BLANKS
from .protection import Protection

BLOCK = 1 << 16
"""Characters: new tokens of so many are converted together, and known in the next ones."""

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
        self._beyond = "".join(sorted({c for each in around for c in each.beyond}))

    def convert(self, text: str) -> str:
        """A text converted."""
        return "".join([self._by_tokens(part) if tokens else self._convert(part) for part, tokens in self._parts(text)])

    def _by_tokens(self, text: str) -> str:
        pieces = self._known.look_up(text)
        if tokens := pieces[1::2]:
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

    def _parts(self, text: str) -> Iterator[tuple[str, bool]]:
        """The parts of a text, and whether they are nothing but tokens."""
        at = 0
        for start, end in lines_with(text, self._beyond) if any(c in text for c in self._beyond) else ():
            yield from ((block, True) for block in _blocks(text[at:start]))
            yield text[start:end], False
            at = end
        yield from ((block, True) for block in _blocks(text[at:]))


def _blocks(text: str) -> Iterator[str]:
    at = 0
    while end := _BLANK.search(text, at + BLOCK):
        yield text[at : end.end()]
        at = end.end()
    yield text[at:]
