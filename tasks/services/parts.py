"""The rows of a plan: targets, windows, citations, recipients, reporting duties."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ntm_project.common.models import after_last
from tasks import rules
from tasks.models import Plan, PlanPart, Target
from tasks.services.plans import locked_plan
from villages.access import Access
from villages.edit import create_row, editing, remove_row, set_fields
from villages.enums import Ability


def _how(by: Access, verb: str, part: PlanPart) -> Any:
    """By whom and under which name a row is written."""
    action = f"{verb} {part._meta.verbose_name}"[:40]
    return {"by": by, "action": action, "ability": Ability.EDIT_PLAN}


def _rows(model: type[PlanPart]) -> Any:
    return model._default_manager.all()


def _held(part: PlanPart, seen_version: int) -> Any:
    """How a row is held while it is changed."""
    rows = _rows(type(part)).select_related("plan__unit")
    return {"rows": rows, "pk": part.pk, "seen": seen_version, "deny": rules.deny_edit_part}


def _fill(part: PlanPart, fields: Mapping[str, Any]) -> None:
    set_fields(part, fields)
    if isinstance(part, Target) and (errors := rules.target_errors(part)):
        raise ValidationError(errors)


def add_part(
    *, by: Access, plan: Plan, model: type[PlanPart], fields: Mapping[str, Any]
) -> PlanPart:
    """Add one row at the end of its list."""
    with transaction.atomic():
        plan = locked_plan(by, plan.pk)
        made: Any = model
        part = made(plan=plan, order=after_last(_rows(model).filter(plan=plan)))
        _fill(part, fields)
        return create_row(row=part, **_how(by, "thêm", part))


def edit_part(
    *, by: Access, part: PlanPart, fields: Mapping[str, Any], seen_version: int
) -> PlanPart:
    """Change one row."""
    with editing(**_held(part, seen_version), **_how(by, "sửa", part)) as edit:
        _fill(edit.row, fields)
    return edit.row


def remove_part(*, by: Access, part: PlanPart, seen_version: int) -> None:
    """Take one row out of the draft plan; the audit trail keeps its fields."""
    remove_row(**_held(part, seen_version), **_how(by, "bỏ", part))
