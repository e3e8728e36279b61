"""Letters whose rules ask the neighbours: their decisions, made beforehand for all that may stand on either side."""

from __future__ import annotations

from array import array
from itertools import product

from . import characters as ch
from .classes import Classes
from .program import COPIED, EDGE, NONE
from .rules import Rule
from .signatures import Signatures
from .table import Test

SIDES = ("preceded_by", "followed_by")
ASK = 255  # what comes after must be looked at
TOO_MANY = 4096

Answers = tuple[bool, ...]


def decisions_by_neighbours(classes: Classes) -> dict[str, bytes]:
    """For every such class a table: kinds of what stands before, kinds of what comes after, and what they decide.

    Where the first rule that they allow asks for more, they decide only how many rules before it need not be tried.
    """
    numbers = array("H", [NONE] * len(classes))
    first_values = [_first_value(classes, following) for following in range(len(classes))]
    lefts, rights, decisions, starts = bytearray(), bytearray(), array("H"), array("I")
    kinds, kind_of = _kinds(classes.signatures)
    for c in range(ch.GENERIC, len(classes)):
        rules, capital = classes.trie.rules_of(classes.form[c]), classes.cap[c] == 2
        conditional = any(len(rule.conditions) for rule in rules)
        if classes.kind[c] != ch.KIND_LETTER or not conditional or classes.rules.prefixes:
            continue
        before, after = (
            list(dict.fromkeys(test for rule in rules for name, test in rule.conditions.tests if name == side))
            for side in SIDES
        )
        left = [_left(before, *kind) for kind in kinds]
        right = [_right(classes, fixed, after, following) for following, fixed in enumerate(first_values)]
        kinds_before = list(dict.fromkeys(left))
        kinds_after = list(dict.fromkeys(answers for answers in right if answers is not None))
        if len(kinds_before) * len(kinds_after) > TOO_MANY or max(len(kinds_before), len(kinds_after)) >= ASK:
            continue
        numbers[c] = len(starts) // 2
        starts.extend([len(decisions), len(kinds_after)])
        numbers_before = [kinds_before.index(answers) for answers in left]
        lefts.extend([numbers_before[kind] for kind in kind_of])
        rights.extend(ASK if answers is None else kinds_after.index(answers) for answers in right)
        for first, second in product(kinds_before, kinds_after):
            no_left = {test for test, holds in zip(before, first, strict=True) if not holds}
            no_right = {test for test, holds in zip(after, second, strict=True) if not holds}
            passed = 0
            while passed < len(rules) and not _may_hold(rules[passed], no_left, no_right):
                passed += 1
            if passed == len(rules) or _asks_more(classes, rules[passed], capital):
                decisions.extend([NONE, passed])
            else:
                chosen = rules[passed]
                decisions.extend([3 * classes.number_of[id(chosen)] + capital, classes.signatures.of(chosen)])
    return {
        "local": numbers.tobytes(), "local_left": bytes(lefts), "local_right": bytes(rights),
        "local_start": starts.tobytes(), "local_decisions": decisions.tobytes(),
    }  # fmt: skip


def _asks_more(classes: Classes, rule: Rule, capital: bool) -> bool:
    """Whether a rule needs more than its neighbours, or is not just written and remembered as what stands before the next."""
    return bool(
        rule.apostrophe
        or rule.conditions.first_syllable
        or classes.signatures.looked_through(rule)
        or any(name not in SIDES for name, _ in rule.conditions.tests)
        or (capital and classes.rules.target_case.cased(rule.target) > 1)
    )


def _kinds(signatures: Signatures) -> tuple[list[tuple[str, str, int]], list[int]]:
    """What tests can ask of a signature, each once, and for every signature which of these it is.

    Of most only the last letter is asked, so that they are few.
    """
    asked = {graph for test, _ in signatures.tests for graph in test.graphs}
    found: dict[tuple[str, str, int], int] = {}
    kind_of = [
        found.setdefault(
            (letters[-1:], graph if graph in asked else "", number if number in (EDGE, COPIED) else NONE), len(found)
        )
        for (letters, graph, _), number in signatures.numbers.items()
    ]
    return list(found), kind_of


def _left(tests: list[Test], letter: str, graph: str, signature: int) -> Answers:
    if signature == EDGE:
        return tuple(test.edge for test in tests)
    if signature == COPIED:
        return tuple(test.letter for test in tests)
    return tuple(test.has(letter, graph) or test.letter for test in tests)


def _first_value(classes: Classes, c: int) -> Rule | None:
    """The rule that gives a class its value for those who look ahead, or None when a longer unit may begin with it."""
    form = classes.form[c]
    source = classes.trie.source_of.get(classes.trie.first(form), "") if form else ""
    fixed = classes.rules.fixed.get(source)
    if fixed is None or not fixed.letters or fixed.letters[0] in classes.rules.hub_signs:
        return None
    return None if any(unit != source and unit.startswith(source) for unit in classes.rules.fixed) else fixed


def _right(classes: Classes, fixed: Rule | None, tests: list[Test], c: int) -> Answers | None:
    """What tests say of a class that comes after, or None when more must be looked at."""
    kind, form = classes.kind[c], classes.form[c]
    if kind == ch.KIND_OTHER and not form:
        return tuple(test.edge for test in tests)
    if not tests:
        return None if kind == ch.KIND_MARK else ()
    if kind != ch.KIND_LETTER or fixed is None:
        return None
    return tuple(test.has(fixed.letters[:1], fixed.graph) or test.letter for test in tests)


def _may_hold(rule: Rule, no_left: set[Test], no_right: set[Test]) -> bool:
    """Whether a rule is not ruled out by its neighbours."""
    fails = {SIDES[0]: no_left, SIDES[1]: no_right}
    return not any(test in fails[name] for name, test in rule.conditions.tests if name in fails)
