"""Text files: bytes to text and back, files whole or not at all, blocks that convert as the whole does."""

from __future__ import annotations

import codecs
import itertools
import os
import re
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from turkic_alphabet import TableError, Transliterator, UnreadLetter
from turkic_alphabet.blocks import LIMIT, SPAN, blocks
from turkic_alphabet.files import CHUNK, EncodingError, Outputs, decoded, encoded
from turkic_alphabet.word_lists import read_stems, read_words

Whole = TypeVar("Whole", str, bytes)


def cut(whole: Whole, where: Iterable[int]) -> list[Whole]:
    """A text or bytes in pieces, cut at these places; no piece is empty."""
    edges = sorted({0, *(place % (len(whole) + 1) for place in where), len(whole)})
    return [whole[a:b] for a, b in itertools.pairwise(edges)]


places = st.lists(st.integers(0, 10_000), max_size=8)


# Bytes and text


@given(st.one_of(st.binary(max_size=40), st.text(max_size=20).map(lambda s: s.encode("utf-8", "replace"))), places)
@example("сәлем ң".encode()[:-1], [3])
@example("\ufeffң".encode(), [1, 2, 4])
def test_bytes_cut_anywhere_decode_as_the_whole_does(whole: bytes, where: list[int]) -> None:
    """The text is the same, or the offset of the first bad byte is."""

    def outcome(decode: Callable[[], str]) -> str | int:
        try:
            return decode()
        except UnicodeDecodeError as error:
            return error.start
        except EncodingError as error:
            return error.offset

    expected = outcome(lambda: whole.decode("utf-8"))
    assert outcome(lambda: "".join(decoded(cut(whole, where), "name"))) == expected


def test_not_utf8_names_file_offset_and_remedy() -> None:
    with pytest.raises(
        EncodingError, match=r"^old\.txt: not UTF-8 at byte offset 6 \(invalid .*iconv -f WINDOWS-1251 -t UTF-8$"
    ):
        list(decoded([b"salam ", "салам".encode("cp1251")], "old.txt"))


def test_utf16_is_recognised_by_its_byte_order_mark() -> None:
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        with pytest.raises(EncodingError, match=r"byte offset 0 .*iconv -f UTF-16 -t UTF-8"):
            list(decoded([mark + "салам".encode(name)], "name"))


@given(st.binary(max_size=30))
def test_bytes_of_an_argument_leave_as_they_came(raw: bytes) -> None:
    assert encoded(raw.decode("utf-8", "surrogateescape")) == raw


def test_any_lone_surrogate_is_written() -> None:
    assert encoded("a\ud800") == b"a\xed\xa0\x80"


# Outputs


def left_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_file_appears_only_when_everything_is_written(tmp_path: Path) -> None:
    with Outputs() as outputs:
        with outputs.file(str(tmp_path / "a")) as out:
            out.write(b"one")
        assert not (tmp_path / "a").exists()
    assert left_in(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"one"


def write_two(directory: Path, error: BaseException) -> None:
    with Outputs() as outputs:
        for name in ("a", "b"):
            with outputs.file(str(directory / name)) as out:
                out.write(b"new")
        raise error


def test_error_leaves_old_files_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write_two(tmp_path, KeyboardInterrupt())
    assert left_in(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_error_while_writing_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(TypeError), Outputs() as outputs, outputs.file(str(tmp_path / "a")) as out:
        out.writelines([b"half", None])  # type: ignore[list-item]  # wrong on purpose
    assert left_in(tmp_path) == []


def test_a_rename_that_fails_leaves_no_temporary_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError), Outputs() as outputs:  # noqa: PT012  # the error comes when the block ends
        for name in ("a", "b"):
            with outputs.file(str(tmp_path / name)) as out:
                out.write(b"new")
        (tmp_path / "b").mkdir()
    assert left_in(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").read_bytes() == b"new"


def test_permissions_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o640)
    with Outputs() as outputs, outputs.file(str(tmp_path / "a")) as out:
        out.write(b"new")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_new_file_has_the_permissions_that_the_user_asks_for(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with Outputs() as outputs, outputs.file(str(tmp_path / "a")) as out:
            out.write(b"new")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@pytest.mark.parametrize("exists", [True, False])
def test_symbolic_link_stays_one(tmp_path: Path, exists: bool) -> None:
    (tmp_path / "deep").mkdir()
    if exists:
        (tmp_path / "deep" / "a").write_bytes(b"old")
    (tmp_path / "link").symlink_to("deep/a")
    with Outputs() as outputs, outputs.file(str(tmp_path / "link")) as out:
        out.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "deep" / "a").read_bytes() == b"new"
    assert left_in(tmp_path / "deep") == ["a"]


def test_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    with Outputs() as outputs, outputs.file(str(pipe)) as out:
        out.write(b"text")
    reader.join(10)
    assert got == [b"text"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_missing_directory_is_named_as_the_user_named_it(tmp_path: Path) -> None:
    path = str(tmp_path / "no" / "a")
    with pytest.raises(FileNotFoundError) as caught, Outputs() as outputs, outputs.file(path):
        pass
    assert caught.value.filename == path


def test_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write anything
    with pytest.raises(PermissionError), Outputs() as outputs, outputs.file(str(tmp_path / "a")) as out:
        out.write(b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert left_in(tmp_path) == ["a"]


def test_longest_name_that_a_file_can_have(tmp_path: Path) -> None:
    with Outputs() as outputs, outputs.file(str(tmp_path / ("a" * 255))) as out:
        out.write(b"new")
    assert left_in(tmp_path) == ["a" * 255]


# Blocks

PHRASE = "ақ жол"
ENDS = [
    ("kk-Cyrl", "common"),
    ("uz-Cyrl", "common"),
    ("uz-Cyrl", "uz-Latn"),
    ("az-Latn", "kk-Cyrl"),
    ("common", "kk-Cyrl"),
]
CONVERSIONS = [Transliterator(*ends, keep=(PHRASE,)) for ends in ENDS]
fragments = st.sampled_from([
    " ", "\n", "\r\n", "\u00a0", "Абай", "ЯК", "я", "Я", "ер", "ақ ", "ақ жол", "жол", "<", ">", "<b class=", "</b>",
    "' ", "“", "https://kk.wikipedia.org/", "XIV", "%d", "word", "ñaq", "{аты}", "{name}",
    "<code>", "</code>", "<b translate='no'>", "-{", "}-", "@абай", "\u0301", "\u0308", "\u00ad", "\u200b", "бiр", "?",
])  # fmt: skip


@given(st.sampled_from(CONVERSIONS), st.lists(fragments, max_size=25).map("".join), places)
@example(CONVERSIONS[1], "ер \u0301ер", [4])
@example(CONVERSIONS[4], "ñaq -{ñaq \n -{ñaq }- ñaq }- ñaq }- ñaq", [10, 16, 24])
@example(CONVERSIONS[4], "<b translate='no'>ñaq <b class=''>ñaq </b>ñaq \nñaq </b>ñaq", [24, 40, 47])
def test_stream_gives_what_the_whole_gives(convert: Transliterator, text: str, where: list[int]) -> None:
    """A stream cut anywhere gives what the whole gives."""
    assert "".join(convert.stream(cut(text, where))) == convert(text)


@given(st.lists(fragments, max_size=25).map("".join), places)
def test_blocks_are_the_text(text: str, where: list[int]) -> None:
    assert "".join(blocks(cut(text, where), phrases=[PHRASE])) == text


def test_block_is_given_before_the_next_piece_is_asked_for() -> None:
    def pieces() -> Iterator[str]:
        yield "бір\n"
        pytest.fail("asked too early")

    assert next(blocks(pieces())) == "бір\n"


def test_tag_is_not_cut() -> None:
    tag = "<p " + "а " * (SPAN // 2 - 10) + ">"
    pieces = ["бір ", *cut(tag, range(0, len(tag), 1000)), " екі"]
    assert list(blocks(pieces)) == ["бір ", tag + " ", "екі"]


def test_sign_that_opens_no_tag_is_not_waited_for_longer_than_a_tag_can_be() -> None:
    longest = max(map(len, blocks(["5 < 6 ", *["а " * 500] * 300])))
    assert SPAN / 2 < longest < SPAN + 2000


def test_signs_that_open_no_tag_do_not_hold_the_text_up() -> None:
    assert list(blocks(["5 < 6 < 7 "] * 3)) == ["5 < 6 ", "< 7 5 < 6 ", "< 7 5 < 6 ", "< 7 "]


def test_what_is_not_to_be_touched_is_not_cut() -> None:
    assert list(blocks(["бір -{екі ", "үш }", "- төрт ", "<code>a ", "<code> ", "</code> ", "b</code> ", "бес"])) == [
        "бір ", "-{екі үш }- төрт ", "<code>a <code> </code> b</code> ", "бес",
    ]  # fmt: skip


def test_what_is_not_closed_is_not_waited_for_longer_than_a_span_can_be() -> None:
    for sign in ("-{", "<code>", "<p translate=no>"):
        longest = max(map(len, blocks(["бір ", sign, *["а " * 500] * 300])))
        assert SPAN / 2 < longest < SPAN + 2000


@pytest.mark.parametrize("filling", ["а", "<", "<а", "а>", "\u0301", "-{", "}-{", "<code>", "</code>"])
def test_text_without_a_blank_is_held_in_bounded_memory(filling: str) -> None:
    piece = filling * (CHUNK // len(filling))
    assert max(map(len, blocks(piece for _ in range(30)))) < LIMIT + CHUNK


def test_phrase_is_not_cut() -> None:
    assert list(blocks(["бір ақ ", "жол ", "екі ақ ", "жоқ"], phrases=[PHRASE])) == [
        "бір ",
        "ақ жол ",
        "екі ",
        "ақ жоқ",
    ]


def test_byte_order_mark_stands_before_all_that_is_converted() -> None:
    convert = Transliterator("kk-Cyrl", protect=[re.compile("\ufeffА")])  # would match if the mark were text
    assert list(convert.stream(["\ufeffАбай ", "\ufeffАбай"])) == ["\ufeffAbay ", "\ufeffАbay"]


def test_unread_letter_is_found_where_it_stands_in_the_whole() -> None:
    text = "\ufeffбір екі\nүш төрт\nбес English"
    with pytest.raises(UnreadLetter, match=r"^'E' .* is not read by kk-Cyrl") as caught:
        list(Transliterator("kk-Cyrl", unread="raise").stream(cut(text, range(0, 100, 3))))
    assert text[caught.value.position] == "E"
    assert caught.value.__notes__ == ["in line 3"]


# Lists of the user


def written(directory: Path, text: str) -> str:
    path = directory / "list.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_words_one_a_line(tmp_path: Path) -> None:
    assert read_words(written(tmp_path, "\ufeffСоюз\r\n\n  ақ жол \n#тег\nСоюз")) == ("Союз", "ақ жол", "#тег")


def test_stems_with_comments_and_sources(tmp_path: Path) -> None:
    path = written(tmp_path, "# loans\nсентябрь\tsentabr\n\nцирк\tsirk\tchoice\n")
    assert read_stems(path) == (("сентябрь", "sentabr"), ("цирк", "sirk"))


def test_all_faults_of_stems_are_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "цирк sirk\nЦирк\tsirk\nақ жол\taq jol\nцирк\tцирк\nцирк\tsirk\n\tsirk\n")
    with pytest.raises(TableError) as caught:
        read_stems(path)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{path}:1: is not two fields — graphs TAB hub letters",
        f"{path}:2: 'Цирк' has a capital — write stems in small letters, they are found in every style",
        f"{path}:3: 'ақ жол' holds a blank — a stem is the beginning of one word",
        f"{path}:4: 'цирк' has ['и', 'к', 'р', 'ц'], outside the common alphabet — use its letters, in small",
        f"{path}:6: is not two fields — graphs TAB hub letters",
    ]
