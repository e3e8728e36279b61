"""The machine of the Python kernel: a text goes through it unit by unit, by the arrays of a program.

It means what the kernel in C means, function by function.
"""

from __future__ import annotations

from array import array

from .arrays import KIND_LETTER, KIND_OTHER, Arrays
from .context import IN_WORD, SIGN, Context
from .guards import guard_at
from .prepared import REACH

LOWER, TITLE, UPPER, ONE_CAPITAL, NO_STYLE = range(5)


class Machine(Context):
    """One text on its way."""

    def __init__(self, k: Arrays, text: str, out: list[str]) -> None:
        super().__init__(k, text, out)
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


def style_of(capitals: list[bool]) -> int:
    """The style of a unit from its cased graphemes."""
    if True not in capitals:
        return LOWER
    if False not in capitals:
        return ONE_CAPITAL if len(capitals) == 1 else UPPER
    return TITLE if capitals[0] and True not in capitals[1:] else NO_STYLE
