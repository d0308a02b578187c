"""Who may do what with tasks, and along which paths."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from criteria.enums import NOBODY
from ntm_project.common.deadlines import QUARTERS
from tasks.enums import TRANSITIONS, TaskState, Transition
from tasks.models import Task
from tasks.models.tasks import RESULT_MISSING
from tasks.rules.belonging import belonging_errors, fitting_errors
from villages.access import Access
from villages.enums import Ability, Role
from villages.models import Unit

NOBODY_LEADS = f"{NOBODY} chủ trì"
LONG_OVERDUE = 92  # days, the longest quarter: beyond it nobody counts days
_OF_BEGUN = ("progress", "result")  # what is reported of work that goes on


def deny_manage_tasks(access: Access, unit: Unit) -> str:
    return access.deny(Ability.MANAGE_TASK, unit)


def deny_manage_task(access: Access, task: Task) -> str:
    return deny_manage_tasks(access, task.unit)


def _standing_words(task: Task) -> str:
    return f"Nhiệm vụ đang ở tình trạng “{task.get_state_display()}”"


def deny_reminder_text(access: Access, task: Task) -> str:
    """Whoever manages a task has the words that remind of it while it is open."""
    if reason := deny_manage_task(access, task):
        return reason
    if not task.is_open:
        return f"{_standing_words(task)} nên không cần nhắc."
    return ""


def deny_remind(access: Access, task: Task) -> str:
    """Who has the words reminds, once a day: a notice that comes every hour is read by nobody."""
    if reason := deny_reminder_text(access, task):
        return reason
    is_sent = task.reminded_on == access.on
    return "Hôm nay đã nhắc việc này rồi; mỗi việc chỉ nhắc một lần trong ngày." if is_sent else ""


def lateness_of(task: Task, today: date) -> str:
    """`overdue_words` of the task; "" when it is not overdue."""
    is_late = task.ends_on and task.is_overdue(today)
    return overdue_words(task.ends_on, today) if task.ends_on and is_late else ""


def days_late(task: Task) -> int:
    """How many days after its last one a task was done; 0 when in time, or with no such day."""
    if not (task.done_on and task.ends_on):
        return 0
    return max(0, (task.done_on - task.ends_on).days)


def state_after_report(task: Task, fields: Mapping[str, Any]) -> str:
    """Work with progress or a result reported has begun; an obstacle alone starts nothing."""
    goes_on = any(fields.get(name) and fields[name] != getattr(task, name) for name in _OF_BEGUN)
    begins = task.state == TaskState.NOT_STARTED and goes_on
    return TaskState.IN_PROGRESS if begins else task.state


def _deny_reporter(access: Access, task: Task) -> str:
    """Who manages tasks, the village's own board, and whoever the task is given to may report."""
    if reason := access.deny(Ability.REPORT_TASK, task.unit):
        return reason
    postings = access.postings_for(Ability.REPORT_TASK, task.unit)
    is_board = any(posting.role == Role.VILLAGE_BOARD for posting in postings)
    if is_board or access.can(Ability.MANAGE_TASK, task.unit):
        return ""
    if access.official is not None and not task.is_led_by(access):
        return "Nhiệm vụ này giao cho người khác; chỉ người được giao mới báo cáo được."
    return ""


def deny_report(access: Access, task: Task) -> str:
    """Whoever may report does so while the task is open."""
    if reason := _deny_reporter(access, task):
        return reason
    if not task.is_open:
        return f"{_standing_words(task)}; hãy mở lại trước khi báo."
    return ""


def deny_path(access: Access, task: Task, transition: Transition) -> str:
    """ "" when the path is one for this person, whatever state the task is in."""
    if transition.ability == Ability.REPORT_TASK:
        return _deny_reporter(access, task)
    if reason := access.deny(transition.ability, task.unit):
        return reason
    if transition.name == "confirm" and task.reported_by_id in access.acts_for:
        return "Người báo hoàn thành không tự xác nhận; hãy đề nghị đồng chí khác xác nhận."
    return ""


def deny_transition(access: Access, task: Task, transition: Transition) -> str:
    """ "" when the path is open to this person now; else why not."""
    if task.state not in transition.sources:
        return f"{_standing_words(task)} nên không “{transition.label.lower()}” được."
    return deny_path(access, task, transition)


def deny_move_deadline(access: Access, task: Task) -> str:
    """The deadline of open work alone is moved for many at once."""
    return deny_manage_task(access, task) or _deny_closed(task)


def _deny_closed(task: Task) -> str:
    if task.is_open:
        return ""
    return f"{_standing_words(task)} nên không còn gì để đổi."


@dataclass(frozen=True)
class OfferedTransition:
    """A button: the path, and the reason when it is off."""

    transition: Transition
    reason: str


def paths_offered(access: Access, task: Task) -> list[OfferedTransition]:
    """The paths out of the task's state, each with the reason why it is off for this person."""
    return [
        OfferedTransition(t, deny_transition(access, task, t))
        for t in TRANSITIONS.values()
        if task.state in t.sources
    ]


def transition_errors(transition: Transition, *, result: str, reason: str) -> dict[str, str]:
    """Field → sentence for what the path needs and was not given."""
    errors = {}
    if transition.needs_result and not result:
        errors["result"] = RESULT_MISSING
    if transition.needs_reason and not reason:
        errors["reason"] = f"“{transition.label}” thì phải ghi lý do."
    return errors


def report_errors(task: Task) -> dict[str, str]:
    """Field → sentence for what a task that was reported done cannot lose."""
    if task.state == TaskState.REPORTED and not task.result:
        return {"result": "Nhiệm vụ đã báo hoàn thành thì không để trống kết quả."}
    return {}


def task_errors(task: Task) -> dict[str, str]:
    """Field → sentence where unit, assessment, criterion and indicator do not fit together."""
    return belonging_errors(task, "Nhiệm vụ") | fitting_errors(
        task.assessment, task.criterion, task.indicator
    )


def overdue_words(ends_on: date, today: date) -> str:
    """How long a task is overdue: `Quá hạn 14 ngày`, beyond a quarter `Quá hạn từ quý I/2024`."""
    days = (today - ends_on).days
    if days <= LONG_OVERDUE:
        return f"Quá hạn {days} ngày"
    return f"Quá hạn từ quý {QUARTERS[(ends_on.month - 1) // 3]}/{ends_on.year}"


def lead_fault(lead_words: str | None) -> str:
    """ "" when somebody with a name leads the task, as each task needs; else what is missing.

    `lead_words` are those of `Task.objects.with_lead_words`.
    """
    if lead_words is None:
        return f"{NOBODY_LEADS}."
    if not lead_words:
        return ""
    return f"chủ trì ghi “{lead_words}”, chưa rõ là người hay tổ chức nào trong danh sách."
