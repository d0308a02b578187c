"""Checks of the days that authored words state: the weekday beside a day, when the goal is met."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from criteria.models import Assessment
from evidence.review.official_days import days_off
from ntm_project.common.dates import format_day
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_passage, about_text
from reports.checks.reading.figures import SENTENCE
from reports.checks.reading.names import places_in
from reports.checks.reading.once import all_read_once, fold, parse_deadline, read_once
from reports.checks.reading.times import (
    days_of_no_calendar,
    ends_before_it_begins,
    lasts_otherwise,
    later_than_its_period,
    months_otherwise,
    times_of_no_calendar,
)
from reports.checks.reading.wording import is_same_work, things_due, wording
from reports.lines import Line, short
from tasks.enums import PlanSection
from tasks.models import Task

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

_PARTS = ("thứ", "nhật")  # of each such name: most texts hold none
_LONGEST = 45  # letters of a weekday with its day: `Chủ nhật, (ngày 15 / 11 / 2025`
_NAMED = re.compile(r"(?:[Tt]h|TH)[ứỨ]|(?:[Cc]h|CH)[ủỦ] \s*[nN]")


@all_read_once
def weekday_faults(text: str, year: int) -> Iterator[str]:
    """Each day that a text calls by the name of another: `thứ Hai, ngày 15/11/2025`."""
    small = text.lower()
    if not any(part in small for part in _PARTS):
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
    for passage in facts.naming(*_PARTS):
        for fault in weekday_faults(passage.text, passage.plan.year):
            yield about_passage(passage, fault)
    for task in facts.open_tasks:
        for fault in weekday_faults(task.deadline_words, task.plan.year):
            yield about(task, fault)


def _ends_before_it_begins(facts: CheckFacts) -> Iterator[Line]:
    """A deadline, a window or a passage has its last day before its first, each named once."""
    for passage in facts.passages:
        own = getattr(passage.row, "deadline_words", "")
        if words := ends_before_it_begins(own) if own else "":
            what = "thời hạn" if passage.is_task else "thời gian"
            yield about_passage(passage, f"{what} “{words}” kết thúc trước khi bắt đầu.")
        elif words := ends_before_it_begins(passage.text):
            yield about_passage(passage, f"thời gian “{words}” kết thúc trước khi bắt đầu.")
        for span, count in lasts_otherwise(passage.text, passage.plan.year):
            yield about_passage(passage, f"ghi “{span}”: tính ra {count} ngày.")
        for span, count in months_otherwise(passage.text):
            yield about_passage(passage, f"ghi “{span}”: tính ra {count} tháng.")
        for words in later_than_its_period(passage.text, passage.plan.year):
            yield about_passage(passage, f"ghi “{words}”: ngày ấy sau thời gian đã nêu.")


_OF_WHAT_WAS = re.compile(r"\b(?:so với|từ|kết quả|tổng kết|đã|số liệu)\b", re.I)
_SCHOOL_YEAR = re.compile(r"năm học\s+(20\d\d)\s*[-–]\s*(20\d\d)", re.I)


def _school_year_that_is_over(facts: CheckFacts) -> Iterator[Line]:
    """What is to be done names a school year that ended before the plan's year began."""
    for passage in facts.naming("năm học"):
        found = _SCHOOL_YEAR.search(passage.text) if passage.is_ahead else None
        if found and int(found[2]) < passage.plan.year and not _OF_WHAT_WAS.search(passage.text):
            yield about_passage(passage, f"nêu “{found[0]}”, năm học này đã qua.")


# `ngày 31 hàng tháng`, `ngày 31 tháng cuối quý`: five months have none, nor two of the quarters.
_EACH_31ST = re.compile(
    r"\b(?:ngày\s+)?31\s+(?:của\s+)?(?:(?:hàng|hằng|mỗi|các)\s+tháng|tháng\s+cuối\s+(?:\w+\s+)?quý)"
    r"|\b(?:hàng|hằng|mỗi)\s+tháng[^.;\n\d]{0,20}\bngày\s+31\b(?!/)",
    re.I,
)


_NO_DAY = re.compile(r"\bngày\s+(?:3[2-9]|[4-9]\d)(?=\s+(?:tháng|hàng|hằng|mỗi|của)\b)", re.I)


def _day_of_no_calendar(facts: CheckFacts) -> Iterator[Line]:
    """A passage, or the rhythm or deadline beside it, names a day that its month does not have."""
    for passage in facts.passages:
        row, text = passage.row, passage.text
        own = getattr(row, "rhythm_words", "") or getattr(row, "deadline_words", "")
        for day in days_of_no_calendar(f"{text}. {own}" if own else text, passage.plan.year):
            yield about_passage(passage, f"ghi ngày {day}, lịch không có ngày này.")
        for words in times_of_no_calendar(f"{text}. {own}" if own else text):
            yield about_passage(passage, f"ghi “{words}”, lịch không có thời gian này.")
        if found := _NO_DAY.search(f"{text}. {own}"):
            yield about_passage(passage, f"ghi “{found[0]}”, lịch không có ngày này.")
        if found := _EACH_31ST.search(f"{text}. {own}") if "31" in text or "31" in own else None:
            words = " ".join(found[0].split())
            fault = f"ghi “{words}”; có tháng không có ngày 31, nên ghi “ngày cuối tháng”."
            yield about_passage(passage, fault)


# Of folded words: what is done in an office, and so not on a day off.
_OF_OFFICES = re.compile(
    r"\b(?:nghiem thu|nop|gui|trinh|tham tra|tham dinh|quyet toan|cong bo|ky ket|ban giao|bao cao"
    r"|cap giay|bieu mau)\b"
)
_ONE_DAY = re.compile(r"(?:chậm nhất |vào |trong )?(?:là )?(?:ngày )?\d{1,2}/\d{1,2}", re.I)


def _due_on_a_day_off(facts: CheckFacts) -> Iterator[Line]:
    """Work of an office is due on a Sunday or a public holiday; what ends `trước ngày` is not."""
    for task in facts.open_tasks:
        day = task.ends_on
        is_on_it = _ONE_DAY.match(task.deadline_words) and _OF_OFFICES.search(task.search)
        if not day or not is_on_it:
            continue
        name = days_off(day.year, day.year).get(day, "")
        if not name and day.weekday() == SUNDAY:
            name = _LABELS[SUNDAY]
        if name:
            yield about(task, f"hạn {format_day(day)} là ngày nghỉ ({name}).")


_UNTIL = re.compile(
    r"(?:trước|hết|(?:đúng\s+|thời\s+)?hạn|chậm nhất(?:\s+(?:là|vào))?"
    r"|(?:hoàn thành|xong)\s+trong)\s+"
    r"(?:(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?|tháng\s+\d{1,2}(?:/\d{4})?"
    r"|quý\s+[IV\d]{1,3}(?:/\d{4})?)(?![\d/])",
    re.I,
)
_DIGIT = re.compile(r"\d")
LEAST_SHARED = 5  # words that name a work, where it is ordered in others
SAME_WORDS = 5  # of a task's text: fewer may stand in a sentence on another work


_Row = tuple[Task, str, date | None]


def _by_its_count(sentence: str, rows: Sequence[_Row]) -> list[_Row]:
    """The task, where it is one, that is to finish so many of a thing, as the sentence has it."""
    things = things_due(fold(sentence))
    named = [row for row in rows if things & things_due(row[0].search)] if things else []
    return named if len(named) == 1 else []


def _in_other_words(facts: CheckFacts, sentence: str, rows: Sequence[_Row]) -> list[_Row]:
    """The task, where it is one, that a sentence orders in other words and at no other place."""
    words = wording(_UNTIL.sub(" ", sentence))
    places = {fold(name) for _, name in places_in(sentence)}
    found = []
    for row in rows:
        task, mine = row[0], facts.wordings[row[0].pk]
        if len(mine) >= LEAST_SHARED and is_same_work(mine, words, by_name=False):
            own = {fold(name) for _, name in facts.places[task.text]}
            own |= {fold(task.unit.name)} if task.unit.is_village else set()
            if own == places or (not task.unit.is_village and own >= places):
                found.append(row)
    return found if len(found) == 1 else []


def _text_of_another_day(facts: CheckFacts) -> Iterator[Line]:
    """A text orders the work of a task, word for word, until another day."""
    rows = [
        (task, f" {words} ", task.ends_on)
        for task, words in facts.words_of_tasks
        if task.ends_on and not task.rhythm and words.count(" ") >= SAME_WORDS - 1
    ]
    for plan, text, sentence, folded in facts.words_of_sentences if rows else ():
        ordered, stated = f" {folded} ", _UNTIL.findall(sentence)
        same: list[_Row] = [row for row in rows if row[1] in ordered] if stated else []
        if stated and not same:
            same = _in_other_words(facts, sentence, rows) or _by_its_count(sentence, rows)
        day = parse_deadline(stated[0], year=plan.year).ends_on if len(stated) == 1 else None
        for task, _, until in same if day else ():
            if until != day and task.plan_id == plan.pk:
                there = f"nhiệm vụ “{short(task.text, 80)}” ghi “{task.deadline_words}”."
                yield about_text(plan, text, f"Ghi “{stated[0]}”; {there}")


# Of folded words: what is numbered, not counted.
_NUMBERED = frozenset(
    word
    for line in (
        "so hem ngo thon xom ap ban to khu pho quy thang nam doan tuyen lop khoi dot lan ngay chi",
        "muc dt ql cap do le bac phan nhom loai hang tang km",
    )
    for word in line.split()
)


_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@read_once
def _bare_counts(words: str) -> str:
    """Folded words in which each count (`150 bóng đèn`) stands as `#`."""
    parts = words.split()
    for at, word in enumerate(parts[:-1]):
        is_named = at and parts[at - 1] in _NUMBERED
        if _FIGURE.fullmatch(word) and parts[at + 1].isalpha() and not is_named:
            parts[at] = "#"
    return " ".join(parts)


def _text_of_another_count(facts: CheckFacts) -> Iterator[Line]:
    """A text orders the work of a task, word for word, in another quantity."""
    rows = [
        (task, words, _bare_counts(words))
        for task, words in facts.words_of_tasks
        if _DIGIT.search(words) and words.count(" ") >= SAME_WORDS - 1
    ]
    rows = [(task, words, bare) for task, words, bare in rows if words != bare]
    for plan, text, sentence, ordered in facts.words_of_sentences if rows else ():
        counted = _bare_counts(ordered)
        for task, words, bare in rows if counted != ordered else ():
            is_it = f" {bare} " in f" {counted} " and task.plan_id == plan.pk
            if is_it and f" {words} " not in f" {ordered} ":
                mine = short(sentence.strip(" -+"), 80)
                yield about_text(
                    plan, text, f"Ghi “{mine}”; nhiệm vụ ghi “{short(task.text, 80)}”."
                )


def _text_unlike_its_task(facts: CheckFacts) -> Iterator[Line]:
    """A text orders the work of a task until another day, or in another quantity."""
    yield from _text_of_another_day(facts)
    yield from _text_of_another_count(facts)


_MET_BY = re.compile(
    r"đạt\s+(?:chuẩn|các tiêu chí|\d{1,2}/\d{1,2})[^.;\n]{0,60}?\s((?:trong|trước|hết|cuối"
    r"|chậm nhất(?: là)?)\s+(?:(?:ngày\s+)?\d{1,2}/\d{1,2}/\d{4}"
    r"|(?:quý\s+[IV\d]{1,3}|tháng\s+\d{1,2})\b(?:[/\s]+(?:năm\s+)?\d{4})?))",
    re.I,
)
# Of one of several aims, or of the dossier that follows.
_OF_ANOTHER_AIM = re.compile(
    r"\b(?:(?<!nông )thôn|xóm|bản|ấp|buôn|khóm|tổ dân phố|hồ sơ|tiêu chí số)\b", re.I
)


_YEARS = re.compile(r"(?<![\d/])(20[2-4]\d)(?!\d)")
_HIGHER = re.compile(r" (?:nang cao|kieu mau|hien dai)\b")


def _names_tier(sentence: str, row: Assessment) -> bool:
    """Whether a sentence speaks of the standard of an assessment: `nông thôn mới` is NTM, and `NTM
    nâng cao` another."""
    own = fold(row.criteria_set.short_name).replace("nong thon moi", "ntm")
    _, is_named, after = fold(sentence).replace("nong thon moi", "ntm").partition(own)
    return bool(is_named) and (bool(_HIGHER.search(own)) or not _HIGHER.match(after))


def _goal_of_another_year(facts: CheckFacts) -> Iterator[Line]:
    """The goals have the commune meet the set by which it is judged in a later year."""
    for row in facts.record.assessments:
        for plan, text in facts.texts:
            is_goal = text.section == PlanSection.GOALS and plan.unit_id == row.unit_id
            for sentence in SENTENCE.split(text.text) if is_goal else ():
                years = list(map(int, _YEARS.findall(sentence)))
                if not years or min(years) <= row.year or _OF_ANOTHER_AIM.search(sentence):
                    continue
                if "dat chuan" in fold(sentence) and _names_tier(sentence, row):
                    words = short(sentence.strip(" -"), 80)
                    fault = f"Ghi “{words}”; đánh giá theo bộ ấy là của năm {row.year}."
                    yield about_text(plan, text, fault)


# `Đến ngày 31/3/2025 xã … đạt chuẩn`: the time stands before what is to be reached.
_BY_THEN = re.compile(
    r"((?:đến|trước|hết|chậm nhất(?: là)?|trong)\s+(?:hết\s+|trước\s+)?"
    r"(?:(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?|tháng\s+\d{1,2}(?:/\d{4})?"
    r"|quý\s+(?:IV|I{1,3}|[1-4])(?:/\d{4})?))(?![\d/])[^.;\n]{0,80}?"
    r"\b(?:đạt chuẩn|được công nhận|hoàn thành\s+\d{1,2}/\d{1,2}\s+tiêu chí)",
    re.I,
)
ONE_DAY = timedelta(days=1)  # `trước ngày 15/12` is the day before, and means that day


def _goal_of_another_day(facts: CheckFacts) -> Iterator[Line]:
    """The goals name another time to have met the set than the day of the assessment."""
    yield from _goal_of_another_year(facts)
    judged = {row.unit_id: row for row in facts.record.assessments if row.target_on}
    for plan, text in facts.texts:
        row = judged.get(plan.unit_id)
        day = row.target_on if row else None
        if text.section != PlanSection.GOALS or not row or not day or plan.unit.is_village:
            continue
        for sentence in SENTENCE.split(text.text):
            found = _MET_BY.search(sentence)
            if found is None and _names_tier(sentence, row):
                found = _BY_THEN.search(sentence)
            stated = parse_deadline(found[1], year=plan.year) if found else None
            if not found or not stated or not stated.ends_on or _OF_ANOTHER_AIM.search(sentence):
                continue
            first = stated.starts_on or stated.ends_on.replace(day=1)
            if not first <= day <= stated.ends_on + ONE_DAY:
                fault = f"Ghi đạt “{found[1]}”, đánh giá ghi ngày phấn đấu đạt {format_day(day)}."
                yield about_text(plan, text, fault)


CHECKS = (
    Check("weekday", "Thứ trong tuần không phải của ngày ấy", "Thời gian", Severity.LOW,
          _weekday_of_another_day),
    Check("no-such-day", "Ngày không có trong lịch", "Thời gian", Severity.MEDIUM,
          _day_of_no_calendar),
    Check("ends-before-begin", "Thời gian từ, đến không hợp nhau", "Thời gian",
          Severity.HIGH, _ends_before_it_begins),
    Check("school-year-over", "Năm học đã qua", "Năm", Severity.LOW, _school_year_that_is_over),
    Check("prose-other-day", "Lời văn ghi hạn, số lượng khác nhiệm vụ", "Khác nhau", Severity.HIGH,
          _text_unlike_its_task),
    Check("day-off", "Hạn vào ngày nghỉ", "Ngày nghỉ", Severity.LOW, _due_on_a_day_off),
    Check("goal-other-day", "Mục tiêu ghi thời gian khác ngày phấn đấu", "Thời gian",
          Severity.HIGH, _goal_of_another_day),
)  # fmt: skip
