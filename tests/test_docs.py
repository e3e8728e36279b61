"""The documentation says what is so: generated pages, links, commands and their output, the example of a table.

The Python examples in it are doctests, which pytest collects by itself.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

import turkic_alphabet
from turkic_alphabet import load
from turkic_alphabet.check import check
from turkic_alphabet.cli import commands

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
WRITTEN = [path for path in PAGES if path.parent.name != "tables"]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def fenced(path: Path, language: str) -> list[str]:
    """The blocks of a page in one language."""
    return [block for said, block in FENCE.findall(path.read_text(encoding="utf-8")) if said == language]


def marked(path: Path, mark: str) -> str:
    """The block of a page that stands after a mark."""
    found = FENCE.match(path.read_text(encoding="utf-8").partition(f"<!-- {mark} -->\n")[2])
    assert found is not None, f"{path.name} has no block marked {mark!r}"
    return str(found[2])


# Generated pages


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_up_to_date(generate: ModuleType) -> None:
    assert list(generate.outdated(ROOT)) == [], "run: python docs/generate.py"


def test_pages_out_of_date_are_named_and_then_written(
    generate: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(README, tmp_path)
    assert generate.main([], tmp_path) == 0
    assert generate.main(["--check"], tmp_path) == 0
    assert capsys.readouterr().out == ""
    reference = tmp_path / "docs" / "reference"
    before = (reference / "losses.md").read_text(encoding="utf-8")
    (reference / "losses.md").write_text("old", encoding="utf-8")
    (reference / "matrix.md").unlink()
    (reference / "tables" / "xx-Latn.md").write_text("a table that was removed", encoding="utf-8")
    assert generate.main(["--check"], tmp_path) == 1
    named = [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()]
    assert sorted(named) == [
        "docs/reference/losses.md", "docs/reference/matrix.md", "docs/reference/tables/xx-Latn.md",
    ]  # fmt: skip
    assert (reference / "losses.md").read_text(encoding="utf-8") == "old", "--check writes nothing"
    assert generate.main([], tmp_path) == 0
    assert (reference / "losses.md").read_text(encoding="utf-8") == before
    assert not (reference / "tables" / "xx-Latn.md").exists()


# Links


def anchors(path: Path) -> set[str]:
    """What the headings of a page are called in links, as GitHub has it."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
        if re.match(r"https?://", target):
            continue
        place, _, anchor = target.partition("#")
        there = (path.parent / place).resolve() if place else path
        assert there.is_relative_to(ROOT), f"{target} leads out of the project"
        assert there.exists(), f"{target} leads nowhere"
        if anchor:
            assert anchor in anchors(there), f"{target}: no such heading"


def test_every_page_can_be_reached_from_the_first() -> None:
    reached, waiting = set[Path](), [ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            there = (page.parent / target.partition("#")[0]).resolve()
            if there.suffix == ".md" and there.is_file():
                waiting.append(there)
    assert set(PAGES) - reached == set()


# Commands


def sessions(path: Path) -> Iterator[tuple[str, str]]:
    """Every command of the console blocks, with the output shown for it."""
    for block in fenced(path, "console"):
        command, output = "", list[str]()
        for line in [*block.splitlines(), "$ "]:
            if line.startswith("$ "):
                if command:
                    yield command, "".join(f"{said}\n" for said in output)
                command, output = line[2:], []
            else:
                output.append(line)


SESSIONS = [pytest.param(*said, id=f"{name_of(path)}: {said[0]}") for path in WRITTEN for said in sessions(path)]


def parsed(words: list[str]) -> None:
    """Parse a command line, and run nothing."""
    group = commands.make_context("turkic-alphabet", [words[0]])  # a command remembers the help options of its group
    command = commands.get_command(group, words[0])
    assert command is not None, f"no command {words[0]!r}"
    command.make_context(words[0], words[1:], parent=group)


def ran(words: list[str], directory: Path) -> str:
    """The output of the command line, run in a directory of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "turkic_alphabet", *words],
        cwd=directory, env=environment, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("command", "output"), SESSIONS)
def test_a_command_does_what_is_shown(command: str, output: str, tmp_path: Path) -> None:
    program, *words = shlex.split(command)
    assert program == "turkic-alphabet"
    parsed(words)
    shown, cut, _ = output.partition("…\n")  # a line of its own says that there is more
    if output:
        done = ran(words, tmp_path)
        assert done == shown or (cut and done.startswith(shown))


def test_the_readme_shows_output_of_both_directions() -> None:
    shown = [command.split()[1] for command, output in sessions(README) if output]
    assert {"to", "from"} <= set(shown)


def test_the_main_command_of_the_readme_converts(tmp_path: Path) -> None:
    *setup, last = marked(README, "main command").strip().split(" && ")
    assert setup == ["python3 -m venv .venv", ".venv/bin/pip install -q ."]
    program, *words = shlex.split(last)
    assert program == ".venv/bin/turkic-alphabet"
    assert ran(words, tmp_path) == "Abay Qūnanbayūlı JŪLDIZ\n"


def test_the_test_command_of_the_readme_installs_what_the_tests_need() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    said = marked(README, "test command")
    extras = re.findall(r"\.\[(\w+)\]", said)
    assert extras == ["test"]
    installed = {re.split(r"\W", needed)[0] for needed in settings["project"]["optional-dependencies"]["test"]}
    assert {"pytest", "hypothesis", "babel"} <= installed
    assert "pytest" in said.split(" && ")[-1]


# Completeness of the reference


@pytest.mark.parametrize("name", turkic_alphabet.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    assert re.search(rf"`{name}\b", (ROOT / "docs/reference/api.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    text = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    assert f"## {name}\n" in text
    for option in commands.commands[name].params:
        if isinstance(option, click.Option):
            assert all(f"`{spelled}" in text for spelled in option.opts), option.opts


def test_every_key_of_a_table_is_documented() -> None:
    from turkic_alphabet import reading, table

    text = (ROOT / "docs/reference/table-format.md").read_text(encoding="utf-8")
    keys = {*reading._HEAD, *reading._GROUP, *reading._EXAMPLE, *reading._SOURCE, *table.NEIGHBOURS, *table.WORD_WIDE}
    assert {key for key in keys if f"`{key}`" not in text} == set()


def test_the_complete_table_of_the_reference_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "qaa-Cyrl.toml"
    path.write_text(marked(ROOT / "docs/reference/table-format.md", "complete table"), encoding="utf-8")
    orthography = load(path)
    assert check(orthography).problems == ()
    assert turkic_alphabet.to_common("КАЛА көл", orthography) == "QALA köl"
