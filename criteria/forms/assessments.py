"""What a person types of an assessment: unit, set and year, its days, and where it began."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, cast

from django import forms
from django.forms.models import ModelChoiceIterator

from criteria.enums import SetLevel, State
from criteria.models import Assessment, Baseline, CriteriaSet
from ntm_project.common.choices import UnitChoice
from ntm_project.common.forms import CrispyForm, CrispyModelForm, LineInput, VietnameseMeta
from ntm_project.common.text import uncapitalised
from villages.models import Unit

# Nobody states “unknown” of a criterion: they leave it empty.
STATED_WORDS: dict[str, str] = {"": "Chưa ghi"} | {s.value: str(s.label) for s in State}
_JUDGED: dict[str, str] = {
    SetLevel.COMMUNE: "Dùng cho xã, phường, đặc khu",
    SetLevel.VILLAGE: "Dùng cho thôn, tổ dân phố",
}
_DAYS = ["baseline_on", "target_on", "is_registered", "note"]


class _SetsByLevel(ModelChoiceIterator):
    """The sets under the level of unit that they judge, where they are of several."""

    field: "SetChoice"

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        groups: dict[str, list[tuple[Any, str]]] = {}
        for row in self.queryset or ():
            groups.setdefault(row.level, []).append(self.choice(row))
        if len(groups) < 2:
            yield from chain(*groups.values())
            return
        for level in sorted(groups, key=lambda level: level != self.field.first):
            yield _JUDGED[level], groups[level]


class SetChoice(forms.ModelChoiceField):
    """Sets by their years, with the warning where one was never compared with its text; those of
    the level `first` before the others."""

    iterator = _SetsByLevel
    first = ""

    def label_from_instance(self, obj: CriteriaSet) -> str:
        warning = obj.unverified_words
        tail = f" – {uncapitalised(warning)}" if warning else ""
        return f"{obj.years}: {obj.name} ({obj.code}){tail}"


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
    criteria_set = SetChoice(
        label="Bộ tiêu chí", queryset=CriteriaSet.objects.none(), empty_label="Chọn bộ tiêu chí"
    )

    class Meta(EditAssessmentForm.Meta):
        fields = ["unit", "criteria_set", "year", *_DAYS]

    def __init__(self, *args: Any, first: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criteria_set"].first = first


class BaselinesForm(CrispyForm, forms.Form):
    """One choice for each criterion: how it stood when the assessment began."""

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stated = dict(assessment.baselines.values_list("criterion", "state"))
        self.criteria = list(assessment.criteria_set.criteria.order_by("number"))
        for criterion in self.criteria:
            state = stated.get(criterion.pk, "")
            # A statement of “unknown” that a document makes stays until somebody states more.
            kept = [State.UNKNOWN] if state == State.UNKNOWN else []
            offered = ["", State.MET, State.NOT_MET, *kept]
            self.fields[f"c{criterion.pk}"] = forms.ChoiceField(
                label=criterion.numbered,
                choices=[(one, STATED_WORDS[one]) for one in offered],
                required=False,
                initial=state,
            )

    def states(self) -> dict[int, str]:
        """Criterion → what was chosen of it."""
        return {c.pk: self.cleaned_data[f"c{c.pk}"] for c in self.criteria}


class ConfirmBaselinesForm(CrispyForm, forms.Form):
    """The tentative baselines that a person confirms, and on what basis."""

    criteria = forms.TypedMultipleChoiceField(
        label="Tiêu chí được xác nhận",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một tiêu chí."},
    )
    basis = LineInput(
        label="Căn cứ, lý do",
        max_length=300,
        help_text="Ví dụ: Báo cáo số 12/BC-UBND ngày 05/01/2024; đã kiểm tra thực tế.",
    )

    def __init__(self, *args: Any, baselines: Iterable[Baseline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedMultipleChoiceField, self.fields["criteria"])
        field.choices = [
            (row.criterion_id, f"{row.criterion.numbered}: {_tentative(row)}") for row in baselines
        ]
        field.initial = [key for key, _ in field.choices]


def _tentative(row: Baseline) -> str:
    state = str(State(row.state).label).lower()
    return f"{state} ({row.conclusion.rstrip('.')})" if row.conclusion else state
