"""The sources of rules as a trie over graphemes, where a kernel finds the longest one that stands at a place."""

from __future__ import annotations

from array import array
from functools import cache

from .letters import forms_of
from .rules import Rule, RuleSet

HASH = (0x9E3779B1, 0x85EBCA6B)


class Trie:
    """Nodes are numbers, 0 the root; edges are labelled with numbers of graphemes, from 1."""

    def __init__(self, rules: RuleSet) -> None:
        self.forms = {form: n for n, form in enumerate(sorted(rules.forms), 1)}
        self.children: list[dict[int, int]] = [{}]
        self.rules = needed(rules)
        self.node_of = {source: self._insert(source) for source in self.rules}
        self.source_of = {node: source for source, node in self.node_of.items()}

    def _insert(self, source: str) -> int:
        node = 0
        for letter in forms_of(source):
            form = self.forms[letter]
            if form not in self.children[node]:
                self.children[node][form] = len(self.children)
                self.children.append({})
            node = self.children[node][form]
        return node

    def first(self, form: int) -> int:
        """The node of a single grapheme, or the root."""
        return self.children[0].get(form, 0)

    def rules_of(self, form: int) -> tuple[Rule, ...]:
        """The rules whose source is a single grapheme."""
        node = self.first(form)
        return self.rules.get(self.source_of.get(node, ""), ()) if node else ()

    def arrays(self) -> dict[str, bytes]:
        """The edges as an open hash, and what can be known of a node without it."""
        size = 1 << max(4, (sum(map(len, self.children)) * 2).bit_length())
        table = array("I", bytes(12 * size))
        for node, children in enumerate(self.children):
            for form, target in children.items():
                at = (node * HASH[0] + form * HASH[1]) % 2**32 >> 8 & (size - 1)
                while table[at * 3 + 2]:
                    at = (at + 1) & (size - 1)
                table[at * 3], table[at * 3 + 1], table[at * 3 + 2] = node, form, target
        return {
            "edges": table.tobytes(),
            "first_node": array("I", map(self.first, range(len(self.forms) + 1))).tobytes(),
            "node_more": bytes(bool(children) for children in self.children),
        }


def needed(rules: RuleSet) -> dict[str, tuple[Rule, ...]]:
    """The rules but for those that only say what their parts say alone, as rows that are there to be written may when read.

    Whether such a rule fires makes no difference, unless another longer one begins inside it.
    """
    by_source = rules.by_source
    asked = {graph for rule in rules.rules for _, test in rule.conditions.tests for graph in test.graphs}
    parts = {source: forms_of(source) for source in by_source}

    @cache
    def alone(form: str) -> str:
        best = by_source.get(form, (None,))[0]
        plain = best is not None and not len(best.conditions) and not best.apostrophe
        return best.target if best and plain and len(best.target) == len(best.letters[-1:]) == 1 else "?"

    redundant = {
        source
        for source, same in by_source.items()
        if len(parts[source]) > 1
        and source not in rules.fixed
        and all(rule.target == "".join(map(alone, parts[source])) for rule in same)
        and not any(rule.graph in asked or rule.apostrophe for rule in same)
    }
    longer: dict[str, set[str]] = {}
    for source, forms in parts.items():
        if len(forms) > 1 and source not in redundant:
            longer.setdefault(forms[0], set()).add(source)
    while found := {source for source in redundant if _matters(parts[source], longer)}:
        redundant -= found
        for source in found:
            longer.setdefault(parts[source][0], set()).add(source)
    return {source: same for source, same in by_source.items() if source not in redundant}


def _matters(forms: tuple[str, ...], longer: dict[str, set[str]]) -> bool:
    """Whether another source of several graphemes begins this one, or begins inside it."""
    whole = "".join(forms)
    if any(whole.startswith(other) for other in longer.get(forms[0], ())):
        return True
    for at in range(1, len(forms)):
        tail = "".join(forms[at:])
        if any(tail.startswith(other) or other.startswith(tail) for other in longer.get(forms[at], ())):
            return True
    return False
