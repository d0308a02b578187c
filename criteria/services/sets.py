"""Sets: written down, published, then completed and marked as checked.

Of a published set only that is done: nothing that was judged by it changes.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Max, ProtectedError, QuerySet
from django.utils import timezone

from criteria import rules
from criteria.enums import Confidence
from criteria.models import CriteriaSet, Criterion, Indicator, Level
from criteria.queries.sets import ordered_criteria, publishing_doubts, seen_of_set
from criteria.services.amending import copy_kept
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.edit import check_seen, create_row, edit_row, editing, remove_row
from villages.enums import Ability
from villages.rules import deny_edit_reference

Checked = CriteriaSet | Criterion | Indicator


def next_edition() -> int:
    """The number of what is added to published sets now; it binds what is judged from now on."""
    latest = [
        model.objects.aggregate(last=Max("edition"))["last"] for model in (Level, CriteriaSet)
    ]
    return max(edition or 0 for edition in latest) + 1


def draft_set(*, by: Access, fields: Mapping[str, Any]) -> CriteriaSet:
    """Write down a set of a decision; nobody is judged by it before it is published."""
    return create_row(
        by=by,
        row=CriteriaSet(**fields),
        deny_reason=deny_edit_reference(by),
        action="lập bộ tiêu chí",
        ability=Ability.EDIT_REFERENCE,
    )


def edit_set(
    *, by: Access, set_id: int, fields: Mapping[str, Any], seen_version: int | None
) -> CriteriaSet:
    """Correct a set that is not published yet."""
    return edit_row(
        by=by,
        rows=CriteriaSet.objects.all(),
        pk=set_id,
        fields=fields,
        seen=seen_version,
        deny=rules.deny_draft,
        action="sửa bộ tiêu chí",
        ability=Ability.EDIT_REFERENCE,
    )


def publish_set(
    *, by: Access, set_id: int, accepts_doubts: bool = False, seen_version: int | None = None
) -> CriteriaSet:
    """Publish a draft: assessments are opened by it from now on, and it is edited no more. An
    amendment becomes whole: what it leaves as it is, is copied from the amended set.

    `seen_version` is that of the set with all its rows (`seen_of_set`). Raises `Refused` while it
    is empty, `ValidationError` at `accepts_doubts` where something should have been looked at.
    """
    with editing(
        by=by,
        rows=CriteriaSet.objects.all(),
        pk=set_id,
        deny=rules.deny_draft,
        action="công bố bộ tiêu chí",
        ability=Ability.EDIT_REFERENCE,
    ) as edit:
        criteria = ordered_criteria(edit.row)
        check_seen(edit.row, seen_version, version=seen_of_set(edit.row, criteria))
        if reason := rules.deny_publish(edit.row):
            raise Refused(reason)
        doubts = publishing_doubts(edit.row, criteria)
        if doubts and not accepts_doubts:
            raise ValidationError({"accepts_doubts": doubts})
        edit.note("chép nguyên từ bộ được sửa đổi", "", ", ".join(copy_kept(edit.row)))
        publish(edit.row)
    return edit.row


def discard_set(*, by: Access, set_id: int, seen_version: int | None = None) -> None:
    """Take out a draft with all that it holds, as it was seen (`seen_of_set`); the event keeps
    what that was. Raises `Refused` where something uses it."""

    def parts(criteria_set: CriteriaSet) -> dict[str, list[str]]:
        criteria = ordered_criteria(criteria_set)
        check_seen(criteria_set, seen_version, version=seen_of_set(criteria_set, criteria))
        indicators = (row for criterion in criteria for row in criterion.indicators.all())
        return {"tiêu chí": [*map(str, criteria)], "chỉ tiêu": [*map(str, indicators)]}

    try:
        remove_row(
            by=by,
            rows=CriteriaSet.objects.all(),
            pk=set_id,
            deny=rules.deny_draft,
            action="bỏ bộ tiêu chí soạn dở",
            ability=Ability.EDIT_REFERENCE,
            parts=parts,
        )
    except ProtectedError:
        raise Refused("Bộ này đã có nơi dùng đến nên không bỏ được.") from None


def publish(criteria_set: CriteriaSet) -> None:
    """Close a set; saved by whoever calls. An amendment binds, where a province's set stands on the
    amended one, what is judged from now on."""
    criteria_set.published_at = timezone.now()
    criteria_set.edition = next_edition() if criteria_set.amends_id else 0


def add_level(*, by: Access, indicator: Indicator, fields: Mapping[str, Any]) -> Level:
    """Add a level, with its source, to a set as published; it binds what is judged from now on.

    Results that were judged keep the edition by which they were, so no standing moves.
    """
    is_published = indicator.criterion.criteria_set.published_at is not None
    edition = next_edition() if is_published else 0
    level = Level(indicator=indicator, edition=edition, **fields)
    deny_reason = deny_edit_reference(by)
    if not deny_reason and (errors := rules.level_errors(level, indicator.levels.all())):
        raise ValidationError(errors)
    return create_row(
        by=by,
        row=level,
        deny_reason=deny_reason,
        action="bổ sung mức yêu cầu",
        ability=Ability.EDIT_REFERENCE,
        reason=str(fields.get("legal_source", "")),
        parts={"chỉ tiêu": str(indicator)},
    )


def mark_checked(*, by: Access, row: Checked, against: str, seen_version: int | None) -> None:
    """Mark an indicator, a criterion or a whole set as compared with the official text.

    The mark of a criterion or set goes to each of its indicators with their levels.
    """
    if not against:
        raise Refused("Hãy ghi đã đối chiếu với văn bản nào.")
    mark = {
        "checked_at": timezone.now(),
        "checked_by": by.name,
        "checked_against": against,
    }
    with editing(
        by=by,
        rows=type(row)._default_manager.all(),
        pk=row.pk,
        seen=seen_version,
        deny=lambda access, _: deny_edit_reference(access),
        action="đánh dấu đã đối chiếu văn bản gốc",
        ability=Ability.EDIT_REFERENCE,
        reason=against,
    ) as edit:
        for name, value in mark.items():
            setattr(edit.row, name, value)
        indicators = _indicators_of(edit.row)
        codes = list(indicators.order_by("criterion__number", "order").values_list("code"))
        edit.note("đối chiếu với", "", against)
        edit.note("chỉ tiêu", "", ", ".join(code for (code,) in codes))
        newer = {"version": F("version") + 1}  # whoever has one of them open is shown the mark
        levels = Level.objects.filter(indicator__in=indicators)
        levels.update(confidence=Confidence.VERIFIED, **newer)
        if isinstance(edit.row, Indicator):
            edit.row.confidence = Confidence.VERIFIED
            return
        indicators.update(confidence=Confidence.VERIFIED, **mark, **newer)
        if isinstance(edit.row, CriteriaSet):
            edit.row.is_verified = True
            edit.row.criteria.update(**mark, **newer)


def _indicators_of(row: CriteriaSet | Criterion | Indicator) -> QuerySet[Indicator]:
    if isinstance(row, CriteriaSet):
        return Indicator.objects.filter(criterion__criteria_set=row)
    if isinstance(row, Criterion):
        return Indicator.objects.filter(criterion=row)
    return Indicator.objects.filter(pk=row.pk)
