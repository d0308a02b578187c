"""Saying what is so of an indicator, and who is in charge of it."""

from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from criteria import rules
from criteria.models import (
    Result,
    ResultChange,
    Standing,
)
from criteria.reading import locked_result
from criteria.rules import ResultEntry
from criteria.standing import recompute
from ntm_project.common.views import Refused
from villages.access import Access
from villages.audit import record, snapshot
from villages.enums import Ability
from villages.models import Official

ENTRY_FIELDS = list(ResultEntry.__dataclass_fields__)


class StaleResult(Exception):
    """Somebody saved first; `current` is the row as it now stands, `entry` what was to be saved."""

    def __init__(self, current: Result, entry: ResultEntry) -> None:
        super().__init__(f"result {current.pk} is at version {current.version}")
        self.current = current
        self.entry = entry


def _locked(result_id: int, known: Result | None = None) -> Result:
    """The locked row, read anew, with assessment and indicator."""
    if known is not None:
        return locked_result(known)
    rows = Result.objects.select_for_update(of=("self",))
    return rows.select_related("assessment__unit", "indicator__criterion").get(pk=result_id)


def _entry_of(result: Result) -> dict[str, Any]:
    return {name: getattr(result, name) for name in ENTRY_FIELDS}


def _refuse_entry(by: Access, result: Result, entry: ResultEntry) -> None:
    if reason := rules.deny_set_result(by, result):
        raise Refused(reason)
    if by.is_system:  # what a document says is kept as it says it
        return
    if errors := rules.entry_errors(result.indicator, entry, today=by.on):
        raise ValidationError(errors)


def set_result(
    *,
    by: Access,
    result_id: int,
    entry: ResultEntry,
    seen_version: int,
    known: Result | None = None,
) -> tuple[Result, Standing]:
    """Save what is said and measured of an indicator; the standing follows in the transaction.

    Raises `Refused`, `ValidationError` (field → sentence), or `StaleResult` when somebody else has
    saved since `seen_version`. Saving again what already stands changes nothing. `known` is the row
    as the caller has already read it, with assessment and indicator.
    """
    with transaction.atomic():
        result = _locked(result_id, known)
        assessment, criterion = result.assessment, result.indicator.criterion
        _refuse_entry(by, result, entry)
        if _entry_of(result) == asdict(entry):
            return result, Standing.objects.get(assessment=assessment, criterion=criterion)
        if result.version != seen_version:
            raise StaleResult(result, entry)
        old = snapshot(result, ENTRY_FIELDS)
        for name, value in asdict(entry).items():
            setattr(result, name, value)
        _stamp(by, result)
        standing = recompute(assessment, criterion)
        record(
            by,
            "cập nhật kết quả",
            result,
            unit=assessment.unit,
            ability=Ability.SET_RESULT,
            old=old,
            new=snapshot(result, ENTRY_FIELDS),
        )
    return result, standing


def _stamp(by: Access, result: Result) -> None:
    """Save the row as its next version, and keep that version for ever."""
    result.version += 1
    result.changed_at = timezone.now()
    result.changed_by = by.official
    result.save(update_fields=[*ENTRY_FIELDS, "version", "changed_at", "changed_by"])
    ResultChange.objects.create(
        result=result,
        version=result.version,
        effective_on=result.as_of or by.on,
        recorded_at=result.changed_at,
        recorded_by_id=by.official.pk if by.official else None,
        recorded_by_name=by.official.full_name if by.official else "Hệ thống",
        request_id=by.request_id,
        **_entry_of(result),
    )


def put_in_charge(*, by: Access, result_id: int, official: Official | None) -> Result:
    """Say who is in charge of an indicator; nobody is an answer."""
    with transaction.atomic():
        result = _locked(result_id)
        if reason := rules.deny_assign_result(by, result):
            raise Refused(reason)
        old = {"in_charge": str(result.in_charge or "")}
        result.in_charge = official
        result.save(update_fields=["in_charge"])
        record(
            by,
            "giao phụ trách chỉ tiêu",
            result,
            unit=result.assessment.unit,
            ability=Ability.ASSIGN_RESULT,
            old=old,
            new={"in_charge": str(official or "")},
        )
    return result
