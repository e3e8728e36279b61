"""CLDR's names of languages, territories, scripts, currencies, months and days, as Babel has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from babel import Locale


def names(locale: str) -> dict[str, str]:
    """Every name of a locale that may be written in another script, by its place."""
    of = Locale.parse(locale)
    kinds = ("languages", "territories", "scripts", "variants", "currencies", "months", "days", "quarters", "eras")
    return {key: name for kind in kinds for key, name in _flat(kind, getattr(of, kind)) if any(map(str.isalpha, name))}


def _flat(place: str, data: object) -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _flat(f"{place}/{key}", value)
