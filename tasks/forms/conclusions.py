"""The forms by which a conclusion is written, with who does it and by when."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from ntm_project.common.deadlines import Spoken, counted_from
from ntm_project.common.forms import CrispyModelForm, ProseInput, VietnameseMeta
from tasks import rules
from tasks.enums import AssignmentKind
from tasks.forms.meetings import REASON_HELP
from tasks.forms.tasks import AssigneeForm
from tasks.models import Assignment, Conclusion

BEFORE_MEETING = "Thời hạn này trước ngày họp. Sửa lại, hoặc đánh dấu xác nhận là đúng."


class ConclusionForm(CrispyModelForm):
    """What was concluded, and by when."""

    class Meta(VietnameseMeta):
        model = Conclusion
        fields = ["text", "deadline_words"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"text": {"required": "Hãy ghi nội dung kết luận."}}

    def __init__(self, *args: Any, spoken: Spoken, gives_tasks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spoken, self.gives_tasks, self.question = spoken, gives_tasks, ""
        if not gives_tasks:
            del self.fields["deadline_words"]

    def clean_deadline_words(self) -> str:
        """“Tuần sau” is kept as the day that it means, counted from the meeting; a day before
        the meeting is taken only where a tick confirms it."""
        words: str = self.cleaned_data["deadline_words"]
        if "deadline_words" not in self.changed_data:
            return words
        words = counted_from(words, self.spoken)
        if rules.is_before_meeting(words, self.spoken.day):
            self.question = words
            if not self.is_meant:
                raise ValidationError(BEFORE_MEETING)
        return words

    @property
    def is_meant(self) -> bool:
        """Whether the day before the meeting was confirmed, and no other."""
        return bool(self.question) and self.data.get("is_meant") == self.question


class NewConclusionForm(ConclusionForm):
    """The same for a new one. `form_key`: one for each time the form is opened; with what was typed
    it makes the key by which a second sending is known."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)


class EditConclusionForm(ConclusionForm):
    """The same for a correction, with its reason."""

    reason = ProseInput(
        label="Lý do sửa", required=False, rows=2, max_length=1000, help_text=REASON_HELP
    )


class LeadForm(AssigneeForm):
    """Who does what was concluded: an official, a body, or a role still without a name."""

    class Meta(AssigneeForm.Meta):
        fields = ["official", "body", "role_words"]
        labels = {**AssigneeForm.Meta.labels, "official": "Chủ trì: cán bộ"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="chu-tri", **kwargs)

    def assignment(self) -> Assignment | None:
        row = super().assignment()
        if row:
            row.kind = AssignmentKind.LEAD
        return row
