"""What a person types of an assessment: unit, set and year, its days, and where it began."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from criteria import rules
from criteria.enums import State
from criteria.models import Assessment, CriteriaSet
from ntm_project.common.forms import CrispyForm, DayInput, ProseInput, YearInput
from villages.forms import UnitChoice
from villages.models import Unit

# Nobody states “unknown” of a criterion: he says nothing of it.
_STATES = [("", "Chưa ghi"), (State.MET, State.MET.label), (State.NOT_MET, State.NOT_MET.label)]


class _SetChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: CriteriaSet) -> str:
        warning = obj.unverified_words
        return (
            f"{obj.name} ({obj.code}){f' – {warning[:1].lower()}{warning[1:]}' if warning else ''}"
        )


class EditAssessmentForm(CrispyForm, forms.Form):
    """The days of an assessment, whether it is registered, and a note."""

    baseline_on = DayInput(
        label="Lấy hiện trạng đến ngày", required=False, help_text="Ví dụ 30/12/2023."
    )
    target_on = DayInput(label="Phấn đấu đạt chậm nhất ngày", required=False)
    is_registered = forms.BooleanField(label="Đã đăng ký với cấp trên", required=False)
    note = ProseInput(label="Ghi chú", max_length=2000, rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("baseline_on"), data.get("target_on")
        if first and last and last < first:
            self.add_error("target_on", "Ngày phấn đấu phải bằng hoặc sau ngày lấy hiện trạng.")
        return data


class OpenAssessmentForm(EditAssessmentForm):
    """The same, with unit, set and year of a new assessment."""

    unit = UnitChoice(label="Đơn vị", queryset=Unit.objects.none(), empty_label="Chọn đơn vị")
    criteria_set = _SetChoice(
        label="Bộ tiêu chí", queryset=CriteriaSet.objects.none(), empty_label="Chọn bộ tiêu chí"
    )
    year = YearInput(label="Năm")

    field_order = ["unit", "criteria_set", "year"]

    def __init__(self, *args: Any, units: "QuerySet[Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        sets = CriteriaSet.objects.filter(published_at__isnull=False)
        self.fields["criteria_set"].queryset = sets.order_by("level", "-year_from", "code")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if all(data.get(name) for name in ("unit", "criteria_set", "year")):
            wrong = rules.opening_errors(data["unit"], data["criteria_set"], data["year"])
            for name, sentence in wrong.items():
                self.add_error(name, sentence)
        return data


class BaselinesForm(CrispyForm, forms.Form):
    """One choice for each criterion: how it stood when the assessment began."""

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stated = dict(assessment.baselines.values_list("criterion", "state"))
        self.criteria = list(assessment.criteria_set.criteria.order_by("number"))
        for criterion in self.criteria:
            said = stated.get(criterion.pk, "")
            # A statement of “unknown” that a document makes stays until somebody says more.
            kept = [(said, State(said).label)] if said == State.UNKNOWN else []
            self.fields[f"c{criterion.pk}"] = forms.ChoiceField(
                label=f"{criterion.number}. {criterion.name}",
                choices=[*_STATES, *kept],
                required=False,
                initial=said,
            )

    def states(self) -> dict[int, str]:
        """Criterion → what was chosen of it."""
        return {c.pk: self.cleaned_data[f"c{c.pk}"] for c in self.criteria}
