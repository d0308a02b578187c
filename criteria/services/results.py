"""Saying what is so of an indicator, and who is in charge of it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from criteria import rules
from criteria.models import Result, ResultChange, Standing
from criteria.models.assessments import measured_values
from criteria.standings import recompute
from villages.access import Access
from villages.edit import Stale, editing, set_fields
from villages.enums import Ability
from villages.models import Official


def _rows() -> "QuerySet[Result]":
    return Result.objects.select_related("assessment__unit", "indicator__criterion")


def set_result(
    *, by: Access, result_id: int, fields: Mapping[str, Any], seen_version: int
) -> tuple[Result, Standing]:
    """Save what is said and measured of an indicator; the standing follows in the transaction.

    Raises `Refused`, `ValidationError` (field → sentence), or `Stale` when somebody else has saved
    since `seen_version`. Saying again what already stands changes nothing. What a person says is no
    longer inferred, unless the fields say so.
    """
    said = {"is_inferred": False, **fields}
    with transaction.atomic():
        try:
            result, is_new = _say(by, result_id, said, seen_version)
        except Stale as stale:
            if stale.current is None or not _says(stale.current, said):
                raise Stale(stale.current, said) from None
            result, is_new = stale.current, False
        assessment, criterion = result.assessment, result.indicator.criterion
        if not is_new:
            return result, Standing.objects.get(assessment=assessment, criterion=criterion)
        _keep(by, result)
        return result, recompute(assessment, criterion)


def _say(
    by: Access, result_id: int, said: Mapping[str, Any], seen_version: int
) -> tuple[Result, bool]:
    """The saved row, and whether it differs from what stood there."""
    with editing(
        by=by,
        rows=_rows(),
        pk=result_id,
        seen=seen_version,
        deny=rules.deny_set_result,
        action="cập nhật kết quả",
        ability=Ability.SET_RESULT,
    ) as edit:
        stood = edit.row.version
        set_fields(edit.row, said)
        # What a document says is kept as it says it.
        if not by.is_system and (errors := rules.entry_errors(edit.row, today=by.on)):
            raise ValidationError(errors)
    return edit.row, edit.row.version != stood


def _says(result: Result, said: Mapping[str, Any]) -> bool:
    return all(getattr(result, name) == value for name, value in said.items())


def _keep(by: Access, result: Result) -> None:
    """Keep the row as it now stands for ever."""
    ResultChange.objects.create(
        result=result,
        version=result.version,
        effective_on=result.as_of or by.on,
        recorded_by_id=by.official.pk if by.official else None,
        recorded_by_name=by.official.full_name if by.official else "Hệ thống",
        request_id=by.request_id,
        **measured_values(result),
    )


def put_in_charge(
    *, by: Access, result_id: int, official: Official | None, seen: int | None = None
) -> Result:
    """Say who is in charge of an indicator; nobody is an answer.

    What is said of the indicator stays what it was, so its version does too; `seen` is the key of
    the person who was seen in charge (0 for nobody, None compares nothing). `Stale` when by now
    somebody else is, unless it is the one that is to be.
    """
    with editing(
        by=by,
        rows=_rows(),
        pk=result_id,
        deny=rules.deny_assign_result,
        action="giao phụ trách chỉ tiêu",
        ability=Ability.ASSIGN_RESULT,
    ) as edit:
        wanted = official.pk if official else 0
        if seen is not None and (edit.row.in_charge_id or 0) not in (seen, wanted):
            raise Stale(edit.row, {"in_charge": official})
        edit.row.in_charge = official
        edit.keeps_version = True
    return edit.row
