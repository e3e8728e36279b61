"""Learn how often letters follow one another in each orthography: ``learn_detection.py --data DIR``.

Reads DIR/mono/<lang>_<Script>.txt, running text a line at a time, and the word lists beside it where there is little
text; writes tables/detection.bin, which `turkic_alphabet.detect` reads. The same texts and tables give the same bytes.

A line belongs to the orthography of its language and script that is written without a variant, unless this cannot read
one of its letters and a variant can. An orthography with little text of its own learns from text in the others of its
language, converted by the tables. One whose language has no text at all learns which letters it has and how these
follow one another in the other orthographies of its script.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from turkic_alphabet import Orthography, Transliterator, orthographies
from turkic_alphabet.detection_model import APOSTROPHES, EDGE, FILE, SCRIPTS, UNIT, Model, grams, packed, words, write
from turkic_alphabet.hub import tables_directory

ENOUGH = 400_000
"""So many characters are learned from for an orthography; more add little."""
LITTLE = 50_000
"""With less running text than this, word lists are read as well."""
KEPT = 2200
"""How many n-grams, the most frequent ones, are kept of each orthography."""
FOREIGN = 1e-6
"""How likely a letter that an orthography lacks is, unless its texts show it."""
HANDICAP = {"variant": round(2.0 * UNIT), "historical": round(1.5 * UNIT), "no text": round(10.0 * UNIT)}
"""What a text must show before it is taken to be in a rare orthography."""

Lines = dict[str, list[str]]
Keep = Callable[[int], bool]


def letters_of(orthography: Orthography) -> set[str]:
    """The characters of its letters, capitals among them, apostrophes told as one.

    An apostrophe beside the alphabet is a sign that any text may hold and shows nothing.
    """
    table = orthography.table
    own = {plain(c) for letter in (*table.alphabet, *table.capitals) for c in letter}
    other = {plain(c) for letter in (*table.other_letters, *table.other_capitals) for c in letter}
    return own | other - {"'"}


def plain(character: str) -> str:
    """A character as it is, any apostrophe as the same one."""
    return "'" if character in APOSTROPHES else character


def own_lines(data: Path, keep: Keep) -> Lines:
    """The lines of running text of every orthography that has some; ``keep`` chooses them by number."""
    found: Lines = {}
    known = orthographies()
    for base in sorted({(o.language, o.script) for o in known}):
        lines = read(data / "mono" / f"{'_'.join(base)}.txt", keep)
        if sum(map(len, lines)) < LITTLE:
            lines += read(data / "mono" / f"{'_'.join(base)}.words.txt", keep)
        own = {o.tag: letters_of(o) for o in known if (o.language, o.script) == base}
        bare = "-".join(base)
        shares: Lines = {}
        for line in lines:
            used = {plain(c) for word in words(line) for c in word.text}
            readers = [tag for tag, letters in own.items() if used <= letters]
            for tag in [bare] if bare in own and (bare in readers or not readers) else readers:
                shares.setdefault(tag, []).append(line)
        # A few stray lines are no text in a variant.
        found |= {tag: share for tag, share in shares.items() if tag == bare or len(share) > len(lines) / 100}
    return found


def read(path: Path, keep: Keep) -> list[str]:
    """Chosen lines of a file; none when there is no such file."""
    if not path.exists():
        return []
    return [line for at, line in enumerate(path.read_text("utf-8").splitlines()) if keep(at)]


def with_converted(own: Lines) -> Lines:
    """The lines of every orthography, filled up with those of its language converted."""
    lines: Lines = {}
    for orthography in orthographies():
        tag = orthography.tag
        lines[tag] = spread(own.get(tag, []), ENOUGH)
        siblings = [o.tag for o in orthographies(orthography.language) if o.tag != tag and o.tag in own]
        for sibling in sorted(siblings, key=lambda s: -sum(map(len, own[s]))):
            wanted = ENOUGH - sum(map(len, lines[tag]))
            if wanted > 0:
                convert = Transliterator(sibling, tag)
                lines[tag] += [convert(line) for line in spread(own[sibling], wanted)]
    return lines


def spread(lines: list[str], wanted: int) -> list[str]:
    """Lines from the whole of a text, about so many characters."""
    share = math.ceil(sum(map(len, lines)) / max(1, wanted))
    return lines[:: max(1, share)]


def small_letters(script: str) -> dict[str, str]:
    """The small letters of the capitals on which all orthographies of a script agree."""
    small: dict[str, set[str]] = {}
    for orthography in orthographies():
        if orthography.script == script:
            for capital, letter in orthography.table.case.small.items():
                small.setdefault(capital, set()).add(letter)
    return {capital: min(found) for capital, found in sorted(small.items()) if len(found) == 1}


class Counts:
    """How often each letter follows each one or two before it, in one orthography."""

    def __init__(self, spelled: Iterable[str], letters: set[str]) -> None:
        self.letters = sorted(letters)
        self.seen: Counter[str] = Counter()
        for word, times in Counter(spelled).items():
            for gram in grams(word):
                for part in {gram, gram[-2:], gram[-1]}:
                    self.seen[part] += times
        self.before: Counter[str] = Counter()  # how often something follows
        self.kinds: Counter[str] = Counter()  # how many letters follow
        for gram, times in self.seen.items():
            self.before[gram[:-1]] += times
            self.kinds[gram[:-1]] += 1

    def probability(self, gram: str) -> float:
        """Of the last letter after those before it, mixed with the shorter contexts as Witten and Bell do."""
        if not gram[:-1]:
            new = (1 / len(self.letters)) if gram in self.letters or gram == EDGE else FOREIGN
            whole = self.before[""]
            return (self.seen[gram] + new * 10) / (whole + 10) + FOREIGN
        shorter = self.probability(gram[1:])
        kinds = self.kinds[gram[:-1]]
        if not kinds:
            return shorter
        return (self.seen[gram] + kinds * shorter) / (self.before[gram[:-1]] + kinds)

    def cost(self, gram: str) -> int:
        """Minus the logarithm of the probability, as the model keeps it."""
        return min(255, round(-math.log(self.probability(gram)) * UNIT))


def learn(script: str, lines: Lines) -> tuple[dict[str, object], list[bytes], int]:
    """The parts of one script's model: its head, the costs by orthography, and how many lines were learned from."""
    own = [o for o in orthographies() if o.script == script]
    small = small_letters(script)
    unfitted = Model((), (), 0, str.maketrans(small), {}, b"")
    spelled = {
        o.tag: [unfitted.spelled(word.text) for line in lines[o.tag] for word in words(line) if word.script == script]
        for o in own
    }
    everyone = [word for found in spelled.values() for word in found[:20_000]]
    counts, gaps = {}, set()
    for o in own:
        letters = {c for letter in letters_of(o) for c in unfitted.spelled(letter)}
        if not spelled[o.tag]:
            gaps.add(o.tag)
            spelled[o.tag] = [word for word in everyone if set(word) <= letters]
        counts[o.tag] = Counts(spelled[o.tag], letters)
    kept = {letter for count in counts.values() for letter in (*count.letters, EDGE)}
    for count in counts.values():
        kept |= {gram for gram, times in count.seen.items() if len(gram) == 1 and times > 5}
        frequent = sorted(count.seen.items(), key=lambda item: (-item[1], item[0]))
        kept |= {gram for gram, _ in frequent[:KEPT]}
    names = sorted(gram for gram in kept if "|" not in gram)
    columns = [bytes(map(counts[o.tag].cost, names)) for o in own]
    typical = []
    for at, o in enumerate(own):
        if o.tag not in gaps:
            rows = {name: columns[at][i : i + 1] for i, name in enumerate(names)}
            alone = Model((o.tag,), (0,), 0, str.maketrans(small), rows, b"\xff")
            total, counted = alone.costs(word for word in spelled[o.tag][:20_000])
            typical.append(round(total[0] / max(1, counted)))
    head: dict[str, object] = {
        "tags": [o.tag for o in own],
        "priors": [handicap(o) + HANDICAP["no text"] * (o.tag in gaps) for o in own],
        "typical": sorted(typical)[len(typical) // 2],
        "small": small,
        "grams": "|".join(names),
    }
    return head, columns, sum(len(lines[o.tag]) for o in own)


def handicap(orthography: Orthography) -> int:
    """What an orthography costs before a letter is seen."""
    variant = orthography.tag != f"{orthography.language}-{orthography.script}"
    return HANDICAP["variant"] * variant + HANDICAP["historical"] * (orthography.table.status == "historical")


def learn_all(data: Path, keep: Keep, path: Path) -> Lines:
    """Write the file; what was learned from, by orthography."""
    lines = with_converted(own_lines(data, keep))
    parts = {}
    for script in SCRIPTS:
        if any(o.script == script for o in orthographies()):
            head, columns, count = learn(script, lines)
            parts[script] = packed(head, columns)
            print(f"{script}: {len(columns)} orthographies, {count} lines, {len(parts[script])} bytes")
    write(path, parts)
    return lines


def arguments() -> Iterator[Path]:
    """The folders named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of mono/<lang>_<Script>.txt")
    parsed = parser.parse_args()
    if not (parsed.data / "mono").is_dir():
        parser.error(f"{parsed.data}: no folder mono in it")
    yield parsed.data


if __name__ == "__main__":
    (folder,) = arguments()
    learned = learn_all(folder, lambda _: True, Path(tables_directory(), FILE))
    bare = [tag for tag, lines in learned.items() if not lines]
    print("letters only: " + (", ".join(bare) or "none"))
