"""The forms by which a task is given, edited, assigned, reported and moved."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model

from ntm_project.common.choices import BodyChoice, OfficialChoice, UnitChoice
from ntm_project.common.forms import CrispyModelForm, ProseInput, VietnameseMeta
from ntm_project.common.text import fold
from tasks.enums import Transition
from tasks.forms.choices import people_of, plan_bodies, units_of
from tasks.forms.fields import OUT_OF_PLAN, CriterionChoices
from tasks.models import Assignment, Plan, Task
from tasks.models.assignments import ONE_OF_THREE, repeated


class TaskForm(CriterionChoices, CrispyModelForm):
    """What a person decides of a task; the deadline in words."""

    class Meta(VietnameseMeta):
        model: type[Model] = Task  # a draft of a task has a row of its own, and this form
        fields = [
            "text",
            "unit",
            "deadline_words",
            "assessment",
            "criterion",
            "indicator",
            "section",
            "paper_words",
            "note",
        ]
        field_classes = {"unit": UnitChoice}
        error_messages = {
            "text": {"required": "Hãy ghi nội dung nhiệm vụ."},
            "unit": {"required": "Hãy chọn đơn vị thực hiện.", "invalid_choice": OUT_OF_PLAN},
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "paper_words": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        empty_labels = {"unit": "Chọn đơn vị"}

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["unit"].queryset = units_of(plan)

    @property
    def further(self) -> list[forms.BoundField]:
        """The fields after the indicator, which the page shows in the order of the form."""
        names = list(self.fields)
        return [self[name] for name in names[names.index("indicator") + 1 :]]


_WHOM = ("official", "body", "role_words")


class AssigneeForm(CrispyModelForm):
    """One row: an official, a body, or words for a role still without a name."""

    class Meta(VietnameseMeta):
        model = Assignment
        fields = ["kind", "official", "body", "role_words", "words"]
        field_classes = {"official": OfficialChoice, "body": BodyChoice}
        labels = {"body": "Hoặc tổ chức", "role_words": "Hoặc vai trò chưa rõ người"}
        error_messages = {
            "official": {"invalid_choice": "Cán bộ này nằm ngoài phạm vi của kế hoạch."},
            "body": {"invalid_choice": "Tổ chức này nằm ngoài phạm vi của kế hoạch."},
        }
        empty_labels = {"official": "Chọn cán bộ", "body": "Chọn tổ chức"}
        widgets = {"words": forms.HiddenInput}

    def __init__(
        self, *args: Any, plan: Plan, on: date, kept: Sequence[Assignment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["official"].queryset = people_of(plan, on, kept)
        self.fields["body"].queryset = plan_bodies(plan, kept)
        for name in ("official", "body"):
            self.fields[name].known = [row for one in kept if (row := getattr(one, name))]
        self.kept_roles = {row.role_words for row in kept}

    def clean(self) -> dict[str, Any]:
        """What was typed as a role and is the name of one official or body of the plan means them,
        as in a list from Excel; a role that stood there stays one."""
        data = super().clean() or self.cleaned_data
        named = [name for name in _WHOM if data.get(name)]
        if len(named) > 1:
            self.add_error(named[-1], ONE_OF_THREE)
        elif named == ["role_words"] and (words := data["role_words"]) not in self.kept_roles:
            data |= self._known_as(words)
        return data

    def _known_as(self, words: str) -> dict[str, Any]:
        """The field and the row of whoever bears that name alone."""
        people, bodies = (self.fields[name].queryset for name in ("official", "body"))
        names = [("official", row, [row.full_name]) for row in people]
        names += [("body", row, [row.name, *row.short_names.splitlines()]) for row in bodies]
        found = [(name, row) for name, row, called in names if fold(words) in map(fold, called)]
        return {"role_words": "", **dict(found)} if len(found) == 1 else {}

    def assignment(self) -> Assignment | None:
        """The assignee of the row, not saved; None for an empty row."""
        row = Assignment(**self.values())
        return row if row.official or row.body or row.role_words else None


class AssigneeRows(forms.BaseFormSet):
    """The rows of a task's assignees, nobody twice."""

    def clean(self) -> None:
        rows = [(form, form.assignment()) for form in self.forms if form.is_valid()]
        twice = repeated([row for _, row in rows if row])
        for form, row in rows:
            if row in twice:
                name = next(name for name in _WHOM if form.cleaned_data[name])
                form.add_error(name, "Cán bộ hoặc tổ chức này được chọn hai lần.")

    def assignments(self) -> list[Assignment]:
        """Whom the rows name, in their order."""
        found = (form.assignment() for form in self.forms)
        return [row for row in found if row]


MOST_ASSIGNEES = 40
AssigneeFormSet: Any = forms.formset_factory(
    AssigneeForm, formset=AssigneeRows, extra=0, max_num=MOST_ASSIGNEES, absolute_max=MOST_ASSIGNEES
)


class ReportForm(CrispyModelForm):
    """Progress, obstacle and result, in the reporter's words."""

    class Meta(VietnameseMeta):
        model = Task
        fields = ["progress", "obstacle", "result"]


class MoveForm(CrispyModelForm):
    """What a change of state needs: a result, a reason, or nothing."""

    reason = ProseInput(label="Lý do", required=False, rows=3)

    class Meta(VietnameseMeta):
        model = Task
        fields = ["result"]

    def __init__(self, *args: Any, transition: Transition, **kwargs: Any) -> None:
        # Beside the form of a report, which has a result too.
        kwargs.setdefault("auto_id", "move_%s")
        super().__init__(*args, **kwargs)
        if not transition.needs_result:
            del self.fields["result"]
        if not transition.needs_reason:
            del self.fields["reason"]
