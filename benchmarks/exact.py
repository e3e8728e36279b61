"""What exactness costs: ``exact.py [--data DIR] [--json FILE] [--gigabyte]``.

For every orthography with text: the lossless mode, alignment and streams beside the plain conversion, the way back from
marked text, the lossless mode on text a part of whose words are new, and the share of letters that have marks. Then the
lossless mode on the worst of texts, which must take no more for each character when there are more of them; and, when
asked, a file of 1 GB through the command.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from shared import HERE, texts
from speed import Report, call_on, in_turn

from turkic_alphabet import Transliterator, orthographies, strip_marks
from turkic_alphabet.letters import is_letter
from turkic_alphabet.marks import MARKS

MOST_MARKS = {"az": 0.003, "tr": 0.003, "uz": 0.003, "kk": 0.01, "ky": 0.01}
"""Shares of letters; for all others 0.03."""


def languages(report: Report, given: dict[str, str]) -> None:
    report.begin("Every orthography, 300,000 characters, beside the plain conversion")
    for tag in sorted({o.tag for o in orthographies()} & set(given)):
        text = (given[tag] * (300_000 // len(given[tag]) + 1))[:300_000]
        plain, exact = Transliterator(tag), Transliterator(tag, lossless=True)
        back, marked = plain.inverse(), exact(text)
        common = plain(text)
        assert back(marked) == text
        assert strip_marks(marked) == strip_marks(common)
        chunks = [text[at : at + 10_000] for at in range(0, len(text), 10_000)]
        calls = {
            "plain": call_on(plain, text),
            "lossless": call_on(exact, text),
            "align": (lambda text=text, plain=plain: plain.align(text), len(text)),
            "stream": (lambda chunks=chunks, plain=plain: "".join(plain.stream(chunks)), len(text)),
            "back": call_on(back, common),
            "back from marked text": call_on(back, marked),
        }
        taken = in_turn(calls, report.rounds)
        for name, beside, most in (
            ("lossless", "plain", 4), ("align", "plain", None), ("stream", "plain", None),
            ("back from marked text", "back", None),
        ):  # fmt: skip
            shares = [mine / theirs for mine, theirs in zip(taken[name], taken[beside], strict=True)]
            report.add(f"{tag}, {name}", taken[name], "ns/char", beside=shares, most=most)
        first = [first_time(tag, given[tag][:300_000]) for _ in range(report.rounds)]
        shares = [mine / theirs for mine, theirs in first]
        report.add(f"{tag}, lossless, first time", [mine for mine, _ in first], "ns/char", beside=shares, most=4)
        marks = sum(map(marked.count, MARKS)) / sum(map(is_letter, common))
        report.add(f"{tag}, marks", [100 * marks], "% of letters", most=100 * MOST_MARKS.get(tag.split("-")[0], 0.03))


def first_time(tag: str, text: str) -> tuple[float, float]:
    """Nanoseconds for each character of the second half of a text, lossless and plain, when the first half has been met."""
    taken = []
    for convert in (Transliterator(tag, lossless=True), Transliterator(tag)):
        convert(text[: len(text) // 2])
        begun = time.process_time()
        convert(text[len(text) // 2 :])
        taken.append(1e9 * (time.process_time() - begun) / (len(text) - len(text) // 2))
    return taken[0], taken[1]


def worst(report: Report) -> None:
    report.begin("The lossless mode on the worst of texts: 10 kB, and how much more a character of 100 kB takes")
    exact = Transliterator("kk-Cyrl", lossless=True)
    for name, piece in {
        "all ambiguous, no blank": "и", "all ambiguous": "ким ", "all foreign": "Google ", "all foreign, no blank": "q",
        "all marks": "\ufe00", "tags and marks": "<ә б> и\ufe00 ",
    }.items():  # fmt: skip
        small, large = ((piece * n)[:n] for n in (10_000, 100_000))
        taken = in_turn({"1": call_on(exact, small), "2": call_on(exact, large)}, 3)
        growths = [more / less for less, more in zip(taken["1"], taken["2"], strict=True)]
        report.add(name, taken["1"], "ns/char", beside=growths, most=2)


def gigabyte(report: Report, text: str) -> None:
    """A file of 1 GB through the command, plain and lossless: seconds, and the most memory that a command has held."""
    report.begin("A file of 1 GB through the command")
    block = text.encode() + b"\n"
    for options in ([], ["--lossless"]):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "text")
            with source.open("wb") as file:
                while file.tell() < 10**9:
                    file.write(block)
            command = [sys.executable, "-m", "turkic_alphabet", "to", "kk-Cyrl", *options, "-f", str(source)]
            begun = time.perf_counter()
            subprocess.run([*command, "-o", f"{source}.out"], check=True, cwd=HERE.parent)
            report.add(" ".join(["to kk-Cyrl", *options]), [time.perf_counter() - begun], "s")
            held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
            report.add("memory held so far, at most", [held / 2**20], "MiB", most=64)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="a folder with mono/<lang>_<Script>.txt; without it sample.toml is read"
    )
    parser.add_argument("--json", type=Path, default=Path("exact.json"), help="where the figures go (exact.json)")
    parser.add_argument("--gigabyte", action="store_true", help="also a file of 1 GB")
    options = parser.parse_args()
    given, report = texts(options.data), Report(rounds=3)
    languages(report, given)
    worst(report)
    if options.gigabyte:
        gigabyte(report, given["kk-Cyrl"])
    options.json.write_text(
        json.dumps({"figures": report.figures}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
