"""The public functions and classes: what they take, what they refuse and how, and what they promise of themselves."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from made_up import made_up, toml

import turkic_alphabet
from turkic_alphabet import (
    ALPHABET,
    PROTECT,
    Offsets,
    Orthography,
    Problem,
    TableError,
    Transliterator,
    TurkicAlphabetError,
    UnknownAlphabet,
    UnknownOrthography,
    UnknownProtection,
    UnreadLetter,
    UnusableStem,
    convert,
    detect,
    detect_words,
    explain,
    from_common,
    is_common,
    languages,
    load,
    orthographies,
    scan,
    strip_marks,
    to_common,
)
from turkic_alphabet.hub import hub

SENTENCE = "Абай Құнанбайұлы ЖҰЛДЫЗ, Ислам, Ілияс"
COMMON = "Abay Qūnanbayūlı JŪLDIZ, İslam, İliyas"

# What must not be a text, and what must not be a tag.


@pytest.mark.parametrize("text", [None, 1, b"abc", bytearray(b"abc"), ["abc"], ("abc",), object()])
def test_anything_but_str_is_a_type_error_that_says_so(text: Any) -> None:
    kind = type(text).__name__
    calls: list[Callable[[], object]] = [
        lambda: to_common(text, "kk"),
        lambda: from_common(text, "kk"),
        lambda: convert(text, "kk", "uz-Latn"),
        lambda: explain(text, "kk"),
        lambda: is_common(text),
        lambda: scan(text, "kk"),
        lambda: Transliterator("kk")(text),
        lambda: Transliterator("kk").map([text]),
        lambda: Transliterator("kk").align(text),
        lambda: list(Transliterator("kk").stream([text])),
        lambda: ALPHABET.upper(text),
        lambda: ALPHABET.lower(text),
        lambda: ALPHABET.title(text),
        lambda: ALPHABET.sort_key(text),
        lambda: Offsets(text),
        lambda: detect(text),
        lambda: detect_words(text),
        lambda: strip_marks(text),
    ]
    for call in calls:
        with pytest.raises(TypeError, match=f"must be str, not {kind}"):
            call()


def test_bytes_are_told_how_to_become_text() -> None:
    with pytest.raises(TypeError, match=re.escape("decode bytes first, text.decode('utf-8')")):
        to_common(b"abc", "kk")  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("tag", [None, 1, b"kk", ["kk"], {"kk": 1}])
def test_a_tag_is_a_str_or_an_orthography(tag: Any) -> None:
    for call in (
        lambda: to_common("а", tag),
        lambda: from_common("a", tag),
        lambda: convert("а", "kk", tag),
        lambda: explain("а", tag),
        lambda: scan("а", tag),
        lambda: Transliterator(tag),
        lambda: Transliterator("kk", tag),
    ):
        with pytest.raises(TypeError, match="tag or an Orthography"):
            call()
    if tag is not None:  # no language at all
        with pytest.raises(TypeError, match="tag or an Orthography"):
            is_common("a", tag)


@pytest.mark.parametrize(
    ("tag", "near"),
    [("kk-Cyril", "kk-Cyrl"), ("uz-Latin", "uz-Latn"), ("comon", "common"), ("uzn_Latm", "uz-Latn")],
)
def test_an_unknown_tag_offers_the_near_ones(tag: str, near: str) -> None:
    with pytest.raises(UnknownOrthography) as caught:
        to_common("а", tag)
    assert caught.value.tag == tag
    assert near in caught.value.near
    assert f"no orthography {tag!r}; did you mean " in str(caught.value)
    assert isinstance(caught.value, LookupError)
    assert isinstance(caught.value, TurkicAlphabetError)


@pytest.mark.parametrize("tag", ["", " ", "-", "_", "zzzzzz", "kk-", "\0", "\ud800", "💥", "kk-Cyrl-1234", "ё" * 1000])
def test_a_tag_like_none_is_an_error_too(tag: str) -> None:
    for call in (lambda: to_common("а", tag), lambda: from_common("a", tag), lambda: Transliterator("kk", tag)):
        with pytest.raises(UnknownOrthography, match="no orthography"):
            call()
    with pytest.raises(TurkicAlphabetError):
        load(tag)


@pytest.mark.parametrize(
    ("tag", "means"),
    [
        ("kk-Cyrl", "kk-Cyrl"),
        ("kk_Cyrl", "kk-Cyrl"),
        ("KK-CYRL", "kk-Cyrl"),
        ("kaz_Cyrl", "kk-Cyrl"),
        ("kaz-cyrl", "kk-Cyrl"),
        (" kk-Cyrl ", "kk-Cyrl"),
        ("uzn_Latn", "uz-Latn"),
        ("uzb_Latn", "uz-Latn"),
        ("uz-Latn-1995", "uz-Latn"),
        ("azj_Cyrl", "az-Cyrl"),
        ("aze_Latn", "az-Latn"),
    ],
)
def test_tags_as_data_sets_write_them(tag: str, means: str) -> None:
    assert load(tag).tag == means
    assert to_common(SENTENCE, tag) == to_common(SENTENCE, means)
    assert from_common(COMMON, tag) == from_common(COMMON, means)


def test_common_is_a_tag_too() -> None:
    assert convert(COMMON, "common", "kk-Cyrl") == from_common(COMMON, "kk-Cyrl")
    assert convert(SENTENCE, "kk-Cyrl", "common") == to_common(SENTENCE, "kk-Cyrl") == COMMON
    assert convert("Ş ш", "common", "common") == "Ş ш"
    assert convert("", "common", "common") == ""


def test_a_bare_language_reads_all_scripts_of_its_union() -> None:
    mixed = "Oʻzbekiston — Ўзбекистон, qo'ng'iroq, Isʼhoq, ШАҲАР, Ш. Рашидов, https://kun.uz"
    expected = "Özbekiston — Özbekiston, qönğiroq, İshoq, ŞAHAR, Ş. Raşidov, https://kun.uz"
    assert to_common(mixed, "uz") == expected
    assert to_common("Ўзбек o'zbek", "uz-Latn") == "Ўзбек özbek"


def test_a_bare_language_as_target_is_its_default_orthography() -> None:
    assert from_common("şahar", "uz") == from_common("şahar", "uz-Latn") == "shahar"
    assert convert("shahar", "uz-Latn", "uz-Cyrl") == "шаҳар"
    assert load("kk").tag == "kk-Cyrl"


# Options


def test_options_that_are_refused() -> None:
    with pytest.raises(UnknownAlphabet, match="no alphabet '1990'; known: 2024, 2024-ä, 1991"):
        to_common("а", "kk", alphabet="1990")
    with pytest.raises(UnknownAlphabet):
        Transliterator("kk", "common", alphabet=["2024"])  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(UnknownProtection, match="no protected pattern 'urls'; known: url, "):
        to_common("а", "kk", protect=("urls",))
    with pytest.raises(TypeError, match="names and compiled patterns, not int"):
        to_common("а", "kk", protect=(1,))  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(TypeError, match="not bytes"):
        to_common("а", "kk", protect=(re.compile(b"a"),))  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(ValueError, match="unread is 'keep' or 'raise', not 'drop'"):
        Transliterator("kk", unread="drop")  # type: ignore[arg-type]  # wrong on purpose
    for stems in ([("a",)], ["ab"], [("", "a")], [("a", 1)], [("a", "b", "c")], None, 1):
        with pytest.raises(TypeError, match="stems are pairs"):
            Transliterator("kk", stems=stems)  # type: ignore[arg-type]  # wrong on purpose
    for keep in ([""], [1], [None], None, 1):
        with pytest.raises(TypeError, match="keep takes words"):
            Transliterator("kk", keep=keep)  # type: ignore[arg-type]  # wrong on purpose
    for protect in (None, 1):
        with pytest.raises(TypeError, match=r"names and compiled patterns, not \w+; protect=\(\) protects nothing"):
            Transliterator("kk", protect=protect)  # type: ignore[arg-type]  # wrong on purpose
        with pytest.raises(TypeError, match=r"names and compiled patterns, not \w+; protect=\(\) protects nothing"):
            to_common("а", "kk", protect=protect)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    ("stem", "message"),
    [
        (("Цирк", "sirk"), "stem 'Цирк': 'Цирк' has a capital — write stems in small letters"),
        (("цирк", "Sirk"), "stem 'цирк': 'Sirk' has ['S'], outside the common alphabet — use its letters, in small"),
        (("ақ жол", "aqjol"), "stem 'ақ жол': 'ақ жол' holds a blank — a stem is the beginning of one word"),
        (("ақжол", "aq jol"), "stem 'ақжол': 'aq jol' has [' '], outside the common alphabet"),
        (("цирк", "цирк"), "stem 'цирк': 'цирк' has ['и', 'к', 'р', 'ц'], outside the common alphabet"),
    ],
)
def test_a_stem_that_could_never_fire_is_refused(stem: tuple[str, str], message: str) -> None:
    with pytest.raises(UnusableStem, match=re.escape(message)) as caught:
        Transliterator("kk", stems=[("август", "avgust"), stem])
    assert isinstance(caught.value, ValueError)
    assert caught.value.stem == stem


def test_stems_are_found_however_they_are_composed() -> None:
    apart = unicodedata.normalize("NFD", "йогурт"), unicodedata.normalize("NFD", "yöğurt")
    assert Transliterator("kk-Cyrl", stems=[apart])("Йогурт") == "Yöğurt"
    assert Transliterator("kk-Cyrl", stems=[apart]) == Transliterator("kk-Cyrl", stems=[("йогурт", "yöğurt")])


def test_options_are_by_name_and_texts_by_place() -> None:
    with pytest.raises(TypeError):
        to_common("а", "kk", True)  # type: ignore[call-arg]  # wrong on purpose
    with pytest.raises(TypeError):
        to_common(text="а", lang="kk")  # type: ignore[call-arg]  # wrong on purpose
    with pytest.raises(TypeError):
        to_common("а", "kk", exteneded=True)  # type: ignore[call-arg]  # wrong on purpose


def test_alphabets() -> None:
    assert to_common("әке Ұлы Ә", "kk") == "əke Ūlı Ə"
    assert to_common("әке Ұлы Ә", "kk", alphabet="2024-ä") == "äke Ūlı Ä"
    assert to_common("әке Ұлы Ә", "kk", alphabet="1991") == "äke Ulı Ä"
    assert from_common("äke Ūlı Ä", "kk-Cyrl") == "әке Ұлы Ә"


def test_extended() -> None:
    assert to_common("съезд", "kk-Cyrl", extended=True) == "sʺezd"
    assert from_common("sʺezd", "kk-Cyrl") == "съезд"
    assert is_common(to_common("съезд", "kk-Cyrl"))


# Transliterator


def test_unread_letters_can_be_refused() -> None:
    strict = Transliterator("kk-Cyrl", unread="raise")
    assert strict("Абай, 1845!") == "Abay, 1845!"
    assert strict("https://kk.wikipedia.org Абай") == "https://kk.wikipedia.org Abay"
    with pytest.raises(UnreadLetter) as caught:
        strict("Абай QR")
    assert (caught.value.letter, caught.value.position) == ("Q", 5)
    assert str(caught.value) == "'Q' (U+0051 LATIN CAPITAL LETTER Q) at 5 is not read by kk-Cyrl"
    assert isinstance(caught.value, ValueError)
    with pytest.raises(UnreadLetter):
        strict.align("Абай QR")
    with pytest.raises(UnreadLetter) as caught:
        Transliterator("common", "kk-Cyrl", unread="raise")("abay щ")
    assert (caught.value.letter, caught.value.position) == ("щ", 5)


def test_stems_win_over_the_table() -> None:
    own = Transliterator("kk-Cyrl", stems=[("ютуб", "youtub")])
    assert own("Ютубтан ютуб, аютуб") == "Youtubtan youtub, ayutub"
    back = Transliterator("common", "kk-Cyrl", stems=[("ютуб", "youtub")])
    assert back("Youtubtan youtub") == "Ютубтан ютуб"
    assert own.inverse() == back


def test_words_to_keep() -> None:
    keeping = Transliterator("kk-Cyrl", keep=["Абай", "ақ жол"])
    assert keeping("Абай Абайдың ақ жол ақ") == "Абай Abaydıñ ақ жол aq"
    assert Transliterator("kk-Cyrl", keep="Абай")("Абай а") == "Абай a"


def test_protection_by_name_and_pattern() -> None:
    text = "<b>б</b> #б б"
    assert to_common(text, "kk") == "<b>b</b> #b b"
    assert to_common(text, "kk", protect=(*PROTECT, re.compile("#б"))) == "<b>b</b> #б b"
    assert to_common("#б б", "kk", protect=re.compile("#б")) == "#б b"  # type: ignore[arg-type]  # wrong on purpose
    assert from_common("<b>b</b>", "kk", protect=()) == "<б>б</б>"
    assert from_common("<b>b</b> %s", "kk", protect=("markup",)) == "<b>б</b> %с"
    assert from_common("<b>b</b> %s", "kk", protect=["markup"]) == "<b>б</b> %с"
    assert from_common("<b>b</b> %s", "kk", protect="printf") == "<б>б</б> %s"


def test_inverse() -> None:
    there = Transliterator("uz-Cyrl", "uz-Latn", protect=(), keep=["МЧЖ"])
    back = there.inverse()
    assert (back.source, back.target) == ("uz-Latn", "uz-Cyrl")
    assert back("shahar") == "шаҳар"
    assert back.inverse() == there
    assert Transliterator("kk-Cyrl").inverse()(COMMON) == from_common(COMMON, "kk-Cyrl")


def test_equality_hash_and_pickle() -> None:
    one, same = Transliterator("kk-Cyrl"), Transliterator("kaz_Cyrl", "common")
    assert one == same
    assert hash(one) == hash(same)
    assert one == Transliterator(load("kk-Cyrl"))
    for other in (
        Transliterator("kk-Cyrl", extended=True),
        Transliterator("kk-Cyrl", alphabet="1991"),
        Transliterator("kk-Cyrl", protect=()),
        Transliterator("kk-Cyrl", unread="raise"),
        Transliterator("kk-Cyrl", stems=[("а", "b")]),
        Transliterator("kk-Cyrl", keep=["а"]),
        Transliterator("uz-Cyrl"),
        Transliterator("common", "kk-Cyrl"),
        "kk-Cyrl",
        None,
    ):
        assert one != other
    pattern = re.compile("#б")
    for transliterator in (
        one,
        Transliterator("uz", "uz-Cyrl", protect=["url", pattern], stems=[("а", "b")], keep=["в"]),
    ):
        again = pickle.loads(pickle.dumps(transliterator))
        assert again == transliterator
        assert hash(again) == hash(transliterator)
        assert again(SENTENCE) == transliterator(SENTENCE)


def test_a_table_of_ones_own_works_like_ours(tmp_path: Path) -> None:
    text = toml("a а А, b б Б, ş ш Ш")
    path = tmp_path / "qaa-Cyrl.toml"
    path.write_text(text, encoding="utf-8")
    own = load(path)
    assert own == load(str(path))
    assert own.tag == "qaa-Cyrl"
    assert to_common("Баш", own) == "Baş"
    assert from_common("Baş", own) == "Баш"
    assert convert("Баш", own, "uz-Latn") == "Bash"
    assert convert("bash", "uz-Latn", own) == "баш"
    assert [step.target for step in explain("Ба", own)] == ["B", "a"]
    assert is_common("baş", own)
    assert not is_common("c", own)
    transliterator = Transliterator(own)
    assert pickle.loads(pickle.dumps(transliterator)) == transliterator
    path.write_text(text.replace('"ş" = "ш"', '"ç" = "ш"').replace('"ç" = "а"', '"ş" = "а"'), encoding="utf-8")
    changed = load(path)
    assert changed != own
    assert changed.version != own.version
    assert Transliterator(changed) != transliterator
    assert to_common("Баш", changed) == "Baç"
    assert to_common("Баш", own) == "Baş"


def test_immutable() -> None:
    transliterator = Transliterator("kk-Cyrl")
    with pytest.raises(AttributeError):
        transliterator.colour = "blue"
    with pytest.raises(AttributeError):
        transliterator.source = "uz-Cyrl"
    with pytest.raises(AttributeError, match="a Transliterator does not change: source cannot be deleted"):
        del transliterator.source
    assert transliterator.source == "kk-Cyrl"


def test_threads() -> None:
    transliterator = Transliterator("kk-Cyrl")
    texts = [f"{SENTENCE} {number}" for number in range(50)]
    expected = [transliterator(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(transliterator, texts)) == expected
        assert list(pool.map(lambda text: to_common(text, "kk-Cyrl"), texts)) == expected
        made = list(pool.map(lambda _: Transliterator("uz-Cyrl", "kk-Cyrl"), range(16)))
    assert len(set(made)) == 1


def test_map() -> None:
    assert Transliterator("kk-Cyrl").map([]) == []
    assert Transliterator("kk-Cyrl").map(iter(["а", "", "б"])) == ["a", "", "b"]


# Questions about texts and tables


def test_is_common() -> None:
    assert is_common("")
    assert is_common("Qūnanbay, 1845! ʼ â Î")
    assert is_common("Qu\u0304nanbay")  # decomposed
    for foreign in ("Washington", "Қазақ", "ä", "ź", "é", "中", "ß"):
        assert not is_common(foreign)
    assert is_common("Ozbek", "uz")
    assert not is_common("Qūnanbay", "uz")
    with pytest.raises(UnknownOrthography):
        is_common("a", "zzzzzz")


def test_scan() -> None:
    assert scan("Қазақша: ABBA, 1845, щ!", "kk-Cyrl") == Counter({"B": 2, "A": 2})
    assert scan("", "kk") == Counter()
    assert scan("https://kk.wikipedia.org", "kk") == Counter()
    assert scan("é е\u0301", "kk-Cyrl") == Counter({"é": 1, "е\u0301": 1})
    assert isinstance(scan("a", "kk"), Counter)


def test_explain() -> None:
    steps = explain("Юсуп, бiр", "kk-Cyrl")
    assert steps[0][:5] == (0, 1, "Ю", "Yu", "row")
    assert steps[0].rule == "ю → yu"
    assert steps[0].citation
    assert [step.kind for step in steps][3:] == ["row", "copied", "copied", "row", "repaired", "row"]
    assert [step.kind for step in explain("<b>а</b>", "kk-Cyrl")] == ["protected", "row", "protected"]
    assert "".join(step.target for step in explain(SENTENCE, "kk-Cyrl", "uz-Latn")) == convert(
        SENTENCE, "kk-Cyrl", "uz-Latn"
    )
    assert explain("", "kk-Cyrl") == []


def test_languages_and_orthographies() -> None:
    everything = orthographies()
    assert [o.tag for o in everything] == sorted(o.tag for o in everything)
    assert {o.tag for language in languages() for o in language.orthographies} == {o.tag for o in everything}
    for language in languages():
        assert language.code in language.codes
        assert orthographies(language.code)
        assert language.orthographies[0].table.default
    assert {o.tag for o in orthographies("uzn")} == {o.tag for o in orthographies("uz")} >= {"uz-Cyrl", "uz-Latn"}
    with pytest.raises(UnknownOrthography):
        orthographies("zzzzzz")
    with pytest.raises(TypeError, match="a language is a str, such as 'kk', not int"):
        orthographies(1)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(TurkicAlphabetError, match="common"):
        load("common")


def test_an_orthography_says_what_it_is(orthography: Orthography) -> None:
    assert orthography == load(orthography.tag)
    assert hash(orthography) == hash(load(orthography.tag))
    assert orthography.tag.startswith(orthography.language)
    assert orthography.script in ("Cyrl", "Latn", "Arab")
    assert orthography.alphabet
    assert not orthography.capitals or len(orthography.capitals) == len(orthography.alphabet)
    assert set(orthography.common_letters) <= set(ALPHABET.letters)
    assert all(reason for reason in orthography.losses.values())
    assert re.fullmatch(r"\d+\.\d+\+[0-9a-f]+", orthography.version)
    assert pickle.loads(pickle.dumps(orthography)) == orthography
    assert orthography.tag in repr(orthography)


def test_the_alphabet() -> None:
    assert "".join(ALPHABET.letters) == "abcçdeəfgğhxıijkqlmnñoöprsştuūüvyz"
    assert len(ALPHABET.ipa) == 34
    assert ALPHABET.ipa["c"] == "dʒ"
    assert ALPHABET.upper("ıi ş ʼ 7 â ź w щ") == "Iİ Ş ʼ 7 Â Ź W щ"
    assert ALPHABET.lower("IİŞ Щ") == "ıiş Щ"
    assert ALPHABET.title("iZMİR ISPARTA, saʼnat") == "İzmir Isparta, Saʼnat"
    assert ALPHABET.title("ızmir i") == "Izmir İ"
    shuffled = ["z", "ş", "s", "ı", "i", "x", "h", "ə", "e", "ü", "ū", "u", "q", "k", "a", "ñ", "n"]
    ordered = ["a", "e", "ə", "h", "x", "ı", "i", "k", "q", "n", "ñ", "s", "ş", "u", "ū", "ü", "z"]
    assert sorted(shuffled, key=ALPHABET.sort_key) == ordered
    assert sorted(["Ä", "b", "Ə", "a"], key=ALPHABET.sort_key)[0] == "a"


# Errors and imports


def test_errors_have_one_parent() -> None:
    for kind in (TableError, UnknownAlphabet, UnknownOrthography, UnknownProtection, UnreadLetter, UnusableStem):
        assert issubclass(kind, TurkicAlphabetError)
    error = TableError([Problem("a.toml", 3, "is wrong", "mend it"), Problem("a.toml", 0, "is odd")])
    assert str(error) == "a.toml:3: is wrong — mend it\na.toml: is odd"
    assert len(error.problems) == 2


@pytest.mark.parametrize(
    "error",
    [
        UnknownOrthography("kz", ["kk"]),
        UnreadLetter("Q", 5, "kk-Cyrl"),
        TableError([Problem("a.toml", 3, "is wrong", "mend it")]),
        UnknownAlphabet("1990"),
        UnknownProtection("urls"),
        UnusableStem(("Цирк", "sirk"), "'Цирк' has a capital", "write it small"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_can_be_pickled(error: Exception) -> None:
    """As `concurrent.futures` does when a conversion fails in another process."""
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_public_names() -> None:
    assert sorted(turkic_alphabet.__all__) == sorted(set(turkic_alphabet.__all__))
    for name in turkic_alphabet.__all__:
        public = getattr(turkic_alphabet, name)
        assert isinstance(public, tuple) or public.__doc__, f"{name} has no docstring"
    assert re.fullmatch(r"\d+\.\d+\.\d+", turkic_alphabet.__version__)


def test_importing_and_converting_imports_neither_click_nor_regex() -> None:
    program = (
        "import sys, turkic_alphabet as t; t.to_common('а', 'kk'); t.from_common('a', 'uz'); "
        "print([m for m in ('click', 'regex') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"


def test_importing_reads_no_table() -> None:
    program = (
        "import sys, builtins, io; opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "import turkic_alphabet\n"
        "print([path for path in opened if path.endswith('.toml')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"


def test_the_signs_are_no_letters_of_the_alphabet() -> None:
    assert not set(hub().signs) & set(ALPHABET.letters)
    assert made_up("a а А, b б Б").common_letters == ("a", "b")
