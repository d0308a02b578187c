"""Opening an assessment, stating where it began, correcting it, and taking back a mistaken one."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from criteria import rules
from criteria.enums import State
from criteria.models import Assessment, Baseline, CriteriaSet, Criterion, Indicator, Result
from criteria.queries.results import tentative_baselines
from criteria.services.standings import open_standings, recompute, retally
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.edit import create_row, edit_row, editing, recorded_fields, remove_row
from villages.enums import Ability
from villages.models import Unit


def _rows() -> "QuerySet[Assessment]":
    return Assessment.objects.select_related("unit", "criteria_set")


def open_assessment(
    *, by: Access, unit: Unit, criteria_set: CriteriaSet, year: int, **fields: Any
) -> Assessment:
    """Open a unit's assessment by a set in a year, with an empty result for every indicator."""
    if reason := by.deny(Ability.EDIT_PLAN, unit):
        raise Refused(reason)
    if errors := rules.opening_errors(unit, criteria_set, year):
        raise ValidationError(errors)
    with transaction.atomic():
        assessment = create_row(
            by=by,
            row=Assessment(unit=unit, criteria_set=criteria_set, year=year, **fields),
            action="lập đánh giá",
            ability=Ability.EDIT_PLAN,
        )
        indicators = Indicator.objects.filter(criterion__criteria_set=criteria_set)
        results = [Result(assessment=assessment, indicator=i) for i in indicators.order_by("pk")]
        open_standings(assessment, Result.objects.bulk_create(results))
    return assessment


def edit_assessment(
    *, by: Access, assessment_id: int, fields: Mapping[str, Any], seen_version: int
) -> Assessment:
    """Correct days, registration and note; a stale version raises `Stale`."""
    return edit_row(
        by=by,
        rows=_rows(),
        pk=assessment_id,
        fields=fields,
        seen=seen_version,
        deny=rules.deny_edit_assessment,
        action="sửa đánh giá",
        ability=Ability.EDIT_PLAN,
    )


def state_baseline(
    *, by: Access, assessment: Assessment, criterion: Criterion, state: str, **fields: Any
) -> Baseline:
    """Record what a document states of a whole criterion, and let the standing follow.

    What the document does not state is emptied.
    """
    stated = Baseline(assessment=assessment, criterion=criterion, state=state, **fields)
    with transaction.atomic():
        known = Baseline.objects.filter(assessment=assessment, criterion=criterion).first()
        how: dict[str, Any] = {"by": by, "action": "ghi hiện trạng", "ability": Ability.EDIT_PLAN}
        if known:
            present = {f.name: getattr(stated, f.name) for f in recorded_fields(Baseline)}
            rows = Baseline.objects.select_related("assessment__unit")
            stated = edit_row(rows=rows, pk=known.pk, fields=present, deny=_deny_baseline, **how)
        else:
            refusal = rules.deny_edit_assessment(by, assessment)
            create_row(row=stated, deny_reason=refusal, **how)
        recompute(assessment, criterion)
    return stated


def _deny_baseline(by: Access, baseline: Baseline) -> str:
    return rules.deny_edit_assessment(by, baseline.assessment)


def state_baselines(
    *, by: Access, assessment_id: int, states: Mapping[int, str], seen_version: int
) -> int:
    """State of whole criteria, by key, how they stood on the assessment's first day.

    Only what differs from the record is written, and counted; "" takes a statement back. A stale
    version raises `Stale` and nothing is saved.
    """
    with editing(
        by=by,
        rows=_rows(),
        pk=assessment_id,
        seen=seen_version,
        deny=rules.deny_edit_assessment,
        action="ghi hiện trạng các tiêu chí",
        ability=Ability.EDIT_PLAN,
    ) as edit:
        stated = {row.criterion_id: row for row in edit.row.baselines.all()}
        for criterion in edit.row.criteria_set.criteria.order_by("number"):
            known = stated.get(criterion.pk)
            old, new = known.state if known else "", states.get(criterion.pk)
            if new is None or new == old:
                continue
            edit.note(str(criterion), _words(old), _words(new))
            if new:
                state_baseline(
                    by=by,
                    assessment=edit.row,
                    criterion=criterion,
                    state=new,
                    as_of=edit.row.baseline_on,
                )
            elif known:
                _take_back(by, edit.row, known)
    return len(edit.parts)


def confirm_baselines(
    *, by: Access, assessment_id: int, criteria: Collection[int], basis: str, seen_version: int
) -> int:
    """Confirm what was concluded of whole criteria, all in one go, on the basis named.

    A confirmed baseline is no longer tentative; its criterion still has no indicator judged. Who
    is not among the tentative ones is left as it is. A stale version raises `Stale`.
    """
    with editing(
        by=by,
        rows=_rows(),
        pk=assessment_id,
        seen=seen_version,
        deny=rules.deny_edit_assessment,
        action="xác nhận hiện trạng các tiêu chí",
        ability=Ability.EDIT_PLAN,
        reason=basis,
    ) as edit:
        for baseline in tentative_baselines(edit.row).filter(criterion__in=criteria):
            edit_row(
                by=by,
                rows=Baseline.objects.select_related("assessment__unit"),
                pk=baseline.pk,
                fields={"is_inferred": False, "basis": basis},
                deny=_deny_baseline,
                action="xác nhận hiện trạng",
                ability=Ability.EDIT_PLAN,
            )
            recompute(edit.row, baseline.criterion)
            edit.note(str(baseline.criterion), "tạm tính", "đã xác nhận")
    return len(edit.parts)


def _words(state: str) -> str:
    return str(State(state).label) if state else ""


def _take_back(by: Access, assessment: Assessment, baseline: Baseline) -> None:
    remove_row(
        by=by,
        rows=Baseline.objects.select_related("assessment__unit"),
        pk=baseline.pk,
        action="bỏ hiện trạng",
        ability=Ability.EDIT_PLAN,
    )
    recompute(assessment, baseline.criterion)


def discard_assessment(*, by: Access, assessment_id: int, seen_version: int) -> None:
    """Take back an assessment that was opened by mistake, before anything was recorded in it."""

    def deny(by: Access, assessment: Assessment) -> str:
        # Whoever sets a result locks its row first: then it is seen here, or waits and is gone.
        list(assessment.results.select_for_update().order_by("pk").values_list("pk"))
        return rules.deny_discard_assessment(by, assessment)

    with transaction.atomic():
        assessment = remove_row(
            by=by,
            rows=_rows(),
            pk=assessment_id,
            seen=seen_version,
            deny=deny,
            action="bỏ đánh giá lập nhầm",
            ability=Ability.EDIT_PLAN,
        )
        retally(assessment, list(assessment.criteria_set.criteria.all()))
