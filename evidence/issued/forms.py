"""The forms by which a document is signed and issued, of the register and its settings."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from evidence.issued.enums import Authority
from evidence.issued.models import IssuedDocument, RegisterSettings
from evidence.issued.queries import RegisterSearch
from ntm_project.common.choices import RowChoice
from ntm_project.common.dates import format_day
from ntm_project.common.filters import ListFilter
from ntm_project.common.forms import (
    CrispyForm,
    CrispyModelForm,
    DayInput,
    LineInput,
    VietnameseMeta,
)
from villages.models import Posting


class IssueForm(CrispyModelForm):
    """Number and day of a document."""

    skips = forms.BooleanField(
        label="Các số trước số này đã cấp cho văn bản ngoài chương trình", required=False
    )

    fills_blanks = forms.BooleanField(
        label="Các chỗ để trống (……) đã điền tay trên bản giấy được ký", required=False
    )

    class Meta(VietnameseMeta):
        model = IssuedDocument
        fields = ["number", "issued_on"]

    def __init__(self, *args: Any, has_blanks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_blanks:
            del self.fields["fills_blanks"]


class OfficeChoice(RowChoice):
    """Offices by who held them, with title and days."""

    def label_from_instance(self, obj: Any) -> str:
        days = [
            f"từ {format_day(obj.starts_on)}" if obj.starts_on else "",
            f"đến {format_day(obj.ends_on)}" if obj.ends_on else "",
        ]
        held = " ".join(filter(None, days))
        return f"{obj.official.full_name} – {obj.title}" + (f" ({held})" if held else "")


class SignForm(CrispyForm, forms.Form):
    """Who signed a document, by which office and authority, on which day."""

    signed_on = DayInput(label="Ngày ký")
    posting = OfficeChoice(
        label="Người ký và chức vụ", queryset=Posting.objects.none(), empty_label="Chọn người ký"
    )
    authority = forms.ChoiceField(
        label="Quyền hạn ký",
        choices=Authority.choices,
        required=False,
        help_text="Dòng quyền hạn, chức vụ trên văn bản theo lựa chọn này và chức vụ ngày ký.",
    )
    office_below = LineInput(
        label="Chức vụ dưới chữ ký",
        max_length=200,
        required=False,
        help_text="Chỉ khi tổ chức tư vấn dùng dấu của cơ quan, ví dụ CHỦ TỊCH UBND XÃ.",
    )

    def __init__(self, *args: Any, offices: "QuerySet[Posting]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posting"].queryset = offices


class RelationForm(CrispyForm, forms.Form):
    """What a further paper does to the one that was issued before."""

    is_amendment = forms.BooleanField(label="Sửa đổi, bổ sung văn bản trước", required=False)


class RegisterSettingsForm(CrispyModelForm):
    """How an agency numbers what it issues."""

    class Meta(VietnameseMeta):
        model = RegisterSettings
        fields = ["is_one_series", "first_number", "first_year", "letter_field", "has_code"]


class RegisterForm(ListFilter):
    """The form of a search in the register."""

    q = forms.CharField(label="Tìm trong sổ", required=False, max_length=200)
    loai = forms.ChoiceField(label="Tên loại", required=False)
    tu = DayInput(label="Từ ngày", required=False)
    den = DayInput(label="Đến ngày", required=False)
    nam = forms.IntegerField(label="Năm", required=False, min_value=2000, max_value=2100)

    def __init__(self, *args: Any, types: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["loai"].choices = [("", "Tất cả"), *((name, name) for name in types)]

    @property
    def search(self) -> RegisterSearch:
        """What was filled in, as far as it can be read."""
        self.is_valid()
        typed = self.cleaned_data
        return RegisterSearch(
            words=typed.get("q", ""),
            year=typed.get("nam"),
            since=typed.get("tu"),
            until=typed.get("den"),
            type_name=typed.get("loai", ""),
        )
