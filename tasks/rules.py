"""Who may do what with plans and tasks, and along which paths: pure functions, no writes.

Each `deny_…` returns "" or the one Vietnamese sentence that service, 403 page and button share.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from criteria.enums import NOBODY
from criteria.models import Assessment, Criterion, Indicator
from ntm_project.common.deadlines import QUARTERS
from ntm_project.common.numbers import MOST_DONG, format_money
from tasks.enums import TRANSITIONS, TaskState, Transition, YearEnd
from tasks.models import (
    Funding,
    Plan,
    PlanPart,
    PlanText,
    ProgressReport,
    ReportRemark,
    Target,
    Task,
    Waiver,
)
from tasks.models.tasks import RESULT_MISSING
from villages.access import Access
from villages.enums import Ability, Role
from villages.models import Unit

NOBODY_LEADS = f"{NOBODY} chủ trì"
NO_LEADER = "Chưa có lãnh đạo phụ trách"
LONG_OVERDUE = 92  # days, the longest quarter: beyond it nobody counts days
_OF_BEGUN = ("progress", "result")  # what is reported of work that goes on


def deny_edit_plan(access: Access, plan: Plan) -> str:
    return access.deny(Ability.EDIT_PLAN, plan.unit)


def deny_close_year(access: Access, plan: Plan) -> str:
    """A plan's open work is settled by whoever edits the plan, once its year is over."""
    if reason := deny_edit_plan(access, plan):
        return reason
    return "" if plan.is_over(access.on) else f"Năm {plan.year} chưa kết thúc."


def deny_copy(plan: Plan, source: Plan) -> str:
    """A plan takes over what an earlier one of its unit holds."""
    is_earlier = source.unit_id == plan.unit_id and source.year < plan.year
    return "" if is_earlier else "Chỉ chép từ kế hoạch của năm trước, cùng đơn vị."


NO_LATER_PLAN = "Chưa có kế hoạch năm sau. Lập kế hoạch ấy trước thì mới chuyển việc sang được."


def year_end_errors(choices: Iterable[str], *, plan: Plan | None, reason: str) -> dict[str, str]:
    """Field → sentence for what the choices need and was not given."""
    chosen, errors = set(choices), {}
    if YearEnd.CARRY in chosen and plan is None:
        errors["plan"] = "Chuyển việc thì phải chọn kế hoạch năm sau; hãy lập kế hoạch ấy trước."
    if YearEnd.CLOSE in chosen and not reason:
        errors["reason"] = "Dừng thực hiện thì phải ghi lý do."
    return errors


def deny_edit_part(access: Access, row: PlanPart | PlanText | Funding) -> str:
    """Texts, lists and sums of a plan are edited by whoever edits the plan."""
    return deny_edit_plan(access, row.plan)


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


def deny_edit_supervision(access: Access, unit: Unit) -> str:
    return access.deny(Ability.EDIT_SUPERVISION, unit)


def deny_write_report(access: Access, unit: Unit) -> str:
    """The standing officer reports of a period (documents.md c), and who stands in or signs."""
    return access.deny(Ability.WRITE_REPORT, unit)


def deny_edit_report(access: Access, report: ProgressReport) -> str:
    return deny_write_report(access, report.unit)


def deny_edit_remark(access: Access, remark: ReportRemark) -> str:
    return deny_edit_report(access, remark.report)


def deny_waive(access: Access, unit: Unit) -> str:
    """Whoever answers for the plan may record that a finding of the checks is known."""
    return access.deny(Ability.EDIT_PLAN, unit)


def deny_take_back_waiver(access: Access, waiver: Waiver) -> str:
    return deny_waive(access, waiver.unit)


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
    return _place_errors(task, "Nhiệm vụ") | fitting_errors(
        task.assessment, task.criterion, task.indicator
    )


def _place_errors(row: Task | Funding, noun: str) -> dict[str, str]:
    """Field → sentence where the unit or the assessment lies outside the plan's unit."""
    errors = _assessment_errors(row.assessment, row.plan)
    above = row.plan.unit
    if not row.unit.path.startswith(above.path):
        errors["unit"] = f"{noun} phải thuộc {above} hoặc đơn vị trực thuộc."
    return errors


def _assessment_errors(assessment: Assessment | None, plan: Plan) -> dict[str, str]:
    if assessment is None or assessment.unit.path.startswith(plan.unit.path):
        return {}
    return {"assessment": f"Đánh giá phải của {plan.unit} hoặc đơn vị trực thuộc."}


def fitting_errors(
    assessment: Assessment | None, criterion: Criterion | None, indicator: Indicator | None
) -> dict[str, str]:
    """Field → sentence where the criterion is not of the set, or the indicator not of it."""
    errors = {}
    if assessment and criterion and criterion.criteria_set_id != assessment.criteria_set_id:
        errors["criterion"] = "Tiêu chí không thuộc bộ tiêu chí của đánh giá đã chọn."
    if criterion and indicator and indicator.criterion_id != criterion.pk:
        errors["indicator"] = "Chỉ tiêu không thuộc tiêu chí đã chọn."
    return errors


def target_errors(target: Target) -> dict[str, str]:
    """Field → sentence where a target does not fit its plan."""
    if target.assessment_id is None:
        return {}
    return fitting_errors(
        target.assessment, target.criterion, target.indicator
    ) | _assessment_errors(target.assessment, target.plan)


def funding_errors(funding: Funding, parts: Iterable[int]) -> dict[str, str]:
    """Field → sentence where a sum does not fit its plan; parts that do not add up are no error."""
    errors = _place_errors(funding, "Kinh phí")
    errors |= fitting_errors(funding.assessment, funding.criterion, None)
    if funding.task and funding.task.plan_id != funding.plan_id:
        errors["task"] = "Nhiệm vụ này thuộc kế hoạch khác."
    if sum(parts) > MOST_DONG:
        errors["total"] = "Các nguồn cộng lại quá lớn, hãy kiểm tra lại đơn vị tiền."
    return errors


def funding_gap(total: int | None, parts: Iterable[int]) -> str:
    """ "" when the parts (đồng) add up to the total or either is not stated; else what is off."""
    amounts = list(parts)
    if total is None or not amounts or sum(amounts) == total:
        return ""
    gap = total - sum(amounts)
    words = format_money(abs(gap))
    return f"Chênh lệch {words} chưa rõ nguồn." if gap > 0 else f"Các nguồn vượt tổng số {words}."


def overdue_words(ends_on: date, today: date) -> str:
    """How long a task is overdue: `Quá hạn 14 ngày`, beyond a quarter `Quá hạn từ quý I/2024`."""
    days = (today - ends_on).days
    if days <= LONG_OVERDUE:
        return f"Quá hạn {days} ngày"
    return f"Quá hạn từ quý {QUARTERS[(ends_on.month - 1) // 3]}/{ends_on.year}"


def ended_year_words(year: int, left: int, whose: str = "") -> str:
    """What is shown once of all open work of a plan whose year is over."""
    return f"Năm {year} đã kết thúc: {left} việc {whose}chưa xong"


def lead_fault(lead_words: str | None) -> str:
    """ "" when somebody with a name leads the task, as each task needs; else what is missing.

    `lead_words` are those of `Task.objects.with_lead_words`.
    """
    if lead_words is None:
        return f"{NOBODY_LEADS}."
    if not lead_words:
        return ""
    return f"chủ trì mới là vai trò “{lead_words}”, chưa rõ người hay tổ chức nào."


def needs_leaders(unit: Unit, *, is_supervised: bool) -> bool:
    """Whether each criterion of an assessment needs a leader (`docs/domain/workflow.md` §1).

    A village's criteria do only once leaders were named for some of them.
    """
    return is_supervised or not unit.is_village


def leaders_words(names: Sequence[str], *, is_needed: bool) -> str:
    """Who directs the criterion; that nobody does, where somebody has to."""
    return ", ".join(names) or (NO_LEADER if is_needed else "")


def leaders_warning(names: Sequence[str], *, is_needed: bool = True) -> str:
    """ "" when exactly one leader directs the criterion, which is the rule, or none is needed."""
    if not names:
        return f"{NO_LEADER}." if is_needed else ""
    if len(names) > 1:
        words = ", ".join(names)
        return f"Có {len(names)} lãnh đạo cùng phụ trách ({words}); cần một người phụ trách chính."
    return ""
