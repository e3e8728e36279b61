"""Tokens and what they became, for the kernel without a compiler."""

from __future__ import annotations

import re

_BLANK = re.compile("([ \n])")
MOST_TOKENS = 1 << 15
LONGEST_TOKEN = 64


class Vocabulary:
    """See `engine.Vocabulary`.

    >>> known = Vocabulary()
    >>> known.add(["кел"], ["kel"])
    >>> known.look_up("кел, кел кел")
    ['', 'кел,', ' kel kel']
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def look_up(self, text: str, /) -> list[str]:
        """See `engine.Vocabulary`."""
        pieces, known = list[str](), list[str]()
        for number, part in enumerate(_BLANK.split(text)):
            result = part if number % 2 else self._known.get(part)
            if result is None:
                pieces += ("".join(known), part)
                known.clear()
            else:
                known.append(result)
        return [*pieces, "".join(known)]

    def add(self, tokens: list[str], results: list[str], /) -> None:
        """See `engine.Vocabulary`."""
        for token, result in zip(tokens, results, strict=True):
            if len(token) <= LONGEST_TOKEN and len(self._known) < MOST_TOKENS:
                self._known[token] = result
