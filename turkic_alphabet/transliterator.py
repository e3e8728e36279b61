"""One conversion, prepared once and used often."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from .conversion import Options, checked_stems, directions, foreign_words, parts_of
from .engine import Kernel, kernel
from .errors import UnreadLetter
from .protection import PROTECT, protection

if TYPE_CHECKING:
    from .orthography import Orthography
    from .rules import RuleSet
    from .step import Step


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

    __slots__ = (
        "_arguments",
        "_directions",
        "_first",
        "_guarded",
        "_protection",
        "_rules",
        "_second",
        "source",
        "target",
    )

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
        sources, targets = parts_of(source, source=True), parts_of(target, source=False)
        options = Options(bool(extended), alphabet, checked_stems(stems))
        protected = (protect,) if isinstance(protect, (str, re.Pattern)) else tuple(protect)
        kept = _words(keep)
        self.source = source
        self.target = target
        self._directions = directions(sources, targets, options)
        self._rules: list[RuleSet] | None = None
        self._protection = protection(
            protected,
            # Latin alphabets differ in the letters of Roman numerals as well: between two, X may be anything.
            to_latin=not targets or (not sources and targets[0].script == "Latn"),
            keep=kept,
            foreign=foreign_words(sources, targets),
        )
        kernels = [kernel(d.program(), self._protection.guards, self._protection.roman) for d in self._directions[:1]]
        kernels += [kernel(d.program()) for d in self._directions[1:]]
        self._first: Kernel | None = kernels[0] if kernels else None
        self._second: Kernel | None = kernels[1] if len(kernels) > 1 else None
        self._guarded = bool(self._protection.patterns)
        self._arguments = (
            tuple(part.digest for part in sources), tuple(part.digest for part in targets),
            options, protected, unread, kept,
        )  # fmt: skip

    def __setattr__(self, name: str, value: object) -> None:
        if hasattr(self, "_arguments") and name != "_rules":  # the last to be set; rules are a cache
            raise AttributeError(f"a Transliterator does not change: {name} cannot be set")
        object.__setattr__(self, name, value)

    def __call__(self, text: str, /) -> str:
        """Convert one text.

        :raises TypeError: for anything but ``str``.
        :raises UnreadLetter: under ``unread="raise"``.
        """
        if self._arguments[4] == "raise":
            self._refuse_unread(text)
        if self._first is None or self._protection.always:
            return self._by_pieces(text)
        result = self._first.convert(text, self._guarded)
        if result is None:
            return self._by_pieces(text)
        return result if self._second is None else self._second.convert(result, False)  # type: ignore[return-value]

    def map(self, texts: Iterable[str], /) -> list[str]:
        """Convert many texts, each on its own.

        >>> Transliterator("az-Cyrl").map(["Бакы", "Ҝәнҹә"])
        ['Bakı', 'Gəncə']
        """
        listed = texts if isinstance(texts, list) else list(texts)
        if self._first is None or self._second is not None or self._protection.always or self._arguments[4] == "raise":
            return [self(text) for text in listed]
        results = self._first.many(listed, self._guarded)
        return [self._by_pieces(text) if r is None else r for text, r in zip(listed, results, strict=True)]

    def _by_pieces(self, text: str) -> str:
        """Convert what stands between the protected spans."""
        if not isinstance(text, str):
            raise TypeError(f"text must be str, not {type(text).__name__}")
        suspects = None if self._first is None else self._first.suspects(text)
        if self._first is not None and self._second is None:
            spans = self._protection.spans(text, suspects)
            return self._first.between(text, [place for span in spans for place in span])
        result = []
        for start, end, protected in self._protection.pieces(text, suspects):
            piece: str | None = text[start:end]
            for step in (self._first, self._second):
                if step is not None and not protected:
                    piece = step.convert(piece, False)  # type: ignore[arg-type]
            result.append(piece)
        return "".join(result)  # type: ignore[arg-type]

    def steps(self, text: str, /) -> list[Step]:
        """The steps that convert a text, by the plain interpreter; joined, they give the source and the result."""
        from .explanation import steps_of

        if not isinstance(text, str):
            raise TypeError(f"text must be str, not {type(text).__name__}")
        if self._rules is None:
            self._rules = [direction.rules() for direction in self._directions]
        return steps_of(self._rules, self._protection, text)

    def _refuse_unread(self, text: str) -> None:
        for step in self.steps(text):
            if step.kind == "copied" and (letter := next((c for c in step.source if c.isalpha()), "")):
                raise UnreadLetter(letter, step.start, _said(self.source))

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
