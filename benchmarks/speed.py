"""How fast the library is, beside others: ``speed.py [--data DIR] [--json FILE] [--quick]``.

All that is compared is run in turn within one round, and a ratio is taken within its round, so that what else the machine
does weighs on both sides. Shown are medians, and in brackets the least and the greatest of the rounds. One thread is
measured in processor time, several threads and whole processes by the clock.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from shared import HERE, Convert, on_python, rival, texts

from turkic_alphabet import KERNEL, Transliterator, load, orthographies, to_common
from turkic_alphabet.export_icu import icu_rules

SLOW = 200_000
"""Characters that are given to what takes microseconds for each."""
ICU_LENGTH = 20_000
"""ICU edits in place, and takes the more time for each character the longer the text is: this is what suits it."""

Calls = dict[str, tuple[Callable[[], object], int]]
"""What is run, and how many characters it converts."""


class Report:
    """The figures, printed as they come and kept for the file."""

    def __init__(self, rounds: int) -> None:
        self.rounds = rounds
        self.figures: list[dict[str, object]] = []
        self.section = ""

    def begin(self, section: str) -> None:
        self.section = section
        print(f"\n{section}")

    def say(self, name: str, what: str) -> None:
        """Something that could not be measured."""
        self.figures.append({"section": self.section, "name": name, "said": what})
        print(f"  {name:44} {what}", flush=True)

    def add(
        self, name: str, values: list[float], unit: str, *,
        beside: list[float] | None = None, least: float | None = None, most: float | None = None,
    ) -> None:  # fmt: skip
        """A figure from every round, and what it is beside another; what has a target is the latter if there is one."""
        judged = values if beside is None else beside
        figure: dict[str, object] = {
            "section": self.section, "name": name, "unit": unit,
            "median": median(values), "least": min(values), "greatest": max(values),
        }  # fmt: skip
        line = f"  {name:46} {shown(values)} {unit}"
        if beside is not None:
            figure |= {"beside": median(beside), "beside_least": min(beside), "beside_greatest": max(beside)}
            line += f"   {shown(beside)} x"
        if least is not None or most is not None:
            reached = median(judged) >= least if least is not None else median(judged) <= most
            figure |= {"target": least if least is not None else most, "reached": reached}
            bound = f"at least {least:g}" if least is not None else f"at most {most:g}"
            line += f"   target {bound}: {'reached' if reached else 'NOT reached'}"
        self.figures.append(figure)
        print(line, flush=True)

    def run(self, calls: Calls, ratios: dict[tuple[str, str], float | None]) -> None:
        """Measure in turn; then say how many times as fast one is as another, with the least that is wanted."""
        taken = in_turn(calls, self.rounds)
        for name, values in taken.items():
            self.add(name, values, "ns/char")
        for (ours, other), least in ratios.items():
            if ours in taken and other in taken:
                times = [theirs / mine for mine, theirs in zip(taken[ours], taken[other], strict=True)]
                self.add(f"{ours} : {other}", times, "x", least=least)


def shown(values: list[float]) -> str:
    """The median, and the least and the greatest."""
    return f"{median(values):8.3g} ({min(values):.3g} to {max(values):.3g})"


def in_turn(calls: Calls, rounds: int) -> dict[str, list[float]]:
    """Nanoseconds for each character, in every round."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, (call, size) in calls.items():
            taken[name].append(1e9 * processor_time(call) / size)
    return taken


def processor_time(call: Callable[[], object]) -> float:
    """Seconds of this thread, at least some milliseconds of work measured."""
    repeat = 1
    while True:
        start = time.thread_time()
        for _ in range(repeat):
            call()
        taken = time.thread_time() - start
        if taken > 0.005:
            return taken / repeat
        repeat *= 4


def long_text(text: str, size: int) -> str:
    """The text repeated up to so many bytes of UTF-8."""
    whole = text * (size // len(text.encode()) + 1)
    return whole[: len(whole) * size // len(whole.encode())]


def alone(convert: Convert, tag: str) -> dict[str, str]:
    """The context-free part of a conversion: what every letter becomes by itself."""
    orthography = load(tag)
    letters = {c for letter in (*orthography.alphabet, *orthography.capitals) for c in letter}
    return {letter: convert(letter) for letter in sorted(letters)}


def floors(text: str, table: dict[str, str]) -> Calls | str:
    """The loops of floor.c, compiled now, or why there are none."""
    if sys.implementation.name != "cpython" or max(text) > "\uffff" or max(text) < "\u0100":
        return "for CPython, and texts of two bytes a character only"
    library = Path(tempfile.mkdtemp()) / "floor.so"
    include = sysconfig.get_path("include")
    command = [
        os.environ.get("CC", "cc"),
        "-O2",
        "-shared",
        "-fPIC",
        f"-I{include}",
        str(HERE / "floor.c"),
        "-o",
        str(library),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return "no C compiler"
    loaded = ctypes.PyDLL(str(library))
    for name in ("one_to_one", "copy"):
        getattr(loaded, name).restype = ctypes.py_object
    units = (ctypes.c_uint16 * 0x10000)(*range(0x10000))
    for letter, result in table.items():
        units[ord(letter)] = ord(result[:1] or " ")
    given = ctypes.py_object(text)
    return {
        "C loop, one character for one": (lambda: loaded.one_to_one(given, units), len(text)),
        "memcpy": (lambda: loaded.copy(given), len(text)),
    }


def bulk(report: Report, text: str, size: int) -> None:
    """One call on a long text."""
    report.begin(f"One call on {size / 1e6:g} MB, Kazakh Cyrillic to common, all rules, protected spans")
    whole = long_text(text, size)
    part, short = whole[:SLOW], whole[:ICU_LENGTH]
    convert, portable = Transliterator("kk-Cyrl"), on_python("kk-Cyrl")
    portable(whole)  # it remembers words; the first time they are new is measured by itself
    table = alone(convert, "kk-Cyrl")
    translation = str.maketrans(table)
    pattern = re.compile(f"[{''.join(table)}]")
    calls: Calls = {
        "C kernel": call_on(convert, whole),
        "Python kernel": call_on(portable, whole),
        "Python kernel, no word met before": (lambda: on_new_words(part), len(part)),
        "str.translate": (lambda: whole.translate(translation), len(whole)),
        "re.sub with a dict": (lambda: pattern.sub(lambda found: table[found[0]], part), len(part)),
    }

    def on_new_words(part: str) -> str:
        for words in portable._passage.kernels[0]._words:  # type: ignore[attr-defined]  # of one kernel only
            words.clear()
        return portable(part)

    found = floors(whole, table)
    if isinstance(found, str):
        report.say("C loop, memcpy", found)
    else:
        calls |= found
    other = rival("turkicnlp", "kk-Cyrl", "common")
    if isinstance(other, str):
        report.say("turkicnlp", other)
    else:
        calls["turkicnlp"] = call_on(other, part)
    try:
        from icu import Transliterator as IcuTransliterator
        from icu import UTransDirection

        rules = icu_rules(load("kk-Cyrl"), "read")
        icu = IcuTransliterator.createFromRules("kk-Cyrl", rules, UTransDirection.FORWARD)
        calls["PyICU on the exported rules"] = call_on(icu.transliterate, short)
    except ImportError:
        report.say("PyICU on the exported rules", "not installed")
    if KERNEL != "c":
        report.say("C kernel", "not built: the figures are those of the Python kernel")
    wanted = {"str.translate": 15, "C loop, one character for one": 0.25}
    ratios = {("C kernel", other): wanted.get(other) for other in calls if other != "C kernel"}
    report.run(calls, ratios | {("Python kernel", "str.translate"): 1, ("Python kernel", "turkicnlp"): 25})


def short_calls(report: Report, text: str) -> None:
    """Many calls on short texts, and a list of sentences."""
    report.begin("Calls on 100 characters, Kazakh Cyrillic to common")
    pieces = cut(long_text(text, 400_000), 100)[:400]
    size = sum(map(len, pieces))
    convert, portable = Transliterator("kk-Cyrl"), on_python("kk-Cyrl")
    translation = str.maketrans(alone(convert, "kk-Cyrl"))
    calls: Calls = {
        "Transliterator": (lambda: [convert(piece) for piece in pieces], size),
        "to_common": (lambda: [to_common(piece, "kk") for piece in pieces], size),
        "Python kernel": (lambda: [portable(piece) for piece in pieces], size),
        "str.translate": (lambda: [piece.translate(translation) for piece in pieces], size),
    }
    other = rival("turkicnlp", "kk-Cyrl", "common")
    if isinstance(other, str):
        report.say("turkicnlp", other)
    else:
        calls["turkicnlp"] = (lambda: [other(piece) for piece in pieces], size)
    ratios: dict[tuple[str, str], float | None] = {("Transliterator", other): None for other in calls}
    del ratios["Transliterator", "Transliterator"]
    report.run(calls, ratios | {("Transliterator", "str.translate"): 8, ("to_common", "str.translate"): 4})

    report.begin("A list of 100,000 sentences, Kazakh Cyrillic to common")
    sentences = re.findall(r"\S[^.!?\n]*[.!?]", long_text(text, 1_000_000)) or pieces
    sentences = (sentences * (100_000 // len(sentences) + 1))[:100_000]
    sentences = [sentence[:-1] + "." for sentence in sentences]  # each an object of its own
    size = sum(map(len, sentences))
    report.run(
        {
            "Transliterator.map": (lambda: convert.map(sentences), size),
            "str.translate": (lambda: [sentence.translate(translation) for sentence in sentences], size),
        },
        {("Transliterator.map", "str.translate"): 8},
    )


def cut(text: str, length: int) -> list[str]:
    """Pieces of about so many characters that begin with a word."""
    found, at = [], 0
    while at + 2 * length < len(text):
        start = text.find(" ", at) + 1
        found.append(text[start : start + length])
        at = start + length
    return found


def threads(report: Report, text: str, size: int) -> None:
    """Two halves of a long text, one after the other and at the same time; and how much two threads gain here at all."""
    report.begin(f"Two threads, {size / 1e6:g} MB in two halves, by the clock")
    if (os.cpu_count() or 1) < 2:
        report.say("two threads", "one core only")
        return
    half = long_text(text, size // 2)
    gains = gained(report, Transliterator("kk-Cyrl"), [half, half[:-1] + " "])
    possible = gained(report, hashlib.sha256, [half.encode(), half.encode()])  # gives up the lock, needs no memory
    report.add("two threads, times as fast as one", gains, "x", least=1.7)
    report.add("the same of hashlib.sha256", possible, "x")
    room = 2 * len(half)  # bytes, as a text and its conversion have
    buffers = [(ctypes.create_string_buffer(room), ctypes.create_string_buffer(room)) for _ in range(2)]
    copying = gained(report, lambda two: ctypes.memmove(*two, room), buffers)  # needs nothing else
    report.add("the same of memcpy", copying, "x")


def gained(report: Report, work: Callable[[Any], object], parts: Sequence[object]) -> list[float]:
    """How many times as fast two threads are as one."""
    gains = []
    for _ in range(2 * report.rounds + 1):
        start = time.perf_counter()
        for part in parts:
            work(part)
        between = time.perf_counter()
        running = [threading.Thread(target=work, args=(part,)) for part in parts]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        gains.append((between - start) / (time.perf_counter() - between))
    return gains


def memory(report: Report, text: str, size: int) -> None:
    """How far memory rises above what was there, beside the size of the result."""
    report.begin(f"Memory, one call on {size / 1e6:g} MB")
    if not Path("/proc/self/clear_refs").exists():
        report.say("peak", "measured on Linux only")
        return
    program = """
import re, sys
from pathlib import Path
from turkic_alphabet import Transliterator
text, size = Path(sys.argv[1]).read_text(encoding="utf-8"), int(sys.argv[2])
text = text * (size // len(text.encode()) + 1)
convert = Transliterator("kk-Cyrl")
convert(text[:1000])
def held(what):
    return 1024 * int(re.search(what + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
Path("/proc/self/clear_refs").write_text("5")
before = held("VmRSS")
result = convert(text)
print((held("VmHWM") - before) / sys.getsizeof(result))
"""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text")
        path.write_text(text, encoding="utf-8")
        call = [sys.executable, "-c", program, str(path), str(size)]
        values = [
            float(subprocess.run(call, check=True, capture_output=True, cwd=HERE.parent).stdout) for _ in range(3)
        ]
    report.add("peak above what was there", values, "results", most=1.2)


def start_up(report: Report) -> None:
    """Import and first conversion of the wheel, installed in an environment of its own."""
    report.begin("From an installed wheel, by the clock")
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder, "venv")
        build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, str(HERE.parent)]
        try:
            subprocess.run(build, check=True, capture_output=True)
            venv.create(environment, with_pip=True)
            python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
            wheel = next(Path(folder).glob("*.whl"))
            subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", wheel], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            report.say("wheel", f"could not be built and installed: {error}")
            return

        def clock(program: str) -> float:
            start = time.perf_counter()
            subprocess.run([python, "-c", program], check=True, cwd=folder, capture_output=True)
            return 1000 * (time.perf_counter() - start)

        programs = {
            "import": "import turkic_alphabet",
            "import and first conversion": "import turkic_alphabet as t; t.to_common('Абай Құнанбайұлы', 'kk')",
        }
        clock(programs["import and first conversion"])
        over: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(4 * report.rounds):
            bare = clock("pass")
            for name, program in programs.items():
                over[name].append(clock(program) - bare)
        report.add("import, over the bare interpreter", over["import"], "ms", most=15)
        report.add("import and first conversion, over it", over["import and first conversion"], "ms", most=60)


def languages(report: Report, given: dict[str, str]) -> None:
    """Every orthography with text, to the common alphabet and back, beside reading Kazakh Cyrillic."""
    report.begin("Every orthography, 300,000 characters; speed beside reading Kazakh Cyrillic")
    yardstick = Transliterator("kk-Cyrl")
    kazakh = long_text(given["kk-Cyrl"], 600_000)[:300_000]
    for tag in sorted({o.tag for o in orthographies()} & set(given)):
        own = (given[tag] * (300_000 // len(given[tag]) + 1))[:300_000]
        common = Transliterator(tag)(own)
        calls = {
            "": call_on(yardstick, kazakh),
            f"{tag}, read": call_on(Transliterator(tag), own),
            f"{tag}, written": call_on(Transliterator("common", tag), common),
        }
        taken = in_turn(calls, report.rounds)
        reference = taken.pop("")
        for name, values in taken.items():
            shares = [theirs / mine for mine, theirs in zip(values, reference, strict=True)]
            report.add(name, values, "ns/char", beside=shares, least=0.6 if tag in ("uz-Latn", "uz-Cyrl") else 0.4)


def call_on(convert: Convert, text: str) -> tuple[Callable[[], object], int]:
    """One entry of what is to be run."""
    return lambda: convert(text), len(text)


def uzbek(report: Report, given: dict[str, str]) -> None:
    """Between two orthographies, beside those that do the same."""
    report.begin("Uzbek Cyrillic to Latin, 100,000 characters")
    text = long_text(given["uz-Cyrl"], 200_000)[:100_000]
    calls: Calls = {"turkic_alphabet": call_on(Transliterator("uz-Cyrl", "uz-Latn"), text)}
    for name in ("UzTransliterator", "turkicnlp", "ICU (CLDR)"):
        other = rival(name, "uz-Cyrl", "uz-Latn")
        if isinstance(other, str):
            report.say(name, other)
        else:
            part = text[:ICU_LENGTH] if name.startswith("ICU") else text
            calls[name] = call_on(other, part)
    report.run(calls, {("turkic_alphabet", other): None for other in calls if other != "turkic_alphabet"})


def growth(report: Report, text: str, largest: int) -> None:
    """Whether twice the text takes twice the time, whatever the text is."""
    report.begin("From 1 kB to 100 MB, Kazakh Cyrillic to common")
    convert = Transliterator("kk-Cyrl")
    size = 1000
    while size <= largest:
        part = long_text(text, size)
        report.add(f"{size / 1000:g} kB", in_turn({"": call_on(convert, part)}, report.rounds)[""], "ns/char")
        size *= 10
    strange = {
        "one letter": "я",
        "one letter with context rules": "е",
        "no spaces": text.replace(" ", ""),
        "all capitals": text.upper(),
        "nothing the table knows": "漢字かな",
        "Latin inside": text.translate(str.maketrans("аеор", "aeop")),
        "apostrophes": "ъ'ʼ",
        "marks": "и\u0306\u0301",
        "blanks": " \n",
        "openings of protected spans": "{ <a @b www. http:/ ",
    }
    for tag in ("kk-Cyrl", "uz-Latn"):
        for way, made in (("read", Transliterator(tag)), ("written", Transliterator("common", tag))):
            report.begin(f"Strange text, {tag} {way}: 10 kB, and how much more a character of 1 MB takes")
            for name, piece in strange.items():
                small = (piece * (10_000 // len(piece) + 1))[:10_000]
                large = small * 100  # not other text, which would cost something else
                taken = in_turn({"1": call_on(made, small), "2": call_on(made, large)}, max(3, report.rounds // 2))
                growths = [more / less for less, more in zip(taken["1"], taken["2"], strict=True)]
                report.add(name, taken["1"], "ns/char", beside=growths, most=2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="a folder with mono/<lang>_<Script>.txt; without it sample.toml is read"
    )
    parser.add_argument("--json", type=Path, default=Path("speed.json"), help="where the figures go (speed.json)")
    parser.add_argument("--quick", action="store_true", help="a tenth of the text and fewer rounds")
    parser.add_argument("--only", default="", help="names of measures, with commas between them")
    options = parser.parse_args()
    given = texts(options.data)
    kazakh = given["kk-Cyrl"]
    size = 2_000_000 if options.quick else 20_000_000
    report = Report(rounds=3 if options.quick else 7)
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores; kernel: {KERNEL}; text:"
          f" {options.data or 'sample.toml'}; {report.rounds} rounds")  # fmt: skip
    measures: dict[str, Callable[[], None]] = {
        "bulk": lambda: bulk(report, kazakh, size),
        "short": lambda: short_calls(report, kazakh),
        "threads": lambda: threads(report, kazakh, size),
        "memory": lambda: memory(report, kazakh, size),
        "start": lambda: start_up(report),
        "languages": lambda: languages(report, given),
        "uzbek": lambda: uzbek(report, given),
        "growth": lambda: growth(report, kazakh, 5 * size),
    }
    for name in options.only.split(",") if options.only else measures:
        measures[name]()
    about = {
        "python": platform.python_version(), "machine": platform.machine(), "cores": os.cpu_count(), "kernel": KERNEL,
        "text": str(options.data or "sample.toml"), "rounds": report.rounds,
    }  # fmt: skip
    options.json.write_text(
        json.dumps(about | {"figures": report.figures}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    missed = [figure for figure in report.figures if figure.get("reached") is False]
    print(f"\n{len(missed)} targets not reached; all figures are in {options.json}")


if __name__ == "__main__":
    main()
