"""The command line, called as a function and as a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import turkic_alphabet
from turkic_alphabet import load, orthographies
from turkic_alphabet.catalog import table
from turkic_alphabet.cli import commands
from turkic_alphabet.terminal import LONG

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(turkic_alphabet.__file__).parents[1])}
ENVIRONMENT.pop("PYTHONUNBUFFERED", None)  # output is buffered, as it is for everyone
COMMAND = [sys.executable, "-m", "turkic_alphabet"]
BAD = "бір ".encode() * 10_000 + b"\xe9" + " екі".encode()  # the bad byte is beyond the first pieces
BAD_OFFSET = BAD.index(b"\xe9")


def run(*arguments: object, input: str | bytes | None = None) -> Result:
    """Call a command as a function."""
    return CliRunner().invoke(commands, [str(a) for a in arguments], input=input, prog_name="turkic-alphabet")


def ok(*arguments: object, input: str | bytes | None = None) -> str:
    """What a command prints that must succeed, and has nothing to say beside it."""
    result = run(*arguments, input=input)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout_bytes.decode("utf-8")


def told(result: Result, code: int, *parts: str) -> None:
    """A command that failed printed nothing but a message with these parts."""
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    for part in parts:
        assert part in result.stderr
    assert "Traceback" not in result.stderr


def process(*arguments: str | bytes | Path, input: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process."""
    return python("-m", "turkic_alphabet", *arguments, input=input)


def python(
    *arguments: str | bytes | Path, input: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run Python as a process."""
    command, env = [sys.executable, *arguments], ENVIRONMENT | environment
    return subprocess.run(command, input=input, capture_output=True, env=env, timeout=120, check=False)


@contextlib.contextmanager
def started(
    *arguments: str | Path, stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE
) -> Iterator[subprocess.Popen[bytes]]:
    """A command that is running; if it hangs, it is ended and the test goes on to fail."""
    command = [*COMMAND, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=stdout, stderr=stderr, env=ENVIRONMENT) as running:
        timer = threading.Timer(60, running.kill)
        timer.start()
        try:
            yield running
        finally:
            timer.cancel()


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


# Text as arguments


def test_words_are_converted_and_printed() -> None:
    assert ok("to", "kk-Cyrl", "Абай", "ЖҰЛДЫЗ") == "Abay JŪLDIZ\n"
    assert ok("from", "kk-Cyrl", "Abay", "JŪLDIZ") == "Абай ЖҰЛДЫЗ\n"
    assert ok("convert", "uz-Cyrl", "uz-Latn", "шаҳар") == "shahar\n"


def test_bare_language_and_common() -> None:
    assert ok("to", "kk", "Абай") == "Abay\n"
    assert ok("from", "kk", "Abay") == "Абай\n"
    assert ok("convert", "common", "kk-Cyrl", "Abay") == "Абай\n"


def test_empty_word() -> None:
    assert ok("to", "kk-Cyrl", "") == "\n"


def test_the_name_of_a_file_is_text_and_that_is_told(tmp_path: Path) -> None:
    book = tmp_path / "kitap"
    book.write_text("кітап", encoding="utf-8")
    result = run("to", "kk", book)
    assert result.stdout == f"{book}\n"
    assert f"-f {book}" in result.stderr
    assert run("to", "kk", "Абай").stderr == ""


def test_dash_after_two_dashes() -> None:
    assert ok("to", "kk-Cyrl", "--", "-абай") == "-abay\n"


def test_table_of_the_user(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(Path(table("kk-Cyrl").path).read_bytes())
    assert ok("to", own, "Абай") == "Abay\n"
    assert ok("from", own, "Abay") == "Абай\n"


def test_bytes_that_are_no_utf8_in_an_argument() -> None:
    done = process("to", "kk-Cyrl", "Абай ".encode() + b"\xff\xfe")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"Abay \xff\xfe\n", b"")


def test_any_lone_surrogate_in_an_argument() -> None:
    result = run("to", "kk-Cyrl", "Абай \ud800")
    assert (result.exit_code, result.stdout_bytes) == (0, b"Abay \xed\xa0\x80\n")


def test_locale_without_utf8() -> None:
    arguments = ("-m", "turkic_alphabet", "to", "kk-Cyrl")
    no_utf8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = python(*arguments, input="Құнанбай\n".encode(), **no_utf8)
    assert (done.returncode, done.stdout.decode("utf-8")) == (0, "Qūnanbay\n")


# Options


def test_extended_and_alphabet() -> None:
    assert ok("to", "kk-Cyrl", "--extended", "цирк") != ok("to", "kk-Cyrl", "цирк")
    assert ok("to", "az-Latn", "--alphabet", "2024-ä", "ədəbi") == "ädäbi\n"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], "a.kz/абай <абай> abay"),
        (["--protect", "url"], "a.kz/абай <abay> abay"),
        (["--protect", "markup"], "a.kz/abay <абай> abay"),
        (["--protect", "url", "--protect", "markup"], "a.kz/абай <абай> abay"),
        (["--no-protect"], "a.kz/abay <abay> abay"),
    ],
)
def test_protection(options: list[str], expected: str) -> None:
    text = "https://a.kz/абай <b t='абай'> абай"
    wanted = "https://" + expected.replace("<", "<b t='").replace(">", "'>")
    assert ok("to", "kk-Cyrl", *options, text) == wanted + "\n"


def test_what_the_text_marks_is_not_touched() -> None:
    text = "<p translate='no'>бала\nабай</p> -{бала\nабай}- абай\n"
    common = "<p translate='no'>бала\nабай</p> -{бала\nабай}- abay\n"
    assert ok("to", "kk-Cyrl", input=text) == common
    assert ok("to", "kk-Cyrl", "--protect", "markup", input=text) == (
        "<p translate='no'>bala\nabay</p> -{bala\nabay}- abay\n"
    )
    assert ok("from", "kk-Cyrl", input=ok("to", "kk-Cyrl", "--lossless", input=text)) == text


def test_words_to_keep(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("Абай\nақ жол\n", encoding="utf-8")
    (tmp_path / "text").write_text("Абай Абайы ақ жол " * 5000, encoding="utf-8")
    assert ok("to", "kk-Cyrl", "--keep-words", tmp_path / "words", "Абай", "бала") == "Абай bala\n"
    kept = ok("to", "kk-Cyrl", "--keep-words", tmp_path / "words", "-f", tmp_path / "text")
    assert kept == "Абай Abayı ақ жол " * 5000


def test_stems(tmp_path: Path) -> None:
    (tmp_path / "stems").write_text("цирк\tsirk\n", encoding="utf-8")
    assert ok("to", "kk-Cyrl", "--stems", tmp_path / "stems", "Цирк цирктер ЦИРК") == "Sirk sirkter SİRK\n"


def test_faulty_stems(tmp_path: Path) -> None:
    (tmp_path / "stems").write_text("цирк sirk\n", encoding="utf-8")
    told(run("to", "kk-Cyrl", "--stems", tmp_path / "stems", "цирк"), 1, "stems:1: is not two fields")


def test_unread_letter_stops(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("бір\nекі\nпять Ў\n", encoding="utf-8")
    result = run("to", "kk-Cyrl", "--unread", "raise", "-f", tmp_path / "text", "-o", tmp_path / "out")
    told(result, 1, f"{tmp_path / 'text'}: 'Ў' (U+040E", "is not read by kk-Cyrl, in line 3")
    assert names(tmp_path) == ["text"]
    told(run("to", "kk-Cyrl", "--unread", "raise", "Ў"), 1, "TEXT: 'Ў'")
    assert ok("to", "kk-Cyrl", "--unread", "keep", "Ў") == "Ў\n"


# Standard input


def test_standard_input() -> None:
    assert ok("to", "kk-Cyrl", input="Абай\nҚұнанбай") == "Abay\nQūnanbay"
    assert ok("to", "kk-Cyrl", "-f", "-", input="Абай") == "Abay"
    assert ok("to", "kk-Cyrl", input="") == ""


def test_standard_input_is_answered_as_it_comes() -> None:
    with started("to", "kk-Cyrl") as running:
        assert running.stdin
        assert running.stdout
        for word, common in (("Абай", "Abay"), ("Құнанбай", "Qūnanbay")):
            running.stdin.write(f"{word}\n".encode())
            running.stdin.flush()
            assert running.stdout.readline().decode() == f"{common}\n"
        running.stdin.close()
        assert running.wait() == 0


def test_bad_bytes_in_standard_input() -> None:
    done = process("to", "kk-Cyrl", input=BAD)
    assert done.returncode == 1
    assert f"standard input: not UTF-8 at byte offset {BAD_OFFSET}" in done.stderr.decode()
    assert done.stdout.decode() == ("bir " * 10_000)[: len(done.stdout)]  # a pipe has had what came before
    assert b"Traceback" not in done.stderr


LONG_TEXT = f"<p {'x ' * 30_000}>\n".encode() * 80  # quickly converted: it is copied
assert len(LONG_TEXT) > LONG


def test_memory_is_bounded() -> None:
    program = (
        "import atexit, resource, sys; from turkic_alphabet.cli import main; sys.argv[1:] = ['to', 'kk-Cyrl'];"
        "atexit.register(lambda: sys.stderr.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))); main()"
    )

    def kilobytes(text: bytes) -> int:
        done = python("-c", program, input=text)
        assert (done.returncode, done.stdout == text) == (0, True)
        return int(done.stderr)

    assert kilobytes(LONG_TEXT * 8) < kilobytes(LONG_TEXT[: len(LONG_TEXT) // 4]) + 8_000


def test_reader_that_leaves_early_is_no_error() -> None:
    with started("to", "kk-Cyrl") as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write("Абай\n".encode())
        running.stdin.flush()
        assert running.stdout.readline() == b"Abay\n"
        running.stdout.close()
        running.stdin.write("Абай\n".encode())
        running.stdin.close()
        assert running.stderr.read() == b""
        assert running.wait() == 1


def test_head_of_a_list_is_no_error() -> None:
    command = f"{sys.executable} -m turkic_alphabet show az-Latn | head -n 1"
    done = subprocess.run(command, shell=True, check=False, capture_output=True, env=ENVIRONMENT, timeout=120)
    assert done.stdout.decode() == f"# {load('az-Latn').name}\n"
    assert done.stderr == b""


@pytest.mark.parametrize(
    "arguments", [["to", "kk-Cyrl", "Абай"], ["to", "kk-Cyrl", "-o", "/dev/full", "Абай"], ["list"]]
)
def test_full_disk_is_told(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT, timeout=120, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode().endswith("No space left on device\n")
    assert done.stderr.count(b"\n") == 1


# Files


def test_files_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("бір\n", encoding="utf-8")
    (tmp_path / "b").write_text("екі", encoding="utf-8")
    expected = "bir\neki"
    assert ok("to", "kk-Cyrl", "-f", tmp_path / "a", tmp_path / "b") == expected
    assert ok("to", "kk-Cyrl", "-f", tmp_path / "a", "-f", tmp_path / "b") == expected
    assert ok("to", "kk-Cyrl", "-f", tmp_path / "a", tmp_path / "b", "-o", tmp_path / "out") == ""
    assert (tmp_path / "out").read_text(encoding="utf-8") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("бір\r\nекі\r\n", "bir\r\neki\r\n"),
        ("бір\rекі\n\r\nүш", "bir\reki\n\r\nüş"),
        ("\ufeffбір\n", "\ufeffbir\n"),
        ("\ufeff", "\ufeff"),
        ("бір\x00екі\x1a\x0c\u2028", "bir\x00eki\x1a\x0c\u2028"),
        ("", ""),
    ],
    ids=["CRLF", "mixed", "BOM", "only BOM", "control characters", "empty"],
)
def test_line_ends_and_byte_order_mark_stay(tmp_path: Path, text: str, expected: str) -> None:
    path, raw, wanted = tmp_path / "text", text.encode(), expected.encode()
    path.write_bytes(raw)
    assert run("to", "kk-Cyrl", input=raw).stdout_bytes == wanted
    assert process("to", "kk-Cyrl", "-f", path).stdout == wanted
    assert run("to", "kk-Cyrl", "-f", path, "-o", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out").read_bytes() == wanted
    assert process("to", "kk-Cyrl", "-f", path, "--in-place").returncode == 0
    assert path.read_bytes() == wanted


def test_in_place_keeps_permissions_and_links(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("бір", encoding="utf-8")
    (tmp_path / "a").chmod(0o604)
    (tmp_path / "link").symlink_to("a")
    assert ok("to", "kk-Cyrl", "--in-place", "-f", tmp_path / "link") == ""
    assert (tmp_path / "a").read_bytes() == b"bir"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o604
    assert (tmp_path / "link").is_symlink()
    assert names(tmp_path) == ["a", "link"]


def test_in_place_converts_all_files_or_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("бір", encoding="utf-8")
    (tmp_path / "b").write_bytes(BAD)
    done = process("to", "kk-Cyrl", "--in-place", "-f", tmp_path / "a", tmp_path / "b")
    assert done.returncode == 1
    assert f"{tmp_path / 'b'}: not UTF-8 at byte offset {BAD_OFFSET}" in done.stderr.decode()
    assert (tmp_path / "a").read_text(encoding="utf-8") == "бір"
    assert (tmp_path / "b").read_bytes() == BAD
    assert names(tmp_path) == ["a", "b"]


def test_same_file_named_twice_is_converted_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("я", encoding="utf-8")
    ok("to", "kk-Cyrl", "--in-place", "-f", tmp_path / "a", tmp_path / "a")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "ya"


def test_output_may_be_the_input(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("бір", encoding="utf-8")
    (tmp_path / "link").symlink_to("a")
    for output in ("a", "link"):
        ok("convert", "kk-Cyrl", "common", "-f", tmp_path / "a", "-o", tmp_path / output)
        assert (tmp_path / "a").read_text(encoding="utf-8") == "bir"
    assert names(tmp_path) == ["a", "link"]


def test_output_to_a_device_leaves_it_one() -> None:
    assert ok("to", "kk-Cyrl", "Абай", "-o", os.devnull) == ""
    assert not Path(os.devnull).is_file()


def test_output_to_standard_output() -> None:
    assert ok("to", "kk-Cyrl", "Абай", "-o", "-") == "Abay\n"
    done = process("to", "kk-Cyrl", "Абай", "-o", "/dev/stdout")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"Abay\n", b"")


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="only where there is one")
def test_a_file_that_standard_output_goes_to_keeps_what_it_has(tmp_path: Path) -> None:
    with open(tmp_path / "out", "wb") as out:
        for name in ("Абай", "Ақын"):
            command = [sys.executable, "-m", "turkic_alphabet", "to", "kk-Cyrl", name, "-o", "/dev/stdout"]
            subprocess.run(command, stdout=out, env=ENVIRONMENT, timeout=120, check=True)
    assert (tmp_path / "out").read_text() == "Abay\nAqın\n"


def test_bad_bytes_in_a_file_write_nothing(tmp_path: Path) -> None:
    (tmp_path / "good").write_text("бір", encoding="utf-8")
    (tmp_path / "bad").write_bytes(BAD)
    (tmp_path / "out").write_bytes(b"old")
    outputs: list[list[str | Path]] = [[], ["-o", tmp_path / "out"], ["-o", tmp_path / "new"]]
    for output in outputs:
        done = process("to", "kk-Cyrl", "-f", tmp_path / "good", tmp_path / "bad", *output)
        assert (done.returncode, done.stdout) == (1, b"")
        assert f"Error: {tmp_path / 'bad'}: not UTF-8 at byte offset {BAD_OFFSET}" in done.stderr.decode()
        assert done.stderr.count(b"\n") == 1
    assert (tmp_path / "out").read_bytes() == b"old"
    assert names(tmp_path) == ["bad", "good", "out"]


@pytest.mark.parametrize("output", [[], ["-o", "out"], ["--in-place"]])
def test_missing_file_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a").write_text("бір", encoding="utf-8")
    told(run("to", "kk-Cyrl", "-f", "a", "none", *output), 1, "Error: none: No such file or directory\n")
    assert names(tmp_path) == ["a"]
    assert Path("a").read_text(encoding="utf-8") == "бір"


def test_directory_is_no_file(tmp_path: Path) -> None:
    told(run("to", "kk-Cyrl", "-f", tmp_path), 1, f"{tmp_path}: Is a directory")
    told(run("to", "kk-Cyrl", "-f", tmp_path, "--in-place"), 1, f"{tmp_path}: Is a directory")
    told(run("to", "kk-Cyrl", "Абай", "-o", tmp_path), 1, f"{tmp_path}: Is a directory")
    told(run("to", "kk-Cyrl", "Абай", "-o", tmp_path / "no" / "a"), 1, f"{tmp_path / 'no' / 'a'}: No such file")
    told(run("to", "kk-Cyrl", "-f", os.devnull, "--in-place"), 2, f"{os.devnull} is not a regular file")
    assert names(tmp_path) == []


def test_process_that_is_ended_leaves_no_file(tmp_path: Path) -> None:
    with started("to", "kk-Cyrl", "-o", tmp_path / "out") as running:
        assert running.stdin
        assert running.stderr
        running.stdin.write("Абай\n".encode())
        running.stdin.flush()
        while running.poll() is None and not any(path.stat().st_size for path in tmp_path.iterdir()):
            time.sleep(0.01)
        running.send_signal(signal.SIGTERM)
        assert running.wait() == 128 + signal.SIGTERM
        assert running.stderr.read() == b""
    assert names(tmp_path) == []


# Wrong calls


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["to", "kk-Cyril", "Абай"], "no orthography 'kk-Cyril'; did you mean 'kk-Cyrl'"),
        (["from", "zz", "Abay"], "no orthography 'zz'; `turkic-alphabet list` prints them all"),
        (["convert", "kk", "qqq", "Абай"], "no orthography 'qqq'"),
        (["show", "zz"], "no orthography 'zz'"),
        (["check", "zz"], "no orthography 'zz'"),
        (
            ["show", "common"],
            "the common alphabet has no table: name an orthography; `turkic-alphabet list` prints them all",
        ),
        (["scan", "zz"], "no orthography 'zz'"),
        (["explain", "zz", "Абай"], "no orthography 'zz'"),
        (["to", "kk", "--alphabet", "1900", "Абай"], "no alphabet '1900'; known: 2024"),
        (["to", "kk", "--protect", "urls", "Абай"], "no protected pattern 'urls'; known: url"),
        (["to", "kk", "--protect", "url", "--no-protect", "Абай"], "--protect and --no-protect exclude each other"),
        (["to", "kk", "--unread", "drop", "Абай"], "'drop' is not one of 'keep', 'raise'"),
        (["to", "kk", "Абай", "--in-place"], "--in-place is for files"),
        (["to", "kk", "--in-place"], "--in-place is for files"),
        (["to", "kk", "--in-place", "-f", "-"], "--in-place is for files"),
        (["to", "kk", "--in-place", "-f", "a", "-o", "b"], "--in-place and --output exclude each other"),
        (["from", "kk", "--extended", "Abay"], "No such option"),
        (["explain", "kk"], "SOURCE, TEXT and"),
        (["explain", "kk", "common", "a", "b"], "SOURCE, TEXT and"),
        (["explain", "kk", "uz", "a", "--extended"], "--extended, --alphabet and --lossless choose what is"),
        (["to"], "Missing argument 'LANG'"),
        (["into"], "No such command 'into'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_call(arguments: list[str], message: str) -> None:
    told(run(*arguments), 2, "Usage: turkic-alphabet", message)


def test_tag_with_bytes_that_are_no_utf8() -> None:
    done = process("to", b"kk\xff", "Абай")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"no orthography 'kk\\udcff'" in done.stderr


@pytest.mark.parametrize("arguments", [["to", "{}", "Абай"], ["show", "{}"], ["scan", "{}"]])
def test_faulty_table_is_told_with_all_its_problems(tmp_path: Path, arguments: list[str]) -> None:
    path = tmp_path / "own.toml"
    path.write_text('tag = "xx-Cyrl"\nnames = "Own"\n', encoding="utf-8")
    told(run(*(a.format(path) for a in arguments)), 1, f"{path}:2: unknown key 'names'", "no 'name'", "no 'alphabet'")


# Help


def test_help_names_every_command() -> None:
    overview = ok("--help")
    for name in ("to", "from", "convert", "explain", "list", "show", "check", "scan"):
        assert f"\n  {name} " in overview
        assert ok(name, "-h").startswith(f"Usage: turkic-alphabet {name} ")


def test_help_shows_examples_that_run() -> None:
    """Every example of the help texts that names no file does what it says."""
    shown = [
        line.strip().removeprefix("turkic-alphabet ")
        for command in ("to", "from", "convert", "explain")
        for line in ok(command, "--help").splitlines()
        if line.strip().startswith("turkic-alphabet ") and '"' in line
    ]
    assert len(shown) >= 5
    for line in shown:
        command, text, rest = line.split('"')
        assert ok(*command.split(), text, *rest.split()).strip()


def test_help_of_protection_names_every_kind() -> None:
    said = ok("to", "--help").replace("\n", " ").split()
    assert {kind for kind in turkic_alphabet.PROTECT if f"{kind}," not in said} == {turkic_alphabet.PROTECT[-1]}


def test_version() -> None:
    assert ok("--version") == f"turkic-alphabet, version {turkic_alphabet.__version__}\n"


def test_nothing_asked_for_shows_the_help() -> None:
    done = process()
    assert done.returncode == 2
    assert b"Usage: turkic-alphabet" in done.stdout + done.stderr


# explain


def test_explain() -> None:
    lines = ok("explain", "kk-Cyrl", "Я бар").splitlines()
    assert lines[0].split() == ["source", "target", "kind", "rule", "citation"]
    assert lines[1].split()[:3] == ["Я", "Ya", "row"]
    assert lines[2].split() == ["'", "'", "'", "'", "copied"]
    key = lines[1].split()[-1]
    assert any(line.startswith(f"kk-Cyrl  {key} ") and table("kk-Cyrl").source(key).title in line for line in lines)


def test_explain_as_json() -> None:
    found = json.loads(ok("explain", "kk-Cyrl", "Я бар", "--json"))
    assert (found["source"], found["target"], found["result"]) == ("kk-Cyrl", "common", "Ya bar")
    assert "".join(step["source"] for step in found["steps"]) == "Я бар"
    assert "".join(step["target"] for step in found["steps"]) == "Ya bar"
    assert {c["citation"] for c in found["citations"]} == {step["citation"] for step in found["steps"]} - {""}


def test_explain_between_two_orthographies() -> None:
    found = json.loads(ok("explain", "uz-Cyrl", "uz-Latn", "шаҳар", "--json"))
    assert (found["target"], found["result"]) == ("uz-Latn", "shahar")
    assert {c["table"] for c in found["citations"]} <= {"uz-Cyrl", "uz-Latn"}
    assert {key for step in found["steps"] for key in step["citation"].split("; ")} - {""} == {
        c["citation"] for c in found["citations"]
    }


def test_explain_with_options() -> None:
    assert json.loads(ok("explain", "az-Latn", "ə", "--alphabet", "2024-ä", "--json"))["result"] == "ä"
    assert "protected" in ok("explain", "kk-Cyrl", "<b>")
    assert "protected" not in ok("explain", "kk-Cyrl", "<b>", "--no-protect")


def test_explain_shows_what_cannot_be_seen() -> None:
    assert "'\\n'" in ok("explain", "kk-Cyrl", "а\nб")
    assert "'\\ud800'" in ok("explain", "kk-Cyrl", "\ud800")
    assert json.loads(ok("explain", "kk-Cyrl", "\ud800", "--json"))["result"] == "\ud800"


# list, show


def test_list() -> None:
    lines = ok("list").splitlines()
    assert lines[0].split() == ["tag", "name", "script", "status"]
    assert [line.split()[0] for line in lines[1:]] == [o.tag for o in orthographies()]
    kazakh = load("kk-Cyrl")
    assert any(
        line.split() == ["kk-Cyrl", *kazakh.name.split(), "Cyrl", *kazakh.table.status.split()] for line in lines
    )


def test_list_as_json() -> None:
    found = json.loads(ok("list", "--json"))
    assert [o["tag"] for o in found] == [o.tag for o in orthographies()]
    assert all(set(o) == {"tag", "name", "script", "status", "default"} for o in found)


@pytest.mark.parametrize("tag", ["kk-Cyrl", "uz-Cyrl", "uz-Latn", "az-Cyrl", "az-Latn"])
def test_page_of_a_table_holds_what_the_table_holds(tag: str) -> None:
    page = ok("show", tag).replace("\\", "")
    shown = load(tag)
    assert page.startswith(f"# {shown.name}\n\n")
    assert f"`{shown.version}`" in page
    for group in shown.table.groups:
        for row in group.rows if not group.stems else ():
            assert f"| {row.letters} | {' · '.join(row.graphs)} |" in page
        if group.silent:
            assert f"\nRead as nothing: {' · '.join(group.silent)}\n" in page
    letters = page.split("## Alphabet\n\n")[1].split("\n")[0].split(" · ")
    assert [letter.split()[-1] for letter in letters] == list(shown.alphabet)
    assert [letter.split()[0] for letter in letters] == list(shown.capitals)
    for graphs, why in shown.losses.items():
        assert f"| {graphs} | {why} |" in page
    for example in shown.table.examples:
        assert f"| {example.text} | {example.common} |" in page
    for source in shown.sources:
        assert f"- **{source.key}**: {source.title}" in page


def test_page_shows_markdown_signs_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    raw = Path(table("az-Latn").path).read_text(encoding="utf-8")
    path.write_text(f'{raw}\n[[examples]]\ntext = "a|b *c* <b>"\ncommon = "a|b *c* <b>"\n', encoding="utf-8")
    assert r"| a\|b \*c\* \<b\> | a\|b \*c\* \<b\> |" in ok("show", path)


# check


def test_check_of_a_sound_table() -> None:
    quiet = ok("check", "az-Latn")
    assert quiet == "az-Latn: no problems\n"
    assert ok("check", "az-Latn", "-v").endswith(quiet)


def test_check_of_a_table_with_a_wrong_example(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    raw = Path(table("az-Latn").path).read_text(encoding="utf-8")
    path.write_text(f'{raw}\n[[examples]]\ntext = "alma"\ncommon = "armud"\n', encoding="utf-8")
    result = run("check", path, "az-Latn")
    assert result.exit_code == 1
    line = raw.count("\n") + 2
    assert f"{path}:{line}: 'alma' reads as 'alma', the example says 'armud'" in result.stdout
    assert f"{path}: 1 problem\n" in result.stdout
    assert "az-Latn: no problems\n" in result.stdout


def test_check_finds_a_loss_in_a_word_of_three_letters_until_it_is_declared(tmp_path: Path) -> None:
    raw = Path(table("az-Latn").path).read_text(encoding="utf-8")
    raw += '\n[[letters]]\nsource = "choice"\ndirection = "write"\n[letters.rows]\n"bal" = "bol"\n"bil" = "bol"\n'
    own = tmp_path / "own.toml"
    own.write_text(raw, encoding="utf-8")
    assert f"{own}: law of round trip: undeclared loss: 'bal' → 'bal' → 'bol' — declare it" in run("check", own).stdout
    own.write_text(raw.replace("\n[losses]\n", '\n[losses]\n"b…l" = "bol is written"\n'), encoding="utf-8")
    assert ok("check", own) == f"{own}: no problems\n"
    own.write_text(raw.replace("\n[losses]\n", '\n[losses]\n"b…l" = "?"\n"d…l" = "?"\n'), encoding="utf-8")
    assert f"{own}: declared loss 'd…l' comes back" in run("check", own).stdout


def test_check_goes_on_after_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('tag = "xx-Cyrl"\nnames = "Own"\n', encoding="utf-8")
    result = run("check", path, "az-Latn")
    assert result.exit_code == 1
    assert f"{path}:2: unknown key 'names'" in result.stdout
    assert "az-Latn: no problems\n" in result.stdout


# scan


def test_scan(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("Ўқуў бір ўн\n", encoding="utf-8")
    (tmp_path / "b").write_text("ўн сўм https://example.com <b>", encoding="utf-8")
    lines = ok("scan", "kk-Cyrl", tmp_path / "a", tmp_path / "b").splitlines()
    assert lines[0].split() == ["count", "letter", "words"]
    rows = [[cell.strip() for cell in line.split("  ") if cell] for line in lines[1:3]]
    assert rows[0] == ["4", "'ў' (U+045E CYRILLIC SMALL LETTER SHORT U)", "ўн (2), Ўқуў, сўм"]
    assert rows[1] == ["1", "'Ў' (U+040E CYRILLIC CAPITAL LETTER SHORT U)", "Ўқуў"]
    assert lines[3:] == ["5 of 14 letters not read by kk-Cyrl"]


def test_scan_of_standard_input() -> None:
    assert ok("scan", "kk-Cyrl", input="бір екі") == "0 of 6 letters not read by kk-Cyrl\n"


def test_scan_shows_the_most_frequent_words_only() -> None:
    words = " ".join(f"{letter}ў" for letter in "абвгде")
    assert ok("scan", "kk-Cyrl", input=words).splitlines()[1].endswith("  аў, бў, вў, гў, дў, …")


def test_scan_shows_a_very_long_word_as_far_as_it_matters() -> None:
    lines = ok("scan", "kk-Cyrl", input="ў" * 1000).splitlines()
    assert lines[-1] == "1000 of 1000 letters not read by kk-Cyrl"
    assert max(map(len, lines)) < 1000


# What an installed command shows on a terminal, and what it loads


def on_terminal(*arguments: str | Path) -> str:
    """Run a command whose standard error is a terminal, and give what that shows."""
    ours, theirs = pty.openpty()
    with started(*arguments, stdout=subprocess.DEVNULL, stderr=theirs) as running:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # Linux says so when the other side is closed
            pass
        os.close(ours)
        assert running.wait() == 0
    return shown.decode()


def test_progress_bar_for_a_long_file_on_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(LONG_TEXT)
    (tmp_path / "short.txt").write_bytes(b"<p>")
    shown = on_terminal("to", "kk-Cyrl", "-f", tmp_path / "long.txt", "-o", tmp_path / "out")
    assert "long.txt" in shown
    assert "100%" in shown
    assert (tmp_path / "out").read_bytes() == LONG_TEXT
    assert on_terminal("to", "kk-Cyrl", "-f", tmp_path / "short.txt", "-o", tmp_path / "out") == ""
    piped = process("to", "kk-Cyrl", "-f", tmp_path / "long.txt", "-o", tmp_path / "out")
    assert (piped.returncode, piped.stderr) == (0, b"")


def test_importing_the_library_does_not_import_click() -> None:
    program = "import sys, turkic_alphabet; sys.exit('click' in sys.modules)"
    assert python("-c", program).returncode == 0


# Streams and languages as they come


def test_closed_streams_are_told() -> None:
    for call, named in (
        ("to kk <&-", "standard input"),
        ("to auto <&-", "standard input"),
        ("detect <&-", "standard input"),
        ("to kk >&-", "standard output"),
    ):
        command = f"{sys.executable} -m turkic_alphabet {call}"
        done = subprocess.run(["sh", "-c", command], input=b"", capture_output=True, check=False)
        assert done.returncode == 1
        assert done.stderr.decode().strip().endswith(f"{named}: Bad file descriptor")


def test_report_reads_all_scripts_of_a_bare_language() -> None:
    assert ok("report", "uz", input="шаҳар shahar").splitlines()[-1] == "1 of 2 words come back (50.00%)"


def test_scan_of_the_common_alphabet() -> None:
    assert "1 of 5 letters not read by common" in ok("scan", "common", input="Qazaɣ")
