"""Amounts that no text can mean: a part above its whole, a word unlike its digits, a scale or a
unit that has no such value."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ntm_project.common.numbers import format_decimal, parse_decimal
from reports.checks.reading.patterns import COUNT_WORDS, FIRST_DIGIT, read_number
from reports.checks.reading.spelt import sums_spelt_otherwise
from villages.nouns import COMMUNE

_NUMBER = rf"({FIRST_DIGIT}[\d.]*(?:,\d+)?)"
_SPELT = re.compile(rf"(?<![\d/.,])(\d{{1,2}})\s*\(({'|'.join(COUNT_WORDS)})\)", re.I)
_AMONG = re.compile(
    rf"{_NUMBER}\s+([^\W\d]+(?:\s+[^\W\d]+)?)\s+(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?"
    rf"{_NUMBER}\s+\2\b",
    re.I,
)
# `310 hộ cận nghèo (toàn xã có 265 hộ cận nghèo)`
_OF_ALL_THERE = re.compile(
    rf"{_NUMBER}\s+([^\W\d]+(?:\s+[^\W\d]+){{0,3}})\s*[(,;]\s*(?:toàn|cả|trong)\s+{COMMUNE}\s+"
    rf"(?:hiện\s+)?(?:chỉ\s+)?có\s+{_NUMBER}\s+\2\b",
    re.I,
)
_OF_WHICH = re.compile(
    rf"(?<!tỷ )(?<!tỉ ){_NUMBER}\s*(ha|m2|km|hộ|người|khẩu|tỷ đồng|triệu đồng|lao động|hội viên)\b"
    rf"[^.;\n\d]{{0,60}}\btrong đó\b[^.;\n\d]{{0,40}}?{_NUMBER}\s*\2\b",
    re.I,
)
_SHARE_OF = re.compile(
    rf"(?<!giảm ){_NUMBER}\s+([^\W\d]+)\b[^.;\n\d%]{{0,30}}?\s{_NUMBER}\s+\2\b[^.;\n\d%]{{0,30}}?"
    r"[\s,(]+(?:chiếm|bằng|tương đương|tỷ lệ|đạt tỷ lệ)\s+(?:tỷ lệ\s+)?(\d{1,3}(?:,\d+)?)\s*%",
    re.I,
)
# `2.960 hộ, 11.544 nhân khẩu; trong đó có 1.036 hộ Khmer, chiếm 53% số hộ`
_SHARE_OF_WHICH = re.compile(
    rf"{_NUMBER}\s+([^\W\d]+)\b(?:[^.\n%]|(?<=\d)\.(?=\d)){{0,60}}?\btrong đó\b"
    rf"[^.;\n\d%]{{0,20}}?\s{_NUMBER}\s+\2\b"
    r"[^.;\n\d%]{0,30}?[\s,(]+(?:chiếm|bằng|tương đương)\s+(?:tỷ lệ\s+)?(\d{1,3}(?:,\d+)?)\s*%",
    re.I,
)
_STARS = re.compile(r"\b(\d{1,2})\s+sao\b", re.I)
MOST_STARS = 5
_LENGTH = re.compile(
    rf"(?<![\d.,]){_NUMBER}\s*km\s+(?:đường|kênh|mương|rãnh|hàng rào|cống|đê|tuyến)", re.I
)
LONGEST = 400  # kilometres of one work: no commune has as many roads
_A_MONTH = re.compile(rf"thu nhập[^.;\n\d]{{0,60}}{_NUMBER}\s*triệu(?: đồng)?/người/tháng", re.I)
_A_HEAD = re.compile(
    rf"thu nhập[^.;\n\d]{{0,60}}{_NUMBER}\s*(?:nghìn|ngàn|tỷ|tỉ)(?: đồng)?/người/năm", re.I
)
_HALVES = re.compile(r"(?<![\d.,])\d[\d.]*,\d+\s+(?:hộ|người|nhân khẩu|học sinh)\b(?!\s*/)", re.I)
_GIVEN_LAND = re.compile(rf"\bhiến\s+(?:được\s+|tặng\s+|trên\s+)?{_NUMBER}\s*ha\b", re.I)
MOST_LAND = 50  # hectares that the people of a commune give
LEAST = 1_000  # thousands a head and year: who writes fewer means millions
HIGHEST = 20  # millions a head and month: only a year's income is as high
_SECTORS = re.compile(
    r"(nông[^,;.\n\d%]{0,40}|công nghiệp[^,;.\n\d%]{0,40}|(?:thương mại|dịch vụ)[^,;.\n\d%]{0,40})"
    r"\s(\d{1,3}(?:,\d+)?)\s*%",
    re.I,
)
_ALL_BUT_SOME = re.compile(
    r"100\s*%\s+[^.;\n]{0,40}?\bđã\s+(có|đạt|được)\s+([^\W\d]+\s+[^\W\d]+)[^.;\n]*?"
    r"\bchưa\s+\1\s+\2",
    re.I,
)
_SHEETS = re.compile(
    rf"phát(?: ra| hành)?\s+{_NUMBER}\s+phiếu[^.;\n\d]{{0,30}}?thu\s+(?:về|lại|được)?\s*"
    rf"{_NUMBER}\s+phiếu",
    re.I,
)
_POINT = re.compile(r"(?<![\d.,])\d{1,3}\.\d{1,2}\s*%")
_STRUCTURE = re.compile(r"cơ cấu[^.;\n]*", re.I)
_OF_WORK = re.compile(r"cơ cấu (?:kinh tế|lao động)", re.I)
# Of sources see `figures`; of shares that are no parts of one whole.
_NO_STRUCTURE = re.compile(
    r"\b(?:vốn|nguồn|kinh phí|tăng|giảm|so với|từ|lên|xuống|đạt|cây trồng|giống)\b", re.I
)
_A_SHARE = re.compile(r"(\d{1,3}(?:,\d+)?)\s*%")


def amount_faults(text: str) -> Iterator[str]:
    """What is wrong with the amounts of a text that has digits, in a sentence each."""
    for found in _SPELT.finditer(text) if "(" in text else ():
        if int(found[1]) != COUNT_WORDS[found[2].lower()]:
            yield f"“{found[0]}”: số và chữ khác nhau."
    for words, amount in sums_spelt_otherwise(text):
        yield f"“{words}”: bằng chữ là {amount}."
    for found in _SHEETS.finditer(text) if "phiếu" in text else ():
        if read_number(found[2]) > read_number(found[1]):
            yield f"“{' '.join(found[0].split())}”: thu về nhiều phiếu hơn phát ra."
    yield from _parts_above(text)
    if "%" in text:
        yield from _shares(text)
    yield from _out_of_scale(text)


def _out_of_scale(text: str) -> Iterator[str]:
    """`OCOP 6 sao`, `1.800 km đường`, `62 triệu đồng/người/tháng`."""
    if "sao" in text and "OCOP" in text:
        stars = (found for found in _STARS.finditer(text) if not 0 < int(found[1]) <= MOST_STARS)
        for found in stars:
            yield f"“{found[0]}”: sản phẩm OCOP xếp hạng từ 1 đến {MOST_STARS} sao."
    for found in _LENGTH.finditer(text) if "km" in text else ():
        if read_number(found[1]) >= LONGEST:
            yield f"“{found[0]}”: quá dài với một xã; hãy kiểm tra đơn vị đo."
    for found in _A_MONTH.finditer(text) if "/tháng" in text else ():
        if read_number(found[1]) >= HIGHEST:
            yield f"“{' '.join(found[0].split())}”: thu nhập bình quân tính theo năm."
    yield from _out_of_unit(text)


def _out_of_unit(text: str) -> Iterator[str]:
    """`hiến 2.500 ha`, `54,2 nghìn đồng/người/năm`: of another unit than is meant."""
    for found in _HALVES.finditer(text) if "," in text and "ình quân" not in text else ():
        yield f"“{found[0]}”: số đếm không thể lẻ."
    for found in _GIVEN_LAND.finditer(text) if "hiến" in text else ():
        if read_number(found[1]) >= MOST_LAND:
            yield f"“{found[0]}”: quá nhiều với một xã; hãy kiểm tra đơn vị đo."
    for found in _A_HEAD.finditer(text) if "/người" in text else ():
        if read_number(found[1]) < LEAST:
            yield f"“{' '.join(found[0].split())}”: thu nhập tính bằng triệu đồng; sai đơn vị."


def _parts_above(text: str) -> Iterator[str]:
    """`60 hộ nghèo trong số 45 hộ nghèo`, `1.280 ha, trong đó … 1.410 ha`."""
    patterns = [_AMONG] if "tr" in text else []
    patterns += [_OF_ALL_THERE] if "có" in text else []
    for found in (one for pattern in patterns for one in pattern.finditer(text)):
        if read_number(found[1]) > read_number(found[3]):
            yield f"“{' '.join(found[0].split())}”: phần lớn hơn toàn bộ."
    for found in _OF_WHICH.finditer(text) if "trong đó" in text else ():
        if read_number(found[3]) > read_number(found[1]):
            yield f"“{' '.join(found[0].split())}”: phần lớn hơn toàn bộ."


def _shares(text: str) -> Iterator[str]:
    """`trong 2.140 hộ còn 84 hộ nghèo, chiếm 2,1%`; shares of an economy that
    are not all; all of a thing, and one that is not."""
    of_which = _SHARE_OF_WHICH.finditer(text) if "trong đó" in text else ()
    for found in (*_SHARE_OF.finditer(text), *of_which):
        whole, part, stated = read_number(found[1]), read_number(found[3]), parse_decimal(found[4])
        places = -int(stated.as_tuple().exponent)
        true = part * 100 / whole if whole else stated
        if part <= whole and abs(true - stated) >= Decimal(1).scaleb(-places):
            yield f"“{' '.join(found[0].split())}”: tính ra {format_decimal(round(true, 1))}%."
    for found in _POINT.finditer(text):
        yield f"“{found[0]}”: phần thập phân viết sau dấu phẩy."
    for found in _ALL_BUT_SOME.finditer(text):
        yield f"“{' '.join(found[0].split())}”: 100% mà còn nơi chưa {found[1]}."
    for sentence in _STRUCTURE.findall(text):
        if _OF_WORK.match(sentence):
            shares = [parse_decimal(share) for _, share in _SECTORS.findall(sentence)]
            is_whole = len(shares) == 3 and sentence.count("%") == 3
        else:
            shares = list(map(parse_decimal, _A_SHARE.findall(sentence)))
            is_whole = len(shares) > 2 and not _NO_STRUCTURE.search(sentence)
        if is_whole and abs(sum(shares, Decimal(-100))) > 1:
            yield f"Cơ cấu cộng lại {format_decimal(sum(shares, Decimal(0)))}%."
