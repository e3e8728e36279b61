"""What every table owes its reader: it loads, its examples are true and many, every row says where it comes from."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from turkic_alphabet import Orthography, TableError, Transliterator, load, scan
from turkic_alphabet.catalog import tags
from turkic_alphabet.check import example_fault
from turkic_alphabet.hub import hub
from turkic_alphabet.letters import is_latin
from turkic_alphabet.marks import SILENT
from turkic_alphabet.table import Example

ENOUGH = 20


def examples() -> list[Any]:
    """Every example of every table; a table that cannot be read fails in a test of its own."""
    found = []
    for tag in tags():
        try:
            orthography = load(tag)
        except TableError:
            continue
        for example in orthography.table.examples:
            found.append(pytest.param(orthography, example, id=f"{tag}-line-{example.line}"))
    return found


@pytest.mark.parametrize("tag", tags())
def test_the_table_loads(tag: str) -> None:
    orthography = load(tag)
    assert orthography.tag == tag, "the file is called as its tag"


@pytest.mark.parametrize(("orthography", "example"), examples())
def test_example(orthography: Orthography, example: Example) -> None:
    assert example_fault(orthography, example) is None


SAMPLES: dict[str, str] = tomllib.loads((Path(__file__).parents[1] / "benchmarks" / "sample.toml").read_text("utf-8"))


@pytest.mark.parametrize("tag", SAMPLES)
def test_prose_is_read_to_the_last_letter(tag: str) -> None:
    assert scan(SAMPLES[tag], tag) == {}


def test_examples_leave_no_letter_of_the_own_script_unread(orthography: Orthography) -> None:
    """Only Latin letters are left, of foreign words; in a Latin orthography only such as its alphabet has not."""
    unread = {letter for example in orthography.table.examples for letter in scan(example.text, orthography)}
    assert [letter for letter in sorted(unread) if not is_latin(letter[0])] == []
    if orthography.script == "Latn":
        own = {*orthography.alphabet, *orthography.capitals}
        assert unread & own == set()


def test_there_are_examples_enough(orthography: Orthography) -> None:
    examples = orthography.table.examples
    assert len(examples) >= ENOUGH
    assert len({example.text for example in examples}) == len(examples), "the same example twice"


def test_examples_show_every_style(orthography: Orthography) -> None:
    case = orthography.table.case
    words = [word for example in orthography.table.examples for word in example.text.split()]
    if orthography.capitals:
        for style in (case.lower, case.title, case.upper):
            assert any(case.cased(word) >= 2 and word == style(word) for word in words), style.__name__


def test_every_group_says_where_it_comes_from(orthography: Orthography) -> None:
    for group in orthography.table.groups:
        source = orthography.table.source(group.source)
        assert source.title
        assert source.where.startswith(("https://", "http://")) or source.reason, (
            f"{source.key}: neither a place nor a reason"
        )


def test_letters_stand_once_in_the_alphabet(orthography: Orthography) -> None:
    """Two small letters may share a capital: i and ı have one I in the Kazakh decree of 2018."""
    letters = orthography.table.alphabet + orthography.table.other_letters
    assert [letter for letter, count in Counter(letters).items() if count > 1] == []


def test_letters_are_composed_and_of_one_script(orthography: Orthography) -> None:
    names = {"Cyrl": "CYRILLIC", "Latn": "LATIN", "Arab": "ARABIC"}
    letters = orthography.table.alphabet + orthography.table.capitals + orthography.table.other_letters
    for character in sorted(set("".join(letters))):
        assert unicodedata.normalize("NFC", character) == character
        if character in "ьЬѣѢ" and orthography.tag.endswith("-baku1926"):
            continue  # letters of 1926 without a code point of their own: Cyrillic ones are typed for them
        if unicodedata.category(character) in ("Ll", "Lu", "Lo"):
            assert unicodedata.name(character).startswith(names[orthography.script]), character


def test_one_default_orthography_for_each_language() -> None:
    defaults = Counter(load(tag).language for tag in tags() if load(tag).table.default)
    assert set(defaults.values()) == {1}
    assert set(defaults) == {load(tag).language for tag in tags()}


def test_a_union_has_scripts_that_are_disjoint() -> None:
    scripts = Counter((load(tag).language, load(tag).script) for tag in tags() if load(tag).table.union)
    assert set(scripts.values()) == {1}


def test_codes_and_aliases_mean_one_table() -> None:
    aliases = [alias for tag in tags() for alias in load(tag).table.aliases]
    assert len(set(aliases)) == len(aliases)
    assert not set(aliases) & set(tags())
    languages: dict[str, set[str]] = {}
    for tag in tags():
        for code in load(tag).table.codes:
            languages.setdefault(code, set()).add(load(tag).language)
    assert {code: meant for code, meant in languages.items() if len(meant) > 1} == {}


def test_the_hub_has_the_34_letters() -> None:
    assert "".join(hub().letters) == "abcçdeəfgğhxıijkqlmnñoöprsştuūüvyz"
    assert "".join(hub().capitals) == "ABCÇDEƏFGĞHXIİJKQLMNÑOÖPRSŞTUŪÜVYZ"


def test_shared_lists_cite_a_source() -> None:
    for source in hub().sources.values():
        assert source.get("where") or source.get("reason")


def test_no_table_reads_a_mark_of_the_lossless_mode(orthography: Orthography) -> None:
    marks = "".join(map(chr, range(0xFE00, 0xFE10)))
    assert Transliterator(orthography)(marks) == marks
    back = Transliterator("common", orthography)
    others = [
        mark for mark in marks if mark not in SILENT
    ]  # those are silent graphs by themselves, if the table has some
    assert [back(mark) for mark in others] == others  # without letters they mean nothing
