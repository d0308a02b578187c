"""Assessments stay with a unit that ends, to be read."""

from datetime import date

from django.db.models import QuerySet

from criteria.models import Assessment, Result
from ntm_project.common.dates import format_day
from villages.changes.models import Change
from villages.changes.movers import Dated, Mover, register


def _assessments(change: Change) -> "QuerySet[Assessment]":
    return Assessment.objects.filter(unit__in=change.olds).for_table()


def _latest(change: Change) -> Dated | None:
    """The last figure after the day; else an assessment of a later year."""
    rows = Result.objects.filter(assessment__unit__in=change.olds, as_of__gt=change.on)
    row = rows.with_names().order_by("-as_of", "pk").first()
    if row is not None and row.as_of:
        day, code = format_day(row.as_of), row.indicator.code
        return row.as_of, f"số liệu ngày {day} của chỉ tiêu {code}, {row.assessment}"
    later = _assessments(change).filter(year__gt=change.on.year).order_by("-year", "pk").first()
    return (date(later.year, 1, 1), str(later)) if later else None


def connect() -> None:
    register(
        Mover(
            "assessments",
            "đánh giá theo bộ tiêu chí",
            "ở lại đơn vị cũ, chỉ đọc; đơn vị mới xem cạnh nhau",
            _assessments,
            lambda row: row.get_absolute_url(),
            latest=_latest,
        )
    )
