"""The rows of a set that is not published yet: its indicators, each with its general level."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from criteria import rules
from criteria.models import CriteriaSet, Criterion, Indicator, Level
from criteria.queries.sets import general_level
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.edit import create_row, editing, set_fields, state_of
from villages.enums import Ability

# A level of a region or a year, as it stood or new and unsaved, and what is put on it.
ScopedLevel = tuple[Level, Mapping[str, Any]]


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
    *,
    by: Access,
    criterion: Criterion,
    fields: Mapping[str, Any],
    level: Mapping[str, Any],
    scoped: Sequence[ScopedLevel] = (),
) -> Indicator:
    """Write down an indicator at the end of its criterion, with its general level if it has one,
    and those of regions and years."""

    def write_level(made: Indicator) -> dict[str, Any]:
        general = _keep_level(made, Level(indicator=made), level)
        of_scopes = (_keep_level(made, one, fields) for one, fields in scoped)
        kept = [level for level in (general, *of_scopes) if level]
        return {"mức": [_in_words(level) for level in kept]} if kept else {}

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
    scoped: Sequence[ScopedLevel] = (),
) -> Indicator:
    """Correct an indicator and, by the given fields, its general level and those of the given
    regions and years; other levels stay."""
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
        changes = [(general_level(edit.row) or Level(indicator=edit.row), level), *scoped]
        before = [one for one, _ in changes if one.pk]
        after = [_keep_level(edit.row, one, values) for one, values in changes]
        # How sure it is follows from its indicator.
        edit.note_rows("mức", before, list(filter(None, after)), _in_words, but=("confidence",))
    return edit.row


def _in_words(level: Level) -> str:
    scope = level.scope_words
    return f"{level.display} ({scope})" if scope else level.display


def _keep_level(indicator: Indicator, old: Level, fields: Mapping[str, Any]) -> Level | None:
    """Put the fields on a level that stood or is new; None where it states nothing any more."""
    level = copy(old)
    level.indicator = indicator
    set_fields(level, fields)
    level.confidence = indicator.confidence
    if not (level.comparator or level.is_stated):
        if old.pk:
            Level.objects.filter(pk=old.pk).delete()
        return None
    level.full_clean(exclude={"indicator"})
    if not old.pk:
        level.save()
    elif state_of(level) != state_of(old):
        level.version += 1
        level.save()
    level.indicator = indicator
    return level
