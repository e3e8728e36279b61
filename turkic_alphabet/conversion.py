"""Which rules a conversion needs: from a source and a target to one or two rule sets, the hub between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .catalog import resolve
from .errors import TurkicAlphabetError, UnknownOrthography
from .hub import hub
from .orthography import Orthography
from .rules import RuleSet, reading, writing
from .table import Table


@dataclass(frozen=True)
class Options:
    """The options that choose rules."""

    extended: bool = False
    alphabet: str = "2024"
    stems: tuple[tuple[str, str], ...] = ()


def tables_of(which: str | Orthography, *, source: bool) -> tuple[Table, ...]:
    """The tables that a tag or an orthography means; none for the common alphabet."""
    if isinstance(which, Orthography):
        return (which.table,)
    if not isinstance(which, str):
        raise TypeError(f"a tag or an Orthography is wanted, not {type(which).__name__}")
    return resolve(which, source=source)


def rule_sets(source: tuple[Table, ...], target: tuple[Table, ...], options: Options) -> tuple[RuleSet, ...]:
    """The rule sets to run, one after the other; none from the common alphabet to itself.

    Between two orthographies the hub is the extended one, so that what both can write is not lost on the way.
    """
    if options.alphabet not in hub().alphabets:
        raise UnknownAlphabet(options.alphabet)
    through = bool(source and target)
    steps = []
    if source:
        extended = options.extended or through
        alphabet = "2024" if through else options.alphabet
        steps.append(reading(source, extended=extended, alphabet=alphabet, stems=options.stems))
    if target:
        stems = [] if through else options.stems
        steps.append(writing(target[0], stems=stems, keep_foreign_words=not through))
    return tuple(steps)


class UnknownAlphabet(TurkicAlphabetError, LookupError):
    """A name for ``alphabet`` that ``common.toml`` does not have."""

    def __init__(self, name: object) -> None:
        self.name = name
        super().__init__(f"no alphabet {name!r}; known: {', '.join(hub().alphabets)}")


def checked_stems(stems: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of graphs and hub letters, in small letters."""
    pairs = tuple(stems)
    for pair in pairs:
        if not (isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(s, str) and s for s in pair)):
            raise TypeError(f"stems are pairs of graphs and hub letters, such as ('сентябрь', 'sentabr'), not {pair!r}")
    return pairs


__all__ = ["Options", "UnknownAlphabet", "UnknownOrthography", "checked_stems", "rule_sets", "tables_of"]
