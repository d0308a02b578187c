"""What one official leads: criteria, indicators and tasks, within the scope of who asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from criteria.models import Result
from reports import links
from tasks.models import Supervision, Task
from villages.access import Access
from villages.models import Official, in_scope

SHOWN = 20


@dataclass(frozen=True)
class Led:
    """One thing led, with its page."""

    text: str
    note: str
    url: str


@dataclass(frozen=True)
class Leading:
    """A kind of things led; `more_url` lists all of them where such a list exists."""

    title: str
    rows: Sequence[Led]
    count: int
    more_url: str = ""


def leading_of(official: Official, access: Access) -> list[Leading]:
    """Criteria directed, indicators in charge, open tasks; three queries."""
    kinds = [
        _criteria(official, access),
        _indicators(official, access),
        _tasks(official, access),
    ]
    return [kind for kind in kinds if kind.rows]


def _criteria(official: Official, access: Access) -> Leading:
    rows = (
        Supervision.objects.filter(in_scope(access, "assessment__unit__path"), official=official)
        .select_related("criterion", "assessment__unit", "assessment__criteria_set")
        .order_by("-assessment__year", "assessment_id", "criterion__number", "pk")
    )
    led = [
        Led(
            str(row.criterion),
            str(row.assessment),
            links.criterion(row.assessment_id, row.criterion.number),
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
        Led(
            f"{row.indicator.code} {row.indicator.wording}",
            f"{row.assessment} · {row.get_claim_display().lower()}",
            links.criterion(row.assessment_id, row.indicator.criterion.number),
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
        Led(
            row.text,
            " · ".join(filter(None, [row.unit.title_name, row.deadline_words])),
            links.task(row.pk),
        )
        for row in rows
    ]
    more = links.tasks(nguoi=official.pk)
    return Leading("Nhiệm vụ chưa xong", led[:SHOWN], len(led), more)
