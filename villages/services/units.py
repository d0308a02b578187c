"""Units come, are corrected, and become other units; nothing is renamed in place."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ntm_project.common.models import clean_and_save
from ntm_project.common.views import Refused
from villages import rules
from villages.access import Access
from villages.audit import record, snapshot
from villages.enums import Ability, LineageKind
from villages.models import Body, Lineage, Unit

UNIT_FIELDS = ["code", "name", "noun", "region", "commune_group", "order", "valid_from", "note"]


def create_unit(*, by: Access, parent: Unit | None, **fields: Any) -> Unit:
    """Add a unit below another; a province stands below none."""
    unit = Unit(parent=parent, **fields)
    if reason := rules.deny_add_unit(by, parent):
        raise Refused(reason)
    with transaction.atomic():
        clean_and_save(unit)
        record(
            by,
            "thêm đơn vị",
            unit,
            unit=unit,
            ability=Ability.ADMINISTER,
            new=snapshot(unit, ["level", "parent", *UNIT_FIELDS]),
        )
    return unit


def lock_tree() -> None:
    """Let one change of the tree of units wait for another: each must see whom the last one moved.

    Two moves, each right by what it saw, could else put two units inside each other.
    """
    list(Unit.objects.filter(parent=None).order_by("pk").select_for_update(no_key=True))


def edit_unit(*, by: Access, unit_id: int, fields: Mapping[str, Any]) -> Unit:
    """Correct a unit's data; moving it under another parent moves all that lies below it."""
    with transaction.atomic():
        lock_tree()
        unit = Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit_id)
        if reason := rules.deny_administer(by, unit):
            raise Refused(reason)
        parent = fields.get("parent", unit.parent)
        if parent is not None:
            parent.refresh_from_db(fields=["path"])
        if error := rules.parent_error(unit, parent):
            raise ValidationError({"parent": error})
        old = snapshot(unit, ["parent", *UNIT_FIELDS])
        for name in UNIT_FIELDS:
            if name in fields:
                setattr(unit, name, fields[name])
        unit.parent = parent
        clean_and_save(unit)
        rewrite_paths(unit)
        record(
            by,
            "sửa đơn vị",
            unit,
            unit=unit,
            ability=Ability.ADMINISTER,
            old=old,
            new=snapshot(unit, ["parent", *UNIT_FIELDS]),
        )
    return unit


def rewrite_paths(unit: Unit) -> None:
    """Rewrite the paths of a unit and all below it when its parent has changed."""
    new_path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    if new_path == unit.path:
        return
    old_path, unit.path = unit.path, new_path
    unit.save(update_fields=["path"])
    for child in Unit.objects.filter(path__below=old_path).exclude(pk=unit.pk):
        child.path = new_path + child.path.removeprefix(old_path)
        child.save(update_fields=["path"])


def succeed(
    *,
    by: Access,
    predecessors: list[Unit],
    successor: Unit,
    kind: LineageKind,
    happened_on: date,
    act: str,
) -> list[Lineage]:
    """Record that units became another; the old ones end on the day before."""
    for unit in [*predecessors, successor]:
        if reason := rules.deny_administer(by, unit):
            raise Refused(reason)
    rows = []
    with transaction.atomic():
        for unit in predecessors:
            row = Lineage(
                predecessor=unit, successor=successor, kind=kind, happened_on=happened_on, act=act
            )
            row.full_clean()
            row.save()
            unit.valid_to = happened_on - timedelta(days=1)
            unit.full_clean()
            unit.save(update_fields=["valid_to"])
            rows.append(row)
        record(
            by,
            "ghi lịch sử đơn vị",
            successor,
            unit=successor,
            ability=Ability.ADMINISTER,
            new={"from": [str(u) for u in predecessors], "on": happened_on.isoformat()},
            reason=act,
        )
    return rows


def create_body(*, by: Access, unit: Unit, **fields: Any) -> Body:
    """Add an organisation to a unit."""
    if reason := rules.deny_administer(by, unit):
        raise Refused(reason)
    body = Body(unit=unit, **fields)
    with transaction.atomic():
        clean_and_save(body)
        record(by, "thêm tổ chức", body, unit=unit, ability=Ability.ADMINISTER)
    return body
