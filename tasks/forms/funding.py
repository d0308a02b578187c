"""The forms of a plan's money: a sum, and its parts by source."""

from typing import Any

from django import forms

from ntm_project.common.choices import RowChoice, UnitChoice
from ntm_project.common.forms import CrispyForm, CrispyModelForm, MoneyInput, VietnameseMeta
from tasks.enums import FundingSource
from tasks.forms.choices import plan_tasks, units_of
from tasks.forms.fields import OUT_OF_PLAN, CriterionChoices
from tasks.models import Funding, FundingPart, Plan

MONEY_HELP = "Ghi như trong văn bản, ví dụ: 2,32 tỷ đồng, 850 triệu đồng, 51.000.000 đồng."
MOST_PARTS = 40


class TaskChoice(RowChoice):
    """Tasks by their unit and the beginning of their text."""

    related = ("unit",)

    def label_from_instance(self, obj: Any) -> str:
        text = " ".join(obj.text.split())
        return f"{obj.unit.title_name}: {text[:80]}{'…' if len(text) > 80 else ''}"


class FundingForm(CriterionChoices, CrispyModelForm):
    """A sum as a person writes it; rows below it give how much comes from where."""

    total = MoneyInput(
        label="Tổng số",
        required=False,
        help_text=f"{MONEY_HELP} Để trống khi văn bản không nêu tổng số.",
    )

    class Meta(VietnameseMeta):
        model = Funding
        fields = ["text", "unit", "stage", "total", "as_of", "assessment", "criterion", "task"]
        field_classes = {"unit": UnitChoice, "task": TaskChoice}
        error_messages = {
            "text": {"required": "Hãy ghi công trình hoặc nội dung."},
            "unit": {"required": "Hãy chọn đơn vị dùng kinh phí.", "invalid_choice": OUT_OF_PLAN},
            "stage": {"required": "Hãy chọn giai đoạn của khoản này."},
            "task": {"invalid_choice": OUT_OF_PLAN},
        }
        empty_labels = {"unit": "Chọn đơn vị", "task": "Không gắn với nhiệm vụ"}

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.initial["total"] = self.instance.stated or self.instance.words
        self.fields["unit"].queryset = units_of(plan)
        self.fields["task"].queryset = plan_tasks(plan)

    def values(self) -> dict[str, Any]:
        """The typed values; the total as its amount and its words."""
        values = super().values()
        total = values["total"]
        return values | {
            "total": total.amount if total else None,
            "words": total.words if total else "",
        }


class FundingPartForm(CrispyForm, forms.Form):
    """One source and its part; a row with neither is not written."""

    source = forms.ChoiceField(
        label="Nguồn", required=False, choices=[("", "Chọn nguồn"), *FundingSource.choices]
    )
    amount = MoneyInput(label="Số tiền", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        source, amount = data.get("source"), data.get("amount")
        if amount and not source and "source" not in self.errors:
            self.add_error("source", "Hãy chọn nguồn của số tiền này.")
        if source and not amount and "amount" not in self.errors:
            self.add_error(
                "amount", "Hãy ghi số tiền của nguồn này; muốn bỏ dòng thì bỏ cả nguồn đã chọn."
            )
        return data

    @staticmethod
    def initial_of(part: FundingPart) -> dict[str, Any]:
        """What the form shows of a part."""
        return {"source": part.source, "amount": part.stated}


class FundingPartRows(forms.BaseFormSet):
    """The parts of a sum, in their order."""

    def parts(self) -> tuple[tuple[str, Any], ...]:
        """Source and amount of each row that is filled in."""
        rows = [getattr(form, "cleaned_data", {}) for form in self.forms]
        return tuple((row["source"], row["amount"]) for row in rows if row.get("amount"))


FundingPartFormSet: Any = forms.formset_factory(
    FundingPartForm,
    formset=FundingPartRows,
    extra=0,
    max_num=MOST_PARTS,
    absolute_max=MOST_PARTS,
)
