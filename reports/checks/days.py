"""Checks of the days that authored words state: the weekday beside a day, when the goal is met."""

import re
from collections.abc import Iterator
from datetime import date

from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.text import fold
from reports.checks.check import Check, Severity
from reports.checks.facts import CheckFacts
from reports.checks.figures import SENTENCE
from reports.checks.passages import about, about_passage, about_text
from reports.lines import Line
from tasks.enums import PlanSection

# Of folded words, Monday first.
_NAMES = (
    ("hai", "2"), ("ba", "3"), ("tu", "4"), ("nam", "5"), ("sau", "6"), ("bay", "7"),
)  # fmt: skip
WEEKDAYS = {name: number for number, names in enumerate(_NAMES) for name in names}
SUNDAY = 6
_LABELS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAY = re.compile(
    r"\b(?:thu (hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b[\s,]*\(?(?:ngay )?"
    r"(\d{1,2})\s?[/-]\s?(\d{1,2})(?:\s?[/-]\s?(\d{4}))?(?![\d/])"
)

_PARTS = ("thứ", "Thứ", "THỨ", "hủ ", "HỦ ")  # of each such name: most texts hold none
_LONGEST = 45  # letters of a weekday with its day: `Chủ nhật, (ngày 15 / 11 / 2025`
_NAMED = re.compile(r"(?:[Tt]h|TH)[ứỨ]|(?:[Cc]h|CH)[ủỦ] ")


def weekday_faults(text: str, year: int) -> Iterator[str]:
    """Each day that a text calls by the name of another: `thứ Hai, ngày 15/11/2025`."""
    if not any(part in text for part in _PARTS):
        return
    for at in (named.start() for named in _NAMED.finditer(text)):
        found = _WEEKDAY.match(fold(text[at : at + _LONGEST]))
        try:
            day = date(int(found[4] or year), int(found[3]), int(found[2])) if found else None
        except ValueError:
            continue
        if not found or not day:
            continue
        named = WEEKDAYS[found[1]] if found[1] else SUNDAY
        if named != day.weekday():
            yield f"ghi {_LABELS[named]}; ngày {format_day(day)} là {_LABELS[day.weekday()]}."


def _weekday_of_another_day(facts: CheckFacts) -> Iterator[Line]:
    """A passage or a deadline names a weekday that its day is not."""
    for passage in facts.passages:
        for fault in weekday_faults(passage.text, passage.plan.year):
            yield about_passage(passage, fault)
    for task in facts.open_tasks:
        for fault in weekday_faults(task.deadline_words, task.plan.year):
            yield about(task, fault)


_DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])")


def days_of_no_calendar(text: str, year: int) -> Iterator[str]:
    """Each day of a text that is none: `ngày 31/9`, `30/02/2026`; `3/4` and `24/24` are others."""
    for found in _DAY.finditer(text) if "/" in text else ():
        is_day = found[3] or (text.endswith("ngày ", 0, found.start()) and int(found[2]) <= 12)
        try:
            date(int(found[3] or year), int(found[2]), int(found[1]))
        except ValueError:
            if is_day:
                yield found[0]


def _day_of_no_calendar(facts: CheckFacts) -> Iterator[Line]:
    """A passage names a day that its month does not have."""
    for passage in facts.passages:
        for day in days_of_no_calendar(passage.text, passage.plan.year):
            yield about_passage(passage, f"ghi ngày {day}, lịch không có ngày này.")


_MET_BY = re.compile(
    r"đạt\s+(?:chuẩn|các tiêu chí|\d{1,2}/\d{1,2})[^.;\n]{0,60}?\s((?:trong|trước|hết|cuối"
    r"|chậm nhất(?: là)?)\s+(?:quý\s+[IV\d]{1,3}|tháng\s+\d{1,2})\b(?:[/\s]+(?:năm\s+)?\d{4})?)",
    re.I,
)
# Of one of several aims, or of the dossier that follows.
_OF_ANOTHER_AIM = re.compile(
    r"\b(?:thôn|xóm|bản|ấp|buôn|khóm|tổ dân phố|hồ sơ|tiêu chí số)\b", re.I
)


def _goal_of_another_day(facts: CheckFacts) -> Iterator[Line]:
    """The goals name another time to have met the set than the day of the assessment."""
    days = {row.unit_id: row.target_on for row in facts.record.assessments if row.target_on}
    for plan, text in facts.texts:
        day = days.get(plan.unit_id)
        if text.section != PlanSection.GOALS or day is None or plan.unit.is_village:
            continue
        for sentence in SENTENCE.split(text.text):
            found = _MET_BY.search(sentence)
            stated = parse_deadline(found[1], year=plan.year) if found else None
            if not found or not stated or not stated.ends_on or _OF_ANOTHER_AIM.search(sentence):
                continue
            first = stated.starts_on or stated.ends_on.replace(day=1)
            if not first <= day <= stated.ends_on:
                fault = f"Ghi đạt “{found[1]}”, đánh giá ghi ngày phấn đấu đạt {format_day(day)}."
                yield about_text(plan, text, fault)


CHECKS = (
    Check("weekday", "Thứ trong tuần không phải của ngày ấy", "Thời gian", Severity.LOW,
          _weekday_of_another_day),
    Check("no-such-day", "Ngày không có trong lịch", "Thời gian", Severity.MEDIUM,
          _day_of_no_calendar),
    Check("goal-other-day", "Mục tiêu ghi thời gian khác ngày phấn đấu", "Thời gian",
          Severity.HIGH, _goal_of_another_day),
)  # fmt: skip
