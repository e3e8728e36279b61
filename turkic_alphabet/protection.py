"""Spans that are copied, not converted: addresses, tags, placeholders, Roman numerals, and what the caller names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from .enclosed import begun_in, goes_beyond, left_over, occurrences
from .errors import TurkicAlphabetError
from .hub import SpanPattern, hub
from .program import Places

REMEMBERED = 1 << 12  # stretches
SHORT = 64  # characters of a stretch that may be met again

Spans = Sequence[tuple[int, int]]
"""Where protected spans start and end, in order."""

PROTECT: tuple[str, ...] = (
    "url",
    "domain",
    "file",
    "email",
    "handle",
    "placeholder",
    "printf",
    "markup",
    "notranslate",
    "entity",
    "abbreviation",
    "roman",
)
"""The names of the patterns that are on by default; they stand in ``tables/common.toml``."""


class UnknownProtection(TurkicAlphabetError, LookupError):
    """A name in ``protect`` that is no pattern of ``common.toml``."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"no protected pattern {name!r}; known: {', '.join(hub().spans)}; or give a compiled pattern")


class _Protection(NamedTuple):
    patterns: tuple[SpanPattern | re.Pattern[str], ...]
    guards: str = ""  # the characters at which a kernel has to stop for these patterns
    roman: bool = False
    foreign: bool = False
    always: bool = False  # that it cannot know where to stop


class Protection(_Protection):
    """The patterns in force for one conversion."""

    def spans(self, text: str, suspects: Sequence[int] | None = None) -> list[tuple[int, int]]:
        """The protected spans of a text, in order; where two overlap, the one that starts first counts.

        :param suspects: where a kernel found the stretches between blanks in which one may begin.
        """
        if suspects is None or self.always:
            return _first(span for item in self.patterns for span in _spans_of(item, text))
        spans = list[tuple[int, int]]()
        for start, end in zip(suspects[::2], suspects[1::2], strict=True):
            begin = max(start, spans[-1][1]) if spans else start
            if begin < end:
                spans += self._begun_in(text, begin, end)
        return spans

    def spans_in(self, text: str, start: int, end: int) -> Places:
        """The spans that begin in a stretch between blanks, as `program.SpansIn` has it."""
        found = self.spans_within(text, start, end)
        return [place for span in self._begun_in(text, start, end) for place in span] if found is None else found

    def spans_within(self, text: str, start: int, end: int) -> tuple[int, ...] | None:
        """The same, if they can be known from the stretch alone."""
        if end - start >= SHORT or (start and not text[start - 1].isspace()):
            return None
        found = self._remembered(text[start:end])
        return None if found is None else tuple([start + place for place in found])

    @cached_property
    def _remembered(self) -> Callable[[str], tuple[int, ...] | None]:
        return lru_cache(maxsize=REMEMBERED)(self._within)

    def _within(self, stretch: str) -> tuple[int, ...] | None:
        items = self._by_starts[frozenset(stretch) & self._starts]
        if any(goes_beyond(stretch, item) for item in items if item.blanks or item.paired):
            return None
        spans = (span for item in items if not item.paired for span in _spans_from(item, stretch, 0, len(stretch)))
        return tuple(place for span in _first(spans) for place in span)

    @cached_property
    def beyond(self) -> frozenset[str]:
        """The characters that spans have which may hold blanks."""
        return frozenset(c for item in self._named if item.blanks or item.paired for c in item.starts)

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(c for item in self._named for c in item.starts)

    @cached_property
    def _by_starts(self) -> dict[frozenset[str], list[SpanPattern]]:
        return _ByStarts(self._named)

    @property
    def _named(self) -> list[SpanPattern]:
        return [item for item in self.patterns if not isinstance(item, re.Pattern)]

    def _begun_in(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        items = self._by_starts[frozenset(text[start:end]) & self._starts]
        return _first(span for item in items for span in _spans_from(item, text, start, end))


class _ByStarts(dict[frozenset[str], list[SpanPattern]]):
    """The patterns that may match where such characters stand."""

    def __init__(self, patterns: list[SpanPattern]) -> None:
        self.patterns = patterns

    def __missing__(self, present: frozenset[str]) -> list[SpanPattern]:
        self[present] = found = [p for p in self.patterns if not p.starts or not present.isdisjoint(p.starts)]
        return found


def _spans_from(item: SpanPattern, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of one pattern that begin in a part of a text between blanks."""
    if item.paired:
        yield from begun_in(text, start, end, item)
    elif item.blanks:  # they may go beyond it
        for at in occurrences(text[start:end], item.starts):
            if not left_over(text, start + at) and (match := item.pattern.match(text, start + at)):
                yield match.span()
    else:
        yield from _matches(item.pattern, text, start, end)


def _first(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of spans that overlap the one that starts first, and of those the longest."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not result or start >= result[-1][1]:
            result.append((start, end))
    return result


def _spans_of(item: SpanPattern | re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    if isinstance(item, re.Pattern):
        return _matches(item, text, 0, len(text))
    absent = item.starts and not any(c in text for c in item.starts)
    return iter(()) if absent else _spans_from(item, text, 0, len(text))


def pieces_of(spans: Spans, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """A part of a text cut into what is converted and what is protected, without a gap.

    >>> list(pieces_of([(2, 4)], 0, 5))
    [(0, 2, False), (2, 4, True), (4, 5, False)]
    """
    at = start
    for first, last in spans:
        if last <= start:
            continue
        if first >= end:
            break
        if at < first:
            yield at, first, False
        at = min(last, end)
        yield max(first, start), at, True
    if at < end:
        yield at, end, False


def _matches(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text, start, end) if match.end() > match.start())


def protection_asked(protect: object) -> tuple[str | re.Pattern[str], ...]:
    """What the caller gave as ``protect``, as a tuple: one name or pattern, or several."""
    if isinstance(protect, (str, re.Pattern)):
        return (protect,)
    if not isinstance(protect, Iterable):
        said = type(protect).__name__
        raise TypeError(f"protect takes names and compiled patterns, not {said}; protect=() protects nothing")
    return tuple(protect)


def protection(
    protect: Iterable[str | re.Pattern[str]],
    *,
    to_latin: bool,
    keep: Iterable[str] = (),
    foreign: str | None = None,
) -> Protection:
    """Protection by names and compiled patterns.

    :param keep: words copied wherever they stand whole.
    :param foreign: a pattern for words that are of no language at hand, in force if there is any protection at all.
    """
    patterns: list[SpanPattern | re.Pattern[str]] = []
    guards, roman, always = "", False, False
    for item in protect:
        if isinstance(item, re.Pattern):
            if not isinstance(item.pattern, str):
                raise TypeError("a protected pattern must be compiled from str, not bytes")
            patterns.append(item)
            always = True
        elif not isinstance(item, str):
            raise TypeError(f"protect takes names and compiled patterns, not {type(item).__name__}")
        elif item not in hub().spans:
            raise UnknownProtection(item)
        elif not (hub().spans[item].only_not_latin and to_latin):
            span = hub().spans[item]
            patterns.append(span)
            guards += span.starts
            roman = roman or span.only_not_latin
    protects_foreign = bool(patterns) and foreign is not None
    if protects_foreign and foreign:
        patterns.append(SpanPattern("foreign", foreign, "", only_not_latin=False, blanks=False))
    words = sorted(set(keep), key=lambda word: (-len(word), word))
    if words:
        patterns.append(re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)"))
        always = True
    return Protection(tuple(patterns), "".join(sorted(set(guards))), roman, protects_foreign, always)
