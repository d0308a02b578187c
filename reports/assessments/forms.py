"""The filter of an assessment's page."""

from datetime import date
from typing import Any

from django import forms

from ntm_project.common.forms import CrispyForm, DayInput
from reports.assessments.queries import Wanted


class FilterForm(CrispyForm, forms.Form):
    """What of the assessment is shown; lives in the address."""

    ngay = DayInput(label="Xem lại tại ngày", required=False)
    con_lai = forms.BooleanField(label="Chỉ phần còn phải làm", required=False)
    mo = forms.BooleanField(label="Mở tất cả", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ngay(self) -> date | None:
        day = self.cleaned_data["ngay"]
        if day and day > self.today:
            raise forms.ValidationError("Ngày xem lại không được sau hôm nay.")
        return day

    def wanted(self) -> Wanted:
        """What was requested, as far as it could be read."""
        self.is_valid()
        return Wanted(
            as_of=self.cleaned_data.get("ngay"),
            remaining_only=self.cleaned_data.get("con_lai", False),
            opens_all=self.cleaned_data.get("mo", False),
        )
