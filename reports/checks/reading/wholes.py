"""Parts beside the whole that they make: what of it does not add up."""

import re
from collections.abc import Iterator

from ntm_project.common.numbers import parse_decimal
from reports.checks.reading.patterns import FIRST_DIGIT, read_number

_SENTENCE = re.compile(r"[.;\n]+(?!\d)")
# `2,4 km đường, gồm 1,5 km ở A và 0,6 km ở B`; of money see `wrong_sums`.
_MADE_OF = re.compile(
    rf"({FIRST_DIGIT}[\d.]*(?<!\.)(?:,\d+)?)\s+(?!tỷ|tỉ|triệu|nghìn|ngàn|đồng)([^\W\d]+)\b"
    r"[^.;:\n\d]{0,40}?(\b(?:bao )?gồm\b|:|;?\s*\btrong đó\b)(?=(.+))",
    re.I,
)
_ONE_UNIT = dict.fromkeys(("nhân", "khẩu", "người"), r"(?:nhân\s+khẩu|khẩu|người)")
# Of which no two parts are one.
_LENGTHS = frozenset(
    ("km", "m", "ha", "m2", "m3", "tấn", "cây", "con", "bóng", "thùng", "camera", "buổi", "lớp")
)
# `3 sản phẩm 4 sao`, `2 trường mức độ 1`: of no count
_GRADE = re.compile(r"\b\d\s+sao\b|\b(?:mức độ|mức|hạng|cấp độ|cấp|loại)\s+\d+\b", re.I)
_ANY_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MEN_AND_WOMEN = re.compile(
    rf"({FIRST_DIGIT}[\d.]*)\s+(?:người|nhân khẩu|khẩu|lao động|hội viên|đoàn viên|học sinh)\b"
    r"[^.;\n\d]{0,40}?(\d[\d.]*)\s+(?:người\s+)?(nam|nữ)\b[^.;\n\d]{0,20}?"
    r"(\d[\d.]*)\s+(?:người\s+)?(?!\3)(?:nam|nữ)\b",
    re.I,
)

# `8 nhà vệ sinh, đã xong 4/8, còn 5 nhà`: by the whole stated first, 4/8 is no day
_DONE_OF = re.compile(
    rf"(?P<w>{FIRST_DIGIT}\d{{0,3}})\s+(?P<n>[^\W\d]+)\b[^.;\n\d]{{0,60}}?"
    r"\b(?:xong|được|đạt|hoàn thành|đã làm|đã xây)\s+(?P<d>\d{1,4})\s*/\s*(?P=w)(?![\d/])\s*[,;]\s*"
    r"(?:hiện\s+)?còn\s+(?:lại\s+)?(?P<l>\d{1,4})\s+(?P=n)\b",
    re.I,
)


def wrong_shares_of_a_whole(text: str) -> Iterator[str]:
    """A whole, how many of it are done and how many of it are left, that do not add up."""
    for found in _DONE_OF.finditer(text) if "còn" in text and "/" in text else ():
        if int(found["d"]) + int(found["l"]) != int(found["w"]):
            yield " ".join(found[0].split())


def wrong_parts(text: str) -> Iterator[str]:
    """`6.500 người, gồm 3.200 nam và 3.100 nữ`: parts of one unit that do not make the whole."""
    is_made = "gồm" in text or ":" in text or "trong đó" in text
    for found in _MADE_OF.finditer(text) if is_made else ():
        rest = _GRADE.sub(" ", _SENTENCE.split(found[4], maxsplit=1)[0])
        unit = found[2].lower()
        of_unit = _ONE_UNIT.get(unit) or re.escape(unit)
        parts = re.findall(rf"({_ANY_NUMBER.pattern})\s+{of_unit}\b", rest, re.I)
        if len(parts) < 2 or len(parts) != len(_ANY_NUMBER.findall(rest)):
            continue
        made, whole = sum(map(parse_decimal, parts)), read_number(found[1])
        # Not all, and one may be counted twice.
        is_some = "trong đó" in found[3].lower()
        is_apart = unit in _LENGTHS or _are_apart(rest)
        if (is_apart and made > whole) if is_some else made != whole:
            yield " ".join(f"{found[0]}{rest}".split())
    for found in _MEN_AND_WOMEN.finditer(text) if "nam" in text else ():
        people, some, others = (int(found[at].replace(".", "")) for at in (1, 2, 4))
        if some + others != people:
            yield " ".join(found[0].split())


# Kinds of which nobody is of two.
_APART = tuple(
    re.compile(rf"\b(?:{words})\b", re.I)
    for words in (
        r"kinh|dân tộc(?: thiểu số)?|dtts|khmer|mông|thái|tày|nùng|dao|mường|chăm|hoa|ê\s?đê|êđê"
        r"|jrai|gia rai|ba na|cơ tu|sán dìu",
        "nghèo|cận nghèo",
        "hoàn thành|xong|đã|đang|chưa",
        "nam|nữ",
    )
)


def _are_apart(rest: str) -> bool:
    """Whether each part of a list is of such a kind: `hộ nghèo 12 hộ, cận nghèo 18 hộ`."""
    parts = [part for part in re.split(r",(?!\d)|\bvà\b", rest) if _ANY_NUMBER.search(part)]
    return any(all(map(kind.search, parts)) for kind in _APART)


# `15 thành viên, trong đó 1 trưởng ban, 2 phó trưởng ban và 13 ủy viên`
_MEMBERS = re.compile(
    rf"({FIRST_DIGIT}\d?)\s+(?:thành viên|hội viên|đồng chí|người|ủy viên)\b[^.;\n\d]{{0,30}}?"
    r"(?:\bgồm\b|\btrong đó\b|:|\()[^.;\n\d]{0,12}?((?:\d{1,2}\s+(?:đồng chí\s+)?(?:là\s+)?"
    r"(?:trưởng|tổ trưởng|đội trưởng|chi hội trưởng|phó|tổ phó|đội phó"
    r"|chi hội phó|ủy viên|thành viên|hội viên|thư ký|chủ tịch)\b"
    r"[^.,;\n\d]{0,40}?(?:,\s*(?:và\s+)?|\bvà\s+|(?=[.;)\n]|$))){2,})",
    re.I,
)


def wrong_members(text: str) -> Iterator[str]:
    """A committee of so many whose offices make another number."""
    for found in _MEMBERS.finditer(text) if "rưởng" in text else ():
        offices = [int(number) for number in re.findall(r"\d+", found[2])]
        if re.search("viên", found[2], re.I) and sum(offices) != int(found[1]):
            yield " ".join(found[0].split())
