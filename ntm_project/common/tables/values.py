"""The value of a cell as a person would have typed it, for the fields of forms to read."""

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from ntm_project.common.dates import format_day, parse_day
from ntm_project.common.old_fonts import converted, recognised
from ntm_project.common.text import clean_prose, fold

_EXACT = 1e15  # below it a number has as many digits as it shows
_BEGIN = date(1899, 12, 30)  # of Excel's count of days
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_050  # 1950 to 2099
# With those of Wingdings, which are letters in a file: ü, þ, and P in Wingdings 2.
_YES = set("xv1✓✔√☑☒🗹püþ") | {"co", "roi", "dung", "true", "yes"}
# By which Excel keeps the zero before a number; saved by other programs it is a letter of the cell.
_KEEPS_ZERO = re.compile(r"\A['’‘`](?=[\d+][\d .,()+/-]*\Z)")
_NO = set("-–o0k☐") | {"", "khong", "false", "no", "chua"}


def text_of(value: Any) -> str:
    """A cell in words: numbers with a decimal comma, days as dd/mm/yyyy, old letters in Unicode."""
    if isinstance(value, str):
        return _text(value) if len(value) < 200 else _clean(value)
    if value is None or isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, float):
        return _number(value)
    return str(value).replace(".", ",")


def _number(value: float) -> str:
    """The number as somebody would type it, without the noise of its last digits."""
    if not isfinite(value):
        return ""
    if value.is_integer() and 0 < abs(value) < _EXACT:
        return str(int(value))
    return format(Decimal(repr(round(value, 10))).normalize(), "f").replace(".", ",")


@lru_cache(maxsize=4096)  # a column has few different short texts, and each table its own
def _text(value: str) -> str:
    return _clean(value)


def _clean(value: str) -> str:
    text = _KEEPS_ZERO.sub("", clean_prose(value))
    if text.isascii():
        return text
    font = recognised(text)
    return converted(text, font) if font else text


def day_text_of(value: Any) -> str:
    """The same for a column of days: Excel's count of days is one."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return day_text_of_number(float(value))
    text = text_of(value)
    if len(text) == 5 and text.isdigit():
        return day_text_of_number(float(text))
    return text


def day_text_of_number(value: float) -> str:
    """A day from its number; what cannot be one stays a number."""
    if value == int(value) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return format_day(_BEGIN + timedelta(days=int(value)))
    return text_of(value)


def is_day(text: str) -> bool:
    """Whether the words are one day."""
    try:
        parse_day(text)
    except ValueError:
        return False
    return True


def mark_of(value: Any) -> bool | None:
    """Whether a cell is marked (`x`, `có`, 1) or not (empty, `không`); None for other words."""
    if isinstance(value, bool):
        return value
    text = text_of(value).casefold().strip(" .")
    if text in _YES or fold(text) in _YES:
        return True
    return False if fold(text) in _NO else None
