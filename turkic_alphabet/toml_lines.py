"""Where in a TOML file each key stands: the one thing that ``tomllib`` does not tell and every error message needs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*=""")


@dataclass
class Lines:
    """Line numbers, by section (``letters[2].rows``) and key."""

    sections: dict[str, int] = field(default_factory=dict)
    keys: dict[tuple[str, str], int] = field(default_factory=dict)

    def of(self, section: str, key: str = "") -> int:
        """The line of a key, else of its section, else 0."""
        return self.keys.get((section, key)) or self.sections.get(section, 0)


def lines_of(text: str) -> Lines:
    """Index a file that parsed; keys inside arrays and inline tables have the line of what holds them.

    >>> lines_of('tag = "kk-Cyrl"\\n[[letters]]\\nsource = "x"\\n[letters.rows]\\n"a" = "а"').of("letters[0].rows", "a")
    5
    """
    found, section, seen = Lines(), "", Counter[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            name = header[2]
            if header[1] == "[[":
                section = f"{name}[{seen[name]}]"
                seen[name] += 1
            else:
                parent, dot, rest = name.partition(".")
                section = f"{parent}[{seen[parent] - 1}].{rest}" if dot and seen[parent] else name
            found.sections.setdefault(section, number)
        elif key := _KEY.match(line):
            name = next(part for part in key.groups() if part is not None)
            found.keys.setdefault((section, name), number)
    return found
