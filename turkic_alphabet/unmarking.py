"""Back from a text with marks: what the marks name is written in place of what the rules would write there.

The bare text, without its marks, is converted as any other; so a mark changes nothing but the letters that it stands at.
Where it stands at a part only of what a rule reads, the rest of that is converted by itself.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from .engine import Kernel
from .marked_text import BLANK, BLANKS, Fixed, MarkedText, word_end
from .marks import MARKED
from .passage import Ends, Passage, Unit
from .protection import Spans
from .spellings import Spellings
from .tagged_lines import marked_lines
from .token_by_token import LONG, REMEMBERED, TokenByToken


class Unmarking:
    """The way from the hub into some orthographies read at once: the first, but for words marked otherwise.

    :param passage: into the first.
    :param others: kernels that write the others.
    """

    def __init__(self, passage: Passage, others: Sequence[Kernel], spellings: Spellings) -> None:
        self.passage = passage
        self.spellings = spellings
        self.orthographies = 1 + len(others)
        self._others = others
        self._token = lru_cache(maxsize=REMEMBERED)(self._converted_token)
        self._lately = lru_cache(maxsize=2)(self._plain_units)  # a token is looked at once more with its marks
        self._by_tokens = TokenByToken(self._converted, [passage.protection]) if passage.by_kernel else None

    def convert(self, text: str) -> str:
        """A text with marks, converted."""
        return self._converted(text) if self._by_tokens is None else self._by_tokens.convert(text)

    def _converted(self, text: str) -> str:
        """The same as a whole."""
        pieces, at = list[str](), 0
        for start, end in marked_lines(text) if self.passage.by_kernel else [(0, len(text))]:
            pieces += (self.passage.convert(text[at:start])[0], self._line(text[start:end]))
            at = end
        return "".join([*pieces, self.passage.convert(text[at:])[0]])

    def _line(self, line: str) -> str:
        pieces, at = list[str | None](), 0
        for start, end in _marked_tokens(line):
            pieces += (self.passage.quick(line[at:start]), self._token(line[start:end]))
            at = end
        if not at:
            return self.passage.convert(line)[0]
        pieces.append(self.passage.quick(line[at:]))
        known = [piece for piece in pieces if piece is not None]
        if len(known) < len(pieces):  # there may be protected spans
            return "".join(unit.text for unit in self.units(line)[1])
        return "".join(known)

    def _converted_token(self, token: str) -> str | None:
        """A token without protected spans; None when it may have one."""
        marked, units = self.units(token)
        return None if self.passage.quick(marked.bare) is None else "".join(unit.text for unit in units)

    def align(self, text: str) -> tuple[str, Ends[int]]:
        """A text with marks, converted, and where its units end in both."""
        marked, units = self.units(text)
        ends, written = array("I"), 0
        for unit, end in zip(units, marked.ends(unit.end for unit in units), strict=True):
            written += len(unit.text)
            ends.extend((end, written))
        return "".join(unit.text for unit in units), ends

    def units(self, text: str) -> tuple[MarkedText, list[Unit]]:
        """A text apart from its marks, and what it becomes."""
        marked = MarkedText(text, self.spellings, self.orthographies)
        fixed = self._with_words(marked) if marked.words else marked.fixed
        units = self.plain_units(marked.bare, self.spans(marked))
        return marked, applied(marked.bare, units, fixed, self.passage.plain)

    def spans(self, marked: MarkedText) -> Spans:
        """The protected spans of the bare text."""
        touched = [(f.start, f.end) for f in marked.fixed]
        touched += [(start, word_end(marked.bare, start)) for start, _ in marked.words]
        return untouched(self.passage.spans(marked.bare), sorted(touched))

    def plain_units(self, bare: str, spans: Spans = ()) -> list[Unit]:
        """A text without marks, converted into the first orthography; the caller does not change it."""
        units = self._lately if len(bare) < LONG else self._plain_units
        return units(bare, tuple(spans))

    def _plain_units(self, bare: str, spans: Spans) -> list[Unit]:
        return _units(*self.passage.align(bare, spans))

    def word_units(self, word: str, number: int, fixed: Sequence[Fixed] = ()) -> list[Unit]:
        """A word converted into one of the other orthographies, but for what is fixed."""
        result, packed = self._others[number - 1].align(word)
        return applied(word, _units(result, array("I", packed)), fixed, self.alone(number))

    def alone(self, number: int) -> Callable[[str], str]:
        """What converts a part into one of the orthographies as if nothing stood around it."""
        if number == 0:
            return self.passage.plain
        return self._others[number - 1].plain

    def _with_words(self, marked: MarkedText) -> list[Fixed]:
        """What is fixed, and the words of other orthographies as well."""
        result, fixed, at, end = list[Fixed](), marked.fixed, 0, 0
        for start, number in marked.words:
            if start < end:
                continue
            end = word_end(marked.bare, start)
            while at < len(fixed) and fixed[at].start < start:
                result.append(fixed[at])
                at += 1
            inside = list[Fixed]()
            while at < len(fixed) and fixed[at].end <= end:
                inside.append(Fixed(fixed[at].start - start, fixed[at].end - start, fixed[at].text))
                at += 1
            begin = start
            for unit in self.word_units(marked.bare[start:end], number, inside):
                result.append(Fixed(begin, start + unit.end, unit.text))
                begin = start + unit.end
        return [*result, *fixed[at:]]


def applied(bare: str, units: Sequence[Unit], fixed: Sequence[Fixed], alone: Callable[[str], str]) -> list[Unit]:
    """The units of a text with what is fixed in place of what they gave.

    :param alone: converts what is left of a unit.
    """
    # Of the bare text everything before `done` is written; a unit begins at `start`, and `cursor` goes through it.
    result, at, start, done = list[Unit](), 0, 0, 0

    def write(end: int, text: str) -> None:
        if result and end == result[-1].end:
            text = result.pop().text + text
        result.append(Unit(end, text))

    for end, text in units:
        while at < len(fixed) and fixed[at].end <= start:  # put in before it
            write(fixed[at].end, fixed[at].text)
            at += 1
        cursor = max(start, done)
        if cursor == start and (at == len(fixed) or fixed[at].start >= end):
            write(end, text)
            done = end
        while at < len(fixed) and fixed[at].start < end and cursor < end:
            if cursor < fixed[at].start:
                write(fixed[at].start, alone(bare[cursor : fixed[at].start]))
            write(fixed[at].end, fixed[at].text)
            done = cursor = fixed[at].end
            at += 1
        if max(done, cursor) < end:
            write(end, alone(bare[cursor:end]))
            done = end
        start = end
    for one in fixed[at:]:
        write(one.end, one.text)
    return result


def untouched(spans: Spans, parts: Sequence[tuple[int, int]]) -> Spans:
    """The protected spans in which nothing is marked: a letter with a mark is none that a pattern knows."""
    kept, at = [], 0
    for start, end in spans:
        while at < len(parts) and parts[at][1] <= start:
            at += 1
        if at == len(parts) or parts[at][0] >= end:
            kept.append((start, end))
    return kept


def _units(result: str, ends: Ends[int]) -> list[Unit]:
    edges = [0, *ends[1::2]]
    return list(map(Unit, ends[::2], map(result.__getitem__, map(slice, edges, edges[1:]))))


def _marked_tokens(text: str) -> Iterator[tuple[int, int]]:
    """The tokens between blanks that have marks."""
    end = 0
    for run in MARKED.finditer(text):
        if run.start() < end:
            continue
        start = max(end, 1 + max(text.rfind(blank, end, run.start()) for blank in BLANKS))
        blank = BLANK.search(text, run.end())
        end = blank.start() if blank else len(text)
        yield start, end
