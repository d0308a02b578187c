"""Who may do what with meetings, and until when."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from ntm_project.common.clock import format_clock
from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.text import fold
from tasks.enums import TaskState
from tasks.models import Attendance, Commendation, Conclusion, Meeting
from tasks.rules.tasks import deny_manage_tasks
from villages.access import Access
from villages.enums import Ability
from villages.models import Unit

NOT_ATTENDED = "Chưa điểm danh."
HEAD_ABSENT = "Người chủ trì hoặc thư ký đang được điểm danh là vắng mặt."
NOTHING_CONCLUDED = "Chưa ghi kết luận nào."
WITHDRAWN_SINCE = "Đã rút sau khi ban hành thông báo"


def deny_hold_meeting(access: Access, unit: Unit) -> str:
    return access.deny(Ability.HOLD_MEETING, unit)


def deny_edit_meeting(access: Access, meeting: Meeting) -> str:
    """A meeting is written until it is closed; what was closed stays as it was."""
    return deny_hold_meeting(access, meeting.unit) or _deny_ended(meeting)


def _deny_ended(meeting: Meeting) -> str:
    if meeting.closed_at is None:
        return ""
    at = timezone.localtime(meeting.closed_at)
    return (
        f"Cuộc họp đã kết thúc và chốt lúc {format_clock(at.time())} ngày {format_day(at.date())} "
        "nên không sửa được nữa."
    )


def meeting_day(meeting: Meeting, today: date) -> date:
    """The day of which a meeting speaks: its own once it is past, today's before and on it."""
    return min(meeting.held_on, today)


def deny_conclude(access: Access, meeting: Meeting) -> str:
    """Concluded is from the day of the meeting on, until it is closed."""
    return deny_edit_meeting(access, meeting) or deny_print_minutes(access, meeting)


def deny_print_minutes(access: Access, meeting: Meeting) -> str:
    """Minutes and conclusions are printed from the day of the meeting on."""
    is_ahead = meeting.held_on > access.on
    return f"Cuộc họp ngày {format_day(meeting.held_on)} chưa diễn ra." if is_ahead else ""


def deny_close_meeting(access: Access, meeting: Meeting) -> str:
    """Minutes are signed by a chair and a secretary (decree 30, form 1.9), so both are named."""
    if reason := deny_conclude(access, meeting):
        return reason
    named = meeting.chaired_by_id and meeting.secretary_id
    return "" if named else "Ghi chủ trì và thư ký trước khi kết thúc cuộc họp."


def deny_edit_conclusion(access: Access, conclusion: Conclusion) -> str:
    """A conclusion is corrected while the meeting is open; its task goes with it."""
    if reason := deny_edit_meeting(access, conclusion.meeting):
        return reason
    return deny_manage_tasks(access, conclusion.meeting.unit) if conclusion.task_id else ""


def deny_make_task(conclusion: Conclusion) -> str:
    """A conclusion becomes a task only once."""
    return "Kết luận này đã được giao thành nhiệm vụ." if conclusion.task_id else ""


def deny_remove_conclusion(access: Access, conclusion: Conclusion) -> str:
    """A conclusion is withdrawn until its work has begun; afterwards it can only be corrected."""
    if reason := deny_edit_conclusion(access, conclusion):
        return reason
    if conclusion.task is not None and conclusion.task.state != TaskState.NOT_STARTED:
        return "Việc theo kết luận này đã được thực hiện nên không rút được; chỉ sửa, có ghi lý do."
    return ""


def correction_errors(*, has_task: bool, reason: str) -> dict[str, str]:
    """Field → sentence for what a correction of recorded minutes needs and was not given.

    Once work was given from what the meeting concluded, whoever does it must be able to read why
    the words changed.
    """
    if has_task and not reason:
        return {"reason": "Đã có nhiệm vụ giao từ nội dung này nên sửa thì phải ghi lý do."}
    return {}


def day_errors(held_on: date, before: date, today: date, *, is_concluded: bool) -> dict[str, str]:
    """Field → sentence for a day to which a meeting that has concluded cannot be moved."""
    is_ahead = is_concluded and held_on > today and held_on != before
    words = "Cuộc họp đã ghi kết luận nên ngày họp không được sau hôm nay."
    return {"held_on": words} if is_ahead else {}


def commendation_errors(name: str, award: str, others: Iterable[Commendation]) -> dict[str, str]:
    """Field → sentence for somebody who is proposed for one award twice."""
    wanted = fold(name), fold(award)
    is_there = any((fold(row.name), fold(row.award)) == wanted for row in others)
    return {"name": "Đã có đề nghị hình thức khen này cho tên này."} if is_there else {}


def is_before_meeting(words: str, held_on: date) -> bool:
    """Whether what was concluded was due before the meeting was held."""
    last = parse_deadline(words, year=held_on.year).ends_on
    return last is not None and last < held_on


def deadline_errors(words: str, held_on: date, before: str = "") -> dict[str, str]:
    """Field → sentence for a deadline, unlike the one `before`, that no calendar has."""
    read = parse_deadline(words, year=held_on.year)
    is_refused = read.is_impossible and words != before
    return {"deadline_words": read.warning} if is_refused else {}


def deadline_doubt(words: str, held_on: date) -> str:
    """What is wrong with the words by which a meeting sets a deadline, "" when nothing is."""
    if is_before_meeting(words, held_on):
        return f"Hạn “{words}” trước ngày họp."
    read = parse_deadline(words, year=held_on.year)
    return read.warning if words.strip() and not read.is_read else ""


def lacks_to_close(
    meeting: Meeting,
    *,
    attendances: Sequence[Attendance],
    conclusions: Sequence[tuple[int, Conclusion]],
) -> list[tuple[str, Conclusion | None]]:
    """What a meeting would lack for ever if it were closed now: sentences, with the conclusion
    that each is about, by its number in the notice. It may be closed all the same."""
    found: list[tuple[str, Conclusion | None]] = []
    absent = {row.official_id for row in attendances if not row.is_present}
    if not attendances:
        found.append((NOT_ATTENDED, None))
    elif absent & {meeting.chaired_by_id, meeting.secretary_id}:
        found.append((HEAD_ABSENT, None))
    if not conclusions:
        found.append((NOTHING_CONCLUDED, None))
    found.extend(
        (f"Kết luận {number}: {doubt}", row)
        for number, row in conclusions
        if (doubt := deadline_doubt(row.words_in_force, meeting.held_on))
    )
    firsts: dict[str, int] = {}
    for number, row in conclusions:
        first = firsts.setdefault(fold(row.text), number)
        if first != number:
            found.append((f"Kết luận {number} trùng lời với kết luận {first}.", row))
    return found
