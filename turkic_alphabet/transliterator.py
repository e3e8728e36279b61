"""One conversion, prepared once and used often."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from .assembly import by_tokens, marking, passage, unmarking
from .blocks import blocks
from .conversion import Options, checked_stems, directions, parts_of
from .errors import UnreadLetter, check_text
from .marks import MARKS
from .protection import PROTECT, protection_asked

if TYPE_CHECKING:
    from .alignment import Alignment
    from .marking import Marking
    from .orthography import Orthography
    from .step import Step
    from .token_by_token import TokenByToken
    from .unmarking import Unmarking

Made = TypeVar("Made")

SHORT = 1 << 11
"""Characters: a shorter text that needs two kernels takes no longer by these than token by token."""


class _Arguments(NamedTuple):
    """What a transliterator is equal by."""

    sources: tuple[str, ...]  # digests of tables
    targets: tuple[str, ...]
    options: Options
    protect: tuple[str | re.Pattern[str], ...]
    unread: Literal["keep", "raise"]
    keep: tuple[str, ...]
    lossless: bool


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
    :param lossless: write invisible marks beside the plain result, so that the way back gives the text exactly.
    :param extended: keep distinctions that the 34 letters lack, with the closed list of supplementary letters.
    :param alphabet: the letters written: ``"2024"``, ``"2024-ä"`` or ``"1991"``.
    :param protect: names of patterns whose matches are copied (`PROTECT` by default), and compiled patterns.
    :param unread: ``"raise"`` makes a letter that the table cannot read an `UnreadLetter`; ``"keep"`` copies it.
    :param stems: pairs of a beginning of words in the orthography and its hub letters, which win over the table.
    :param keep: words that are copied wherever they stand whole.
    :raises UnknownOrthography: for a tag without a table.
    :raises UnusableStem: for a stem that could never be found.
    :raises ValueError: for ``lossless`` between two orthographies: marks stand in the common alphabet only.
    """

    __slots__ = ("_arguments", "_convert", "_made", "_parts", "_passage", "_spans_in", "source", "target")

    def __init__(
        self,
        source: str | Orthography,
        target: str | Orthography = "common",
        /,
        *,
        lossless: bool = False,
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
        if lossless and (targets or not sources):
            raise ValueError(
                "lossless marks are written from an orthography to 'common'; on the way back they are obeyed"
            )
        options = Options(bool(extended), alphabet, checked_stems(stems))
        protected = protection_asked(protect)
        kept = _words(keep)
        self.source = source
        self.target = target
        self._parts = sources, targets
        self._passage = passage(sources, targets, options, protected, kept)
        self._made: dict[str, Any] = {}  # what few conversions need is made when it is asked for
        plain = self._passage.by_kernel and len(self._passage.kernels) == 1 and not lossless and unread == "keep"
        self._convert = self._passage.kernels[0].convert if plain else None
        self._spans_in = self._passage.spans_in
        read, written = (tuple(part.digest for part in parts) for parts in self._parts)
        self._arguments = _Arguments(read, written, options, protected, unread, kept, bool(lossless))

    def __setattr__(self, name: str, value: object) -> None:
        if hasattr(self, "_arguments"):  # the last to be set
            raise AttributeError(f"a Transliterator does not change: {name} cannot be set")
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Transliterator does not change: {name} cannot be deleted")

    def __call__(self, text: str, /) -> str:
        """Convert one text.

        :raises TypeError: for anything but ``str``.
        :raises UnreadLetter: under ``unread="raise"``.
        """
        if self._convert is None:
            return self._with_care(text)
        result = self._convert(text, self._spans_in)
        return self._with_care(text) if result is None else result

    def map(self, texts: Iterable[str], /) -> list[str]:
        """Convert many texts, each on its own.

        >>> Transliterator("az-Cyrl").map(["Бакы", "Ҝәнҹә"])
        ['Bakı', 'Gəncə']
        """
        listed = texts if isinstance(texts, list) else list(texts)
        if self._convert is None:
            return [self(text) for text in listed]
        results = self._passage.kernels[0].many(listed, self._spans_in)
        return [self._with_care(text) if r is None else r for text, r in zip(listed, results, strict=True)]

    def align(self, text: str, /) -> Alignment:
        """Convert one text, and tell where each part of it went.

        >>> aligned = Transliterator("uz-Latn", "uz-Cyrl").align("Toshkent shahri")
        >>> aligned.target, aligned.to_target(9, 15)
        ('Тошкент шаҳри', (8, 13))

        :raises TypeError: for anything but ``str``.
        :raises UnreadLetter: under ``unread="raise"``.
        """
        from .alignment import Alignment

        check_text(text)
        if self._arguments.unread == "raise":
            self._refuse_unread(text)
        if self._arguments.lossless:
            from .marking import ends_of, with_marks

            units, pieces = self._marking.align(text)
            return Alignment(text, with_marks(units, pieces), ends_of(units, pieces))
        if self._obeys(text):
            return Alignment(text, *self._unmarking.align(text))
        return Alignment(text, *self._passage.align(text, self._passage.spans(text)))

    def stream(self, chunks: Iterable[str], /) -> Iterator[str]:
        """Convert a text that comes in chunks, cut anywhere, in bounded memory; joined, the results are that of the whole.

        >>> list(Transliterator("kk-Cyrl").stream(["Аба", "й Құнан", "байұлы"]))
        ['Abay ', 'Qūnanbayūlı']

        It is cut after a blank and never inside a tag or a phrase to be kept; a compiled pattern of ``protect`` should
        match no blanks. A byte order mark is no part of the text, and stays.

        :raises UnreadLetter: with its position in the whole text, and a note that names the line.
        """
        position, line = 0, 1
        for block in blocks(chunks, phrases=self._arguments.keep):
            apart = int(not position and block.startswith("\ufeff"))
            try:
                yield block[:apart] + self(block[apart:])
            except UnreadLetter as error:
                at = apart + error.position
                found = UnreadLetter(error.letter, position + at, _said(self.source))
                found.add_note(f"in line {line + block.count(chr(10), 0, at)}")
                raise found from None
            position += len(block)
            line += block.count("\n")

    def steps(self, text: str, /) -> list[Step]:
        """The steps that convert a text, by the plain interpreter; joined, they give the source and the result."""
        from .explanation import steps_of, steps_of_marked, with_marks_shown

        check_text(text)
        rules = self._once("rules", lambda: [d.rules() for d in directions(*self._parts, self._arguments.options)])
        if self._obeys(text):
            return steps_of_marked(rules, self._unmarking, text)
        steps = steps_of(rules, self._passage.spans(text), text)
        return with_marks_shown(steps, *self._marking.align(text)) if self._arguments.lossless else steps

    def _with_care(self, text: str) -> str:
        """Convert what one kernel alone does not: text with marks, or into marks, by two kernels, with patterns of the caller."""
        check_text(text)
        if self._arguments.unread == "raise":
            self._refuse_unread(text)
        if self._arguments.lossless:
            return self._marking.convert(text)
        if self._obeys(text):
            return self._unmarking.convert(text)
        if self._passage.by_kernel and len(text) > SHORT:
            return self._by_tokens.convert(text)
        return self._passage.convert(text)[0]

    def _obeys(self, text: str) -> bool:
        """Whether this text has marks, and comes from where they are written."""
        sources, targets = self._parts
        return bool(targets) and not sources and any(mark in text for mark in MARKS)

    def _once(self, name: str, make: Callable[[], Made]) -> Made:
        """What few conversions need, made when it is first asked for."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    @property
    def _by_tokens(self) -> TokenByToken:
        return self._once("by_tokens", lambda: by_tokens(self._passage))

    @property
    def _marking(self) -> Marking:
        def made() -> Marking:
            home, given = parts_of(self.source, source=False)[0], self._arguments
            return marking(self._parts[0], home, given.options, given.protect, given.keep, self._passage)

        return self._once("marking", made)

    @property
    def _unmarking(self) -> Unmarking:
        def made() -> Unmarking:
            union, home = parts_of(self.target, source=True), self._parts[1][0]
            return unmarking(union, home, self._arguments.options, self._passage)

        return self._once("unmarking", made)

    def _refuse_unread(self, text: str) -> None:
        for step in self.steps(text):
            if step.kind == "copied" and (letter := next((c for c in step.source if c.isalpha()), "")):
                raise UnreadLetter(letter, step.start, _said(self.source))

    def inverse(self) -> Transliterator:
        """The conversion the other way, with the same options; it obeys the marks that a lossless one writes.

        >>> Transliterator("uz-Cyrl", "uz-Latn").inverse()("shahar")
        'шаҳар'
        """
        return _rebuilt(self.target, self.source, *self._arguments[2:6])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Transliterator) and self._arguments == other._arguments

    def __hash__(self) -> int:
        return hash(self._arguments)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self.source, self.target, *self._arguments[2:]))

    def __repr__(self) -> str:
        return f"<Transliterator {_said(self.source)} → {_said(self.target)}>"


def _rebuilt(
    source: str | Orthography, target: str | Orthography, options: Options,
    protect: tuple[str | re.Pattern[str], ...], unread: Literal["keep", "raise"], keep: tuple[str, ...], lossless: bool = False,
) -> Transliterator:  # fmt: skip
    return Transliterator(
        source, target, extended=options.extended, alphabet=options.alphabet, protect=protect, unread=unread,
        stems=options.stems, keep=keep, lossless=lossless,
    )  # fmt: skip


def _words(keep: Iterable[str]) -> tuple[str, ...]:
    words = (keep,) if isinstance(keep, str) or not isinstance(keep, Iterable) else tuple(keep)
    for word in words:
        if not isinstance(word, str) or not word:
            raise TypeError(f"keep takes words: non-empty str, not {word!r}")
    return words


def _said(which: str | Orthography) -> str:
    return which if isinstance(which, str) else which.tag
