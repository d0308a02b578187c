"""The forms by which a task is given, edited, assigned, reported and moved."""

from typing import Any

from django import forms

from ntm_project.common.forms import CrispyForm, LineInput, ProseInput
from tasks.enums import AssignmentKind, Transition
from tasks.forms.choices import units_of
from tasks.forms.fields import OUT_OF_PLAN, CriterionFields, DeadlineInput, UnitChoice
from tasks.models import Assignment, Plan, Task
from tasks.services import Assignee, TaskDraft
from villages.models import Body, Official


class TaskForm(CriterionFields):
    """What a person decides of a task; the deadline in words."""

    text = ProseInput(label="Nội dung nhiệm vụ", rows=4)
    unit = UnitChoice(label="Đơn vị thực hiện", queryset=None, empty_label="Chọn đơn vị")
    deadline_words = DeadlineInput()
    section = LineInput(
        label="Mục trong kế hoạch", max_length=40, required=False, help_text="Ví dụ: IV.1."
    )
    note = ProseInput(label="Ghi chú", required=False, rows=2)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["unit"].queryset = units_of(plan)
        self.fields["unit"].error_messages["invalid_choice"] = OUT_OF_PLAN
        self.fields["text"].error_messages["required"] = "Hãy ghi nội dung nhiệm vụ."
        self.fields["unit"].error_messages["required"] = "Hãy chọn đơn vị thực hiện."

    def draft(self, task: Task | None = None) -> TaskDraft:
        """What was typed; order and inference of an edited task stay as they are."""
        said = {name: self.cleaned_data[name] for name in TaskForm.base_fields}
        if task is not None:
            kept = task.is_inferred and task.criterion == said["criterion"]
            said |= {"order": task.order, "is_inferred": kept}
        return TaskDraft(**said)

    @staticmethod
    def initial_of(task: Task) -> dict[str, Any]:
        """What the form shows of a task."""
        names = ("text", "deadline_words", "section", "note")
        keys = ("unit", "assessment", "criterion", "indicator")
        return {name: getattr(task, name) for name in names} | {
            name: getattr(task, f"{name}_id") for name in keys
        }


class AssigneeForm(CrispyForm, forms.Form):
    """One row: an official, a body, or words for a role still without a name."""

    kind = forms.ChoiceField(label="Vai trò", choices=AssignmentKind.choices)
    who = forms.ChoiceField(label="Cán bộ hoặc tổ chức", required=False)
    role_words = LineInput(
        label="Hoặc vai trò chưa rõ người", max_length=200, required=False, strip=True
    )
    words = LineInput(max_length=200, required=False, widget=forms.HiddenInput)

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

    def assignee(self) -> Assignee | None:
        """What the row says; None for an empty row."""
        who, role = self.cleaned_data.get("who", ""), self.cleaned_data.get("role_words", "")
        kind, words = AssignmentKind(self.cleaned_data["kind"]), self.cleaned_data.get("words", "")
        if who.startswith("c"):
            official = Official.objects.get(pk=who[1:])
            return Assignee(kind, official=official, words=words)
        if who.startswith("t"):
            return Assignee(kind, body=Body.objects.get(pk=who[1:]), words=words)
        return Assignee(kind, role_words=role, words=words) if role else None

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

    def assignees(self) -> list[Assignee]:
        """Whom the rows name, in their order."""
        found = (form.assignee() for form in self.forms)
        return [assignee for assignee in found if assignee]


MOST_ASSIGNEES = 40
AssigneeFormSet: Any = forms.formset_factory(
    AssigneeForm, formset=AssigneeRows, extra=0, max_num=MOST_ASSIGNEES, absolute_max=MOST_ASSIGNEES
)


class ReportForm(CrispyForm, forms.Form):
    """Progress, obstacle and result, in the reporter's words."""

    progress = ProseInput(label="Tiến độ", required=False, rows=3)
    obstacle = ProseInput(
        label="Vướng mắc", required=False, rows=2, help_text="Để trống khi không có vướng mắc."
    )
    result = ProseInput(label="Kết quả", required=False, rows=3)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(CrispyForm, forms.Form):
    """What a change of state needs: a result, a reason, or nothing."""

    result = ProseInput(label="Kết quả", required=False, rows=3)
    reason = ProseInput(label="Lý do", required=False, rows=3)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, transition: Transition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not transition.needs_result:
            del self.fields["result"]
        if not transition.needs_reason:
            del self.fields["reason"]
