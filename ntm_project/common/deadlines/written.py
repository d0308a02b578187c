"""A deadline as a column of a paper has it: the words as given, their times written in one way."""

import re

from ntm_project.common.dates import format_day, make_day

QUARTERS = ("I", "II", "III", "IV")
# What only repeats the head of the column, “Thời hạn”.
_HEAD = re.compile(r"^(?:thời gian|thời hạn)\s+(?:hoàn thành|thực hiện|xong)\s*:?\s+(?=\S)", re.I)
_DAY = re.compile(r"(?<![\d/])(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4})(?!\d)")
_MONTH = re.compile(r"(tháng\s+)0?(\d{1,2})\s*/\s*(\d{4})(?!\d)", re.I)
_QUARTER = re.compile(r"(quý\s+)([1-4])(\s*/\s*|(?=\s+năm\b|$))", re.I)


def in_a_column(words: str) -> str:
    """`thời gian xong trước tháng 04/ 2024` gives `trước tháng 4/2024`, `quý 4/2024` `quý IV/2024`;
    what is no time stays."""
    words = _DAY.sub(_day, _HEAD.sub("", words.strip()))
    words = _MONTH.sub(r"\1\2/\3", words)
    return _QUARTER.sub(_quarter, words)


def _day(found: re.Match[str]) -> str:
    try:
        return format_day(make_day(*map(int, found.groups())))
    except ValueError:
        return found[0]


def _quarter(found: re.Match[str]) -> str:
    return f"{found[1]}{QUARTERS[int(found[2]) - 1]}{found[3].strip()}"
