"""Leaders and open work of an assessment that can go on in the one by the next set."""

from dataclasses import dataclass, field

from criteria.mapping.queries import Destination, Destinations, published_mapping
from criteria.models import Assessment, Criterion
from tasks import rules
from tasks.models import Supervision, Task
from tasks.models.tasks import TaskQuerySet
from villages.access import Access
from villages.models import Official, Posting


@dataclass
class Leaders:
    """New criteria whose leader follows from the old ones, and those where a person must choose."""

    sure: list[tuple[Criterion, Official]] = field(default_factory=list)
    open: list[tuple[Criterion, list[Official]]] = field(default_factory=list)


def leaders_to_carry(
    access: Access, assessment: Assessment, source: Assessment, places: Destinations
) -> Leaders:
    """The leaders for each new criterion that nobody directs: the one who directed all that flows
    into it, or those among whom to choose; nobody who no longer serves here."""
    found = Leaders()
    if rules.deny_edit_supervision(access, assessment.unit):
        return found
    led = set(assessment.supervisions.values_list("criterion", flat=True))
    units = [assessment.unit_id, *assessment.unit.ancestor_ids]
    serving = set(
        Posting.objects.open_on(access.on).filter(unit__in=units).values_list("official", flat=True)
    )
    rows = Supervision.objects.filter(assessment=source).select_related("official")
    of_old: dict[int, list[Official]] = {}
    for row in rows.order_by("pk"):
        if row.official_id in serving:
            of_old.setdefault(row.criterion_id, []).append(row.official)
    for criterion in assessment.criteria_set.criteria.order_by("number"):
        olds = places.into.get(criterion.pk, set())
        groups = [of_old.get(old, []) for old in sorted(olds)]
        people = {leader.pk: leader for group in groups for leader in group}
        if criterion.pk in led or not people:
            continue
        if len(people) == 1 and all(groups):
            found.sure.append((criterion, next(iter(people.values()))))
        else:
            found.open.append((criterion, list(people.values())))
    return found


def place_in(task: Task, assessment: Assessment) -> Destination:
    """Where the mapping between their sets leads the task to, as far as it is a single place."""
    old = task.assessment
    mapping = old and published_mapping(old.criteria_set_id, assessment.criteria_set_id)
    if not mapping:
        return Destination()
    return Destinations(mapping).rule_for(task.criterion_id, task.indicator_id) or Destination()


def tasks_to_carry(access: Access, source: Assessment) -> TaskQuerySet:
    """The open tasks of an assessment that the person manages, in the order of their plans."""
    if rules.deny_manage_tasks(access, source.unit):
        return Task.objects.none()
    rows = Task.objects.visible_to(access).open().filter(assessment=source)
    rows = rows.select_related("unit", "plan__unit", "criterion", "indicator")
    return rows.order_by("plan__year", "criterion__number", "order", "pk")
