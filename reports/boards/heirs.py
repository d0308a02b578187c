"""Which of a unit that has ended and its heir counts in the year in which one became the other."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from criteria.models import Assessment, StandingStep
from ntm_project.common.dates import format_day
from villages.models import Lineage

if TYPE_CHECKING:
    from reports.boards.upper import JudgedCommune

OF_YEAR = OuterRef(OuterRef("year"))


def given_way(day: date) -> Q:
    """The condition that an assessment does not count on the day: its unit became another that is
    judged by then, or its unit's predecessors, assessed in the year, still stand for it. Of such a
    pair exactly one counts."""
    became = Lineage.objects.filter(happened_on__lte=day)
    judged = StandingStep.objects.filter(on__lte=day)
    heirs = became.filter(predecessor=OuterRef("unit")).filter(
        Exists(judged.filter(assessment__unit=OuterRef("successor"), assessment__year=OF_YEAR))
    )
    before = became.filter(successor=OuterRef("unit")).filter(
        Exists(Assessment.objects.filter(unit=OuterRef("predecessor"), year=OF_YEAR))
    )
    own = judged.filter(assessment=OuterRef("pk"))
    return Q(Exists(heirs)) | (Q(Exists(before)) & ~Q(Exists(own)))


def has_heirs(year: int, day: date) -> bool:
    """Whether any unit became another in the year, until the day."""
    return Lineage.objects.filter(happened_on__range=(date(year, 1, 1), day)).exists()


def counted_once(
    communes: Sequence["JudgedCommune"], year: int, day: date
) -> list["JudgedCommune"]:
    """Without those that have given way on the day."""
    if not communes or not has_heirs(year, day):
        return list(communes)
    keys = [commune.assessment_id for commune in communes]
    rows = Assessment.objects.filter(given_way(day), pk__in=keys)
    gone = set(rows.values_list("pk", flat=True))
    return [commune for commune in communes if commune.assessment_id not in gone]


def ended_note(valid_to: date | None, day: date) -> str:
    """The note that a unit has ended and its work is counted where it was done."""
    return f"thôi hoạt động sau {format_day(valid_to)}" if valid_to and valid_to < day else ""
