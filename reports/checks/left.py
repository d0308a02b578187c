"""What earlier years left, assessments that nobody brought to an end; and figures beside the
indicators that nobody can look up."""

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Q

from criteria.enums import State
from criteria.models import Assessment, Figure, Recognition, Standing
from reports.checks.rows import BareFigure, LeftOver

_OWN = OuterRef("assessment__unit")
_FOLLOWED = Exists(Assessment.objects.filter(unit=_OWN, year__gt=OuterRef("assessment__year")))
_RECOGNISED = Exists(
    Recognition.objects.in_force().filter(
        unit=_OWN, criteria_set=OuterRef("assessment__criteria_set")
    )
)
_COLUMNS = (
    "assessment", "assessment__unit__noun", "assessment__unit__name", "assessment__year",
    "assessment__criteria_set__short_name",
)  # fmt: skip
_UNMET = (
    Standing.objects.exclude(state=State.MET)
    .filter(~_FOLLOWED, ~_RECOGNISED)
    .values_list(*_COLUMNS)
    .annotate(left=Count("pk"))
    .order_by("assessment")
)


def left_over_of(units: Sequence[int], year: int) -> list[LeftOver]:
    """Those of the units, of years before the one given."""
    rows = _UNMET.filter(assessment__unit__in=units, assessment__year__lt=year)
    return [LeftOver._make(row) for row in rows]


_BARE = (
    Figure.objects.filter(Q(as_of=None) | Q(source=""), value__isnull=False)
    .order_by("pk")
    .values_list("pk", "assessment", "text", "as_of", "source")
)


def bare_figures_of(assessments: Sequence[int]) -> list[BareFigure]:
    """The figures of the assessments that lack their day or their source."""
    rows = _BARE.filter(assessment__in=assessments)
    return [
        BareFigure(pk, assessment, text, has_day=bool(as_of), has_source=bool(source))
        for pk, assessment, text, as_of, source in rows
    ]
