"""What is held of one unit, and what one official leads within the scope of the reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from criteria.models import Assessment, Recognition, Result
from ntm_project.common.text import shortened
from reports import links
from reports.lines import Line
from tasks.models import Supervision, Task
from villages.access import Access
from villages.models import Official, Unit, in_scope

SHOWN = 20


@dataclass(frozen=True)
class Leading:
    """A kind of things led; `more_url` lists all of them where such a list exists."""

    title: str
    lines: Sequence[Line]
    count: int
    more_url: str = ""


def leading_of(official: Official, access: Access) -> list[Leading]:
    """Criteria directed, indicators in charge, open tasks; three queries."""
    kinds = [
        _criteria(official, access),
        _indicators(official, access),
        _tasks(official, access),
    ]
    return [kind for kind in kinds if kind.lines]


def _criteria(official: Official, access: Access) -> Leading:
    rows = (
        Supervision.objects.filter(in_scope(access, "assessment__unit__path"), official=official)
        .select_related("criterion", "assessment__unit", "assessment__criteria_set")
        .order_by("-assessment__year", "assessment_id", "criterion__number", "pk")
    )
    led = [
        Line(
            str(row.criterion),
            links.criterion_url(row.assessment_id, row.criterion.number),
            str(row.assessment),
        )
        for row in rows
    ]
    return Leading("Tiêu chí trực tiếp chỉ đạo", led, len(led))


def _indicators(official: Official, access: Access) -> Leading:
    rows = (
        Result.objects.visible_to(access)
        .filter(in_charge=official)
        .select_related("indicator__criterion", "assessment__unit", "assessment__criteria_set")
        .order_by("-assessment__year", "indicator__criterion__number", "indicator__order", "pk")
    )
    led = [
        Line(
            shortened(f"{row.indicator.code} {row.indicator.wording}"),
            links.criterion_url(row.assessment_id, row.indicator.criterion.number),
            f"{row.assessment} · {row.get_claim_display().lower()}",
        )
        for row in rows
    ]
    return Leading("Chỉ tiêu phụ trách", led, len(led))


def _tasks(official: Official, access: Access) -> Leading:
    rows = (
        Task.objects.visible_to(access)
        .open()
        .filter(Q(assignments__official=official))
        .select_related("unit")
        .order_by(F("ends_on").asc(nulls_last=True), "pk")
        .distinct()
    )
    led = [
        Line(
            shortened(row.text),
            links.task_url(row.pk),
            " · ".join(filter(None, [row.unit.title_name, row.deadline_words])),
        )
        for row in rows
    ]
    more = links.tasks_url(nguoi=official.pk)
    return Leading("Nhiệm vụ chưa xong", led[:SHOWN], len(led), more)


def titled_assessments(unit: Unit) -> list[tuple[Assessment, str]]:
    """The assessments of the unit, newest first, each with its page."""
    rows = Assessment.objects.filter(unit=unit).select_related("criteria_set", "unit")
    return [
        (row, row.get_absolute_url()) for row in rows.order_by("-year", "criteria_set__code", "pk")
    ]


def recognitions_of_unit(unit: Unit) -> "QuerySet[Recognition]":
    """The decisions that recognised the unit, newest first."""
    rows = Recognition.objects.filter(unit=unit).select_related("criteria_set")
    return rows.order_by("-decided_on", "pk")
