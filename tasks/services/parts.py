"""The rows of the lists of a plan or a meeting: added at the end, changed, taken out."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ntm_project.common.models import after_last
from tasks import rules
from tasks.models import Commendation, ListedPart, Meeting, Plan, Target
from tasks.services.meetings import locked_meeting
from tasks.services.plans import locked_plan
from villages.access import Access
from villages.edit import create_row, editing, remove_row, set_fields
from villages.enums import Ability


def _locked_owner(by: Access, owner: Plan | Meeting) -> Plan | Meeting:
    """The plan or meeting, held against other writers; refused without the right."""
    if isinstance(owner, Meeting):
        return locked_meeting(by, owner.pk, rules.deny_edit_meeting)
    return locked_plan(by, owner.pk)


def _how(by: Access, verb: str, part: ListedPart) -> dict[str, Any]:
    """The arguments that record a write of the row: who writes, the action's name, the ability
    used."""
    ability = Ability.EDIT_PLAN if isinstance(part.owner, Plan) else Ability.HOLD_MEETING
    return {"by": by, "action": f"{verb} {part._meta.verbose_name}"[:40], "ability": ability}


def _held(part: ListedPart, seen_version: int) -> dict[str, Any]:
    """How a row is held while it is changed."""
    rows: Any = type(part)._default_manager
    return {
        "rows": rows.select_related(f"{part.owner_field}__unit"),
        "pk": part.pk,
        "seen": seen_version,
    }


def _errors(part: ListedPart) -> dict[str, str]:
    """Field → sentence where a row does not fit its owner or the other rows of its list."""
    if isinstance(part, Target):
        return rules.target_errors(part)
    if isinstance(part, Commendation):
        others = Commendation.objects.filter(meeting=part.meeting).exclude(pk=part.pk)
        return rules.commendation_errors(part.name, part.award, others)
    return {}


def _fill(part: ListedPart, fields: Mapping[str, Any]) -> None:
    set_fields(part, fields)
    if errors := _errors(part):
        raise ValidationError(errors)


def add_part(
    *, by: Access, owner: Plan | Meeting, model: type[ListedPart], fields: Mapping[str, Any]
) -> ListedPart:
    """Add one row at the end of its list."""
    with transaction.atomic():
        mine = {model.owner_field: _locked_owner(by, owner)}
        rows: Any = model._default_manager
        part = model(**mine, order=after_last(rows.filter(**mine)))
        _fill(part, fields)
        return create_row(row=part, **_how(by, "thêm", part))


def edit_part(
    *, by: Access, part: ListedPart, fields: Mapping[str, Any], seen_version: int
) -> ListedPart:
    """Change one row."""
    with transaction.atomic():
        _locked_owner(by, part.owner)
        with editing(**_held(part, seen_version), **_how(by, "sửa", part)) as edit:
            _fill(edit.row, fields)
        return edit.row


def remove_part(*, by: Access, part: ListedPart, seen_version: int) -> None:
    """Take one row out; the audit trail keeps its fields."""
    with transaction.atomic():
        _locked_owner(by, part.owner)
        remove_row(**_held(part, seen_version), **_how(by, "bỏ", part))
