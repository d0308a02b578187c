"""Finds products that do not add up: what each gets or gives, beside what all of them do."""

import re
from collections.abc import Iterator

from reports.checks.reading.figures import AMOUNT, money
from reports.checks.reading.patterns import FIRST_DIGIT

_AT_EACH = re.compile(
    rf"({FIRST_DIGIT}[\d.]*)\s+([^\W\d]+)\b[^.;\n\d]{{0,40}}?\bmỗi\s+\2\s+(?:[^\W\d]+\s+){{0,3}}?"
    rf"({AMOUNT}|\d{{1,3}}\.\d{{3}}\s*đồng)[^.;\n\d]{{0,30}}?\b(?:tổng|trị giá|thành tiền|quy ra)\b"
    rf"[^.;\n\d]{{0,30}}?({AMOUNT})",
    re.I,
)


_TIMES = re.compile(
    rf"({FIRST_DIGIT}\d*)\s+[^\W\d][^.,;:=\n\d]{{0,60}}?\s*[x×]\s*({AMOUNT})"
    rf"(?:\s*/\s*[^\W\d]+)?\s*=\s*({AMOUNT})",
    re.I,
)


# `1,5 triệu đồng x 214 hộ = 321 triệu đồng`
_TIMES_AFTER = re.compile(
    rf"({AMOUNT})(?:\s*/\s*[^\W\d]+)?\s*[x×]\s*(\d[\d.]*)\s+[^\W\d][^.,;:=\n\d]{{0,30}}?\s*=\s*({AMOUNT})",
    re.I,
)


# `520 thùng cho 4 ấp, mỗi ấp 150 thùng`; `4 lớp, mỗi lớp 35 người (150 người)`
_THINGS_AT_EACH = (
    re.compile(
        rf"(?P<all>{FIRST_DIGIT}[\d.]*)\s+(?P<thing>[^\W\d]+)\b[^.;\n\d]{{0,40}}?\s(?P<places>\d{{1,3}})"
        r"\s+(?P<place>[^\W\d]+)\s*[,(;]\s*mỗi\s+(?P=place)\s+(?P<each>\d[\d.]*)\s+(?P=thing)\b",
        re.I,
    ),
    re.compile(
        rf"(?P<places>{FIRST_DIGIT}\d*)\s+(?P<place>[^\W\d]+)\b[^.;\n\d]{{0,40}}?\bmỗi\s+(?P=place)"
        r"\s+(?P<each>\d[\d.]*)\s+(?P<thing>[^\W\d]+)\s*[,(;]\s*(?:tổng(?: cộng| số)?\s+)?"
        r"(?P<all>\d[\d.]*)\s+(?P=thing)\b",
        re.I,
    ),
)


# `mỗi hộ góp 500.000 đồng, 1.480 hộ được 704 triệu đồng`
_EACH_AND_ALL = re.compile(
    rf"\bmỗi\s+(?P<place>[^\W\d]+)\s+(?:[^\W\d]+\s+){{0,3}}?(?P<each>{AMOUNT}|\d{{1,3}}\.\d{{3}}\s*đồng)"
    rf"\s*[,;(]\s*(?:[^\W\d]+\s+){{0,2}}?(?P<n>\d[\d.]*)\s+(?P=place)\b[^.;\n\d]{{0,30}}?(?P<all>{AMOUNT})",
    re.I,
)


def wrong_at_each(text: str) -> Iterator[str]:
    """`6 ấp, mỗi ấp 5 triệu đồng, tổng 35 triệu đồng`: so many times so much is another sum."""
    patterns = _THINGS_AT_EACH if "mỗi" in text else ()
    for found in (one for pattern in patterns for one in pattern.finditer(text)):
        whole, places, each = (int(found[n].replace(".", "")) for n in ("all", "places", "each"))
        if places * each != whole:
            yield " ".join(found[0].split())
    for found in _AT_EACH.finditer(text) if "mỗi" in text else ():
        if int(found[1].replace(".", "")) * money(found[3]) != money(found[4]):
            yield " ".join(found[0].split())
    for found in _EACH_AND_ALL.finditer(text) if "ỗi" in text else ():
        count = int(found["n"].replace(".", ""))
        if count * money(found["each"]) != money(found["all"]):
            yield " ".join(found[0].split())


def wrong_products(text: str) -> Iterator[str]:
    """`24 mắt x 3 triệu đồng = 82 triệu đồng`, or the price first: another product."""
    for found in _TIMES.finditer(text) if "=" in text else ():
        if int(found[1]) * money(found[2]) != money(found[3]):
            yield " ".join(found[0].split())
    for found in _TIMES_AFTER.finditer(text) if "=" in text else ():
        if money(found[1]) * int(found[2].replace(".", "")) != money(found[3]):
            yield " ".join(found[0].split())
