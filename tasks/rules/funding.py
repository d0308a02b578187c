"""Whether a sum fits its plan, and whether its parts add up."""

from collections.abc import Iterable

from ntm_project.common.numbers import MOST_DONG, format_money
from tasks.models import Funding
from tasks.rules.belonging import belonging_errors, fitting_errors


def funding_errors(funding: Funding, parts: Iterable[int]) -> dict[str, str]:
    """Field → sentence where a sum does not fit its plan; parts that do not add up are no error."""
    errors = belonging_errors(funding, "Kinh phí")
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
