"""A table as rules for ICU's transliterator, for systems that have ICU and not this library.

ICU has no units, styles or looking through. So the rules run in three passes: the first turns every unit into one
private-use character that stands for a rule and a style, the second settles capitals of several letters by their
neighbours, the third writes the text. Protected spans, look-alikes, apostrophes that were not typed as the table has them
and words kept as foreign are not expressed; conditions on a whole word cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Literal

from .directed import reading, writing
from .errors import TurkicAlphabetError
from .hub import hub
from .letters import VARIATION_SELECTORS, Style, forms_of
from .orthography import Orthography
from .rules import Rule, RuleSet
from .table import Test

_FIRST = 0xF0000  # plane 15, for private use: four characters for each rule, one for each style
_STYLES = (Style.LOWER, Style.CAPITAL, Style.TITLE, Style.UPPER)


class NotExpressible(TurkicAlphabetError, ValueError):
    """A table with a condition that ICU's rules cannot state."""


def icu_rules(orthography: Orthography, direction: Literal["read", "write"]) -> str:
    """The rules of one direction of a table, to give to ``icu.Transliterator.createFromRules``.

    The text is brought into NFC first, and must not use private-use characters of plane 15.

    >>> from turkic_alphabet import load
    >>> rules = icu_rules(load("az-Cyrl"), "read")
    >>> print(rules.splitlines()[0])
    # Azerbaijani, Cyrillic script of 1958 to the Common Turkic Alphabet, az-Cyrl 1.0

    :param direction: ``"read"`` for the way to the common alphabet, ``"write"`` for the way from it.
    :raises NotExpressible: for a table with conditions on a whole word, or with a prefix.
    """
    table = orthography.table
    rules = reading((table,)) if direction == "read" else writing(table)
    ends = (orthography.name, "the Common Turkic Alphabet")
    ends = ends if direction == "read" else ends[::-1]
    return f"# {ends[0]} to {ends[1]}, {table.tag} {table.version}\n" + "\n".join(_Export(rules).lines()) + "\n"


class _Export:
    def __init__(self, rules: RuleSet) -> None:
        if rules.prefixes:
            raise NotExpressible(f"{rules.target}: a prefix is written by a condition on the whole word")
        self.rules = rules
        self.order = list(_in_order(rules))
        self.numbers = {id(rule): number for number, rule in enumerate(self.order)}
        self.names: dict[str, str] = {}  # of sets, by their patterns
        self.asked: dict[tuple[str, Test], list[str]] = {}  # what conditions became
        self.sign = rules.hub_signs
        self.mark = "[:M:]" + "".join(sorted(VARIATION_SELECTORS)).join(("-[", "]"))
        self.copied_through = "".join(sorted(rules.signs | hub().ignorable | self.sign))

    def lines(self) -> list[str]:
        first = [line for rule in self.order for line in self.units(rule)]
        second = [line for rule in self.order for line in self.settled(rule)]
        third = [line for rule in self.order for line in self.texts(rule)]
        sets = [f"{name} = {pattern} ;" for pattern, name in self.names.items()]
        same = [f"{_text(other)} > {_text(letter)} ;" for other, letter in self.rules.same.items()]
        passes = [":: NFC ;", *sets, *same, ":: Null ;", *first, ":: Null ;", *second, ":: Null ;", *third]
        return [line for line in passes if line]

    # The first pass

    def units(self, rule: Rule) -> Iterator[str]:
        """The rule in each style, and under each of the alternatives that its conditions leave."""
        if rule.conditions.word_wide:
            raise NotExpressible(f"{rule.tag}: {rule} asks about the whole word")
        befores, afters = [""], [self.set("[^" + self.mark + "]")]
        for name, test in rule.conditions.tests:
            if (name, test) not in self.asked:
                self.asked[name, test] = list(self.before(test) if name == "preceded_by" else self.after(test))
            if name == "preceded_by":
                befores = self.asked[name, test]
            else:
                afters = self.asked[name, test]
        yield f"# {rule}".replace("\n", " ")
        for style, key in self.spelled(rule):
            for before in befores:
                for after in afters:
                    yield f"{before} {{ {_text(key)} }} {after} > {self.code(rule, style)} ;".strip()

    def spelled(self, rule: Rule) -> Iterator[tuple[Style, str]]:
        case, source = self.rules.source_case, rule.source
        yield Style.LOWER, source
        if self.cased(rule) == 1:
            styles = {Style.CAPITAL: case.upper(source)}
        else:
            styles = {Style.TITLE: case.title(source), Style.UPPER: case.upper(source)}
        seen = {source}
        for style, key in styles.items():
            if (
                key not in seen and case.lower(key) == source
            ):  # two small letters may share a capital: it is one of them
                yield style, key
                seen.add(key)

    def before(self, test: Test) -> Iterator[str]:
        """What stands to the left is already a rule's character, or was copied."""
        hit = self.codes(lambda rule: self.hits(test, rule.letters[-1:], rule.graph))
        silent = {"", *self.sign}
        through = self.codes(
            lambda rule: rule.letters[-1:] in silent and not self.hits(test, rule.letters[-1:], rule.graph)
        )
        copied = "[:L:]" if test.letter else ""
        if hit or copied:
            yield f"{self.set(f'[{hit}{copied}]')} {self.set(f'[{through}{self.mark_and_copied()}]*')}"
        if test.edge:
            yield f"{self.set(self.outside())} {self.set(f'[{_chars(hub().ignorable)}]*')}"

    def after(self, test: Test) -> Iterator[str]:
        """What stands to the right is still source text: units, each with its fixed value."""
        fixed = self.rules.fixed
        hit = [u for u, rule in fixed.items() if self.hits(test, rule.letters[:1], rule.graph)]
        through = [u for u, rule in fixed.items() if rule.letters[:1] in {"", *self.sign} and u not in hit]
        if any(len(unit) > 1 for unit in through):
            raise NotExpressible(f"{self.rules.source}: a silent graph of several letters is looked through")
        between = self.set(f"[{_chars(self.both(through))}{_chars(self.copied_through)}]*")
        for units, blocked in self.by_what_follows(hit):
            yield f"{between} {units} {self.set(f'[^{self.mark}{_chars(blocked)}]')}"
        if test.letter:
            unread = f"[[:L:]-[{_chars(self.both([u for u in fixed if len(u) == 1]))}{_chars(self.copied_through)}]]"
            yield f"{between} {self.set(unread)}"
        if test.edge:
            yield f"{self.set(f'[{_chars(hub().ignorable)}]*')} {self.set(self.outside())}"

    def by_what_follows(self, units: list[str]) -> Iterator[tuple[str, str]]:
        """Patterns for units, with the characters that must not come after them: those that make a longer unit."""
        fixed = self.rules.fixed
        found: dict[str, list[str]] = {}
        for unit in units:
            longer = {other[len(unit)] for other in fixed if other.startswith(unit) and other != unit}
            if any(unit + c not in fixed for c in longer):
                raise NotExpressible(
                    f"{self.rules.source}: what comes after {unit!r} is told by more than one character"
                )
            found.setdefault(self.both(longer), []).append(unit)
        for blocked, same in found.items():
            if single := [unit for unit in same if len(unit) == 1]:
                yield self.set(f"[{_chars(self.both(single))}]"), blocked
            for unit in same:
                if len(unit) > 1:
                    yield " ".join(self.set(f"[{_chars(self.both(c))}]") for c in unit), blocked

    def hits(self, test: Test, letter: str, graph: str) -> bool:
        return test.has(letter, graph) or (test.letter and letter not in self.sign)

    # The second pass

    def several(self, rule: Rule) -> bool:
        """Whether one capital becomes several cased letters."""
        return self.cased(rule) == 1 and self.rules.target_case.cased(rule.target) > 1

    def settled(self, rule: Rule) -> Iterator[str]:
        """By the next cased letter of the word, else by the one before.

        A capital of several letters that stands alone is Title; a sign that is written as a letter is small.
        """
        sign = rule.letters in self.sign and self.rules.target_case.cased(rule.target) > 0
        if not (sign or self.several(rule)):
            return
        between, first, first_small, last = self.neighbours
        found = self.code(rule, Style.LOWER if sign else Style.CAPITAL)
        upper, alone = self.code(rule, Style.UPPER), self.code(rule, Style.LOWER if sign else Style.TITLE)
        yield f"{found} }} {between} {first} > {upper} ;"
        yield f"{found} }} {between} {first_small} > {alone} ;"
        yield f"{last} {between} {{ {found} > {upper} ;"
        yield f"{found} > {alone} ;"

    @cached_property
    def neighbours(self) -> tuple[str, str, str, str]:
        """What has no case, and what ends or begins with a capital or with a small letter."""
        case = self.rules.source_case
        capitals, small = f"[:Lu:][:Lt:]{_chars(case.small)}", f"[:Ll:]{_chars(case.capital)}"
        without = f"[:Lo:][:Lm:]{self.mark_and_copied()}" + self.codes(lambda rule: not self.cased(rule))
        first = self.codes(self.cased, Style.CAPITAL, Style.TITLE, Style.UPPER)
        last = self.codes(self.cased, Style.CAPITAL, Style.UPPER) + self.codes(self.several, Style.TITLE)
        return (
            self.set(f"[{without}]*"), self.set(f"[{first}{capitals}]"),
            self.set(f"[{self.codes(self.cased, Style.LOWER)}{small}]"), self.set(f"[{last}{capitals}]"),
        )  # fmt: skip

    # The third pass

    def texts(self, rule: Rule) -> Iterator[str]:
        for style in _STYLES:
            if not (style is Style.CAPITAL and self.several(rule)):
                yield f"{self.code(rule, style)} > {_text(self.rules.target_case.dress(rule.target, style))} ;"

    # Characters and sets

    def code(self, rule: Rule, style: Style) -> str:
        return f"\\U{_FIRST + 4 * self.numbers[id(rule)] + _STYLES.index(style):08X}"

    def codes(self, which: Callable[[Rule], object], *styles: Style) -> str:
        """The characters of the rules that answer, in these styles or in all."""
        return "".join(self.code(rule, s) for rule in self.order if which(rule) for s in styles or _STYLES)

    def cased(self, rule: Rule) -> int:
        return sum(self.rules.source_case.is_capital(c) is not None for c in rule.source)

    def both(self, letters: Iterable[str]) -> str:
        text = "".join(letters)
        return "".join(sorted(set(text + self.rules.source_case.upper(text))))

    def mark_and_copied(self) -> str:
        return f"[{self.mark}]{_chars(self.copied_through)}"

    def outside(self) -> str:
        """What is no part of a word; the edge of the text is in every complement."""
        every = f"\\U{_FIRST:08X}-\\U{_FIRST + 4 * len(self.order):08X}"
        return f"[^[:L:][{self.mark}]{_chars(self.copied_through)}{every}]"

    def set(self, pattern: str) -> str:
        """A set, or any number of its characters, by a name: ICU keeps a character for each that it meets, and has not many."""
        return self.names.setdefault(pattern, f"$s{len(self.names)}")


def _in_order(rules: RuleSet) -> Iterator[Rule]:
    """Longest source first, then as the rule set has them; a rule after an unconditional one can never fire."""
    for source in sorted(rules.by_source, key=lambda s: -len(forms_of(s))):
        for rule in rules.by_source[source]:
            if not rule.apostrophe:
                yield rule
                if not len(rule.conditions):
                    break


def _text(text: str) -> str:
    """A text in a rule, quoted where ICU's syntax could take it for more."""
    return "".join(c if c.isalpha() and c.isprintable() else f"\\u{ord(c):04X}" for c in text)


def _chars(characters: Iterable[str]) -> str:
    """Characters in a set."""
    return "".join(f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}" for c in sorted(set(characters)))
