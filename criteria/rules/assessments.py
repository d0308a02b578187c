"""Who may open, edit and discard an assessment."""

from django.db.models import Q

from criteria.models import Assessment, CriteriaSet, Result
from criteria.nouns import of_set
from villages.access import Access
from villages.enums import Ability
from villages.models import Unit


def opening_errors(unit: Unit, criteria_set: CriteriaSet, year: int) -> dict[str, str]:
    """Field → sentence for a set that does not judge such a unit, or not in that year."""
    errors = {}
    if criteria_set.level != unit.level:
        errors["criteria_set"] = (
            f"Bộ này dành cho cấp {criteria_set.get_level_display().lower()}, "
            f"không dùng để đánh giá {unit.full_name}."
        )
    first, last = criteria_set.year_from, criteria_set.year_to
    if year < first or (last and year > last):
        until = f" đến năm {last}" if last else ""
        errors["year"] = f"Bộ {criteria_set.code} áp dụng từ năm {first}{until}."
    return errors


def deny_edit_assessment(access: Access, assessment: Assessment) -> str:
    return access.deny(Ability.EDIT_PLAN, assessment.unit)


# What an assessment has from its first moment, or what only states where it began.
_FROM_THE_START = {"result", "standing", "standingstep", "baseline"}

# What was taken over into it is seen in itself; into another, in that.
_TAKEN_OVER = {"assessment", "origin"}


def deny_discard_assessment(access: Access, assessment: Assessment) -> str:
    """An assessment goes only while nothing has been recorded in it, on whatever floor."""
    if reason := deny_edit_assessment(access, assessment):
        return reason
    if assessment.results.filter(Q(version__gt=0) | Q(in_charge__isnull=False)).exists():
        return of_set(
            "Đánh giá này đã có kết quả hoặc người phụ trách chỉ tiêu nên không bỏ được.",
            assessment,
        )
    if assessment.carried_from_id or assessment.carried_to.exists():
        return "Đánh giá này đã lấy hoặc cho đánh giá khác lấy kết quả nên không bỏ được."
    for judged, path in ((Assessment, ""), (Result, "__assessment")):
        for relation in judged._meta.related_objects:
            rows = relation.related_model
            if rows._meta.model_name in _FROM_THE_START | _TAKEN_OVER:
                continue
            if rows._base_manager.filter(**{f"{relation.field.name}{path}": assessment}).exists():
                return f"Đánh giá này đã có {rows._meta.verbose_name_plural} nên không bỏ được."
    return ""
