"""How often letters follow one another in each orthography: `tables/detection.bin` as objects, one per script.

The file holds counts of letters learned from open texts by ``benchmarks/learn_detection.py``, and no text. It is a line of
JSON (which scripts, how many bytes each), then for each script, compressed: a line of JSON, and a byte for each n-gram
and orthography. The byte is the cost of the n-gram's last letter after the letters before it: minus the logarithm of
its probability, in sixteenths. A model is unpacked when a text in its script is first met.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from .errors import TurkicAlphabetError
from .hub import tables_directory

FILE = "detection.bin"
UNIT = 16
"""Costs are in so many parts of a natural logarithm's unit."""
EDGE = " "

# The blocks of letters of each script; of combining marks and joiners, which belong to the word that they stand in;
# and the apostrophes that are part of letters in some orthographies, all told as one.
SCRIPTS = {
    "Latn": r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff",
    "Cyrl": r"\u0400-\u0481\u048a-\u052f\u1c80-\u1c8a\ua640-\ua66e\ua680-\ua69d",
    "Arab": r"\u0621-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c9",
}
_JOINED = r"\u0300-\u036f\u0483-\u0489\u064b-\u065f\u0670\u0674\u00ad\u200c\u200d"
APOSTROPHES = "ʻʼ'’‘`´‛ʹʽ＇"
_SILENT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_FOLDED = _SILENT | dict.fromkeys(map(ord, APOSTROPHES), "'")

_ANY = "".join(SCRIPTS.values())
WORD = re.compile(f"[{_ANY}](?:[{_ANY}{_JOINED}]|[{APOSTROPHES}](?=[{_ANY}])|(?<=[oOgGuUnNaAiIsS])[{APOSTROPHES}])*")
_RUNS = {script: re.compile(f"[{letters}]+") for script, letters in SCRIPTS.items()}


class Word(NamedTuple):
    """A word of a text, the script of most of its letters, and how many of them are in it."""

    text: str
    script: str
    letters: int


def words(text: str) -> Iterator[Word]:
    """The words of a text that are in a script that some orthography uses; each part of a text once, in order.

    >>> [(word.text, word.script) for word in words("Oʻzbek тили, 2026, Ελλάδα")]
    [('Oʻzbek', 'Latn'), ('тили', 'Cyrl')]
    """
    for found in WORD.findall(text):
        script, most = "", 0
        for name, run in _RUNS.items():
            count = sum(map(len, run.findall(found)))
            if count > most:
                script, most = name, count
        yield Word(found, script, most)


class Model(NamedTuple):
    """The letters of all orthographies of one script."""

    tags: tuple[str, ...]
    priors: tuple[int, ...]
    typical: int
    """What a letter costs on average in a text of an orthography of this script."""
    small: dict[int, str]
    rows: dict[str, bytes]
    unknown: bytes

    def spelled(self, word: str) -> str:
        """A word as the model knows words: composed, in small letters where all orthographies agree on them."""
        return unicodedata.normalize("NFC", word).translate(_FOLDED).translate(self.small)

    def row(self, gram: str) -> bytes:
        """The costs of a letter after others; of the longest end of the n-gram that is known."""
        rows = self.rows
        return rows.get(gram) or rows.get(gram[1:]) or rows.get(gram[-1]) or self.unknown

    def costs(self, words: Iterable[str]) -> tuple[list[int], int]:
        """What the words cost in each orthography, and how many letters and word ends were counted."""
        counts: dict[str, int] = {}
        for word in words:
            for gram in grams(self.spelled(word)):
                counts[gram] = counts.get(gram, 0) + 1
        total = [0] * len(self.tags)
        for gram, count in counts.items():
            total = [sum_ + count * cost for sum_, cost in zip(total, self.row(gram), strict=True)]
        return total, sum(counts.values())


def grams(word: str) -> Iterator[str]:
    """Each letter of a word and the end of the word, with the two places before it.

    >>> list(grams("ал"))
    [' а', ' ал', 'ал ']
    """
    marked = EDGE + word + EDGE
    yield marked[:2]
    for at in range(2, len(marked)):
        yield marked[at - 2 : at + 1]


@cache
def _packed() -> dict[str, bytes]:
    path = os.path.join(tables_directory(), FILE)
    try:
        with open(path, "rb") as file:
            sizes = json.loads(file.readline())
            return {script: file.read(size) for script, size in sizes.items()}
    except (OSError, ValueError) as error:
        raise TurkicAlphabetError(
            f"{path}: cannot be read as models of letters ({error}); install the library again"
        ) from error


def scripts() -> tuple[str, ...]:
    """The scripts that there are models of."""
    return tuple(_packed())


@cache
def model(script: str) -> Model:
    """The model of a script."""
    head, _, costs = zlib.decompress(_packed()[script]).partition(b"\n")
    data: dict[str, Any] = json.loads(head)
    width, names = len(data["tags"]), data["grams"].split("|")
    # A letter's costs stand together by orthography: so they compress better.
    columns = [costs[at : at + len(names)] for at in range(0, len(costs), len(names))]
    rows = dict(zip(names, map(bytes, zip(*columns, strict=True)), strict=True))
    return Model(
        tuple(data["tags"]), tuple(data["priors"]), data["typical"],
        str.maketrans(data["small"]), rows, bytes([255]) * width,
    )  # fmt: skip


def packed(data: dict[str, Any], costs: Iterable[bytes]) -> bytes:
    """One script's part of the file: what `model` unpacks."""
    head = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return zlib.compress(head.encode() + b"\n" + b"".join(costs), 9)


def write(path: str | os.PathLike[str], parts: dict[str, bytes]) -> None:
    """Write the file, scripts in order."""
    with open(path, "wb") as file:
        file.write(json.dumps({script: len(part) for script, part in parts.items()}).encode() + b"\n")
        file.write(b"".join(parts.values()))
