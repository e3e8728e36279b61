"""What a word is, and what is read in it that a table does not say: apostrophes, look-alikes, normal forms, length."""

from __future__ import annotations

import unicodedata

import pytest
from made_up import made_up

from turkic_alphabet import explain, from_common, to_common
from turkic_alphabet.hub import hub

LATIN = made_up(
    "a a A, b b B, g g G, h h H, i i I, k k K, l l L, n n N, o o O, q q Q, r r R, s s S, t t T, ʼ ʼ ʼ,"
    "ş sh Sh, ö oʻ Oʻ, ğ gʻ Gʻ",
    '[[letters]]\n[letters.rows]\n"sh" = "sʼh"',
    tag="qaa-Latn",
)
CYRILLIC = made_up(
    "a а А, b б Б, i і І, ı ы Ы, y й Й, r р Р, n н Н, ñ ң Ң, ö ө Ө, ə ә Ә, d д Д, m м М, e е Е, s с С",
    """
    [classes]
    r = "r"
    [[letters]]
    preceded_by = "edge"
    [letters.rows]
    "ye" = "э"
    [[letters]]
    in_word = "r"
    [letters.rows]
    "z" = "з"
    [[letters]]
    direction = "read"
    [letters.rows]
    "e" = "э"
    "j" = "з"
    """,
    other="э Э, з З",
)


@pytest.mark.parametrize("apostrophe", hub().apostrophes)
def test_every_apostrophe_is_read(apostrophe: str) -> None:
    assert to_common(f"o{apostrophe}rik O{apostrophe}RIK bog{apostrophe}i", LATIN) == "örik ÖRİK boği"
    assert to_common(f"is{apostrophe}hoq sa{apostrophe}nat", LATIN) == "ishoq saʼnat"


@pytest.mark.parametrize("apostrophe", [a for a in hub().apostrophes if a in hub().openers])
def test_an_apostrophe_that_closes_a_quotation_is_none_of_the_word(apostrophe: str) -> None:
    a = apostrophe
    assert to_common(f"{a}kino{a} {a}blog{a}", LATIN) == f"{a}kino{a} {a}blog{a}"
    assert to_common(f"tog{a} {a}tog{a} obro{a}.", LATIN) == f"toğ {a}tog{a} obrö."
    assert to_common(f"{a}tog{a}i {a}", LATIN) == f"{a}toği {a}"  # inside a word it is always ʻ
    assert to_common(f"a {a} b{a} {a}b", LATIN) == f"a {a} b{a} {a}b"


def test_opening_quotation_marks() -> None:
    assert to_common("‘tog’ ‚tog’ ‹tog’ “tog’ (tog’", LATIN) == "‘tog’ ‚tog’ ‹tog’ “toğ (toğ"


def test_apostrophes_that_are_written() -> None:
    assert from_common("örik boği toğ saʼnat ishoq", LATIN) == "oʻrik bogʻi togʻ saʼnat isʼhoq"


@pytest.mark.parametrize(
    ("typed", "common"),
    [
        ("бiр", "bir"),  # Latin i
        ("əдəбi", "ədəbi"),
        ("Ӊан баӊ", "Ñan bañ"),  # another letter of the same script
        ("Ѳн", "Ön"),
        ("IРI Iр", "İRİ İr"),  # a capital
        ("USBмен", "USBmen"),  # S is in no list: the run is foreign
        ("USB мен", "USB men"),
        ("i", "i"),  # it touches no letter of the table's script
        ("i бi", "i bi"),
        ("aбб", "abb"),
    ],
)
def test_look_alikes(typed: str, common: str) -> None:
    assert to_common(typed, CYRILLIC) == common


def test_look_alikes_are_reported() -> None:
    kinds = [step.kind for step in explain("бiр USBм", CYRILLIC)]
    assert kinds == ["row", "repaired", "row", "copied", "copied", "copied", "copied", "row"]


@pytest.mark.parametrize(
    ("text", "common"),
    [
        ("\u0438\u0306ай", "yay"),  # й, apart and composed
        ("\u0438\u0306\u0301а", "\u0438\u0306\u0301a"),
        ("а\u0301б", "а\u0301b"),  # a base with a mark that is no graph is copied whole
        ("А\u0301\u0302б", "А\u0301\u0302b"),
        ("e\u0301", "e\u0301"),  # code point for code point
        ("é", "é"),
        ("\u0301а", "\u0301a"),
        ("\u1100\u1161 \ufb01 \u212a", "\u1100\u1161 \ufb01 \u212a"),
    ],
)
def test_normal_forms(text: str, common: str) -> None:
    assert to_common(text, CYRILLIC) == common


def test_the_hub_may_be_decomposed() -> None:
    assert from_common(unicodedata.normalize("NFD", "bögə İş"), CYRILLIC) == from_common("bögə İş", CYRILLIC)


@pytest.mark.parametrize(
    ("text", "common"),
    [
        ("э", "ye"),
        ("эр", "yer"),
        ("бэ", "be"),
        ("б\u00adэ", "b\u00ade"),  # a soft hyphen stays and is looked through
        ("\u00adэ", "\u00adye"),
        ("\u200bэ \ufeffэ", "\u200bye \ufeffye"),
        ("\u0301э", "\u0301e"),  # a combining mark is no edge
        (" \u0301э", " \u0301e"),  # on a space neither
        ("\ufe00э", "\ufe00ye"),  # a lossless mark belongs to no word
        ("ба\ufe00э", "ba\ufe00ye"),
        ("1э _э", "1ye _ye"),
        ("хэ xэ 中э", "хe xe 中e"),  # letters that no row reads are letters
        ("з-р зр рз", "j-r zr rz"),
        ("з\u00adр", "z\u00adr"),
        ("з\u200dр", "z\u200dr"),
    ],
)
def test_words(text: str, common: str) -> None:
    assert to_common(text, CYRILLIC) == common


def test_no_condition_looks_further_than_1024_characters() -> None:
    inside = "з" + "а" * 1022 + "р"
    outside = "з" + "а" * 1023 + "р"
    assert to_common(inside, CYRILLIC) == "z" + "a" * 1022 + "r"
    assert to_common(outside, CYRILLIC) == "j" + "a" * 1023 + "r"
    assert to_common("а" * 1024 + "э", CYRILLIC) == "a" * 1024 + "e"  # a part of a long word is no word: no edge there


@pytest.mark.parametrize("letter", ["б", "\u0301", "'", "x", "\ud800"])
def test_a_long_run_of_one_character(letter: str) -> None:
    long = letter * 20_000
    assert to_common(long, CYRILLIC) == to_common(letter, CYRILLIC) * 20_000
    assert from_common(long, CYRILLIC) == from_common(letter, CYRILLIC) * 20_000
