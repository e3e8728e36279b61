"""A program's arrays as Python objects, and what the Python kernel asks so often that it is found beforehand."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any, TypeVar

from .marks import MARKS
from .program import COMPLEX, FOREIGN, NONE

OTHER, LETTER, LATIN, LOSSLESS = 0, 1, 4, 9  # classes that all programs have in common, as in characters.py
KIND_OTHER, KIND_LETTER, KIND_SIGN, KIND_MARK, KIND_IGNORABLE = range(5)
OPENER, ALWAYS_SIGN, TELLS_FOREIGN, UNICODE_LETTER = 1, 2, 4, 8  # bits of `opener`

T = TypeVar("T")


class _Memory(dict[str, T]):
    """A function of characters that remembers as many as a text is likely to have."""

    def __init__(self, function: Callable[[str], T]) -> None:
        self.function = function

    def __missing__(self, c: str) -> T:
        if len(self) >= 1 << 13:
            self.clear()
        result = self[c] = self.function(c)
        return result


class Arrays:
    """The names are those of `Program`; what has another name is told here."""

    def __init__(self, fields: dict[str, Any], guards: str, roman: bool, foreign: bool) -> None:
        def short(name: str) -> array[int]:
            return array("H", fields[name])

        def wide(name: str) -> array[int]:
            return array("I", fields[name])

        def columns(name: str) -> list[bytes]:  # by test; the last is the test for any letter
            n = fields["n_tests"]
            return [*(fields[name][test::n] for test in range(n)), bytes(fields["n_signatures"])]

        self.index, self.pages = short("index"), short("pages")
        self.kind, self.cap = list[int](fields["kind"]), list[int](fields["cap"])
        self.latin, self.opener = list[int](fields["latin"]), list[int](fields["opener"])
        self.form, self.alike, self.simple = list(short("form")), list(short("alike")), list(short("simple"))
        self.signature, self.node_fixed, self.rules = short("signature"), short("node_fixed"), short("rules")
        self.tests, self.test_start = short("tests"), wide("test_start")
        self.fixed_units, self.fixed_start = short("fixed_units"), wide("fixed_start")
        self.node_rules, self.outputs = wide("node_rules"), wide("outputs")
        self.pool = "".join(map(chr, short("pool")))
        self.left, self.right, self.inside = columns("left"), columns("right"), columns("inside")
        self.vowel_first, self.vowel_last = columns("vowel_first"), columns("vowel_last")
        self.any_letter = fields["n_tests"]
        self.edge_tests: bytes = fields["edge_tests"] + b"\2"
        self.signature_kind: bytes = fields["signature_kind"]
        self.keeps, self.asks_vowels = bool(fields["keeps"]), bool(fields["asks_vowels"])
        self.ascii_identity, self.roman = bool(fields["ascii_identity"]), roman
        self.stops_at_foreign = foreign
        self.stops_at_marks = not MARKS.isdisjoint(guards)
        self.no_vowels = [NONE] * fields["n_tags"]
        self.vowel_tags = _vowel_tags(fields["is_vowel"], fields["n_tags"], fields["n_signatures"])
        self.prefixes = wide("prefixes")
        self.never = "".join(map(chr, short("never"))).split("\0")[:-1]
        self.composed = {(base, mark): class_ for base, mark, class_ in _triples(wide("composed"))}
        # The node where a form leads: by the node that it leaves, times 65,536, plus the form.
        self.edges = {form: node for form, node in enumerate(wide("first_node")) if form and node}
        self.edges |= {node << 16 | form: to for node, form, to in _triples(wide("edges")) if to}
        self.leaves = [self.edges.get(form, 0) << 16 for form in self.form]  # by class: the start of such a key
        self.marks = self._classes(lambda c: self.kind[c] == KIND_MARK)
        self.signs = self._classes(lambda c: bool(fields["reading"]) and self.kind[c] == KIND_SIGN)
        self.look_alikes = self._classes(lambda c: self.alike[c] != 0)
        self.foreign = self._classes(lambda c: self.kind[c] == KIND_LETTER and self.latin[c] == FOREIGN)
        self.suspicious = self.foreign | self._classes(lambda c: self.opener[c] & TELLS_FOREIGN != 0)
        # What a class becomes when no longer source begins here, or "".
        self.alone = [
            chr(simple) if simple not in (0, COMPLEX) else "" if lead == NONE else self.output(lead)
            for simple, lead in zip(self.simple, short("lead"), strict=True)
        ]
        self.guards = frozenset(guards)
        self.class_of = _Memory(self._class_of)
        self.fast = _Memory(self._fast)  # what a character becomes whatever stands around it, or ""

        # Nothing is seen across blanks unless a rule reads one.
        joining = {base for base, _ in self.composed}
        self.local_to_words = all(self.class_of[blank] == OTHER and ord(blank) not in joining for blank in " \n")

    def output(self, pair: int) -> str:
        """A text in `outputs`."""
        start, length = self.outputs[2 * pair], self.outputs[2 * pair + 1]
        return self.pool[start : start + length]

    def _class_of(self, c: str) -> int:
        return self.pages[self.index[ord(c) >> 8] << 8 | ord(c) & 255]

    def _fast(self, c: str) -> str:
        simple = self.simple[self.class_of[c]]
        return "" if simple == COMPLEX or c in self.guards else chr(simple) if simple else c

    def _classes(self, test: Callable[[int], bool]) -> frozenset[int]:
        return frozenset(filter(test, range(len(self.kind))))


def _triples(flat: array[int]) -> zip[tuple[int, int, int]]:
    return zip(flat[::3], flat[1::3], flat[2::3], strict=True)


def _vowel_tags(is_vowel: bytes, n_tags: int, n_signatures: int) -> list[tuple[int, ...]]:
    """By signature: the tags to which it is a vowel."""
    rows = (is_vowel[n * n_tags : (n + 1) * n_tags] for n in range(n_signatures))
    return [tuple(tag for tag, yes in enumerate(row) if yes) for row in rows]
