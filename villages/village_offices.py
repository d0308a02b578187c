"""Offices that only a village has: `Trưởng thôn`, `Bí thư chi bộ thôn Đông Hưng`."""

import re

from ntm_project.common.text import clean_line
from villages.nouns import VILLAGES

_SURE = [noun.replace(" ", r"\s+") for noun in VILLAGES if noun not in ("tổ", "khu")]
# Of others than villages there are "tổ" and "khu" too: "tổ sản xuất", "khu công nghiệp".
_NOUN = rf"(?:(?:{'|'.join(_SURE)})\b|(?:tổ|khu)(?:\s+dân\s+cư)?(?:\s+số)?(?=\s+\d)|khu\s+dân\s+cư)"
_CHIEF = rf"(?:\b(?:tổ\s+)?trưởng\s+(?={_NOUN}))"
_OF = (
    r"(?:(?:chi\s+bộ|chi\s+đoàn|chi\s+hội(?:\s+\w+){0,3}?|công\s+tác\s+(?:mặt\s+trận|mttq|mt)|y\s+tế"
    r"|công\s+an(?:\s+viên)?|an\s+ninh|ban\s+phát\s+triển|ban\s+giám\s+sát\s+cộng\s+đồng)\s+)"
)
# From the noun on it names the village, where more than the noun stands there.
_NAMING = re.compile(rf"(?:{_CHIEF}|\b{_OF})(?P<village>{_NOUN}.*)", re.I)
_ALWAYS = re.compile(
    r"\bban\s+công\s+tác\s+(?:mặt\s+trận|mttq|mt)\b|\bthôn\s+(?:đội\s+)?trưởng\b"
    r"|\bthôn\s+đội\b|\bban\s+phát\s+triển\s+thôn\b",
    re.I,
)
# Whoever holds one of these too, or only looks after a village, is of the commune.
_OF_COMMUNE = re.compile(
    r"\b(?:công\s+chức|chủ\s+tịch|đảng\s+ủy|đảng\s+uỷ|đảng\s+bộ|ubnd|phụ\s+trách|hiệu\s+trưởng"
    r"|trạm\s+y\s+tế|trạm\s+trưởng|toàn\s+xã|các\s+thôn)\b",
    re.I,
)
_PARTS = re.compile(r"\s*[,;/+&()]\s*|\s+[-–—]\s+|\s+(?:kiêm|và)\s+", re.I)


def is_of_village(title: str) -> bool:
    """Whether the office is one that only a village has."""
    words = clean_line(title)
    if _OF_COMMUNE.search(words):
        return False
    return bool(_ALWAYS.search(words) or any(map(_NAMING.search, _PARTS.split(words))))


def villages_in(title: str) -> list[str]:
    """The villages that an office names, noun and name: `thôn Đông Hưng`."""
    if not is_of_village(title):
        return []
    found = (_NAMING.search(part) for part in _PARTS.split(clean_line(title)))
    named = [one["village"] for one in found if one]
    return [words for words in named if not re.fullmatch(rf"{_NOUN}(?:\s+{_NOUN})?", words, re.I)]
