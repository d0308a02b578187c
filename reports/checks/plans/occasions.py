"""Checks of what is done for an occasion, or at the end of a period: a feast that is over by then,
a report or a review before its period is."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from ntm_project.common.dates import format_day
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_text
from reports.checks.facts.rows import AHEAD
from reports.checks.reading.once import read
from reports.checks.reading.times import QUARTERS, reviewed_too_early
from reports.lines import Line, short
from tasks.models import Task

_IN_HONOUR = re.compile(
    r"\b(?:chào mừng|kỷ niệm|nhân dịp|dịp|mừng)\s+[^.;\n]{0,60}?"
    r"(?:\b(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/])|(?P<name>Quốc khánh|Nhà giáo|Thương binh"
    r"|Đại đoàn kết|Giải phóng miền Nam))",
    re.I,
)
_NAMED = {
    "quốc khánh": (2, 9), "nhà giáo": (20, 11), "thương binh": (27, 7), "đại đoàn kết": (18, 11),
    "giải phóng miền nam": (30, 4),
}  # fmt: skip
# What has its season: how it is called, and its last month.
_SEASONS = ((re.compile(r"\btết trồng cây\b", re.I), 3), (re.compile(r"\bkhai giảng\b", re.I), 9))
A_MONTH = timedelta(days=31)
OF_NEXT_YEAR = timedelta(days=240)  # after a feast: what is done then is for the next one


def _feast_of(task: Task) -> date | None:
    """The day of the feast in whose honour a task is done, in the year of its plan."""
    found = read(_IN_HONOUR.search, task.text)
    if found is None:
        return None
    named = _NAMED.get((found["name"] or "").lower())
    day, month = named or (int(found["day"]), int(found["month"]))
    with suppress(ValueError):
        return date(task.plan.year, month, day)
    return None


def _after_its_feast(facts: CheckFacts) -> Iterator[Line]:
    """What is done in honour of a feast is due once that is over: it begins after it, or may end a
    month after it."""
    for task in facts.open_tasks:
        for season, last in _SEASONS if task.starts_on or task.ends_on else ():
            found, day = read(season.search, task.text), task.starts_on or task.ends_on
            if found and day and day.month > last and not task.rhythm:
                fault = f"hạn “{task.deadline_words}”; “{found[0]}” là việc trước tháng {last + 1}."
                yield about(task, fault)
        feast = None if task.rhythm or not task.ends_on else _feast_of(task)
        if feast is None or not task.ends_on or task.ends_on > feast + OF_NEXT_YEAR:
            continue
        first = task.starts_on or task.ends_on
        if first > feast or task.ends_on > feast + A_MONTH:
            fault = f"hạn “{task.deadline_words}”, sau ngày kỷ niệm đã nêu ({format_day(feast)})."
            yield about(task, fault)


_REPORT = re.compile(
    r"^(?:(?:gui |lap |tong hop )?bao cao (?:so ket |ket qua |tien do |tinh hinh )+"
    r"|(?:to chuc |hop |hoi nghi )*(?:so ket|tong ket) )"
    r"(?:[a-z ]{0,40}?)(?:quy (iv|iii|ii|i|[1-4])|(6 thang dau nam|sau thang dau nam))\b"
)
_OF_THE_YEAR = re.compile(
    r"^(?:to chuc |hop |hoi nghi |bao cao )*tong ket (?!.*\bnam hoc\b)[a-z ]{0,60}?\bnam (20\d\d)\b"
)
CLOSED_ON = 14  # of the last month of a period (Decree 09/2019/NĐ-CP)
YEAR_ENDS_FROM = 11  # the month from which a year is reviewed


def _closes_on(task: Task) -> date | None:
    """The day before which nobody can report on, or review, the period that a task names."""
    year = task.plan.year
    if (found := _OF_THE_YEAR.search(task.search)) and int(found[1]) == year:
        return date(year, YEAR_ENDS_FROM, 1)
    found = _REPORT.search(task.search)
    if found is None or str(year - 1) in task.text:
        return None
    quarter = 2 if found[2] else QUARTERS.get(found[1]) or int(found[1])
    return date(year, 3 * quarter, CLOSED_ON)


def _reported_too_early(facts: CheckFacts) -> Iterator[Line]:
    """A report on a quarter or half a year, or a review of it or of the year, is due before its
    figures close, or a text has it reviewed before its last month."""
    for plan, text in facts.texts:
        for words in reviewed_too_early(text.text, plan.year) if text.section in AHEAD else ():
            yield about_text(plan, text, f"ghi “{short(words, 80)}”; kỳ ấy chưa hết.")
    for task in facts.open_tasks:
        is_of_year = task.ends_on is not None and task.ends_on.year == task.plan.year
        closes = _closes_on(task) if is_of_year else None
        if closes and task.ends_on and task.ends_on < closes:
            day, words = format_day(task.ends_on), f"chốt số liệu ngày {format_day(closes)}"
            yield about(task, f"hạn {day}, trước khi kết thúc kỳ báo cáo ({words}).")


CHECKS = (
    Check("after-its-feast", "Việc chào mừng hẹn sau ngày kỷ niệm", "Thời gian", Severity.LOW,
          _after_its_feast),
    Check("report-early", "Báo cáo trước khi hết kỳ", "Thời gian", Severity.MEDIUM,
          _reported_too_early),
)  # fmt: skip
