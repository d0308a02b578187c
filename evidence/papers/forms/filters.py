"""The filters of the library, and of the search for an indicator that a paper proves."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from criteria.models import Assessment, Criterion, Result
from evidence.papers.enums import PaperKind
from evidence.papers.queries.library import TYPE_GROUPS, LibraryFilters
from ntm_project.common.answers import key_of
from ntm_project.common.choices import RowChoice, UnitChoice
from ntm_project.common.filters import ListFilter
from ntm_project.common.forms import (
    LineInput,
)
from ntm_project.common.lists import SortColumn
from villages.access import Access
from villages.models import Unit


class ResultSearchForm(ListFilter):
    """Words and an assessment by which an indicator is found."""

    q = LineInput(label="Tìm chỉ tiêu", max_length=200, required=False)
    danh_gia = RowChoice(label="Đánh giá", required=False, empty_label="Mọi đánh giá")

    def __init__(self, *args: Any, assessments: "QuerySet[Assessment]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        self.fields["danh_gia"].queryset = assessments


def _hidden_result(label: str) -> Any:
    return forms.ModelChoiceField(None, label=label, required=False, widget=forms.HiddenInput)


class LibraryForm(ListFilter):
    """The filters of the library; they live in the address."""

    SORTS = (
        SortColumn("them", "Ngày thêm", ("pk",)),
        SortColumn("ten", "Tên", ("search",)),
        SortColumn("ngay", "Ngày văn bản", ("dated_on",)),
        SortColumn("het-han", "Ngày hết hiệu lực", ("expires_on",)),
    )
    q = LineInput(label="Tìm minh chứng", max_length=200, required=False)
    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Mọi đơn vị")
    loai = forms.ChoiceField(
        label="Loại", required=False, choices=[("", "Mọi loại"), *PaperKind.choices]
    )
    tep = forms.ChoiceField(
        label="Dạng tệp",
        required=False,
        choices=[("", "Mọi dạng tệp"), *((key, words) for key, (words, _) in TYPE_GROUPS.items())],
    )
    danh_gia = RowChoice(label="Đánh giá", required=False, empty_label="Mọi đánh giá")
    tieu_chi: Any = forms.ModelChoiceField(None, label="Tiêu chí", required=False)
    sap_het = forms.BooleanField(label="Sắp hết hiệu lực", required=False)
    trung = forms.BooleanField(label="Trùng nội dung", required=False)
    chua_gan = forms.BooleanField(label="Chưa gắn với chỉ tiêu nào", required=False)
    thoi_dung = forms.BooleanField(label="Đã thôi dùng", required=False)
    ket_qua: Any = _hidden_result("Minh chứng của chỉ tiêu")
    gan: Any = _hidden_result("Chọn minh chứng cho chỉ tiêu")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        self.fields["don_vi"].queryset = Unit.objects.visible_to(access).order_by("path", "pk")
        for name in ("ket_qua", "gan"):
            self.fields[name].queryset = Result.objects.visible_to(access).with_names()
        assessments = Assessment.objects.visible_to(access)
        self.fields["danh_gia"].queryset = assessments.for_table()
        chosen = assessments.filter(pk=key_of(self.data.get("danh_gia"))).first()
        criteria = Criterion.objects.filter(criteria_set=chosen.criteria_set_id if chosen else None)
        self.fields["tieu_chi"].queryset = criteria.order_by("number")
        self.fields["tieu_chi"].empty_label = "Mọi tiêu chí" if chosen else "Chọn đánh giá trước"

    @property
    def filters(self) -> LibraryFilters | None:
        """The filters chosen; None when a value cannot be used, so that nothing is found."""
        if not self.is_valid():
            return None
        typed = self.cleaned_data
        return LibraryFilters(
            words=typed["q"],
            unit_path=typed["don_vi"].path if typed["don_vi"] else "",
            kind=typed["loai"],
            type_group=typed["tep"],
            assessment=typed["danh_gia"].pk if typed["danh_gia"] else 0,
            criterion=typed["tieu_chi"].pk if typed["tieu_chi"] else 0,
            result=typed["ket_qua"].pk if typed["ket_qua"] else 0,
            is_expiring=typed["sap_het"],
            is_double=typed["trung"],
            is_loose=typed["chua_gan"],
            is_withdrawn=typed["thoi_dung"],
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter behind "Lọc thêm" is in use, so that it must be seen."""
        names = ("don_vi", "loai", "tep", "danh_gia", "tieu_chi", "sap_het", "trung", "thoi_dung")
        return bool(self.errors) or any(self.data.get(name) for name in names)
