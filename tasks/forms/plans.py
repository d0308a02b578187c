"""The forms of a plan: its head, its authored texts, the rows of its lists."""

from dataclasses import dataclass
from typing import Any

from django import forms

from criteria.enums import Comparator
from ntm_project.common.forms import (
    CrispyForm,
    DayInput,
    DecimalInput,
    LineInput,
    ProseInput,
    YearInput,
)
from tasks.forms.fields import CriterionFields, DeadlineInput, UnitChoice
from tasks.models import Citation, Plan, PlanWindow, Recipient, ReportingDuty, Target
from tasks.services.parts import Part
from villages.models import Unit

LONGEST_TEXT = 20_000  # characters, of one section


class PlanForm(CrispyForm, forms.Form):
    """Title, issuer, place and signatory."""

    kind = LineInput(label="Tên loại văn bản", max_length=60, initial="Kế hoạch")
    symbol = LineInput(label="Ký hiệu", max_length=40, initial="KH-UBND")
    title = ProseInput(label="Trích yếu", max_length=1000, rows=3)
    issuer = ProseInput(
        label="Cơ quan ban hành",
        max_length=300,
        rows=2,
        help_text="Mỗi dòng một dòng in, ví dụ dòng một ỦY BAN NHÂN DÂN, dòng hai XÃ MAI ĐÌNH.",
    )
    place = LineInput(label="Địa danh", max_length=60)
    authority = ProseInput(
        label="Quyền hạn ký", max_length=300, rows=2, initial="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    )
    signatory_office = LineInput(label="Chức vụ dưới chữ ký", max_length=100, required=False)
    signatory_name = LineInput(label="Người ký", max_length=100, required=False)
    note = ProseInput(label="Ghi chú", max_length=2000, rows=2, required=False)


class EditPlanForm(PlanForm):
    """The same, with the version that was seen."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class CreatePlanForm(PlanForm):
    """The same, with the unit and the year of a new plan."""

    unit = UnitChoice(label="Đơn vị", queryset=Unit.objects.none(), empty_label="Chọn đơn vị")
    year = YearInput(label="Năm")

    field_order = ["unit", "year"]

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class TextForm(CrispyForm, forms.Form):
    """One authored text, in plain text."""

    text = ProseInput(
        label="Nội dung",
        max_length=LONGEST_TEXT,
        rows=18,
        required=False,
        help_text="Mỗi dòng là một đoạn. Dòng bắt đầu bằng “- ” in thành gạch đầu dòng.",
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class TargetForm(CriterionFields):
    """An assessment to be met, or a figure of a criterion to be reached."""

    text = ProseInput(label="Mục tiêu", max_length=2000, rows=3)
    comparator = forms.ChoiceField(
        label="So sánh", required=False, choices=[("", "Không nêu"), *Comparator.choices]
    )
    value = DecimalInput(label="Giá trị", required=False)
    value_max = DecimalInput(label="Đến, hoặc trên tổng số", required=False)
    unit_words = LineInput(label="Đơn vị tính", max_length=60, required=False)
    deadline_words = DeadlineInput()

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        field = self.fields["assessment"]
        field.required, field.empty_label = True, "Chọn đánh giá"
        field.error_messages["required"] = "Hãy chọn đánh giá mà mục tiêu này nói đến."
        self.order_fields(["text", "assessment"])


class PartForm(CrispyForm, forms.Form):
    """A row that needs nothing of its plan to be offered."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan


class WindowForm(PartForm):
    """A piece of work of the plan, and from when to when."""

    text = ProseInput(label="Nội dung", max_length=2000, rows=3)
    deadline_words = DeadlineInput(label="Thời gian")
    who = LineInput(label="Giao cho", max_length=200, required=False)


class CitationForm(PartForm):
    """A document that the plan cites."""

    number = LineInput(label="Số, ký hiệu", max_length=60, required=False)
    dated_on = DayInput(label="Ngày ban hành", required=False)
    issuer = LineInput(label="Cơ quan ban hành", max_length=200, required=False)
    title = ProseInput(label="Tên loại, trích yếu", max_length=1000, rows=2, required=False)
    section = LineInput(label="Viện dẫn tại", max_length=100, required=False)
    is_inferred = forms.BooleanField(label="Suy ra, văn bản nguồn không nêu đủ", required=False)
    note = ProseInput(label="Ghi chú", max_length=1000, rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not (data.get("number") or data.get("title")):
            self.add_error("number", "Hãy ghi số, ký hiệu hoặc trích yếu của văn bản.")
        return data


class RecipientForm(PartForm):
    """One line of "Nơi nhận"."""

    text = LineInput(label="Nơi nhận", max_length=200, help_text="Ví dụ: Đảng ủy (để báo cáo).")


class DutyForm(PartForm):
    """Who reports what to whom, and how often."""

    who = LineInput(label="Ai báo cáo", max_length=200, required=False)
    text = ProseInput(label="Nội dung báo cáo", max_length=2000, rows=3)
    rhythm_words = LineInput(
        label="Nhịp báo cáo", max_length=100, required=False, help_text="Ví dụ: hàng tuần."
    )
    report_to = LineInput(label="Báo cáo với", max_length=200, required=False)
    note = ProseInput(label="Ghi chú", max_length=1000, rows=2, required=False)


@dataclass(frozen=True)
class PartKind:
    """One list of a plan: the word in its address, its model, form and words."""

    slug: str
    model: type[Part]
    form: type[CriterionFields] | type[PartForm]
    noun: str

    @property
    def title(self) -> str:
        return self.noun[:1].upper() + self.noun[1:]

    def initial_of(self, part: Part) -> dict[str, Any]:
        """What the form shows of a row."""
        shown = {}
        for name in self.form.base_fields:
            value = getattr(part, name)
            shown[name] = value.pk if hasattr(value, "pk") else value
        return shown


PARTS = {
    kind.slug: kind
    for kind in (
        PartKind("muc-tieu", Target, TargetForm, "mục tiêu"),
        PartKind("thoi-gian", PlanWindow, WindowForm, "thời gian thực hiện"),
        PartKind("vien-dan", Citation, CitationForm, "văn bản viện dẫn"),
        PartKind("noi-nhan", Recipient, RecipientForm, "nơi nhận"),
        PartKind("bao-cao", ReportingDuty, DutyForm, "chế độ báo cáo"),
    )
}
