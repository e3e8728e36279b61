"""Case: what is written has the style of what was read, by the orthographies' own pairs."""

from __future__ import annotations

import pytest
from made_up import made_up

from turkic_alphabet import from_common, to_common

CYRILLIC = made_up(
    "a а А, i и И, ı ы Ы, y й Й, k к К, l л Л, m м М, r р Р, ş ш Ш, d д Д, v в В, o о О, ʼ ъ Ъ",
    """
    [[letters]]
    [letters.rows]
    "ya" = "я"
    "şç" = "щ"
    [[letters]]
    silent = ["ь"]
    """,
    other="я Я, щ Щ, ь Ь",
)

LATIN = made_up(
    "a a A, b b B, h h H, i i I, k k K, l l L, m m M, o o O, q q Q, r r R, s s S, d d D, v v V, ʼ ʼ ʼ,ş sh Sh, ö oʻ Oʻ",
    '[[letters]]\n[letters.rows]\n"sh" = "sʼh"',
    tag="qaa-Latn",
)


@pytest.mark.parametrize(
    ("text", "common"),
    [
        ("я Я", "ya Ya"),  # a capital that stands alone is Title
        ("ЯК Як яК", "YAK Yak yaK"),
        ("АЯ Ая аЯ", "AYA Aya aYa"),  # no cased letter follows: the one before tells
        ("КАЯК КаЯк", "KAYAK KaYak"),
        ("ЯЯ", "YAYA"),
        ("Я. Раш Я.К", "Ya. Raş Ya.K"),  # a full stop ends the word
        ("Я-К", "Ya-K"),
        ("ЯЪК ЯЪ", "YAʼK YAʼ"),  # signs are looked through
        ("ЯЬК Яьк", "YAK Yak"),
        ("Я\u00adК Я\u00adк", "YA\u00adK Ya\u00adk"),  # so are soft hyphens
        ("ЯX Яx", "YAX Yax"),  # letters that no row reads have their case too
        ("Я7К", "Ya7K"),
        ("ИЫиы", "İIiı"),
        ("Щи ЩИ", "Şçi ŞÇİ"),
    ],
)
def test_reading(text: str, common: str) -> None:
    assert to_common(text, CYRILLIC) == common


@pytest.mark.parametrize(
    ("common", "text"),
    [
        ("Ş. Raşidov", "Sh. Rashidov"),
        ("MAŞʼAL Maşʼal", "MASHʼAL Mashʼal"),
        ("ŞAHAR Şahar", "SHAHAR Shahar"),
        ("AQŞ aqŞ", "AQSH aqSh"),
        ("İsHoq İSHOQ İshoq", "IsHoq ISʼHOQ Isʼhoq"),
        ("Ö ÖA Öa", "Oʻ OʻA Oʻa"),
        ("i İ", "i I"),
    ],
)
def test_writing(common: str, text: str) -> None:
    assert from_common(common, LATIN) == text


def test_a_sign_written_as_a_letter_has_the_case_of_its_word() -> None:
    assert from_common("MAŞʼAL maşʼal Maşʼal ALʼ Alʼ", CYRILLIC) == "МАШЪАЛ машъал Машъал АЛЪ Алъ"


def test_capitals_of_several_letters_are_read_in_every_style() -> None:
    assert to_common("sh Sh SH sH oʻ Oʻ", LATIN) == "ş Ş Ş sH ö Ö"
    assert to_common("Shahar SHAHAR sHahar", LATIN) == "Şahar ŞAHAR sHahar"


def test_a_script_without_case_gives_small_letters() -> None:
    arabic = made_up("a ا, b ب, ş ش", tag="qaa-Arab")
    assert to_common("شاب", arabic) == "şab"
    assert from_common("ŞAB Şab şab", arabic) == "شاب شاب شاب"
