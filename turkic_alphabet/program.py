"""A compiled rule set: flat arrays that a kernel runs without knowing any language.

A program has *classes* of characters, a *trie* over graphemes whose nodes hold rules, and for every rule its *tests*,
answered by looking up the *signature* of a neighbour in a matrix. `docs/explanation/engine.md` tells the whole.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import NamedTuple

from .characters import pages

COMPLEX = 0xFFFF
"""In ``simple``: the character needs the rules; 0 copies it, anything else is what it is written as."""

NONE = 0xFFFF

Places = list[int] | tuple[int, ...]
"""Starts and ends in turn."""

SpansIn = Callable[[str, int, int], Places]
"""Finds the protected spans that begin in a stretch of a text, which stands between blanks.

Where they would be the same wherever the stretch stood they are a tuple, and the kernel need not ask again.
"""

KNOWN_LATIN, FOREIGN = 1, 2
"""Latin letters: those that are read, or are the hub's, and those that make a word foreign; 0 is any other letter."""

EDGE, COPIED = 0, 1
"""Signatures of what is no unit: the edge of a word, and a letter that was copied."""


class Program(NamedTuple):
    """Arrays are bytes in native order; the letter after a name says what an item is (B 8, H 16, I 32 bits)."""

    characters: bytes  # I pairs: code point, class; all others have their class from `characters.pages`
    # Classes, one item each.
    kind: bytes  # B  KIND_… of `characters`
    cap: bytes  # B  0 no case, 1 small, 2 capital
    latin: bytes  # B  KNOWN_LATIN, FOREIGN, or 0
    # B  bit 0: opens a quotation, 1: always an apostrophe of the word, 2: every `never` sequence has one, 3: a letter to Unicode
    opener: bytes
    form: bytes  # H  the grapheme that it is to the rules, 0 for none
    alike: bytes  # H  the class that it is read as when it is a look-alike, 0 for none
    simple: bytes  # H  what it becomes whatever stands around it, see COMPLEX
    lead: bytes  # H  the pair in `outputs` that it becomes when no longer source begins here, or NONE
    signature: bytes  # H  of its rule when that has no conditions
    # What may make a longer source: bit matrices classes × classes.
    follow: bytes  # the second makes one, or may
    follow_maybe: bytes  # the second makes one with certain third ones
    telling: bytes  # the second, after the first, may belong to a sequence in `never`, or what stands between them
    # Letters whose rules ask the neighbours.
    local: bytes  # H  by class: number of its tables, or NONE
    local_left: bytes  # B  tables × signatures: the kind of what stands before
    local_right: bytes  # B  tables × classes: the kind of what comes after, 255 when more must be looked at
    local_start: bytes  # I  pairs by table: its first decision, kinds of what comes after
    # H  pairs: output as in `lead`, signature; or NONE and how many rules of the letter need not be tried
    local_decisions: bytes
    composed: bytes  # I triples: base, mark, class; sorted
    # Trie: an open hash of (node, form) to node, and the nodes.
    edges: bytes  # I triples: node, form, target; its size is a power of two, a target of 0 is a free place
    first_node: bytes  # I  by form: where the trie goes from its root
    node_more: bytes  # B  whether edges leave a node
    node_rules: bytes  # I  first rule of a node; one more at the end
    node_fixed: bytes  # H  the signature that looking ahead sees, or NONE
    # Rules, best first within a node.
    outputs: bytes  # I six a rule: offset and length of the lower, title and upper form in `pool`
    pool: bytes  # H  UTF-16 units, all in the BMP
    rules: bytes  # H six a rule: signature, apostrophe, first syllable, cased letters (2 for more), tag, number of fixed units
    fixed_units: bytes  # H  signatures of the fixed units of every rule's source, one after the other
    fixed_start: bytes  # I
    tests: bytes  # H pairs: condition, test
    test_start: bytes  # I
    # Signatures × tests.
    left: bytes  # B
    right: bytes  # B
    inside: bytes  # B
    vowel_first: bytes  # B  0 no vowel, 1 a vowel outside the test, 2 one inside
    vowel_last: bytes  # B
    edge_tests: bytes  # B  by test: bit 0 accepts the edge, bit 1 any letter
    signature_kind: (
        bytes  # B  by signature: low bits for its last letter, high for its first: 0 letter, 1 silent, 2 sign
    )
    is_vowel: bytes  # B  signatures × tags
    # Prefixes: offset and length in the pool, first and last of their tests.
    prefixes: bytes  # I
    never: bytes  # H  forms; each sequence ends with 0
    n_classes: int
    n_tests: int
    n_tags: int
    n_signatures: int
    keeps: bool  # foreign words
    reading: bool  # a sign must stand between letters
    asks_vowels: bool
    ascii_identity: bool
    longest: int  # output of one rule
    max_source: int  # graphemes of the longest source

    def fields(self) -> dict[str, object]:
        """What a kernel is made of: the arrays by name, and the classes of all code points as pages found through an index."""
        shared_index, shared = pages()
        index, wide, copied = array("H", shared_index), array("H", shared), set[int]()
        own = array("I", self.characters)
        for point, class_ in zip(own[::2], own[1::2], strict=True):
            high, low = divmod(point, 256)
            if high not in copied:
                start = index[high] * 256
                index[high] = len(wide) // 256
                wide.extend(wide[start : start + 256])
                copied.add(high)
            wide[index[high] * 256 + low] = class_
        return self._asdict() | {"index": index.tobytes(), "pages": wide.tobytes()}
