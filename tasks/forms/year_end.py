"""What becomes of each open task of a plan whose year is over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.http import QueryDict

from ntm_project.common.choices import RowChoice
from ntm_project.common.choosing import Chooser
from ntm_project.common.forms import CrispyForm, LineInput
from tasks import rules
from tasks.enums import YearEnd
from tasks.models import Plan, Task

_AS_OTHERS = [("", "Như chọn chung"), *YearEnd.choices]


def single_words(task: Task) -> str:
    """A task among those of several units."""
    return f"{task.unit.title_name}: {task.text}"


def single_name(task: Task) -> str:
    """The field in which a single task gets another choice than all."""
    return f"t{task.pk}"


class PlanChoice(RowChoice):
    """Plans by kind, year and unit."""

    related = ("unit",)


class CloseYearForm(CrispyForm, forms.Form):
    """One choice for all tasks, another for those that differ, of which a page is shown to be
    chosen from, and what the choices need."""

    every = forms.ChoiceField(
        label="Chọn chung cho các việc", choices=YearEnd.choices, initial=YearEnd.LEAVE
    )
    plan = PlanChoice(
        label="Kế hoạch năm sau", queryset=None, required=False, empty_label="Chọn kế hoạch"
    )
    deadline_words = LineInput(
        label="Thời hạn mới của việc được chuyển",
        max_length=200,
        required=False,
        help_text="Ví dụ: trong quý II/2025. Để trống thì ghi sau cho từng việc.",
    )
    reason = LineInput(label="Lý do dừng thực hiện", max_length=300, required=False)

    def __init__(
        self, data: QueryDict | None = None, *, tasks: Sequence[Task], plans: "QuerySet[Plan]"
    ) -> None:
        super().__init__(data)
        self.fields["plan"].queryset = plans
        if not plans.exists():
            self.fields["plan"].help_text = rules.NO_LATER_PLAN
        self.tasks, chooser = tasks, Chooser("tasks", data or QueryDict())
        self.singles = chooser.singles(tasks, name=single_name, words=single_words)
        for task in self.singles.shown:
            self.fields[single_name(task)] = forms.ChoiceField(
                label=single_words(task), choices=_AS_OTHERS, required=False
            )

    @property
    def single_fields(self) -> list[BoundField]:
        return [self[single_name(task)] for task in self.singles.shown]

    def choices(self) -> dict[int, str]:
        """Task → what becomes of it."""
        given = self.cleaned_data
        every = given.get("every", "")
        return {task.pk: given.get(single_name(task)) or every for task in self.tasks}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        errors = rules.year_end_errors(
            self.choices().values(), plan=cleaned.get("plan"), reason=cleaned.get("reason", "")
        )
        for name, sentence in errors.items():
            self.add_error(name, sentence)
        return cleaned
