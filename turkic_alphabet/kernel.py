"""The Python kernel: runs a program (see `program`) over a text. It knows no language and no rule.

Nothing is ever seen across a blank, so a text is taken word by word, and what a word became is remembered: running text
is mostly words met before. A word that is new goes through the `machine`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from .arrays import OTHER, Arrays
from .machine import Machine

REMEMBERED = 1 << 16
"""Words are forgotten, all at once, when there are so many."""

LONGEST_WORD = 256
"""What is longer is no word, and is not remembered."""

JOINS: Any = object()
"""In place of what became of a word that begins with a combining mark: with the blank before it, it is one grapheme."""


class Kernel:
    """One program, and where to stop for protected spans, as the C type of this name."""

    def __init__(self, fields: dict[str, Any], guards: str, roman: bool) -> None:
        self._arrays = Arrays(fields, guards, roman)
        self._words = _Words(self._arrays, guarded=False), _Words(self._arrays, guarded=True)

    def convert(self, text: str, guarded: bool, /) -> str | None:
        """The converted text; None when guards are up and there may be a protected span."""
        if type(text) is not str:
            if not isinstance(text, str):
                raise TypeError(f"text must be str, not {type(text).__name__}")
            text = str.__str__(text)
        if self._arrays.ascii_identity and text.isascii():
            return text
        return self._words[guarded is True].convert(text, " ")

    def many(self, texts: Iterable[str], guarded: bool, /) -> list[str | None]:
        """What `convert` gives for each."""
        try:
            each = iter(texts)
        except TypeError:
            raise TypeError("an iterable of str is wanted") from None
        return [self.convert(text, guarded) for text in each]


class _Words(dict[str, Any]):
    """What words became: a text, None at a guard, or `JOINS`."""

    def __init__(self, arrays: Arrays, *, guarded: bool) -> None:
        self.arrays = arrays
        self.guarded = guarded

    def __missing__(self, word: str) -> Any:
        if word and self.arrays.class_of[word[0]] in self.arrays.marks:
            result = JOINS
        elif "\n" in word and self.arrays.class_of["\n"] == OTHER:
            return self.convert(word, "\n")
        else:
            result = self.run(word)
        if len(word) <= LONGEST_WORD:
            if len(self) >= REMEMBERED:
                self.clear()
            self[word] = result
        return result

    def run(self, text: str) -> str | None:
        """Convert a text as a whole."""
        out = list(map(self.arrays.fast.__getitem__, text))
        return Machine(self.arrays, text, out).convert(self.guarded) if "" in out else "".join(out)

    def convert(self, text: str, blank: str) -> str | None:
        """Convert a text word by word."""
        if self.arrays.class_of[blank] != OTHER:  # some rule asks about blanks
            return self.run(text)
        words = text.split(blank)
        results = [self[word] for word in words]
        try:
            return blank.join(results)
        except TypeError:
            if None in results:
                return None
        # A word that begins with a mark goes with the one before; the first of the text has none.
        starts = [at for at, result in enumerate(results) if result is not JOINS or not at]
        for start, end in itertools.pairwise([*starts, len(words)]):
            if results[start] is JOINS or end > start + 1:
                results[start] = self.run(blank.join(words[start:end]))
        joined = [results[start] for start in starts]
        return None if None in joined else blank.join(joined)
