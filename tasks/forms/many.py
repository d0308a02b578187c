"""What an act over many tasks asks for."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from ntm_project.common.choices import BodyChoice, OfficialChoice
from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.forms import CrispyForm, LineInput, ProseInput
from tasks.enums import AssignmentKind, Transition
from tasks.models import Assignment
from villages.access import Access
from villages.models import Body, Official, Posting


class AssignManyForm(CrispyForm, forms.Form):
    """Who leads the tasks from now on: a person or a body."""

    official = OfficialChoice(label="Cán bộ chủ trì", required=False, empty_label="Chọn cán bộ")
    body = BodyChoice(label="Hoặc tổ chức", required=False, empty_label="Chọn tổ chức")

    def __init__(self, data: Any = None, *, access: Access) -> None:
        super().__init__(data)
        self.fields["official"].queryset = _people(access)
        bodies = Body.objects.visible_to(access)
        self.fields["body"].queryset = bodies.order_by("unit__path", "order", "pk")

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


def _people(access: Access) -> "QuerySet[Official]":
    posts = Posting.objects.visible_to(access).open_on(access.on).values("official")
    people = Official.objects.filter(is_active=True, pk__in=posts)
    return people.order_by("name_key", "pk")


class DeadlineForm(CrispyForm, forms.Form):
    """The new deadline, in words, and why."""

    words = LineInput(
        label="Hạn mới", max_length=200, help_text="Ví dụ: trước ngày 15/9/2024; trong quý IV/2024."
    )
    reason = ProseInput(label="Lý do", required=False, max_length=500, rows=2)

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        deadline = parse_deadline(words)
        if deadline.warning or not (deadline.ends_on or deadline.rhythm):
            told = deadline.warning or "Chưa đọc được thành ngày."
            raise forms.ValidationError(f"{told} Đổi hạn nhiều việc thì hạn mới phải rõ ngày.")
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
