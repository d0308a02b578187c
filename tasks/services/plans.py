"""Creating and editing plans, their texts, and who supervises what."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from criteria.models import Assessment, Criterion
from ntm_project.common.models import clean_and_save
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


class StalePlan(Exception):
    """Somebody saved the plan first; `current` is the plan as it now stands."""

    def __init__(self, current: Plan) -> None:
        super().__init__(f"plan {current.pk} is at version {current.version}")
        self.current = current


class StaleSupervision(Exception):
    """Somebody changed who directs the criterion; `current` are the leaders as they now stand."""

    def __init__(self, current: list[Official]) -> None:
        super().__init__("the leaders of the criterion have changed since they were read")
        self.current = current


def locked_plan(by: Access, plan_id: int) -> Plan:
    """The plan, held against other writers; refused without the right."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan_id)
    if reason := rules.deny_edit_plan(by, plan):
        raise Refused(reason)
    return plan


def create_plan(*, by: Access, unit: Unit, year: int, **fields: Any) -> Plan:
    """Open the plan of a unit for a year."""
    if reason := by.deny(Ability.EDIT_PLAN, unit):
        raise Refused(reason)
    plan = Plan(unit=unit, year=year, **fields)
    with transaction.atomic():
        clean_and_save(plan)
        record(
            by,
            "lập kế hoạch",
            plan,
            unit=unit,
            ability=Ability.EDIT_PLAN,
            new=snapshot(plan, PLAN_FIELDS),
        )
    return plan


def edit_plan(*, by: Access, plan_id: int, fields: Mapping[str, Any], seen_version: int) -> Plan:
    """Change title, issuer, place and signatory; a stale version raises `StalePlan`."""
    with transaction.atomic():
        plan = locked_plan(by, plan_id)
        if plan.version != seen_version:
            raise StalePlan(plan)
        old = snapshot(plan, PLAN_FIELDS)
        for name in PLAN_FIELDS:
            if name in fields:
                setattr(plan, name, fields[name])
        plan.version += 1
        clean_and_save(plan, update_fields=[*PLAN_FIELDS, "version"])
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
    seen: Collection[int] | None = None,
) -> list[Supervision]:
    """Say which leaders direct a criterion: kept as written, even when two or none.

    `seen` are the keys of the leaders that the person saw before; without it nothing is compared.
    """
    if reason := rules.deny_edit_supervision(by, assessment.unit):
        raise Refused(reason)
    if errors := rules.fitting_errors(assessment, criterion, None):
        raise ValidationError(errors)
    wanted = {official.pk: official for official in officials}
    with transaction.atomic():
        Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
        rows = assessment.supervisions.filter(criterion=criterion).select_related("official")
        old = {row.official_id: row for row in rows.order_by("pk")}
        if seen is not None and set(seen) != set(old) and set(wanted) != set(old):
            raise StaleSupervision([row.official for row in old.values()])
        rows.exclude(official__in=list(wanted)).delete()
        made = [
            old.get(pk)
            or Supervision(assessment=assessment, criterion=criterion, official=official)
            for pk, official in wanted.items()
        ]
        for row in made:
            row.words = words or row.words
            row.save()
        _record_leaders(by, assessment, criterion, list(old.values()), made)
    return made


def _record_leaders(
    by: Access,
    assessment: Assessment,
    criterion: Criterion,
    old: list[Supervision],
    new: list[Supervision],
) -> None:
    record(
        by,
        "phân công phụ trách tiêu chí",
        assessment,
        unit=assessment.unit,
        ability=Ability.EDIT_SUPERVISION,
        old={str(criterion): [str(row.official) for row in old]},
        new={str(criterion): [str(row.official) for row in new]},
    )
