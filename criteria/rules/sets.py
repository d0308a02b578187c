"""Who may write and publish a criteria set, and which levels it takes."""

from collections.abc import Iterable

from criteria.models import CriteriaSet, Level
from criteria.nouns import of_set
from villages.access import Access
from villages.rules import deny_edit_reference


def deny_edit_set(criteria_set: CriteriaSet) -> str:
    """A published set is never edited: an amendment is a new set."""
    if criteria_set.published_at:
        return (
            f"Bộ {criteria_set.code} đã công bố nên không sửa được; "
            "hãy lập bộ mới và ghi là sửa đổi bộ này."
        )
    return ""


def deny_publish(criteria_set: CriteriaSet) -> str:
    """A set that holds nothing binds nobody, and could be filled no more."""
    if criteria_set.pk and (criteria_set.amends_id or criteria_set.criteria.exists()):
        return ""
    return "Bộ chưa có tiêu chí nào; hãy nhập tiêu chí, chỉ tiêu và lưu trước khi công bố."


def level_errors(level: Level, known: Iterable[Level]) -> dict[str, str]:
    """Field → sentence for a level that its indicator does not take, that binds only after its set,
    or beside one that is `known` for the same unit from the same year."""
    criteria_set, errors = level.indicator.criterion.criteria_set, {}
    if level.value is not None and not level.indicator.is_measured:
        errors["value"] = of_set(
            "Chỉ tiêu này không đo bằng số nên không có mức bằng số.", level.indicator
        )
    if criteria_set.year_to and (level.year_from or 0) > criteria_set.year_to:
        errors["year_from"] = f"Bộ này chỉ áp dụng đến năm {criteria_set.year_to}."
    scope = level.region, level.commune_group, level.year_from
    for other in known if level.year_from else ():
        if other.is_stated and scope == (other.region, other.commune_group, other.year_from):
            errors["year_from"] = f"Đã có mức {other.display}, {other.scope_words}."
    return errors


def deny_draft(access: Access, criteria_set: CriteriaSet) -> str:
    """The rows of a set are written until it is published, by whoever keeps the data of all."""
    return deny_edit_set(criteria_set) or deny_edit_reference(access)
