"""Spans between a sign that opens them and the one that closes it: elements that are marked, and ``-{…}-``."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from .hub import SpanPattern, hub
from .marks import marks_in, strip_marks

SPAN = 1 << 16
"""No protected span is longer."""

REMEMBERED = 64
"""Of so many texts it is known where their spans stand."""

_FOUND: dict[tuple[int, int, str], list[tuple[int, int]]] = {}


@cache
def all_signs() -> str:
    """The characters with which tags begin, and the signs of marked parts, but for a hyphen."""
    spans = hub().spans.values()
    return "".join(sorted({c for s in spans for c in (s.signs if s.paired else s.starts if s.blanks else "")}))


def occurrences(text: str, characters: str) -> list[int]:
    """Where some characters stand in a text: faster than by a pattern, where they are rare.

    >>> occurrences("a <b> {c} </b>", "<{")
    [2, 6, 10]
    """
    found = list[int]()
    for c in characters:
        at = text.find(c)
        while at >= 0:
            found.append(at)
            at = text.find(c, at + 1)
    return sorted(found)


def tag_end(text: str, start: int) -> int:
    """Where a tag ends that a "<" may begin; 0 if it is none, as nothing closes it.

    >>> tag_end("a <b> < <c>", 2), tag_end("a <b> < <c>", 6)
    (5, 0)
    """
    other = text.find("<", start + 1, start + SPAN)  # first, so that all of them take no longer than the text is
    return text.find(">", start, start + SPAN if other < 0 else other) + 1


def left_over(text: str, at: int) -> bool:
    """Whether a "<" stands at a place that nothing closes: no tag, and a pattern would take much longer to find that.

    >>> [left_over("a <b> < <c>", at) for at in (0, 2, 6)]
    [False, False, True]
    """
    return text[at] == "<" and not tag_end(text, at)


def enclosed(text: str, signs: SpanPattern, places: list[int] | None = None) -> list[tuple[int, int]]:
    """Where such spans stand, one inside another included; the end of one that is still open is beyond the text.

    >>> enclosed("a -{b -{c}- d}- -{e", hub().spans["notranslate"])
    [(6, 11), (2, 15), (16, 65552)]

    :param signs: what opens and closes, with the groups ``closes``, ``name``, and ``kept`` at what opens a span.
    :param places: where the characters of these stand, if that is known; others may be among them.
    """
    found = list[tuple[int, int]]()
    opened = dict[str, list[tuple[int, bool]]]()  # by name: an element inside one of the same name has its own end
    for sign in _signs(text, signs, occurrences(text, signs.signs) if places is None else places):
        name = (sign["name"] or "").lower()  # of an element, in ASCII
        if sign["closes"]:
            start, kept = opened[name].pop() if opened.get(name) else (0, False)
            if kept and sign.end() - start <= SPAN:
                found.append((start, sign.end()))
        elif not sign[0].endswith("/>"):
            opened.setdefault(name, []).append((sign.start(), sign["kept"] is not None))
    still = [start for each in opened.values() for start, kept in each if kept and len(text) - start < SPAN]
    return found + [(start, start + SPAN) for start in still]


def _signs(text: str, signs: SpanPattern, places: list[int]) -> Iterator[re.Match[str]]:
    end = 0
    for at in places:
        if left_over(text, at):
            continue
        for start in (at - 1, at):
            if start >= end and (sign := signs.pattern.match(text, start)):
                yield sign
                end = sign.end()


def begun_in(text: str, start: int, end: int, signs: SpanPattern) -> Iterator[tuple[int, int]]:
    """The spans that begin in a part of a text, and are closed."""
    known = hash(text), len(text), signs.name  # a text is asked about part by part; by its hash, it is not kept
    spans = _FOUND.get(known)
    if spans is None:
        if len(_FOUND) >= REMEMBERED:
            _FOUND.clear()
        spans = _FOUND[known] = sorted(span for span in enclosed(text, signs) if span[1] <= len(text))
    for at in range(bisect_left(spans, (start, 0)), bisect_left(spans, (end, 0))):
        yield spans[at]


def goes_beyond(stretch: str, signs: SpanPattern) -> bool:
    """Whether a tag, or a span between signs, may begin in a stretch and end behind it.

    >>> goes_beyond("a<br>b", hub().spans["notranslate"]), goes_beyond("a<b", hub().spans["markup"])
    (False, True)
    """
    places = occurrences(stretch, all_signs())
    if any(left_over(stretch, at) for at in places):
        return True
    return signs.paired and any(sign["kept"] is not None for sign in _signs(stretch, signs, places))


def enclosed_in_marked(text: str, places: list[int] | None = None) -> list[tuple[int, int]]:
    """Where such spans stand in a text that may have marks in what opens and closes them: if obeyed, and if not."""
    signs = [span for span in hub().spans.values() if span.paired]
    if places is None:
        places = occurrences(text, all_signs())
    if not places:
        return []
    found = [span for each in signs for span in enclosed(text, each, places)]
    if marks := marks_in(text):
        before = [at - number for number, at in enumerate(marks)]  # where in the bare text each of them stands
        spans = [span for each in signs for span in enclosed(strip_marks(text), each)]
        found += ((start + bisect_right(before, start), end + bisect_right(before, end)) for start, end in spans)
    return found
