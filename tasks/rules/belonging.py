"""Which unit, assessment, criterion and indicator a task or money of a plan may name."""

from criteria.models import Assessment, Criterion, Indicator
from tasks.models import Funding, Plan, Task


def assessment_errors(assessment: Assessment | None, plan: Plan) -> dict[str, str]:
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


def belonging_errors(row: Task | Funding, noun: str) -> dict[str, str]:
    """Field → sentence where the unit or the assessment lies outside the plan's unit."""
    errors = assessment_errors(row.assessment, row.plan)
    above = row.plan.unit
    if not row.unit.path.startswith(above.path):
        errors["unit"] = f"{noun} phải thuộc {above} hoặc đơn vị trực thuộc."
    return errors
