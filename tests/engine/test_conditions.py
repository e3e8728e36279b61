"""What each condition of a group means: where its rows hold, and where they do not."""

from __future__ import annotations

from functools import cache

import pytest
from made_up import made_up

from turkic_alphabet import Orthography, explain, from_common, to_common

PLAIN = "a а А, e е Е, o о О, ö ө Ө, i и И, b б Б, d д Д, k к К, q қ Қ, s с С, t т Т, ş ш Ш, ng нг Нг, n н Н, g г Г"


@cache
def table(group: str, classes: str = "", other: str = "з З, ъ Ъ") -> Orthography:
    """The plain letters, з under test (read as z under the conditions of the group, else as s), ъ silent."""
    return made_up(
        PLAIN,
        f"""
        [classes]
        vowel = "aeoöi"
        a     = "a"
        back  = "ao"
        soft  = ["ө", "ъ"]
        hush  = ["ш"]
        {classes}
        [[letters]]
        silent = ["ъ"]
        [[letters]]
        {group}
        [letters.rows]
        "z" = "з"
        [[letters]]
        direction = "read"
        [letters.rows]
        "s" = "з"
        """,
        other=other,
    )


@pytest.mark.parametrize(
    ("group", "hit", "missed"),
    [
        ('preceded_by = "a"', ["аз", "баз", "азб", "АЗ"], ["з", "за", "оз", "абз", "а з", "а-з"]),
        ('preceded_by = "soft"', ["өз", "ъз", "баъз"], ["аз", "ъаз", "шз"]),  # by graph, a silent one too
        ('preceded_by = "hush"', ["шз"], ["сз", "з"]),
        ('preceded_by = ["a", "hush"]', ["аз", "шз"], ["оз", "з"]),  # any of them
        ('preceded_by = "a"', ["аъз", "аъъз"], ["оъз", "ъз"]),  # silent units are looked through
        ('preceded_by = "edge"', ["з", "за", "б за", "(за", "7за", "-за"], ["аз", "ъз", "\u0301з", "йз", "бз"]),
        ('preceded_by = "letter"', ["аз", "бз", "йз", "хз"], ["з", "а з", "1з"]),  # also a letter that no row reads
        ('preceded_by = ["edge", "a"]', ["з", "аз"], ["бз", "оз"]),
        ('followed_by = "a"', ["за", "ЗА", "бза"], ["з", "аз", "зо", "зба", "з а"]),
        ('followed_by = "soft"', ["зө", "зъ", "зъб"], ["за", "зшъ"]),
        ('followed_by = "hush"', ["зш"], ["зс", "з"]),
        ('followed_by = "a"', ["зъа", "зъъа"], ["зъо", "зъ"]),
        ('followed_by = "edge"', ["з", "аз", "з б", "з,", "з7"], ["за", "зъ", "зй", "зб"]),
        ('followed_by = "letter"', ["за", "зй"], ["з", "з а", "з-а"]),
        ('followed_by = ["edge", "a"]', ["з", "за"], ["зб", "зо"]),
        (
            'near = "back"',
            ["за", "збба", "аз", "абз", "өза", "зъа"],
            ["зө", "азө", "азбө", "з", "зи", "а з", "з а"],
        ),
        ('vowel_after = "back"', ["за", "зба", "өза", "зъа"], ["аз", "азө", "азб", "з", "з а", "зөа"]),
        ('vowel_before = "back"', ["аз", "абз", "азө"], ["за", "өза", "з", "а з", "аөз"]),
        ('in_word = "hush"', ["шз", "зш", "аббзш", "ЗАШ"], ["з", "саз", "ш з", "з ш"]),
        ('in_word = "a"', ["азб", "зба", "а-а за"], ["зоб", "а зо", "а-зо"]),
        ('not_in_word = "a"', ["зоб", "а зо", "з"], ["азб", "зба", "зъа"]),
        ('not_in_word = "soft"', ["за"], ["зъа", "азө"]),
        ("first_syllable = true", ["з", "за", "бза", "ббза"], ["аза", "абз", "оъз"]),
        ("first_syllable = true", ["а за"], ["аза"]),  # each word has its own
        ('preceded_by = "a"\nfollowed_by = "a"', ["аза", "аъза"], ["аз", "за", "азо", "оза"]),  # all must hold
        ('preceded_by = "edge"\nin_word = "hush"', ["заш"], ["азш", "за"]),
    ],
)
def test_a_condition_is_hit_and_missed(group: str, hit: list[str], missed: list[str]) -> None:
    orthography = table(group)
    for text in hit:
        assert "z" in to_common(text, orthography).lower(), f"{text} should be hit"
    for text in missed:
        common = to_common(text, orthography).lower()
        assert "s" in common, f"{text} should be missed"
        assert "z" not in common, f"{text} should be missed"


@pytest.mark.parametrize(
    ("group", "hit", "missed"),
    [
        ('preceded_by = "a"', ["az", "AZ"], ["z", "oz", "abz", "a z"]),
        ('preceded_by = "edge"', ["z", "b za"], ["az", "ʼz"]),
        ('followed_by = "soft"', ["zö"], ["za"]),  # a graph of a neighbour is the one that it is written with
        ('followed_by = "edge"', ["z", "az."], ["za", "zʼ", "zb"]),
        ('near = "back"', ["za", "az", "zbba"], ["zö", "azö", "z"]),
        ('in_word = "hush"', ["şaz", "zaş"], ["saz"]),
        ("first_syllable = true", ["za", "bza"], ["aza"]),
    ],
)
def test_conditions_hold_in_writing_too(group: str, hit: list[str], missed: list[str]) -> None:
    orthography = made_up(
        PLAIN,
        f"""
        [classes]
        vowel = "aeoöi"
        a     = "a"
        back  = "ao"
        soft  = ["ө"]
        hush  = ["ш"]
        [[letters]]
        {group}
        [letters.rows]
        "z" = "з"
        [[letters]]
        direction = "write"
        [letters.rows]
        "z" = "ж"
        [[letters]]
        direction = "read"
        [letters.rows]
        "j" = "ж"
        """,
        other="з З, ж Ж",
    )
    for text in hit:
        assert "з" in from_common(text, orthography).replace("З", "з"), f"{text} should be hit"
    for text in missed:
        assert "ж" in from_common(text, orthography), f"{text} should be missed"


LOOKING = made_up(
    "a а А, e е Е, o о О, b б Б, k к К, s с С, ş ш Ш, h һ Һ",
    """
    [classes]
    vowel = "aeo"
    y = "y"
    e = "e"
    s = "s"
    b = ["б"]
    digraph = ["сһ"]
    [[letters]]
    preceded_by = ["edge", "b"]
    [letters.rows]
    "ye" = "е"
    [[letters]]
    followed_by = "y"
    [letters.rows]
    "p" = "п"
    [[letters]]
    preceded_by = "e"
    [letters.rows]
    "z" = "з"
    [[letters]]
    followed_by = "s"
    [letters.rows]
    "ğ" = "г"
    [[letters]]
    followed_by = "digraph"
    [letters.rows]
    "x" = "г"
    [[letters]]
    [letters.rows]
    "v" = "п"
    "c" = "з"
    "g" = "г"
    "ç" = "сһ"
    """,
    other="п П, з З, г Г, сһ Сһ",
)


@pytest.mark.parametrize(
    ("text", "common", "why"),
    [
        ("без", "byez", "to the left: the last letter that the previous unit actually produced"),
        ("ез", "yez", "the same at the edge"),
        ("сез", "sez", ""),
        ("саз", "sac", ""),
        ("пе", "ve", "to the right: the letters of the unconditional row, not what will be produced"),
        ("гс", "ğs", "a neighbour by its letters"),
        ("гсһ", "xç", "a digraph is one unit: с of сһ is no s"),
        ("гш", "gş", ""),
    ],
)
def test_where_conditions_look(text: str, common: str, why: str) -> None:
    assert to_common(text, LOOKING) == common, why


def test_ahead_stands_the_first_row_where_none_is_unconditional() -> None:
    orthography = made_up(
        "a а А, b б Б, o о О",
        """
        [classes]
        z = "z"
        a = "a"
        o = "o"
        [[letters]]
        preceded_by = "a"
        [letters.rows]
        "z" = "з"
        [[letters]]
        preceded_by = ["edge", "letter"]
        followed_by = "o"
        [letters.rows]
        "s" = "з"
        [[letters]]
        followed_by = "z"
        [letters.rows]
        "p" = "п"
        [[letters]]
        [letters.rows]
        "v" = "п"
        """,
        other="з З, п П",
    )
    # Of the two rows of з the one with more conditions comes first: it gives the value that п sees, s.
    assert to_common("пзо", orthography) == "vso"
    assert to_common("азп", orthography) == "azv"


def test_a_prefix_is_written_before_words_and_read_as_nothing() -> None:
    orthography = made_up(
        "a ا, o و, b ب, k ك, t ت",
        """
        [classes]
        vowel = "aəoö"
        front = "əö"
        hard = "k"
        mark = ["ٴ"]
        [[letters]]
        in_word = "front"
        not_in_word = "hard"
        prefix = "ٴ"
        [[letters]]
        direction = "read"
        in_word = "mark"
        [letters.rows]
        "ə" = "ا"
        "ö" = "و"
        [[letters]]
        direction = "write"
        [letters.rows]
        "ə" = "ا"
        "ö" = "و"
        """,
        tag="qaa-Arab",
    )
    assert from_common("bət bat köt bötə", orthography) == "ٴبات بات كوت ٴبوتا"
    assert to_common("ٴبات بات ٴبوتا", orthography) == "bət bat bötə"
    assert [step.kind for step in explain("bət", "common", orthography)] == ["prefix", "row", "row", "row"]
