"""Which orthography a text is in: its language, its script, and the standard of its spelling.

The script is that of most letters. Within it, every orthography says how likely the text's letters are, each after the
two before it; a letter that an orthography lacks is all but impossible there, so that a few words tell standards of one
language apart when they hold such a letter. Two standards that would spell the text alike share the score.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import NamedTuple

from .detection_model import UNIT, model, words
from .errors import check_text
from .tag import language_of, script_of

SAMPLE = 4000
"""Of a longer text, about so many characters are looked at, in pieces from its whole length."""
_PIECES = 16

# Letters are not independent, as multiplying their probabilities would have it: the scores are tempered, so that of the
# guesses with score 0.9 about nine in ten are right (measured by benchmarks/detection.py).
_TEMPER = 0.6
# A text whose letters cost so much more each than those of any text in its script is in none of the languages; the excess
# is in units of the natural logarithm, the allowance for chance shrinks with the root of the length.
_STRANGE = 1.0
_CHANCE = 3.5
# What it costs to go from one orthography to another between two words of a mixed text.
_CHANGE = 6 * UNIT


class Guess(NamedTuple):
    """An orthography that a text may be in, and how likely that is."""

    tag: str
    """The tag of the orthography: ``kk-Cyrl``."""
    language: str
    """The language subtag: ``kk``."""
    script: str
    """The ISO 15924 code of the script: ``Cyrl``."""
    score: float
    """Between 0 and 1; the scores of all guesses sum to 1."""


def detect(text: str, /) -> list[Guess]:
    """The orthographies of the script that a text is in, the likeliest first.

    >>> from turkic_alphabet import detect
    >>> detect("Біз бүгін қалаға бардық, кешке үйге қайттық.")[0].tag
    'kk-Cyrl'
    >>> detect("Biz bugun shaharga bordik, kechqurun uyga qaytdik, oʻgʻlim.")[0].tag
    'uz-Latn'

    The list is empty for a text without a letter of Latin, Cyrillic or Arabic script.

    Only Turkic languages are known: English or Russian is not among the guesses. Such a text gets a low score for
    all of them, the lower the longer it is; below 0.5 take the answer for "none that I know, or too short to tell".
    Standards of one language that spell a text alike share the score.
    """
    found = list(words(_sample(text))) or list(words(text))
    letters: Counter[str] = Counter()
    for word in found:
        letters[word.script] += word.letters
    if not letters:
        return []
    script = max(letters, key=letters.__getitem__)
    known = model(script)
    costs, counted = known.costs(word.text for word in found if word.script == script)
    costs = [cost + prior for cost, prior in zip(costs, known.priors, strict=True)]
    least = min(costs)
    excess = (least / counted - known.typical) / UNIT - _CHANCE / math.sqrt(counted)
    temper = _TEMPER * min(1.0, max(0.0, 1 - excess / _STRANGE)) ** 2
    # However long a text that is in none of the languages, nothing may be certain of it.
    sureness = temper / UNIT if excess <= 0 else temper / UNIT / (1 + counted * excess / 10)
    weights = [math.exp((least - cost) * sureness) for cost in costs]
    whole = sum(weights)
    guesses = [
        Guess(tag, language_of(tag), script_of(tag), w / whole) for tag, w in zip(known.tags, weights, strict=True)
    ]
    by_cost = sorted(zip(costs, range(len(costs)), strict=True))
    return [guesses[at] for _, at in by_cost]


def detect_words(text: str, /) -> list[tuple[str, str]]:
    """The words of a text, each with the tag of the orthography it is in.

    Neighbours help to tell: a change of orthography between two words of one script must be well founded.

    >>> from turkic_alphabet import detect_words
    >>> [tag for word, tag in detect_words("Бүгүн мектепке барабыз — bugun maktabga boramiz")]
    ['ky-Cyrl', 'ky-Cyrl', 'ky-Cyrl', 'uz-Latn', 'uz-Latn', 'uz-Latn']

    Words without a letter of Latin, Cyrillic or Arabic script are left out; a word of another language gets the tag
    that its neighbours have or that its letters fit best.
    """
    check_text(text)
    found = list(words(text))
    tags = [""] * len(found)
    for script in dict.fromkeys(word.script for word in found):
        places = [at for at, word in enumerate(found) if word.script == script]
        for at, tag in zip(places, _path(script, [found[at].text for at in places]), strict=True):
            tags[at] = tag
    return [(word.text, tag) for word, tag in zip(found, tags, strict=True)]


def _path(script: str, texts: list[str]) -> list[str]:
    """The cheapest way through the words, from orthography to orthography."""
    known = model(script)
    costs: dict[str, list[int]] = {}
    total = list(known.priors)
    came_from: list[list[int]] = []
    for text in texts:
        own = costs.get(text) or costs.setdefault(text, known.costs([text])[0])
        best = min(range(len(total)), key=total.__getitem__)
        limit = total[best] + _CHANGE
        came_from.append([at if cost <= limit else best for at, cost in enumerate(total)])
        total = [min(cost, limit) + more for cost, more in zip(total, own, strict=True)]
    at = min(range(len(total)), key=total.__getitem__)
    path = []
    for before in reversed(came_from):
        path.append(known.tags[at])
        at = before[at]
    return path[::-1]


def _sample(text: str) -> str:
    """A text, or pieces from its whole length, cut between words where there are any."""
    check_text(text)
    if len(text) <= SAMPLE:
        return text
    size = SAMPLE // _PIECES
    starts = [at * (len(text) - size) // (_PIECES - 1) for at in range(_PIECES)]
    pieces = []
    for start in starts:
        piece = text[start : start + size]
        pieces.append(piece.partition(" ")[2].rpartition(" ")[0] or piece)
    return "\n".join(pieces)
