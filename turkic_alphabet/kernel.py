"""The Python kernel: runs a program (see `program`) over a text. It knows no language and no rule.

Nothing is ever seen across a blank, so texts are taken word by word, and what a word became is remembered: running text
is mostly words met before. A word that is new goes through the machine, which means what `_kernel.c` means, function by
function; it only cuts all graphemes first, where C looks at each as it comes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from .program import COMPLEX, COPIED, EDGE, NONE

REACH = 64  # as in places.py
WORD_LIMIT = 1024
REMEMBERED = 1 << 16  # entries of a memory, which is cleared when it is full
LONGEST_WORD = 256  # longer ones are no words, and are not remembered

OTHER, LETTER, LATIN, LOSSLESS = 0, 1, 4, 9  # classes that all programs share, as in characters.py
KIND_OTHER, KIND_LETTER, KIND_SIGN, KIND_MARK, KIND_IGNORABLE = range(5)
PRECEDED_BY, FOLLOWED_BY, NEAR, VOWEL_BEFORE, VOWEL_AFTER, IN_WORD, NOT_IN_WORD = range(7)
LOWER, TITLE, UPPER, ONE_CAPITAL, NO_STYLE = range(5)
OPENER, ALWAYS_SIGN, ENDS_NEVER, UNICODE_LETTER = 1, 2, 4, 8
BETWEEN, CLOSING = 1, 2  # what an apostrophe asks for
ALNUM = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
AFTER = {"@": ALNUM | {"_"}, "%": ALNUM | set("(-+#.@"), "<": ALNUM | set("/!?"), "&": ALNUM | {"#"}, ":": {"/"}}

JOINS: Any = object()
"""In place of the result of a word that begins with a combining mark: with the blank before it, it is one grapheme."""

T = TypeVar("T")


class Kernel:
    """One program with what guards it, as the C type of this name."""

    def __init__(self, fields: dict[str, Any], guards: str, roman: bool) -> None:
        self._arrays = arrays = _Arrays(fields, guards, roman)
        self._memory = _Words(arrays, False), _Words(arrays, True)

    def convert(self, text: str, guarded: bool, /) -> str | None:
        """The converted text; None when guards are up and there may be a protected span."""
        if type(text) is not str:
            if not isinstance(text, str):
                raise TypeError(f"text must be str, not {type(text).__name__}")
            text = str.__str__(text)
        if self._arrays.ascii_identity and text.isascii():
            return text
        return self._memory[guarded is True].convert(text, " ")

    def many(self, texts: Iterable[str], guarded: bool, /) -> list[str | None]:
        """What `convert` gives for each."""
        try:
            listed = iter(texts)
        except TypeError:
            raise TypeError("an iterable of str is wanted") from None
        return [self.convert(text, guarded) for text in listed]


class _Memory(dict[str, T]):
    """A function's results, as long as there are not too many."""

    def __init__(self, function: Callable[[str], T]) -> None:
        self.function = function

    def __missing__(self, key: str) -> T:
        if len(self) >= REMEMBERED:
            self.clear()
        result = self[key] = self.function(key)
        return result


class _Words(dict[str, str | None]):
    """What words became: the text, None at a guard, or `JOINS`."""

    def __init__(self, arrays: _Arrays, guarded: bool) -> None:
        self.arrays = arrays
        self.guarded = guarded

    def __missing__(self, word: str) -> str | None:
        result: Any
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
        """Convert a text that may hold blanks, and remember nothing."""
        out = list(map(self.arrays.fast.__getitem__, text))
        return _Run(self.arrays, text, out, self.guarded).convert() if "" in out else "".join(out)

    def convert(self, text: str, blank: str) -> str | None:
        """Convert a text word by word."""
        if self.arrays.class_of[blank] != OTHER:
            return self.run(text)
        words = text.split(blank)
        results: list[Any] = [self[word] for word in words]
        try:
            return blank.join(results)
        except TypeError:
            if None in results:
                return None
        # Words that begin with a mark go with the word before; the first of the text has none.
        starts = [at for at, result in enumerate(results) if result is not JOINS or not at] + [len(words)]
        for start, end in zip(starts, starts[1:], strict=False):
            if results[start] is JOINS or end > start + 1:
                results[start] = self.run(blank.join(words[start:end]))
        joined = [results[start] for start in starts[:-1]]
        return None if None in joined else blank.join(joined)


class _Arrays:
    """A program's arrays as Python objects, and what is asked so often that it is found beforehand."""

    def __init__(self, fields: dict[str, Any], guards: str, roman: bool) -> None:
        def numbers(name: str) -> list[int]:
            return array("H", fields[name]).tolist()

        def wide(name: str) -> array[int]:
            return array("I", fields[name])

        self.index, self.pages = array("H", fields["index"]), array("H", fields["pages"])
        self.kind, self.cap, self.latin, self.opener = (list(fields[n]) for n in ("kind", "cap", "latin", "opener"))
        self.form, self.alike, self.simple = numbers("form"), numbers("alike"), numbers("simple")
        self.signature, self.node_fixed = numbers("signature"), array("H", fields["node_fixed"])
        self.rules, self.tests = array("H", fields["rules"]), array("H", fields["tests"])
        self.fixed_units, self.fixed_start = array("H", fields["fixed_units"]), wide("fixed_start")
        self.node_rules, self.test_start, self.outputs = wide("node_rules"), wide("test_start"), wide("outputs")
        self.left, self.right, self.inside = fields["left"], fields["right"], fields["inside"]
        self.vowel_first, self.vowel_last = fields["vowel_first"], fields["vowel_last"]
        self.edge_tests, self.sig_kind = fields["edge_tests"], fields["signature_kind"]
        self.n_tests, n_tags, self.reading = fields["n_tests"], fields["n_tags"], fields["reading"]
        self.keeps, self.asks_vowels = fields["keeps"], fields["asks_vowels"]
        self.ascii_identity, self.roman = fields["ascii_identity"], roman
        self.pool = "".join(map(chr, array("H", fields["pool"])))
        self.never = "".join(map(chr, array("H", fields["never"]))).split("\0")[:-1]
        self.prefixes = list(wide("prefixes"))
        composed, edges = wide("composed"), wide("edges")
        self.composed = dict(zip(zip(composed[::3], composed[1::3], strict=True), composed[2::3], strict=True))
        self.edges = {f: node for f, node in enumerate(wide("first_node")) if f and node}  # (node, form) to node
        self.edges |= {n << 16 | f: to for n, f, to in zip(edges[::3], edges[1::3], edges[2::3], strict=True) if to}
        self.no_vowels = [NONE] * n_tags
        tags = range(n_tags)
        self.vowel_tags = [
            [tag for tag in tags if fields["is_vowel"][s * n_tags + tag]] for s in range(fields["n_signatures"])
        ]
        classes = range(fields["n_classes"])
        self.marks = frozenset(c for c in classes if self.kind[c] == KIND_MARK)
        self.signs = frozenset(c for c in classes if self.kind[c] == KIND_SIGN and self.reading)
        self.look_alikes = frozenset(c for c in classes if self.alike[c])
        self.suspicious = frozenset(
            c
            for c in classes
            if self.opener[c] & ENDS_NEVER or (self.latin[c] and not self.form[c] and self.kind[c] == KIND_LETTER)
        )
        # What a class becomes where no longer source begins: "" needs the rules.
        self.alone = [
            chr(simple) if simple not in (0, COMPLEX) else "" if lead == NONE else self.output(lead)
            for simple, lead in zip(self.simple, numbers("lead"), strict=True)
        ]
        self.begins = [self.edges.get(form, 0) << 16 for form in self.form]
        self.guards = frozenset(guards)
        self.class_of = _Memory(self.class_of_character)
        self.fast = _Memory(self.fast_character)

    def class_of_character(self, c: str) -> int:
        return self.pages[self.index[ord(c) >> 8] << 8 | ord(c) & 255]

    def fast_character(self, c: str) -> str:
        """What a character becomes whatever stands around it, "" when that is not known."""
        simple = self.simple[self.class_of[c]]
        return "" if simple == COMPLEX or c in self.guards else chr(simple) if simple else c

    def output(self, number: int) -> str:
        start, length = self.outputs[2 * number], self.outputs[2 * number + 1]
        return self.pool[start : start + length]


class _Run:
    """One text in the machine; positions are those of its graphemes."""

    def __init__(self, k: _Arrays, text: str, out: list[str], guarded: bool) -> None:
        self.k, self.text, self.out, self.guarded = k, text, out, guarded
        self.classes = list(map(k.class_of.__getitem__, text))
        self.starts: Any = range(len(text) + 1)
        if not k.marks.isdisjoint(self.classes):
            self.cut()
        self.n = len(self.classes)
        self.classes.append(OTHER)  # a text ends as a word does
        self.kinds = [k.kind[c] for c in self.classes]
        self.kept: set[int] = set()
        if not k.signs.isdisjoint(self.classes):
            self.find_signs()
        if not k.look_alikes.isdisjoint(self.classes):
            self.repair()
        if k.keeps and not k.suspicious.isdisjoint(self.classes):
            self.find_foreign()
        self.out.append("")
        # What stands to the left of `left_at`, where the last step ended.
        self.left_at = 0
        self.forget_left()
        # The part of a word for which `answers` hold.
        self.piece = self.piece_end = -1
        self.answers: dict[int, bool] = {}

    def convert(self) -> str | None:
        k, out, classes = self.k, self.out, self.classes
        at = 0
        while (at := out.index("", at)) < self.n:
            if self.guarded and self.guard_at(self.starts[at]):
                return None
            class_ = classes[at]
            if not k.simple[class_]:
                out[at] = self.source(at)
            elif k.alone[class_] and k.begins[class_] | k.form[classes[at + 1]] not in k.edges and at not in self.kept:
                out[at] = k.alone[class_]
            else:
                at = self.step(at)
                continue
            at += 1
        return "".join(out)

    def source(self, at: int) -> str:
        return self.text[self.starts[at] : self.starts[at + 1]]

    # Graphemes

    def cut(self) -> None:
        """Join combining marks to what they stand after."""
        k, text, classes = self.k, self.text, self.classes
        starts, joined, out = [], [], []
        at = 0
        while at < len(text):
            class_, end = classes[at], at + 1
            starts.append(at)
            if class_ not in k.marks and class_ != LOSSLESS:
                while end < len(text) and classes[end] in k.marks:
                    end += 1
            joined.append(class_ if end == at + 1 else self.compose(text[at:end], class_))
            out.append(self.out[at] if end == at + 1 else "")
            at = end
        self.starts, self.classes, self.out = [*starts, at], joined, out

    def compose(self, marked: str, base: int) -> int:
        """The class of a character with its marks, one of those that all programs share when no rule names it."""
        k = self.k
        if len(marked) == 2 and (class_ := k.composed.get((ord(marked[0]), ord(marked[1])))):
            return class_
        if k.kind[base] == KIND_LETTER or k.opener[base] & UNICODE_LETTER:
            return (LATIN if k.latin[base] else LETTER) + k.cap[base]
        return OTHER

    def find_signs(self) -> None:
        """An apostrophe that is in no word is none of its signs."""
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
                if touches and 0 < len(run) <= REACH and all(k.alike[classes[foreign]] for foreign in run):
                    for foreign in run:
                        classes[foreign] = k.alike[classes[foreign]]
                run, touches = [], kind == KIND_LETTER

    def find_foreign(self) -> None:
        """Keep the foreign parts of words; a word that has one is gone through grapheme by grapheme."""
        at = 0
        while at < self.n:
            start = at
            while self.kinds[at] != KIND_OTHER:
                at += 1
            if not self.k.suspicious.isdisjoint(self.classes[start:at]):
                self.find_foreign_parts(start, at)
            at += 1

    def find_foreign_parts(self, start: int, end: int) -> None:
        at, foreign = start, False
        while at < end:
            self.find_piece(at)
            if self.judge_foreign():
                self.kept.update(range(self.piece, self.piece_end))
                foreign = True
            at = self.piece_end
        if foreign:
            self.out[start:end] = [""] * (end - start)

    def judge_foreign(self) -> bool:
        k = self.k
        letters = [c for c in range(self.piece, self.piece_end) if self.kinds[c] == KIND_LETTER]
        classes = [self.classes[at] for at in letters]
        if any(k.latin[c] and not k.form[c] for c in classes):
            return True
        spelled = "".join(chr(k.form[c]) for c in classes)
        return any(sequence in spelled for sequence in k.never)

    # To the left

    def forget_left(self) -> None:
        self.left = EDGE
        self.through: set[int] = set()
        self.seen = False
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
        self.left = k.signature[self.classes[at - 1]]
        self.through, self.seen, self.left_at = set(), False, at

    def note_rule(self, rule: int, outside: bool) -> None:
        k = self.k
        signature = k.rules[6 * rule]
        if k.sig_kind[signature] & 15:
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
        node = self.k.begins[self.classes[at]] >> 16
        if node and self.k.node_fixed[node] != NONE:
            self.note_vowel(self.k.node_fixed[node])

    def holds_before(self, test: int) -> bool:
        k, edge = self.k, self.k.edge_tests[test]
        for silent in self.through:
            if k.left[silent * k.n_tests + test] or (edge & 2 and k.sig_kind[silent] & 15 == 1):
                return True
        if self.left == EDGE:
            return bool(edge & 1) and not self.seen
        return bool(edge & 2) or bool(k.left[self.left * k.n_tests + test])

    def letter_before(self) -> bool:
        return self.left != EDGE or any(self.k.sig_kind[silent] & 15 == 1 for silent in self.through)

    def vowel_before(self, test: int, tag: int) -> int:
        found = self.vowel[tag]
        return 0 if found == NONE else self.k.vowel_last[found * self.k.n_tests + test]

    # To the right

    def fixed_at(self, at: int) -> tuple[int, int]:
        """The signature that looking ahead sees (NONE when no rule reads it), and where that unit ends."""
        k, node, found, end = self.k, 0, NONE, at
        while node := k.edges.get(node << 16 | k.form[self.classes[at]], 0):
            at += 1
            if k.node_fixed[node] != NONE:
                found, end = k.node_fixed[node], at
        return found, end

    def holds_after(self, test: int, at: int) -> bool:
        k, edge, seen = self.k, self.k.edge_tests[test], False
        for _ in range(REACH):
            if self.kinds[at] == KIND_OTHER:
                return bool(edge & 1) and not seen
            signature, end = self.fixed_at(at)
            if signature != NONE:
                silent = k.sig_kind[signature] >> 4
                if k.right[signature * k.n_tests + test]:
                    return True
                if silent == 0 or (silent == 1 and edge & 2):
                    return bool(edge & 2)
                seen, at = True, end
                continue
            if self.kinds[at] == KIND_LETTER:
                return bool(edge & 2)
            seen = seen or self.kinds[at] != KIND_IGNORABLE
            at += 1
        return False

    def letter_after(self, at: int) -> bool:
        for _ in range(REACH):
            if self.kinds[at] == KIND_OTHER:
                return False
            signature, end = self.fixed_at(at)
            if signature != NONE:
                if self.k.sig_kind[signature] >> 4 != 2:
                    return True
                at = end
                continue
            if self.kinds[at] == KIND_LETTER:
                return True
            at += 1
        return False

    def vowel_after(self, test: int, at: int) -> int:
        """The answer of a test about the nearest vowel: 0 there is none, 1 it fails, 2 it holds."""
        k, stop = self.k, at
        while stop < at + REACH and self.kinds[stop] != KIND_OTHER:
            stop += 1
        while at < stop:
            signature, end = self.fixed_at(at)
            if signature != NONE and (answer := k.vowel_first[signature * k.n_tests + test]):
                return answer
            at = max(end, at + 1)
        return 0

    # The word

    def find_piece(self, at: int) -> None:
        """Find the part of the word that this is in: it starts with the word, or where the part before it ends."""
        if self.piece <= at < self.piece_end:
            return
        start = at
        while start > (self.piece_end if self.piece_end <= at else 0) and self.kinds[start - 1] != KIND_OTHER:
            start -= 1
        end = start
        while end <= at:
            start = end
            limit = self.starts[start] + WORD_LIMIT
            while self.kinds[end] != KIND_OTHER and (end == start or self.starts[end + 1] <= limit):
                end += 1
        self.piece, self.piece_end = start, end
        self.answers = {}

    def in_word(self, test: int, at: int) -> bool:
        if self.kinds[at] == KIND_OTHER:
            return False
        self.find_piece(at)
        if test not in self.answers:
            self.answers[test] = self.inside_piece(test)
        return self.answers[test]

    def inside_piece(self, test: int) -> bool:
        k, at = self.k, self.piece
        while at < self.piece_end:
            signature, end = self.fixed_at(at)
            if signature != NONE and k.inside[signature * k.n_tests + test]:
                return True
            at = max(end, at + 1)
        return False

    # Rules

    def holds(self, rule: int, start: int, end: int) -> bool:
        k = self.k
        _, apostrophe, first_syllable, _, tag, _ = k.rules[6 * rule : 6 * rule + 6]
        if apostrophe == BETWEEN and not (self.letter_before() and self.letter_after(end)):
            return False
        if apostrophe == CLOSING and not self.letter_after(end) and self.is_opened(start):
            return False
        for n in range(k.test_start[rule], k.test_start[rule + 1]):
            if not self.condition_holds(k.tests[2 * n], k.tests[2 * n + 1], tag, start, end):
                return False
        return not first_syllable or self.vowel[tag] == NONE

    def condition_holds(self, condition: int, test: int, tag: int, start: int, end: int) -> bool:
        if condition == PRECEDED_BY:
            return self.holds_before(test)
        if condition == FOLLOWED_BY:
            return self.holds_after(test, end)
        if condition in (IN_WORD, NOT_IN_WORD):
            return self.in_word(test, start) == (condition == IN_WORD)
        answer = 0 if condition == VOWEL_BEFORE else self.vowel_after(test, end)
        return (answer if answer or condition == VOWEL_AFTER else self.vowel_before(test, tag)) == 2

    def is_opened(self, at: int) -> bool:
        """Whether what stands before this word opens a quotation."""
        while at and self.kinds[at - 1] != KIND_OTHER:
            at -= 1
        return at > 0 and len(self.source(at - 1)) == 1 and bool(self.k.opener[self.classes[at - 1]] & OPENER)

    def among_capitals(self, start: int, end: int) -> bool:
        after, before = range(end, min(end + REACH, self.n)), range(start - 1, max(start - REACH, 0) - 1, -1)
        for side in (after, before):
            for at in side:
                if self.kinds[at] == KIND_OTHER:
                    break
                if cap := self.k.cap[self.classes[at]]:
                    return cap == 2
        return False

    def match(self, start: int) -> int:
        """Try the rules of the longest source here; where it ends, or 0."""
        k, node, at, capitals, found = self.k, 0, start, list[bool](), list[tuple[int, int, int]]()
        while node := k.edges.get(node << 16 | k.form[class_ := self.classes[at]], 0):
            at += 1
            if k.cap[class_]:
                capitals.append(k.cap[class_] == 2)
            if k.node_rules[node] < k.node_rules[node + 1]:
                found.append((node, at, style_of(capitals)))
        for node, end, style in reversed(found):
            if style == NO_STYLE:
                continue
            for rule in range(k.node_rules[node], k.node_rules[node + 1]):
                if self.holds(rule, start, end):
                    if style == ONE_CAPITAL:
                        style = UPPER if k.rules[6 * rule + 3] and self.among_capitals(start, end) else TITLE
                    self.out[start:end] = [k.output(3 * rule + style)] + [""] * (end - start - 1)
                    self.note_rule(rule, self.kinds[start] == KIND_OTHER)
                    return end
        return 0

    def prefix(self, at: int) -> str:
        """What is written before the word that begins here."""
        rest = iter(self.k.prefixes)
        for start, length, n in zip(rest, rest, rest, strict=False):
            tests = [(next(rest), next(rest)) for _ in range(n)]
            if all(self.in_word(test, at) == (condition == IN_WORD) for condition, test in tests):
                return self.k.pool[start : start + length]
        return ""

    def step(self, at: int) -> int:
        """One unit; where it ends."""
        self.catch_up(at)
        end, prefix = 0, ""
        if at not in self.kept:
            if self.k.prefixes and self.kinds[at] != KIND_OTHER and (not at or self.kinds[at - 1] == KIND_OTHER):
                prefix = self.prefix(at)
            end = self.match(at)
        if not end:
            end = at + 1
            self.out[at] = self.source(at)
            self.note_copy(at)
        self.out[at] = prefix + self.out[at]
        self.left_at = end
        return end

    # Guards

    def guard_at(self, p: int) -> bool:
        """Whether a protected span may be here; a position in the text."""
        c, before, after = self.text[p], self.text[p - 1 : p] if p else "", self.text[p + 1 : p + 2]
        if c in "IVXLCDM":
            return self.k.roman and after != "" and after in "IVXLCDM"
        if c == ".":
            return before in ("w", "W")
        return c == "{" or (after in AFTER.get(c, ()) and not (c == "%" and before.isdigit()))


def style_of(capitals: list[bool]) -> int:
    """The style of a unit from its cased graphemes."""
    if not any(capitals):
        return LOWER
    if all(capitals):
        return ONE_CAPITAL if len(capitals) == 1 else UPPER
    return TITLE if capitals[0] and not any(capitals[1:]) else NO_STYLE
