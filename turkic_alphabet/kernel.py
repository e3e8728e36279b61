"""The Python kernel: runs a program (see `program`) over a text. It knows no language and no rule.

Nothing is ever seen across a blank, so a text is taken word by word, and what a word became is remembered: running text
is mostly words met before. A word that is new goes through the `machine`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from .arrays import Arrays
from .errors import check_text
from .guards import guard_at
from .machine import Machine
from .marks import MARKS
from .program import SpansIn

REMEMBERED = 1 << 16
"""Words are forgotten, all at once, when there are so many."""

LONGEST_WORD = 256
"""What is longer is no word, and is not remembered."""

AT_ONCE = 1 << 15
"""So many characters are split into words before the next are looked at."""

_SPACE = re.compile(r"\s")
_BLANK = re.compile("[ \n]")


class Kernel:
    """One program, and where to stop for protected spans, as the C type of this name."""

    def __init__(self, fields: dict[str, Any], guards: str, roman: bool, foreign: bool) -> None:
        self._arrays = Arrays(fields, guards, roman, foreign)
        self._words = _Words(self._arrays, guarded=False), _Words(self._arrays, guarded=True)
        begins = "".join(filter(str.isascii, guards))
        self._foreign_in = lru_cache(REMEMBERED)(self._foreign_words)
        # No span begins before a blank, as most points stand, but for -{; `guard_at` asks more, and takes longer.
        self._guard = re.compile(rf"[{re.escape(begins)}](?=[^ \n]|(?<=\{{))") if begins else None

    def convert(self, text: str, spans_in: SpansIn | None, /) -> str | None:
        """The text converted but for the spans that are found in it; None when there is a mark to obey."""
        if spans_in is None:
            return self.plain(text)
        text = _checked(text)
        if self._arrays.ascii_identity and text.isascii() and not self._arrays.stops_at_foreign:
            return text
        result = self._words[True].convert(text)
        return self._around_spans(text, spans_in) if result is None else result

    def plain(self, text: str, /) -> str:
        """The converted text."""
        text = _checked(text)
        return text if self._arrays.ascii_identity and text.isascii() else self._words[False].convert(text) or ""

    def _around_spans(self, text: str, spans_in: SpansIn) -> str | None:
        """The converted text where there may be spans; None when there is a mark to obey."""
        if self._arrays.stops_at_marks and not MARKS.isdisjoint(text):
            return None
        spans, suspects = list[int](), self.suspects(text)
        for start, end in zip(suspects[::2], suspects[1::2], strict=True):
            if (begin := max([start, *spans[-1:]])) < end:
                spans += spans_in(text, begin, end)
        return self.between(text, spans)[0]

    def align(self, text: str, before: int = 0, written: int = 0, /) -> tuple[str, bytes]:
        """The converted text, and pairs of 32 bits: where every unit ends in the text and in the result.

        :param before: so many characters stand before the text,
        :param written: and so many before the result.
        :raises TypeError: for anything but ``str``.
        """
        text = _checked(text)
        return Machine(self._arrays, text, list(map(self._arrays.fast.__getitem__, text))).align(before, written)

    def many(self, texts: Iterable[str], spans_in: SpansIn | None, /) -> list[str | None]:
        """What `convert` gives for each."""
        try:
            each = iter(texts)
        except TypeError:
            raise TypeError("an iterable of str is wanted") from None
        return [self.convert(text, spans_in) for text in each]

    def suspects(self, text: str, /) -> list[int]:
        """Where the stretches between blanks stand in which a guard is: their starts and ends in turn."""
        check_text(text)
        if self._arrays.stops_at_foreign:
            return self._words[True].stopping(text)
        if self._guard is None:
            return []
        found, end = list[int](), 0
        for match in self._guard.finditer(text):
            at = match.start()
            if at < end or not guard_at(self._arrays, text, at):
                continue
            start = at
            while start > end and not text[start - 1].isspace():
                start -= 1
            blank = _SPACE.search(text, at)
            end = blank.start() if blank else len(text)
            found += [start, end]
        return found

    def foreign(self, text: str, /) -> list[int]:
        """Where the words stand that are copied for being foreign: their starts and ends in turn."""
        check_text(text)
        found, at = list[int](), 0
        for end in _ends(text) if self._arrays.keeps else ():
            foreign_in = self._foreign_in if end - at <= LONGEST_WORD else self._foreign_words
            found += [at + place for place in foreign_in(text[at:end])]
            at = end + 1
        return found

    def _foreign_words(self, token: str) -> tuple[int, ...]:
        text = Machine(self._arrays, token, list(map(self._arrays.fast.__getitem__, token)))
        return tuple(text.starts[place] for word in text.foreign for place in (word.start, word.stop))

    def between(self, text: str, spans: list[int], /) -> tuple[str, list[int]]:
        """The text converted but for spans, given by their starts and ends in turn, and where these are then."""
        result, places, at, written = list[str](), list[int](), 0, 0
        for start, end in zip(spans[::2], spans[1::2], strict=True):
            result += [self.plain(text[at:start]), text[start:end]]
            begin = written + len(result[-2])
            at, written = end, begin + end - start
            places += [begin, written]
        return "".join([*result, self.plain(text[at:])]), places


def _checked(text: str) -> str:
    """A text as a str and nothing more."""
    if type(text) is str:
        return text
    check_text(text)
    return str.__str__(text)


class _Words(dict[str, str | None]):
    """What words became: None where a protected span may be."""

    def __init__(self, arrays: Arrays, *, guarded: bool) -> None:
        self.arrays = arrays
        self.guarded = guarded

    def convert(self, text: str) -> str | None:
        """Convert a text word by word."""
        if not self.arrays.local_to_words:
            return self.run(text)
        results, at = list[str](), 0
        while True:
            end = text.find(" ", at + AT_ONCE)
            result = self.convert_some(text[at:end] if end >= 0 else text[at:])
            if result is None:
                return None
            results.append(result)
            if end < 0:
                return " ".join(results)
            at = end + 1

    def convert_some(self, text: str) -> str | None:
        """The same for as much as is split at once."""
        lines = "\n" in text
        words = (text.replace("\n", " \n ") if lines else text).split(" ")
        results: list[Any] = list(map(self.__getitem__, words))
        try:
            result = " ".join(results)
        except TypeError:
            return None
        return result.replace(" \n ", "\n") if lines else result

    def stopping(self, text: str) -> list[int]:
        """Where the words stand that may hold a protected span: their starts and ends in turn."""
        found, at = list[int](), 0
        for end in _ends(text):
            if self[text[at:end]] is None:
                found += [at, end]
            at = end + 1
        return found

    def __missing__(self, word: str) -> str | None:
        result = self.run(word)
        if len(word) <= LONGEST_WORD:
            if len(self) >= REMEMBERED:
                self.clear()
            self[word] = result
        return result

    def run(self, text: str) -> str | None:
        """Convert a text as a whole, and do not remember it."""
        out = list(map(self.arrays.fast.__getitem__, text))
        return Machine(self.arrays, text, out).convert(self.guarded) if "" in out else "".join(out)


def differing(text: str, converted: str, back: str, /) -> list[tuple[int, int, int, int]] | None:
    """Where the tokens stand, in a text and its conversion, that are not the same in what was converted back.

    Tokens with a mark of the lossless mode count as well. None when the texts do not have the same blanks.

    >>> differing("а ль б", "a l b", "а л б")
    [(2, 4, 2, 3)]
    """
    ends = [list(_ends(one)) for one in (text, converted, back)]
    blanks = [[one[end] for end in each[:-1]] for one, each in zip((text, converted, back), ends, strict=True)]
    if not blanks[0] == blanks[1] == blanks[2]:
        return None
    found, start, into, again = [], 0, 0, 0
    for end, into_end, again_end in zip(*ends, strict=True):
        token = text[start:end]
        if token != back[again:again_end] or not MARKS.isdisjoint(token):
            found.append((start, end, into, into_end))
        start, into, again = end + 1, into_end + 1, again_end + 1
    return found


def _ends(text: str) -> Iterator[int]:
    """Where the tokens between blanks end."""
    yield from (match.start() for match in _BLANK.finditer(text))
    yield len(text)
