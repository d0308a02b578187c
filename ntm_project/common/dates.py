"""Days as Vietnamese offices write them: read from typing, written in one way everywhere."""

import re
from datetime import date, datetime

from django.utils import timezone

from .text import clean_line

FIRST_YEAR, LAST_YEAR = 1900, 2100
EXAMPLE = "Ghi theo thứ tự ngày/tháng/năm, ví dụ 05/3/2024 hoặc 05032024."
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

_TIME = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"  # Excel adds that of midnight
# A keypad of a phone may have digits alone; what is pasted from Excel has the year first; papers
# write “ngày 05 tháng 3 năm 2024”.
_SPELLINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:ngày\s+)?(?P<d>[0-9]{1,2})\s*(?P<sep>[/.\-–])\s*(?P<m>[0-9]{1,2})\s*(?P=sep)"
        rf"\s*(?P<y>[0-9]+){_TIME}",
        r"(?:ngày\s+)?(?P<d>[0-9]{1,2})\s+tháng\s+(?P<m>[0-9]{1,2})\s+năm\s+(?P<y>[0-9]{4})",
        r"(?P<d>[0-9]{1,2})\s+(?P<m>[0-9]{1,2})\s+(?P<y>[0-9]+)",
        rf"(?P<y>[0-9]{{4}})(?P<sep>[/\-])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}}){_TIME}",
        r"(?P<y>(?:19|20)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3][0-9])",
        r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{4}|[0-9]{2})",
        r"(?P<d>[0-9]{1,2})\s*[/.\-]\s*(?P<m>[0-9]{1,2})(?P<y>)",
    )
)


def parse_day(text: str, *, year: int | None = None) -> date:
    """The day typed as dd/mm/yyyy, with other signs or none, in two digits of the year, or without
    a year where `year` gives it; ValueError with a Vietnamese sentence."""
    typed = clean_line(text)
    if not typed:
        raise ValueError(f"Chưa ghi ngày. {EXAMPLE}")
    match = next((found for one in _SPELLINGS if (found := one.fullmatch(typed))), None)
    if match is None:
        raise ValueError(f"Chưa đọc được ngày. {EXAMPLE}")
    named = _year(match["y"]) if match["y"] else year
    if named is None:
        raise ValueError("Chưa ghi năm. Ghi cả năm, ví dụ 05/3/2024.")
    return make_day(int(match["d"]), int(match["m"]), named)


def _year(digits: str) -> int:
    if len(digits) == 2:
        return 2000 + int(digits)
    if len(digits) != 4:
        raise ValueError("Năm ghi bằng bốn hoặc hai chữ số, ví dụ 05/3/2024.")
    return int(digits)


def make_day(day: int, month: int, year: int) -> date:
    """The day of these numbers, or ValueError with the Vietnamese sentence on what is wrong."""
    check_year(year)
    if not 1 <= month <= 12:
        swapped = (
            f", ví dụ {month:02}/{_month(day)}/{year}" if 1 <= day <= 12 and month <= 31 else ""
        )
        raise ValueError(f"Không có tháng {month}. Ghi ngày trước, tháng sau{swapped}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Tháng {month} năm {year} không có ngày {day}.") from None


def check_year(year: int) -> None:
    """ValueError in Vietnamese for a year that no plan or paper of ours can carry."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            f"Năm {year} nằm ngoài khoảng từ {FIRST_YEAR} đến {LAST_YEAR}, hãy kiểm tra lại."
        )


def year_after(day: date) -> date:
    """The same day of the next year; of 29/2 the 28th."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def format_day(day: date) -> str:
    """The day on pages, in forms and in papers: 05/3/2024, with the zero rule of Decree 30."""
    return f"{format_day_month(day)}/{day.year:04}"


def format_moment(at: datetime) -> str:
    """A moment of a day on pages and in papers: 14:05 ngày 05/3/2024, of this country's clock."""
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{local:%H:%M} ngày {format_day(local.date())}"


def format_day_month(day: date) -> str:
    """The same where the year stands beside it: 05/3."""
    return f"{day.day:02}/{_month(day.month)}"


def format_date_line(day: date) -> str:
    """The day of a date line (Decree 30/2020, annex I, II.4.b): ngày 05 tháng 3 năm 2024."""
    return f"ngày {day.day:02} tháng {_month(day.month)} năm {day.year:04}"


def _month(month: int) -> str:
    # Only January and February carry the zero; from March on it is a mistake of form.
    return f"{month:02}" if month <= 2 else str(month)


def day_read(day: date) -> str:
    """What was read, shown back to who typed it: Đọc là Thứ Năm, 15/8/2024."""
    return f"Đọc là {WEEKDAYS[day.weekday()]}, {format_day(day)}"
