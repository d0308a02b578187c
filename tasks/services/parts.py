"""The rows of a plan: targets, windows, citations, recipients, reporting duties."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from ntm_project.common.deadlines import parse_deadline
from tasks import rules
from tasks.models import Citation, Plan, PlanWindow, Recipient, ReportingDuty, Target
from tasks.services.plans import locked_plan
from villages.access import Access
from villages.audit import record, snapshot
from villages.enums import Ability

Part = Target | PlanWindow | Citation | Recipient | ReportingDuty

# What a person decides of each row; the rest is read from it.
PART_FIELDS: dict[type[Part], list[str]] = {
    Target: [
        "assessment",
        "criterion",
        "indicator",
        "text",
        "comparator",
        "value",
        "value_max",
        "unit_words",
        "deadline_words",
    ],
    PlanWindow: ["text", "who", "deadline_words"],
    Citation: ["number", "dated_on", "issuer", "title", "section", "is_inferred", "note"],
    Recipient: ["text"],
    ReportingDuty: ["who", "text", "rhythm_words", "report_to", "note"],
}


class StalePart(Exception):
    """Somebody changed or removed the row first; `current` is the row as it now stands, or None."""

    def __init__(self, current: Part | None) -> None:
        super().__init__("the row of the plan has changed since it was read")
        self.current = current


def fingerprint(part: Part) -> str:
    """A short key of what the row says, by which a form tells which version it has seen."""
    said = snapshot(part, ["order", *PART_FIELDS[type(part)]])
    text = json.dumps(said, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _fill(part: Part, fields: Mapping[str, Any]) -> None:
    for name in PART_FIELDS[type(part)]:
        if name in fields:
            setattr(part, name, fields[name])
    if isinstance(part, ReportingDuty):
        part.rhythm = parse_deadline(part.rhythm_words).rhythm
    part.full_clean()
    if isinstance(part, Target):
        errors = rules.fitting_errors(part.assessment, part.criterion, part.indicator)
        if not part.assessment.unit.path.startswith(part.plan.unit.path):
            errors["assessment"] = f"Đánh giá phải của {part.plan.unit} hoặc đơn vị trực thuộc."
        if errors:
            raise ValidationError(errors)


def _record(by: Access, verb: str, part: Part, *, old: Any = None, new: Any = None) -> None:
    record(
        by,
        f"{verb} {part._meta.verbose_name}"[:40],
        part,
        unit=part.plan.unit,
        ability=Ability.EDIT_PLAN,
        old=old,
        new=new,
    )


def add_part(*, by: Access, plan: Plan, model: type[Part], fields: Mapping[str, Any]) -> Part:
    """Add one row at the end of its list."""
    with transaction.atomic():
        plan = locked_plan(by, plan.pk)
        last = model.objects.filter(plan=plan).aggregate(last=Max("order"))["last"] or 0
        part = model(plan=plan, order=last + 1)
        _fill(part, fields)
        part.save()
        _record(by, "thêm", part, new=snapshot(part, PART_FIELDS[model]))
    return part


def _seen_part(model: type[Part], plan: Plan, part_id: int, seen: str) -> Part:
    part = model.objects.filter(plan=plan, pk=part_id).first()
    if part is None or fingerprint(part) != seen:
        raise StalePart(part)
    part.plan = plan
    return part


def edit_part(
    *,
    by: Access,
    plan: Plan,
    model: type[Part],
    part_id: int,
    fields: Mapping[str, Any],
    seen: str,
) -> Part:
    """Change one row; when it is no longer the row that was seen, raise `StalePart`."""
    with transaction.atomic():
        plan = locked_plan(by, plan.pk)
        part = _seen_part(model, plan, part_id, seen)
        old = snapshot(part, PART_FIELDS[model])
        _fill(part, fields)
        part.save()
        _record(by, "sửa", part, old=old, new=snapshot(part, PART_FIELDS[model]))
    return part


def remove_part(*, by: Access, plan: Plan, model: type[Part], part_id: int, seen: str) -> None:
    """Take one row out of the draft plan; the audit trail keeps what it said."""
    with transaction.atomic():
        plan = locked_plan(by, plan.pk)
        part = _seen_part(model, plan, part_id, seen)
        _record(by, "bỏ", part, old=snapshot(part, PART_FIELDS[model]))
        part.delete()
