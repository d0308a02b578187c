"""The rows of a set that is not published yet: its indicators, each with its general level."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from criteria import rules
from criteria.models import CriteriaSet, Criterion, Indicator, Level
from criteria.queries import general_level
from ntm_project.common.views import Refused
from villages.access import Access
from villages.edit import create_row, editing, set_fields, state_of
from villages.enums import Ability

LEVEL_FIELDS = ("comparator", "value", "denominator", "grade", "words", "legal_source")


def add_criterion(*, by: Access, criteria_set: CriteriaSet, fields: Mapping[str, Any]) -> Criterion:
    """Write down a criterion of the set."""
    return create_row(
        by=by,
        row=Criterion(criteria_set=criteria_set, **fields),
        deny_reason=rules.deny_draft(by, criteria_set),
        action="thêm tiêu chí",
        ability=Ability.EDIT_REFERENCE,
    )


def add_indicator(
    *, by: Access, criterion: Criterion, fields: Mapping[str, Any], level: Mapping[str, Any]
) -> Indicator:
    """Write down an indicator at the end of its criterion, with its general level if it has one."""

    def write_level(made: Indicator) -> dict[str, Any]:
        kept = _keep_level(made, None, level)
        return {"mức": [kept.display]} if kept else {}

    return create_row(
        by=by,
        row=Indicator(criterion=criterion, order=criterion.indicators.count() + 1, **fields),
        deny_reason=rules.deny_draft(by, criterion.criteria_set),
        action="thêm chỉ tiêu",
        ability=Ability.EDIT_REFERENCE,
        parts=write_level,
    )


def edit_indicator(
    *,
    by: Access,
    indicator: Indicator,
    fields: Mapping[str, Any],
    level: Mapping[str, Any],
    seen_version: int,
) -> Indicator:
    """Correct an indicator and, by the given fields, its general level; other levels stay."""
    if reason := rules.deny_draft(by, indicator.criterion.criteria_set):
        raise Refused(reason)
    with editing(
        by=by,
        rows=Indicator.objects.select_related("criterion__criteria_set"),
        pk=indicator.pk,
        seen=seen_version,
        deny=lambda by, held: rules.deny_draft(by, held.criterion.criteria_set),
        action="sửa chỉ tiêu",
        ability=Ability.EDIT_REFERENCE,
    ) as edit:
        set_fields(edit.row, fields)
        old = general_level(edit.row)
        made = _keep_level(edit.row, old, level)
        before, after = ([one] if one else [] for one in (old, made))
        # How sure it is follows from its indicator.
        edit.note_rows("mức", before, after, lambda one: one.display, but=("confidence",))
    return edit.row


def _keep_level(indicator: Indicator, old: Level | None, fields: Mapping[str, Any]) -> Level | None:
    """Put the fields on the general level; None where it states nothing any more."""
    level = copy(old) if old else Level(indicator=indicator)
    set_fields(level, fields)
    level.confidence = indicator.confidence
    if not (level.comparator or level.is_stated):
        if old:
            Level.objects.filter(pk=old.pk).delete()
        return None
    level.full_clean(exclude={"indicator"})
    if old is None:
        level.save()
    elif state_of(level) != state_of(old):
        level.version += 1
        level.save()
    level.indicator = indicator
    return level
