"""The filters of a board: year, day shown, day compared with."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms

from criteria.models import CriteriaSet
from ntm_project.common.dates import parse_day
from ntm_project.common.filters import SortedForm
from ntm_project.common.forms import CrispyForm, DayInput
from villages.access import Access


class DayForm(CrispyForm, forms.Form):
    """A page as it was on a day (`ngay`) that has passed and that the reader may look back to."""

    access: Access

    def clean_ngay(self) -> date | None:
        return self.access.past(not_after(self.cleaned_data["ngay"], self.access.as_of))


class BoardForm(DayForm):
    """The filters of a board, all optional; the years are those that hold assessments."""

    nam = forms.TypedChoiceField(label="Năm", coerce=int, empty_value=None, required=False)
    ngay = DayInput(label="Tính đến ngày", required=False)
    so_voi = DayInput(label="So với ngày", required=False)

    def __init__(self, *args: Any, years: list[int], access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access = access
        field = cast(forms.ChoiceField, self.fields["nam"])
        field.choices = [(str(year), str(year)) for year in years] or [("", "Chưa có")]
        field.error_messages["invalid_choice"] = "Không có đánh giá nào trong năm này."

    def clean_so_voi(self) -> date | None:
        return not_after(self.cleaned_data["so_voi"], self.access.as_of)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        shown, before = cleaned.get("ngay"), cleaned.get("so_voi")
        if shown and before and before >= shown:
            self.add_error("so_voi", "Ngày so sánh phải trước ngày đang xem.")
        return cleaned


class UpperForm(SortedForm, BoardForm):
    """The filters of an upper unit's board: by which set, which group of communes."""

    bo = forms.ChoiceField(label="Bộ tiêu chí", required=False)
    nhom = forms.ChoiceField(
        label="Nhóm xã", required=False,
        choices=[("", "Mọi nhóm"), *((str(n), f"Nhóm {n}") for n in (1, 2, 3))],
    )  # fmt: skip

    def __init__(self, *args: Any, sets: Iterable[CriteriaSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["bo"])
        known = list(sets)
        names = Counter(s.short_name for s in known)
        field.choices = [
            (str(s.pk), s.short_name if names[s.short_name] == 1 else f"{s.short_name}: {s.name}")
            for s in known
        ] or [("", "Chưa có")]


def not_after(day: date | None, today: date) -> date | None:
    """The day, where the record can know it already; of a later one it knows nothing."""
    if day and day > today:
        raise forms.ValidationError("Ngày này chưa đến; hãy chọn từ hôm nay trở về trước.")
    return day


def day_named(text: str | None, access: Access) -> date | None:
    """The day that an address names, before the form has judged it; None for what it refuses."""
    try:
        return access.past(not_after(parse_day(text), access.as_of)) if text else None
    except (ValueError, forms.ValidationError):
        return None
