"""Classes of characters: what each one is to the rules, and which may together make a longer source."""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from . import characters as ch
from .errors import Problem, TableError, named
from .hub import hub
from .letters import is_latin, is_letter
from .program import COMPLEX, COPIED, EDGE, FOREIGN, KNOWN_LATIN, NONE
from .rules import Rule, RuleSet
from .signatures import Signatures
from .trie import Trie


class Classes:
    """The classes that programs share, and after them one for every character about which the rules say more."""

    def __init__(self, rules: RuleSet, trie: Trie, signatures: Signatures, number_of: dict[int, int]) -> None:
        self.rules, self.trie, self.signatures, self.number_of = rules, trie, signatures, number_of
        self.kind = bytearray(ch.KIND_OF_GENERIC)
        self.cap = bytearray(ch.CAP_OF_GENERIC)
        self.latin = bytearray(FOREIGN * (ch.LATIN <= n <= ch.LATIN_CAPITAL) for n in range(ch.GENERIC))
        self.opener = bytearray(ch.GENERIC)
        self.form = array("H", bytes(2 * ch.GENERIC))
        self.simple = array("H", [0 if n in (ch.OTHER, ch.LOSSLESS) else COMPLEX for n in range(ch.GENERIC)])
        self.lead = array("H", [NONE] * ch.GENERIC)
        self.signature = array("H", [EDGE if kind == ch.KIND_OTHER else COPIED for kind in self.kind])
        vowels = frozenset(c for test in rules.vowels.values() for c in test.letters)
        self.telling_pairs = telling_pairs(rules.never, vowels) if rules.keeps_foreign_words else set[tuple[str, str]]()
        self.telling = {one for one, _ in self.telling_pairs}
        self.number: dict[str, int] = {}
        for character in self._specific():
            self.number[character] = len(self.kind)
            self._add(character)
        self.alike = array("H", bytes(2 * len(self.kind)))
        for foreign, own in rules.look_alikes.items():
            self.alike[self.number[foreign]] = self.number[own]

    def __len__(self) -> int:
        return len(self.kind)

    def _specific(self) -> Iterator[str]:
        case = self.rules.source_case
        forms = sorted(self.rules.forms)
        own = [form for form in forms if len(form) == 1]
        seen = set()
        rules = self.rules
        for c in [*own, *rules.same, *rules.look_alikes, *sorted(rules.signs | rules.not_foreign | hub().openers)]:
            for spelled in (c, case.upper(c)):
                if len(spelled) == 1 and spelled not in seen:
                    seen.add(spelled)
                    yield spelled
        yield from (form for form in forms if len(form) > 1)

    def _add(self, c: str) -> None:
        rules, case = self.rules, self.rules.source_case
        read = rules.same.get(c, c)
        small = case.lower(read)
        capital = case.is_capital(read[0]) if is_letter(read[0]) else None
        kind = ch.KIND_SIGN if small in rules.signs else ch.KIND_OF_GENERIC[ch.generic_class(c[0])]
        tells = small in self.telling
        form = self.trie.forms.get(small, 0)
        best = next(iter(self.trie.rules.get(small, ())), None)
        lead = NONE if kind == ch.KIND_SIGN or rules.prefixes else self._lead(best, bool(capital))
        mapped = COMPLEX
        if form == 0 and kind == ch.KIND_OTHER:
            mapped = 0
        elif lead != NONE and best is not None and len(best.target) == 1:
            mapped = ord(rules.target_case.upper(best.target) if capital else best.target)
        self.kind.append(kind)
        self.cap.append(0 if capital is None else 1 + capital)
        self.latin.append(is_latin(c[0]) * (KNOWN_LATIN if form or small in rules.not_foreign else FOREIGN))
        self.opener.append((c in hub().openers) | (c in "ʻʼ") << 1 | tells << 2 | is_letter(c[0]) << 3)
        self.form.append(form)
        longer = form and self.trie.children[self.trie.first(form)]
        self.simple.append(COMPLEX if longer or tells else mapped)
        self.lead.append(lead)
        outside = kind == ch.KIND_OTHER and best is None
        self.signature.append(self.signatures.of(best) if best else EDGE if outside else COPIED)

    def _lead(self, rule: Rule | None, capital: bool) -> int:
        """The output of a character that only a longer source could change: its place in `outputs`, counted in pairs."""
        if rule is None or len(rule.conditions) or rule.apostrophe or rule.source in self.rules.signs:
            return NONE
        if self.signatures.looked_through(rule) or (capital and self.rules.target_case.cased(rule.target) > 1):
            return NONE
        return 3 * self.number_of[id(rule)] + capital

    @property
    def ascii_identity(self) -> bool:
        """Whether text of nothing but ASCII always stays as it is."""
        for point in range(128):
            number = self.number.get(chr(point))
            if number is None or self.simple[number] in (0, point):
                continue
            if self.form[number] or self.alike[number] or self.kind[number] != ch.KIND_LETTER:
                return False
        return True

    def arrays(self) -> dict[str, bytes]:
        """All that a kernel knows of characters."""
        points = array("I", (n for c, at in self.number.items() if len(c) == 1 for n in (ord(c), at)))
        composed = self._composed()
        return {
            "characters": points.tobytes(), "kind": bytes(self.kind), "cap": bytes(self.cap), "latin": bytes(self.latin),
            "opener": bytes(self.opener), "form": self.form.tobytes(), "alike": self.alike.tobytes(),
            "simple": self.simple.tobytes(), "lead": self.lead.tobytes(), "signature": self.signature.tobytes(),
            "composed": array("I", (n for triple in composed for n in triple)).tobytes(), **self._follow(composed),
        }  # fmt: skip

    def _composed(self) -> list[tuple[int, int, int]]:
        """Base, mark and class for every character that decomposes, in any canonical spelling of the mark."""
        triples = set()
        for c, number in self.number.items():
            apart = unicodedata.normalize("NFD", c)
            if len(apart) == 2:
                marks = {apart[1]} | {m for m in "\u0340\u0341\u0343" if unicodedata.normalize("NFC", m) == apart[1]}
                triples |= {(ord(apart[0]), ord(mark), number) for mark in marks}
            elif len(apart) > 2:
                what = f"{named(c)} has two combining marks"
                raise TableError([Problem(self.rules.source, 0, what, "programs know letters with one: leave it out")])
        return sorted(triples)

    def _follow(self, composed: list[tuple[int, int, int]]) -> dict[str, bytes]:
        """Which class may, after another, make a longer source: surely worth a look, or only with certain third ones.

        And which may, after another, be a part of what tells that a word is foreign.
        """
        n = len(self)
        width = (n + 7) // 8
        sure, maybe, telling = bytearray(n * width), bytearray(n * width), bytearray(n * width)
        marks = [c for c in range(n) if self.kind[c] == ch.KIND_MARK]
        typed: dict[int, set[int]] = {}  # classes that may begin the spelling of a form
        apart: dict[int, set[int]] = {}  # those of bases to which a mark is added
        for c in range(n):
            for form in {self.form[c], self.form[self.alike[c]]} - {0}:
                typed.setdefault(form, set()).add(c)
        for base, _, whole in composed:
            for form in {self.form[whole], self.form[self.alike[whole]]} - {0}:
                apart.setdefault(form, set()).add(self.number.get(chr(base), ch.generic_class(chr(base))))
        between = {c for c in range(n) if self.kind[c] not in (ch.KIND_LETTER, ch.KIND_OTHER)}
        for one, other in self.telling_pairs:
            next_form = self.trie.forms.get(other, 0)
            seconds = between | typed[next_form] | apart.get(next_form, set()) if other else set(range(n))
            for c in typed[self.trie.forms[one]]:
                for second in seconds:
                    telling[c * width + second // 8] |= 1 << second % 8
        for c in range(ch.GENERIC, n):
            first = self.trie.children[self.trie.first(self.form[c])] if self.form[c] else {}
            look, ask = set(marks), set[int]()
            for form, node in first.items():
                (look if node in self.trie.source_of else ask).update(typed.get(form, ()))
                ask.update(apart.get(form, ()))  # a base before the mark that makes it the letter wanted
            for matrix, seconds in ((sure, look), (maybe, ask)):
                for second in seconds:
                    matrix[c * width + second // 8] |= 1 << second % 8
        return {"follow": bytes(sure), "follow_maybe": bytes(maybe), "telling": bytes(telling)}


def telling_pairs(sequences: tuple[str, ...], vowels: frozenset[str]) -> set[tuple[str, str]]:
    """Few pairs of neighbours of which every sequence has one, such as are rare in a language.

    Of two consonants, if it can be; else of two vowels, which seldom meet; a consonant and a vowel meet everywhere.
    For a sequence of one letter, the second is "" and means anything.
    """
    pairs = {(sequence, "") for sequence in sequences if len(sequence) == 1}
    left = [sequence for sequence in sequences if len(sequence) > 1]
    while left:
        counts = Counter(pair for sequence in left for pair in set(pairwise(sequence)))
        best = max(counts, key=lambda pair: ((2, 0, 1)[sum(c in vowels for c in pair)], counts[pair], pair))
        pairs.add(best)
        left = [sequence for sequence in left if best not in pairwise(sequence)]
    return pairs
