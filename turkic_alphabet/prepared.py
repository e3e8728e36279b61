"""A text prepared for the machine: its graphemes, their classes and kinds, look-alikes repaired, foreign words found.

What `places` is to the interpreter, with the numbers of a program in place of the rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from .arrays import (
    ALWAYS_SIGN,
    KIND_IGNORABLE,
    KIND_LETTER,
    KIND_OTHER,
    LATIN,
    LETTER,
    OTHER,
    UNICODE_LETTER,
    Arrays,
)

REACH = 64  # as in places.py
WORD_LIMIT = 1024


class Prepared:
    """Positions are those of graphemes, but in ``starts``, which tells where they stand in the text."""

    def __init__(self, k: Arrays, text: str, out: list[str]) -> None:
        self.k, self.text, self.out = k, text, out  # out: what each became, "" for what needs the rules
        self.classes = list(map(k.class_of.__getitem__, text))
        self.starts: Sequence[int] = range(len(text) + 1)
        if not k.marks.isdisjoint(self.classes):
            self.join_marks()
        self.n = len(self.classes)
        self.classes.append(OTHER)  # a text ends as a word does
        self.out.append("")
        self.kinds = [k.kind[c] for c in self.classes]
        if not k.signs.isdisjoint(self.classes):
            self.find_signs()
        if not k.look_alikes.isdisjoint(self.classes):
            self.repair()
        self.foreign: list[range] = []  # words, or parts of them
        self.kept: set[int] = set()  # what stands in these
        if k.keeps and not k.suspicious.isdisjoint(self.classes):
            self.find_foreign()

    def source(self, at: int) -> str:
        """A grapheme as it was typed."""
        return self.text[self.starts[at] : self.starts[at + 1]]

    def join_marks(self) -> None:
        """Make one grapheme of a letter and the combining marks after it; other marks stand alone."""
        k, text, classes = self.k, self.text, self.classes
        starts, joined, out = list[int](), list[int](), list[str]()
        at = 0
        while at < len(text):
            end, class_, became = at + 1, classes[at], self.out[at]
            if k.kind[class_] == KIND_LETTER or k.opener[class_] & UNICODE_LETTER:
                while end < len(text) and classes[end] in k.marks:
                    end += 1
            if end > at + 1:
                class_, became = self.compose(text[at:end], class_), ""
            starts.append(at)
            joined.append(class_)
            out.append(became)
            at = end
        self.starts, self.classes, self.out = [*starts, at], joined, out

    def compose(self, marked: str, base: int) -> int:
        """The class of a letter with its marks; when no rule knows it, that of the letters that none knows."""
        k = self.k
        if len(marked) == 2 and (class_ := k.composed.get((ord(marked[0]), ord(marked[1])))):
            return class_
        return (LATIN if k.latin[base] else LETTER) + k.cap[base]

    def find_signs(self) -> None:
        """An apostrophe is no sign unless letters stand beside it."""
        kinds = self.kinds
        for at in [at for at, class_ in enumerate(self.classes) if class_ in self.k.signs]:
            before, after = at - 1, at + 1
            while before >= 0 and kinds[before] == KIND_IGNORABLE:
                before -= 1
            while kinds[after] == KIND_IGNORABLE:
                after += 1
            inside = before >= 0 and kinds[before] == KIND_LETTER
            if not inside or not (self.k.opener[self.classes[at]] & ALWAYS_SIGN or kinds[after] == KIND_LETTER):
                kinds[at] = KIND_OTHER

    def repair(self) -> None:
        """Read look-alikes as what they look like, in runs of nothing else that touch a letter read."""
        k, classes, run, touches = self.k, self.classes, list[int](), False
        for at, kind in enumerate(self.kinds):
            if kind == KIND_LETTER and not k.form[classes[at]]:
                run.append(at)
            elif kind in (KIND_LETTER, KIND_OTHER):
                touches = touches or kind == KIND_LETTER
                if touches and len(run) <= REACH and all(k.alike[classes[foreign]] for foreign in run):
                    for foreign in run:
                        classes[foreign] = k.alike[classes[foreign]]
                run, touches = [], kind == KIND_LETTER

    def find_foreign(self) -> None:
        """Keep the foreign parts of words."""
        end = -1
        while end < self.n:
            start = end = end + 1
            while self.kinds[end] != KIND_OTHER:
                end += 1
            at, foreign = start, False
            while at < end:
                part = self.part(at)
                if self.is_foreign(part):
                    self.foreign.append(part)
                    self.kept.update(part)
                    foreign = True
                at = part.stop
            if foreign:  # what was written of this word is no longer sure
                self.out[start:end] = [""] * (end - start)

    def part(self, start: int) -> range:
        """So much of a word as the conditions on the whole of it see."""
        end, limit = start, self.starts[start] + WORD_LIMIT
        while self.kinds[end] != KIND_OTHER and (end == start or self.starts[end + 1] <= limit):
            end += 1
        return range(start, end)

    def is_foreign(self, part: range) -> bool:
        """Whether it has a Latin letter from outside, or a sequence that cannot be."""
        k = self.k
        letters = [self.classes[at] for at in part if self.kinds[at] == KIND_LETTER]
        if not k.foreign.isdisjoint(letters):
            return True
        spelled = "".join(chr(k.form[class_]) for class_ in letters)
        return any(sequence in spelled for sequence in k.never)
