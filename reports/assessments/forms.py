"""The filter of an assessment's page."""

from typing import Any

from django import forms

from criteria.models import CriteriaSet
from ntm_project.common.forms import DayInput, YearInput
from reports.assessments.shown import Showing
from reports.boards.forms import DayForm
from villages.access import Access


class FilterForm(DayForm):
    """What of the assessment is shown; lives in the address."""

    ngay = DayInput(label="Xem lại tại ngày", required=False)
    con_lai = forms.BooleanField(label="Chỉ phần còn phải làm", required=False)
    mo = forms.BooleanField(label="Mở tất cả", required=False)
    muc = YearInput(label="Nếu áp dụng mức của năm", required=False)

    def __init__(
        self, *args: Any, access: Access, criteria_set: CriteriaSet | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.access, self.criteria_set = access, criteria_set

    def clean_muc(self) -> int | None:
        """A year in which the set binds: of another it states no level."""
        year: int | None = self.cleaned_data["muc"]
        if year and self.criteria_set:
            first, last = self.criteria_set.year_from, self.criteria_set.year_to
            if year < first or (last and year > last):
                raise forms.ValidationError(f"Bộ này áp dụng {self.criteria_set.years}.")
        return year

    def wanted(self) -> Showing:
        """What was requested, as far as it could be read."""
        self.is_valid()
        return Showing(
            as_of=self.cleaned_data.get("ngay"),
            remaining_only=self.cleaned_data.get("con_lai", False),
            opens_all=self.cleaned_data.get("mo", False),
            levels_of=self.cleaned_data.get("muc"),
        )
