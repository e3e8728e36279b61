"""The machine of the Python kernel: a text goes through it unit by unit, by the arrays of a program.

It means what `_kernel.c` means, function by function.
"""

from __future__ import annotations

from array import array

from .arrays import KIND_IGNORABLE, KIND_LETTER, KIND_OTHER, OPENER, Arrays
from .marks import MARKS
from .prepared import REACH, Prepared
from .program import COPIED, EDGE, NONE

PRECEDED_BY, FOLLOWED_BY, NEAR, VOWEL_BEFORE, VOWEL_AFTER, IN_WORD, NOT_IN_WORD = range(7)
LOWER, TITLE, UPPER, ONE_CAPITAL, NO_STYLE = range(5)
BETWEEN, CLOSING = 1, 2  # what an apostrophe asks for
LETTER, SILENT, SIGN = 0, 1, 2  # kinds of a signature

DIGITS = frozenset("0123456789")
CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
ALNUM = DIGITS | CAPITALS | frozenset("abcdefghijklmnopqrstuvwxyz")
ROMAN = frozenset("IVXLCDM")
LONGEST_ABBREVIATION = 5
SPAN_BEGINS = {"@": ALNUM | {*"_-"}, "%": ALNUM | {*"(-+#.@"}, "<": ALNUM | {*"/!?"}, "&": ALNUM | {"#"}, ":": {"/"}}


class Machine(Prepared):
    """One text on its way."""

    def __init__(self, k: Arrays, text: str, out: list[str]) -> None:
        super().__init__(k, text, out)
        self.left_at = 0  # where the last step ended, and what stands to the left of that:
        self.forget_left()
        self.piece = range(0)  # the part of a word for which the answers hold
        self.answers: dict[int, bool] = {}
        self.ends: dict[int, int] = {}  # of units of several graphemes
        self.met_foreign = False  # a Latin letter that no rule reads, where such words are protected

    def convert(self, guarded: bool) -> str | None:
        """What the text becomes; None at a guard."""
        k, out, classes = self.k, self.out, self.classes
        at = 0
        while (at := out.index("", at)) < self.n:
            if guarded and guard_at(k, self.text, self.starts[at]):
                return None
            class_ = classes[at]
            if not k.simple[class_]:
                out[at] = self.source(at)
                at += 1
            elif k.alone[class_] and k.leaves[class_] | k.form[classes[at + 1]] not in k.edges and at not in self.kept:
                out[at] = k.alone[class_]
                at += 1
            else:
                at = self.left_at = self.step(at)
                if guarded and self.met_foreign:
                    return None
        return "".join(out)

    def align(self, before: int, written: int) -> tuple[str, bytes]:
        """What the text becomes, and where every unit ends in the text and in the result, in turn."""
        result = self.convert(guarded=False)
        ends, at = array("I"), 0
        while at < self.n:
            written += len(self.out[at])
            at = self.ends.get(at, at + 1)
            ends.extend((before + self.starts[at], written))
        return result or "", ends.tobytes()

    def step(self, at: int) -> int:
        """One unit; where it ends."""
        k = self.k
        self.catch_up(at)
        end, prefix = 0, ""
        if at not in self.kept:
            if k.prefixes and self.kinds[at] != KIND_OTHER and (not at or self.kinds[at - 1] == KIND_OTHER):
                prefix = self.prefix(at)
            end = self.match(at)
        if not end:
            typed = k.class_of[self.text[self.starts[at]]]  # not as it was repaired
            self.met_foreign = k.stops_at_foreign and self.kinds[at] == KIND_LETTER and k.latin[typed] > 0
            self.out[at] = self.source(at)
            self.note_copy(at)
        self.out[at] = prefix + self.out[at]
        return end or at + 1

    def match(self, start: int) -> int:
        """Try the rules of the longest source here; where it ends, or 0."""
        k, node, at, capitals, found = self.k, 0, start, list[bool](), list[tuple[int, int, int]]()
        while node := k.edges.get(node << 16 | k.form[self.classes[at]], 0):
            if cap := k.cap[self.classes[at]]:
                capitals.append(cap == 2)
            at += 1
            if k.node_rules[node] < k.node_rules[node + 1] and (style := style_of(capitals)) != NO_STYLE:
                found.append((node, at, style))
        for node, end, style in reversed(found):
            for rule in range(k.node_rules[node], k.node_rules[node + 1]):
                if self.holds(rule, start, end):
                    self.out[start:end] = [self.dressed(rule, style, start, end)] + [""] * (end - start - 1)
                    self.note_rule(rule, self.kinds[start] == KIND_OTHER)
                    self.ends[start] = end
                    return end
        return 0

    def dressed(self, rule: int, style: int, start: int, end: int) -> str:
        k = self.k
        cased = k.rules[6 * rule + 3]
        if style == ONE_CAPITAL:
            style = UPPER if cased > 1 and self.among_capitals(start, end) else TITLE
        elif style == LOWER and cased and k.signature_kind[k.rules[6 * rule]] == SIGN | SIGN << 4:
            style = UPPER if self.among_capitals(start, end) else LOWER
        return k.output(3 * rule + style)

    def among_capitals(self, start: int, end: int) -> bool:
        """Whether the next cased letter of the word, or with none the one before, is a capital."""
        for side in (range(end, end + REACH), range(start - 1, start - 1 - REACH, -1)):
            for at in side:
                if at < 0 or self.kinds[at] == KIND_OTHER:
                    break
                if cap := self.k.cap[self.classes[at]]:
                    return cap == 2
        return False

    def prefix(self, at: int) -> str:
        """What is written before the word that begins here."""
        rest = iter(self.k.prefixes)
        for start, length, n in zip(rest, rest, rest, strict=False):
            tests = [(next(rest), next(rest)) for _ in range(n)]
            if all(self.in_word(test, at) == (condition == IN_WORD) for condition, test in tests):
                return self.k.pool[start : start + length]
        return ""

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


def guard_at(k: Arrays, text: str, p: int) -> bool:
    """Whether a protected span, or a mark to obey, may be at this position of the text."""
    c, before, after = text[p], text[p - 1 : p], text[p + 1 : p + 2]
    if c in MARKS or c not in k.guards:
        return c in k.guards
    if c in CAPITALS:
        return k.roman and after in CAPITALS and stands_alone(text, p)
    if c == ".":
        return before in ("w", "W") or (before.isalnum() and "a" <= after <= "z")
    return c == "{" or (after in SPAN_BEGINS.get(c, ()) and not (c == "%" and before in DIGITS))


def stands_alone(text: str, p: int) -> bool:
    """Whether the capitals that begin here are all of a word, and may be an abbreviation or a Roman numeral."""
    end = p
    while text[end : end + 1] in CAPITALS:
        end += 1
    if end - p > LONGEST_ABBREVIATION and not ROMAN.issuperset(text[p:end]):
        return False
    before, after = text[p - 1 : p], text[end : end + 1]
    return not (is_word_character(before) or is_word_character(after) or "\u0300" <= after < "\u0370")


def is_word_character(c: str) -> bool:
    """As regular expressions have it."""
    return c == "_" or c.isalnum()


def style_of(capitals: list[bool]) -> int:
    """The style of a unit from its cased graphemes."""
    if True not in capitals:
        return LOWER
    if False not in capitals:
        return ONE_CAPITAL if len(capitals) == 1 else UPPER
    return TITLE if capitals[0] and True not in capitals[1:] else NO_STYLE
