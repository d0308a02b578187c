"""Who may do what with plans, their parts and the end of their year."""

from collections.abc import Iterable

from tasks.enums import YearEnd
from tasks.models import Funding, Plan, PlanText, Target
from tasks.rules.belonging import assessment_errors, fitting_errors
from villages.access import Access
from villages.enums import Ability


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


def deny_edit_part(access: Access, row: PlanText | Funding) -> str:
    """Texts and sums of a plan are edited by whoever edits the plan."""
    return deny_edit_plan(access, row.plan)


def target_errors(target: Target) -> dict[str, str]:
    """Field → sentence where a target does not fit its plan."""
    if target.assessment_id is None:
        return {}
    return fitting_errors(
        target.assessment, target.criterion, target.indicator
    ) | assessment_errors(target.assessment, target.plan)


def ended_year_words(year: int, left: int, whose: str = "") -> str:
    """What is shown once of all open work of a plan whose year is over."""
    return f"Năm {year} đã kết thúc: {left} việc {whose}chưa xong"
