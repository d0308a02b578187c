"""Recording the result of an indicator, and who is in charge of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from criteria import rules
from criteria.comparison import edition_of, is_judged
from criteria.enums import Claim
from criteria.models import Assessment, Indicator, Result, ResultChange, Standing
from criteria.models.assessments import measured_values
from criteria.queries.results import version_of_charge
from criteria.scoring import claim_of_parts
from criteria.services.standings import recompute, recompute_of
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.acts import Act
from villages.edit import Stale, check_seen, editing, set_fields
from villages.enums import Ability
from villages.models import Official


def _rows() -> "QuerySet[Result]":
    return Result.objects.select_related("assessment__unit", "indicator__criterion")


def set_result(
    *,
    by: Access,
    result_id: int,
    fields: Mapping[str, Any],
    seen_version: int,
    reason: str = "",
    indicator: Indicator | None = None,
) -> tuple[Result, Standing]:
    """Save claim and measure of an indicator; the standing follows in the transaction.

    Raises `Refused`, `ValidationError` (field → sentence), or `Stale` when somebody else has saved
    since `seen_version`. Saving again what is recorded changes nothing. A person's word is no
    longer inferred, unless the fields state so. With a `reason`, kept in change and event, one sets
    also what somebody else is in charge of. `indicator` is that of the result where it was read
    already, so that its levels are not read again.
    """
    with transaction.atomic():
        result, is_new = put_result(
            by, result_id, fields, seen_version, reason=reason, indicator=indicator
        )
        assessment, criterion = result.assessment, result.indicator.criterion
        if not is_new:
            return result, Standing.objects.get(assessment=assessment, criterion=criterion)
        return result, recompute(assessment, criterion)


@dataclass(frozen=True)
class Entry:
    """What is to be recorded of one result, and the version on which that rests."""

    result_id: int
    fields: Mapping[str, Any]
    seen_version: int


def set_results(*, by: Access, entries: Iterable[Entry]) -> dict[int, Exception]:
    """Save many results at once, each by the rules of one; the standings follow once.

    A row that is refused, wrong or stale is left as it is and comes back with why; the others
    are saved in one transaction.
    """
    left: dict[int, Exception] = {}
    changed: list[Result] = []
    with transaction.atomic():
        # In one order, so that of two people who save the same rows the second waits for the first.
        for entry in sorted(entries, key=lambda entry: entry.result_id):
            try:
                with transaction.atomic():
                    result, is_new = put_result(
                        by, entry.result_id, entry.fields, entry.seen_version
                    )
            except (Refused, Stale, ValidationError) as error:
                left[entry.result_id] = error
                continue
            if is_new:
                changed.append(result)
        recompute_of(changed)
    return left


def put_result(
    by: Access,
    result_id: int,
    fields: Mapping[str, Any],
    seen_version: int,
    act: Act | None = None,
    reason: str = "",
    indicator: Indicator | None = None,
) -> tuple[Result, bool]:
    """Save one result and, if it changed, its history entry; the result and whether it changed.

    Raises `Stale` as `set_result` does."""
    values = {"is_inferred": False, **fields}
    try:
        result, is_new = _set_one(by, result_id, values, seen_version, act, reason, indicator)
    except Stale as stale:
        if stale.current is None or not _already_reads(stale.current, values):
            raise Stale(stale.current, values) from None
        return stale.current, False
    if is_new:
        keep(by, result, reason)
        if result.indicator.part_of_id:
            conclude_whole(by, result.assessment, result.indicator.part_of_id)
    return result, is_new


def _set_one(
    by: Access,
    result_id: int,
    values: Mapping[str, Any],
    seen_version: int,
    act: Act | None,
    reason: str,
    indicator: Indicator | None,
) -> tuple[Result, bool]:
    """The saved row, and whether it differs from what stood there."""

    def deny(access: Access, result: Result) -> str:
        result.indicator = indicator or result.indicator
        rule = rules.deny_set_for_another if reason else rules.deny_set_result
        return rule(access, result)

    with editing(
        by=by,
        rows=Result.objects.select_related("assessment__unit") if indicator else _rows(),
        pk=result_id,
        seen=seen_version,
        deny=deny,
        action="cập nhật kết quả",
        ability=Ability.SET_RESULT,
        reason=reason,
    ) as edit:
        edit.act, stood = act, edit.row.version
        set_fields(edit.row, values)
        judge_by_now(edit.row)
        # What a document states is kept as it states it.
        if not by.is_system and (errors := rules.entry_errors(edit.row, today=by.on)):
            raise ValidationError(errors)
    return edit.row, edit.row.version != stood


def judge_by_now(result: Result) -> None:
    """What is judged now is judged by the levels that are known now."""
    if is_judged(result):
        result.edition = edition_of(result.indicator)


def conclude_whole(by: Access, assessment: Assessment, whole: int) -> None:
    """The claim of an indicator of several conditions, from the claims of these."""
    parts = Result.objects.filter(assessment=assessment, indicator__part_of=whole)
    claimed = list(parts.values_list("claim", "as_of"))
    with editing(
        by=by,
        rows=_rows(),
        pk=assessment.results.get(indicator=whole).pk,
        action="xét theo các điều kiện",
        ability=Ability.SET_RESULT,
    ) as edit:
        stood = edit.row.version
        edit.row.claim = claim_of_parts([claim for claim, _ in claimed])
        edit.row.as_of = max((day for _, day in claimed if day), default=None)
        if edit.row.claim == Claim.NOT_APPLICABLE:
            edit.row.note = "Không điều kiện nào áp dụng."
    if edit.row.version != stood:
        keep(by, edit.row)


def _already_reads(result: Result, values: Mapping[str, Any]) -> bool:
    return all(getattr(result, name) == value for name, value in values.items())


def keep(by: Access, result: Result, reason: str = "") -> None:
    """Add the present state of a result to its history."""
    ResultChange.objects.create(
        result=result,
        version=result.version,
        effective_on=result.as_of or by.on,
        recorded_by_id=by.official.pk if by.official else None,
        recorded_by_name=by.name,
        reason=reason,
        request_id=by.request_id,
        **measured_values(result),
    )


def undo_result(
    *,
    by: Access,
    result_id: int,
    seen_version: int,
    deny: Callable[[Result], str] | None = None,
) -> tuple[Result, Standing]:
    """Take one's last save back: one more edit, to what stood before, with its own event.

    `deny` gives why not for what the floors above know; raises `Refused` or `Stale`.
    """

    def refuse(access: Access, result: Result) -> str:
        last = result.changes.order_by("-version").first()
        return rules.deny_undo(access, result, last) or (deny(result) if deny else "")

    with transaction.atomic():
        with editing(
            by=by,
            rows=_rows(),
            pk=result_id,
            seen=seen_version,
            deny=refuse,
            action="hoàn tác kết quả",
            ability=Ability.SET_RESULT,
        ) as edit:
            result = edit.row
            before = result.changes.filter(version__lt=result.version).order_by("-version").first()
            set_fields(result, measured_values(before or Result()))
        keep(by, result, "Hoàn tác")
        if result.indicator.part_of_id:
            conclude_whole(by, result.assessment, result.indicator.part_of_id)
        return result, recompute(result.assessment, result.indicator.criterion)


def put_in_charge(
    *,
    by: Access,
    result_id: int,
    official: Official | None,
    seen_version: int | None = None,
    act: Act | None = None,
) -> Result:
    """Record who is in charge of an indicator; nobody is an answer.

    The claim of the indicator stays what it was, so its version does too; `seen_version` is that
    of who is in charge (`version_of_charge`; None compares nothing). `Stale` when by now somebody
    else is, unless it is the one that is to be.
    """
    with editing(
        by=by,
        rows=_rows(),
        pk=result_id,
        deny=rules.deny_assign_result,
        action="giao phụ trách chỉ tiêu",
        ability=Ability.ASSIGN_RESULT,
    ) as edit:
        if edit.row.in_charge_id != (official.pk if official else None):
            mine, present = {"in_charge": official}, version_of_charge(edit.row)
            check_seen(edit.row, seen_version, version=present, mine=mine)
        edit.row.in_charge = official
        edit.act, edit.keeps_version = act, True
    return edit.row
