"""The figures that authored words state: sums, counts of villages, values of a unit of measure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ntm_project.common.numbers import parse_decimal, parse_money
from reports.checks.reading.once import all_read_once, read_once
from reports.checks.reading.patterns import FIRST_DIGIT, beginning

SENTENCE = re.compile(r"[.;\n]+(?!\d)")
NOUNS = (
    r"(?:thôn|xóm|bản|ấp|tổ dân phố|TDP|khu phố|buôn|khóm|tiểu khu"
    r"|làng(?!\s+(?:nghề|văn hóa|du lịch|cổ|sinh thái)))"
)
AMOUNT = (
    r"\d[\d.]*(?:,\d+)?\s*(?:tỷ|tỉ|triệu|nghìn|ngàn|tr)\b"
    r"(?:\s+\d[\d.]*\s*(?:triệu|tr|nghìn)\b)?(?:\s*đồng)?|\d{1,3}(?:\.\d{3}){2,}\s*(?:đồng|đ\b)"
)
_RELATIVE = re.compile(
    r"(?:tăng|giảm|trên|dưới|từ|vượt|hơn|ít nhất|tối thiểu|tối đa|mức|khoảng|≥|≤|>|<)"
    r"(?:\s+(?:thêm|đạt|là))?\s*$",
    re.I,
)
_OF_VILLAGES = re.compile(rf"({FIRST_DIGIT}\d{{0,2}})\s*/\s*(\d{{1,3}})(?![\d/])\s+{NOUNS}\b", re.I)
_ALL_VILLAGES = re.compile(
    rf"({beginning('cả', 'tất cả', 'toàn bộ', 'toàn xã có', 'toàn xã hiện có')})"
    rf"(?i:\s+(\d{{1,2}})\s+{NOUNS}\b(\s+(?:trong|của|toàn)\s+xã)?)"
)
_A_COUNT = re.compile(rf"\d\s+{NOUNS}\b", re.I)  # looked for first: most texts have none
_COUNTED = re.compile(rf"\b(?:tỷ lệ|số|100\s*%(?: số)?)\s+(?:các\s+)?{NOUNS}\b", re.I)


def head_of_unit(unit: str) -> str:
    """The word by which a text names a unit: `triệu` of `triệu đồng/người/năm`; % where it has
    none."""
    return (unit.replace("/", " ").split() or ["%"])[0]


def figures_in(text: str, unit: str) -> list[Decimal]:
    """The figures of a unit that a text states as such: no rise, no bound, no share of a plan."""
    word = re.escape(head_of_unit(unit))
    pattern = rf"(?<![\d.,/])(\d{{1,3}}(?:\.\d{{3}})*(?:,\d+)?)\s*{word}(?!\w)"
    return [
        parse_decimal(found[1])
        for found in re.finditer(pattern, text, re.I)
        if not _RELATIVE.search(text[max(0, found.start() - 24) : found.start()])
        and not re.match(r"\s*(?:kế hoạch|so với|KH\b)", text[found.end() :])
    ]


# `cho 5 buôn`, `xã có 7 thôn`; of a `bản` there are copies too.
_SOME_VILLAGES = re.compile(
    rf"\b(?:có|gồm|cho|ở|tại|các|BND|ban nhân dân|trưởng|bí thư|lãnh đạo|cán bộ)"
    rf"\s+({FIRST_DIGIT}\d?)\s+((?!bản){NOUNS})\b"
    r"(?!\s+(?:cũ|trước|\S+\s+cũ))"
    rf"|(?<![\d/.,])(\d{{1,2}})\s+({NOUNS})(?=, \d[\d.]* hộ\b)",
    re.I,
)
_HEADS_OF_VILLAGES = re.compile(
    rf"(?<![\d/.,])(?P<n>\d{{1,2}})\s+(?:trưởng|bí thư chi bộ|chi bộ)\s+(?P<noun>{NOUNS})\b", re.I
)
_BEFORE = re.compile(r"\b(?:cũ|trước đây|trước khi|sáp nhập|sắp xếp|huyện|tỉnh)\b", re.I)


@all_read_once
def villages_counted(
    text: str, *, is_ahead: bool, nouns: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """(some, of all, words) of each count of villages: `7/8 thôn`, `cả 8 thôn trong xã`; `cả 2
    thôn` alone may be those that were named before, and what was there may have been more."""
    if not _A_COUNT.search(text):
        return
    for found in _OF_VILLAGES.finditer(text) if "/" in text else ():
        yield int(found[1]), int(found[2]), " ".join(found[0].split())
    for found in _ALL_VILLAGES.finditer(text) if is_ahead else ():
        count, is_all = int(found[2]), found[1].lower().startswith("toàn xã") or found[3]
        yield count if is_all else 0, count, " ".join(found[0].split())
    for found in _HEADS_OF_VILLAGES.finditer(text):
        if found["noun"].lower() in nouns:
            yield 0, int(found["n"]), " ".join(found[0].split())
    is_named = any(map(text.lower().__contains__, nouns))
    for found in _SOME_VILLAGES.finditer(text) if is_named else ():
        clause = SENTENCE.split(text[: found.start()])[-1] + found[0]
        clause += SENTENCE.split(text[found.end() :], maxsplit=1)[0]
        number, noun = found[1] or found[3], found[2] or found[4]
        is_old = not found[3] and _BEFORE.search(clause)  # `8 thôn, 1.312 hộ` are of today
        if noun.lower() in nouns and not is_old:
            yield 0, int(number), " ".join(found[0].split())


@read_once
def is_share_of_villages(wording: str) -> bool:
    """Whether an indicator counts villages: `Tỷ lệ thôn có nhà văn hóa`."""
    return bool(_COUNTED.search(wording))


def money(words: str) -> int:
    """The đồng of an amount in words; 0 where they are none."""
    try:
        return parse_money(words)
    except ValueError:
        return 0
