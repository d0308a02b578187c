"""What of assessments stays with units that become others: everything, to be read."""

from django.db.models import QuerySet
from django.urls import reverse

from criteria.models import Assessment
from villages.changes.models import Change
from villages.changes.movers import Mover, register


def _assessments(change: Change) -> "QuerySet[Assessment]":
    return Assessment.objects.filter(unit__in=change.olds).for_table()


def connect() -> None:
    register(
        Mover(
            "assessments",
            "đánh giá theo bộ tiêu chí",
            "ở lại đơn vị cũ, chỉ đọc; đơn vị mới xem cạnh nhau",
            _assessments,
            lambda row: reverse("reports:assessment", args=[row.pk]),
        )
    )
