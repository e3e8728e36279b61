"""Protected spans: every pattern of ``common.toml`` hit and missed, in time that grows as the text does."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from turkic_alphabet import PROTECT, Transliterator, convert, explain, from_common, strip_marks, to_common
from turkic_alphabet.hub import hub
from turkic_alphabet.marks import MARKS
from turkic_alphabet.protection import pieces_of, protection

TO_CYRILLIC = protection(PROTECT, to_latin=False)
TO_LATIN = protection(PROTECT, to_latin=True)

HIT = {
    "url": [
        "https://kun.uz", "http://a.b/c?d=e&f=%20#g", "ftp://host", "ftps://host/x", "www.kun.uz", "https://kun.uz/сайт",
        "https://localhost:8000/a_(b", "https://KUN.UZ",
    ],
    "domain": ["kun.uz", "xabar.kun.uz", "a-b.com", "kun.uz/yangiliklar/1", "BBC.com"],
    "file": ["kitob.pdf", "rasm_1.jpeg", "a.b-2.docx"],
    "email": ["a@b.uz", "a.b+c_d%e-f@mail.example.org", "salom@kun.uz"],
    "handle": ["@kun", "@kun_uz", "@kun.uz", "@_"],
    "placeholder": ["{name}", "{0}", "{}", "{user.name}", "{a[0]}", "{x!r:.2}", "${name}", "{a_b-c}"],
    "printf": ["%s", "%d", "%1$s", "%(name)s", "%-5.2f", "%05d", "%lld", "%x", "%@", "%+i"],
    "markup": ["<b>", "</b>", "<a href=\"x\">", "<br/>", "<!-- salom -->", "<?xml version=\"1.0\"?>", "<a\nb>", "<B>",
               "<a title=\"ғасыр бір\" hidden>", "<a title=ғасыр>", "</b >", "<a b='\"ш'>", "<a b=\"ш\"c>"],
    "notranslate": [
        '<span translate="no">a b</span>', "<b translate=no>ç\nş</b>", "<I TRANSLATE='NO' id='x'>a</i>",
        '<p class="notranslate">a</p>', '<p class="lead notranslate">a</p>', "<p class=notranslate>a</p>",
        '<mrk its:translate="no">a</mrk>', '<div translate="no"><div>a</div> b<br></div>', "<code>a<b</code>",
        '<script src="x">if (a<b && c>d) {}</script >', "<style>p{}</style>", "<code></code>",
        "-{a b}-", "-{Toshkent\nshahri}-", "-{}-", "-{a -{b}- c}-", "-{{a}}-",
    ],
    "entity": ["&amp;", "&nbsp;", "&#39;", "&#x2019;", "&#XAB;"],
    "abbreviation": ["IP", "PDF", "HTML", "HTTPS", "URL", "XHTML", "USB", "G7", "COP29", "A7x", "URL2"],
    "roman": ["XX", "II", "XIV", "MCMXCIV", "IV", "MM", "CD", "VIII"],
}  # fmt: skip

MISSED = {
    "domain": ["uz", "kun.", ".uz", "kun.uzb", "Keldi.Uz", "кун.uz", "a@kun.uz", "kun.uz-a", "keldi.u"],
    "file": [".pdf", "pdf", "kitob.pdfa", "kitob. pdf", "kitob.PDF", "китоб.pdf"],
    "url": ["http", "https:/a", "www", "wwwkun.uz", "kun.uz", "awww.kun.uz", "shttp://a"],
    "email": ["a@b", "@", "a@", "a @b.uz"],
    "handle": ["@", "a@b", "@@", "@салом"],
    "placeholder": ["{", "}", "{salom dunyo}", "{салом}", "{a,b}", "$name", "{a\nb}"],
    "printf": ["%", "9%ini", "50%", "100%dan", "% s", "%ў", "5%s"],
    "markup": [
        *("<", "<>", "<3", "a<b", "<ш>", "<b", "<bш>", "< b>", "1 < 2 > 0"),
        *("<b ғасыр>", "</b ғасыр>", "</b a>", '<b "ш>'),
    ],
    "notranslate": [
        '<span translate="no">a',
        '<span translate="yes">a</span>',
        "<span>a</span>",
        '<br translate="no"/>a</br>',
        '<p class="notranslated">a</p>',
        '<p class="my-notranslate">a</p>',
        '<p title="x no">a</p>',
        "<codes>a</codes>",
        '<a translate="nothing">a</a>',
        '<b translate="no">a</i>',
        "< code>a</code>",
        "</code>a<code>",
        "<pre>a</pre>",
        "-{a",
        "-{ a </b",
        "-{ a </bш b>",
        "a}-",
        "{a}-{b}",
        "- {a} -",
        "}-a-{",
        '<a data-translate="no">a</a>',
    ],
    "entity": ["&", "&;", "&amp", "& amp;", "&салом;", "&a;", "&#;", "&#xZ;"],
    "abbreviation": [
        "ip",
        "Pdf",
        "PDFLAR",
        "XIP",
        "IPЛАР",
        "URL2ЛАР",
        "7G",
        "HELLO2",
        "G7ab",
        "NATO",
        "ID_",
        "АPI",
        "IP\u0307",
    ],
    "roman": ["I", "V", "M", "X", "IIII", "VX", "IL", "xx", "XXa", "aXX", "XXʼ", "MIM", "XX1", "_XX", "İI", "DDA"],
}


def test_every_pattern_is_tested() -> None:
    assert set(hub().spans) == set(PROTECT) == set(HIT) == set(MISSED)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in HIT.items() for text in texts])
def test_hit(name: str, text: str) -> None:
    alone = protection((name,), to_latin=False)
    for around in ("{}", "a {} b", "({})", "{}, {}", "«{}»"):
        whole = around.format(text, text)
        spans = alone.spans(whole)
        assert {whole[start:end] for start, end in spans} == {text}
        assert len(spans) == around.count("{}")


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in MISSED.items() for text in texts])
def test_missed(name: str, text: str) -> None:
    assert protection((name,), to_latin=False).spans(text) == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("(https://kun.uz).", "https://kun.uz"),
        ("https://kun.uz, https", "https://kun.uz"),
        ("«https://kun.uz/a»", "https://kun.uz/a"),
        ("https://kun.uz/a<b", "https://kun.uz/a"),
        ("a@b.uz.", "a@b.uz"),
        ("@kun.", "@kun"),
        ("XX asr", "XX"),
        ("XX-asr", "XX"),
        ("%dta", "%d"),
        ("%s%s", "%s"),
    ],
)
def test_where_a_span_ends(text: str, span: str) -> None:
    assert text[slice(*TO_CYRILLIC.spans(text)[0])] == span


@pytest.mark.parametrize("end", ["}-", "</code>"])
def test_what_a_text_marks_is_at_most_65536_characters(end: str) -> None:
    begin = {"}-": "-{", "</code>": "<code>"}[end]
    between = "ш" * (65_536 - len(begin) - len(end))
    assert TO_LATIN.spans(begin + between + end) == [(0, 65_536)]
    assert (0, 65_537) not in TO_LATIN.spans(begin + between + "ш" + end)


# What it means for conversion


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("XX asr", "uz-Cyrl", "XX аср"),
        ("M. Raşidov", "uz-Cyrl", "М. Рашидов"),  # one letter is a person's
        ("Z. İ. Raşidov", "uz-Cyrl", "З. И. Рашидов"),
        ("9%ini", "uz-Cyrl", "9%ини"),
        ("%d ta, %s", "uz-Cyrl", "%d та, %s"),
        ("<b>şahar</b>", "uz-Cyrl", "<b>шаҳар</b>"),
        ("https://kun.uz saytı", "kk-Cyrl", "https://kun.uz сайты"),
        ("{name} bala", "kk-Cyrl", "{name} бала"),
        ("&nbsp;bala", "kk-Cyrl", "&nbsp;бала"),
        ("-{bala}- bala", "kk-Cyrl", "-{bala}- бала"),
        ("bala-{bala", "kk-Cyrl", "бала-{бала"),
        (
            '<p>bala <b translate="no">bala <i>bala</i></b> bala</p>',
            "kk-Cyrl",
            '<p>бала <b translate="no">bala <i>bala</i></b> бала</p>',
        ),
        ("<code>bala</code> <pre>bala</pre>", "kk-Cyrl", "<code>bala</code> <pre>бала</pre>"),
        ("XX asr", "uz-Latn", "XX asr"),
    ],
)
def test_what_is_copied_on_the_way_back(text: str, lang: str, expected: str) -> None:
    assert from_common(text, lang) == expected


def test_roman_numerals_only_where_the_result_is_not_latin() -> None:
    assert hub().spans["roman"] in TO_CYRILLIC.patterns
    assert hub().spans["roman"] not in TO_LATIN.patterns
    assert len(TO_LATIN.patterns) == len(TO_CYRILLIC.patterns) - 2
    assert from_common("PDF fayl, IP manzil", "uz-Cyrl") == "PDF файл, IP манзил"
    assert to_common("ХХ VII", "uz-Cyrl") == "XX VII"
    assert convert("ALLAH VII ADI", "az-Latn", "az-Cyrl").split()[1] == "VII"
    assert convert("VII", "az-Cyrl", "az-Latn") == "VII"


def test_a_numeral_is_no_beginning_of_a_decomposed_word() -> None:
    """A combining mark belongs to the word: V with a decomposed İ is no VI."""
    for word in ("Vİ", "XÎ", "Mİ"):
        apart = unicodedata.normalize("NFD", word)
        assert from_common(apart, "kk-Cyrl") == from_common(word, "kk-Cyrl")


def test_protection_can_be_turned_off() -> None:
    assert from_common("XX <b> {a} %s", "kk-Cyrl", protect=()) == "ХХ <б> {а} %с"


def test_a_span_is_at_most_65536_characters() -> None:
    longest = "<b" + "a" * 65_533 + ">"
    assert len(longest) == 65_536
    assert TO_LATIN.spans(longest) == [(0, 65_536)]
    assert TO_LATIN.spans("<b" + "a" * 65_534 + ">") == []
    url = "https://" + "a" * 70_000
    ((start, end),) = TO_LATIN.spans(url)
    assert (start, end) <= (0, 65_536)


@given(st.lists(st.sampled_from([*"<>@{}%&;:/.xXIV1a ш", "http://", "www.", "</b>", "{a}", "a@b.uz", "&lt;", "%s"])))
def test_spans_are_in_order_and_apart(pieces: list[str]) -> None:
    text = "".join(pieces)
    at = 0
    for start, end in TO_CYRILLIC.spans(text):
        assert at <= start < end <= len(text)
        at = end
    assert "".join(text[start:end] for start, end, _ in pieces_of(TO_CYRILLIC.spans(text), 0, len(text))) == text
    copied = "".join(step.source for step in explain(text, "common", "kk-Cyrl") if step.kind == "protected")
    assert copied == "".join(text[start:end] for start, end in TO_CYRILLIC.spans(text))


MEGABYTE = 1_000_000
HARD = {
    "a letter": "a", "tags": "<", "opened tags": "<a", "comments": "<!--", "at": "@", "addresses": "a@a.",
    "local parts": "a.", "braces": "{", "opened braces": "{a", "percent": "%", "percents with brackets": "%(a",
    "ampersand": "&", "opened entities": "&a", "numerals": "X", "more numerals": "MDCLXVI",
    "www": "www.", "addresses without end": "http://",
    "marked elements": '<b translate="no">', "code": "<code>", "classes": " class= class", "a tag of classes": "<a class=a ",
    "closing tags": "</b>", "braces and dashes": "-{", "dashes and braces": "-}", "elements": "<code>a</code>",
    "colons": ":", "dots": ".", "a cyrillic letter": "ш", "spaces": " ", "at and letters": "@a.", "dollars": "${",
}  # fmt: skip


@pytest.mark.parametrize("piece", HARD.values(), ids=HARD)
def test_time_grows_as_the_text_does(piece: str) -> None:
    """A megabyte of what makes patterns try and try again is searched within seconds, as nothing may be quadratic."""
    begun = time.process_time()
    TO_CYRILLIC.spans(piece * (MEGABYTE // len(piece)))
    assert time.process_time() - begun < 4


def test_the_longest_text_is_converted_whole() -> None:
    text = "ab <" * 2_500
    assert Transliterator("common", "kk-Cyrl")(text) == "аб <" * 2_500


LETTERS_OF_WORDS = st.text(st.sampled_from("abcdeghiklmnosţwz ʻ'’AC%PDF.“”"), max_size=24)


@given(LETTERS_OF_WORDS)
@example("“Continental”, va Class")
def test_foreign_words_of_a_long_text_are_those_of_a_short_one(text: str) -> None:
    """A kernel goes by what it has learned where a text is long."""
    way = Transliterator("uz-Latn", "uz-Cyrl")
    long = "yangi kashfiyot boshqa mamlakatlarda ham shinani takomillashtirish ishlarini avj oldirdi " * 20
    assert way(long + text) == way(long) + way(text)


def test_a_look_alike_makes_no_word_foreign() -> None:
    """A comma below in place of the cedilla is read, whether or not something else of the text is protected."""
    way = Transliterator("tr-Latn", "kk-Cyrl")
    assert (way("baș"), way("baș a.kz"), way.align("baș").target) == ("баш", "баш a.kz", "баш")


@pytest.mark.parametrize("word", ["бa", "б'a", "а＇a", "б\u00ada"])
def test_what_is_read_as_a_look_alike_is_aligned_so(word: str) -> None:
    """A Latin letter among Cyrillic ones is no foreign word, also after an apostrophe or a soft hyphen."""
    way = Transliterator("az-Cyrl", "az-Cyrl-1939")
    assert way.align(word).target == "".join(step.target for step in way.steps(word)) == way(word)


UNTOUCHED = st.sampled_from([
    "-{", "}-", "<code>", "</code>", "<b translate='no'>", "<b>", "</b>", " ", "\n", "<", ">", "ким", "Яя", "бала", "а", "с",
    "<сode>", "</соde>", "\ufe00", "\ufe0d", "b", "{a}", "-", "%с",
])  # fmt: skip


@given(st.lists(UNTOUCHED, max_size=14).map("".join), st.integers(0, 40))
@example("-{ким\nбала}- ким", 3)
@example("<b translate='no'>ким <b>\nким</b> ким</b> ким", 25)
@example("<code>ким\n</\ufe00code> ким</code>ким", 12)
@example("<сode>ким\nким</сode> -{ким\n\ufe00}- ким", 9)
def test_what_is_not_to_be_touched_comes_back_from_marked_text(text: str, at: int) -> None:
    there = Transliterator("kk-Cyrl", lossless=True)
    back = there.inverse()
    marked = there(text)
    assert back(marked) == back.align(marked).target == text
    assert there.align(text).target == marked
    assert "".join(there.stream([text[:at], text[at:]])) == marked
    assert "".join(back.stream([marked[:at], marked[at:]])) == text
    if MARKS.isdisjoint(text):
        assert strip_marks(marked) == to_common(text, "kk-Cyrl")
    else:
        assert back(text) == back.align(text).target == "".join(back.stream([text[:at], text[at:]]))


def test_marked_elements_of_a_long_text_are_converted_in_time_that_grows_as_the_text_does() -> None:
    there = Transliterator("kk-Cyrl", lossless=True)
    text = "Тіл <b translate='no'>ким\nким</b> ким, <code>фильм</code>\n-{ким}- фильм " * 3_000
    begun = time.process_time()
    assert "".join(there.inverse().stream([there(text)])) == text
    assert time.process_time() - begun < 20
