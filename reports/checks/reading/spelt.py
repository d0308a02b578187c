"""Sums of money spelt out beside their figures: `450.000.000 đồng (Bốn trăm triệu đồng)`."""

import re
from collections.abc import Iterator
from contextlib import suppress

from ntm_project.common.numbers import format_money, parse_money
from reports.checks.reading.once import fold

# Of folded words.
_ONES = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_SCALES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
_TENS = {"muoi": 10, "tram": 100}
_NOTHING = frozenset(("linh", "le", "chan", "dong", "bang", "chu"))
LEAST = 1_000  # đồng: `(một năm)` spells no sum
_SPELT = re.compile(
    r"(?P<sum>\d[\d.]*(?:,\d+)?\s*(?:tỷ|tỉ|triệu|nghìn)?\s*đồng)\s*\(\s*(?P<words>[^\d()\n]{6,120})\)",
    re.I,
)


def number_spelt(words: str) -> int | None:
    """The number that words spell out; None where one of them is no word of a number."""
    whole = part = digit = 0
    for word in re.findall(r"[a-z]+", fold(words)):
        if word in _ONES:
            digit = _ONES[word]
        elif word in _TENS:
            part += (digit or (1 if word == "muoi" else 0)) * _TENS[word]
            digit = 0
        elif word in _SCALES:
            whole += (part + digit) * _SCALES[word]
            part = digit = 0
        elif word not in _NOTHING:
            return None
    return whole + part + digit


def sums_spelt_otherwise(text: str) -> Iterator[tuple[str, str]]:
    """(words, the sum that is spelt) of each sum beside another in words."""
    for found in _SPELT.finditer(text) if "(" in text and "đồng" in text else ():
        spelt = number_spelt(found["words"]) or 0
        with suppress(ValueError):
            if spelt >= LEAST and spelt != parse_money(found["sum"]):
                yield " ".join(found[0].split()), format_money(spelt)
