"""Who may change what of results."""

from criteria.enums import IndicatorKind
from criteria.models import Figure, Result, ResultChange
from criteria.nouns import of_set
from villages.access import Access
from villages.enums import Ability, Role


def deny_set_result(access: Access, result: Result) -> str:
    """Standing officers and village boards set any result in scope; an official sets those in
    their own charge, in that of whom they stand in for, or in nobody's
    (`docs/domain/workflow.md` §1)."""
    if reason := deny_set_for_another(access, result):
        return reason
    unit = result.assessment.unit
    if access.official is None or result.in_charge_id in (None, *access.acts_for):
        return ""
    postings = access.postings_for(Ability.SET_RESULT, unit)
    if all(posting.role == Role.OFFICIAL for posting in postings):
        return of_set(
            f"Chỉ tiêu {result.indicator.code} do đồng chí {result.in_charge} phụ trách; "
            "công chức chỉ cập nhật chỉ tiêu được giao cho mình hoặc chưa giao cho ai, trừ khi ghi "
            "lý do ghi thay.",
            result,
        )
    return ""


def deny_edit_figure(access: Access, figure: Figure) -> str:
    """What a report gives of a unit is kept by whoever sets its results."""
    return access.deny(Ability.SET_RESULT, figure.assessment.unit)


def deny_set_for_another(access: Access, result: Result) -> str:
    """`deny_set_result` for somebody who gives a reason for writing where somebody else is in
    charge."""
    if reason := access.deny(Ability.SET_RESULT, result.assessment.unit):
        return reason
    if result.indicator.kind == IndicatorKind.PARTS:
        return of_set(
            f"Chỉ tiêu {result.indicator.code} được xét theo các điều kiện của nó.", result
        )
    return ""


def needs_reason(access: Access, result: Result) -> bool:
    """Whether the person may set the result only with a reason, which the change keeps."""
    return bool(not deny_set_for_another(access, result) and deny_set_result(access, result))


def deny_undo(access: Access, result: Result, last: ResultChange | None) -> str:
    """Who saved a result last takes it back while nothing was built on it."""
    if reason := deny_set_for_another(access, result):
        return reason
    me = access.official.pk if access.official else None
    if last is None or me is None or last.recorded_by_id != me:
        return "Chỉ người vừa lưu hoàn tác được lần lưu của mình."
    if last.version != result.version:
        return of_set("Chỉ tiêu này đã được lưu lại sau đó nên không hoàn tác được.", result)
    return ""


def deny_assign_result(access: Access, result: Result) -> str:
    return access.deny(Ability.ASSIGN_RESULT, result.assessment.unit)
