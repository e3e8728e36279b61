"""Law 9, one meaning."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from strategies import anything

from turkic_alphabet import PROTECT, Orthography
from turkic_alphabet.compiler import compile_rules
from turkic_alphabet.directed import reading, writing
from turkic_alphabet.interpreter import interpret
from turkic_alphabet.kernel import Kernel as PythonKernel
from turkic_alphabet.kernel import differing as python_differing
from turkic_alphabet.letters import Case, is_latin, is_letter
from turkic_alphabet.places import places, words
from turkic_alphabet.program import SpansIn
from turkic_alphabet.protection import pieces_of, protection
from turkic_alphabet.rules import RuleSet
from turkic_alphabet.table import Table

try:
    from turkic_alphabet._kernel import Kernel as CKernel
    from turkic_alphabet._kernel import differing as c_differing
except ImportError:
    KERNELS = {"Python": PythonKernel}
else:
    KERNELS = {"Python": PythonKernel, "C": CKernel}

DIRECTIONS: dict[str, Callable[[Table], RuleSet]] = {
    "reading": lambda table: reading([table]),
    "reading, extended": lambda table: reading([table], extended=True),
    "reading, alphabet of 1991": lambda table: reading([table], alphabet="1991"),
    "writing": writing,
    "writing, foreign words kept": lambda table: writing(table, keep_foreign_words=True),
}

MAIN = ["reading", "writing, foreign words kept"]
"""The directions of which the others are variants, with fewer examples."""

WINDOWS = 300  # characters; WINDOW of the C kernel is 64: so long a text has tokens that it has met in it before
LONGER_THAN_A_WORD = 1100  # WORD_LIMIT is 1024


def converted(kernels: dict[str, Any], text: str, spans_in: SpansIn | None = None) -> dict[str, str | None]:
    """What each kernel makes of a text, and the C kernel by its transducer, which is else only for long texts."""
    results = {name: kernel.convert(text, spans_in) for name, kernel in kernels.items()}
    return results | {f"{name}, learned": k.learned(text, spans_in) for name, k in kernels.items() if name == "C"}


@lru_cache(maxsize=2 * len(DIRECTIONS))
def compiled(orthography: Orthography, direction: str) -> tuple[RuleSet, dict[str, object]]:
    """The rules of a table in one direction, and what a kernel is made of."""
    rules = DIRECTIONS[direction](orthography.table)
    return rules, compile_rules(rules).fields()


def plain(rules: RuleSet, text: str) -> str:
    """What a text means."""
    return "".join(step.target for step in interpret(rules, text))


def edges(rules: RuleSet, text: str) -> set[tuple[int, int]]:
    """Where its units end, in the text and in the result; what is written before a word is a part of its first unit.

    The kernels may have more: rows that only say what their parts say are left out of programs.
    """
    found, written = set(), 0
    for step in interpret(rules, text):
        written += len(step.target)
        if step.kind != "prefix":
            found.add((step.end, written))
    return found


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_one_meaning(orthography: Orthography, direction: str) -> None:
    """C kernel, Python kernel and the plain oracle agree on every input."""
    rules, fields = compiled(orthography, direction)
    kernels = {name: kernel(fields, "", False, False) for name, kernel in KERNELS.items()}

    @settings(max_examples=settings().max_examples // (1 if direction in MAIN else 4))
    @given(texts(rules, orthography.table))
    @example("")
    @example("\0 \ud800 \U0010ffff\n\n \u0301 a\ufe00\u0301\r\n")
    @example("VI\u0307 XI\u0302 vı\u0307 SC\u0327 oO\u0308 shS\u0327")  # a mark makes another letter of the second
    def holds(text: str) -> None:
        wanted = plain(rules, text)
        results = converted(kernels, text)
        assert results == dict.fromkeys(results, wanted)
        times = WINDOWS // (len(text) + 1) + 1
        if "C" in kernels and len(text) < WINDOWS:
            assert kernels["C"].learned(" ".join([text] * times), None) == " ".join([wanted] * times)
        aligned = kernels["Python"].align(text)
        assert aligned[0] == wanted
        assert {name: kernel.align(text) for name, kernel in kernels.items()} == dict.fromkeys(kernels, aligned)
        ends = array("I", aligned[1])
        assert edges(rules, text) <= set(zip(ends[::2], ends[1::2], strict=True))

    holds()


@pytest.mark.parametrize("direction", MAIN)
def test_one_meaning_of_long_words(orthography: Orthography, direction: str) -> None:
    """C kernel, Python kernel and the plain oracle agree on every input, here on words that are no words any more."""
    rules, fields = compiled(orthography, direction)
    kernels = {name: kernel(fields, "", False, False) for name, kernel in KERNELS.items()}

    @settings(max_examples=settings().max_examples // 20)
    @given(texts(rules, orthography.table, long=True))
    def holds(text: str) -> None:
        wanted = plain(rules, text)
        results = converted(kernels, text)
        assert results == dict.fromkeys(results, wanted)

    holds()


@pytest.mark.parametrize("direction", MAIN)
def test_one_meaning_of_guards(orthography: Orthography, direction: str) -> None:
    """C kernel and Python kernel agree on every input, here on where a protected span may be; neither misses one."""
    rules, fields = compiled(orthography, direction)
    spans = protection(PROTECT, to_latin=rules.target == "common" or orthography.script == "Latn")
    kernels, others = (
        {name: kernel(fields, spans.guards, spans.roman, False) for name, kernel in KERNELS.items()} for _ in range(2)
    )

    @settings(max_examples=settings().max_examples // 4)
    @given(texts(rules, orthography.table))
    @example("Ш XIV www.x.kz http://x.kz a@b.kz @a {x} 9%i %s %(x)s <b> </b> &amp; &#9; Ш")
    @example("PI\u0307SMO\xada\u0301 I\u0307PEK\xada\u0301")  # told to be foreign before a guard is met in it
    @example("Ш <b Ш <b Ш> -{Ш -{Ш Ш}- Ш")  # the second one is a span, unlike the first
    @example("бw. бw.\n бwww.k бw.")
    @example('Шəck cksphoo/www.x.kz-ck <a ck="a b" x.kz ck>ck a@b.kz XIV-ck {ck}\tck.com')
    def holds(text: str) -> None:
        twice = f"{text} {text} "  # what is learned here is not used where spans are looked for
        results = converted(kernels, twice)
        assert results == dict.fromkeys(results, kernels["Python"].plain(twice))
        found = spans.spans(text)
        wanted = kernels["Python"].between(text, [place for span in found for place in span])[0]
        for _ in range(2):  # the second time it is known
            results = converted(kernels, text, spans.spans_in)
            assert results == dict.fromkeys(results, wanted)
        for kernel in kernels.values():
            assert spans.spans(text, kernel.suspects(text)) == found
        results = converted(others, text, lambda _, start, end: (start, end))  # they stop at the same places
        assert results == dict.fromkeys(results, results["Python"])

    holds()


@pytest.mark.real_text
@pytest.mark.parametrize("direction", ["reading", "reading, extended", "writing", "writing, foreign words kept"])
def test_one_meaning_of_real_text(orthography: Orthography, direction: str, data: Path) -> None:
    """C kernel, Python kernel and the plain oracle agree on every input: here on real text.

    The kernels convert it as it is, the oracle (it is slow) every word of it once.
    """
    files = sorted((data / "mono").glob(orthography.tag.replace("-", "_", 1) + ".*"))
    if not files:
        pytest.skip(f"no text in {orthography.tag} in {data}")
    rules, fields = compiled(orthography, direction)
    kernels = {name: kernel(fields, "", False, False) for name, kernel in KERNELS.items()}
    read = PythonKernel(compiled(orthography, "reading")[1], "", False, False)
    for path in files:
        text = path.read_text(encoding="utf-8")
        text = text if rules.target == "common" else read.plain(text)
        results = converted(kernels, text)
        assert results == dict.fromkeys(results, results["Python"])
        words = list(dict.fromkeys(text.split()))
        wanted = [plain(rules, word) for word in words]
        for kernel in kernels.values():
            assert kernel.many(words, None) == wanted


def test_foreign_words_stop_both_kernels(orthography: Orthography) -> None:
    """C kernel and Python kernel agree on every input, here on where a Latin letter is that no rule reads."""
    rules, fields = compiled(orthography, "reading")
    kernels = {name: kernel(fields, "", False, True) for name, kernel in KERNELS.items()}

    @settings(max_examples=settings().max_examples // 2)
    @given(texts(rules, orthography.table))
    @example("Facebook wow cH iPhone'dan бiр é c")
    def holds(text: str) -> None:
        copied = (step.source[0] for step in interpret(rules, text) if step.kind == "copied")
        met = any(is_letter(c) and is_latin(c) for c in copied)
        for kernel in kernels.values():
            places = list[int]()
            assert kernel.convert(
                text, lambda _, *stretch, places=places: places.extend(stretch) or []
            ) == kernel.plain(text)  # type: ignore[misc,func-returns-value]  # extend() gives None
            assert bool(places) == met
            suspects = kernel.suspects(text)
            spans = list(zip(suspects[::2], suspects[1::2], strict=True))
            result, places = kernel.between(text, suspects)
            assert result == "".join(
                text[start:end] if kept else kernel.plain(text[start:end])
                for start, end, kept in pieces_of(spans, 0, len(text))
            )
            then = [result[start:end] for start, end in zip(places[::2], places[1::2], strict=True)]
            assert then == [text[start:end] for start, end in spans]

    holds()


@pytest.mark.parametrize("direction", MAIN)
def test_one_meaning_of_foreign_words(orthography: Orthography, direction: str) -> None:
    """C kernel, Python kernel and the plain oracle agree on every input, here on which words are foreign."""
    rules, fields = compiled(orthography, direction)
    kernels = {name: kernel(fields, "", False, False) for name, kernel in KERNELS.items()}

    @settings(max_examples=settings().max_examples // 4)
    @given(texts(rules, orthography.table))
    @example("Facebook'da tech wow\tWiki ckшph o'og 😀é a\u0301w")
    def holds(text: str) -> None:
        found = places(rules, text)
        wanted = [
            place
            for word in words(rules, found)
            if word.kept
            for place in (found[word.start].start, found[word.end - 1].end)
        ]
        assert {name: kernel.foreign(text) for name, kernel in kernels.items()} == dict.fromkeys(kernels, wanted)
        converted(kernels, text)  # the C kernel now has its transducer, and looks by that
        assert {name: kernel.foreign(text) for name, kernel in kernels.items()} == dict.fromkeys(kernels, wanted)

    holds()


@given(
    st.lists(
        st.lists(st.sampled_from([*"ab \n", "\ufe00", "я", "😀"]), max_size=8).map("".join), min_size=3, max_size=3
    )
)
@example(["a b", "x y", "a c"])
@example(["a b", "xy", "a b"])
def test_both_find_what_differs(three: list[str]) -> None:
    if "C" in KERNELS:
        assert c_differing(*three) == python_differing(*three)
    text, into, _ = three
    same = python_differing(text, into, text)
    assert same is None or [text[start:end] for start, end, _, _ in same] == [
        t for t in re.split("[ \n]", text) if "\ufe00" in t
    ]


def test_one_interface(orthography: Orthography) -> None:
    """C kernel and Python kernel agree on every input, and on what is none."""
    if "C" not in KERNELS:
        pytest.skip("the C kernel is not built: only the Python kernel was compared with the interpreter")
    _, fields = compiled(orthography, "reading")
    c, python = CKernel(fields, "{", False, False), PythonKernel(fields, "{", False, False)

    class Text(str):
        def split(self, *_: object) -> list[str]:
            raise AssertionError("a subclass is its characters")

    given = ["", "a b", orthography.alphabet[0], "{", "\u0301{"]
    for spans_in in (lambda text, start, end: [start, end], None):
        assert c.many(given, spans_in) == python.many(given, spans_in) == [python.convert(t, spans_in) for t in given]
        assert c.many(iter(given), spans_in) == python.many(iter(given), spans_in)
        assert type(python.convert(Text("a b"), spans_in)) is type(c.convert(Text("a b"), spans_in)) is str
    for wrong in (b"a", None, 1, ["a"], bytearray(b"a")):
        assert refusal(c.convert, wrong) == refusal(python.convert, wrong) != ""
        assert refusal(c.many, ["a", wrong]) == refusal(python.many, ["a", wrong]) != ""
    assert refusal(c.many, 1) == refusal(python.many, 1) != ""


def refusal(call: Callable[[Any, None], object], argument: object) -> str:
    """What a TypeError says."""
    with pytest.raises(TypeError) as caught:
        call(argument, None)
    return str(caught.value)


def texts(rules: RuleSet, table: Table, *, long: bool = False) -> SearchStrategy[str]:
    """Any text, but rich in what these rules read, and in what stands next to it, joins it or looks like it."""
    case = rules.source_case
    own = sorted(rules.forms)
    sources = styled(sorted(rules.by_source), case)
    letters = st.one_of(
        styled(own, case),
        sources,
        sources.map(lambda source: unicodedata.normalize("NFD", source)),
        st.sampled_from(sorted({*rules.same, *rules.look_alikes, *rules.signs, *own})),
    )
    joining = st.sampled_from(["\u0301", "\u0306", "\u0308", "\u0327", "\u00ad", "'", "ʻ", "ʼ", "’", "`", "\ufe00"])
    between = st.sampled_from([" ", "\n", "-", ". ", " '", "“", "1", ":", "%", "<", "XI", "w", "Q"])
    text = st.lists(st.one_of(letters, letters, letters, joining, between, anything(table)), max_size=16).map("".join)
    word = st.lists(st.one_of(letters, letters, joining), min_size=1, max_size=5).map("".join)
    return st.builds(lambda a, b, c: a + lengthened(b) + c, text, word, text) if long else text


def styled(choice: list[str], case: Case) -> SearchStrategy[str]:
    """One of these in any of three styles."""
    return st.builds(
        lambda chosen, style: style(chosen), st.sampled_from(choice), st.sampled_from([str, case.title, case.upper])
    )


def lengthened(word: str) -> str:
    """A word that goes on for longer than conditions on the whole of it can see."""
    return word * (LONGER_THAN_A_WORD // len(word) + 1)
