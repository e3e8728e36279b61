"""One conversion, prepared once and used often."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from .conversion import Options, checked_stems, rule_sets, tables_of
from .errors import UnreadLetter
from .interpreter import Step, interpret
from .orthography import Orthography
from .protection import PROTECT, protection


class Transliterator:
    """A conversion from one orthography to another, or from and to the common alphabet.

    Immutable, safe in threads; equal, hashed and pickled by what it does.

    >>> to_hub = Transliterator("kk-Cyrl")
    >>> to_hub("Абай Құнанбайұлы")
    'Abay Qūnanbayūlı'
    >>> to_hub.inverse()("Abay Qūnanbayūlı")
    'Абай Құнанбайұлы'

    :param source: a tag, an `Orthography`, or ``"common"``. A bare language reads all its scripts.
    :param target: likewise; a bare language means its default orthography.
    :param extended: keep distinctions that the 34 letters lack, with the closed list of supplementary letters.
    :param alphabet: the letters written: ``"2024"``, ``"2024-ä"`` or ``"1991"``.
    :param protect: names of patterns whose matches are copied (`PROTECT` by default), and compiled patterns.
    :param unread: ``"raise"`` makes a letter that the table cannot read an `UnreadLetter`; ``"keep"`` copies it.
    :param stems: pairs of a beginning of words in the orthography and its hub letters, which win over the table.
    :param keep: words that are copied wherever they stand whole.
    :raises UnknownOrthography: for a tag without a table.
    """

    __slots__ = ("_arguments", "_protection", "_rule_sets", "source", "target")

    def __init__(
        self,
        source: str | Orthography,
        target: str | Orthography = "common",
        /,
        *,
        extended: bool = False,
        alphabet: str = "2024",
        protect: Iterable[str | re.Pattern[str]] = PROTECT,
        unread: Literal["keep", "raise"] = "keep",
        stems: Iterable[tuple[str, str]] = (),
        keep: Iterable[str] = (),
    ) -> None:
        if unread not in ("keep", "raise"):
            raise ValueError(f"unread is 'keep' or 'raise', not {unread!r}")
        sources, targets = tables_of(source, source=True), tables_of(target, source=False)
        options = Options(bool(extended), alphabet, checked_stems(stems))
        protected = tuple(protect) if not isinstance(protect, (str, re.Pattern)) else (protect,)
        kept = _words(keep)
        self.source = source
        self.target = target
        self._rule_sets = rule_sets(sources, targets, options)
        self._protection = protection(protected, to_latin=not targets or targets[0].script == "Latn", keep=kept)
        self._arguments = (
            tuple(t.digest for t in sources), tuple(t.digest for t in targets),
            options, protected, unread, kept,
        )  # fmt: skip

    def __call__(self, text: str, /) -> str:
        """Convert one text.

        :raises TypeError: for anything but ``str``.
        """
        return "".join(step.target for step in self.steps(text))

    def map(self, texts: Iterable[str], /) -> list[str]:
        """Convert many texts, each on its own.

        >>> Transliterator("az-Cyrl").map(["Бакы", "Ҝәнҹә"])
        ['Bakı', 'Gəncə']
        """
        return [self(text) for text in texts]

    def steps(self, text: str, /) -> list[Step]:
        """The steps that convert a text; joined, they give the source and the result."""
        if not isinstance(text, str):
            raise TypeError(f"text must be str, not {type(text).__name__}" + _bytes_hint(text))
        steps: list[Step] = []
        for start, end, protected in self._protection.pieces(text):
            piece = text[start:end]
            if protected:
                steps.append(Step(start, end, piece, piece, "protected"))
            else:
                steps += (step._replace(start=step.start + start, end=step.end + start) for step in self._convert(piece))
        if self._arguments[4] == "raise":
            self._refuse_unread(steps)
        return steps

    def _convert(self, piece: str) -> list[Step]:
        if not self._rule_sets:
            return [Step(0, len(piece), piece, piece, "copied")] if piece else []
        steps = interpret(self._rule_sets[0], piece)
        for rules in self._rule_sets[1:]:
            steps = _composed(steps, interpret(rules, "".join(step.target for step in steps)))
        return steps

    def _refuse_unread(self, steps: list[Step]) -> None:
        for step in steps:
            if step.kind == "copied" and (letter := next((c for c in step.source if c.isalpha()), "")):
                raise UnreadLetter(letter, step.start, str(self._rule_sets[0].source) if self._rule_sets else "common")

    def inverse(self) -> Transliterator:
        """The conversion the other way, with the same options.

        >>> Transliterator("uz-Cyrl", "uz-Latn").inverse()("shahar")
        'шаҳар'
        """
        _, _, options, protected, unread, kept = self._arguments
        return Transliterator(
            self.target, self.source, extended=options.extended, alphabet=options.alphabet, protect=protected,
            unread=unread, stems=options.stems, keep=kept,
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Transliterator) and self._arguments == other._arguments

    def __hash__(self) -> int:
        return hash(self._arguments)

    def __reduce__(self) -> tuple[object, ...]:
        _, _, options, protected, unread, kept = self._arguments
        return (_rebuilt, (self.source, self.target, options, protected, unread, kept))

    def __repr__(self) -> str:
        return f"<Transliterator {_said(self.source)} → {_said(self.target)}>"


def _composed(first: list[Step], second: list[Step]) -> list[Step]:
    """The steps of two conversions in a row: the smallest spans whose edges both have."""
    result: list[Step] = []
    done: list[Step] = []
    at = 0  # where in the middle text the steps of the first stand
    queue = iter(second)
    reached, written = 0, ""
    for step in first:
        done.append(step)
        at += len(step.target)
        while reached < at:
            following = next(queue)
            reached = max(reached, following.end)
            written += following.target
        if reached == at:
            kinds = {s.kind for s in done}
            kind = "copied" if kinds == {"copied"} else "repaired" if "repaired" in kinds else "row"
            result.append(
                Step(
                    done[0].start, done[-1].end, "".join(s.source for s in done), written, kind,
                    "; ".join(s.rule for s in done if s.rule), "; ".join(dict.fromkeys(s.citation for s in done if s.citation)),
                )  # fmt: skip
            )
            done, written = [], ""
    return result


def _rebuilt(
    source: str | Orthography, target: str | Orthography, options: Options,
    protect: tuple[str | re.Pattern[str], ...], unread: Literal["keep", "raise"], keep: tuple[str, ...],
) -> Transliterator:  # fmt: skip
    return Transliterator(
        source, target, extended=options.extended, alphabet=options.alphabet, protect=protect, unread=unread,
        stems=options.stems, keep=keep,
    )  # fmt: skip


def _words(keep: Iterable[str]) -> tuple[str, ...]:
    words = (keep,) if isinstance(keep, str) else tuple(keep)
    if not all(isinstance(word, str) and word for word in words):
        raise TypeError("keep takes words: non-empty str")
    return words


def _said(which: str | Orthography) -> str:
    return which if isinstance(which, str) else which.tag


def _bytes_hint(text: object) -> str:
    return ": decode bytes first, text.decode('utf-8')" if isinstance(text, (bytes, bytearray)) else ""
