"""What stands around a place of a text, and the conditions of rules on it."""

from __future__ import annotations

from .arrays import KIND_IGNORABLE, KIND_LETTER, KIND_OTHER, OPENER, Arrays
from .prepared import REACH, Prepared
from .program import COPIED, EDGE, NONE

PRECEDED_BY, FOLLOWED_BY, NEAR, VOWEL_BEFORE, VOWEL_AFTER, IN_WORD, NOT_IN_WORD = range(7)
BETWEEN, CLOSING = 1, 2  # what an apostrophe asks for
LETTER, SILENT, SIGN = 0, 1, 2  # kinds of a signature


class Context(Prepared):
    """A text, and what is known of the place where its conversion is."""

    def __init__(self, k: Arrays, text: str, out: list[str]) -> None:
        super().__init__(k, text, out)
        self.left_at = 0  # where the last step ended, and what stands to the left of that:
        self.forget_left()
        self.piece = range(0)  # the part of a word for which the answers hold
        self.answers: dict[int, bool] = {}

    # Conditions

    def holds(self, rule: int, start: int, end: int) -> bool:
        k = self.k
        _, apostrophe, first_syllable, _, tag, _ = k.rules[6 * rule : 6 * rule + 6]
        if apostrophe == BETWEEN and not (self.holds_before(k.any_letter) and self.holds_after(k.any_letter, end)):
            return False
        if apostrophe == CLOSING and not self.holds_after(k.any_letter, end) and self.is_opened(start):
            return False
        for n in range(2 * k.test_start[rule], 2 * k.test_start[rule + 1], 2):
            if not self.condition_holds(k.tests[n], k.tests[n + 1], tag, start, end):
                return False
        return not first_syllable or self.vowel[tag] == NONE

    def condition_holds(self, condition: int, test: int, tag: int, start: int, end: int) -> bool:
        if condition == PRECEDED_BY:
            return self.holds_before(test)
        if condition == FOLLOWED_BY:
            return self.holds_after(test, end)
        if condition in (IN_WORD, NOT_IN_WORD):
            return self.in_word(test, start) == (condition == IN_WORD)
        # The nearest vowel: 0 there is none, 1 it fails, 2 it holds.
        answer = 0 if condition == VOWEL_BEFORE else self.vowel_after(test, end)
        if not answer and condition != VOWEL_AFTER and self.vowel[tag] != NONE:
            answer = self.k.vowel_last[test][self.vowel[tag]]
        return answer == 2

    def is_opened(self, at: int) -> bool:
        """Whether what stands before this word opens a quotation."""
        while at and self.kinds[at - 1] != KIND_OTHER:
            at -= 1
        return at > 0 and len(self.source(at - 1)) == 1 and self.k.opener[self.classes[at - 1]] & OPENER != 0

    def holds_before(self, test: int) -> bool:
        k, edge = self.k, self.k.edge_tests[test]
        for silent in self.through:
            if k.left[test][silent] or (edge & 2 and k.signature_kind[silent] & 15 == SILENT):
                return True
        if self.left == EDGE:
            return edge & 1 != 0 and not self.seen
        return edge & 2 != 0 or k.left[test][self.left] != 0

    def holds_after(self, test: int, at: int) -> bool:
        k, edge, seen = self.k, self.k.edge_tests[test], False
        for _ in range(REACH):
            if self.kinds[at] == KIND_OTHER:
                return edge & 1 != 0 and not seen
            signature, end = self.fixed_at(at)
            if signature == NONE:
                if self.kinds[at] == KIND_LETTER:
                    return edge & 2 != 0
                seen = seen or self.kinds[at] != KIND_IGNORABLE
                at += 1
                continue
            kind = k.signature_kind[signature] >> 4
            if k.right[test][signature] or (kind == SILENT and edge & 2):
                return True
            if kind == LETTER:
                return edge & 2 != 0
            seen, at = True, end
        return False

    def vowel_after(self, test: int, at: int) -> int:
        stop = at
        while stop < at + REACH and self.kinds[stop] != KIND_OTHER:
            stop += 1
        return self.first(self.k.vowel_first[test], range(at, stop))

    def in_word(self, test: int, at: int) -> bool:
        if self.kinds[at] == KIND_OTHER:
            return False
        self.find_piece(at)
        if test not in self.answers:
            self.answers[test] = self.first(self.k.inside[test], self.piece) != 0
        return self.answers[test]

    def first(self, answers: bytes, places: range) -> int:
        """The first answer that is not 0, by the fixed values of what stands here."""
        at = places.start
        while at < places.stop:
            signature, end = self.fixed_at(at)
            if signature != NONE and answers[signature]:
                return answers[signature]
            at = max(end, at + 1)
        return 0

    def fixed_at(self, at: int) -> tuple[int, int]:
        """The signature that looking ahead sees here (NONE when no rule reads it), and where that unit ends."""
        k, node, found, end = self.k, 0, NONE, at
        while node := k.edges.get(node << 16 | k.form[self.classes[at]], 0):
            at += 1
            if k.node_fixed[node] != NONE:
                found, end = k.node_fixed[node], at
        return found, end

    def find_piece(self, at: int) -> None:
        """Find the part of the word that this is in: it starts with the word, or where the part before it ends."""
        if at in self.piece:
            return
        start, limit = at, self.piece.stop if self.piece.stop <= at else 0
        while start > limit and self.kinds[start - 1] != KIND_OTHER:
            start -= 1
        self.piece = self.part(start)
        while at not in self.piece:
            self.piece = self.part(self.piece.stop)
        self.answers = {}

    # What stands to the left

    def forget_left(self) -> None:
        self.left, self.through, self.seen = EDGE, set[int](), False
        self.vowel = self.k.no_vowels.copy()

    def note_vowel(self, signature: int) -> None:
        for tag in self.k.vowel_tags[signature]:
            self.vowel[tag] = signature

    def catch_up(self, at: int) -> None:
        """Bring the left side up to here, over what was written without a step: each grapheme is a unit of its own."""
        if self.left_at == at:
            return
        k = self.k
        if k.asks_vowels:
            start = at
            while start > self.left_at and self.kinds[start - 1] != KIND_OTHER:
                start -= 1
            if start > self.left_at:
                self.forget_left()
            for class_ in self.classes[start:at]:
                self.note_vowel(k.signature[class_])
        self.left, self.through, self.seen = k.signature[self.classes[at - 1]], set(), False

    def note_rule(self, rule: int, outside: bool) -> None:
        k = self.k
        signature = k.rules[6 * rule]
        if k.signature_kind[signature] & 15:
            self.through.add(signature)
            self.seen = True
        else:
            self.left, self.through, self.seen = signature, set(), False
        if outside:
            self.vowel = k.no_vowels.copy()
        elif k.asks_vowels:
            for unit in k.fixed_units[k.fixed_start[rule] : k.fixed_start[rule + 1]]:
                self.note_vowel(unit)

    def note_copy(self, at: int) -> None:
        kind = self.kinds[at]
        if kind == KIND_OTHER:
            self.forget_left()
            return
        if kind == KIND_LETTER:
            self.left, self.through, self.seen = COPIED, set(), False
        elif kind != KIND_IGNORABLE:
            self.seen = True
        node = self.k.leaves[self.classes[at]] >> 16
        if node and self.k.node_fixed[node] != NONE:
            self.note_vowel(self.k.node_fixed[node])
