"""Lengths, weights and areas: what is done and left of a whole, and the share that is stated."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ntm_project.common.numbers import format_decimal, parse_decimal
from reports.checks.reading.patterns import FIRST_DIGIT, read_number

_NUMBER = r"\d[\d.]*(?:,\d+)?"
# `dài 2,8 km, đã bê tông 2,1 km, còn 0,7 km`
_REST = re.compile(
    rf"(?<![\d.,/])(?P<all>{_NUMBER})\s*(?P<unit>km|m2|m|ha|tấn)\b[^.;:\n\d]{{0,30}}?,\s*"
    rf"(?:trong đó\s+)?đã\s[^.;:,\n\d]{{0,30}}?(?P<done>{_NUMBER})\s*(?P=unit)\b"
    rf"[^.;:\n\d]{{0,20}}?,\s*(?:còn|chưa)\s[^.;:,\n\d]{{0,25}}?(?P<left>{_NUMBER})\s*(?P=unit)\b",
    re.I,
)
# `18,5 tấn/ngày trên tổng 20 tấn/ngày phát sinh, đạt 92,5%`, `92 của 1.845 hộ, bằng 5%`
_SHARE = re.compile(
    rf"(?<![\d.,/])(?P<part>{FIRST_DIGIT}[\d.]*(?:,\d+)?)\s*(?:(?P<unit>[^\W\d]+2?)(?:/[^\W\d]+)?\s+)?"
    rf"(?:trên|của|trong)\s+(?:tổng\s+)?(?:số\s+)?(?P<all>{_NUMBER})\s*"
    r"(?P<of>[^\W\d]+2?)(?:/[^\W\d]+)?\b[^.;:\n\d%]{0,40}?(?:đạt|bằng|chiếm|=|\()\s*(?:tỷ lệ\s+)?"
    r"(?P<share>\d{1,3}(?:,\d+)?)\s*%",
    re.I,
)
# `12,4 km/16 km, đạt 77,5%`
_OVER = re.compile(
    rf"(?<![\d.,/])(?P<part>{_NUMBER})\s*(?P<unit>[^\W\d]+2?)\s*/\s*(?P<all>{_NUMBER})\s*"
    r"(?P<of>(?P=unit))\b[^.;:\n\d%]{0,30}?(?:đạt|bằng|chiếm|=|\()\s*(?:tỷ lệ\s+)?"
    r"(?P<share>\d{1,3}(?:,\d+)?)\s*%",
    re.I,
)


# `5,6/8,0 km, đạt 70%, còn 2,4 km`
_OVER_AND_REST = re.compile(
    rf"(?<![\d.,/])(?P<done>{_NUMBER})\s*(?:[^\W\d]+2?)?\s*/\s*(?P<all>{_NUMBER})\s*"
    r"(?P<unit>km|m2|m|ha|tấn|tỷ|triệu)\b[^.;:\n\d]{0,30}?(?:\d{1,3}(?:,\d+)?\s*%\)?)?[^.;:\n\d]{0,12}?"
    rf"\b(?:còn|thiếu)(?: lại)?\s+(?P<left>{_NUMBER})\s*(?P=unit)\b",
    re.I,
)


def wrong_measured_rests(text: str) -> Iterator[str]:
    """The words of a whole, of what is done and of what is left of it, that do not add up."""
    is_of_a_rest = "còn" in text or "chưa" in text or "thiếu" in text
    for found in (*_REST.finditer(text), *_OVER_AND_REST.finditer(text)) if is_of_a_rest else ():
        whole, done, left = (read_number(found[name]) for name in ("all", "done", "left"))
        if done + left != whole:
            yield " ".join(found[0].split())


def wrong_measured_shares(text: str) -> Iterator[tuple[str, str]]:
    """(words, the share) where a part of a whole beside it is another share."""
    for found in (*_SHARE.finditer(text), *_OVER.finditer(text)) if "%" in text else ():
        part, whole = (read_number(found[name]) for name in ("part", "all"))
        is_one = not found["unit"] or found["unit"].lower() == found["of"].lower()
        if not is_one or not whole or part > whole:
            continue
        true, stated = part * 100 / whole, parse_decimal(found["share"])
        step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
        if abs(true - stated) >= step:
            yield " ".join(found[0].split()), f"{format_decimal(round(true, 1))}%"
