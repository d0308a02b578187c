"""What the reader of old plans may look up, and what its pages show."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from criteria.models import Assessment, Criterion, Indicator
from evidence.intake import rules
from evidence.intake.models import Intake, IntakeRow
from evidence.intake.reading import (
    BodyEntry,
    PersonEntry,
    Register,
    SetEntry,
    UnitEntry,
    asks,
)
from evidence.intake.reading.sections import sections_left
from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.text import spoken
from tasks.forms.choices import assessments_of, people_of, plan_bodies, units_of
from tasks.models import Plan, PlanText, Task
from villages.access import Access
from villages.enums import UnitLevel
from villages.models import Lineage, Posting, Unit


def assessments_by_unit(plan: Plan) -> dict[int, Assessment]:
    """Unit → by what it is assessed in the plan's year; of several the one begun last."""
    rows = assessments_of(plan).filter(year=plan.year).order_by("pk")
    return {row.unit_id: row for row in rows}


def register_of(plan: Plan, on: date) -> Register:
    """The register of the plan's unit, all of it in a few queries."""
    units = [
        UnitEntry(unit.pk, unit.noun, unit.name, unit.pk == plan.unit_id) for unit in units_of(plan)
    ]
    register = Register(
        units=[*units, *_ended_villages(plan, units)],
        bodies=[
            BodyEntry(body.pk, body.name, tuple(body.short_names.splitlines()), body.unit_id)
            for body in plan_bodies(plan)
        ],
    )
    titles: dict[int, list[tuple[str, int]]] = {}
    posts = Posting.objects.open_on(on).filter(unit__path__below=plan.unit.path)
    for official, title, unit in posts.order_by("-is_main", "pk").values_list(
        "official", "title", "unit"
    ):
        titles.setdefault(official, []).append((title, unit))
    for person in people_of(plan, on):
        held = titles.get(person.pk, [])
        names = tuple(title for title, _ in held if title)
        register.people.append(
            PersonEntry(person.pk, person.full_name, names, held[0][1] if held else None)
        )
    register.sets = _sets(assessments_by_unit(plan))
    return register


def _ended_villages(plan: Plan, units: Sequence[UnitEntry]) -> list[UnitEntry]:
    """The villages that are no more, with those of today that they became: of one name as one, and
    none of the name of one of today."""
    today = {unit.key for unit in units}
    names = {(unit.noun, unit.name) for unit in units}
    branch = Q(path__below=plan.unit.path)
    for path in plan.unit.former_paths:
        branch |= Q(path__below=path)
    ended = Unit.objects.filter(branch, level=UnitLevel.VILLAGE, valid_to__isnull=False)
    pairs = Lineage.objects.filter(predecessor__in=ended)
    became: dict[int, set[int]] = {}
    for old, new in pairs.values_list("predecessor", "successor"):
        became.setdefault(old, set()).add(new)
    found: dict[tuple[str, str], UnitEntry] = {}
    for unit in ended.order_by("valid_to", "pk"):
        name, heirs = (unit.noun, unit.name), _last_of(unit.pk, became) & today
        if name in found:
            heirs |= set(found[name].heirs)
        found[name] = UnitEntry(unit.pk, *name, ended_on=unit.valid_to, heirs=tuple(sorted(heirs)))
    return [entry for name, entry in found.items() if name not in names]


def _last_of(key: int, became: Mapping[int, set[int]]) -> set[int]:
    """What a unit is in the end, over all that it became before."""
    last: set[int] = set()
    left = {key}
    while left:
        left = {heir for one in left for heir in became.get(one, ())} - last
        last |= left
    return last


def _sets(assessments: dict[int, Assessment]) -> dict[int, SetEntry]:
    keys = {row.criteria_set_id for row in assessments.values()}
    by_set: dict[int, SetEntry] = {key: SetEntry({}, {}) for key in keys}
    for key, number, name in Criterion.objects.filter(criteria_set__in=keys).values_list(
        "criteria_set", "number", "name"
    ):
        by_set[key].criteria[number] = name
    for key, code, number in Indicator.objects.filter(criterion__criteria_set__in=keys).values_list(
        "criterion__criteria_set", "code", "criterion__number"
    ):
        by_set[key].codes[code] = number
    return {unit: by_set[row.criteria_set_id] for unit, row in assessments.items()}


def intakes_of(plan: Plan) -> "QuerySet[Intake]":
    """The texts given for the plan, the last first, with how many of their rows became tasks."""
    return (
        Intake.objects.filter(plan=plan)
        .annotate(every=Count("rows"), done=Count("rows", filter=Q(rows__task__isnull=False)))
        .defer("text")
        .order_by("-pk")
    )


def head_of_plan(plan: Plan) -> str:
    """Number and day in the head of the text that was given last for the plan and has one; "" for
    none."""
    texts = Intake.objects.filter(plan=plan).order_by("-pk").values_list("text", flat=True)
    return next(filter(None, map(rules.paper_head, texts)), "")


def sections_to_take(intake: Intake, also: Container[str] = ()) -> dict[str, str]:
    """Section → what the text has for it, where the plan has nothing (`also`: or something); the
    sentences that were read as work or became tasks are left out."""
    works = intake.rows.filter(Q(is_likely=True) | Q(task__isnull=False))
    given = works.values_list("source", flat=True)
    texts = PlanText.objects.filter(plan=intake.plan_id).exclude(text="")
    written = set(texts.values_list("section", flat=True))
    left = sections_left(intake.text, list(given))
    return {
        section: text for section, text in left.items() if section not in written or section in also
    }


def visible_intake(access: Access) -> "QuerySet[Intake]":
    return Intake.objects.visible_to(access).select_related("plan__unit", "by")


def rows_of(intake: Intake) -> "QuerySet[IntakeRow]":
    return intake.rows.select_related(
        "unit", "assessment__criteria_set", "criterion", "indicator", "task", "intake__plan__unit"
    ).order_by("order")


def offered_keys(plan: Plan, on: date) -> tuple[set[int], set[int]]:
    """The people and the bodies that a task of the plan can name."""
    people = people_of(plan, on).values_list("pk", flat=True)
    return set(people), set(plan_bodies(plan).values_list("pk", flat=True))


Same = tuple[int, int | None, str]


def same_key(unit: int, criterion: int | None, text: str) -> Same:
    """The key by which two tasks are the same work: unit, criterion and wording."""
    return unit, criterion, spoken(text)


def tasks_by_wording(plan: Plan) -> dict[Same, Task]:
    """What the plan already holds."""
    rows = Task.objects.filter(plan=plan).only("pk", "unit", "criterion", "text", "plan")
    return {same_key(row.unit_id, row.criterion_id, row.text): row for row in rows}


@dataclass
class Shown:
    """A row of the draft as its page shows it."""

    row: IntakeRow
    read: str  # how the deadline is understood
    notes: list[tuple[str, str]]  # field → what asks for a second look, or is worth one
    double: Task | None
    is_sure: bool  # work, of which nothing asks for a look before it is given
    is_ticked: bool
    errors: list[str]

    @property
    def leads(self) -> list[dict[str, Any]]:
        return [one for one in self.row.assignees if one["kind"] == "lead"]

    @property
    def supports(self) -> list[dict[str, Any]]:
        return [one for one in self.row.assignees if one["kind"] != "lead"]


LABELS = {
    "text": "Nội dung",
    "unit": "Đơn vị",
    "criterion": "Tiêu chí",
    "indicator": "Chỉ tiêu",
    "deadline_words": "Thời hạn",
    "year": "Thời hạn",
    "leads": "Chủ trì",
    "leads_noted": "Chủ trì",
    "partners": "Phối hợp",
    "partners_noted": "Phối hợp",
}


@dataclass
class ShownDraft:
    """The rows of a draft: to be looked at one by one, sure, and in the plan already."""

    asking: list[Shown] = field(default_factory=list)
    sure: list[Shown] = field(default_factory=list)
    held: list[Shown] = field(default_factory=list)
    years: str = ""  # by which year deadlines without one are read, where there are such
    is_other_year: bool = False

    @property
    def rows(self) -> list[Shown]:
        return [*self.asking, *self.sure, *self.held]

    @property
    def left(self) -> int:
        """How many no task came of."""
        return sum(not one.row.is_given for one in self.rows)


def shown_draft(
    intake: Intake,
    *,
    ticked: Iterable[int] | None = None,
    errors: dict[int, list[str]] | None = None,
) -> ShownDraft:
    """The rows with what is to be minded; beforehand the sure ones are ticked, and no others."""
    plan, held = intake.plan, tasks_by_wording(intake.plan)
    windows = [w for w in plan.windows.values_list("ends_on", flat=True) if w]
    chosen = None if ticked is None else set(ticked)
    other = rules.other_year(intake.text, plan.year)
    draft = ShownDraft(is_other_year=bool(other))
    for row in rows_of(intake):
        deadline = parse_deadline(row.deadline_words, year=plan.year)
        double = held.get(same_key(row.unit_id, row.criterion_id, row.text))
        cautions = _cautions(row, plan, deadline.ends_on, windows)
        is_yearless = not row.is_given and rules.takes_year(row.deadline_words, plan.year)
        if is_yearless:
            draft.years = rules.year_caution(plan.year, other)
        if is_yearless and other:
            cautions["year"] = f"Chưa rõ là của năm {plan.year} hay năm {other}."
        odd = cautions["text"] or cautions["year"]
        is_sure = row.is_likely and not asks(row.doubts) and not odd
        usual = is_sure and double is None
        shown = Shown(
            row,
            deadline.due_text(),
            _notes(row, cautions),
            None if row.is_given else double,
            is_sure,
            not row.is_given and (usual if chosen is None else row.pk in chosen),
            (errors or {}).get(row.pk, []),
        )
        if row.is_given or (double and not shown.errors):
            draft.held.append(shown)
        else:
            (draft.sure if is_sure and not shown.errors else draft.asking).append(shown)
    return draft


def _cautions(
    row: IntakeRow, plan: Plan, ends_on: date | None, windows: list[date]
) -> dict[str, str]:
    """What of a row cannot be or is odd in its plan, whoever has written it so."""
    return {
        "deadline_words": rules.window_caution(ends_on, plan.year, windows),
        "text": rules.count_caution(row.text),
        "year": "",
    }


def _notes(row: IntakeRow, cautions: Mapping[str, str]) -> list[tuple[str, str]]:
    found = [pair for doubts in (row.doubts, cautions) for pair in doubts.items()]
    return [(LABELS.get(name, name), words) for name, words in found if words]
