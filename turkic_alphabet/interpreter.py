"""The meaning of conversion, written to be read: rules run over a text as `docs/explanation/conversion.md` says.

Slow and plain. It is the engine of `explain` and the oracle that the compiled kernels are tested against.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .hub import hub
from .letters import REACH, Style
from .places import Place, Word, places, words
from .rules import Rule, RuleSet
from .step import Step
from .table import Conditions, Test


class _Unit(NamedTuple):
    """What a rule, or copying, did with places[start:end]."""

    start: int
    end: int
    rule: Rule | None


def interpret(rules: RuleSet, text: str) -> list[Step]:
    """Convert a text that holds no protected span, step by step."""
    return _Run(rules, text).steps()


class _Run:
    def __init__(self, rules: RuleSet, text: str) -> None:
        self.rules = rules
        self.text = text
        self.places: list[Place] = places(rules, text)
        self.words: list[Word] = words(rules, self.places)
        self.units: list[_Unit] = []
        self.vowels_before: dict[str, tuple[int, tuple[str, str] | None]] = {}  # of how many units, by table

    def steps(self) -> list[Step]:
        steps: list[Step] = []
        at = 0
        while at < len(self.places):
            word = self.word(at)
            if word is not None and at == word.start and not word.kept:
                steps += self.prefix(word)
            unit = self.unit(at)
            self.units.append(unit)
            steps.append(self.step(unit))
            at = unit.end
        return steps

    def step(self, unit: _Unit) -> Step:
        start, end = self.places[unit.start].start, self.places[unit.end - 1].end
        source = self.text[start:end]
        if unit.rule is None:
            kept = self.places[unit.start].kind == "letter" and self.places[unit.start].form in self.rules.forms
            return Step(start, end, source, source, "kept" if kept and self.kept(unit.start) else "copied")
        repaired = any(place.repaired for place in self.places[unit.start : unit.end])
        target = self.dressed(unit)
        return Step(start, end, source, target, "repaired" if repaired else "row", str(unit.rule), unit.rule.citation)

    def kept(self, at: int) -> bool:
        word = self.word(at)
        return word is not None and word.kept

    def word(self, at: int) -> Word | None:
        number = self.places[at].word
        return self.words[number] if number >= 0 else None

    # Which rule fires

    def unit(self, at: int) -> _Unit:
        if not self.kept(at):
            form = self.places[at].form
            for length in self.rules.lengths.get(form, ()):
                here = self.places[at : at + length]
                if len(here) < length or self.style(here) is None:
                    continue
                for rule in self.rules.by_source.get("".join(place.form for place in here), ()):
                    if self.holds(rule, at, at + length):
                        return _Unit(at, at + length, rule)
        return _Unit(at, at + 1, None)

    def holds(self, rule: Rule, start: int, end: int) -> bool:
        if rule.apostrophe and not self.apostrophe_holds(rule, start, end):
            return False
        conditions = rule.conditions
        for name, test in conditions.tests:
            if name == "preceded_by":
                if not self.before(test):
                    return False
            elif name == "followed_by":
                if not self.after(test, end):
                    return False
            elif not self.word_wide(name, test, rule.tag, start, end):
                return False
        return not conditions.first_syllable or self.vowel_before(rule.tag) is None

    def apostrophe_holds(self, rule: Rule, start: int, end: int) -> bool:
        letter = Test(letter=True)
        if rule.apostrophe == "between":
            return self.before(letter) and self.after(letter, end)
        # Closing: inside a word it is always ʻ; at the end of one it may close a quotation.
        if self.after(letter, end):
            return True
        while start and self.places[start - 1].kind != "other":
            start -= 1
        return not start or self.places[start - 1].form not in hub().openers

    # Neighbours

    def before(self, test: Test) -> bool:
        """The last letter that the previous unit actually produced; silent units, signs and marks are looked through."""
        seen = False
        for unit in reversed(self.units):
            place = self.places[unit.start]
            if unit.rule is not None:
                letter, graph = unit.rule.letters[-1:], unit.rule.graph
                if test.has(letter, graph):
                    return True
                if letter and letter not in self.rules.hub_signs:
                    return test.letter
                if test.letter and not letter:
                    return True
                seen = True
            elif place.kind == "letter":
                return test.letter
            elif place.kind in ("sign", "mark"):
                seen = True
            elif place.kind == "other":
                break
        return test.edge and not seen

    def after(self, test: Test, end: int) -> bool:
        """The fixed value of what stands next, so that nothing is circular."""
        seen = False
        at = end
        for _ in range(REACH):
            if at >= len(self.places) or self.places[at].kind == "other":
                return test.edge and not seen
            place = self.places[at]
            fixed = self.fixed(at)
            if fixed is not None:
                rule, at = fixed
                letter = rule.letters[:1]
                if test.has(letter, rule.graph):
                    return True
                if letter and letter not in self.rules.hub_signs:
                    return test.letter
                if test.letter and not letter:
                    return True
                seen = True
                continue
            if place.kind == "letter":
                return test.letter
            seen = seen or place.kind != "ignorable"
            at += 1
        return False

    def fixed(self, at: int) -> tuple[Rule, int] | None:
        """The rule that gives the unit here its fixed value, and where the unit ends."""
        for length in self.rules.lengths.get(self.places[at].form, ()):
            rule = self.rules.fixed.get("".join(place.form for place in self.places[at : at + length]))
            if rule is not None and at + length <= len(self.places):
                return rule, at + length
        return None

    # The word

    def fixed_units(self, start: int, end: int) -> Iterator[_Unit]:
        """Places cut into units of fixed value, from the first."""
        while start < end:
            fixed = self.fixed(start)
            stop = min(fixed[1], end) if fixed else start + 1
            yield _Unit(start, stop, fixed[0] if fixed else None)
            start = stop

    def word_wide(self, name: str, test: Test, tag: str, start: int, end: int) -> bool:
        if name in ("in_word", "not_in_word"):
            return self.in_word(test, start) == (name == "in_word")
        found = self.vowel_after(tag, end) if name != "vowel_before" else None
        if found is None and name != "vowel_after":
            found = self.vowel_before(tag)
        return found is not None and test.has(*found)

    def in_word(self, test: Test, start: int) -> bool:
        word = self.word(start)
        if word is None:
            return False
        if word.units is None:
            rules = [unit.rule for unit in self.fixed_units(word.start, word.end) if unit.rule is not None]
            word.units = {(rule.graph, rule.letters) for rule in rules}
        return any(
            graph in test.graphs or any(letter in test.letters for letter in letters) for graph, letters in word.units
        )

    def vowel_after(self, tag: str, end: int) -> tuple[str, str] | None:
        """Letter and graph of the nearest vowel after a unit, by fixed values."""
        stop = end
        while stop < len(self.places) and stop < end + REACH and self.places[stop].kind != "other":
            stop += 1
        for unit in self.fixed_units(end, stop):
            if (found := self.vowel(unit, tag, last=False)) is not None:
                return found
        return None

    def vowel_before(self, tag: str) -> tuple[str, str] | None:
        """Letter and graph of the nearest vowel before, by the fixed values of the units so far."""
        seen, found = self.vowels_before.get(tag, (0, None))
        for unit in self.units[seen:]:
            if self.places[unit.start].kind == "other":
                found = None
            for inner in self.fixed_units(unit.start, unit.end):
                found = self.vowel(inner, tag, last=True) or found
        self.vowels_before[tag] = len(self.units), found
        return found

    def vowel(self, unit: _Unit, tag: str, *, last: bool) -> tuple[str, str] | None:
        """The first (or last) letter of a unit that is in the table's class `vowel`, or "" when its graph is, and the graph."""
        if unit.rule is None:
            return None
        vowels = self.rules.vowels[tag]
        letters = [letter for letter in unit.rule.letters if letter in vowels.letters]
        if letters:
            return letters[-1 if last else 0], unit.rule.graph
        return ("", unit.rule.graph) if unit.rule.graph in vowels.graphs else None

    def prefix(self, word: Word) -> list[Step]:
        if not word.first:
            return []
        for prefix in self.rules.prefixes:
            if self.all_word_wide(prefix.conditions, prefix.tag, word):
                start = self.places[word.start].start
                return [Step(start, start, "", prefix.graph, "prefix", f"prefix {prefix.graph}", prefix.group.source)]
        return []

    def all_word_wide(self, conditions: Conditions, tag: str, word: Word) -> bool:
        return all(self.word_wide(name, test, tag, word.start, word.start) for name, test in conditions.tests)

    # Case

    def style(self, here: list[Place]) -> Style | None:
        cased = [place.capital for place in here if place.capital is not None]
        if not any(cased):
            return Style.LOWER
        if all(cased):
            return Style.CAPITAL if len(cased) == 1 else Style.UPPER
        return Style.TITLE if cased[0] and not any(cased[1:]) else None

    def dressed(self, unit: _Unit) -> str:
        """The target of a unit in the style of its source."""
        assert unit.rule is not None
        style = self.style(self.places[unit.start : unit.end]) or Style.LOWER
        target, case = unit.rule.target, self.rules.target_case
        sign = unit.rule.letters in self.rules.hub_signs and case.cased(target) > 0
        if style is Style.LOWER and sign and self.among_capitals(unit):
            style = Style.UPPER  # a sign has no case of its own; the letter that it is written as has
        if style is Style.CAPITAL and case.cased(target) > 1:
            style = Style.UPPER if self.among_capitals(unit) else Style.TITLE
        return case.dress(target, style)

    def among_capitals(self, unit: _Unit) -> bool:
        """Whether the next cased letter of the word, or with none the one before, is a capital."""
        after = self.places[unit.end : unit.end + REACH]
        before = self.places[max(unit.start - REACH, 0) : unit.start]
        for side in (after, reversed(before)):
            for place in side:
                if place.kind == "other":
                    break
                if place.capital is not None:
                    return place.capital
        return False
