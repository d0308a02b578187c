"""What an act over many tasks requires."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from ntm_project.common.choices import BodyChoice, OfficialChoice
from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.forms import CrispyForm, ProseInput, vietnamese_field
from tasks.enums import AssignmentKind, Transition
from tasks.forms.choices import bodies_of_all, people_of_all
from tasks.models import Assignment, Task

OUT_OF_PLANS = "{} này nằm ngoài phạm vi kế hoạch của các nhiệm vụ đã chọn."


class AssignManyForm(CrispyForm, forms.Form):
    """Who leads the tasks from now on: a person or a body."""

    official = OfficialChoice(
        label="Cán bộ chủ trì",
        required=False,
        empty_label="Chọn cán bộ",
        error_messages={"invalid_choice": OUT_OF_PLANS.format("Cán bộ")},
    )
    body = BodyChoice(
        label="Hoặc tổ chức",
        required=False,
        empty_label="Chọn tổ chức",
        error_messages={"invalid_choice": OUT_OF_PLANS.format("Tổ chức")},
    )

    def __init__(self, data: Any = None, *, tasks: Iterable[Task], on: date) -> None:
        super().__init__(data)
        plans = [task.plan for task in tasks]
        self.fields["official"].queryset = people_of_all(plans, on)
        self.fields["body"].queryset = bodies_of_all(plans)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and bool(data.get("official")) == bool(data.get("body")):
            self.add_error("official", "Chọn một cán bộ, hoặc một tổ chức.")
        return data

    def lead(self) -> Assignment:
        """Who was chosen, as a lead that no task has yet."""
        data = self.cleaned_data
        return Assignment(
            kind=AssignmentKind.LEAD, official=data.get("official"), body=data.get("body")
        )


class DeadlineForm(CrispyForm, forms.Form):
    """The new deadline, in words, and why."""

    words = vietnamese_field(
        Task._meta.get_field("deadline_words"),
        label="Hạn mới",
        required=True,
        help_text="Ví dụ: trước ngày 15/9/2024; trong quý IV/2024.",
    )
    reason = ProseInput(label="Lý do", required=False, max_length=500, rows=2)

    def __init__(self, data: Any = None, *, tasks: Iterable[Task]) -> None:
        super().__init__(data)
        years = {task.plan.year for task in tasks}
        # As in the form of one task; tasks of two years would get two days of the same words.
        self.year = years.pop() if len(years) == 1 else None

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        deadline = parse_deadline(words, year=self.year)
        if deadline.warning or not (deadline.ends_on or deadline.rhythm):
            warning = deadline.warning or "Chưa đọc được thành ngày."
            raise forms.ValidationError(f"{warning} Đổi hạn nhiều việc thì hạn mới phải rõ ngày.")
        return words


class MoveManyForm(CrispyForm, forms.Form):
    """What a change of state needs: a result, a reason, or nothing."""

    result = ProseInput(label="Kết quả", rows=3)
    reason = ProseInput(label="Lý do", rows=3)

    def __init__(self, data: Any = None, *, transition: Transition) -> None:
        super().__init__(data)
        if not transition.needs_result:
            del self.fields["result"]
        if not transition.needs_reason:
            del self.fields["reason"]
