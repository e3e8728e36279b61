"""How often `detect` is right on running text: ``detection.py --data DIR``.

Learns from the even lines of DIR/mono/<lang>_<Script>.txt into a folder of its own and tests on the odd ones, those that
also stand among the lines learned from (converted ones too) left out. The rest of a file, joined by spaces, is cut between
words into texts of at least so many characters; at most 400 of them, from the whole file, are asked about at each length.
Languages with fewer than 100 test lines are shown in brackets and are not in the average. Nothing is cleaned: the files
hold foreign names, addresses and stray lines of other languages.
"""

from __future__ import annotations

import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from learn_detection import FILE, Lines, arguments, learn_all, own_lines, read, with_converted

from turkic_alphabet import detect, detection_model, orthographies

LENGTHS = 20, 50, 200
TEXTS = 400
ENOUGH_LINES = 100


def texts(lines: list[str], length: int) -> list[str]:
    """Texts of at least so many characters, from the whole of the lines, each at least one letter long."""
    found, text = [], ""
    for word in " ".join(lines).split():
        text = f"{text} {word}" if text else word
        if len(text) >= length:
            if any(map(str.isalpha, text)):
                found.append(text)
            text = ""
    return found[:: -(-len(found) // TEXTS) or 1]


def tests(data: Path, learned: set[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Language, script and test lines of every file whose language has a table for the script."""
    known = {(o.language, o.script) for o in orthographies()}
    for path in sorted((data / "mono").glob("*_????.txt")):
        language, script = path.stem.split("_")
        if (language, script) not in known:
            print(f"{path.stem}: no table, left out")
            continue
        yield language, script, [line for line in read(path, lambda at: at % 2 == 1) if line not in learned]


def main(data: Path) -> None:
    """Learn, test, and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        learned = learn_all(data, lambda at: at % 2 == 0, Path(folder, FILE))
        detection_model.tables_directory = lambda: folder
        start = time.perf_counter()
        detect("салам")
        print(f"first call, Cyrillic: {1000 * (time.perf_counter() - start):.0f} ms")
        known = {line for lines in learned.values() for line in lines}
        measure(list(tests(data, known)))
        measure_standards(with_converted(own_lines(data, lambda at: at % 2 == 1)), known)


def measure(files: list[tuple[str, str, list[str]]]) -> None:
    """Accuracy of language and script at each length, confusions, and how far scores can be believed."""
    right: dict[int, list[tuple[int, int, int, int]]] = {}
    confused: dict[int, Counter[tuple[str, str]]] = {length: Counter() for length in LENGTHS}
    believed: Counter[tuple[int, bool]] = Counter()
    print("\nlanguage right, % (texts)\n" + f"{'file':10} {'lines':>6}" + "".join(f"{n:>15}" for n in LENGTHS))
    for language, script, lines in files:
        counts = len(lines) >= ENOUGH_LINES
        row = []
        for length in LENGTHS:
            asked = texts(lines, length)
            best = [detect(text)[:1] for text in asked]
            good = sum(guess[0].language == language for guess in best if guess)
            own = [
                guess[0].script == script
                for guess, text in zip(best, asked, strict=True)
                if guess and mostly(text, script)
            ]
            row.append(f"{100 * good / max(1, len(asked)):8.1f} ({len(asked):4})")
            for guess in best:
                answer = guess[0].language if guess else "none"
                if answer != language:
                    confused[length][f"{language}_{script}", answer] += 1
                if guess and counts:
                    believed[int(guess[0].score * 10), answer == language] += 1
            if counts and asked:
                right.setdefault(length, []).append((good, sum(own), len(asked), len(own)))
        name = f"{language}_{script}"
        print(f"{name if counts else f'({name})':10} {len(lines):6}" + "".join(f"{cell:>15}" for cell in row))
    print("\nfiles with enough lines     language: mean of files, all texts    script: all texts that are mostly in it")
    for length, found in right.items():
        mean = sum(good / asked for good, _, asked, _ in found) / len(found)
        whole = sum(asked for _, _, asked, _ in found)
        texts_right = sum(good for good, _, _, _ in found) / whole
        scripts, in_script = (sum(counts[at] for counts in found) for at in (1, 3))
        print(f"{length:4} characters, {len(found)} files {mean:26.2%} {texts_right:14.2%} {scripts} of {in_script}")
    for length in LENGTHS:
        shown = ", ".join(f"{a} as {b} {n}" for (a, b), n in confused[length].most_common(25))
        print(f"\nconfused at {length}: {shown}")
    print("\nof the first guesses with a score of, so many are right")
    for tenth in range(11):
        yes, no = believed[tenth, True], believed[tenth, False]
        if yes + no:
            print(f"{tenth / 10:.1f}: {yes / (yes + no):6.1%} of {yes + no}")


def mostly(text: str, script: str) -> bool:
    """Whether most letters are of a script; the files hold addresses and lines of other languages."""
    letters = [unicodedata.name(c, "")[:4].title() for c in text if c.isalpha()]
    return letters.count({"Latn": "Lati", "Cyrl": "Cyri", "Arab": "Arab"}[script]) * 2 > len(letters)


def measure_standards(lines: Lines, known: set[str]) -> None:
    """How often standards of one language and script are told apart; most of their texts are converted ones."""
    counts = Counter((o.language, o.script) for o in orthographies())
    print("\nstandards: the tag is right, %; the language is right, % (texts)")
    for o in orthographies():
        if counts[o.language, o.script] < 2:
            continue
        cells = []
        for length in LENGTHS:
            asked = texts([line for line in lines[o.tag] if line not in known], length)
            best = [guess[0] for guess in map(detect, asked) if guess]
            tag = sum(guess.tag == o.tag for guess in best) / max(1, len(asked))
            language = sum(guess.language == o.language for guess in best) / max(1, len(asked))
            cells.append(f"{length}: {tag:6.1%} {language:6.1%} ({len(asked)})")
        print(f"{o.tag:14} " + "   ".join(cells))


if __name__ == "__main__":
    (folder,) = arguments()
    sys.exit(main(folder))
