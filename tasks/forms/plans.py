"""The forms of a plan: its head, its authored texts, the rows of its lists."""

from typing import Any, ClassVar

from django import forms

from ntm_project.common.choices import UnitChoice
from ntm_project.common.forms import CrispyModelForm, VietnameseMeta
from tasks.forms.fields import CriterionChoices, SignerInput, SymbolInput
from tasks.forms.parts import PartForm, PartKind, by_slug
from tasks.models import (
    Citation,
    Plan,
    PlanText,
    PlanWindow,
    Recipient,
    ReportingDuty,
    Target,
)
from villages.models import Unit

TWO_ROWS = {"rows": 2}


class PlanForm(CrispyModelForm):
    """Title, issuer, place and signatory."""

    class Meta(VietnameseMeta):
        model = Plan
        fields = [
            "kind",
            "symbol",
            "title",
            "issuer",
            "place",
            "authority",
            "signatory_office",
            "signatory_name",
            "note",
        ]
        field_classes: ClassVar[dict[str, Any]] = {
            "symbol": SymbolInput,
            "signatory_name": SignerInput,
        }
        widgets = {name: forms.Textarea(attrs=TWO_ROWS) for name in ("issuer", "authority", "note")}


class CreatePlanForm(PlanForm):
    """The same, with the unit and the year of a new plan."""

    class Meta(PlanForm.Meta):
        fields = ["unit", "year", *PlanForm.Meta.fields]
        field_classes: ClassVar[dict[str, Any]] = {
            **PlanForm.Meta.field_classes,
            "unit": UnitChoice,
        }
        empty_labels = {"unit": "Chọn đơn vị"}

    def clean(self) -> dict[str, Any]:
        """A proposed title that nobody changed follows the year that was chosen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        unit, year, title = (cleaned.get(name) for name in ("unit", "year", "title"))
        if unit and year and title and title[:-4] == proposed_title(unit, year)[:-4]:
            cleaned["title"] = proposed_title(unit, year)
        return cleaned


def proposed_title(unit: Unit, year: int) -> str:
    """What a plan is about, as most are named; it ends with the year."""
    return f"Xây dựng nông thôn mới {unit.full_name} năm {year}"


class TextForm(CrispyModelForm):
    """One authored text, in plain text."""

    class Meta(VietnameseMeta):
        model = PlanText
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 18})}


class TargetForm(CriterionChoices, PartForm):
    """An assessment to be met, or a figure of a criterion to be reached."""

    class Meta(VietnameseMeta):
        model = Target
        fields = [
            "text",
            "assessment",
            "criterion",
            "indicator",
            "comparator",
            "value",
            "value_max",
            "unit_words",
            "deadline_words",
        ]
        error_messages = {
            "assessment": {"required": "Hãy chọn đánh giá mà mục tiêu này nói đến."},
        }
        empty_labels = {"comparator": "Không nêu"}

    def __init__(self, *args: Any, owner: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=owner, owner=owner, **kwargs)
        self.fields["assessment"].empty_label = "Chọn đánh giá"


class WindowForm(PartForm):
    """A piece of work of the plan, and from when to when."""

    class Meta(VietnameseMeta):
        model = PlanWindow
        fields = ["text", "deadline_words", "who"]
        labels = {"deadline_words": "Thời gian"}


class CitationForm(PartForm):
    """A document that the plan cites."""

    class Meta(VietnameseMeta):
        model = Citation
        fields = ["number", "dated_on", "issuer", "title", "section", "is_inferred", "note"]
        widgets = {name: forms.Textarea(attrs=TWO_ROWS) for name in ("title", "note")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not (data.get("number") or data.get("title")):
            self.add_error("number", "Hãy ghi số, ký hiệu hoặc trích yếu của văn bản.")
        return data


class RecipientForm(PartForm):
    """One line of "Nơi nhận"."""

    class Meta(VietnameseMeta):
        model = Recipient
        fields = ["text"]


class DutyForm(PartForm):
    """Who reports what to whom, and how often."""

    class Meta(VietnameseMeta):
        model = ReportingDuty
        fields = ["who", "text", "rhythm_words", "report_to", "note"]
        widgets = {"note": forms.Textarea(attrs=TWO_ROWS)}


PLAN_PARTS = by_slug(
    PartKind("muc-tieu", TargetForm),
    PartKind("thoi-gian", WindowForm),
    PartKind("vien-dan", CitationForm),
    PartKind("noi-nhan", RecipientForm),
    PartKind("bao-cao", DutyForm),
)
