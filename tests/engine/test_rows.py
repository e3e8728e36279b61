"""Which row converts: longest match, conditions, order, modes, directions, fallback, stems, inheritance."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import made_up, toml

from turkic_alphabet import convert, explain, from_common, load, to_common
from turkic_alphabet.hub import hub

PLAIN = "a а А, b б Б, s с С, h һ Һ, n н Н, g г Г, o о О, i и И"


def test_the_longest_graph_wins() -> None:
    orthography = made_up(
        PLAIN,
        """
        [[letters]]
        [letters.rows]
        "ş" = "сһ"
        "ñ" = "нг"
        "nğ" = "нгһ"
        """,
    )
    assert to_common("сһ с һ сбһ нг нгһ нггһ ссһһ", orthography) == "ş s h sbh ñ nğ ñgh sşh"
    assert from_common("ş s h ñ nğ ng", orthography) == "сһ с һ нг нгһ нг"


def test_a_longer_graph_whose_condition_fails_leaves_the_place_to_shorter_ones() -> None:
    orthography = made_up(
        PLAIN,
        """
        [[letters]]
        preceded_by = "edge"
        [letters.rows]
        "ş" = "сһ"
        """,
    )
    assert to_common("сһа асһа", orthography) == "şa asha"


def test_more_conditions_come_before_fewer_and_the_order_of_the_file_decides_the_rest() -> None:
    orthography = made_up(
        PLAIN,
        """
        [classes]
        a = "a"
        b = "b"
        [[letters]]
        [letters.rows]
        "k" = "к"
        [[letters]]
        preceded_by = "a"
        [letters.rows]
        "q" = "к"
        [[letters]]
        followed_by = "b"
        [letters.rows]
        "x" = "к"
        [[letters]]
        preceded_by = "a"
        followed_by = "b"
        [letters.rows]
        "ğ" = "к"
        """,
        other="к К",
    )
    # One condition each: q comes before x, because its group comes first. Two conditions come before one.
    assert to_common("ко ако окб акб акоб", orthography) == "ko aqo oxb ağb aqob"


def test_the_first_of_two_groups_with_one_condition_each_wins() -> None:
    groups = """
        [classes]
        a = "a"
        b = "b"
        [[letters]]
        {first}
        [letters.rows]
        "q" = "к"
        [[letters]]
        {second}
        [letters.rows]
        "x" = "к"
        [[letters]]
        [letters.rows]
        "k" = "к"
        """
    conditions = ('preceded_by = "a"', 'followed_by = "b"')
    for first, second, expected in ((*conditions, "aqb aqo oxb"), (*reversed(conditions), "aqb axo oqb")):
        orthography = made_up(PLAIN, groups.format(first=first, second=second), other="к К")
        assert to_common("акб ако окб", orthography) == expected


def test_all_graphs_are_read_and_the_first_is_written() -> None:
    orthography = made_up(
        PLAIN,
        """
        [[letters]]
        [letters.rows]
        "e" = ["э", "е"]
        "ñ" = ["ң", "нг"]
        """,
        other="э Э, е Е, ң Ң",
    )
    assert to_common("эе ңнг", orthography) == "ee ññ"
    assert from_common("ee ññ", orthography) == "ээ ңң"


def test_one_way_rows() -> None:
    orthography = made_up(
        PLAIN,
        """
        [[letters]]
        direction = "read"
        [letters.rows]
        "k" = "к"
        [[letters]]
        direction = "write"
        [letters.rows]
        "k" = "гһ"
        """,
        other="к К",
    )
    assert to_common("к гһ", orthography) == "k gh"
    assert from_common("k gh", orthography) == "гһ гһ"


def test_silent_graphs_are_read_as_nothing_and_never_written() -> None:
    orthography = made_up(PLAIN, '[[letters]]\nsilent = ["ъ"]', other="ъ Ъ")
    assert to_common("аъб ъ Ъ", orthography) == "ab  "
    assert from_common("ab", orthography) == "аб"


EXTENDED = made_up(
    PLAIN,
    """
    [[letters]]
    mode = "extended"
    [letters.rows]
    "ź" = "ҙ"
    "ʺ" = "ъ"
    [[letters]]
    [letters.rows]
    "z" = "з"
    [[letters]]
    direction = "read"
    [letters.rows]
    "z" = "ҙ"
    [[letters]]
    silent = ["ъ"]
    """,
    other="з З, ҙ Ҙ, ъ Ъ",
)


def test_extended_rows_are_read_with_extended_and_always_written() -> None:
    assert to_common("зҙ Ҙаъ", EXTENDED) == "zz Za"
    assert to_common("зҙ Ҙаъ", EXTENDED, extended=True) == "zź Źaʺ"
    assert from_common("zź Źaʺ", EXTENDED) == "зҙ Ҙаъ"


def test_between_two_orthographies_the_hub_is_the_extended_one() -> None:
    assert convert("зҙ Ҙаъ", EXTENDED, EXTENDED) == "зҙ Ҙаъ"
    plain = made_up("a a A, b b B, z z Z", tag="qaa-Latn")
    assert convert("заҙ, аъб", EXTENDED, plain) == "zaz, ab"  # a table with no row for ź or ʺ writes the base


def test_a_letter_without_a_row_is_written_as_its_base() -> None:
    orthography = made_up("a а А, i и И, n н Н, y й Й, t т Т, s с С, z з З, e е Е, ı ы Ы, u у У, o о О")
    written = {"â": "а", "î": "и", "û": "у", "ê": "е", "ô": "о", "ź": "з", "ś": "с", "ă": "ы", "ĕ": "и", "ï": "и",
               "é": "е", "ń": "нй", "ţ": "тс", "ʺ": "", "ʹ": ""}  # fmt: skip
    assert {sign for sign in hub().bases if sign not in "ʼw"} == set(written)
    for letter, graph in written.items():
        assert from_common(f"a{letter}a", orthography) == f"а{graph}а"
    assert from_common("Â Ń Ţa ŃA", orthography) == "А Нй Тса НЙА"
    assert from_common("aʼa", orthography) == "аʼа"  # the glottal stop has no base: it is copied


def test_letters_read_as_one_of_the_34() -> None:
    orthography = made_up("ə ә Ә, ñ ң Ң, ū ұ Ұ, ş ш Ш, u у У")
    assert from_common("äÄǝƎ ňŇŋŊ ŭŬ șȘ", orthography) == "әӘәӘ ңҢңҢ ұҰ шШ"
    assert from_common("u\u0306 s\u0327 n\u030c a\u0308", orthography) == "ұ ш ң ә"
    assert from_common("û", orthography) == "у"  # u with a sign, not ū


def test_fallback_rows_are_written_last_and_never_read() -> None:
    orthography = made_up(
        PLAIN,
        """
        [classes]
        a = "a"
        [[letters]]
        preceded_by = "a"
        direction = "write"
        [letters.rows]
        "c" = "б"
        [[letters]]
        fallback = true
        [letters.rows]
        "c" = "гһ"
        "ñ" = "нг"
        """,
    )
    assert from_common("co aco aoco ñ", orthography) == "гһо або аогһо нг"
    assert to_common("гһ нг", orthography) == "gh ng"


def test_words_that_the_language_cannot_have_are_kept() -> None:
    orthography = made_up(PLAIN, '[[letters]]\n[letters.rows]\n"ş" = "ш"', other="ш Ш", head='never = ["ss", "q"]')
    assert from_common("bassa bas qas, BASSA-bas", orthography) == "bassa бас qas, BASSA-бас"
    assert from_common("wiki Windows ßab abé", orthography) == "wiki Windows ßab аба"
    assert [step.kind for step in explain("ss b", "common", orthography)] == ["kept", "kept", "copied", "row"]


def test_a_table_with_a_row_for_w_writes_it() -> None:
    orthography = made_up(
        PLAIN,
        """
        [[letters]]
        mode = "extended"
        [letters.rows]
        "w" = "ў"
        [[letters]]
        direction = "read"
        [letters.rows]
        "v" = "ў"
        """,
        other="ў Ў",
    )
    assert from_common("wa Wabi", orthography) == "ўа Ўаби"


STEMS = made_up(
    PLAIN,
    """
    [[letters]]
    preceded_by = "edge"
    [letters.rows]
    "bana" = "боһа"
    """,
    stems="# a comment\n\nсога\tseñbo\ts\n",
)


@pytest.mark.parametrize(
    ("text", "common"),
    [("сога", "señbo"), ("согаба", "señboba"), ("асога", "asoga"), ("Сога СОГА", "Señbo SEÑBO"), ("сог", "sog"),
     ("боһаби", "banabi"), ("абоһа", "aboha"), ("\u0301сога", "\u0301soga")],
)  # fmt: skip
def test_stems_hold_at_the_beginning_of_words(text: str, common: str) -> None:
    assert to_common(text, STEMS) == common


def test_a_variant_takes_over_the_rows_it_does_not_state(tmp_path: Path) -> None:
    parent = toml(
        PLAIN,
        """
        [classes]
        b = "b"
        [[letters]]
        [letters.rows]
        "ş" = ["ш", "щ"]
        "q" = "қ"
        [[letters]]
        followed_by = "b"
        [letters.rows]
        "x" = "һ"
        """,
        other="ш Ш, щ Щ, қ Қ",
        tag="qab-Cyrl",
    )
    tmp_path.joinpath("qab-Cyrl.toml").write_text(parent, encoding="utf-8")
    child = """
        tag = "qab-Cyrl-2030"
        name = "A variant"
        extends = "qab-Cyrl"
        alphabet = "а б с һ н г о и ш ҝ"
        capitals = "А Б С Һ Н Г О И Ш Ҝ"
        [sources]
        s = { title = "our choice", reason = "made up" }
        [[letters]]
        source = "s"
        [letters.rows]
        "q" = "ҝ"
        """
    tmp_path.joinpath("qab-Cyrl-2030.toml").write_text(child, encoding="utf-8")
    variant = load(tmp_path / "qab-Cyrl-2030.toml")
    assert to_common("Шаҝ һб һ", variant) == "Şaq xb h"
    assert from_common("Şaq xb h", variant) == "Шаҝ һб һ"
    assert to_common("щ қ", variant) == "щ қ"  # not in its alphabet
    assert variant.sources[0].key == "s"
