"""The common alphabet and what holds for all tables: `tables/common.toml` as an object."""

from __future__ import annotations

import os
import re
from functools import cache, cached_property
from typing import Any, NamedTuple

from . import store
from .letters import Case


class Alphabet(NamedTuple):
    """What ``alphabet=`` chooses: letters written in place of others, and supplementary letters kept in plain output."""

    write: dict[str, str]
    keep: frozenset[str]


class _SpanPattern(NamedTuple):
    name: str
    expression: str
    starts: str
    only_not_latin: bool
    blanks: bool  # whether it may hold some
    paired: bool = False  # whether it is what opens and closes a span, as `enclosed` has it
    signs: str = ""  # the characters that such a sign begins with, but for a hyphen


class SpanPattern(_SpanPattern):
    """A kind of text that is copied, not converted."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression compiled, when it is first needed."""
        return re.compile(self.expression)


class _Hub(NamedTuple):
    letters: tuple[str, ...]
    capitals: tuple[str, ...]
    ipa: tuple[str, ...]
    signs: dict[str, str]
    supplementary: dict[str, str]
    foreign: frozenset[str]
    foreign_ending: str
    case: Case
    variants: dict[str, str]
    alphabets: dict[str, Alphabet]
    apostrophes: tuple[str, ...]
    openers: frozenset[str]
    ignorable: frozenset[str]
    look_alikes: dict[str, tuple[str, ...]]
    spans: dict[str, SpanPattern]
    sources: dict[str, dict[str, object]]


class Hub(_Hub):
    """The 34 letters, the signs and supplementary letters beside them, and the lists that all tables share."""

    @property
    def bases(self) -> dict[str, str]:
        """Every character beside the 34 letters with what stands for it among them."""
        return self.signs | self.supplementary

    def before_ending(self, *others: str) -> str:
        """An apostrophe behind a foreign word whose next letters are no part of it (McDonald's), nor begin one of the others."""
        own = f"(?i:{self.foreign_ending}(?![aeiou]))"
        return f"[{re.escape(''.join(self.apostrophes))}](?!{'|'.join([*others, own])})"

    @cached_property
    def ending_of_foreign(self) -> re.Pattern[str]:
        """Behind an apostrophe, two letters or more at the end of a foreign word are an ending: Facebook'da."""
        return re.compile(rf"{self.before_ending()}[^\W\d_]{{2,}}\Z")


def tables_directory() -> str:
    """Where the tables are: inside the installed package, or beside it in a checkout."""
    package = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(package, "tables")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "tables")


def common_data() -> dict[str, Any]:
    """What ``common.toml`` says."""
    import tomllib

    with open(os.path.join(tables_directory(), "common.toml"), "rb") as file:
        return tomllib.load(file)


@cache
def hub() -> Hub:
    """Read ``common.toml``, once."""
    data = store.read("common") or common_data()
    letters, capitals = tuple(data["alphabet"].split()), tuple(data["capitals"].split())
    beside = dict(data["capitals_beside"])
    for chosen in data["alphabets"].values():
        beside |= chosen.get("capitals", {})
    return Hub(
        letters=letters,
        capitals=capitals,
        ipa=tuple(data["ipa"].split()),
        signs=data["signs"],
        supplementary=data["supplementary"],
        foreign=frozenset(data["foreign"]),
        foreign_ending=data["foreign_ending"],
        case=Case(dict(zip(letters, capitals, strict=True)) | beside),
        variants=data["variants"],
        alphabets={
            name: Alphabet(chosen.get("write", {}), frozenset(chosen.get("keep", "")))
            for name, chosen in data["alphabets"].items()
        },
        apostrophes=tuple(data["apostrophes"]["all"]),
        openers=frozenset(data["apostrophes"]["openers"]),
        ignorable=frozenset(data["ignorable"]["all"]),
        look_alikes={
            foreign: (own,) if isinstance(own, str) else tuple(own)
            for foreign, own in data["look_alikes"].items()
            if foreign != "source"
        },
        spans={
            name: SpanPattern(
                name,
                s["pattern"],
                s["starts"],
                s.get("scripts") == "not-latin",
                s.get("blanks", False),
                s.get("paired", False),
                s.get("signs", ""),
            )
            for name, s in data["protect"].items()
        },
        sources=data["sources"],
    )
