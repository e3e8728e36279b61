"""The Common Turkic Alphabet: every Turkic orthography to its 34 letters and back.

>>> from turkic_alphabet import to_common, from_common, convert
>>> to_common("Қазақстан Республикасы", "kk")
'Qazaqstan Respublikası'
"""

from __future__ import annotations

TYPE_CHECKING = False  # as `typing` has it; importing that takes longer than all the rest here
if TYPE_CHECKING:
    from .alignment import Alignment, Span
    from .alphabet import ALPHABET
    from .conversion import UnknownAlphabet, UnusableStem
    from .detection import Guess, detect, detect_words
    from .engine import KERNEL
    from .errors import Problem, TableError, TurkicAlphabetError, UnknownOrthography, UnreadLetter
    from .functions import convert, explain, from_common, is_common, scan, to_common
    from .marks import strip_marks
    from .offsets import Offsets
    from .orthography import Language, Orthography, languages, load, orthographies
    from .protection import PROTECT, UnknownProtection
    from .step import Step
    from .transliterator import Transliterator

__version__ = "0.1.0"

__all__ = [
    "ALPHABET",
    "KERNEL",
    "PROTECT",
    "Alignment",
    "Guess",
    "Language",
    "Offsets",
    "Orthography",
    "Problem",
    "Span",
    "Step",
    "TableError",
    "Transliterator",
    "TurkicAlphabetError",
    "UnknownAlphabet",
    "UnknownOrthography",
    "UnknownProtection",
    "UnreadLetter",
    "UnusableStem",
    "convert",
    "detect",
    "detect_words",
    "explain",
    "from_common",
    "is_common",
    "languages",
    "load",
    "orthographies",
    "scan",
    "strip_marks",
    "to_common",
]

# Where each name is defined: importing the package alone costs nothing, a name brings what it needs.
_HOMES = {
    "alignment": ("Alignment", "Span"),
    "alphabet": ("ALPHABET",),
    "conversion": ("UnknownAlphabet", "UnusableStem"),
    "detection": ("Guess", "detect", "detect_words"),
    "engine": ("KERNEL",),
    "errors": ("Problem", "TableError", "TurkicAlphabetError", "UnknownOrthography", "UnreadLetter"),
    "functions": ("convert", "explain", "from_common", "is_common", "scan", "to_common"),
    "marks": ("strip_marks",),
    "offsets": ("Offsets",),
    "orthography": ("Language", "Orthography", "languages", "load", "orthographies"),
    "protection": ("PROTECT", "UnknownProtection"),
    "step": ("Step",),
    "transliterator": ("Transliterator",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
