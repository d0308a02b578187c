"""Work read from a text and not given yet: its unit follows when units below the plan change."""

from django.db.models import QuerySet

from evidence.intake.models import IntakeRow
from villages.access import Access
from villages.changes.models import Change
from villages.edit import editing
from villages.enums import Ability


def rows_that_move(change: Change) -> "QuerySet[IntakeRow]":
    """The rows of plans that go on; the draft of a plan that ends stays with it, to be read."""
    olds = [unit.pk for unit in change.olds]
    rows = IntakeRow.objects.filter(task__isnull=True, unit__in=olds)
    return rows.exclude(intake__plan__unit__in=olds).order_by("pk")


def move_draft_rows(by: Access, change: Change) -> int:
    """Give each row the unit that its own becomes."""
    rows = list(rows_that_move(change).select_for_update(of=("self",), no_key=True))
    for row in rows:
        with editing(
            by=by,
            rows=IntakeRow.objects.select_related("intake__plan__unit"),
            pk=row.pk,
            action="chuyển đơn vị thực hiện",
            ability=Ability.ADMINISTER,
            reason=change.act,
        ) as edit:
            edit.row.unit = change.unit_after(row.unit_id) or row.unit
    return len(rows)
