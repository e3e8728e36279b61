"""Law 5, lossless."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from strategies import anything, hub_texts, marked_up, texts

from turkic_alphabet import PROTECT, Transliterator, languages, strip_marks
from turkic_alphabet.marks import MARKS
from turkic_alphabet.subject import Subject
from turkic_alphabet.table import Table

OPTIONS = [
    {"protect": protect, "extended": extended, "alphabet": alphabet}
    for protect in (PROTECT, ())
    for extended in (False, True)
    for alphabet in ("2024", "1991")
]


def rich(table: Table) -> SearchStrategy[str]:
    """Texts of the orthography, of the hub, in tags, and anything between their letters."""
    return st.lists(st.one_of(texts(table), hub_texts(), anything(table), marked_up(table)), max_size=3).map(" ".join)


def lossless(there: Transliterator, back: Transliterator, plain: Transliterator, text: str) -> None:
    marked = there(text)
    assert back(marked) == text
    assert (there(text), back(marked)) == (marked, text)  # as well when every token has been met
    if MARKS.isdisjoint(text):
        assert strip_marks(marked) == plain(text)


def test_lossless(subject: Subject) -> None:
    """``from_common(to_common(x, t, lossless=True), t) == x``, and ``strip_marks`` of it is the plain conversion."""
    lang = subject.orthography
    ways = [
        (Transliterator(lang, lossless=True, **chosen), Transliterator("common", lang, protect=chosen["protect"]),
         Transliterator(lang, **chosen))
        for chosen in OPTIONS
    ]  # fmt: skip

    @settings(max_examples=max(100, settings().max_examples))  # on every kernel
    @given(rich(subject.table), st.sampled_from(ways))
    @example("", ways[0])
    @example("\0\ud800\U0010ffff \ufe00\ufe0d\ufe0f ❤\ufe0f a\u0301\ufe00", ways[0])
    @example("<ә class='б'>\n%с {ә} http://қ.kz ХІХ XIX", ways[0])
    @example("-{ц</bщс \nким--> <b щ\nсом='ц'> <b сом>", ways[0])
    def holds(text: str, way: tuple[Transliterator, Transliterator, Transliterator]) -> None:
        lossless(*way, text)

    holds()


@pytest.mark.parametrize("code", [language.code for language in languages()])
def test_lossless_of_a_bare_language(code: str) -> None:
    """The bare-language sources too: each word comes back in its own script and spelling."""
    home = Transliterator("common", code)
    there, plain = Transliterator(code, lossless=True), Transliterator(code)
    tables = [o.table for o in languages()[[language.code for language in languages()].index(code)].orthographies]

    @settings(max_examples=settings().max_examples // 2)  # every table has had its own
    @given(
        st.lists(st.one_of([rich(table) for table in tables if table.union or len(tables) == 1]), max_size=3).map(
            " ".join
        )
    )
    def holds(text: str) -> None:
        lossless(there, home, plain, text)

    holds()


def test_marks_mean_something_or_are_copied(subject: Subject) -> None:
    """Any str, any marks in it: no exception, and dangling marks are copied."""
    back = Transliterator("common", subject.orthography)
    pool = [*"aIiyşöx", "ya", " ", "ʼ", *sorted(MARKS)]

    @given(st.lists(st.sampled_from(pool), max_size=12).map("".join))
    @example("\ufe00")
    @example("a\ufe07")
    @example("\ufe0d")
    @example("\ufe0c \ufe0c\ufe06a")
    @example("\ufe0c\ufe00a")
    def holds(text: str) -> None:
        aligned = back.align(text)
        assert aligned.target == back(text)

    holds()


@pytest.mark.real_text
def test_lossless_on_real_text(subject: Subject, data: Path) -> None:
    """``from_common(to_common(x, t, lossless=True), t) == x`` for every line of real text."""
    files = sorted((data / "mono").glob(subject.table.tag.replace("-", "_") + ".*"))
    if not files:
        pytest.skip(f"no text in {subject.table.tag} in {data}")
    there, plain = Transliterator(subject.orthography, lossless=True), Transliterator(subject.orthography)
    back = there.inverse()
    for line in (line for path in files for line in path.read_text(encoding="utf-8").splitlines()):
        lossless(there, back, plain, line)
