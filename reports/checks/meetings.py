"""Checks of the meetings of the year: what they concluded, who came, what was never closed."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.utils.text import capfirst

from ntm_project.common.clock import format_clock
from ntm_project.common.dates import format_day
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.held import ConclusionEntry, HeldMeeting, serves_on
from reports.checks.people.assigned import GIVEN_NAME, is_known_as, known_names
from reports.checks.people.offices import HOLDS_NO_OFFICE
from reports.checks.plans.days import weekday_faults
from reports.checks.reading.conclusions import is_order, orders_nobody
from reports.checks.reading.faults import count_faults
from reports.checks.reading.names import Names, persons_in, places_in
from reports.checks.reading.once import parse_deadline
from reports.checks.reading.times import QUARTERS, days_of_no_calendar, times_of_no_calendar
from reports.checks.reading.wording import is_same_work, wording
from reports.lines import Line, short
from tasks.enums import MeetingRhythm
from tasks.rules import is_before_meeting

A_FEW_DAYS = timedelta(days=7)  # until a meeting that is over is closed, its notice on its way

_LOCKED = "cuộc họp đã chốt, không ghi thêm được nữa"


def _about(meeting: HeldMeeting, fault: str, text: str = "") -> Line:
    url = links.of_row("tasks:meeting", meeting.pk)
    return Line(short(text or str(meeting), 140), url, fault)


def _of_conclusion(meeting: HeldMeeting, row: ConclusionEntry, fault: str) -> Line:
    return _about(meeting, f"Kết luận {row.order}, {meeting}: {fault}", row.text)


def _conclusion_without_task(facts: CheckFacts) -> Iterator[Line]:
    """A conclusion orders work, and no task stands behind it: nobody is reminded of it."""
    for meeting in facts.meetings:
        for row in meeting.concluded:
            ordered = is_order(row.text, row.deadline_words, meeting.held_on)
            if row.task is None and ordered:
                yield _of_conclusion(meeting, row, "chưa giao thành nhiệm vụ.")


def _concluded_for_nobody(facts: CheckFacts) -> Iterator[Line]:
    """A conclusion begins with what is to be done, and neither by whom nor until when is known."""
    for meeting in facts.meetings:
        for row in meeting.concluded:
            is_bare = row.task is None and not (row.led_by or row.deadline_words)
            if is_bare and orders_nobody(row.text, meeting.held_on):
                yield _of_conclusion(meeting, row, "chưa ghi giao ai, làm xong khi nào.")


def _due_before_the_meeting(facts: CheckFacts) -> Iterator[Line]:
    """What a meeting concluded was due before it was held."""
    for meeting in facts.meetings:
        for row in meeting.concluded:
            words = row.deadline_words if row.task is None else row.task_words or ""
            if is_before_meeting(words, meeting.held_on):
                found = _of_conclusion(meeting, row, f"hạn “{words}” trước ngày họp.")
                if row.task and (meeting.closed_at or words != row.deadline_words):
                    found = replace(found, url=links.task_url(row.task))
                yield found


def _concluded_by_another_day(facts: CheckFacts) -> Iterator[Line]:
    """A conclusion orders the work of a task that is not its own by another day."""
    rows = [(task, facts.wordings[task.pk]) for task in facts.open_tasks if task.ends_on]
    for meeting in facts.meetings if rows else ():
        for row in meeting.concluded:
            day = None
            if row.task is None and row.deadline_words:
                day = parse_deadline(row.deadline_words, year=meeting.held_on.year).ends_on
            words = wording(row.text) if day else ()
            for task, own in rows if day else ():
                if task.ends_on != day and is_same_work(own, words, by_name=False):
                    there = f"nhiệm vụ “{short(task.text, 80)}” ghi “{task.deadline_words}”."
                    fault = f"hạn “{row.deadline_words}”, trong khi {there}"
                    yield _of_conclusion(meeting, row, fault)


def _never_closed(facts: CheckFacts) -> Iterator[Line]:
    """A meeting was held and concluded and never closed: its figures go on changing."""
    for meeting in facts.meetings:
        is_over = meeting.held_on + A_FEW_DAYS < facts.today
        if is_over and not meeting.closed_at and meeting.concluded:
            yield _about(meeting, "Đã có kết luận nhưng chưa kết thúc cuộc họp.")


def _not_held_yet(facts: CheckFacts) -> Iterator[Line]:
    """A meeting that is still to come has concluded, or somebody came to it: its day is wrong."""
    for meeting in facts.meetings:
        if meeting.held_on > facts.today and (meeting.concluded or meeting.present):
            what = "kết luận" if meeting.concluded else "người có mặt"
            day = format_day(meeting.held_on)
            yield _about(meeting, f"Họp ngày {day} chưa đến mà đã ghi {what}.")


def _closed_without(facts: CheckFacts) -> Iterator[Line]:
    """A closed meeting without a conclusion, anybody present, a chair or a secretary."""
    for meeting in facts.meetings:
        if meeting.closed_at:
            missing = [] if meeting.concluded else ["kết luận nào"]
            missing += [] if meeting.present else ["người có mặt"]
            missing += [] if meeting.chaired_by else ["người chủ trì"]
            missing += [] if meeting.secretary else ["thư ký"]
            if missing:
                fault = f"Đã kết thúc nhưng chưa ghi {', '.join(missing)}; {_LOCKED}."
                yield replace(_about(meeting, fault), url="")


def _notice_not_issued(facts: CheckFacts) -> Iterator[Line]:
    """A meeting is closed, and the notice of its conclusions has no number yet."""
    for meeting in facts.meetings:
        is_late = meeting.closed_at and meeting.held_on + A_FEW_DAYS < facts.today
        if is_late and meeting.concluded and meeting.notice_on is None:
            day = format_day(meeting.held_on)
            yield _about(meeting, f"Họp ngày {day}, thông báo kết luận chưa có số, ngày.")


def _present_without_office(facts: CheckFacts) -> Iterator[Line]:
    """Who is marked as present, chairs or keeps the minutes had left office before the day of the
    meeting, or took it after."""
    for meeting in facts.meetings:
        if name := meeting.stranger(facts.postings):
            fault = f"Ghi {name} có mặt; hôm ấy người này không giữ chức vụ nào ở đây."
            yield _about(meeting, fault)
        for role, key in (("chủ trì", meeting.chaired_by), ("thư ký", meeting.secretary)):
            held = [row for row in facts.postings if row.official_id == key]
            if held and not any(serves_on(row, meeting.held_on) for row in held):
                name = held[0].official.full_name
                fault = f"Ghi {name} là {role}; hôm ấy người này không giữ chức vụ nào ở đây."
                yield _about(meeting, fault)


def _led_while_absent(facts: CheckFacts) -> Iterator[Line]:
    """Who chairs a meeting, or keeps its minutes, is marked as absent from it."""
    for meeting in facts.meetings:
        if meeting.absent:
            fault = f"Ghi {meeting.absent} chủ trì hoặc làm thư ký, nhưng điểm danh ghi vắng."
            yield _about(meeting, fault)


def _month_left_out(facts: CheckFacts) -> Iterator[Line]:
    """Between two monthly meetings that the unit has held lies a whole month without one, or
    without a rarer one in its place."""
    rarer = {MeetingRhythm.QUARTERLY, MeetingRhythm.OTHER}
    held = [m for m in facts.meetings if m.unit == facts.unit.pk and m.held_on <= facts.today]
    monthly = {m.held_on.month for m in held if m.rhythm == MeetingRhythm.MONTHLY}
    met = monthly | {m.held_on.month for m in held if m.rhythm in rarer}
    between = range(min(monthly, default=0), max(monthly, default=0))
    if missing := ", ".join(str(month) for month in between if month not in met):
        fault = f"Giao ban hằng tháng nhưng không thấy cuộc họp của tháng {missing}."
        yield Line(facts.unit.title_name, links.address("tasks:meetings"), fault)


def _moved_after_its_invitation(facts: CheckFacts) -> Iterator[Line]:
    """A meeting still to come is at another time or place than its issued invitation states."""
    for meeting in facts.meetings:
        if meeting.is_moved and meeting.held_on >= facts.today:
            clock = f"{format_clock(meeting.start_time)}, " if meeting.start_time else ""
            place = f", tại {meeting.place}" if meeting.place else ""
            when = f"{clock}ngày {format_day(meeting.held_on)}{place}"
            yield _about(meeting, f"Đổi sang {when} sau khi đã phát hành giấy mời.")


def _concluded_for_one_who_left(facts: CheckFacts) -> Iterator[Line]:
    """A conclusion without a task names somebody who holds no office here any more."""
    names = {row.full_name for row in facts.officials if row.pk in facts.serving}
    gone = sorted({row.full_name for row in facts.officials} - names)
    for meeting in facts.meetings if gone else ():
        for row in meeting.concluded:
            for name in gone if row.task is None else ():
                if name in f"{row.text} {row.led_by}" and is_order(
                    row.text, row.deadline_words, meeting.held_on
                ):
                    yield _of_conclusion(meeting, row, f"nêu {name}, {HOLDS_NO_OFFICE}")


_OF_MONTH = re.compile(r"\btháng\s+(\d{1,2})(?:\s*/\s*(20\d\d))?\b", re.I)
_OF_QUARTER = re.compile(r"\bquý\s+(IV|III|II|I|[1-4])\b(?:\s*/\s*(20\d\d))?", re.I)
# How long after its period a meeting may still be held on it, and how long before.
AFTERWARDS, BEFOREHAND = timedelta(days=10), timedelta(days=10)
REVIEWED_WITHIN = timedelta(days=45)  # after a quarter or a year, whose figures come later
_REVIEW = re.compile(r"\b(?:sơ kết|tổng kết|đánh giá|kiểm điểm)\b", re.I)


def _period_of(name: str, year: int) -> tuple[date, date] | None:
    """The first and last day of the one month, or quarter, of which a name speaks."""
    months, quarters = _OF_MONTH.findall(name), _OF_QUARTER.findall(name)
    if len(months) == 1 and not quarters:
        first = last = int(months[0][0])
        year = int(months[0][1] or year)
    elif len(quarters) == 1 and not months:
        last = 3 * (QUARTERS.get(quarters[0][0].lower()) or int(quarters[0][0]))
        first, year = last - 2, int(quarters[0][1] or year)
    else:
        return None
    if not 1 <= last <= 12:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _named_after_another_month(facts: CheckFacts) -> Iterator[Line]:
    """The name of a meeting speaks of a month or a quarter in which, or near which, it was not
    held; one of several months may look back and ahead."""
    for meeting in facts.meetings:
        period = _period_of(meeting.name, meeting.held_on.year)
        if period is None:
            continue
        after = REVIEWED_WITHIN if _REVIEW.search(meeting.name) else AFTERWARDS
        first, last = period[0] - BEFOREHAND, period[1] + after
        if not first <= meeting.held_on <= last:
            day = format_day(meeting.held_on)
            yield _about(meeting, f"Tên ghi “{meeting.name}”, họp ngày {day}.")


def _unknown_in_the_minutes(facts: CheckFacts) -> Iterator[Line]:
    """A conclusion names a person, or a village, that the register does not know, or whoever leads
    it by a given name alone."""
    officials = Names(known_names(facts.officials)) if facts.meetings else Names(())
    villages = Names(unit.name for unit in facts.units)
    for meeting in facts.meetings:
        for row in meeting.concluded:
            alone = GIVEN_NAME.fullmatch(row.led_by) if row.task is None else None
            if alone and alone[1].istitle():
                fault = f"chủ trì “{row.led_by}” chỉ có tên gọi, chưa rõ là cán bộ nào."
                yield _of_conclusion(meeting, row, fault)
            words = row.text if alone else f"{row.text}. {row.led_by}"
            for name in dict.fromkeys(persons_in(words)):
                if not is_known_as(officials, name):
                    fault = f"nêu tên “{name}”, chưa có trong danh sách cán bộ."
                    yield _of_conclusion(meeting, row, fault)
            for noun, name in dict.fromkeys(places_in(row.text)):
                if not facts.unit.is_village and not villages.like(name):
                    fault = f"nêu “{noun} {name}”, không có trong danh sách đơn vị của xã."
                    yield _of_conclusion(meeting, row, fault)


def _minutes_contradict(facts: CheckFacts) -> Iterator[Line]:
    """The counts in the minutes of a meeting do not add up, or a day in them does not exist."""
    for meeting in facts.meetings:
        year = meeting.held_on.year
        for text in (meeting.summary, *(row.text for row in meeting.concluded)):
            for fault in (*count_faults(text), *weekday_faults(text, year)):
                yield _about(meeting, capfirst(fault), text)
            for day in (*days_of_no_calendar(text, year), *times_of_no_calendar(text)):
                yield _about(meeting, f"Ghi “{day}”, lịch không có thời gian này.", text)


CHECKS = (
    Check("meeting-other-month", "Tên cuộc họp nêu tháng, quý khác ngày họp", "Giao ban",
          Severity.LOW, _named_after_another_month),
    Check("minutes-unknown", "Kết luận nêu người, thôn không có trong sổ", "Kết luận",
          Severity.LOW, _unknown_in_the_minutes),
    Check("minutes-contradict", "Số liệu trong biên bản mâu thuẫn", "Biên bản", Severity.MEDIUM,
          _minutes_contradict),
    Check("conclusion-without-task", "Kết luận chưa giao thành việc", "Kết luận", Severity.HIGH,
          _conclusion_without_task),
    Check("conclusion-for-nobody", "Kết luận chưa giao ai, chưa có hạn", "Kết luận",
          Severity.MEDIUM, _concluded_for_nobody),
    Check("conclusion-too-early", "Kết luận có hạn trước ngày họp", "Thời hạn", Severity.HIGH,
          _due_before_the_meeting),
    Check("conclusion-other-day", "Kết luận và nhiệm vụ ghi hai hạn", "Thời hạn", Severity.HIGH,
          _concluded_by_another_day),
    Check("meeting-left-open", "Cuộc họp chưa kết thúc", "Giao ban", Severity.LOW, _never_closed),
    Check("meeting-to-come", "Cuộc họp chưa diễn ra mà đã có kết luận", "Giao ban",
          Severity.MEDIUM, _not_held_yet),
    Check("meeting-closed-without", "Cuộc họp kết thúc mà còn thiếu", "Giao ban", Severity.MEDIUM,
          _closed_without),
    Check("notice-not-issued", "Thông báo kết luận chưa ban hành", "Thông báo", Severity.MEDIUM,
          _notice_not_issued),
    Check("conclusion-for-gone", "Kết luận giao người không còn giữ chức vụ", "Người đã đi",
          Severity.MEDIUM, _concluded_for_one_who_left),
    Check("invitation-outdated", "Giấy mời họp đã phát hành, lịch đã đổi", "Giấy mời",
          Severity.HIGH, _moved_after_its_invitation),
    Check("led-while-absent", "Người chủ trì, thư ký ghi vắng", "Điểm danh", Severity.MEDIUM,
          _led_while_absent),
    Check("month-left-out", "Giao ban bỏ tháng", "Giao ban", Severity.LOW, _month_left_out),
    Check("present-without-office", "Họp ghi người không giữ chức vụ", "Điểm danh",
          Severity.LOW, _present_without_office),
)  # fmt: skip
