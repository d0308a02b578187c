"""Opening an assessment, stating where it began, correcting it, and taking back a mistaken one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from criteria import rules
from criteria.enums import State
from criteria.models import Assessment, Baseline, CriteriaSet, Criterion, Indicator, Result
from criteria.standing import open_standings, recompute
from criteria.tallies import retally
from ntm_project.common.models import clean_and_save
from ntm_project.common.views import Refused
from villages.access import Access
from villages.audit import record, snapshot
from villages.enums import Ability
from villages.models import Unit

ASSESSMENT_FIELDS = ["baseline_on", "target_on", "is_registered", "note"]


class StaleAssessment(Exception):
    """Somebody saved the assessment first; `current` is the row as it now stands."""

    def __init__(self, current: Assessment) -> None:
        super().__init__(f"assessment {current.pk} is at version {current.version}")
        self.current = current


def _locked(by: Access, pk: int, seen_version: int) -> Assessment:
    """The assessment, held against other writers; refused without the right, or when stale."""
    rows = Assessment.objects.select_for_update(of=("self",))
    assessment = rows.select_related("unit", "criteria_set").get(pk=pk)
    if reason := rules.deny_edit_assessment(by, assessment):
        raise Refused(reason)
    if assessment.version != seen_version:
        raise StaleAssessment(assessment)
    return assessment


def open_assessment(
    *,
    by: Access,
    unit: Unit,
    criteria_set: CriteriaSet,
    year: int,
    baseline_on: date | None = None,
    target_on: date | None = None,
    is_registered: bool = False,
    note: str = "",
) -> Assessment:
    """Open a unit's assessment by a set in a year, with an empty result for every indicator."""
    if reason := by.deny(Ability.EDIT_PLAN, unit):
        raise Refused(reason)
    if errors := rules.opening_errors(unit, criteria_set, year):
        raise ValidationError(errors)
    with transaction.atomic():
        assessment = Assessment(
            unit=unit,
            criteria_set=criteria_set,
            year=year,
            baseline_on=baseline_on,
            target_on=target_on,
            is_registered=is_registered,
            note=note,
        )
        clean_and_save(assessment)
        indicators = Indicator.objects.filter(criterion__criteria_set=criteria_set)
        results = [Result(assessment=assessment, indicator=i) for i in indicators.order_by("pk")]
        open_standings(assessment, Result.objects.bulk_create(results))
        record(by, "mở đánh giá", assessment, unit=unit, ability=Ability.EDIT_PLAN)
    return assessment


def edit_assessment(
    *, by: Access, assessment_id: int, fields: Mapping[str, Any], seen_version: int
) -> Assessment:
    """Correct days, registration and note; a stale version raises `StaleAssessment`."""
    with transaction.atomic():
        assessment = _locked(by, assessment_id, seen_version)
        old = snapshot(assessment, ASSESSMENT_FIELDS)
        for name in ASSESSMENT_FIELDS:
            setattr(assessment, name, fields[name])
        assessment.version += 1
        clean_and_save(assessment, update_fields=[*ASSESSMENT_FIELDS, "version"])
        new = snapshot(assessment, ASSESSMENT_FIELDS)
        _record(by, "sửa đánh giá", assessment, old=old, new=new)
    return assessment


def state_baseline(
    *,
    by: Access,
    assessment: Assessment,
    criterion: Criterion,
    state: str,
    as_of: date | None = None,
    is_inferred: bool = False,
    label: str = "",
    words: str = "",
) -> Baseline:
    """Record what a document says of a whole criterion, and let the standing follow."""
    if reason := rules.deny_edit_assessment(by, assessment):
        raise Refused(reason)
    new = {
        "state": state,
        "as_of": as_of,
        "is_inferred": is_inferred,
        "label": label,
        "words": words,
    }
    with transaction.atomic():
        known = Baseline.objects.filter(assessment=assessment, criterion=criterion).first()
        old = snapshot(known, list(new)) if known else {}
        baseline, _ = Baseline.objects.update_or_create(
            assessment=assessment, criterion=criterion, defaults=new
        )
        recompute(assessment, criterion)
        record(
            by,
            "ghi hiện trạng",
            baseline,
            unit=assessment.unit,
            ability=Ability.EDIT_PLAN,
            old=old,
            new=snapshot(baseline, list(new)),
        )
    return baseline


def state_baselines(
    *, by: Access, assessment_id: int, states: Mapping[int, str], seen_version: int
) -> int:
    """Say of whole criteria, by key, how they stood on the assessment's first day.

    Only what differs from the record is written, and counted; "" takes a statement back. A stale
    version raises `StaleAssessment` and nothing is saved.
    """
    with transaction.atomic():
        assessment = _locked(by, assessment_id, seen_version)
        stated = {row.criterion_id: row for row in assessment.baselines.all()}
        changed = 0
        for criterion in assessment.criteria_set.criteria.order_by("number"):
            state, known = states.get(criterion.pk), stated.get(criterion.pk)
            if state is None or state == (known.state if known else ""):
                continue
            changed += 1
            if state:
                state_baseline(
                    by=by,
                    assessment=assessment,
                    criterion=criterion,
                    state=State(state),
                    as_of=assessment.baseline_on,
                )
            elif known:
                _take_back(by, assessment, known)
        if changed:
            assessment.version += 1
            assessment.save(update_fields=["version"])
    return changed


def _take_back(by: Access, assessment: Assessment, baseline: Baseline) -> None:
    old = snapshot(baseline, ["state", "as_of", "label", "words"])
    _record(by, "bỏ hiện trạng", assessment, old={"criterion": str(baseline.criterion), **old})
    criterion = baseline.criterion
    baseline.delete()
    recompute(assessment, criterion)


def discard_assessment(*, by: Access, assessment_id: int, seen_version: int) -> None:
    """Take back an assessment that was opened by mistake, before anything was recorded in it."""
    with transaction.atomic():
        assessment = _locked(by, assessment_id, seen_version)
        # Whoever sets a result locks its row first: then it is seen here, or waits and is gone.
        list(assessment.results.select_for_update().order_by("pk").values_list("pk"))
        if reason := rules.deny_discard_assessment(by, assessment):
            raise Refused(reason)
        criteria = list(assessment.criteria_set.criteria.all())
        told = {"assessment": str(assessment), **snapshot(assessment, ASSESSMENT_FIELDS)}
        _record(by, "bỏ đánh giá mở nhầm", assessment, old=told)
        assessment.delete()
        retally(assessment, criteria)


def _record(by: Access, action: str, assessment: Assessment, **changes: Any) -> None:
    record(by, action, assessment, unit=assessment.unit, ability=Ability.EDIT_PLAN, **changes)
