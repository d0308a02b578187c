"""The filters of a list, as they stand in its address."""

from typing import Any

from django import forms

from ntm_project.common.forms import CrispyForm
from ntm_project.common.lists import SORT

UNKNOWN = "Giá trị lọc này không có hoặc nằm ngoài phạm vi được giao."


class SortedForm(CrispyForm, forms.Form):
    """A form over rows that their heads sort: the order chosen goes along when it is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[SORT] = forms.CharField(required=False, widget=forms.HiddenInput)


class ListFilter(SortedForm):
    """What a list is narrowed to: a value that is unknown or out of scope finds nothing, and its
    field has the sentence (`status` is 422)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = UNKNOWN

    @property
    def status(self) -> int:
        return 200 if self.is_valid() else 422

    def leaves(self, rows: Any) -> Any:
        """The rows, found by what could be read; none where a value cannot be used."""
        return rows if self.is_valid() else rows.none()
