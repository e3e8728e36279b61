"""The vocabularies of both kernels."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from turkic_alphabet.vocabulary import Vocabulary

VOCABULARIES: dict[str, Any] = {"Python": Vocabulary}
try:
    from turkic_alphabet._kernel import Vocabulary as CVocabulary
except ImportError:
    pass
else:
    VOCABULARIES["C"] = CVocabulary

SHORT, LONGER = 15, 62  # characters: up to so many every vocabulary takes of a token and of what it becomes
CHARACTERS = st.one_of(
    st.sampled_from("аб\0\t,.\ufe00\uffff\U00010400"), st.characters(exclude_characters=" \n", exclude_categories=())
)
TOKENS = st.one_of(
    st.text(CHARACTERS, max_size=SHORT + 2),
    st.builds(str.__mul__, st.text(CHARACTERS, min_size=1, max_size=4), st.integers(SHORT // 3, LONGER // 3)),
)
BLANKS = st.sampled_from(" \n")


@pytest.mark.parametrize("kind", VOCABULARIES)
def test_what_is_known_is_replaced_and_nothing_else(kind: str) -> None:
    """Known parts and unknown tokens by turns are the text, but for the tokens that were added."""

    @given(
        st.dictionaries(TOKENS.filter(len), TOKENS, max_size=8), st.lists(st.tuples(st.integers(0, 9), TOKENS, BLANKS))
    )
    @example({"а": "a", "а\0": "b", "абвгдеёжзийклмн": "abvgdeëjziyklmn"}, [(n % 4, "", " ") for n in range(90)])
    @example({"аб" * 31: "ab" * 31, "в" * 16: "", "ш": "sh" * 9}, [(n % 4, "в" * 99, " ") for n in range(90)])
    def holds(became: dict[str, str], drawn: list[tuple[int, str, str]]) -> None:
        known = VOCABULARIES[kind]()
        known.add(list(became), list(became.values()))
        tokens = [*became, "х" * 20, "х" * 70]
        parts = [part for at, other, blank in drawn for part in (tokens[at] if at < len(tokens) else other, blank)]
        pieces = known.look_up("".join(parts))
        assert len(pieces) % 2
        surely = {
            t
            for t, r in became.items()
            if len(r) <= (SHORT if len(t) <= SHORT else LONGER) >= len(t) and max(t + r, default="") < "\uffff"
        }
        assert surely.isdisjoint(pieces[1::2])
        pieces[1::2] = [became.get(token, token) for token in pieces[1::2]]
        assert "".join(pieces) == "".join(became.get(part, part) for part in parts)

    holds()


@pytest.mark.parametrize("kind", VOCABULARIES)
def test_a_vocabulary_is_full_at_some_time(kind: str) -> None:
    """Then it keeps what it has, and takes no more; and no token is looked for long, whichever share its place."""
    known = VOCABULARIES[kind]()
    tokens = [str(number) for number in range(60_000)]
    known.add(tokens, [token[::-1] for token in tokens])
    pieces = known.look_up(" ".join(tokens))
    unknown = pieces[1::2]
    assert 10_000 < len(unknown) < 30_000
    assert set(tokens[:20_000]).isdisjoint(unknown)
    pieces[1::2] = [token[::-1] for token in unknown]
    assert "".join(pieces) == " ".join(token[::-1] for token in tokens)


@pytest.mark.parametrize("kind", VOCABULARIES)
def test_what_is_no_text_is_refused(kind: str) -> None:
    known = VOCABULARIES[kind]()
    with pytest.raises(TypeError):
        known.look_up(b"a")
    with pytest.raises((TypeError, ValueError)):
        known.add(["a"], [])
