"""The money of a plan: sums, each with its parts by source, kept as they were written."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from criteria.models import Assessment, Criterion
from ntm_project.common.numbers import Money
from tasks import rules
from tasks.models import Funding, FundingPart, Plan, Task
from tasks.services.plans import locked_plan
from villages.access import Access
from villages.audit import record, snapshot
from villages.enums import Ability
from villages.models import Unit

EDITED = ["unit", "assessment", "criterion", "task", "text", "stage", "total", "words", "as_of"]


class StaleFunding(Exception):
    """Somebody changed or removed the sum first; `current` is as it now stands, or None."""

    def __init__(self, current: Funding | None) -> None:
        super().__init__("the sum of the plan has changed since it was read")
        self.current = current


@dataclass(frozen=True)
class FundingDraft:
    """What a person decides of a sum; `parts` are pairs of source and amount, in their order."""

    unit: Unit
    text: str
    stage: str
    total: Money | None = None
    as_of: date | None = None
    assessment: Assessment | None = None
    criterion: Criterion | None = None
    task: Task | None = None
    parts: tuple[tuple[str, Money], ...] = ()


def _told(funding: Funding) -> dict[str, Any]:
    parts = funding.parts.order_by("pk")
    return snapshot(funding, EDITED) | {"parts": [str(part) for part in parts]}


def _seen_funding(plan: Plan, funding_id: int, seen_version: int) -> Funding:
    """The sum as it was seen; the plan is locked, so that nobody changes it meanwhile."""
    rows = Funding.objects.filter(plan=plan).select_related(
        "unit", "assessment", "criterion", "task"
    )
    funding = rows.filter(pk=funding_id).first()
    if funding is None or funding.version != seen_version:
        raise StaleFunding(funding)
    funding.plan = plan
    return funding


def _fill(funding: Funding, draft: FundingDraft) -> None:
    for name in ("unit", "text", "stage", "as_of", "assessment", "criterion", "task"):
        setattr(funding, name, getattr(draft, name))
    funding.total = draft.total.amount if draft.total else None
    funding.words = draft.total.words if draft.total else ""
    funding.full_clean()
    if errors := rules.funding_errors(funding, [money.amount for _, money in draft.parts]):
        raise ValidationError(errors)


def _set_parts(funding: Funding, draft: FundingDraft) -> None:
    funding.parts.all().delete()
    for source, money in draft.parts:
        part = FundingPart(funding=funding, source=source, amount=money.amount, words=money.words)
        part.full_clean()
        part.save()


def _record(
    by: Access,
    action: str,
    funding: Funding,
    *,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
) -> None:
    record(by, action, funding, unit=funding.unit, ability=Ability.EDIT_PLAN, old=old, new=new)


def add_funding(*, by: Access, plan: Plan, draft: FundingDraft) -> Funding:
    """Write down a sum with its parts."""
    with transaction.atomic():
        funding = Funding(plan=locked_plan(by, plan.pk))
        _fill(funding, draft)
        funding.save()
        _set_parts(funding, draft)
        _record(by, "ghi kinh phí", funding, new=_told(funding))
    return funding


def edit_funding(
    *, by: Access, plan: Plan, funding_id: int, draft: FundingDraft, seen_version: int
) -> Funding:
    """Correct a sum and its parts; a stale version raises `StaleFunding` and nothing is saved."""
    with transaction.atomic():
        plan = locked_plan(by, plan.pk)
        funding = _seen_funding(plan, funding_id, seen_version)
        old = _told(funding)
        _fill(funding, draft)
        funding.version += 1
        funding.save(update_fields=[*EDITED, "version"])
        _set_parts(funding, draft)
        _record(by, "sửa kinh phí", funding, old=old, new=_told(funding))
    return funding


def remove_funding(*, by: Access, plan: Plan, funding_id: int, seen_version: int) -> None:
    """Take a sum out of the draft plan; the audit trail keeps what it said."""
    with transaction.atomic():
        plan = locked_plan(by, plan.pk)
        funding = _seen_funding(plan, funding_id, seen_version)
        _record(by, "bỏ kinh phí", funding, old=_told(funding))
        funding.delete()
