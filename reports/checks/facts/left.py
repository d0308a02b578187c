"""Loose ends: assessments of earlier years that nobody brought to an end, and figures beside the
indicators that nobody can look up."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from criteria.enums import State
from criteria.models import Assessment, Recognition, Standing
from ntm_project.common.figures import count_of
from reports.checks.facts.rows import BareFigure, LeftOver

_FOLLOWED = Assessment.objects.filter(unit=OuterRef("unit"), year__gt=OuterRef("year"))
_RECOGNISED = Recognition.objects.in_force().filter(
    unit=OuterRef("unit"), criteria_set=OuterRef("criteria_set")
)
_UNMET = Standing.objects.exclude(state=State.MET).filter(assessment=OuterRef("pk"))
_BARE = Q(figures__as_of=None) | Q(figures__source="")
_ASSESSMENTS = (
    Assessment.objects.annotate(
        bare=FilteredRelation("figures", condition=_BARE & Q(figures__value__isnull=False)),
        is_ended=Exists(_FOLLOWED) | Exists(_RECOGNISED),
        left=count_of(_UNMET),
    )
    .order_by("pk", "bare__pk")
    .values_list(
        "bare__pk", "bare__criterion__number", "bare__text", "bare__as_of", "bare__source",
        "is_ended",
        "pk", "unit__noun", "unit__name", "year", "criteria_set__short_name", "left",
    )
)  # fmt: skip


class LooseEnds(NamedTuple):
    """The unfinished matters of a year: assessments of earlier years, figures of its own."""

    left_over: list[LeftOver]
    bare_figures: list[BareFigure]


def loose_ends_of(units: Sequence[int], year: int) -> LooseEnds:
    """Those of the units. One row for each figure, so each assessment is taken once."""
    left: dict[int, LeftOver] = {}
    bare = []
    rows = _ASSESSMENTS.filter(unit__in=units, year__lte=year)
    for figure, number, text, as_of, source, is_ended, *row in rows:
        one = LeftOver._make(row)
        if one.year < year and one.left and not is_ended:
            left[one.pk] = one
        if one.year == year and figure:
            bare.append(BareFigure(figure, one.pk, number, text, as_of, source))
    return LooseEnds(list(left.values()), bare)
