"""Run the C kernel over random text of every table for so many seconds, and compare it with the Python kernel."""

from __future__ import annotations

import random
import sys
import time
import unicodedata
from collections.abc import Iterator

from turkic_alphabet import _kernel, kernel
from turkic_alphabet.catalog import table, tags
from turkic_alphabet.compiler import compile_rules
from turkic_alphabet.directed import reading, writing
from turkic_alphabet.rules import RuleSet

GUARDS = ":.@{%<&ABCDEFGHIJKLMNOPQRSTUVWXYZ\ufe00\ufe0d"
STRANGE = list("0 1-.,'’ʻʼ‘`\"“‹:/@{}%<>&\n\tIVXw") + [
    "\u0301", "\u0306", "\u0307", "\u0308", "\u00ad", "\u200d", "\ufe00", "\ufe0d", "\ud800", "\uffff", "\0", "😀", "漢", "ا",
]  # fmt: skip


def texts(rules: RuleSet, chance: random.Random) -> Iterator[str]:
    """Texts rich in what the rules read."""
    own = sorted(rules.forms) + [rules.source_case.upper(form) for form in sorted(rules.forms)]
    sources = list(rules.by_source)
    other = [*rules.same, *rules.look_alikes, *rules.signs, *STRANGE]
    while True:
        parts = []
        for _ in range(chance.choice([1, 2, 3, 8, 20])):
            kind = chance.random()
            if kind < 0.4:
                parts.append(chance.choice(own))
            elif kind < 0.6:
                source = chance.choice(sources)
                parts.append(chance.choice([source, rules.source_case.title(source), rules.source_case.upper(source)]))
            elif kind < 0.9:
                parts.append(chance.choice(other))
            else:
                parts.append(chr(chance.choice([chance.randrange(0x3000), chance.randrange(0x110000)])))
        text = "".join(parts)
        if chance.random() < 0.2:
            text = unicodedata.normalize("NFD", text)
        yield text * chance.choice([1, 1, 1, 1, 1, 1, 1, 1, 40, 700])


def main(seconds: float, seed: int) -> None:
    chance = random.Random(seed)
    sets = []
    for tag in tags():
        one = table(tag)
        for rules in (
            reading([one]),
            reading([one], extended=True),
            writing(one),
            writing(one, keep_foreign_words=True),
        ):
            fields = compile_rules(rules).fields()
            kernels = (_kernel.Kernel(fields, GUARDS, True, False), kernel.Kernel(fields, GUARDS, True, False))
            sets.append((tag, texts(rules, chance), kernels))
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        for tag, made, (native, portable) in sets:
            for _ in range(5):
                text, count = next(made), count + 1
                for spans_in in (None, lambda text, start, end: (start, end)):
                    first, second = native.convert(text, spans_in), portable.convert(text, spans_in)
                    if not first == second == native.learned(text, spans_in):
                        raise SystemExit(f"{tag}: {text!r} gives {first!r} in C and {second!r} in Python")
                if native.learned(" ".join([text] * 40), None) != " ".join([native.plain(text)] * 40):
                    raise SystemExit(f"{tag}: {text!r} many times gives something else in C")
                if native.align(text) != portable.align(text):
                    raise SystemExit(f"{tag}: the units of {text!r} are not the same in C and in Python")
                suspects = native.suspects(text)
                if suspects != portable.suspects(text) or native.between(text, suspects) != portable.between(
                    text, suspects
                ):
                    raise SystemExit(f"{tag}: {text!r}: {suspects} in C, {portable.suspects(text)} in Python")
                if native.foreign(text) != portable.foreign(text):
                    raise SystemExit(f"{tag}: the foreign words of {text!r} are not the same in C and in Python")
                words, known = text.split(" "), _kernel.Vocabulary()
                known.add(words, [native.plain(word) for word in words])
                pieces = known.look_up(text)
                pieces[1::2] = [native.plain(token) for token in pieces[1::2]]
                if "".join(pieces) != native.plain(text):
                    raise SystemExit(f"{tag}: {text!r} gives something else token by token")
            native.many([text, text[:3], ""], None)
            once, again = native.plain(text), text[: len(text) // 2]
            if _kernel.differing(text, once, again) != kernel.differing(text, once, again):
                raise SystemExit(f"{tag}: what differs from {text!r} is not the same in C and in Python")
    sys.stdout.write(f"{count} texts, {len(sets)} programs: no difference, nothing reported\n")


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
