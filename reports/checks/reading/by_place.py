"""Counts that a text states place by place beside their whole: `23 nhà (Nà Lốc 4, Tà Sài 7)`."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ntm_project.common.numbers import format_decimal
from reports.checks.reading.patterns import FIRST_DIGIT

_NAME = r"(?:(?:thôn|xóm|bản|ấp|buôn|khu phố|tổ)\s+)?[A-ZĐÀ-Ỹ][^\W\d_]*(?:\s+[^\W\d_]+){0,3}?"
_ITEM = re.compile(rf"\s*{_NAME}\s*:?\s*(?P<n>\d[\d.]*)(?:\s+(?P<unit>[^\W\d]+))?\s*")
_BRACKET = re.compile(
    rf"(?P<all>{FIRST_DIGIT}[\d.]*)\s+(?P<unit>[^\W\d]+)\b(?P<between>[^.;:\n()]{{0,60}}?)"
    r"\((?P<list>[^()\n]{8,300})\)"
)
# `Số hộ các thôn: A Máy 190, Ra Heng 245.`
_BY_EACH = re.compile(
    r"\b[Ss]ố (?P<unit>hộ|khẩu|nhân khẩu|người) (?:của )?(?:các|từng|mỗi) [^\W\d]+(?: [^\W\d]+)?:"
    r"(?P<list>[^.;\n]{8,300})"
)
_OWN_UNIT = re.compile(r"(?<=khẩu) \(([^()\n]{8,300}\d (hộ))\)")
_WHOLE = r"(?<![\d/.,])(\d{1,3}(?:\.\d{3})+|\d{2,4})"
_COMMA = re.compile(r",(?!\d)|;|\bvà\b")
FEWEST = 3


def wrong_by_place(text: str) -> Iterator[tuple[str, str]]:
    """(words of the whole, what its places make) where these are not one."""
    for found in _BRACKET.finditer(text) if "(" in text else ():
        total = _total(found["list"], found["unit"])
        if total and total != _number(found["all"]):
            head = f"{found['all']} {found['unit']}{found['between']}".strip()
            yield " ".join(head.split()), str(total)
    each = [(found[0], found["unit"], found["list"]) for found in _BY_EACH.finditer(text)]
    each += [(found[0], found[2], found[1]) for found in _OWN_UNIT.finditer(text)]
    for words, unit, items in each:
        wholes = {_number(one) for one in re.findall(rf"{_WHOLE}\s+{unit}\b", text)}
        total = _total(items, unit)
        if total and wholes and total not in wholes:
            whole = format_decimal(Decimal(max(wholes)))
            made = format_decimal(Decimal(total))
            yield " ".join(words.split()), f"{made} {unit}, nơi khác ghi {whole}"


def _total(words: str, unit: str) -> int:
    """What the places of a list make, each of which has one count of the unit; 0 for another
    list."""
    items = [_ITEM.fullmatch(part) for part in _COMMA.split(words.strip(" ."))]
    named = [one for one in items if one and (one["unit"] or unit).lower() == unit.lower()]
    return sum(_number(one["n"]) for one in named) if FEWEST <= len(named) == len(items) else 0


def _number(words: str) -> int:
    return int(words.rstrip(".").replace(".", "") or 0)


# `3/6 thôn (Vĩnh Phú, Yên Lạc), còn 3 thôn: Yên Lạc, Hưng Mỹ`
_TWO_GROUPS = re.compile(
    r"\b(?:thôn|xóm|bản|ấp|buôn|khu phố|khóm)\b[^.;:\n()]{0,40}\((?P<one>[^()\n]{5,200})\)"
    r"[^.\n()]{0,20}?\b(?:còn(?: lại)?|chưa)\b[^.:\n()]{0,40}(?:[:(]|\blà\b|\bgồm\b)"
    r"\s*(?P<other>[^.;:\n()]{5,200})"
)


def in_both_groups(text: str) -> Iterator[tuple[str, str]]:
    """(words, name) of a place that a text counts among those that have done it and those that
    have not."""
    for found in _TWO_GROUPS.finditer(text) if "(" in text else ():
        done, left = ({one.strip() for one in _COMMA.split(found[at])} for at in ("one", "other"))
        for name in sorted(one for one in done & left if one[:1].isupper()):
            yield " ".join(found[0].split()), name
