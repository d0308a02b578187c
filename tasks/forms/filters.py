"""The filters of the task list, read from the address and kept nowhere else."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from criteria.models import Assessment, Criterion
from ntm_project.common.answers import key_of
from ntm_project.common.choices import BodyChoice, OfficialChoice, RowChoice, UnitChoice
from ntm_project.common.filters import ListFilter
from ntm_project.common.forms import DayInput, LineInput, YearInput
from ntm_project.common.lists import SORT, SortColumn
from tasks.enums import OPEN, TaskState
from tasks.forms.fields import CriterionChoice
from tasks.models.tasks import THEN, TaskQuerySet, open_tasks, overdue_tasks
from tasks.queries.past import below_on, carried_out_by, given_on, tasks_on
from villages.access import Access
from villages.models import Body, Official, Posting, Unit

EVERY_PLAN = "moi_ke_hoach"  # in the address of a file: of whatever plans the list shows tasks
QUARTERS = [("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")]


class AssessmentChoice(RowChoice):
    """Assessments by unit, set and year."""

    related = ("unit", "criteria_set")


class TaskFilterForm(ListFilter):
    """All filters of the list; a value that is out of scope is refused with a sentence."""

    q = LineInput(label="Tìm trong nội dung", max_length=200, required=False)
    don_vi = UnitChoice(
        label="Đơn vị (gồm đơn vị trực thuộc)", required=False, empty_label="Mọi đơn vị"
    )
    danh_gia = AssessmentChoice(label="Đánh giá", required=False, empty_label="Mọi đánh giá")
    tieu_chi = CriterionChoice(
        label="Tiêu chí", required=False, empty_label="Mọi tiêu chí", queryset=None
    )
    nguoi = OfficialChoice(label="Cán bộ", required=False, empty_label="Mọi cán bộ")
    to_chuc = BodyChoice(label="Tổ chức", required=False, empty_label="Mọi tổ chức")
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Mọi tình trạng"), (OPEN, "Chưa xong"), *TaskState.choices],
    )
    quy = forms.ChoiceField(
        label="Hết hạn trong quý", required=False, choices=[("", "Cả năm"), *QUARTERS]
    )
    nam = YearInput(label="Hết hạn trong năm", required=False, min_value=1990)
    nam_ke_hoach = YearInput(label="Của kế hoạch năm", required=False, min_value=1990)
    ngay = DayInput(label="Tính đến ngày", required=False)
    qua_han = forms.BooleanField(label="Chỉ nhiệm vụ quá hạn", required=False)
    rieng = forms.BooleanField(label="Chỉ của chính đơn vị, không gồm cấp dưới", required=False)
    viec_chung = forms.BooleanField(label="Chỉ việc chung, không gắn tiêu chí nào", required=False)

    def __init__(self, data: Any, *, access: Access) -> None:
        super().__init__(data)
        self.access = access
        # One that has ended is offered where an address, a board's of an earlier day, names it.
        named = Q(pk=key_of(data.get("don_vi", "")))
        units = Unit.objects.visible_to(access).filter(Q(valid_to__isnull=True) | named)
        bodies = Body.objects.visible_to(access)
        assessments = Assessment.objects.visible_to(access)
        offered: dict[str, QuerySet[Any]] = {
            "don_vi": units.order_by("path", "pk"),
            "danh_gia": assessments.for_table(),
            "tieu_chi": _criteria(assessments, data.get("danh_gia", ""), data.get("tieu_chi", "")),
            "nguoi": _people(access),
            "to_chuc": bodies.order_by("unit__path", "order", "pk"),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows

    @property
    def filters(self) -> "TaskFilters":
        """What the list is narrowed to; filters that find nothing when a value cannot be used."""
        if not self.is_valid():
            return TaskFilters(is_impossible=True)
        values = self.cleaned_data
        return TaskFilters(
            words=values["q"],
            unit=values["don_vi"],
            assessment=values["danh_gia"],
            criterion=values["tieu_chi"],
            official=values["nguoi"],
            body=values["to_chuc"],
            state=values["tinh_trang"],
            quarter=int(values["quy"] or 0),
            year=values["nam"] or 0,
            plan_year=values["nam_ke_hoach"] or 0,
            as_of=self.access.past(values["ngay"]),
            is_overdue=values["qua_han"],
            is_unit_alone=values["rieng"],
            is_without_criterion=values["viec_chung"],
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter behind "Lọc thêm" is in use, so that it must be seen."""
        beside = ("q", "tinh_trang", "qua_han", SORT)
        names = [name for name in self.fields if name not in beside]
        return bool(self.errors) or any(self.data.get(name) for name in names)


def _criteria(
    assessments: "QuerySet[Assessment]", assessment: str, criterion: str
) -> "QuerySet[Criterion]":
    """The criteria of the chosen assessment; without one, the one that a link named."""
    key = key_of(assessment)
    sets = (assessments.filter(pk=key) if key else assessments).values("criteria_set")
    rows = Criterion.objects.filter(criteria_set__in=sets).order_by("number", "pk")
    return rows if key else rows.filter(pk=key_of(criterion))


def _people(access: Access) -> "QuerySet[Official]":
    """Whoever holds or held a post in scope: a task may still name one who has left."""
    posts = Posting.objects.visible_to(access)
    return Official.objects.filter(pk__in=posts.values("official")).order_by("name_key", "pk")


@dataclass(frozen=True)
class TaskFilters:
    """What the list is narrowed to; None, zero and "" narrow nothing."""

    words: str = ""
    unit: Unit | None = None
    assessment: Assessment | None = None
    criterion: Criterion | None = None
    official: Official | None = None
    body: Body | None = None
    state: str = ""
    quarter: int = 0
    year: int = 0
    plan_year: int = 0
    as_of: date | None = None
    is_overdue: bool = False
    is_unit_alone: bool = False
    is_without_criterion: bool = False
    is_impossible: bool = False

    @property
    def then(self) -> str:
        """How the names of fields end: of now, or of the day wanted."""
        return THEN if self.as_of else ""

    @property
    def sorts(self) -> tuple[SortColumn, ...]:
        """The columns that sort, as of now or of the day wanted."""
        state, until = f"state{self.then}", f"ends_on{self.then}"
        return (
            SortColumn("viec", "Nhiệm vụ", ("search",)),
            SortColumn("don-vi", "Đơn vị", ("unit__name_key", "search"), "col-medium"),
            SortColumn("han", "Thời hạn", (until,), "col-medium"),
            SortColumn("tinh-trang", "Tình trạng", (state, until), "col-medium"),
        )

    def on(self, tasks: TaskQuerySet, today: date) -> TaskQuerySet:
        """The tasks that the filters leave, state and lateness aside."""
        if self.is_impossible:
            return tasks.none()
        if self.words:
            tasks = tasks.containing(self.words)
        tasks = self._of_place(tasks)
        if self.official:
            tasks = self._given(tasks, official=self.official)
        if self.body:
            tasks = self._given(tasks, body=self.body)
        if self.plan_year:
            tasks = tasks.filter(plan__year=self.plan_year)
        tasks, then = tasks_on(tasks, self.as_of)
        if self.quarter or self.year:
            tasks = tasks.due_in(self.year or today.year, self.quarter, then)
        return tasks

    def _given(self, tasks: TaskQuerySet, **assignee: Official | Body) -> TaskQuerySet:
        """The tasks given to somebody, on the day wanted or now."""
        if self.as_of:
            return given_on(tasks, self.as_of, **assignee)
        return tasks.given_to(**assignee)

    def _of_place(self, tasks: TaskQuerySet) -> TaskQuerySet:
        """The tasks of the unit, the assessment and the criterion."""
        if self.unit and self.is_unit_alone:
            tasks = tasks.filter(carried_out_by(self.unit, self.as_of))
        elif self.unit:
            tasks = tasks.filter(below_on(self.unit, self.as_of))
        if self.is_without_criterion:
            # Of the chosen set as a whole, or of no set at all.
            tasks = tasks.filter(criterion__isnull=True, assessment=self.assessment)
        if self.assessment:
            tasks = tasks.filter(assessment=self.assessment)
        return tasks.filter(criterion=self.criterion) if self.criterion else tasks

    def by_state(self, tasks: TaskQuerySet, today: date) -> TaskQuerySet:
        """The tasks in the state, and only late ones where those are wanted."""
        if self.is_overdue:
            tasks = tasks.filter(overdue_tasks(self.as_of or today, then=self.then))
        if self.state == OPEN:
            return tasks.filter(open_tasks(then=self.then))
        return tasks.filter(**{f"state{self.then}": self.state}) if self.state else tasks
