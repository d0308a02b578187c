"""Reading a text into a draft, changing the draft, and confirming it: tasks as given by hand."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from criteria.models import Assessment, Criterion, Indicator
from criteria.nouns import of_set
from evidence.intake import rules
from evidence.intake.models import Intake, IntakeRow
from evidence.intake.queries import (
    assessments_by_unit,
    register_of,
    same_key,
    tasks_by_wording,
)
from evidence.intake.reading import MOST_FOUND, NO_SUCH, Named, Proposal, read_plan
from ntm_project.common.numbers import format_decimal
from ntm_project.common.refusals import Refused
from tasks.enums import AssignmentKind
from tasks.models import Assignment, Plan
from tasks.models.assignments import once_each, repeated
from tasks.queries.plans import text_of_section
from tasks.services import create_task, edit_text
from tasks.services.plans import locked_plan
from villages.access import Access
from villages.edit import Stale, check_seen, create_row, editing, remove_row, set_fields
from villages.enums import Ability

NOTHING_READ = (
    "Chưa đọc được việc nào trong văn bản này. Hãy dán phần giao nhiệm vụ của kế hoạch, "
    "hoặc giao nhiệm vụ bằng tay."
)
TOO_MANY = (
    "Văn bản này đọc ra {}, nhiều hơn {} việc của một lần nhập. Hãy chia văn bản thành nhiều "
    "phần rồi nhập từng phần; chưa có gì được ghi."
)
SECTION_WRITTEN = (
    "Mục này vừa có người viết trong kế hoạch. Hãy chép chữ ở đây sang mục đó nếu cần, "
    "rồi xóa trắng ô này."
)


def take_plan(*, by: Access, plan: Plan, text: str, source: str) -> Intake:
    """Keep the text with what was read in it; nothing of it is a task yet."""
    if reason := rules.deny_take(by, plan):
        raise Refused(reason)
    proposals = read_plan(text, register_of(plan, by.on))
    if len(proposals) > rules.MOST_ROWS:
        raise ValidationError({"text": _too_many(len(proposals))})
    if not any(one.is_likely for one in proposals):
        raise ValidationError({"text": NOTHING_READ})
    assessments = assessments_by_unit(plan)
    keys = _Keys(list(assessments.values()))
    with transaction.atomic():
        intake = create_row(
            by=by,
            row=Intake(plan=plan, text=text, source=source, by=by.official),
            action="nhập văn bản cũ",
            ability=Ability.EDIT_PLAN,
        )
        IntakeRow.objects.bulk_create(
            _row(intake, order, one, assessments, keys) for order, one in enumerate(proposals, 1)
        )
    return intake


def _too_many(count: int) -> str:
    """The refusal of so many works; the reader stops at a number, behind which may be more."""
    found = f"từ {format_decimal(count)} việc trở lên" if count >= MOST_FOUND else f"{count} việc"
    return TOO_MANY.format(found, rules.MOST_ROWS)


def take_sections(*, by: Access, intake: Intake, texts: Mapping[str, str]) -> None:
    """Write the texts into sections of the plan that have none, all of them or nothing;
    `ValidationError` by section where somebody has written there meanwhile."""
    if reason := rules.deny_take(by, intake.plan):
        raise Refused(reason)
    with transaction.atomic():
        for section, text in texts.items():
            row = text_of_section(intake.plan, section)
            if row.text:
                raise ValidationError({section: SECTION_WRITTEN})
            edit_text(by=by, plan=intake.plan, section=section, text=text, seen_version=row.version)


class _Keys:
    """Criteria and indicators of the assessments by set, number and code."""

    def __init__(self, assessments: Sequence[Assessment]) -> None:
        sets = {row.criteria_set_id for row in assessments}
        self.criteria = {
            (key, number): pk
            for pk, key, number in Criterion.objects.filter(criteria_set__in=sets).values_list(
                "pk", "criteria_set", "number"
            )
        }
        self.indicators = {
            (key, code): (pk, criterion)
            for pk, key, code, criterion in Indicator.objects.filter(
                criterion__criteria_set__in=sets
            ).values_list("pk", "criterion__criteria_set", "code", "criterion")
        }

    def found(
        self, one: Proposal, assessment: Assessment | None, year: int
    ) -> tuple[int | None, int | None, dict[str, str]]:
        """The keys of the criterion and of the indicator, and what cannot be found."""
        if assessment is None:
            words = f"{rules.NOT_ASSESSED} năm {year} nên chưa gắn được tiêu chí số "
            doubt = {"criterion": f"{words}{one.criterion}."} if one.criterion else {}
            return None, None, doubt
        key = assessment.criteria_set_id
        criterion = self.criteria.get((key, one.criterion or 0))
        indicator, owner = self.indicators.get((key, one.indicator), (None, None))
        if one.criterion and criterion is None:
            return None, None, {"criterion": NO_SUCH.format(one.criterion)}
        if not one.indicator or (indicator and owner == criterion):
            return criterion, indicator, {}
        words = f"Tiêu chí này không có chỉ tiêu {one.indicator}; hãy kiểm tra."
        unknown = of_set(words, assessment)
        return criterion, None, {"indicator": unknown}


def _row(
    intake: Intake,
    order: int,
    one: Proposal,
    assessments: Mapping[int, Assessment],
    keys: _Keys,
) -> IntakeRow:
    unit = one.unit or intake.plan.unit_id
    assessment = assessments.get(unit)
    criterion, indicator, doubts = keys.found(one, assessment, intake.plan.year)
    return IntakeRow(
        intake=intake,
        order=order,
        section=one.section,
        source=one.source,
        text=one.text,
        unit_id=unit,
        assessment=assessment if criterion else None,
        criterion_id=criterion,
        indicator_id=indicator,
        deadline_words=one.deadline_words,
        assignees=_assignees(one),
        words={name: words for name, words in one.words.items() if words},
        doubts=one.doubts_in(intake.plan.year) | doubts | _people_doubts(one),
        is_likely=one.is_likely,
    )


def _assignees(one: Proposal) -> list[dict[str, Any]]:
    """Whom the proposal names, nobody twice: who leads is named as the lead alone."""
    people = [
        *(_assignee(AssignmentKind.LEAD, name) for name in one.leads),
        *(_assignee(AssignmentKind.SUPPORT, name) for name in one.partners),
    ]
    rows = [_assignment(named) for named in people]
    twice = repeated(rows)
    return [named for named, row in zip(people, rows, strict=True) if row not in twice]


def _assignee(kind: str, named: Named) -> dict[str, Any]:
    found = named.found
    return {
        "kind": str(kind),
        "official": found.key if found.kind == "person" else None,
        "body": found.key if found.kind == "body" else None,
        "role_words": "" if found.kind else named.words,
        "words": named.words,
        "name": found.name or named.words,
    }


def _people_doubts(one: Proposal) -> dict[str, str]:
    """Names that were only guessed, or found twice; apart from them posts of one holder."""
    doubts = {}
    for field, named in (("leads", one.leads), ("partners", one.partners)):
        found = [name for name in named if name.found.kind]
        posts = [f"“{n.words}” hiểu là {n.found.name}" for n in found if n.found.is_post]
        guessed = [
            f"“{n.words}” hiểu là {n.found.name}"
            for n in found
            if not (n.found.is_sure or n.found.is_post)
        ]
        leads = [] if field == "leads" else [n.found for n in one.leads if n.found.kind]
        twice = [f"“{n.words}” đã chủ trì" for n in found if n.found in leads]
        if words := "; ".join([*guessed, *twice]):
            doubts[field] = " ".join(filter(None, [one.doubts.get(field, ""), f"{words}."]))
        if words := "; ".join(posts):
            doubts[f"{field}_noted"] = f"{words}."
    return doubts


def assignments_of(row: IntakeRow) -> list[Assignment]:
    """Whom the row names, as assignments that no task has yet."""
    return once_each(_assignment(one) for one in row.assignees)


def _assignment(one: Mapping[str, Any]) -> Assignment:
    return Assignment(
        kind=one["kind"],
        official_id=one["official"],
        body_id=one["body"],
        role_words=one["role_words"],
        words=one["words"],
    )


def as_json(assignments: Sequence[Assignment]) -> list[dict[str, Any]]:
    """The assignments as a row keeps them."""
    return [
        {
            "kind": row.kind,
            "official": row.official_id,
            "body": row.body_id,
            "role_words": row.role_words,
            "words": row.words,
            "name": row.name,
        }
        for row in assignments
    ]


def edit_draft(
    *,
    by: Access,
    row_id: int,
    fields: Mapping[str, Any],
    assignees: Sequence[Assignment],
    seen_version: int,
) -> IntakeRow:
    """Change a row of the draft; what a person has looked at is no longer in doubt."""
    rows = IntakeRow.objects.select_related("intake__plan__unit")
    with editing(
        by=by,
        rows=rows,
        pk=row_id,
        action="sửa việc đọc được",
        ability=Ability.EDIT_PLAN,
        deny=rules.deny_edit_row,
        seen=seen_version,
    ) as edit:
        set_fields(edit.row, {**fields, "assignees": as_json(assignees)})
        set_fields(edit.row, {"doubts": {}, "is_likely": True})
    return edit.row


def discard_draft(*, by: Access, intake: Intake) -> None:
    """Take a draft out with its rows; the event keeps the text. No task comes of it any more."""
    remove_row(
        by=by,
        rows=Intake.objects.select_related("plan__unit"),
        pk=intake.pk,
        action="bỏ văn bản đã nhập",
        ability=Ability.EDIT_PLAN,
        deny=rules.deny_discard,
    )


class RowRefused(Exception):
    """A row that the rules of a task refuse; none of the others was given either."""

    def __init__(self, row_id: int, sentences: list[str]) -> None:
        super().__init__(f"row {row_id}: {sentences}")
        self.row_id, self.sentences = row_id, sentences


@dataclass
class Chosen:
    """A ticked row as it was seen, with what the form made of it."""

    row_id: int
    seen_version: int
    fields: Mapping[str, Any]


@dataclass
class Confirmed:
    """How many rows became tasks, and how many the plan already held."""

    held: int = 0
    tasks: dict[int, IntakeRow] = dataclasses.field(default_factory=dict)  # made → by which row

    @property
    def made(self) -> int:
        return len(self.tasks)


def confirm(*, by: Access, intake: Intake, chosen: Sequence[Chosen]) -> Confirmed:
    """Give the tasks of the ticked rows, all or none.

    What is a task already, by this draft or in the same words under the same unit and criterion,
    is not given again, unless the ticked rows have it of two leads or by two days: which of them
    holds is for the checks to show, and for a person to decide.
    """
    done = Confirmed()
    with transaction.atomic():
        plan = locked_plan(by, intake.plan_id)
        if reason := rules.deny_take(by, plan):
            raise Refused(reason)
        rows = _held_rows(intake, [one.row_id for one in chosen])
        known = tasks_by_wording(plan)
        for one in chosen:
            row = rows.get(one.row_id)
            if row is None:
                raise Stale(None)
            if row.is_given:
                done.held += 1
                continue
            check_seen(row, one.seen_version)
            try:
                _give(by, plan, row, one.fields, known, done)
            except ValidationError as error:
                raise RowRefused(row.pk, error.messages) from error
    return done


def _held_rows(intake: Intake, keys: Sequence[int]) -> dict[int, IntakeRow]:
    rows = IntakeRow.objects.select_for_update(of=("self",), no_key=True)
    return {row.pk: row for row in rows.filter(intake=intake, pk__in=keys).order_by("pk")}


def _give(
    by: Access,
    plan: Plan,
    row: IntakeRow,
    fields: Mapping[str, Any],
    known: dict[Any, Any],
    done: Confirmed,
) -> None:
    criterion = fields.get("criterion")
    key = same_key(fields["unit"].pk, criterion.pk if criterion else None, fields["text"])
    task = known.get(key)
    first = done.tasks.get(task.pk) if task else None
    if task is None or (first and _is_ordered_otherwise(row, first)):
        task = known[key] = create_task(
            by=by,
            plan=plan,
            fields=fields,
            assignees=assignments_of(row),
            parts={"intake": str(row.intake), "intake_words": row.source},
        )
        done.tasks[task.pk] = row
    else:
        done.held += 1
    row.task = task
    row.save(update_fields=["task"])


def _is_ordered_otherwise(row: IntakeRow, first: IntakeRow) -> bool:
    """Whether a row gives the work of an earlier one to others, or by another day."""
    return (row.assignees, row.deadline_words) != (first.assignees, first.deadline_words)
