"""How often the library agrees with others' spellings, and why not: ``accuracy.py --data DIR [--only NAME] [--causes N]``.

DIR/parallel/*.tsv has columns lang, src_script, src, dst_script, dst: the same words in two scripts; it is scored in both
directions. DIR/mono/<lang>_<Script>.txt is running text, converted to the common alphabet and back.

A word is right when it is the one expected at its place, or another that the same set gives for the same source word;
case and the kind of apostrophe are not counted. Where the numbers of words differ, those count that stand on both sides.
A cause is what differs between the word expected and the word written: "ц→тс" is тс in place of ц. A word may have
several; its causes are counted with how often they occur. Nothing is pooled over sets.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from shared import RIVALS, Convert, rival, texts

from turkic_alphabet import Transliterator

Pairs = list[tuple[str, str]]

APOSTROPHES = dict.fromkeys(map(ord, "ʻʼ‘’`´ʹʽ＇"), "'")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")
SAID = {"Latn-x-2021": "Latn", "Latn-x-cta34": "common"}  # what private tags of the sets stand for; others are left out


def words(text: str) -> list[str]:
    """The words, in one case and with one apostrophe."""
    text = unicodedata.normalize("NFC", text).translate(APOSTROPHES)
    return WORD.findall(text.replace("İ", "i").casefold().replace("i̇", "i"))


def sets(path: Path) -> dict[tuple[str, str], Pairs]:
    """The pairs of one file by the tags of both sides."""
    csv.field_size_limit(sys.maxsize)
    found: dict[tuple[str, str], Pairs] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            sides = [tag_of(row["lang"], row[column]) for column in ("src_script", "dst_script")]
            if all(sides):
                found[sides[0], sides[1]].append((row["src"], row["dst"]))
    return found


def tag_of(language: str, script: str) -> str:
    if script in SAID:
        script = SAID[script]
    elif "-x-" in script or (language, script) == ("kk", "Latn"):  # the sets have older Latin alphabets of Kazakh there
        return ""
    return script if script == "common" else f"{language}-{script}"


class Score:
    """Words right, words expected, and the causes of the rest."""

    def __init__(self) -> None:
        self.right = self.total = 0
        self.causes: Counter[str] = Counter()

    def add(self, written: list[str], expected: list[str], also_right: list[set[str]] | None = None) -> None:
        self.total += len(expected)
        if len(written) != len(expected):
            self.right += sum((Counter(written) & Counter(expected)).values())
            self.causes["another number of words"] += 1
            return
        for at, (ours, theirs) in enumerate(zip(written, expected, strict=True)):
            if ours == theirs or (also_right and ours in also_right[at]):
                self.right += 1
            else:
                self.causes.update(differences(theirs, ours))

    def line(self, name: str, causes: int) -> str:
        told = ", ".join(f"{cause} {count}" for cause, count in self.causes.most_common(causes))
        return f"{name:58} {self.right / max(1, self.total):8.3%} of {self.total:7} words   {told}"


def differences(expected: str, written: str) -> Iterator[str]:
    """What stands in place of what, from letter to letter."""
    for kind, a, b, c, d in SequenceMatcher(None, expected, written, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"{expected[a:b] or '∅'}→{written[c:d] or '∅'}"


def score(pairs: Pairs, convert: Convert) -> Score:
    """All pairs of one set in one direction."""
    known: dict[str, set[str]] = defaultdict(set)
    split = [(a, words(a), words(b)) for a, b in pairs]
    for _, source, target in split:
        if len(source) == len(target):
            for one, other in zip(source, target, strict=True):
                known[one].add(other)
    result = Score()
    for text, source, target in split:
        also = [known[word] for word in source] if len(source) == len(target) else None
        result.add(words(convert(text)), target, also)
    return result


def meeting(pairs: Pairs, source: str, target: str) -> Score:
    """The words of both sides in the common alphabet, where both sides have as many."""
    one, other = Transliterator(source), Transliterator(target)
    result = Score()
    for a, b in pairs:
        here, there = words(one(a)), words(other(b))
        if len(here) == len(there):
            result.add(here, there)
    return result


def pairs_scored(path: Path, causes: int) -> None:
    for (source, target), pairs in sorted(sets(path).items()):
        turned = [(b, a) for a, b in pairs]
        for one, other, given in ((source, target, pairs), (target, source, turned)):
            name = f"{path.stem}, {one} → {other}"
            try:
                ours = Transliterator(one, other)
            except LookupError:
                print(f"{name:58} not offered")
                continue
            print(score(given, ours).line(name, causes), flush=True)
            for label in RIVALS:
                theirs = rival(label, one, other)
                if not isinstance(theirs, str):
                    print(score(given, theirs).line(f"    {label}", causes), flush=True)
        if "common" not in (source, target):
            try:
                print(meeting(pairs, source, target).line("    both sides meet in the common alphabet", causes))
            except LookupError:
                continue


def round_trip(tag: str, text: str, causes: int) -> None:
    result = Score()
    try:
        there, back = Transliterator(tag), Transliterator("common", tag)
    except LookupError:
        print(f"{tag:58} not offered")
        return
    for line in text.splitlines():
        result.add(words(back(there(line))), words(line))
    print(result.line(f"round trip, {tag}", causes), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with parallel/*.tsv and mono/*.txt")
    parser.add_argument("--only", default="", help="files whose name holds this")
    parser.add_argument("--causes", type=int, default=8, help="how many causes are told (8)")
    options = parser.parse_args()
    for label in RIVALS:
        if isinstance(why := rival(label, "uz-Cyrl", "uz-Latn"), str):
            print(f"{label}: {why}")
    for path in sorted((options.data / "parallel").glob("*.tsv")):
        if options.only in path.name:
            pairs_scored(path, options.causes)
    for tag, text in texts(options.data).items():
        if options.only in tag.replace("-", "_"):
            round_trip(tag, text, options.causes)


if __name__ == "__main__":
    main()
