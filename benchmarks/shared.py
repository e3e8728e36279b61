"""What both benchmarks need: the texts, the rivals, and the package under either kernel."""

from __future__ import annotations

import importlib
import os
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

Convert = Callable[[str], str]


def on_python(source: str, target: str = "common") -> Convert:
    """A `Transliterator` on the Python kernel; the package is imported once more for it and then forgotten."""
    ours = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "turkic_alphabet"}
    before = os.environ.get("TURKIC_ALPHABET_KERNEL", "")
    os.environ["TURKIC_ALPHABET_KERNEL"] = "python"
    try:
        convert: Convert = importlib.import_module("turkic_alphabet").Transliterator(source, target)
        convert("")
    finally:
        os.environ["TURKIC_ALPHABET_KERNEL"] = before
        for name in [name for name in sys.modules if name.split(".")[0] == "turkic_alphabet"]:
            del sys.modules[name]
        sys.modules.update(ours)
    return convert


def texts(data: Path | None) -> dict[str, str]:
    """Text by orthography: DIR/mono/<lang>_<Script>.txt, or the sentences in sample.toml."""
    if data is None:
        found = tomllib.loads((HERE / "sample.toml").read_text(encoding="utf-8"))
        return {tag: text.strip() + "\n" for tag, text in found.items()}
    paths = sorted((data / "mono").glob("*_????.txt"))
    return {path.stem.replace("_", "-"): path.read_text(encoding="utf-8") for path in paths}


# Rivals. Each gives a function for two tags or raises LookupError; a rival that is not installed raises ImportError.

ISO_639_3 = {
    "az": "aze", "ba": "bak", "crh": "crh", "cv": "chv", "gag": "gag", "kaa": "kaa", "kk": "kaz", "krc": "krc",
    "kum": "kum", "ky": "kir", "nog": "nog", "sah": "sah", "tk": "tuk", "tr": "tur", "tt": "tat", "tyv": "tyv",
    "ug": "uig", "uz": "uzb",
}  # fmt: skip


def turkicnlp(source: str, target: str) -> Convert:
    """turkicnlp's Transliterator; its common alphabet is that of 1991."""
    from turkicnlp.scripts import Script
    from turkicnlp.scripts.transliterator import Transliterator

    scripts = {"Latn": Script.LATIN, "Cyrl": Script.CYRILLIC, "Arab": Script.PERSO_ARABIC, "": Script.COMMON_TURKIC}
    language = (target if source == "common" else source).split("-")[0]
    ends = ["" if tag == "common" else tag.partition("-")[2] for tag in (source, target)]
    if language not in ISO_639_3 or not set(ends) <= set(scripts):
        raise LookupError(source, target)
    try:
        made: Convert = Transliterator(ISO_639_3[language], *map(scripts.__getitem__, ends)).transliterate
    except ValueError:
        raise LookupError(source, target) from None
    return made


def uz_transliterator(source: str, target: str) -> Convert:
    """UzTransliterator, for Uzbek."""
    from UzTransliterator import UzTransliterator

    names = {"uz-Cyrl": "cyr", "uz-Latn": "lat"}
    if {source, target} != set(names):
        raise LookupError(source, target)
    convert = UzTransliterator().transliterate
    return lambda text: convert(text, from_=names[source], to=names[target])


def icu_cldr(source: str, target: str) -> Convert:
    """The transforms of CLDR that ICU carries between two national scripts."""
    from icu import ICUError, Transliterator

    if "common" in (source, target):
        raise LookupError(source, target)
    try:
        named = "-".join(tag.replace("-", "_") for tag in (source, target))
        made: Convert = Transliterator.createInstance(named).transliterate
    except ICUError:
        raise LookupError(source, target) from None
    return made


RIVALS: dict[str, Callable[[str, str], Convert]] = {
    "turkicnlp": turkicnlp,
    "UzTransliterator": uz_transliterator,
    "ICU (CLDR)": icu_cldr,
}


def rival(name: str, source: str, target: str) -> Convert | str:
    """A rival ready to run, or why there is none."""
    try:
        return RIVALS[name](source, target)
    except ImportError as error:
        return f"not installed ({error.name})"
    except LookupError:
        return "does not offer this"
