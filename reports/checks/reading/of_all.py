"""Shares of the households or people of a commune, whose whole stands elsewhere in the text."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ntm_project.common.numbers import format_decimal, parse_decimal
from reports.checks.reading.patterns import FIRST_DIGIT, read_number
from villages.nouns import COMMUNE

_UNIT = r"(?:hộ|người|khẩu|nhân khẩu)"
_COUNT = re.compile(rf"(?<![\d/.,])(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,4}})\s+({_UNIT})\b", re.I)
# `có 4 bản, 612 hộ`, `dân số 8.240 người`, `với 3.240 hộ`
_WHOLE = re.compile(
    rf"\b(?:có|với|gồm|tổng số|toàn {COMMUNE}|dân số)\b(?:[^.;\n(]|\([^()\n]*\)){{0,40}}?"
    rf"(?<![\d/.,])(\d{{1,3}}(?:\.\d{{3}})+|\d{{3,4}})\s+({_UNIT})\b"
    r"(?!\s+(?:nghèo|cận|gia đình chính))",
    re.I,
)
# `1.048 hộ với 4.870 khẩu`
_BESIDE = re.compile(r"(?<![\d/.,])(\d[\d.]*) (hộ)(?=(?:,| với| và|;) \d[\d.]* (?:nhân )?khẩu)")
_BEHIND = re.compile(r"(?<=\d hộ[,;] )(\d[\d.]*) (nhân khẩu|khẩu)\b")
_SHARE = re.compile(
    rf"({FIRST_DIGIT}[\d.]*)\s+({_UNIT})\b(?P<of>[^.;:\n\d%()]{{0,40}}?)\s*"
    r"(?:\(\s*(?:chiếm\s+|tỷ lệ\s+|bằng\s+|=\s*)?|[,;]?\s*(?:chiếm|tỷ lệ|bằng|=)\s*(?:tỷ lệ\s+)?)"
    r"(\d{1,3}(?:,\d+)?)\s*%",
    re.I,
)
# `1.552 hộ dùng nước sạch, đạt 88% số hộ`: of all of them by its words
_SHARE_OF_ALL = re.compile(
    rf"({FIRST_DIGIT}[\d.]*)\s+({_UNIT})\b(?P<of>[^.;:\n\d%()]{{0,60}}?)[\s,(]*"
    r"\b(?:đạt|chiếm|bằng|tỷ lệ|tương đương)\s*(?:tỷ lệ\s+)?(\d{1,3}(?:,\d+)?)\s*%\s+"
    rf"(?:tổng\s+)?(?:số\s+)?(?:hộ|dân số|hộ dân)(?:\s+(?:dân|toàn {COMMUNE}|của {COMMUNE}))?"
    r"(?=\s*(?:[).,;\n]|$))",
    re.I,
)
# `lên 70% (840 hộ)`, `95% (9.120 người)`
_COUNT_BEHIND = re.compile(
    rf"(?<![\d.,])(\d{{1,3}}(?:,\d+)?)\s*%\s*\(\s*({FIRST_DIGIT}[\d.]*)\s+({_UNIT})\s*\)", re.I
)
_OF_ELSE = re.compile(
    r"^\s*\)?\s*(?:số|tổng|trong|của|trên|so với|hộ|dân số|lao động|kế hoạch|diện tích)\b", re.I
)
_SAME = {"nhân khẩu": "người", "khẩu": "người"}
_MANY = 100  # of fewer see `rests.wrong_shares`
TOLERANCE = Decimal("0.6")  # of a percentage that was cut or rounded to whole numbers


def shares_of_all(text: str, around: str = "") -> Iterator[tuple[str, str]]:
    """(words, the share that it is) where none of the larger counts of the text, and of what stands
    `around` it, gives it."""
    if "%" not in text:
        return
    whole_text = f"{around}\n{text}" if around else text
    counts = [(read_number(one[1]), _unit(one[2])) for one in _COUNT.finditer(whole_text)]
    readers = (_WHOLE, _BESIDE, _BEHIND)
    stated = [one for reader in readers for one in reader.finditer(whole_text) if one[1]]
    wholes = [(read_number(one[1]), _unit(one[2])) for one in stated]
    shares = (
        [(one, one[1], one[2], one[4]) for one in _SHARE.finditer(text)]
        + [(one, one[1], one[2], one[4]) for one in _SHARE_OF_ALL.finditer(text)]
        + [(one, one[2], one[3], one[1]) for one in _COUNT_BEHIND.finditer(text)]
    )
    for one, number, of_what, percent in shares if wholes else ():
        part, unit, share = read_number(number), _unit(of_what), parse_decimal(percent)
        step = min(TOLERANCE, Decimal(1).scaleb(int(share.as_tuple().exponent)))
        fits = [
            count
            for count, of in counts
            if count >= part and of == unit and abs(part * 100 / count - share) < step
        ]
        mine = [count for count, of in wholes if of == unit and count > part]
        is_of_else = one.re is _SHARE and _OF_ELSE.match(text[one.end() :])
        if mine and not fits and part and not is_of_else:
            true = format_decimal(round(part * 100 / max(mine), 1))
            whole = format_decimal(max(mine))
            yield " ".join(one[0].split()), f"{true}% của {whole} {of_what.lower()}"


# `5.600/5.912 người = 94,7%, còn 332 người`
_REST = re.compile(
    rf"(?<![\d/.,])(\d[\d.]*)\s*/\s*(\d[\d.]*)\s+({_UNIT})\b[^.;:\n\d]{{0,20}}"
    rf"(?:[(=,]?\s*(?:đạt |bằng |chiếm )?\d{{1,3}}(?:,\d+)?\s*%\)?)?[^.;:\n\d]{{0,20}}?"
    rf"\bcòn (?:lại )?(\d[\d.]*)\s+\3\b",
    re.I,
)


def wrong_rests_of_all(text: str) -> Iterator[str]:
    """Hundreds of households or people of whom some did it and others are left, not as many."""
    for one in _REST.finditer(text) if "còn" in text else ():
        done, whole, left = (read_number(one[at]) for at in (1, 2, 4))
        if whole >= _MANY and done + left != whole:
            yield " ".join(one[0].split())


def _unit(word: str) -> str:
    return _SAME.get(word.lower(), word.lower())
