"""The plain conversion of a text, with marks where the way back would go wrong.

A text is converted there and back; only tokens that come back otherwise are looked at unit by unit. The units of both ways
are cut into the smallest segments whose edges both have, and a segment that comes back otherwise gets marks: as few as
will do, or one for each of its units. A mark changes nothing beyond its segment, so this is done once and in order. Where
protected spans are about, a mark may keep one from being seen on the way back: then tokens are marked through until the
whole text agrees.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

from .engine import differing
from .marked_text import BLANKS, Fixed
from .marks import LITERAL, MARKS, MORE_SILENT, MORE_SPELLINGS, SILENT, SPELLING, WORD, numeral
from .passage import Passage, Unit
from .protection import Spans
from .segments import Units, segments, words
from .tagged_lines import Place, in_lines, with_blanks
from .token_by_token import LONG, REMEMBERED, TokenByToken
from .unmarking import Unmarking, applied

FEW = 12  # units of a segment, so that marking one of them is tried
ROUNDS = 3  # of marking through what does not agree, before all is marked

_IN_PLACE_OF_MARKS = {ord(mark): 0xE000 + at for at, mark in enumerate(sorted(MARKS))}
"""Characters for private use, by which `differing` does not take every token with a mark for another one."""

Pieces = dict[int, str]
"""What units become that have marks, by their number."""


class Marking:
    """The way into the hub that can be gone back."""

    def __init__(self, there: Passage, back: Unmarking) -> None:
        self.there = there
        self.back = back
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._marked)
        self._segment = lru_cache(maxsize=REMEMBERED)(self._chosen_in_segment)
        self._piece = lru_cache(maxsize=REMEMBERED)(self._marked_unit)
        self._number = lru_cache(maxsize=REMEMBERED)(back.spellings.number)
        by_kernel = there.by_kernel and back.passage.by_kernel
        around = (there.protection, back.passage.protection)
        self._by_tokens = TokenByToken(self._converted, around) if by_kernel else None

    def convert(self, text: str) -> str:
        """A text in the hub, with marks."""
        return self._converted(text) if self._by_tokens is None else self._by_tokens.convert(text)

    def _converted(self, text: str) -> str:
        """The same as a whole."""
        result, spans = self.there.convert(text)
        pieces, at = list[str](), 0
        for start, end, into, into_end in self._places(text, result, spans):
            token = self._remembered if end - start < LONG else self._marked
            pieces += (result[at:into], token(text[start:end]))
            at = into_end
        return "".join([*pieces, result[at:]])

    def align(self, text: str) -> tuple[Units, Pieces]:
        """The plain conversion of a text unit by unit, and the units that have marks: the same as `convert` has."""
        units, spans = self._units(text)
        pieces = Pieces()
        for start, end, _, _ in self._places(text, units.target, spans):
            first, last = units.between(start, end)
            pieces |= {first + unit: piece for unit, piece in self._chosen_pieces(units.part(first, last)).items()}
        return units, pieces

    def _places(self, text: str, result: str, spans: Spans) -> list[Place]:
        """The tokens that need marks, or whatever must be looked at as one because of protected spans."""
        again, spans_back = self.back.passage.convert(result)
        places = differing(text, result, again)
        if places == []:
            return []
        if places is None or not (self.there.by_kernel and self.back.passage.by_kernel):
            return [(0, len(text), 0, len(result))]
        tags, tags_back = with_blanks(text, spans), with_blanks(result, spans_back)
        return in_lines(text, result, places, tags, tags_back) if tags or tags_back else places

    def _units(self, text: str) -> tuple[Units, Spans]:
        spans = self.there.spans(text)
        return Units(text, *self.there.align(text, spans)), spans

    def _marked(self, text: str) -> str:
        units, _ = self._units(text)
        return with_marks(units, self._chosen_pieces(units))

    def _chosen_pieces(self, units: Units) -> Pieces:
        """Marks for a token, or for what is looked at as one."""
        pieces = self._pieces(units, self.back.plain_units(units.target, self.back.passage.spans(units.target)))
        for _ in range(ROUNDS):
            back = "".join(unit.text for unit in self.back.units(with_marks(units, pieces))[1])
            if back == units.source:
                return pieces
            came, went = back.translate(_IN_PLACE_OF_MARKS), units.source.translate(_IN_PLACE_OF_MARKS)
            pieces |= self._through(units, differing(went, units.target, came))
        return self._all(units, 0, len(units))

    def _through(self, units: Units, places: Iterable[Place] | None) -> Pieces:
        """Marks at every unit of some tokens."""
        pieces = Pieces()
        for start, end, _, _ in places or [(0, len(units.source), 0, 0)]:
            pieces |= self._all(units, *units.between(start, end))
        return pieces

    def _all(self, units: Units, first: int, last: int) -> Pieces:
        return {
            u: self._piece(units.read(u), units.written(u)) for u in range(first, last) if units.read(u) not in BLANKS
        }

    def _pieces(self, units: Units, back: Sequence[Unit]) -> Pieces:
        """Marks where a text comes back otherwise."""
        chosen = [u for u in self._chosen(units, back, 0) if units.read(u) not in BLANKS]
        pieces, at = Pieces(), 0
        for start, end in words(units.target) if chosen else ():
            own = list[int]()
            while at < len(chosen) and units.end(chosen[at]) <= end:
                if units.end(chosen[at]) <= start:
                    pieces |= self._at_letters(units, chosen[at : at + 1], start)
                else:
                    own.append(chosen[at])
                at += 1
            if own:
                pieces |= self._in_word(units, own, start, end)
        return pieces | self._at_letters(units, chosen[at:], len(units.target))

    def _chosen(self, units: Units, back: Sequence[Unit], number: int) -> list[int]:
        """The units that must have marks, by the segments that come back otherwise."""
        chosen = list[int]()
        for first, last, begin, end in segments(units, back):
            if last - first == end - begin == 1:  # as most often
                read = units.read(first)
                if read == back[begin].text and MARKS.isdisjoint(read):
                    continue
            reads = tuple(map(units.read, range(first, last)))
            back_texts = tuple(unit.text for unit in back[begin:end])
            if "".join(reads) != "".join(back_texts) or not MARKS.isdisjoint("".join(reads)):
                edge = units.start(first)
                writtens = tuple(map(units.written, range(first, last)))
                ends = tuple(unit.end - edge for unit in back[begin:end])
                chosen += (first + one for one in self._segment(reads, writtens, back_texts, ends, number))
        return chosen

    def _chosen_in_segment(
        self,
        reads: tuple[str, ...],
        writtens: tuple[str, ...],
        back: tuple[str, ...],
        ends: tuple[int, ...],
        number: int,
    ) -> tuple[int, ...]:
        """The numbers of the units of a segment that need a mark: as few as bring it back as it was."""
        bare, wanted, every = "".join(writtens), "".join(reads), range(len(reads))
        edges = [0, *accumulate(map(len, writtens))]
        fixed = [Fixed(edges[u], edges[u + 1], reads[u]) for u in every]
        units = list(map(Unit, ends, back))
        marks = tuple(u for u in every if reads[u] in MARKS)
        silent = tuple(u for u in every if not writtens[u])
        tries = [silent] if silent else []
        if len(reads) <= FEW:
            sounding = [u for u in every if writtens[u]]
            tries += [(u,) for u in sounding] + [tuple(sorted((*silent, u))) for u in sounding if silent]
        for few in tries:
            if set(marks) <= set(few):
                result = applied(bare, units, [fixed[u] for u in few], self.back.alone(number))
                if "".join(unit.text for unit in result) == wanted:
                    return few
        return tuple(every)

    # A word

    def _in_word(self, units: Units, chosen: Sequence[int], start: int, end: int) -> Pieces:
        """The fewest marks for a word: at letters, before the word if it is literal, or if it is of another orthography."""
        first, last = chosen[0], chosen[-1] + 1
        while units.start(first) > start:
            first -= 1
        while last < len(units) and units.end(last) <= end:
            last += 1
        found = [self._at_letters(units, chosen, start)]
        whole = units.part(first, last)
        if units.start(first) != start or units.end(last - 1) != end:
            return found[0]
        if whole.source == whole.target:
            found.append({first: WORD + whole.written(0)})
        for number in range(1, self.back.orthographies):
            own = self._chosen(whole, self.back.word_units(whole.target, number), number)
            pieces = {first + u: piece for u, piece in self._at_letters(whole, own, 0).items()}
            pieces[first] = WORD + SPELLING[number] + pieces.get(first, whole.written(0))
            found.append(pieces)
        return min(
            found, key=lambda pieces: sum(len(piece) - units.end(u) + units.start(u) for u, piece in pieces.items())
        )

    def _at_letters(self, units: Units, chosen: Sequence[int], edge: int) -> Pieces:
        """Marks at some units, and at those before them that would else be taken for parts of the same letters."""
        pieces = Pieces()
        for unit in chosen:
            waiting = [unit]
            while not self._is_read_right(units, waiting[-1], edge):
                waiting.append(waiting[-1] - 1)
            for one in reversed(waiting):
                pieces[one] = self._piece(units.read(one), units.written(one))
                edge = units.end(one)
        return pieces

    def _is_read_right(self, units: Units, unit: int, edge: int) -> bool:
        letters = units.written(unit)
        number = self._number(letters, units.read(unit)) if letters else None
        if number is None or units.start(unit) <= edge:
            return True
        return self.back.spellings.letters_before(units.target, edge, units.end(unit), number) == letters

    def _marked_unit(self, read: str, written: str) -> str:
        """What a unit became, with the mark that says what it was."""
        number = self._number(written, read)
        if number is None:  # it was copied
            return "".join(LITERAL + c for c in written)
        if not written:
            return numeral(number, SILENT, MORE_SILENT)
        return written + numeral(number, SPELLING, MORE_SPELLINGS)


def with_marks(units: Units, pieces: Pieces) -> str:
    """The conversion, with the units that have marks."""
    result, at = list[str](), 0
    for unit in sorted(pieces):
        result += (units.target[at : units.start(unit)], pieces[unit])
        at = units.end(unit)
    return "".join([*result, units.target[at:]])


def ends_of(units: Units, pieces: Pieces) -> Sequence[int]:
    """Where every unit ends in the text and in the conversion with marks, in turn."""
    ends, added = array("I", units.ends), 0
    for unit in range(len(units)):
        if unit in pieces:
            added += len(pieces[unit]) - len(units.written(unit))
        ends[2 * unit + 1] += added
    return ends
