"""The filters of the task list, read from the address and kept nowhere else."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from criteria.models import Assessment, Criterion
from ntm_project.common.forms import CrispyForm, LineInput, YearInput
from tasks.enums import TaskState
from tasks.forms.choices import MOST_CHOICES
from tasks.models.tasks import TaskQuerySet
from villages.access import Access
from villages.models import Body, Official, Posting, Unit, in_scope

QUARTERS = [("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")]
Choices = list[tuple[str, str]]


def _capped(rows: "QuerySet[Any]", chosen: str) -> list[Any]:
    """As many rows as a select can hold, and the chosen one even when it lies beyond them."""
    found = list(rows[:MOST_CHOICES])
    is_cut = len(found) == MOST_CHOICES and chosen.isdecimal()
    if is_cut and int(chosen) not in {row.pk for row in found}:
        found += rows.filter(pk=int(chosen))
    return found


def _assessments(access: Access, chosen: str) -> Choices:
    rows = Assessment.objects.visible_to(access).for_table()
    shown = rows.only("year", "unit__noun", "unit__name", "criteria_set__short_name")
    return [(str(row.pk), str(row)) for row in _capped(shown, chosen)]


def _criteria(assessment: str, criterion: str) -> Choices:
    """The criteria of the chosen assessment; without one, the one that a link named."""
    rows = Criterion.objects.none()
    if assessment.isdecimal():
        rows = Criterion.objects.filter(criteria_set__assessments=int(assessment))
    elif criterion.isdecimal():
        rows = Criterion.objects.filter(pk=int(criterion))
    return [(str(row.pk), f"{row.number}. {row.name}") for row in rows.order_by("number", "pk")]


def _people(access: Access, chosen: str) -> Choices:
    """Whoever holds or held a post in scope: a task may still name one who has left."""
    posts = Posting.objects.visible_to(access).filter(official=OuterRef("pk"))
    rows = Official.objects.filter(Exists(posts)).only("full_name").order_by("name_key", "pk")
    return [(str(row.pk), row.full_name) for row in _capped(rows, chosen)]


def _bodies(access: Access, chosen: str) -> Choices:
    rows = Body.objects.filter(in_scope(access, "unit__path")).select_related("unit")
    shown = rows.only("name", "unit__noun", "unit__name").order_by("unit__path", "order", "pk")
    return [(str(row.pk), f"{row.name} ({row.unit})") for row in _capped(shown, chosen)]


class TaskFilterForm(CrispyForm, forms.Form):
    """All filters of the list; a value that is out of scope is refused with a sentence."""

    q = LineInput(label="Tìm trong nội dung", max_length=200, required=False)
    don_vi = forms.ChoiceField(label="Đơn vị (gồm đơn vị trực thuộc)", required=False)
    danh_gia = forms.ChoiceField(label="Đánh giá", required=False)
    tieu_chi = forms.ChoiceField(label="Tiêu chí", required=False)
    nguoi = forms.ChoiceField(label="Cán bộ", required=False)
    to_chuc = forms.ChoiceField(label="Tổ chức", required=False)
    tinh_trang = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Mọi tình trạng"), *TaskState.choices]
    )
    quy = forms.ChoiceField(
        label="Hết hạn trong quý", required=False, choices=[("", "Cả năm"), *QUARTERS]
    )
    nam = YearInput(label="Hết hạn trong năm", required=False, min_value=1990)
    qua_han = forms.BooleanField(label="Chỉ nhiệm vụ quá hạn", required=False)

    def __init__(self, data: Any, *, access: Access) -> None:
        super().__init__(data)
        chosen = {name: data.get(name, "") for name in self.fields}
        valid = Unit.objects.visible_to(access).filter(valid_to__isnull=True)
        shown = valid.only("noun", "name", "path").order_by("path", "pk")
        units = _capped(shown, chosen["don_vi"])
        self.paths = {str(unit.pk): unit.path for unit in units}
        offered = {
            "don_vi": ("Mọi đơn vị", [(str(unit.pk), unit.title_name) for unit in units]),
            "danh_gia": ("Mọi đánh giá", _assessments(access, chosen["danh_gia"])),
            "tieu_chi": ("Mọi tiêu chí", _criteria(chosen["danh_gia"], chosen["tieu_chi"])),
            "nguoi": ("Mọi cán bộ", _people(access, chosen["nguoi"])),
            "to_chuc": ("Mọi tổ chức", _bodies(access, chosen["to_chuc"])),
        }
        for name, (every, choices) in offered.items():
            self.fields[name].choices = [("", every), *choices]
        for name in self.fields:
            self.fields[name].error_messages["invalid_choice"] = (
                "Giá trị lọc này không có hoặc nằm ngoài phạm vi được giao."
            )
            self.fields[name].widget.attrs.pop("required", None)

    @property
    def filters(self) -> "TaskFilters":
        """What was asked, or filters that find nothing when a value cannot be used."""
        if not self.is_valid():
            return TaskFilters(is_impossible=True)
        said = self.cleaned_data
        return TaskFilters(
            words=said["q"],
            unit_path=self.paths.get(said["don_vi"], ""),
            assessment=int(said["danh_gia"] or 0),
            criterion=int(said["tieu_chi"] or 0),
            official=int(said["nguoi"] or 0),
            body=int(said["to_chuc"] or 0),
            state=said["tinh_trang"],
            quarter=int(said["quy"] or 0),
            year=said["nam"] or 0,
            is_overdue=said["qua_han"],
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter behind "Lọc thêm" is in use, so that it must be seen."""
        names = ("don_vi", "danh_gia", "tieu_chi", "nguoi", "to_chuc", "quy", "nam")
        return bool(self.errors) or any(self.data.get(name) for name in names)


@dataclass(frozen=True)
class TaskFilters:
    """What the list is narrowed to; zero and "" narrow nothing."""

    words: str = ""
    unit_path: str = ""
    assessment: int = 0
    criterion: int = 0
    official: int = 0
    body: int = 0
    state: str = ""
    quarter: int = 0
    year: int = 0
    is_overdue: bool = False
    is_impossible: bool = False

    def on(self, tasks: TaskQuerySet, today: date) -> TaskQuerySet:
        """The tasks that the filters leave, state and lateness not yet asked."""
        if self.is_impossible:
            return tasks.none()
        if self.words:
            tasks = tasks.containing(self.words)
        if self.unit_path:
            tasks = tasks.filter(unit__path__below=self.unit_path)
        if self.assessment:
            tasks = tasks.filter(assessment=self.assessment)
        if self.criterion:
            tasks = tasks.filter(criterion=self.criterion)
        if self.official:
            tasks = tasks.given_to(official=self.official)
        if self.body:
            tasks = tasks.given_to(body=self.body)
        if self.quarter or self.year:
            tasks = tasks.due_in(self.year or today.year, self.quarter)
        return tasks

    def by_state(self, tasks: TaskQuerySet, today: date) -> TaskQuerySet:
        """Those in the state asked, and late when that is asked."""
        if self.is_overdue:
            tasks = tasks.overdue_on(today)
        return tasks.filter(state=self.state) if self.state else tasks
