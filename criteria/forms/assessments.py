"""What a person types of an assessment: unit, set and year, its days, and where it began."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from criteria.enums import State
from criteria.models import Assessment, CriteriaSet
from ntm_project.common.choices import UnitChoice
from ntm_project.common.forms import CrispyForm, CrispyModelForm, VietnameseMeta
from villages.models import Unit

# Nobody states “unknown” of a criterion: they say nothing of it.
_STATES = [("", "Chưa ghi"), (State.MET, State.MET.label), (State.NOT_MET, State.NOT_MET.label)]
_DAYS = ["baseline_on", "target_on", "is_registered", "note"]


class _SetChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: CriteriaSet) -> str:
        warning = obj.unverified_words
        tail = f" – {warning[:1].lower()}{warning[1:]}" if warning else ""
        return f"{obj.name} ({obj.code}){tail}"


class EditAssessmentForm(CrispyModelForm):
    """The days of an assessment, whether it is registered, and a note."""

    places = {
        "assessment_dates_in_order": "target_on",
        "assessment_unique_unit_set_year": "criteria_set",
    }

    class Meta(VietnameseMeta):
        model = Assessment
        fields = _DAYS
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}


class OpenAssessmentForm(EditAssessmentForm):
    """The same, with unit, set and year of a new assessment."""

    unit = UnitChoice(label="Đơn vị", queryset=Unit.objects.none(), empty_label="Chọn đơn vị")
    criteria_set = _SetChoice(
        label="Bộ tiêu chí", queryset=CriteriaSet.objects.none(), empty_label="Chọn bộ tiêu chí"
    )

    class Meta(EditAssessmentForm.Meta):
        fields = ["unit", "criteria_set", "year", *_DAYS]

    def __init__(self, *args: Any, units: "QuerySet[Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        sets = CriteriaSet.objects.filter(published_at__isnull=False)
        self.fields["criteria_set"].queryset = sets.order_by("level", "-year_from", "code")


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
