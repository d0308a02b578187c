"""What an act over many papers requires."""

from typing import Any

from django import forms

from criteria.models import Assessment, Result
from criteria.nouns import of_set
from evidence.papers.models import Evidence
from ntm_project.common.choices import RowChoice
from ntm_project.common.forms import (
    CrispyForm,
    DayInput,
    LineInput,
    vietnamese_field,
)
from villages.access import Access


class KindForm(CrispyForm, forms.Form):
    """One kind for all."""

    kind = vietnamese_field(Evidence._meta.get_field("kind"))


class ExpiryForm(CrispyForm, forms.Form):
    """One day on which all expire."""

    expires_on = DayInput(label="Hết hiệu lực ngày")


class LinkManyForm(CrispyForm, forms.Form):
    """The indicator that all prove."""

    assessment = RowChoice(label="Đánh giá", empty_label="Chọn đánh giá")
    code = LineInput(label="Số chỉ tiêu", max_length=20, help_text="Ví dụ: 17.5.")

    def __init__(self, data: Any = None, *, access: Access) -> None:
        super().__init__(data)
        self.fields["assessment"].queryset = Assessment.objects.visible_to(access).for_table()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("assessment") and data.get("code"):
            rows = Result.objects.filter(assessment=data["assessment"]).with_names()
            data["result"] = rows.filter(indicator__code=data["code"]).first()
            if data["result"] is None:
                words = "Bộ tiêu chí của đánh giá này không có chỉ tiêu số đó."
                self.add_error("code", of_set(words, data["assessment"]))
        return data
