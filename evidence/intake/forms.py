"""The forms of an old plan: its text, and a row of the draft as a task by hand."""

from collections.abc import Mapping
from typing import Any

from django import forms

from evidence.intake.files import ACCEPTED
from evidence.intake.models import MOST_TEXT, IntakeRow
from evidence.intake.reading import ready
from ntm_project.common.deadlines import BACKWARDS, parse_deadline
from ntm_project.common.forms import CrispyForm, ProseInput, refuse_old_font
from tasks.enums import PlanSection
from tasks.forms.tasks import TaskForm
from tasks.models import PlanText


class PastedText(ProseInput):
    """The text of a plan; the tabs of a pasted table stay as bars between its cells."""

    def to_python(self, value: Any) -> str:
        refuse_old_font(value or "")
        return super().to_python(ready(value) if value else value)


class IntakeForm(CrispyForm, forms.Form):
    """A file or a pasted text."""

    file = forms.FileField(
        label="Tệp kế hoạch (Word .docx hoặc PDF có chữ)",
        required=False,
        help_text="Tối đa 20 MB. Bản scan không có chữ thì không đọc được.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    text = PastedText(
        label="Hoặc dán văn bản",
        required=False,
        max_length=MOST_TEXT,
        rows=12,
        help_text="Dán cả kế hoạch hay chỉ phần giao việc; bảng dán từ Word giữ nguyên cột.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and bool(data.get("file")) == bool(data.get("text")):
            sentence = "Chọn một tệp, hoặc dán văn bản; chỉ một trong hai."
            self.add_error("text", sentence)
        return data


class SectionsForm(CrispyForm, forms.Form):
    """The authored texts that an old plan has for sections where its plan has none; one that is
    emptied is left out."""

    def __init__(self, *args: Any, sections: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section, text in sections.items():
            self.fields[section] = PlanText._meta.get_field("text").formfield(
                label=PlanSection(section).label, initial=text, help_text=""
            )
            lines = sum(1 + len(line) // 80 for line in text.splitlines())
            self.fields[section].widget.attrs["rows"] = min(max(lines + 1, 3), 16)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(data.values()):
            raise forms.ValidationError(
                "Mọi mục đều để trắng. Giữ lại một mục, hoặc chọn “Để sau”."
            )
        return data

    def texts(self) -> dict[str, str]:
        """Section → the text to be written."""
        return {name: text for name, text in self.cleaned_data.items() if text}


class DraftForm(TaskForm):
    """A row of the draft, with the fields and the rules of a task given by hand."""

    class Meta(TaskForm.Meta):
        model = IntakeRow
        fields = [
            "text",
            "unit",
            "deadline_words",
            "assessment",
            "criterion",
            "indicator",
            "section",
        ]

    def clean_deadline_words(self) -> str:
        words: str = self.cleaned_data["deadline_words"]
        if parse_deadline(words, year=self.plan.year).warning == BACKWARDS:
            raise forms.ValidationError(BACKWARDS)
        return words
