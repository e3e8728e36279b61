"""`detect`: which orthography a text is in. The sentences are made up for this file."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import turkic_alphabet
from turkic_alphabet import TurkicAlphabetError, detect, detect_words, detection_model, orthographies
from turkic_alphabet.catalog import tags
from turkic_alphabet.cli import commands
from turkic_alphabet.detection import SAMPLE
from turkic_alphabet.detection_model import model, scripts, words

ROOT = Path(turkic_alphabet.__file__).parents[1]

SENTENCES = {
    "az-Latn": "Dünən axşam qonşumuzun kiçik oğlu bizə gəldi və gözəl bir nağıl danışdı.",
    "kk-Cyrl": "Кеше кешке көршіміздің кіші ұлы бізге келіп, әдемі бір ертегі айтты.",
    "kk-Latn": "Keşe keşke körşımızdıñ kışı ūly bızge kelıp, ädemı bır ertegı aitty.",
    "ky-Cyrl": "Кечээ кечинде кошунабыздын кичүү уулу бизге келип, кызыктуу жомок айтып берди.",
    "tk-Latn": "Düýn agşam goňşymyzyň kiçi ogly bize gelip, gowy bir erteki aýdyp berdi.",
    "tr-Latn": "Dün akşam komşumuzun küçük oğlu bize geldi ve çok güzel bir masal anlattı.",
    "ug-Arab": "تۈنۈگۈن كەچتە قوشنىمىزنىڭ كىچىك ئوغلى بىزنىڭ ئۆيگە كېلىپ چىرايلىق بىر چۆچەك ئېيتىپ بەردى.",
    "uz-Cyrl": "Кеча кечқурун қўшнимизнинг кичик ўғли бизникига келиб, чиройли эртак айтиб берди.",
    "uz-Latn": "Kecha kechqurun qoʻshnimizning kichik oʻgʻli biznikiga kelib, chiroyli ertak aytib berdi.",
    "uz-Latn-2026": "Keça keçqurun qöşnimizning kiçik öğli biznikiga kelib, çiroyli ertak aytib berdi.",
    "kaa-Latn": "Keshe keshte qońsımızdıń kishi ulı bizge kelip, ájayıp ertek aytıp berdi.",
    "kaa-Latn-1995": "Keshe keshte qon'sımızdın' kishi ulı bizge kelip, a'jayıp ertek aytıp berdi.",
    "az-baku1926": "Dynən axşam qonşumuzun kicik oƣlu bizə gəldi və gɵzəl bir naƣьl danьşdь.",
}


def run(*arguments: str) -> Result:
    """Call a command as a function."""
    return CliRunner().invoke(commands, list(arguments), prog_name="turkic-alphabet")


def process(*arguments: str, input: str) -> subprocess.CompletedProcess[bytes]:
    """Call a command as a process; its standard input is a pipe."""
    command = [sys.executable, "-m", "turkic_alphabet", *arguments]
    return subprocess.run(command, input=input.encode(), capture_output=True, cwd=ROOT, check=False)


@pytest.mark.parametrize("tag", SENTENCES)
def test_sentence(tag: str) -> None:
    best = detect(SENTENCES[tag])[0]
    assert (best.tag, best.language) == (tag, tag.split("-", maxsplit=1)[0])
    assert best.script == ("Cyrl" if "Cyrl" in tag else "Arab" if "Arab" in tag else "Latn")


@pytest.mark.parametrize("tag", ["az-Latn", "kk-Cyrl", "tr-Latn", "uz-Cyrl"])
def test_capitals_alone(tag: str) -> None:
    text = turkic_alphabet.load(tag).table.case.upper(SENTENCES[tag])
    assert detect(text)[0].tag == tag


def test_every_table_has_a_model() -> None:
    """Run benchmarks/learn_detection.py when this fails: tables were added since."""
    learned = {tag: script for script in scripts() for tag in model(script).tags}
    assert sorted(learned) == sorted(tags())
    assert learned == {o.tag: o.script for o in orthographies()}


def test_size_and_time() -> None:
    assert (ROOT / "tables" / detection_model.FILE).stat().st_size <= 1 << 20
    for _ in range(3):  # the machine may be busy: the best of three
        detection_model.model.cache_clear()
        detection_model._packed.cache_clear()
        start = time.perf_counter()
        detect("бүгін")
        passed = time.perf_counter() - start
        if passed <= 0.1:
            break
    assert passed <= 0.1


@given(st.text(st.sampled_from("aşʻ'бңІәت ە.7\n\u0301\u200c\ud800Ω") | st.characters(), max_size=60))
def test_scores(text: str) -> None:
    guesses = detect(text)
    assert bool(guesses) == any(True for _ in words(text))
    if guesses:
        assert math.isclose(sum(guess.score for guess in guesses), 1)
        assert all(0 <= guess.score <= 1 for guess in guesses)
        assert [g.score for g in guesses] == sorted((g.score for g in guesses), reverse=True)
        assert len({guess.script for guess in guesses}) == 1
    assert [word for word, _ in detect_words(text)] == [word.text for word in words(text)]


@pytest.mark.parametrize("text", ["", " \n", "2026 — 100 %", "Ελλάδα", "日本語", "😀"])
def test_no_letters_no_guess(text: str) -> None:
    assert detect(text) == []
    assert detect_words(text) == []


@pytest.mark.parametrize("function", [detect, detect_words])
def test_not_text(function: object) -> None:
    with pytest.raises(TypeError, match="text must be str, not bytes"):
        function(b"salam")  # type: ignore[operator]  # wrong on purpose


def test_script_of_most_letters() -> None:
    assert detect("Бүгүн биз Google жана Facebook")[0].script == "Latn"
    assert detect("Бүгүн биз мектепке Google жана Facebook")[0].script == "Cyrl"


@pytest.mark.parametrize(
    "text",
    [
        "The neighbours came over last night and told us a long story about their journey through the mountains.",
        "Вчера вечером к нам приходили соседи и долго рассказывали о своём путешествии через горы, о дожде и о лошадях.",
        "Gestern Abend kamen die Nachbarn zu uns und erzählten lange von ihrer Reise durch das Gebirge.",
    ],
)
def test_other_languages_score_low(text: str) -> None:
    assert detect(text)[0].score < 0.5
    assert detect(text * 20)[0].score < 0.5


def test_standards_without_a_letter_of_their_own_share_the_score() -> None:
    both = {guess.tag: guess.score for guess in detect("kitob kitobni kitobim kitoblar")}
    assert both["uz-Latn-2026"] > 0.02
    assert both["uz-Latn"] > both["uz-Latn-2026"]


def test_long_text_is_sampled_from_its_whole_length() -> None:
    foreign = "The neighbours told us a story. " * (SAMPLE // 20)
    text = foreign + (SENTENCES["kk-Cyrl"] + " ") * 400
    assert detect(text)[0].tag == "kk-Cyrl"
    assert detect(" " * 50_000 + SENTENCES["ky-Cyrl"])[0].tag == "ky-Cyrl"
    assert detect("ә" * 50_000)[0].script == "Cyrl"


def test_words_of_mixed_text() -> None:
    tags = ["kk-Cyrl", "uz-Latn", "ky-Cyrl", "tr-Latn"]
    found = iter(detect_words(" ".join(SENTENCES[tag] for tag in tags)))
    for tag in tags:
        own = [next(found)[1] for _ in detect_words(SENTENCES[tag])]
        assert own.count(tag) >= len(own) - 1  # a word at the edge that both languages have may go with the other


def test_spoiled_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / detection_model.FILE).write_bytes(b"nothing\n")
    monkeypatch.setattr(detection_model, "tables_directory", lambda: str(tmp_path))
    detection_model._packed.cache_clear()
    try:
        with pytest.raises(TurkicAlphabetError, match=r"detection\.bin: cannot be read"):
            scripts()
    finally:
        detection_model._packed.cache_clear()


def test_command(tmp_path: Path) -> None:
    result = run("detect", SENTENCES["kk-Cyrl"])
    assert result.exit_code == 0
    assert result.stdout.split()[0] == "kk-Cyrl"
    file = tmp_path / "a.txt"
    file.write_text(SENTENCES["uz-Latn"], encoding="utf-8")
    found = json.loads(run("detect", "--json", "-f", str(file)).stdout)
    assert found["file"] == str(file)
    assert found["guesses"] == [guess._asdict() for guess in detect(SENTENCES["uz-Latn"])]
    assert run("detect", "--words", "мектеп okul").stdout.split()[::2] == ["мектеп", "okul"]
    assert process("detect", input=SENTENCES["tr-Latn"]).stdout.decode().split()[0] == "tr-Latn"


def test_command_without_letters() -> None:
    result = run("detect", "123")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "no letter" in result.stderr
    assert json.loads(run("detect", "--json", "123").stdout) == {"guesses": []}


def test_to_auto(tmp_path: Path) -> None:
    sentence = SENTENCES["kk-Cyrl"]
    expected = turkic_alphabet.to_common(sentence, "kk-Cyrl")
    result = run("to", "auto", sentence)
    assert (result.exit_code, result.stdout) == (0, expected + "\n")
    assert "taken for kk-Cyrl" in result.stderr
    piped = process("to", "auto", input=sentence)
    assert (piped.returncode, piped.stdout.decode()) == (0, expected)
    file = tmp_path / "a.txt"
    file.write_text(sentence, encoding="utf-8")
    assert run("to", "auto", "--in-place", "-f", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8") == expected


def test_to_auto_that_cannot_tell(tmp_path: Path) -> None:
    english = "The neighbours came over last night and told us a long story about their journey."
    for text, said in ((english, "cannot tell"), ("123", "no letter")):
        result = run("to", "auto", text)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
    for tag in ("kk-Cyrl", "uz-Latn"):
        (tmp_path / tag).write_text(SENTENCES[tag], encoding="utf-8")
    result = run("to", "auto", "--in-place", "-f", *(str(tmp_path / tag) for tag in ("kk-Cyrl", "uz-Latn")))
    assert result.exit_code == 2
    assert "not in one orthography" in result.stderr
    assert (tmp_path / "kk-Cyrl").read_text(encoding="utf-8") == SENTENCES["kk-Cyrl"]
