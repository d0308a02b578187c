"""From which day to which a report counts: the cut-off rule of decree 09/2019/NĐ-CP."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import QUARTERS
from tasks.enums import PeriodKind

FIRST_YEAR = 2010  # that of the programme (Decision 800/QĐ-TTg)
PERIOD_OUT_OF_ORDER = "Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ."

CUT_OFF = 14  # the last day of a period within its last month
FRIDAY = 4


class Period(NamedTuple):
    """The first and the last day that count."""

    first: date
    last: date


def last_period(kind: str, today: date) -> Period:
    """The last period of the kind that had closed by the day.

    A month counts from the 15th of the month before to its 14th; a quarter, half a year and a year
    close on the 14th of their last month. A week ends on Friday, which is the custom here.
    """
    if kind == PeriodKind.WEEK:
        last = today - timedelta(days=(today.weekday() - FRIDAY) % 7)
        return Period(last - timedelta(days=6), last)
    months = PeriodKind(kind).months
    month = today.month if today.day >= CUT_OFF else today.month - 1
    year, number = (today.year, month // months) if month else (today.year, 0)
    if number == 0:
        year, number = year - 1, 12 // months
    last = date(year, number * months, CUT_OFF)
    return Period(_back(last, months) + timedelta(days=1), last)


def next_period(kind: str, last: date) -> Period:
    """The period that follows one that ended on the day."""
    first = last + timedelta(days=1)
    if kind == PeriodKind.WEEK:
        return Period(first, last + timedelta(days=7))
    return Period(first, _back(first, -PeriodKind(kind).months) - timedelta(days=1))


def _back(day: date, months: int) -> date:
    """The same day so many months before; the last day of the month where it has none."""
    at = day.year * 12 + day.month - 1 - months
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def period_error(kind: str, first: date, last: date) -> str:
    """Why the days are no period of the kind, or "": they may lie otherwise than the decree's, but
    not the wrong way round, before the programme, nor over as much time again."""
    if last < first:
        return PERIOD_OUT_OF_ORDER
    if last.year < FIRST_YEAR:
        return f"Kỳ báo cáo không được trước năm {FIRST_YEAR}."
    most = 14 if kind == PeriodKind.WEEK else 31 * (PeriodKind(kind).months + 1)
    days = (last - first).days + 1
    if days <= most:
        return ""
    return (
        f"Từ {format_day(first)} đến hết {format_day(last)} là {days} ngày, quá dài cho kỳ báo cáo "
        f"{PeriodKind(kind).label.lower()}; hãy sửa ngày hoặc chọn kỳ khác."
    )


def period_words(kind: str, first: date, last: date) -> str:
    """`tháng 8/2024`, `quý III năm 2024`, `tuần từ 10/8/2024 đến 16/8/2024`: of its last day."""
    named: dict[str, Callable[[], str]] = {
        PeriodKind.WEEK: lambda: f"tuần từ {format_day(first)} đến {format_day(last)}",
        PeriodKind.MONTH: lambda: f"tháng {last.month}/{last.year}",
        PeriodKind.QUARTER: lambda: f"quý {QUARTERS[(last.month - 1) // 3]} năm {last.year}",
        PeriodKind.HALF: lambda: f"6 tháng {'đầu' if last.month <= 6 else 'cuối'} năm {last.year}",
        PeriodKind.YEAR: lambda: f"năm {last.year}",
    }
    return named[kind]()
