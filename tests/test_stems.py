"""Which words stems serve and which they spoil, in running text."""

from __future__ import annotations

from pathlib import Path

from made_up import made_up
from test_cli import ok, run, told

from turkic_alphabet.catalog import table
from turkic_alphabet.stems import StemsInText, stems_of

# ц and с are both s, and с is written: a stem gives ц back.
MADE_UP = made_up(
    "a а А, b б Б, s с С, t т Т",
    """
[[letters]]
direction = "read"
[letters.rows]
"s" = "ц"
[[letters]]
preceded_by = "edge"
[letters.rows]
"tas" = "тац"
"tt" = "тс"
""",
    other="ц Ц",
    stems="# beginnings\nцб\tsb\ts\nцаб\tas\ts\n",
)
SERVED, READ, IN_TABLE = "цб", "цаб", "тац"


def effects(text: str) -> dict[str, tuple[dict[str, int], dict[str, int], dict[str, int]]]:
    found = StemsInText(MADE_UP)
    found.add(text)
    return {stem.graphs[0]: (dict(e.served), dict(e.spoiled), dict(e.read)) for stem, e in found.effects.items()}


def test_stems_are_those_of_the_list_and_long_rows_at_the_edge() -> None:
    assert [stem.graphs[0] for stem in stems_of(MADE_UP.table)] == [IN_TABLE, SERVED, READ]


def test_a_word_that_comes_back_thanks_to_a_stem_is_served() -> None:
    assert effects("цб Цба, ЦБ-цба аба") == {SERVED: ({"цб": 1, "Цба": 1, "ЦБ": 1, "цба": 1}, {}, {})}


def test_a_word_that_would_come_back_without_a_stem_is_spoiled() -> None:
    assert effects("сб Сба Сба таса баб") == {
        SERVED: ({}, {"сб": 1, "Сба": 2}, {}),
        IN_TABLE: ({}, {"таса": 1}, {}),
    }


def test_a_word_that_a_stem_reads_otherwise_is_told() -> None:
    assert effects("цаба") == {READ: ({"цаба": 1}, {}, {"цаба": 1})}


def test_a_word_that_does_not_come_back_anyway_is_no_stems_fault() -> None:
    assert effects("сбац") == {SERVED: ({}, {}, {})}


def test_check_names_stems_that_spoil_words(tmp_path: Path) -> None:
    text, own = tmp_path / "text", tmp_path / "own.toml"
    raw = Path(table("az-Cyrl").path).read_text(encoding="utf-8")
    raw = raw.replace("\n[losses]\n", '\n[losses]\n"#сар" = "цар is written"\n')
    own.write_text(
        raw.replace("\n[[examples]]", '\n[[examples]]\ntext = "цар"\ncommon = "sar"\n\n[[examples]]', 1), "utf-8"
    )
    (tmp_path / "own.stems.tsv").write_text(f"цар\tsar\t{table('az-Cyrl').sources[0].key}\n", encoding="utf-8")
    text.write_text("сары сараб цар <b title='сары'>\n", encoding="utf-8")
    result = run("check", own, "--text", text)
    said = (
        f"{tmp_path / 'own.stems.tsv'}:1: stem 'цар' (sar) spoils сараб, сары; serves цар — lengthen it, or take it out"
    )
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [said, f"{own}: 1 problem"]
    text.write_text("цар цары царда сары", encoding="utf-8")
    noted = ok("check", own, "-v", "--text", text)
    assert f"{own}: note: {said.partition(' spoils')[0]} spoils сары; serves цар, царда, цары\n" in noted
    assert ok("check", own, "--text", text) == f"{own}: no problems\n"


def test_text_needs_a_table() -> None:
    told(run("check", "--text", "a"), 2, "--text is in one orthography: name its table")
