"""A sum of money and the sources under it or behind it, one by one, that do not make it."""

import re
from collections.abc import Iterator
from itertools import takewhile

from reports.checks.reading.figures import money

_SCALE = r"(?:tỷ|tỉ|triệu|tr\.?đ|tr\.?|nghìn|ngàn)(?!\w)"
_AMOUNT = rf"(\d[\d.]*(?:,\d+)?)\s*({_SCALE})(?:\s+(\d[\d.]*)\s*(triệu|tr)(?!\w))?(?:\s*đồng)?"
_IN_MONEY = re.compile(r"\d\.*\s*(?:t[ỷỉr]|ng)", re.I)  # looked for first: most texts have none
_TOTAL = re.compile(
    r"(?:tổng|kinh phí|vốn|dự toán|nhu cầu|nguồn lực|cần|chi phí)\b"
    r"(?:[^.;:\n\d]|(?<=năm )\d{4}|\d{1,2}(?= tháng)){0,60}[:\s]\s*"
    rf"{_AMOUNT}\s*(?:[.,;:]?\s*(?:trong đó|bao gồm|gồm)\b\s*:?|:"
    r"|[.,;]\s*(?:phân|chia|cụ thể|cơ cấu)\b[^:.;\n\d]{0,30}:)(?P<rest>(?:.|\n)+)",
    re.I,
)
# `1.085 triệu đồng (đường 620 m: 930 triệu đồng; biển báo: 40 triệu đồng)`
_BRACKET = re.compile(rf"{_AMOUNT}\s*\((?P<rest>[^()\n]+)\)", re.I)
# `Tổng cộng: 1.300 triệu đồng` under its parts, each on a line
_BELOW_ITS_PARTS = re.compile(
    rf"^[-+*•\s]*(?:tổng cộng|tổng số|tổng|cộng)\s*:?\s*{_AMOUNT}", re.I | re.M
)
# `2. Phân theo nguồn: ngân sách tỉnh 5.000 triệu đồng; …` below the total that is divided
_DIVIDED = re.compile(
    r"^[-+*•\s]*(?:\d{1,2}[.)]\s*|[a-hđ]\)\s*)?(?:phân|chia|phân chia|phân bổ|cơ cấu)?\s*theo\s+"
    r"(?:các\s+)?(?:nguồn|công trình|hạng mục|nội dung|lĩnh vực|cơ cấu|thôn|tiêu chí)"
    r"[^:.\n\d]{0,30}:(?P<rest>[^\n]+)",
    re.I | re.M,
)
_A_TOTAL = re.compile(rf"\btổng\b(?:[^.;:\n\d]|(?<=năm )\d{{4}}){{0,60}}[:\s]\s*{_AMOUNT}", re.I)
_STOP = re.compile(r"(?<=[^\W\d])\.(?:\s|$)|\btổng (?:cộng|hai|các)\b", re.I)
_ITEM = re.compile(r"\s*(?:[-+*•–]|\d{1,2}[.)])\s")
_PARTS = re.compile(r";|,(?!\d)|(?<=đồng) và ")
_SEMICOLON = re.compile(";")  # between parts of which one has a comma: `loa đài, tủ sách: 115`
_ASIDE = re.compile(r"\([^()]*\)")
_NO_PART = re.compile(r"\b(?:trong đó|còn lại|mỗi|/|bình quân|x)\b|%", re.I)


def wrong_sources(text: str) -> Iterator[tuple[str, int]]:
    """(words of the total, what its parts make) where these are not one."""
    if not _IN_MONEY.search(text):
        return
    for one in _BRACKET.finditer(text):
        sign = _SEMICOLON if ";" in one["rest"] else _PARTS
        yield from _unlike(one, sign.split(one["rest"]))
    for one in _BELOW_ITS_PARTS.finditer(text):
        items = list(takewhile(_ITEM.match, reversed(text[: one.start()].rstrip().split("\n"))))
        yield from _unlike(one, [_ASIDE.sub(" ", line.rpartition("=")[2]) for line in items])
    for one in _DIVIDED.finditer(text):
        if totals := [*_A_TOTAL.finditer(text, 0, one.start())]:
            yield from _unlike(totals[-1], _listed(one["rest"]))
    at = 0
    while found := _TOTAL.search(text, at):
        at = found.start("rest")
        yield from _unlike(found, _listed(found["rest"]))


def _unlike(found: re.Match[str], listed: list[str]) -> Iterator[tuple[str, int]]:
    """The total of a match, where the parts make another."""
    parts = [part for part in listed if part.strip(" .-+*•")]
    amounts = [re.findall(_AMOUNT, part, re.I) for part in parts]
    is_list = len(parts) > 1 and all(len(one) == 1 for one in amounts)
    total = _worth(found.groups()[:4])
    if is_list and total and not any(map(_NO_PART.search, parts)):
        made = sum(_worth(one[0]) for one in amounts)
        if made != total:
            words = found.string[found.start(1) : found.end(2)]
            yield " ".join(words.split()), made


def _listed(rest: str) -> list[str]:
    """The parts that stand behind a total, or under it one a line."""
    first, *lines = rest.split("\n")
    if first.strip(" .:"):
        return _PARTS.split(_ASIDE.sub(" ", _STOP.split(first, maxsplit=1)[0]))
    items = takewhile(lambda line: _ITEM.match(line) and re.search(_AMOUNT, line, re.I), lines)
    return [_ASIDE.sub(" ", line) for line in items]


def _worth(parts: tuple[str | None, ...]) -> int:
    """The đồng of `2 tỷ 450 triệu`, `3.250 tr.đ`."""
    number, scale, more, unit = parts
    names = {"tr": "triệu", "trđ": "triệu"}
    plain = (scale or "").lower().replace(".", "")
    worth = money(f"{number} {names.get(plain, plain)}")
    return worth + (money(f"{more} triệu") if more and unit else 0)
