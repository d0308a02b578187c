"""The filters of a list, as they are in its address."""

from typing import Any

from django import forms

from ntm_project.common.forms import CrispyForm
from ntm_project.common.lists import SORT

UNKNOWN = "Giá trị lọc này không có hoặc nằm ngoài phạm vi được giao."


class SortedForm(CrispyForm, forms.Form):
    """A form above a sortable list: it keeps the chosen order when it is submitted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[SORT] = forms.CharField(required=False, widget=forms.HiddenInput)


class ListFilter(SortedForm):
    """The filters of a list. A value that is unknown or out of scope finds nothing and is reported
    at its field (`status` is 422)."""

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
