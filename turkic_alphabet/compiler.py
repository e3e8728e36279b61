"""From a rule set to a program: names become numbers, and every question that can be answered beforehand is."""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator

from . import characters as ch
from .hub import hub
from .letters import Style, graphemes, is_latin, is_letter
from .program import COMPLEX, COPIED, EDGE, NONE, Program
from .rules import Rule, RuleSet
from .table import Conditions, Test

APOSTROPHES = {"": 0, "between": 1, "closing": 2}
CONDITIONS = ("preceded_by", "followed_by", "near", "vowel_before", "vowel_after", "in_word", "not_in_word")
VOWEL_CONDITIONS = ("near", "vowel_before", "vowel_after")
HASH = (0x9E3779B1, 0x85EBCA6B)
TRIPLES = 1 << 16  # bits that say which three classes may begin a longer source
TRIPLE_HASH = (7919, 131)


def compile_rules(rules: RuleSet) -> Program:
    """Compile one direction."""
    return _Compiler(rules).program()


class _Compiler:
    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.forms = {form: n for n, form in enumerate(sorted(rules.forms), 1)}
        self.tags = list(rules.vowels)
        self.tests: dict[tuple[Test, str], int] = {}
        self.signatures: dict[tuple[str, str, str], int] = {("", "", "edge"): EDGE, ("", "", "copied"): COPIED}
        self.pool = array("H")
        self.strings: dict[str, tuple[int, int]] = {}
        self.trie: list[dict[int, int]] = [{}]
        self.by_source = self.without_redundant()
        self.node_of = {source: self.insert(self.form_ids(source)) for source in self.by_source}
        self.nodes_with_rules = set(self.node_of.values())
        for source in self.by_source:  # before any matrix is drawn, so that all are known
            for rule in self.by_source[source]:
                self.signature(rule)
                for _, test in rule.conditions.tests:
                    self.tests.setdefault((test, rule.tag), len(self.tests))
        ordered = sorted(self.by_source, key=self.node_of.__getitem__)
        self.rule_number = {id(r): n for n, r in enumerate(r for source in ordered for r in self.by_source[source])}
        for prefix in rules.prefixes:
            for _, test in prefix.conditions.tests:
                self.tests.setdefault((test, prefix.tag), len(self.tests))

    def without_redundant(self) -> dict[str, tuple[Rule, ...]]:
        """The rules but for those that only say what their parts say alone, as rows that are there to be written may when read.

        Whether such a rule fires makes no difference, unless another longer one begins inside it.
        """
        by_source = self.rules.by_source
        asked = {graph for rule in self.rules.rules for _, test in rule.conditions.tests for graph in test.graphs}
        parts = {source: [grapheme.form for grapheme in graphemes(source)] for source in by_source}

        def alone(form: str) -> str:
            rules = by_source.get(form, ())
            plain = rules and not len(rules[0].conditions) and not rules[0].apostrophe
            return rules[0].target if plain and len(rules[0].target) == len(rules[0].letters[-1:]) == 1 else "?"

        redundant = {
            source
            for source, rules in by_source.items()
            if len(parts[source]) > 1
            and source not in self.rules.fixed
            and all(rule.target == "".join(map(alone, parts[source])) for rule in rules)
            and not any(rule.graph in asked or rule.apostrophe for rule in rules)
        }
        longer: dict[str, set[str]] = {}
        for source, forms in parts.items():
            if len(forms) > 1 and source not in redundant:
                longer.setdefault(forms[0], set()).add(source)
        again = True
        while again:
            again = False
            for source in sorted(redundant):
                tails = ["".join(parts[source][at:]) for at in range(1, len(parts[source]))]
                heads = [parts[source][at] for at in range(1, len(parts[source]))]
                shorter = any(source.startswith(other) for other in longer.get(parts[source][0], ()))
                if shorter or any(
                    tail.startswith(other) or other.startswith(tail)
                    for head, tail in zip(heads, tails, strict=True)
                    for other in longer.get(head, ())
                ):
                    redundant.discard(source)
                    longer.setdefault(parts[source][0], set()).add(source)
                    again = True
        return {source: rules for source, rules in by_source.items() if source not in redundant}

    # Trie

    def form_ids(self, source: str) -> list[int]:
        return [self.forms[grapheme.form] for grapheme in graphemes(source)]

    def insert(self, forms: list[int]) -> int:
        node = 0
        for form in forms:
            if form not in self.trie[node]:
                self.trie[node][form] = len(self.trie)
                self.trie.append({})
            node = self.trie[node][form]
        return node

    def edges(self) -> bytes:
        count = sum(map(len, self.trie))
        size = 1 << max(4, (count * 2).bit_length())
        table = array("I", bytes(12 * size))
        for node, children in enumerate(self.trie):
            for form, target in children.items():
                at = (node * HASH[0] + form * HASH[1]) % 2**32 >> 8 & (size - 1)
                while table[at * 3 + 2]:
                    at = (at + 1) & (size - 1)
                table[at * 3], table[at * 3 + 1], table[at * 3 + 2] = node, form, target
        return table.tobytes()

    # Rules

    def signature(self, rule: Rule) -> int:
        return self.signatures.setdefault((rule.letters, rule.graph, rule.tag), len(self.signatures))

    def string(self, text: str) -> tuple[int, int]:
        if text not in self.strings:
            self.strings[text] = (len(self.pool), len(text))
            self.pool.extend(map(ord, text))
        return self.strings[text]

    def test(self, test: Test, tag: str) -> int:
        return self.tests[test, tag]

    def condition_pairs(self, conditions: Conditions, tag: str) -> list[int]:
        return [n for name, test in conditions.tests for n in (CONDITIONS.index(name), self.test(test, tag))]

    def fixed_of(self, source: str) -> list[int]:
        """The signatures of the fixed units of a source, as looking ahead would cut it."""
        forms = [grapheme.form for grapheme in graphemes(source)]
        found, at = [], 0
        while at < len(forms):
            for length in range(len(forms) - at, 0, -1):
                rule = self.rules.fixed.get("".join(forms[at : at + length]))
                if rule is not None:
                    found.append(self.signature(rule))
                    break
            at += length
        return found

    # Characters

    def specific(self) -> Iterator[str]:
        """Every character about which the rules say more than Unicode does."""
        case = self.rules.source_case
        own = {form for form in self.rules.forms if len(form) == 1}
        seen = set()
        for c in [*sorted(own), *self.rules.same, *self.rules.look_alikes, *self.rules.signs, *hub().openers]:
            for spelled in (c, case.upper(c)):
                if len(spelled) == 1 and spelled not in seen:
                    seen.add(spelled)
                    yield spelled

    def program(self) -> Program:
        rules, case = self.rules, self.rules.source_case
        generic = range(ch.GENERIC)
        kind = bytearray(ch.KIND_OF_GENERIC)
        cap = bytearray(ch.CAP_OF_GENERIC)
        latin = bytearray(ch.LATIN <= n <= ch.LATIN_CAPITAL for n in generic)
        opener = bytearray(ch.GENERIC)
        form = array("H", bytes(2 * ch.GENERIC))
        simple = array("H", [0 if n in (ch.OTHER, ch.LOSSLESS) else COMPLEX for n in generic])
        lead = array("H", [NONE] * ch.GENERIC)
        signature = array("H", [EDGE if kind[n] == ch.KIND_OTHER else COPIED for n in generic])
        class_of: dict[str, int] = {}
        telling = _hitting(rules.never)
        for c in [*self.specific(), *(f for f in sorted(rules.forms) if len(f) > 1)]:
            class_of[c] = len(kind)
            read = rules.same.get(c, c)
            small = case.lower(read)
            letter = is_letter(read[0])
            capital = case.is_capital(read[0]) if letter else None
            base = ch.generic_class(c[0])
            kind.append(ch.KIND_SIGN if small in rules.signs else ch.KIND_OF_GENERIC[base])
            cap.append(0 if capital is None else 1 + capital)
            latin.append(is_latin(c[0]))
            tells = rules.keeps_foreign_words and small in telling
            opener.append((c in hub().openers) | (c in "ʻʼ") << 1 | tells << 2 | is_letter(c[0]) << 3)
            form.append(self.forms.get(small, 0))
            best = self.by_source.get(small, (None,))[0]
            mapped = COMPLEX if kind[-1] == ch.KIND_SIGN or tells or rules.prefixes else self.mapped(best, bool(capital))
            if form[-1] == 0 and kind[-1] == ch.KIND_OTHER:
                mapped = 0
            alone = not self.trie[self.trie[0].get(form[-1], 0)] if form[-1] else True
            simple.append(mapped if alone else COMPLEX)
            lead.append(NONE if kind[-1] == ch.KIND_SIGN or tells or rules.prefixes else self.lead(best, bool(capital)))
            edge = kind[-1] == ch.KIND_OTHER and not best
            signature.append(self.signature(best) if best else EDGE if edge else COPIED)
        alike = array("H", bytes(2 * len(kind)))
        for foreign, own in rules.look_alikes.items():
            alike[class_of[foreign]] = class_of[own]
        ends_latin = [n for n in range(128) if simple[class_of.get(chr(n), ch.generic_class(chr(n)))] not in (0, n)]
        ascii_identity = all(self.untouched(chr(n), class_of, form, kind) for n in ends_latin)
        self.characters = array("I", (n for c, at in class_of.items() if len(c) == 1 for n in (ord(c), at))).tobytes()
        composed = self.composed(class_of)
        return Program(
            characters=self.characters,
            kind=bytes(kind), cap=bytes(cap), latin=bytes(latin), opener=bytes(opener),
            form=form.tobytes(), alike=alike.tobytes(), simple=simple.tobytes(), lead=lead.tobytes(),
            signature=signature.tobytes(), composed=composed, **self.follow(kind, form, alike, composed), **self.local(kind, cap, form, telling if rules.keeps_foreign_words else set()),
            **self.rule_arrays(), **self.matrices(), prefixes=self.prefixes(),
            never=array("H", [n for s in rules.never for n in (*(self.forms[c] for c in s), 0)]).tobytes(),
            n_classes=len(kind), n_tests=len(self.tests), n_tags=len(self.tags), n_signatures=len(self.signatures),
            keeps=rules.keeps_foreign_words, reading=rules.source != "common", ascii_identity=ascii_identity,
            asks_vowels=any(
                rule.conditions.first_syllable or any(name in VOWEL_CONDITIONS for name, _ in rule.conditions.tests)
                for rule in rules.rules
            ),
            longest=max([1, *(length for _, length in self.strings.values())]),
            max_source=max([1, *(length for lengths in rules.lengths.values() for length in lengths)]),
        )  # fmt: skip

    def mapped(self, rule: Rule | None, capital: bool) -> int:
        """What one character becomes when nothing around it matters."""
        if rule is None or len(rule.conditions) or rule.apostrophe or len(rule.target) != 1 or rule.source in self.rules.signs:
            return COMPLEX
        if rule.letters[-1:] in self.rules.hub_signs or rule.silent:  # neighbours look through it
            return COMPLEX
        return ord(self.rules.target_case.upper(rule.target) if capital else rule.target)

    def lead(self, rule: Rule | None, capital: bool) -> int:
        """The output of one character that only a longer source could change: its place in `outputs`, counted in pairs."""
        if rule is None or len(rule.conditions) or rule.apostrophe or rule.source in self.rules.signs:
            return NONE
        if rule.silent or rule.letters[-1] in self.rules.hub_signs:  # neighbours look through it
            return NONE
        if capital and self.rules.target_case.cased(rule.target) > 1:
            return NONE
        return 3 * self.rule_number[id(rule)] + capital

    def untouched(self, c: str, class_of: dict[str, int], form: array[int], kind: bytearray) -> bool:
        """Whether a character that needs the rules is copied all the same in text of nothing but ASCII."""
        number = class_of.get(c)
        return number is None or (form[number] == 0 and kind[number] == ch.KIND_LETTER)

    def follow(self, kind: bytearray, form: array[int], alike: array[int], composed: bytes) -> dict[str, bytes]:
        """Which class may, after another, make a longer source: surely worth a look, or only with certain third ones."""
        n = len(kind)
        width = (n + 7) // 8
        sure, maybe, thirds = bytearray(n * width), bytearray(n * width), bytearray(TRIPLES // 8)
        marks = [c for c in range(n) if kind[c] == ch.KIND_MARK]
        by_form: dict[int, set[int]] = {}
        for c in range(n):
            for f in {form[c], form[alike[c]]} - {0}:
                by_form.setdefault(f, set()).add(c)
        apart: dict[int, set[int]] = {}  # a form may be typed as a base with a mark
        triples = array("I", composed)
        class_of = dict(zip(*(array("I", self.characters)[at::2] for at in (0, 1)), strict=True))
        for base, _, whole in zip(triples[::3], triples[1::3], triples[2::3], strict=True):
            own = class_of.get(base, ch.generic_class(chr(base)))
            for f in {form[whole], form[alike[whole]]} - {0}:
                apart.setdefault(f, set()).add(own)
        for c in range(ch.GENERIC, n):
            first = self.trie[self.trie[0].get(form[c], 0)] if form[c] else {}
            look = set(marks).union(*(apart.get(f, ()) for f in first))
            for f, node in first.items():
                goes_on = by_form.get(f, set())
                if node in self.nodes_with_rules or any(apart.get(g) for g in self.trie[node]):
                    look |= goes_on
                for second in goes_on:
                    maybe[c * width + second // 8] |= 1 << second % 8
                    for g in self.trie[node]:
                        for third in by_form.get(g, ()):
                            at = (c * TRIPLE_HASH[0] + second * TRIPLE_HASH[1] + third) % TRIPLES
                            thirds[at // 8] |= 1 << at % 8
            for second in look:
                sure[c * width + second // 8] |= 1 << second % 8
        return {"follow": bytes(sure), "follow_maybe": bytes(maybe), "thirds": bytes(thirds)}

    def local(self, kind: bytearray, cap: bytearray, form: array[int], telling: set[str]) -> dict[str, bytes]:
        """Decisions that the neighbours alone make: tables by what stands before and what comes after."""
        signatures, n = list(self.signatures), len(kind)
        number, left, right, decisions, start = array("H", [NONE] * n), bytearray(), bytearray(), array("H"), array("I")
        for c in range(ch.GENERIC, n):
            source = next((s for s, node in self.node_of.items() if form[c] and node == self.trie[0].get(form[c])), None)
            rules = self.by_source.get(source or "", ())
            if not rules or kind[c] != ch.KIND_LETTER or self.rules.prefixes or source in telling or not self.is_local(rules, cap[c] == 2):
                continue
            tests = {name: [t for r in rules for key, t in r.conditions.tests if key == name] for name in CONDITIONS[:2]}
            before: dict[tuple[bool, ...], int] = {}
            for at, (letters, graph, _) in enumerate(signatures):
                answers = tuple(_left(test, at, letters, graph) for test in tests["preceded_by"])
                left.append(before.setdefault(answers, len(before)))
            after: dict[tuple[bool, ...], int] = {}
            for nxt in range(n):
                known = self.right_of(nxt, kind, form, tests["followed_by"])
                right.append(255 if known is None else after.setdefault(known, len(after)))
            if not before or not after or len(before) * len(after) > 4096:
                del left[-len(signatures) :], right[-n:]
                continue
            number[c] = len(start) // 2
            start.extend([len(decisions), len(after)])
            for lefts in before:
                for rights in after:
                    decisions.extend(self.decision(rules, dict(zip(map(id, tests["preceded_by"]), lefts, strict=True))
                                                   | dict(zip(map(id, tests["followed_by"]), rights, strict=True)), cap[c] == 2))  # fmt: skip
        return {
            "local": number.tobytes(), "local_left": bytes(left), "local_right": bytes(right),
            "local_start": start.tobytes(), "local_decisions": decisions.tobytes(),
        }  # fmt: skip

    def is_local(self, rules: tuple[Rule, ...], capital: bool) -> bool:
        """Whether neighbours alone choose among rules, and the case is plain."""
        if not any(len(rule.conditions) for rule in rules) or len(rules[-1].conditions):
            return False
        for rule in rules:
            if rule.apostrophe or rule.conditions.first_syllable or not rule.letters or rule.letters[-1] in self.rules.hub_signs:
                return False
            if any(name not in CONDITIONS[:2] for name, _ in rule.conditions.tests):
                return False
            if capital and self.rules.target_case.cased(rule.target) > 1:
                return False
        return True

    def right_of(self, c: int, kind: bytearray, form: array[int], tests: list[Test]) -> tuple[bool, ...] | None:
        """What tests say of a class that comes after, or None when more must be looked at."""
        if kind[c] == ch.KIND_OTHER and not form[c]:
            return tuple(test.edge for test in tests)
        if kind[c] != ch.KIND_LETTER or not form[c]:
            return None if tests or kind[c] == ch.KIND_MARK else ()
        if not tests:
            return ()
        node = self.trie[0].get(form[c], 0)
        source = next((s for s, at in self.node_of.items() if at == node), "")
        fixed = self.rules.fixed.get(source)
        longer = any(s != source and s.startswith(source) for s in self.rules.fixed) if source else True
        if fixed is None or longer or not fixed.letters or fixed.letters[0] in self.rules.hub_signs:
            return None
        return tuple(test.has(fixed.letters[:1], fixed.graph) or test.letter for test in tests)

    def decision(self, rules: tuple[Rule, ...], answers: dict[int, bool], capital: bool) -> tuple[int, int]:
        """The output (as `lead` has it) and the signature of the rule that holds."""
        chosen = next(r for r in rules if all(answers[id(test)] for _, test in r.conditions.tests))
        return 3 * self.rule_number[id(chosen)] + capital, self.signature(chosen)

    def composed(self, class_of: dict[str, int]) -> bytes:
        """Base and mark for every character that decomposes, in any canonical spelling of the mark."""
        triples = set()
        for c, number in class_of.items():
            apart = unicodedata.normalize("NFD", c)
            if len(apart) == 2:
                marks = {apart[1]} | {m for m in "\u0340\u0341\u0343" if unicodedata.normalize("NFC", m) == apart[1]}
                triples |= {(ord(apart[0]), ord(mark), number) for mark in marks}
            elif len(apart) > 2:
                raise ValueError(f"{c!r} has two combining marks: no table needs that, and programs do not know it")
        flat = array("I", (n for triple in sorted(triples) for n in triple))
        return flat.tobytes()

    def rule_arrays(self) -> dict[str, bytes]:
        node_rules, node_fixed = array("I"), array("H")
        outputs, rows, fixed_units, fixed_start, tests, test_start = (
            array("I"), array("H"), array("H"), array("I"), array("H"), array("I"),
        )  # fmt: skip
        source_of = {node: source for source, node in self.node_of.items()}
        count, case = 0, self.rules.target_case
        for node in range(len(self.trie)):
            node_rules.append(count)
            source = source_of.get(node, "")
            fixed = self.rules.fixed.get(source)
            node_fixed.append(NONE if fixed is None else self.signature(fixed))
            for rule in self.by_source.get(source, ()):
                for style in (Style.LOWER, Style.TITLE, Style.UPPER):
                    outputs.extend(self.string(case.dress(rule.target, style)))
                units = self.fixed_of(rule.source)
                rows.extend([
                    self.signature(rule), APOSTROPHES[rule.apostrophe], rule.conditions.first_syllable,
                    case.cased(rule.target) > 1, self.tags.index(rule.tag), len(units),
                ])  # fmt: skip
                fixed_start.append(len(fixed_units))
                fixed_units.extend(units)
                test_start.append(len(tests) // 2)
                tests.extend(self.condition_pairs(rule.conditions, rule.tag))
                count += 1
        node_rules.append(count)
        test_start.append(len(tests) // 2)
        fixed_start.append(len(fixed_units))
        return {
            "first_node": array("I", (self.trie[0].get(form, 0) for form in range(len(self.forms) + 1))).tobytes(),
            "node_more": bytes(bool(children) for children in self.trie), "edges": self.edges(), "node_rules": node_rules.tobytes(), "node_fixed": node_fixed.tobytes(),
            "outputs": outputs.tobytes(), "rules": rows.tobytes(), "fixed_units": fixed_units.tobytes(),
            "fixed_start": fixed_start.tobytes(), "tests": tests.tobytes(), "test_start": test_start.tobytes(),
        }  # fmt: skip

    def matrices(self) -> dict[str, bytes]:
        """The answer of every test about every neighbour."""
        signs = self.rules.hub_signs
        left, right, inside, first, last = (bytearray() for _ in range(5))
        kinds, is_vowel = bytearray(), bytearray()
        for (letters, graph, _), number in self.signatures.items():
            unit = number not in (EDGE, COPIED)
            for test, tag in self.tests:
                left.append(unit and test.has(letters[-1:], graph))
                right.append(unit and test.has(letters[:1], graph))
                inside.append(unit and (graph in test.graphs or any(c in test.letters for c in letters)))
                for row, at in ((first, 0), (last, -1)):
                    vowel = self.vowel(letters, graph, tag, at) if unit else None
                    row.append(0 if vowel is None else 1 + test.has(vowel, graph))
            of = [1 if not c else 2 if c in signs else 0 for c in (letters[-1:], letters[:1])] if unit else [0, 0]
            kinds.append(of[0] | of[1] << 4)
            is_vowel.extend(unit and self.vowel(letters, graph, tag, 0) is not None for tag in self.tags)
        edge = bytes(test.edge | test.letter << 1 for test, _ in self.tests)
        return {
            "left": bytes(left), "right": bytes(right), "inside": bytes(inside), "vowel_first": bytes(first),
            "vowel_last": bytes(last), "signature_kind": bytes(kinds), "is_vowel": bytes(is_vowel), "edge_tests": edge,
            "pool": self.pool.tobytes(),
        }  # fmt: skip

    def vowel(self, letters: str, graph: str, tag: str, at: int) -> str | None:
        vowels = self.rules.vowels[tag]
        found = [c for c in letters if c in vowels.letters]
        return found[at] if found else "" if graph in vowels.graphs else None

    def prefixes(self) -> bytes:
        flat = array("I")
        for prefix in self.rules.prefixes:
            pairs = self.condition_pairs(prefix.conditions, prefix.tag)
            flat.extend([*self.string(prefix.graph), len(pairs) // 2, *pairs])
        return flat.tobytes()




def _left(test: Test, signature: int, letters: str, graph: str) -> bool:
    if signature == EDGE:
        return test.edge
    if signature == COPIED:
        return test.letter
    return test.has(letters[-1:], graph) or test.letter


def _hitting(sequences: tuple[str, ...]) -> set[str]:
    """Few letters of which every sequence has one: only where they stand must words be judged."""
    letters: set[str] = set()
    left = list(sequences)
    while left:
        counts = Counter(letter for sequence in left for letter in set(sequence))
        best = max(counts, key=lambda letter: (counts[letter], letter))
        letters.add(best)
        left = [sequence for sequence in left if best not in sequence]
    return letters
