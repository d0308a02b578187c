"""The forms of a plan's money: a sum, and its parts by source."""

from typing import Any

from django import forms

from ntm_project.common.answers import key_of
from ntm_project.common.forms import CrispyForm, DayInput, MoneyInput, ProseInput
from tasks.enums import FundingSource, FundingStage
from tasks.forms.choices import tasks_of, units_of
from tasks.forms.fields import OUT_OF_PLAN, CriterionFields, UnitChoice
from tasks.models import Funding, FundingPart, Plan
from tasks.services import FundingDraft

MONEY_HELP = "Ghi như trong văn bản, ví dụ: 2,32 tỷ đồng, 850 triệu đồng, 51.000.000 đồng."
MOST_PARTS = 40


class TaskChoice(forms.ModelChoiceField):
    """Tasks by their unit and the beginning of their text."""

    def label_from_instance(self, obj: Any) -> str:
        text = " ".join(obj.text.split())
        return f"{obj.unit.title_name}: {text[:80]}{'…' if len(text) > 80 else ''}"


class FundingForm(CriterionFields):
    """What a person says of a sum; how much comes from where is said below it."""

    text = ProseInput(label="Công trình, nội dung", max_length=2000, rows=3)
    unit = UnitChoice(label="Đơn vị", queryset=None, empty_label="Chọn đơn vị")
    stage = forms.ChoiceField(
        label="Giai đoạn", choices=[("", "Chọn giai đoạn"), *FundingStage.choices]
    )
    total = MoneyInput(
        label="Tổng số",
        required=False,
        help_text=f"{MONEY_HELP} Để trống khi văn bản không nêu tổng số.",
    )
    as_of = DayInput(label="Tính đến ngày", required=False)
    task = TaskChoice(
        label="Nhiệm vụ dùng khoản này",
        queryset=None,
        required=False,
        empty_label="Không gắn với nhiệm vụ",
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        del self.fields["indicator"]  # money is told of a work or a criterion
        self.fields["unit"].queryset = units_of(plan)
        self.fields["unit"].error_messages["invalid_choice"] = OUT_OF_PLAN
        chosen = key_of(str(self["task"].value() or ""))
        self.fields["task"].queryset = tasks_of(plan, chosen)
        self.fields["task"].error_messages["invalid_choice"] = OUT_OF_PLAN
        self.fields["text"].error_messages["required"] = "Hãy ghi công trình hoặc nội dung."
        self.fields["unit"].error_messages["required"] = "Hãy chọn đơn vị dùng kinh phí."
        self.fields["stage"].error_messages["required"] = "Hãy chọn giai đoạn của khoản này."

    @staticmethod
    def initial_of(funding: Funding) -> dict[str, Any]:
        """What the form shows of a sum."""
        keys = ("unit", "assessment", "criterion", "task")
        names = ("text", "stage", "as_of")
        return (
            {name: getattr(funding, name) for name in names}
            | {name: getattr(funding, f"{name}_id") for name in keys}
            | {"total": funding.stated or funding.words}
        )


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
        """Source and amount of each row that says something."""
        said = [getattr(form, "cleaned_data", {}) for form in self.forms]
        return tuple((row["source"], row["amount"]) for row in said if row.get("amount"))


FundingPartFormSet: Any = forms.formset_factory(
    FundingPartForm,
    formset=FundingPartRows,
    extra=0,
    max_num=MOST_PARTS,
    absolute_max=MOST_PARTS,
)


def draft_of(form: FundingForm, rows: FundingPartRows) -> FundingDraft:
    """What was typed in both, as the services take it."""
    return FundingDraft(**form.cleaned_data, parts=rows.parts())
