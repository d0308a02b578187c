"""Days as Vietnamese offices write them: read from typing, written in one way everywhere."""

import re
from datetime import date

from .text import clean_line

FIRST_YEAR, LAST_YEAR = 1900, 2100

_DAY = re.compile(r"([0-9]{1,2})\s*([/.\-])\s*([0-9]{1,2})\s*\2\s*([0-9]+)")


def parse_day(text: str) -> date:
    """The day typed as dd/mm/yyyy (also with - or .), or ValueError with a Vietnamese sentence."""
    typed = clean_line(text)
    if not typed:
        raise ValueError("Chưa ghi ngày. Ghi theo thứ tự ngày/tháng/năm, ví dụ 05/3/2024.")
    match = _DAY.fullmatch(typed)
    if match is None:
        raise ValueError("Chưa đọc được ngày. Ghi theo thứ tự ngày/tháng/năm, ví dụ 05/3/2024.")
    if len(match[4]) != 4:
        raise ValueError("Năm phải ghi đủ bốn chữ số, ví dụ 05/3/2024.")
    return make_day(int(match[1]), int(match[3]), int(match[4]))


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


def format_day(day: date) -> str:
    """The day on pages, in forms and in papers: 05/3/2024, with the zero rule of Decree 30."""
    return f"{day.day:02}/{_month(day.month)}/{day.year:04}"


def format_date_line(day: date) -> str:
    """The day of a date line (Decree 30/2020, annex I, II.4.b): ngày 05 tháng 3 năm 2024."""
    return f"ngày {day.day:02} tháng {_month(day.month)} năm {day.year:04}"


def _month(month: int) -> str:
    # Only January and February carry the zero; from March on it is a mistake of form.
    return f"{month:02}" if month <= 2 else str(month)
