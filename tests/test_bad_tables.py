"""Every fault that a table can have: `bad_tables/*.toml`, one fault each, say in their first lines what is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from turkic_alphabet import Problem, TableError, load

BAD = Path(__file__).parent / "bad_tables"
EXPECT = "# expect: "


def expected(path: Path) -> list[str]:
    """What the file says of itself, its own path and that of its list of stems filled in."""
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    said = [line.removeprefix(EXPECT) for line in lines if line.startswith(EXPECT)]
    return [line.replace("{path}", str(path)).replace("{stems}", str(path.with_suffix(".stems.tsv"))) for line in said]


@pytest.mark.parametrize("name", sorted(path.stem for path in BAD.glob("*.toml") if path.stem != "base"))
def test_the_fault_is_reported_with_file_line_and_remedy(name: str) -> None:
    path = BAD / f"{name}.toml"
    assert expected(path), "a bad table says in its first line what is expected"
    with pytest.raises(TableError) as caught:
        load(path)
    assert [str(problem) for problem in caught.value.problems] == expected(path)
    assert str(caught.value) == "\n".join(expected(path))
    assert all(problem.remedy for problem in caught.value.problems)


def test_what_the_bad_tables_extend_has_no_fault() -> None:
    assert load(BAD / "base.toml").tag == "base"


def test_several_faults_are_all_reported_at_once() -> None:
    assert len(expected(BAD / "several-faults.toml")) > 5


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    with pytest.raises(TableError) as caught:
        load(path)
    assert caught.value.problems == (
        Problem(str(path), 0, "cannot be read: No such file or directory", "name an existing file"),
    )


def test_a_directory(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read: Is a directory"):
        load(tmp_path)


def test_two_tables_that_extend_each_other(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        text = f'tag = "{one}"\nname = "{one}"\nalphabet = "a"\nextends = "{other}"\n[sources]\n'
        tmp_path.joinpath(f"{one}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match="extends itself"):
        load(tmp_path / "a.toml")
