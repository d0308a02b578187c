"""Amounts that stand in a row beside their total, as a table in prose has them, and how much a
thing has grown: what of it does not add up."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ntm_project.common.numbers import format_decimal, parse_decimal
from reports.checks.reading.patterns import ASIDE, FIRST_DIGIT, beginning, read_number
from villages.nouns import COMMUNE

_NUMBER = r"\d[\d.]*(?:,\d+)?"
_SCALES = {
    "tỷ": 1_000_000_000, "tỉ": 1_000_000_000, "triệu": 1_000_000, "tr": 1_000_000,
    "nghìn": 1_000, "ngàn": 1_000, "đồng": 1,
}  # fmt: skip
# `…; tổng cộng 450 triệu đồng`, `…; toàn xã 657 hộ`
_AT_THE_END = re.compile(
    rf"[,;.]\s*(?:và\s+)?(?P<key>tổng(?:\s+(?:cộng|số))?|cộng|(?:toàn|cả)\s+{COMMUNE})\b"
    rf"(?P<words>[^.,;:\n\d%]{{0,40}}?):?\s*(?<![\d/])(?P<all>{_NUMBER})(?![\d/]|\s*%)"
    r"(?:\s+(?P<unit>[^\W\d]+))?",
    re.I,
)
# `36 camera an ninh: ấp Tân Hòa 10, ấp Bàu Gõ 8`
_AT_THE_FRONT = re.compile(
    rf"(?P<all>{FIRST_DIGIT}[\d.]*)\s+(?P<unit>[^\W\d]+)\b[^.,;:\n\d]{{0,40}}:\s*(?P<rest>[^.\n]+)",
    re.I,
)
# What makes an amount more than a part of the total, or the total more than the amounts before it.
_NO_PARTS = re.compile(
    r"\b(?:trong đó|mỗi|tăng|giảm|so với|trên|dưới|hơn|gần|khoảng|từ|còn lại|thêm)\b|[%/]", re.I
)
_OF_MORE = re.compile(r"\b(?:năm|giai đoạn|mức|dự án|toàn|nhiệm kỳ|diện tích|chiều dài)\b", re.I)
_COMMA = re.compile(r"\s*[;,](?!\d)\s*(?:và\s+)?")
_NUMBERED = re.compile(
    r"\b(thôn|xóm|bản|ấp|khóm|buôn|khu|tổ|tổ dân phố|số|đội|cụm|tuyến|đường|lớp|khối)\s+\d+\b", re.I
)
_OF_SEVERAL = re.compile(r"\s*(?:cả\s+)?(?:hai|ba|bốn|các|\d)\b", re.I)
_ITEM = re.compile(rf"[^\d]*?\s(?P<n>{_NUMBER})(?:\s+(?P<unit>[^\W\d]+)(?P<more>[^\d]*))?\s*")
_OPEN = re.compile(r"\([^()]*\Z")  # `(CT 17` of `(CT 17.8)`
_START = re.compile(r"\n|(?<!\d)\.\s|:\s")


def wrong_lists(text: str) -> Iterator[tuple[str, str]]:
    """(words of the total, what its amounts make) of each list of a text that is not its total."""
    is_list = ";" in text or "," in text
    for found in _AT_THE_END.finditer(text) if is_list else ():
        if _OF_SEVERAL.match(found["words"]):
            continue  # `Tổng hai thôn` adds up totals
        amounts = _rows(text[: found.start()], found)
        if amounts and sum(amounts) != _worth(found["all"], found["unit"]):
            yield found[0].strip(" ,;."), _in_unit(sum(amounts), found["unit"])
    for found in _AT_THE_FRONT.finditer(text) if is_list and ":" in text else ():
        rest = _OPEN.sub("", ASIDE.sub("", found["rest"])).rstrip()
        amounts = _amounts(rest, found["unit"], is_bare=True)
        if amounts and sum(amounts) != _worth(found["all"], found["unit"]):
            yield " ".join(found[0].split()), _in_unit(sum(amounts), found["unit"])


def _in_unit(amount: Decimal | int, unit: str | None) -> str:
    """`440 triệu`."""
    scale = _SCALES.get((unit or "").lower(), 1)
    return f"{format_decimal(Decimal(amount) / scale)} {unit or ''}".strip()


def _rows(before: str, total: re.Match[str]) -> list[Decimal]:
    """The amounts of the list that a total ends."""
    if _OF_MORE.search(total["words"]):
        return []
    starts = [found.end() for found in _START.finditer(before)]
    sentence = before.rfind("\n") + 1
    by_place = total["key"].lower().startswith(("toàn", "cả"))
    # Behind the last colon, unless each row has a colon of its own.
    for start in (*reversed(starts), sentence):
        amounts = _amounts(before[start:], total["unit"], by_place=by_place)
        if amounts:
            return amounts
    return []


def _amounts(
    rows: str, unit: str | None, *, by_place: bool = False, is_bare: bool = False
) -> list[Decimal]:
    """The amount of each row, two or more; none where a row is none, or is of another unit. Rows
    `by_place` and those that are bare (`ấp Bàu Gõ 8`) name where each of them is."""
    found: list[Decimal] = []
    units = set()
    if _NO_PARTS.search(rows):
        return []
    for row in _COMMA.split(rows.strip(" -+*.")):
        item = _ITEM.fullmatch(" " + _NUMBERED.sub(r"\1 N", row))
        if item is None:
            return []
        own = item["unit"] or ""
        is_placed = _is_place(item[0][: item.start("n")])
        if (own and unit is None) or ((by_place or is_bare) and not is_placed):
            return []
        if own.lower() not in ("", (unit or "").lower()) and not {own, unit} <= _SCALES.keys():
            return []
        units.add(own)
        found.append(_worth(item["n"], own or unit))
    is_list = len(found) > 1 and (not unit or is_bare or "" not in units)
    return found if is_list and (not is_bare or units == {""}) else []


def _is_place(words: str) -> bool:
    """Whether the words before an amount end in a name: `ấp Tân Hòa`, `Lộc An có`, `thôn N`."""
    last = re.sub(r"(?:\s+(?:có|là))?[\s:–-]*$", "", words).split()
    return bool(last) and last[-1][:1].isupper()


def _worth(number: str, unit: str | None) -> Decimal:
    return read_number(number) * _SCALES.get((unit or "").lower(), 1)


_GROWTH = re.compile(
    rf"{beginning('từ')}(?i:\s+(?P<was>{_NUMBER})\s*(?P<of>%|[^\W\d]+)?[^.,;\n\d]{{0,20}}?\s*"
    rf"(?P<way>lên|xuống|còn)\s+(?:(?:còn|đến)\s+)?(?P<now>{_NUMBER})\s*(?P<unit>%|[^\W\d]+)?"
    r"[^.,;(\n\d]{0,40}[,;(]\s*(?:tương ứng\s+)?(?P<by>tăng|giảm)\s+"
    r"(?P<share>\d{1,3}(?:,\d+)?)\s*%(?!\s+so với\s+(?:kế hoạch|chỉ tiêu|mục tiêu)))"
)


def wrong_growths(text: str) -> Iterator[tuple[str, Decimal]]:
    """(words, the percentage that they give) where a thing has grown by another: `từ 68 lên 74 tỷ
    đồng, tăng 12%`. Of percentages the points are right too."""
    for found in _GROWTH.finditer(text) if "%" in text else ():
        was = _worth(found["was"], found["of"] or found["unit"])
        now = _worth(found["now"], found["unit"])
        stated = parse_decimal(found["share"])
        if not was or (found["of"] or found["unit"]) not in (found["unit"], *_SCALES):
            continue
        true = abs(now - was) * 100 / was
        step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
        is_points = found["unit"] == "%" and abs(now - was) == stated
        is_way = (now > was) == (found["by"].lower() == "tăng")
        if not is_points and is_way and abs(true - stated) >= step:
            yield " ".join(found[0].split()), round(true, 1)


_COUNTED = re.compile(
    r"(?<![\d/.,])(?P<n>\d{1,2})\s+(?P<noun>[^\W\d]+)\b[^.,;:\n\d]{0,40}:\s*(?P<rest>[^.;\n]+)",
    re.I,
)
_NEXT = re.compile(r"\s*(?:,|\bvà\b)\s*")


def wrong_enumerations(text: str) -> Iterator[tuple[str, str]]:
    """(words, how many there are) where a count is not that of what follows, each by the noun that
    is counted: `4 đoàn: đoàn số 1, đoàn số 2, đoàn số 3`."""
    for found in _COUNTED.finditer(text) if ":" in text else ():
        rows = [row.lower() for row in _NEXT.split(found["rest"].strip()) if row]
        noun = found["noun"].lower()
        is_list = len(rows) > 1 and all(row.startswith(f"{noun} ") for row in rows)
        if is_list and len(rows) != int(found["n"]):
            yield " ".join(found[0].split()), f"{len(rows)} {noun}"


_AVERAGE = re.compile(
    rf"(?P<n>{FIRST_DIGIT}[\d.]*)\s+(?P<noun>[^\W\d]+)\b[^.;\n\d]{{0,40}}?"
    rf"(?P<all>{_NUMBER})\s*(?P<unit>m2|m²|ha|kg|tấn|triệu|nghìn|tỷ|cây|ngày công|hộ|người"
    r"|nhân khẩu|khẩu)\b"
    rf"[^.;\n\d]{{0,30}}[,(]\s*(?:trung )?bình quân\s+(?:mỗi\s+(?P=noun)\s+)?(?P<each>{_NUMBER})\s*"
    r"(?P=unit)\b(?:\s+đồng)?(?:/(?P=noun)\b|\s*(?=[).,;\n]|$))",
    re.I,
)


def wrong_averages(text: str) -> Iterator[tuple[str, str]]:
    """(words, the average that the counts give): `420 hộ hiến 1.260 m2, bình quân 5 m2/hộ`."""
    for found in _AVERAGE.finditer(text) if "ình quân" in text else ():
        count, whole, stated = (read_number(found[n]) for n in ("n", "all", "each"))
        step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
        if count and abs(whole / count - stated) >= step:
            average = format_decimal(round(whole / count, 1))
            yield " ".join(found[0].split()), f"{average} {found['unit']}"
