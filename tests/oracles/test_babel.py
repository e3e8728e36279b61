"""Law 12, independent witnesses: CLDR's locale names, as Babel has them, in two scripts of one language.

CLDR translated its names for each script anew, so where the words are the same, an orthography in one script must
become that in the other. Where they are not, the list below says why; it holds nothing that agrees.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import NamedTuple

import pytest
from locale_names import names

from turkic_alphabet import convert, load
from turkic_alphabet.hub import hub


class Pair(NamedTuple):
    """Two locales of one language, and where their names part."""

    one: str
    other: str
    locales: tuple[str, str]
    differences: dict[str, str]  # a reason, with the names that it explains
    capitals: str  # names that only one of the two writes with capitals
    endings: tuple[str, str] = ("", "")  # words that one locale adds to a name and the other does not


AZERBAIJANI = Pair(
    "az-Cyrl", "az-Latn", ("az_Cyrl", "az_Latn"),
    {
        "another word or another ending": """
            languages/ady languages/arn languages/ban languages/bg languages/bs languages/ckb languages/crs languages/dz
            languages/gd languages/ia languages/kcg languages/kde languages/nqo languages/nso languages/to
            territories/HK territories/IO territories/MO territories/SZ currencies/AZN""",
        "a letter that the alphabet lacks (māori)": "languages/mi",
        "spaces around the hyphen": "territories/CD territories/CG",
        "the spelling before 1958 (май)": "months/*/*/5",
        "Cyrillic left in the Latin locale": "quarters/stand-alone/*",
    },
    "scripts/Cyrl months/stand-alone/wide/* days/format/abbreviated/*",
)  # fmt: skip

UZBEK = Pair(
    "uz-Cyrl", "uz-Latn", ("uz_Cyrl", "uz_Latn"),
    {
        "another word or another ending": """
            languages/arn languages/as languages/bas languages/bm languages/bug languages/ca languages/chk languages/chy
            languages/cy languages/da languages/dak languages/dar languages/dzg languages/ewo languages/fa languages/ff
            languages/gd languages/gl languages/he languages/hi languages/hil languages/ibb languages/lkt languages/ln
            languages/mn languages/moh languages/ms languages/mt languages/mwl languages/myv languages/mzn languages/nl
            languages/or languages/sw_CD languages/swb languages/syr languages/vi languages/wae languages/wal
            languages/xh languages/yi languages/zh_Hans languages/zh_Hant
            territories/018 territories/021 territories/035 territories/BA territories/BM territories/BW territories/CH
            territories/EA territories/FI territories/MH territories/MP territories/MS territories/NF territories/PM
            territories/PS territories/QO territories/SJ territories/AI
            scripts/Beng scripts/Brai scripts/Cyrl scripts/Deva scripts/Grek scripts/Gujr scripts/Guru scripts/Hang
            scripts/Hani scripts/Hans scripts/Hebr scripts/Hira scripts/Khmr scripts/Laoo scripts/Mong scripts/Sinh
            scripts/Zsym scripts/Zxxx scripts/Zzzz
            currencies/ANG currencies/BOB currencies/BRL currencies/DOP currencies/FKP currencies/GBP currencies/GTQ
            currencies/HTG currencies/INR currencies/JPY currencies/KYD currencies/PEN currencies/PYG currencies/RUB
            currencies/UZS""",
        "a hyphen in one of the two": """
            languages/dsb languages/nb languages/nn territories/CD territories/CG territories/PG""",
        "э or е, ё or йо, ъ or ʼ in a foreign name, which Latin does not tell": """
            languages/ada languages/gv languages/quc languages/yo territories/IM territories/PN scripts/Mlym""",
        "a soft sign in a foreign name, which Latin does not tell": """
            languages/be languages/it languages/ksh languages/nr territories/BY territories/HM currencies/PAB""",
        "ц in a name that begins as an Uzbek word does (принцип)": "territories/ST",
        "the months without their soft sign (январ for январь)": "months/format/wide/*",
        "Latin names in the Cyrillic locale": "months/stand-alone/abbreviated/* months/stand-alone/wide/*",
        "another abbreviation": """
            months/format/abbreviated/* months/*/narrow/* days/*/abbreviated/* days/*/narrow/* days/*/short/*""",
        "Azerbaijani in the Latin locale": "quarters/stand-alone/*",
    },
    "scripts/* months/* days/* languages/zxx territories/TF currencies/CUC",
    (r"(?:ча| тили)\b", r"(?:cha| tili)\b"),
)  # fmt: skip

PAIRS = [AZERBAIJANI, UZBEK]


def comparable(name: str, ending: str) -> str:
    """Without what the other locale does not add, and with one apostrophe of the many."""
    name = re.sub(ending, "", name) if ending else name
    return "".join("ʼ" if c in hub().apostrophes else c for c in name).replace(" ", " ")


def disagreements(pair: Pair, *, capitals: bool) -> dict[str, str]:
    """The names that one orthography does not become as the other locale has them, either way.

    :param capitals: only those that do but for their capitals; else, only the others.
    """
    ones, others = map(names, pair.locales)
    found = {}
    for place in sorted(ones.keys() & others.keys()):
        one, other = ones[place], others[place]
        for name, source, target, expected, ending in (
            (one, pair.one, pair.other, other, pair.endings[1]),
            (other, pair.other, pair.one, one, pair.endings[0]),
        ):
            got, wanted = (comparable(text, ending) for text in (convert(name, source, target), expected))
            small = load(target).table.case.lower
            if got != wanted and (small(got) == small(wanted)) == capitals:
                found[place] = f"{name!r} gives {got!r}, not {wanted!r}"
    return found


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.one}-{pair.other}")
def test_names_agree_but_for_the_listed_ones(pair: Pair) -> None:
    """Babel's CLDR data agrees up to a listed set of differences."""
    for capitals, lists in ((False, pair.differences.values()), (True, [pair.capitals])):
        listed = [pattern for patterns in lists for pattern in patterns.split()]
        found = disagreements(pair, capitals=capitals)
        unlisted = [f"{place}: {why}" for place, why in found.items() if not any(fnmatchcase(place, p) for p in listed)]
        assert unlisted == []
        agreeing = [pattern for pattern in listed if not any(fnmatchcase(place, pattern) for place in found)]
        assert agreeing == [], "listed as different, and agrees"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.one}-{pair.other}")
def test_there_is_enough_to_compare(pair: Pair) -> None:
    ones, others = map(names, pair.locales)
    assert len(ones.keys() & others.keys()) > 400
