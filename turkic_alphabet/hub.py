"""The common alphabet and what holds for all tables: `tables/common.toml` as an object."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .letters import Case


@dataclass(frozen=True)
class Alphabet:
    """What ``alphabet=`` chooses: letters written in place of others, and supplementary letters kept in plain output."""

    write: dict[str, str]
    keep: frozenset[str]


@dataclass(frozen=True)
class SpanPattern:
    """A kind of text that is copied, not converted."""

    name: str
    pattern: re.Pattern[str]
    starts: str
    only_not_latin: bool


@dataclass(frozen=True)
class Hub:
    """The 34 letters, the signs and supplementary letters beside them, and the lists that all tables share."""

    letters: tuple[str, ...]
    capitals: tuple[str, ...]
    ipa: tuple[str, ...]
    signs: dict[str, str]
    supplementary: dict[str, str]
    foreign: frozenset[str]
    case: Case
    variants: dict[str, str]
    alphabets: dict[str, Alphabet]
    apostrophes: tuple[str, ...]
    openers: frozenset[str]
    ignorable: frozenset[str]
    look_alikes: dict[str, tuple[str, ...]]
    spans: dict[str, SpanPattern]
    sources: dict[str, dict[str, object]]

    @property
    def bases(self) -> dict[str, str]:
        """Every character beside the 34 letters with what stands for it among them."""
        return self.signs | self.supplementary


def tables_directory() -> Path:
    """Where the tables are: inside the installed package, or beside it in a checkout."""
    installed = Path(__file__).parent / "tables"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "tables"


@cache
def hub() -> Hub:
    """Read ``common.toml``, once."""
    data = tomllib.loads((tables_directory() / "common.toml").read_text(encoding="utf-8"))
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
            name: SpanPattern(name, re.compile(s["pattern"]), s["starts"], s.get("scripts") == "not-latin")
            for name, s in data["protect"].items()
        },
        sources=data["sources"],
    )
