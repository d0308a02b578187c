"""Units come, are corrected, and become other units; nothing is renamed in place."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ntm_project.common.refusals import Refused
from villages import rules
from villages.access import Access
from villages.edit import create_row, edit_row
from villages.enums import Ability, LineageKind
from villages.models import Body, Lineage, Unit
from villages.models.units import inherit


def create_unit(*, by: Access, parent: Unit | None, **fields: Any) -> Unit:
    """Add a unit below another; a province stands below none."""
    return create_row(
        by=by,
        row=Unit(parent=parent, **fields),
        deny_reason=rules.deny_add_unit(by, parent, fields.get("valid_to")),
        action="thêm đơn vị",
        ability=Ability.ADMINISTER,
    )


def edit_unit(*, by: Access, unit: Unit, fields: Mapping[str, Any]) -> Unit:
    """Correct what is recorded of a unit; what it is, only from above."""

    def deny(access: Access, row: Unit) -> str:
        acts = row.origins.all(), row.successions.all()
        refused = rules.deny_administer(access, row) or rules.deny_redate(row, *acts, fields)
        return refused or (rules.deny_classify(access, row) if is_classified else "")

    is_classified = any(
        name in fields and fields[name] != getattr(unit, name) for name in rules.CLASSIFYING
    )
    return edit_row(
        by=by,
        rows=Unit.objects.select_related("parent"),
        pk=unit.pk,
        fields=fields,
        seen=unit.version,
        deny=deny,
        action="sửa đơn vị",
        ability=Ability.ADMINISTER,
    )


def lock_tree() -> None:
    """Let one change of the tree of units wait for another: each must see whom the last one moved.

    Two moves, each right by what it saw, could else put two units inside each other.
    """
    list(Unit.objects.filter(parent=None).order_by("pk").select_for_update(no_key=True))


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
    for heir in Unit.objects.filter(former__contains=old_path):
        heir.former = " ".join(
            new_path + path.removeprefix(old_path) if path.startswith(old_path) else path
            for path in heir.former_paths
        )
        heir.save(update_fields=["former"])


def succeed(
    *,
    by: Access,
    predecessors: list[Unit],
    successor: Unit,
    kind: LineageKind,
    happened_on: date,
    act: str,
) -> list[Lineage]:
    """Record that units became another; the old ones end on the day before.

    Raises `ValidationError` with the sentence of `succession_fault`.
    """
    for unit in [*predecessors, successor]:
        if reason := rules.deny_administer(by, unit):
            raise Refused(reason)
    with transaction.atomic():
        lock_tree()
        if reason := succession_fault(by, predecessors, successor, kind, happened_on, act):
            raise ValidationError(reason)
        return [
            record_succession(
                by,
                Lineage(
                    predecessor=unit,
                    successor=successor,
                    kind=kind,
                    happened_on=happened_on,
                    act=act,
                ),
            )
            for unit in predecessors
        ]


def succession_fault(
    by: Access, predecessors: list[Unit], successor: Unit, kind: str, on: date, act: str
) -> str:
    """What cannot be: again, years ahead, across communes; "" where they can become the other."""
    joining = predecessors if kind == LineageKind.MERGE else []
    reason = rules.deny_far_day(by, on) or rules.deny_merge_villages([*joining, successor], on)
    olds = Unit.objects.filter(pk__in=[unit.pk for unit in predecessors]).order_by("pk")
    found = (rules.deny_succession(unit, on, act) for unit in olds)
    return reason or next(filter(None, found), "")


def record_succession(by: Access, lineage: Lineage) -> Lineage:
    """One unit became another, as `succession_fault` allowed: must hold the tree."""
    how: dict[str, Any] = {"by": by, "ability": Ability.ADMINISTER, "reason": lineage.act}
    create_row(row=lineage, action="ghi lịch sử đơn vị", **how)
    inherit(lineage.successor, lineage.predecessor)
    unit = lineage.predecessor
    unit.valid_to = lineage.happened_on - timedelta(days=1)
    edit_row(
        rows=Unit.objects.all(),
        pk=unit.pk,
        fields={"valid_to": unit.valid_to},
        action="kết thúc đơn vị",
        **how,
    )
    return lineage


def create_body(*, by: Access, unit: Unit, **fields: Any) -> Body:
    """Add an organisation to a unit."""
    return create_row(
        by=by,
        row=Body(unit=unit, **fields),
        deny_reason=rules.deny_add_body(by, unit),
        action="thêm tổ chức",
        ability=Ability.ADMINISTER,
    )


def edit_body(*, by: Access, body: Body, fields: Mapping[str, Any]) -> Body:
    """Correct what is recorded of an organisation."""
    return edit_row(
        by=by,
        rows=Body.objects.select_related("unit"),
        pk=body.pk,
        fields=fields,
        seen=body.version,
        deny=lambda access, row: rules.deny_administer(access, row.unit),
        action="sửa tổ chức",
        ability=Ability.ADMINISTER,
    )
