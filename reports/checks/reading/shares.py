"""Percentages that cannot be: unlike the counts beside them, above all of a thing, wrong way up."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ntm_project.common.numbers import format_decimal, parse_decimal
from reports.checks.reading.figures import SENTENCE
from reports.checks.reading.patterns import FIRST_DIGIT, beginning, read_number

# `6/8 tuyến đường hoa (đạt 85%)`, `412/480 hộ, đạt 85,8%`; no share of something else after it
_SHARE = re.compile(
    rf"({FIRST_DIGIT}[\d.]*(?:,\d+)?)\s*/\s*(\d[\d.]*(?:,\d+)?)(?![\d/])"
    r"\s+([^\W\d][^\d%.;:\n()]{0,60}?)[\s,(]*"
    r"(?<!\w)(?:\(|đạt(?: tỷ lệ)?|chiếm|bằng|tương đương|tỷ lệ|=)\s*(?:đạt\s*|tỷ lệ\s*)*"
    r"(\d{1,3}(?:,\d+)?)\s*%(?=\s*(?:[).,;\n]|$))",
    re.I,
)


def wrong_percents(text: str) -> Iterator[tuple[str, str]]:
    """(words, the share that the counts give) where the percentage beside two counts is another."""
    for found in _SHARE.finditer(text) if "/" in text and "%" in text else ():
        part, whole = (read_number(found[at]) for at in (1, 2))
        stated = parse_decimal(found[4])
        if not whole or part > whole:
            continue
        places = -int(stated.as_tuple().exponent)
        true = part * 100 / whole
        # Cut or rounded, in as many places as it is written with.
        if abs(true - stated) >= Decimal(1).scaleb(-places):
            yield " ".join(found[0].split()), f"{format_decimal(round(true, 1))}%"


# `100% số thôn (4/5 thôn)`
_SHARE_BEFORE = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:,\d+)?)\s*%\s+[^.,;\n()\d%]{1,40}\((\d[\d.]*)\s*/\s*(\d[\d.]*)\s+[^\W\d]+"
)


def percents_before(text: str) -> Iterator[tuple[str, str]]:
    """The same where the percentage stands before the counts."""
    for found in _SHARE_BEFORE.finditer(text) if "%" in text and "(" in text else ():
        stated, part, whole = (read_number(found[at]) for at in (1, 2, 3))
        step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
        if part <= whole and whole and abs(part * 100 / whole - stated) >= step:
            yield " ".join(found[0].split()), f"{format_decimal(round(part * 100 / whole, 1))}%"


_WAY = re.compile(
    rf"{beginning('từ')}(?i:\s+(\d[\d.]*(?:,\d+)?)\s*(%|[^\W\d]+)?\s*(?:\([^()]*\)\s*)?"
    r"(lên|xuống)\s+"
    r"(?:(?:còn|đến|trên|dưới)\s+)?(\d[\d.]*(?:,\d+)?)\s*(%|[^\W\d]+)?)"
)


def wrong_ways(text: str) -> Iterator[str]:
    """`từ 42% lên 24%`, `từ 7% xuống còn 9%`: of one unit, the wrong way."""
    for found in _WAY.finditer(text) if "lên" in text or "xuống" in text else ():
        first, last = (read_number(found[at]) for at in (1, 4))
        is_wrong = last < first if found[3].lower() == "lên" else last > first
        if is_wrong and found[5] and found[2] in (None, found[5]):
            yield " ".join(found[0].split())


# More than was planned, or than the year before, is right.
_BESIDE_A_PLAN = r"(?!\s*(?:kế hoạch|so với|chỉ tiêu|dự toán|KH\b|mục tiêu|cùng kỳ|yêu cầu))"
_PERCENT = r"(\d{3}(?:,\d+)?)\s*%"
_OF_ALL = re.compile(
    rf"(?:tỷ lệ|tỉ lệ|tiến độ)\s[^.;,\n%\d]{{0,70}}?\s{_PERCENT}{_BESIDE_A_PLAN}"
    rf"|(?<![\d.,]){_PERCENT}\s+(?:tổng\s+)?(?:khối lượng|số hộ|dân số|diện tích|số thôn)"
    rf"{_BESIDE_A_PLAN}",
    re.I,
)
_MAY_BE_MORE = re.compile(r"\b(?:tăng|vượt|thu|huy động)\b", re.I)


def above_a_hundred(text: str) -> Iterator[str]:
    """`tỷ lệ hộ dùng nước sạch đạt 104%`, `120% khối lượng`: more than all of a thing."""
    for found in _OF_ALL.finditer(text) if "%" in text else ():
        is_more = parse_decimal(found[1] or found[2]) > 100
        if is_more and not _MAY_BE_MORE.search(found[0]):
            yield " ".join(found[0].split())


_OF_ALL_SOURCES = re.compile(
    r"\b(?:vốn đối ứng|nguồn vốn|nguồn lực|huy động vốn|vốn huy động|kinh phí)\b", re.I
)
# How much of each source was spent, or more than the year before.
_OF_A_SHARE_EACH = re.compile(
    r"\b(?:giải ngân|thanh toán|đạt|tăng|giảm|tiến độ|so với|vượt|nợ)\b", re.I
)
_SHARE_OF_SOURCE = re.compile(
    r"(?:ngân sách|nhân dân|doanh nghiệp|xã hội hóa|tín dụng|vốn|nguồn)[^,;.\n\d%]{0,40}"
    r"(\d{1,3}(?:,\d+)?)\s*%",
    re.I,
)


def shares_of_sources(text: str) -> Iterator[Decimal]:
    """What the shares of the sources make, where a sentence on `cơ cấu vốn` has more than all."""
    for sentence in SENTENCE.split(text) if "%" in text else ():
        is_whole = _OF_ALL_SOURCES.search(sentence) and not _OF_A_SHARE_EACH.search(sentence)
        if is_whole or "cơ cấu" in sentence.lower():
            shares = list(map(parse_decimal, _SHARE_OF_SOURCE.findall(sentence)))
            total = sum(shares, Decimal(0))
            if total > 100 and (len(shares) > 2 or "cơ cấu" in sentence.lower()):
                yield total
