"""The forms by which a task is given, edited, assigned, reported and moved."""

from typing import Any

from django import forms

from ntm_project.common.forms import CrispyModelForm, ProseInput, VietnameseMeta
from tasks.enums import Transition
from tasks.forms.choices import units_of
from tasks.forms.fields import OUT_OF_PLAN, CriterionChoices, UnitChoice
from tasks.models import Assignment, Plan, Task
from villages.models import Body, Official


class TaskForm(CriterionChoices, CrispyModelForm):
    """What a person decides of a task; the deadline in words."""

    class Meta(VietnameseMeta):
        model = Task
        fields = [
            "text",
            "unit",
            "deadline_words",
            "assessment",
            "criterion",
            "indicator",
            "section",
            "note",
        ]
        field_classes = {"unit": UnitChoice}
        error_messages = {
            "text": {"required": "Hãy ghi nội dung nhiệm vụ."},
            "unit": {"required": "Hãy chọn đơn vị thực hiện.", "invalid_choice": OUT_OF_PLAN},
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        empty_labels = {"unit": "Chọn đơn vị"}

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["unit"].queryset = units_of(plan)


class AssigneeForm(CrispyModelForm):
    """One row: an official, a body, or words for a role still without a name."""

    who = forms.ChoiceField(label="Cán bộ hoặc tổ chức", required=False)

    class Meta(VietnameseMeta):
        model = Assignment
        fields = ["kind", "role_words", "words"]
        labels = {"role_words": "Hoặc vai trò chưa rõ người"}
        widgets = {"words": forms.HiddenInput}

    def __init__(self, *args: Any, choices: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = choices
        self.fields["who"].error_messages["invalid_choice"] = (
            "Cán bộ hoặc tổ chức này nằm ngoài phạm vi của kế hoạch."
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("who") and data.get("role_words"):
            self.add_error("role_words", "Chọn đúng một: cán bộ, tổ chức, hoặc vai trò.")
        return data

    def assignment(self) -> Assignment | None:
        """What the row says, not saved; None for an empty row."""
        who = self.cleaned_data.get("who", "")
        if not who and not self.cleaned_data.get("role_words"):
            return None
        row = Assignment(**self.values())
        if who.startswith("c"):
            row.official = Official.objects.get(pk=who[1:])
        elif who:
            row.body = Body.objects.get(pk=who[1:])
        return row

    @staticmethod
    def initial_of(row: Assignment) -> dict[str, str]:
        """What the form shows of an assignment."""
        who = f"c{row.official_id}" if row.official_id else ""
        who = f"t{row.body_id}" if row.body_id else who
        return {"kind": row.kind, "who": who, "role_words": row.role_words, "words": row.words}


class AssigneeRows(forms.BaseFormSet):
    """The rows of a task's assignees; two people or bodies cannot stand twice."""

    def clean(self) -> None:
        named = [form.cleaned_data.get("who") for form in self.forms if form.is_valid()]
        twice = {who for who in named if who and named.count(who) > 1}
        for form in self.forms:
            if form.is_valid() and form.cleaned_data.get("who") in twice:
                form.add_error("who", "Cán bộ hoặc tổ chức này được chọn hai lần.")

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
        super().__init__(*args, **kwargs)
        if not transition.needs_result:
            del self.fields["result"]
        if not transition.needs_reason:
            del self.fields["reason"]
