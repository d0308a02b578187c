"""What an earlier plan can give to a later one of its unit, row by row, with what to mind."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from criteria.models import Assessment
from tasks import rules
from tasks.enums import PlanSection, TaskState
from tasks.models import Plan, Supervision
from villages.access import Access
from villages.models import Posting

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True)
class CopyOffer:
    """One row that can be copied: `note` is what to mind, `why_not` why it cannot be."""

    row: Any
    label: str
    note: str = ""
    why_not: str = ""
    to: Assessment | None = None  # where a target, a leader or a task goes

    @property
    def key(self) -> str:
        return str(self.row.pk)

    @property
    def is_usual(self) -> bool:
        """Ticked beforehand: nothing in it is of that year."""
        return not self.note


IN_PLAN = "kế hoạch này đã có"
GROUPS = {
    "texts": "Nội dung các mục",
    "targets": "Mục tiêu",
    "recipients": "Nơi nhận",
    "reporting_duties": "Chế độ báo cáo",
    "leaders": "Lãnh đạo phụ trách tiêu chí",
    "tasks": "Nhiệm vụ",
}


def earlier_plans(plan: Plan) -> "QuerySet[Plan]":
    """The plans of the unit for an earlier year, the last year first."""
    rows = Plan.objects.filter(unit=plan.unit, year__lt=plan.year).select_related("unit")
    return rows.order_by("-year", "pk")


def has_earlier() -> Exists:
    """Whether the unit of a plan has one for an earlier year, as a column of the plan's query."""
    return Exists(Plan.objects.filter(unit=OuterRef("unit"), year__lt=OuterRef("year")))


def moved_years(words: str, by: int) -> str:
    """The words with each year moved: `trong tháng 8/2024` → `trong tháng 8/2025`."""
    return _YEAR.sub(lambda year: str(int(year[0]) + by), words)


def offers(access: Access, plan: Plan, source: Plan) -> dict[str, list[CopyOffer]]:
    """Every row of the source by group; of a group for which one has no right, none."""
    same = _Assessments(plan)
    found = {
        "texts": list(_texts(plan, source)),
        "targets": list(_targets(plan, source, same)),
        "recipients": list(_lines(plan, source, "recipients")),
        "reporting_duties": list(_lines(plan, source, "reporting_duties")),
        "leaders": list(_leaders(access, plan, source, same)),
        "tasks": list(_tasks(access, plan, source, same)),
    }
    return {name: rows for name, rows in found.items() if rows}


class _Assessments:
    """The assessments of the plan's year, to find the one that follows an earlier one."""

    def __init__(self, plan: Plan) -> None:
        rows = Assessment.objects.filter(unit__path__below=plan.unit.path, year=plan.year)
        self.rows = list(rows.select_related("unit", "criteria_set").order_by("pk"))

    def after(self, old: Assessment | None, *, whole: bool = False) -> Assessment | None:
        """The assessment that follows the old one by the same set; for what concerns the `whole`,
        one by another set of that level and tier will do."""
        if old is None:
            return None
        here = [row for row in self.rows if row.unit_id == old.unit_id]
        same = [row for row in here if row.criteria_set_id == old.criteria_set_id]
        alike = [
            row
            for row in here
            if (row.criteria_set.level, row.criteria_set.tier)
            == (old.criteria_set.level, old.criteria_set.tier)
        ]
        return next(iter(same + (alike if whole else [])), None)


def _dated(text: str, source: Plan) -> str:
    years = sorted({year for year in _YEAR.findall(text) if int(year) >= source.year - 1})
    return f"nhắc năm {', '.join(years)}" if years else ""


def _texts(plan: Plan, source: Plan) -> Iterator[CopyOffer]:
    written = set(plan.texts.exclude(text="").values_list("section", flat=True))
    rows = {row.section: row for row in source.texts.exclude(text="").order_by("pk")}
    for section in PlanSection:
        if row := rows.get(section):
            why_not = "mục này đã có nội dung" if section in written else ""
            yield CopyOffer(row, str(section.label), _dated(row.text, source), why_not)


def _targets(plan: Plan, source: Plan, same: _Assessments) -> Iterator[CopyOffer]:
    there = set(plan.targets.values_list("text", flat=True))
    rows = source.targets.select_related(
        "assessment__unit", "assessment__criteria_set", "criterion", "indicator"
    )
    for row in rows.order_by("order", "pk"):
        to = same.after(row.assessment, whole=row.criterion_id is None)
        why_not = "" if to else _no_assessment(plan)
        if row.text in there:
            why_not = IN_PLAN
        yield CopyOffer(
            row, row.text, _dated(f"{row.text} {row.deadline_words}", source), why_not, to
        )


def _no_assessment(plan: Plan) -> str:
    return f"chưa lập đánh giá năm {plan.year} theo cùng bộ tiêu chí"


def _lines(plan: Plan, source: Plan, name: str) -> Iterator[CopyOffer]:
    there = set(getattr(plan, name).values_list("text", flat=True))
    for row in getattr(source, name).order_by("order", "pk"):
        why_not = IN_PLAN if row.text in there else ""
        yield CopyOffer(row, row.text, _dated(row.text, source), why_not)


def _leaders(access: Access, plan: Plan, source: Plan, same: _Assessments) -> Iterator[CopyOffer]:
    if rules.deny_edit_supervision(access, plan.unit):
        return
    rows = Supervision.objects.filter(
        assessment__unit__path__below=source.unit.path, assessment__year=source.year
    ).select_related("assessment__unit", "assessment__criteria_set", "criterion", "official")
    led = set(
        Supervision.objects.filter(assessment__in=same.rows).values_list("assessment", "criterion")
    )
    held = Posting.objects.open_on(access.on).filter(
        official=OuterRef("official"), unit__path__below=plan.unit.path
    )
    for row in rows.annotate(serves=Exists(held)).order_by(
        "assessment__unit__path", "assessment", "criterion__number", "pk"
    ):
        to = same.after(row.assessment)
        why_not = "" if to else _no_assessment(plan)
        if to and (to.pk, row.criterion_id) in led:
            why_not = "tiêu chí này năm nay đã có người phụ trách"
        if not row.serves:
            why_not = "người này không còn giữ chức vụ"
        place = f"{row.assessment.unit.title_name}, {row.assessment.criteria_set.short_name}"
        yield CopyOffer(row, f"{place}: {row.criterion} – {row.official}", "", why_not, to)


def _tasks(access: Access, plan: Plan, source: Plan, same: _Assessments) -> Iterator[CopyOffer]:
    if rules.deny_manage_tasks(access, plan.unit):
        return
    rows = source.tasks.exclude(state=TaskState.CANCELLED).select_related(
        "unit", "assessment__criteria_set", "criterion", "indicator"
    )
    rows = rows.exclude(carried_to__plan=plan).prefetch_related("assignments__official")
    for row in rows.order_by("unit__path", "order", "pk"):
        note = " · ".join(filter(None, [str(row.get_state_display()).lower(), row.deadline_words]))
        yield CopyOffer(
            row, f"{row.unit.title_name}: {row.text[:200]}", note, "", same.after(row.assessment)
        )


def ticked(found: Iterable[CopyOffer], keys: Iterable[str]) -> list[CopyOffer]:
    """The offers that were ticked and can be copied."""
    wanted = set(keys)
    return [offer for offer in found if offer.key in wanted and not offer.why_not]
