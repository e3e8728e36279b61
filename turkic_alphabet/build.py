"""Make the programs that a wheel carries: ``python -m turkic_alphabet.build FOLDER``."""

from __future__ import annotations

import os
import sys

from . import store
from .catalog import heads, table, tags
from .characters import computed_pages
from .compiler import compile_rules
from .directed import reading, writing
from .hub import common_data


def build(folder: str) -> int:
    """Write the programs of plain and extended conversion of every table, and say how many."""
    os.makedirs(folder, exist_ok=True)
    store.write(folder, store.PAGES, computed_pages())
    store.write(folder, "common", common_data())
    store.write(folder, "heads", {head.tag: (tuple(head), head.digest) for head in heads()})
    count = 0
    for tag in tags():
        one = table(tag)
        programs = {
            "read": reading([one]),
            "read extended": reading([one], extended=True),
            "write": writing(one),
            "write keeping": writing(one, keep_foreign_words=True),
        }
        compiled = {kind: compile_rules(rules)._asdict() for kind, rules in programs.items()}
        store.write(folder, tag, compiled)
        count += len(compiled)
    unions: dict[str, list[str]] = {}
    for head in sorted(heads(), key=lambda head: not head.default):
        if head.union:
            unions.setdefault(head.language, []).append(head.tag)
    for members in unions.values():
        if len(members) > 1:
            several = [table(tag) for tag in members]
            compiled = {
                "read": compile_rules(reading(several))._asdict(),
                "read extended": compile_rules(reading(several, extended=True))._asdict(),
            }
            store.write(folder, "+".join(members), compiled)
            count += len(compiled)
    return count


if __name__ == "__main__":
    sys.stdout.write(f"{build(sys.argv[1])} programs\n")
