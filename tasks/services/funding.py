"""The money of a plan: sums, each with its parts by source, kept as they were written."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ntm_project.common.models import clean_and_save
from ntm_project.common.numbers import Money
from tasks import rules
from tasks.models import Funding, FundingPart, Plan
from tasks.queries.funding import parts_of
from villages.access import Access
from villages.edit import create_row, editing, remove_row, set_fields
from villages.enums import Ability

Parts = Iterable[tuple[str, Money]]  # source and amount, in their order


def _fill(funding: Funding, fields: Mapping[str, Any], parts: Parts) -> list[FundingPart]:
    """Put the values on the sum; its parts, not yet saved."""
    set_fields(funding, fields)
    made = [
        FundingPart(funding=funding, source=source, amount=money.amount, words=money.words)
        for source, money in parts
    ]
    if errors := rules.funding_errors(funding, [part.amount for part in made]):
        raise ValidationError(errors)
    return made


def _save_parts(funding: Funding, parts: Iterable[FundingPart]) -> None:
    for part in parts:
        part.funding = funding  # has its key only now
        clean_and_save(part)


def _words(parts: Iterable[FundingPart]) -> list[str]:
    return [str(part) for part in parts]


def add_funding(*, by: Access, plan: Plan, fields: Mapping[str, Any], parts: Parts = ()) -> Funding:
    """Write down a sum with its parts."""
    funding = Funding(plan=plan)
    made = _fill(funding, fields, parts)
    with transaction.atomic():
        create_row(
            by=by,
            row=funding,
            deny_reason=rules.deny_edit_plan(by, plan),
            action="ghi kinh phí",
            ability=Ability.EDIT_PLAN,
            parts={"parts": _words(made)} if made else {},
        )
        _save_parts(funding, made)
    return funding


def _held(by: Access, plan: Plan, seen_version: int) -> dict[str, Any]:
    """How a sum of the plan is held while it is changed."""
    rows = Funding.objects.filter(plan=plan)
    return {
        "by": by,
        "rows": rows.select_related("plan__unit", "unit", "assessment", "criterion", "task"),
        "seen": seen_version,
        "deny": rules.deny_edit_part,
        "ability": Ability.EDIT_PLAN,
    }


def edit_funding(
    *,
    by: Access,
    plan: Plan,
    funding_id: int,
    fields: Mapping[str, Any],
    parts: Parts = (),
    seen_version: int,
) -> Funding:
    """Correct a sum and its parts; parts that stay as they were are not written again."""
    held = _held(by, plan, seen_version)
    with editing(pk=funding_id, action="sửa kinh phí", **held) as edit:
        made, old = _fill(edit.row, fields, parts), parts_of(edit.row)
        if edit.note_rows("parts", old, made):
            edit.row.parts.all().delete()
            _save_parts(edit.row, made)
    return edit.row


def remove_funding(*, by: Access, plan: Plan, funding_id: int, seen_version: int) -> None:
    """Take a sum out of the draft plan; the audit trail keeps its fields and parts."""
    held = _held(by, plan, seen_version)
    remove_row(
        pk=funding_id,
        action="bỏ kinh phí",
        parts=lambda row: {"parts": _words(parts_of(row))},
        **held,
    )
