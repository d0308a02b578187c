"""Who may do what with meetings, and until when: pure functions, no writes."""

from datetime import date

from django.utils import timezone

from ntm_project.common.clock import format_clock
from ntm_project.common.dates import format_day
from tasks import rules
from tasks.enums import TaskState
from tasks.models import Conclusion, Meeting, MeetingPart
from villages.access import Access
from villages.enums import Ability
from villages.models import Unit


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


def deny_edit_meeting_part(access: Access, row: MeetingPart) -> str:
    """The agenda and the proposals are part of the meeting."""
    return deny_edit_meeting(access, row.meeting)


def deny_edit_conclusion(access: Access, conclusion: Conclusion) -> str:
    """A conclusion is corrected while the meeting is open; its task goes with it."""
    if reason := deny_edit_meeting(access, conclusion.meeting):
        return reason
    return rules.deny_manage_tasks(access, conclusion.meeting.unit) if conclusion.task_id else ""


def deny_make_task(conclusion: Conclusion) -> str:
    """Of a conclusion there is one task."""
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
