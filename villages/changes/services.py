"""Doing a change of units: all of it in one transaction, each row with its event, or nothing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.changes import rules
from villages.changes.models import Change, Heir, HeldPosting, Step
from villages.changes.movers import movers
from villages.changes.queries import change_of, seen_of
from villages.edit import check_seen, create_row, edit_row
from villages.enums import Ability
from villages.handover.work import take_up
from villages.models import Body, Lineage, Posting, Unit
from villages.services.units import lock_tree, record_succession
from villages.titles import renamed


def change_units(
    *, by: Access, parent: Unit, seen_version: int | None = None, **typed: Any
) -> tuple[Change, dict[str, int]]:
    """What the page has shown, done: the change, and how many rows of each kind have moved.

    Raises `Refused` without the right, before the day, or where the day is doubted and nobody has
    confirmed it, `ValidationError` with the sentences of what is impossible, `Stale` when something
    of it is no longer as the page has shown it.
    """
    if reason := rules.deny_change_below(by, parent):
        raise Refused(reason)
    with transaction.atomic():
        lock_tree()
        change = change_of(by, parent, **typed)
        if change.faults:
            raise ValidationError(change.faults)
        if reason := rules.deny_run(change, by.on) or rules.deny_unsure(by, change):
            raise Refused(reason)
        check_seen(parent, seen_version, version=seen_of(change))
        return change, run_change(by, change)


def run_change(by: Access, change: Change) -> dict[str, int]:
    """Call it in a transaction that holds the tree; how many rows of each kind have moved."""
    how: dict[str, Any] = {"by": by, "ability": Ability.ADMINISTER, "reason": change.act}
    for step in change.all_steps:
        for heir in step.heirs:
            _make(change, step, heir, how)
        _record(by, change, step)
    for step in change.all_steps:
        for unit in step.olds:
            for heir in step.heirs:
                assert heir.unit is not None
                _copy_bodies(change, unit, heir.unit, how)
    # What hangs on the units moves while those who do the work still hold their postings.
    counts = {m.slug: m.run(by, change) for m in movers() if m.run is not None}
    # Ended first, all of them: nobody holds two main postings, not even for a moment.
    for held in change.held:
        _end(change, held, how)
    for held in change.held:
        _go_on(change, held, how)
    return counts


def _make(change: Change, step: Step, heir: Heir, how: dict[str, Any]) -> None:
    """The unit to come, with what the old ones agree upon."""
    if heir.unit is not None:
        return
    heir.unit = heir.found
    if heir.found is not None:
        return
    first, alike = step.olds[0], {}
    for name in ("region", "commune_group"):
        values = {getattr(unit, name) for unit in step.olds}
        alike[name] = values.pop() if len(values) == 1 else getattr(Unit(), name)
    parent = heir.under.unit if heir.under else change.parent
    row = Unit(
        level=heir.level, noun=heir.noun, name=heir.name, parent=parent, order=first.order,
        valid_from=change.on, **alike,
    )  # fmt: skip
    heir.unit = create_row(row=row, action="thêm đơn vị", **how)


def _record(by: Access, change: Change, step: Step) -> None:
    """Who became whom; the old units end on the day before."""
    for unit in step.olds:
        for heir in step.heirs:
            assert heir.unit is not None
            lineage = Lineage(
                predecessor=unit,
                successor=heir.unit,
                kind=step.kind(change.parent),
                happened_on=change.on,
                act=change.act,
            )
            record_succession(by, lineage)


def _copy_bodies(change: Change, unit: Unit, heir: Unit, how: dict[str, Any]) -> None:
    """A new unit has the organisations of the old ones, each name once, in its own name."""
    known = {body.name.casefold(): body for body in heir.bodies.all()}
    for body in unit.bodies.order_by("order", "pk"):
        name = renamed(body.name, unit, heir)
        new = known.get(name.casefold())
        if new is None:
            row = Body(
                unit=heir,
                name=name,
                short_names=renamed(body.short_names, unit, heir),
                is_subordinate=body.is_subordinate,
                order=body.order,
            )
            new = known[name.casefold()] = create_row(row=row, action="thêm tổ chức", **how)
        change.bodies.setdefault(body.pk, {})[heir.pk] = new


def _end(change: Change, held: HeldPosting, how: dict[str, Any]) -> None:
    edit_row(
        rows=Posting.objects.select_related("unit", "official"),
        pk=held.posting.pk,
        fields={"ends_on": change.last_day},
        action="kết thúc chức vụ",
        **how,
    )


def _go_on(change: Change, held: HeldPosting, how: dict[str, Any]) -> None:
    """The same posting in the unit to come, where the official does not hold it already."""
    heir, old = held.heir, held.posting
    if heir is None or heir.unit is None:
        return
    going = Posting.objects.filter(official=old.official, unit=heir.unit).not_ended_on(change.on)
    if going.filter(role=old.role).exists():
        return
    has_main = old.official.postings.filter(is_main=True, ends_on=None).exists()
    row = Posting(
        official=old.official,
        unit=heir.unit,
        body=change.body_after(old.body, heir.unit),
        role=old.role,
        title=renamed(old.title, old.unit, heir.unit),
        is_main=old.is_main and not has_main,
        starts_on=change.on,
        ends_on=old.ends_on,
    )
    take_up(how["by"], create_row(row=row, action="giao chức vụ", **how))
