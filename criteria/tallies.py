"""How many units below an upper unit stand where on a criterion: counted, and kept as rows."""

from collections.abc import Collection

from django.db.models import Count, Q

from criteria.enums import State
from criteria.models import Assessment, Criterion, Standing, Tally

# A tally has one column for each state, of the same name.
_NONE = dict.fromkeys(State.values, 0)


def retally(assessment: Assessment, criteria: Collection[Criterion]) -> None:
    """Recount the tallies above an assessment for criteria of its set.

    Rows are locked from the root down and by criterion, so that two writers meet at the first.
    """
    path = "/"
    for unit_id in assessment.unit.ancestor_ids:
        path += f"{unit_id}/"
        tallies = _locked(assessment, unit_id, criteria)
        counts = counted(path, criteria, assessment.year)
        for tally in tallies:
            for name, value in counts[tally.criterion_id].items():
                setattr(tally, name, value)
        Tally.objects.bulk_update(tallies, list(_NONE))


def _locked(assessment: Assessment, unit_id: int, criteria: Collection[Criterion]) -> list[Tally]:
    """The unit's tallies of the criteria, locked; made where there is none yet."""
    of_unit = {"unit_id": unit_id, "year": assessment.year}
    wanted = Tally.objects.filter(**of_unit, criterion__in=criteria)
    found = list(wanted.select_for_update().order_by("criterion_id"))
    if len(found) == len(criteria):
        return found
    known = {tally.criterion_id for tally in found}
    Tally.objects.bulk_create(
        [
            Tally(**of_unit, criterion=criterion, criteria_set_id=assessment.criteria_set_id)
            for criterion in sorted(criteria, key=lambda criterion: criterion.pk)
            if criterion.pk not in known
        ],
        ignore_conflicts=True,
    )
    return list(wanted.select_for_update().order_by("criterion_id"))


def counted(path: str, criteria: Collection[Criterion], year: int) -> dict[int, dict[str, int]]:
    """By criterion: how many assessments below the unit of that path are met, not met, unknown."""
    rows = (
        Standing.objects.filter(
            assessment__year=year, criterion__in=criteria, assessment__unit__path__below=path
        )
        .exclude(assessment__unit__path=path)
        .values("criterion_id")
        .annotate(**{name: Count("pk", filter=Q(state=name)) for name in _NONE})
        .values_list("criterion_id", *_NONE)
    )
    found = {criterion_id: dict(zip(_NONE, n, strict=True)) for criterion_id, *n in rows}
    return {criterion.pk: found.get(criterion.pk, _NONE) for criterion in criteria}


def counted_for(tally: Tally) -> dict[str, int]:
    """What a tally has to say, counted from the standings."""
    return counted(tally.unit.path, [tally.criterion], tally.year)[tally.criterion_id]
