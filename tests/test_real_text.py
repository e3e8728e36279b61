"""Real text, both ways: dirt, loans and names that nobody would make up. Needs ``--data DIR``."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from turkic_alphabet import Transliterator, load
from turkic_alphabet.catalog import tags
from turkic_alphabet.hub import hub
from turkic_alphabet.laws import inventory, stability
from turkic_alphabet.subject import Subject

pytestmark = pytest.mark.real_text

# The share of words in running text that come back letter for letter, in per cent (AQSh comes back as AQSH).
COMES_BACK = {
    "az-Cyrl": 99.9, "az-Latn": 99.9, "tr-Latn": 99.8, "uz-Latn": 99.7, "uz-Cyrl": 99.7, "ky-Cyrl": 99, "kk-Cyrl": 98,
    "tt-Cyrl": 98, "ba-Cyrl": 98, "crh-Latn": 99.5, "tk-Latn": 99, "sah-Cyrl": 98.5, "tyv-Cyrl": 99, "ug-Arab": 97.5,
}  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each orthography that the data has text of."""
    directory = metafunc.config.getoption("--data")
    measured = COMES_BACK if metafunc.function is test_words_come_back else tags()
    there = [tag for tag in measured if directory and _file(Path(directory), tag).is_file()]
    metafunc.parametrize("tag", there or ["no data"])


def _file(data: Path, tag: str) -> Path:
    return data / "mono" / f"{tag.replace('-', '_')}.txt"


def test_every_line_is_converted_both_ways(data: Path, tag: str) -> None:
    there, back = Transliterator(tag, protect=()), Transliterator("common", tag, protect=())
    lines = _file(data, tag).read_text(encoding="utf-8").split("\n")
    common = there.map(lines)
    assert there("\n".join(lines)) == "\n".join(common)
    assert [line.count(" ") for line in common] == [line.count(" ") for line in lines]
    assert back("\n".join(common)) == "\n".join(back.map(common))


def test_words_come_back(data: Path, tag: str) -> None:
    there = Transliterator(tag)
    back = there.inverse()
    text = unicodedata.normalize("NFC", _file(data, tag).read_text(encoding="utf-8"))
    words = Counter("".join("ʼ" if c in hub().apostrophes else c for c in text).split())
    small, typed = load(tag).table.case.lower, str.maketrans("ʻ", "ʼ")
    came = sum(count for word, count in words.items() if small(back(there(word)).translate(typed)) == small(word))
    assert 100 * came / words.total() >= COMES_BACK[tag]


def test_laws_hold_for_real_words(data: Path, tag: str) -> None:
    """Inventory and stability, for the words that are made of the orthography's own letters (a ʻ alone is none)."""
    subject = Subject(load(tag))
    table = subject.table
    own = (*table.alphabet, *table.capitals, *table.other_letters, *table.other_capitals)
    made_of = re.compile(f"(?:{'|'.join(map(re.escape, sorted(own, key=len, reverse=True)))})+")
    words = set(filter(made_of.fullmatch, subject.words(_file(data, tag).read_text(encoding="utf-8"))))
    assert words
    faults = [fault for word in sorted(words) for law in (inventory, stability) if (fault := law(subject, word))]
    assert faults == []
