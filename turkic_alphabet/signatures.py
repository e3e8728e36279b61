"""What neighbours are asked: every unit has a signature, every test a column, and the answers are matrices."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cache, reduce
from operator import or_

from .program import COPIED, EDGE
from .rules import Rule, RuleSet
from .table import Conditions, Test

CONDITIONS = ("preceded_by", "followed_by", "near", "vowel_before", "vowel_after", "in_word", "not_in_word")


class Signatures:
    """Numbers for tests, and for the units that they are asked about: hub letters, graph and tag."""

    def __init__(self, rules: RuleSet, ordered: list[Rule]) -> None:
        self.rules = rules
        self.tags = list(rules.vowels)
        self.tests: dict[tuple[Test, str], int] = {}
        self.numbers: dict[tuple[str, str, str], int] = {("", "", "edge"): EDGE, ("", "", "copied"): COPIED}
        for rule in ordered:
            self.of(rule)
            self._number_tests(rule.conditions, rule.tag)
        for fixed in rules.fixed.values():
            self.of(fixed)
        for prefix in rules.prefixes:
            self._number_tests(prefix.conditions, prefix.tag)

    def of(self, rule: Rule) -> int:
        """The signature of the unit that a rule makes."""
        return self.numbers.setdefault((rule.letters, rule.graph, rule.tag), len(self.numbers))

    def _number_tests(self, conditions: Conditions, tag: str) -> None:
        for _, test in conditions.tests:
            self.tests.setdefault((test, tag), len(self.tests))

    def pairs(self, conditions: Conditions, tag: str) -> list[int]:
        """Numbers of the conditions and of their tests, in turn."""
        return [n for name, test in conditions.tests for n in (CONDITIONS.index(name), self.tests[test, tag])]

    def looked_through(self, rule: Rule) -> bool:
        """Whether neighbours look through the unit: it is silent, or ends in a sign."""
        return rule.silent or rule.letters[-1] in self.rules.hub_signs

    def matrices(self) -> dict[str, bytes]:
        """The answer of every test about every neighbour."""
        rows: dict[str, list[int]] = {name: [] for name in ("left", "right", "inside", "vowel_first", "vowel_last")}
        kinds, is_vowel = bytearray(), bytearray()
        tagged = {tag: _row(own == tag for _, own in self.tests) for tag in self.tags}
        # A number for all tests, with a byte for each; kept for this call only, as few letters and graphs are asked often.
        asked = {graph for test, _ in self.tests for graph in test.graphs}
        of_letter = cache(lambda letter: _row(letter in test.letters for test, _ in self.tests))
        of_graph = cache(lambda graph: _row(graph in test.graphs for test, _ in self.tests) if graph in asked else 0)
        for (letters, graph, _), number in self.numbers.items():
            if number in (EDGE, COPIED):
                for answers in rows.values():
                    answers.append(0)
                kinds.append(0)
                is_vowel.extend(0 for _ in self.tags)
                continue
            by_graph = of_graph(graph)
            rows["inside"].append(reduce(or_, map(of_letter, letters), by_graph))
            rows["left"].append(by_graph | of_letter(letters[-1:]))
            rows["right"].append(by_graph | of_letter(letters[:1]))
            vowels = [self._vowels(letters, graph, tag) for tag in self.tags]
            for at, name in enumerate(("vowel_first", "vowel_last")):
                found = (
                    (tagged[tag], tagged[tag] & (by_graph | of_letter(pair[at])))
                    for tag, pair in zip(self.tags, vowels, strict=True)
                    if pair
                )
                rows[name].append(sum(own + has for own, has in found))  # 1 for a vowel, 2 for one that the test has
            kinds.append(self._kind(letters[-1:]) | self._kind(letters[:1]) << 4)
            is_vowel.extend(pair is not None for pair in vowels)
        matrices = {name: b"".join(row.to_bytes(len(self.tests), "little") for row in rows[name]) for name in rows}
        return matrices | {
            "signature_kind": bytes(kinds), "is_vowel": bytes(is_vowel),
            "edge_tests": bytes(test.edge | test.letter << 1 for test, _ in self.tests),
        }  # fmt: skip

    def _kind(self, letter: str) -> int:
        return 1 if not letter else 2 if letter in self.rules.hub_signs else 0

    def _vowels(self, letters: str, graph: str, tag: str) -> tuple[str, str] | None:
        """The first and the last of the letters that are vowels, empty for a graph that is one by itself; None for no vowel."""
        vowels = self.rules.vowels[tag]
        found = [c for c in letters if c in vowels.letters]
        return (found[0], found[-1]) if found else ("", "") if graph in vowels.graphs else None


def _row(answers: Iterable[bool]) -> int:
    return int.from_bytes(bytes(answers), "little")


class Pool:
    """Strings one after the other, each once."""

    def __init__(self) -> None:
        self.units = array("H")
        self.places: dict[str, tuple[int, int]] = {}

    def place(self, text: str) -> tuple[int, int]:
        """Where a string starts, and its length."""
        if text not in self.places:
            self.places[text] = (len(self.units), len(text))
            self.units.extend(map(ord, text))
        return self.places[text]
