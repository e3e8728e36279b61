"""Ranges carried over, offsets in other units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turkic_alphabet import Offsets, Span, Transliterator


def test_an_entity_found_in_the_common_text_is_found_in_the_original() -> None:
    text = "Кеше Шымкентке Юсуп апрельде келді."
    aligned = Transliterator("kk-Cyrl").align(text)
    for name, original in (("Yusup", "Юсуп"), ("aprel", "апрель"), ("Şımkent", "Шымкент")):
        at = aligned.target.index(name)
        start, end = aligned.to_source(at, at + len(name))
        assert text[start:end] == original


def test_half_a_unit_takes_the_whole_unit() -> None:
    aligned = Transliterator("kk-Cyrl").align("Юя")
    assert aligned.target == "Yuya"
    assert aligned.to_source(1, 2) == (0, 1)
    assert aligned.to_source(1, 3) == (0, 2)
    assert aligned.to_source(1, 1) == (0, 1)
    assert aligned.to_source(2, 2) == (1, 1)


def test_empty_text() -> None:
    aligned = Transliterator("kk-Cyrl").align("")
    assert (list(aligned.spans), aligned.to_target(0, 0), aligned.to_source(0, 0)) == ([], (0, 0), (0, 0))


def test_ranges_outside_the_text_are_refused() -> None:
    aligned = Transliterator("kk-Cyrl").align("абв")
    for start, end in ((-1, 2), (2, 1), (0, 4)):
        with pytest.raises(ValueError, match="no range of a text of 3 characters"):
            aligned.to_target(start, end)


def test_spans_are_a_sequence() -> None:
    spans = Transliterator("kk-Cyrl").align("яб").spans
    assert spans == [Span(0, 1, 0, 2), Span(1, 2, 2, 3)]
    assert spans[-1] == spans[1:][0] == Span(1, 2, 2, 3)
    with pytest.raises(IndexError):
        spans[2]


def test_alignments_that_do_not_meet_are_refused() -> None:
    one = Transliterator("kk-Cyrl").align("а")
    with pytest.raises(ValueError, match="not the source of the second"):
        one.then(one)


@given(st.text(st.characters(exclude_categories=()), max_size=700))
def test_offsets_in_bytes_and_units(text: str) -> None:
    for encoding, name, width in (("utf-8", "utf-8", 1), ("utf-16", "utf-16-le", 2)):
        offsets = Offsets(text, encoding)  # type: ignore[arg-type]  # wrong on purpose
        for at in {0, len(text) // 2, len(text)}:
            offset = len(text[:at].encode(name, "surrogatepass")) // width
            assert offsets.of(at) == offset
            assert offsets.index(offset) == at


def test_offsets_inside_a_character() -> None:
    offsets = Offsets("қ😀а", "utf-8")
    assert [offsets.index(n) for n in range(9)] == [0, 0, 1, 1, 1, 1, 2, 2, 3]
    with pytest.raises(ValueError, match="no offset into a text of 8 units: 9"):
        offsets.index(9)
    with pytest.raises(ValueError, match="no index into a text of 3 characters: 4"):
        offsets.of(4)
    with pytest.raises(ValueError, match="encoding is"):
        Offsets("", "utf-32")  # type: ignore[arg-type]  # wrong on purpose
