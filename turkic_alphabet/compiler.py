"""From a rule set to a program: names become numbers, and every question that can be answered beforehand is."""

from __future__ import annotations

from array import array

from .classes import Classes
from .errors import Problem, TableError
from .letters import forms_of
from .neighbours import decisions_by_neighbours
from .program import NONE, Program
from .rules import RuleSet
from .signatures import Pool, Signatures
from .trie import Trie

MAX_SOURCE = 64  # graphemes, as the kernel in C has room for
APOSTROPHES = {"": 0, "between": 1, "closing": 2}
VOWEL_CONDITIONS = ("near", "vowel_before", "vowel_after")


def compile_rules(rules: RuleSet) -> Program:
    """Compile one direction."""
    longest = max((length for lengths in rules.lengths.values() for length in lengths), default=0)
    if longest > MAX_SOURCE:
        tag = rules.source if rules.target == "common" else rules.target
        what = f"a row of {longest} letters"
        raise TableError(
            [Problem(tag, 0, what, f"{MAX_SOURCE} are the most: shorten it, any ending may follow a stem")]
        )
    trie = Trie(rules)
    sources = sorted(trie.rules, key=trie.node_of.__getitem__)
    ordered = [rule for source in sources for rule in trie.rules[source]]  # as nodes hold them
    signatures = Signatures(rules, ordered)
    classes = Classes(rules, trie, signatures, {id(rule): number for number, rule in enumerate(ordered)})
    pool = Pool()
    arrays = _rule_arrays(rules, trie, signatures, pool)
    prefixes = array("I")
    for prefix in rules.prefixes:
        pairs = signatures.pairs(prefix.conditions, prefix.tag)
        prefixes.extend([*pool.place(prefix.graph), len(pairs) // 2, *pairs])
    return Program(
        **classes.arrays(),
        **trie.arrays(),
        **arrays,
        **decisions_by_neighbours(classes),
        **signatures.matrices(),
        pool=pool.units.tobytes(),
        prefixes=prefixes.tobytes(),
        never=array("H", [n for s in rules.never for n in (*(trie.forms[c] for c in s), 0)]).tobytes(),
        n_classes=len(classes),
        n_tests=len(signatures.tests),
        n_tags=len(signatures.tags),
        n_signatures=len(signatures.numbers),
        keeps=rules.keeps_foreign_words,
        reading=rules.source != "common",
        asks_vowels=any(
            rule.conditions.first_syllable or any(name in VOWEL_CONDITIONS for name, _ in rule.conditions.tests)
            for rule in ordered
        ),
        ascii_identity=classes.ascii_identity,
        longest=max([1, *(length for _, length in pool.places.values())]),
        max_source=max(1, longest),
    )


def _rule_arrays(rules: RuleSet, trie: Trie, signatures: Signatures, pool: Pool) -> dict[str, bytes]:
    """Rules in the order of their nodes, with what each node needs to know."""
    node_rules, node_fixed, outputs, rows = array("I", [0]), array("H"), array("I"), array("H")
    fixed_units, fixed_start, tests, test_start = array("H"), array("I", [0]), array("H"), array("I", [0])
    case, signature_of = rules.target_case, {source: signatures.of(rule) for source, rule in rules.fixed.items()}
    for node in range(len(trie.children)):
        source = trie.source_of.get(node, "")
        node_fixed.append(signature_of.get(source, NONE))
        own = trie.rules.get(source, ())
        units = _fixed_of(source, signature_of, rules.fixed_lengths) if own else []
        for rule in own:
            for dressed in (rule.target, case.title(rule.target), case.upper(rule.target)):
                outputs.extend(pool.place(dressed))
            rows.extend([
                signatures.of(rule), APOSTROPHES[rule.apostrophe], rule.conditions.first_syllable,
                min(case.cased(rule.target), 2), signatures.tags.index(rule.tag), len(units),
            ])  # fmt: skip
            fixed_units.extend(units)
            fixed_start.append(len(fixed_units))
            tests.extend(signatures.pairs(rule.conditions, rule.tag))
            test_start.append(len(tests) // 2)
        node_rules.append(len(rows) // 6)
    return {
        "node_rules": node_rules.tobytes(), "node_fixed": node_fixed.tobytes(), "outputs": outputs.tobytes(),
        "rules": rows.tobytes(), "fixed_units": fixed_units.tobytes(), "fixed_start": fixed_start.tobytes(),
        "tests": tests.tobytes(), "test_start": test_start.tobytes(),
    }  # fmt: skip


def _fixed_of(source: str, signature_of: dict[str, int], lengths: dict[str, tuple[int, ...]]) -> list[int]:
    """The signatures of the fixed units of a source, as looking ahead would cut it."""
    forms, found, at = forms_of(source), list[int](), 0
    while at < len(forms):
        for length in lengths.get(forms[at], ()):
            signature = signature_of.get("".join(forms[at : at + length]) if length > 1 else forms[at])
            if signature is not None:
                found.append(signature)
                at += length
                break
        else:
            at += 1
    return found
