"""Leaders and open work of an assessment, taken over into the one by the set that came after."""

from collections.abc import Mapping

from criteria.mapping.queries import Destination, Destinations
from criteria.models import Assessment
from tasks import rules
from tasks.models import Supervision
from tasks.queries.carrying import Leaders, leaders_to_carry, tasks_to_carry
from tasks.services.tasks import edit_task
from villages.access import Access
from villages.acts import Act
from villages.edit import create_row


def carry_leaders(
    *, by: Access, assessment: Assessment, source: Assessment, places: Destinations, act: Act
) -> Leaders:
    """Whoever directed everything that flows into a criterion directs it, where nobody does yet;
    where they were several it is left to a person."""
    found = leaders_to_carry(by, assessment, source, places)
    for criterion, official in found.sure:
        row = Supervision(
            assessment=assessment, criterion=criterion, official=official, copied_from=source
        )
        create_row(
            by=by,
            row=row,
            action=act.action,
            unit=assessment.unit,
            act=act,
            deny_reason=rules.deny_edit_supervision(by, assessment.unit),
        )
    return found


def move_open_tasks(
    *,
    by: Access,
    assessment: Assessment,
    source: Assessment,
    choices: Mapping[int, Destination],
    act: Act,
) -> int:
    """Point the open tasks of the older assessment to where they were chosen to go; how many.

    The event keeps where each stood; what is no longer open or was moved meanwhile stays.
    """
    moved = 0
    for task in tasks_to_carry(by, source).filter(pk__in=choices):
        to = choices[task.pk]
        fields = {"assessment": assessment, "criterion": to.criterion, "indicator": to.indicator}
        edit_task(by=by, task_id=task.pk, fields=fields, seen_version=task.version, act=act)
        moved += 1
    return moved
