"""The Common Turkic Alphabet: every Turkic orthography to its 34 letters and back.

>>> from turkic_alphabet import to_common, from_common, convert
>>> to_common("Қазақстан Республикасы", "kk")
'Qazaqstan Respublikası'
"""

from .alphabet import ALPHABET
from .conversion import UnknownAlphabet
from .engine import KERNEL
from .errors import Problem, TableError, TurkicAlphabetError, UnknownOrthography, UnreadLetter
from .functions import convert, explain, from_common, is_common, scan, to_common
from .orthography import Language, Orthography, languages, load, orthographies
from .protection import PROTECT, UnknownProtection
from .step import Step
from .transliterator import Transliterator

__version__ = "0.1.0"

__all__ = [
    "ALPHABET",
    "KERNEL",
    "PROTECT",
    "Language",
    "Orthography",
    "Problem",
    "Step",
    "TableError",
    "Transliterator",
    "TurkicAlphabetError",
    "UnknownAlphabet",
    "UnknownOrthography",
    "UnknownProtection",
    "UnreadLetter",
    "convert",
    "explain",
    "from_common",
    "is_common",
    "languages",
    "load",
    "orthographies",
    "scan",
    "to_common",
]
