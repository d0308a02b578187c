"""Creating and editing plans, their texts, and who supervises what."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from criteria.models import Assessment, Criterion
from ntm_project.common.views import Refused
from tasks import rules
from tasks.models import Plan, PlanText, Supervision
from villages.access import Access
from villages.audit import record, snapshot
from villages.enums import Ability
from villages.models import Official, Unit

PLAN_FIELDS = [
    "kind",
    "symbol",
    "title",
    "issuer",
    "place",
    "authority",
    "signatory_office",
    "signatory_name",
    "note",
]


class StalePlanText(Exception):
    """Somebody saved the text first; `current` is the row as it now stands."""

    def __init__(self, current: PlanText) -> None:
        super().__init__(f"plan text {current.pk} is at version {current.version}")
        self.current = current


def create_plan(*, by: Access, unit: Unit, year: int, **fields: Any) -> Plan:
    """Open the plan of a unit for a year."""
    if reason := by.deny(Ability.EDIT_PLAN, unit):
        raise Refused(reason)
    plan = Plan(unit=unit, year=year, **fields)
    with transaction.atomic():
        plan.full_clean()
        plan.save()
        record(
            by,
            "lập kế hoạch",
            plan,
            unit=unit,
            ability=Ability.EDIT_PLAN,
            new=snapshot(plan, PLAN_FIELDS),
        )
    return plan


def edit_plan(*, by: Access, plan_id: int, fields: Mapping[str, Any]) -> Plan:
    """Change title, issuer, place and signatory."""
    with transaction.atomic():
        plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan_id)
        if reason := rules.deny_edit_plan(by, plan):
            raise Refused(reason)
        old = snapshot(plan, PLAN_FIELDS)
        for name in PLAN_FIELDS:
            if name in fields:
                setattr(plan, name, fields[name])
        plan.full_clean()
        plan.version += 1
        plan.save(update_fields=[*PLAN_FIELDS, "version"])
        record(
            by,
            "sửa kế hoạch",
            plan,
            unit=plan.unit,
            ability=Ability.EDIT_PLAN,
            old=old,
            new=snapshot(plan, PLAN_FIELDS),
        )
    return plan


def edit_text(*, by: Access, plan: Plan, section: str, text: str, seen_version: int) -> PlanText:
    """Save one authored text; a stale version raises `StalePlanText` and nothing is lost."""
    if reason := rules.deny_edit_plan(by, plan):
        raise Refused(reason)
    with transaction.atomic():
        row, _ = PlanText.objects.select_for_update().get_or_create(plan=plan, section=section)
        if row.text == text:
            return row
        if row.version != seen_version:
            raise StalePlanText(row)
        old = snapshot(row, ["text"])
        row.text = text
        row.version += 1
        row.full_clean()
        row.save(update_fields=["text", "version"])
        record(
            by,
            "sửa nội dung kế hoạch",
            row,
            unit=plan.unit,
            ability=Ability.EDIT_PLAN,
            old=old,
            new=snapshot(row, ["text"]),
        )
    return row


def set_supervision(
    *,
    by: Access,
    assessment: Assessment,
    criterion: Criterion,
    officials: Iterable[Official],
    words: str = "",
) -> list[Supervision]:
    """Say which leaders direct a criterion: kept as written, even when two or none."""
    if reason := rules.deny_edit_supervision(by, assessment.unit):
        raise Refused(reason)
    with transaction.atomic():
        Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
        rows = assessment.supervisions.filter(criterion=criterion).select_related("official")
        old = [str(row.official) for row in rows.order_by("pk")]
        rows.delete()
        made = [
            Supervision.objects.create(
                assessment=assessment, criterion=criterion, official=official, words=words
            )
            for official in officials
        ]
        new = [str(row.official) for row in made]
        record(
            by,
            "phân công phụ trách tiêu chí",
            assessment,
            unit=assessment.unit,
            ability=Ability.EDIT_SUPERVISION,
            old={str(criterion): old},
            new={str(criterion): new},
        )
    return made
