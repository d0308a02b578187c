"""Forms for people and postings, and the filters of lists; choices stay in the user's scope."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from ntm_project.common.choices import BodyChoice, OfficialChoice, RowChoice, UnitChoice
from ntm_project.common.filters import ListFilter
from ntm_project.common.forms import (
    CrispyForm,
    CrispyModelForm,
    DayInput,
    LineInput,
    ProseInput,
    VietnameseMeta,
)
from ntm_project.common.lists import SortColumn
from villages.access import Access
from villages.enums import Ability, NoticeKind, Role
from villages.models import Body, Delegation, NoticeChoice, Official, Posting, SavedView, Unit
from villages.models.audit import ACT
from villages.queries import colleagues_of, lendable_postings, officials
from villages.rules import body_error
from villages.trail import SIGN_INS, recorded_kinds


class PostingForm(CrispyModelForm):
    """A role and a title in a unit, from a day on."""

    places = {
        "posting_dates_in_order": "ends_on",
        "posting_one_open_per_role": "role",
        "posting_one_open_main": "is_main",
    }
    unit = UnitChoice(label="Đơn vị", queryset=Unit.objects.none(), empty_label="Chọn đơn vị")
    body = BodyChoice(
        label="Tổ chức, bộ phận", queryset=Body.objects.none(), required=False,
        empty_label="Không thuộc tổ chức nào",
    )  # fmt: skip

    class Meta(VietnameseMeta):
        model = Posting
        fields = ("unit", "role", "title", "body", "starts_on", "ends_on", "is_main", "note")

    def __init__(self, *args: Any, access: Access, kept: Unit | None = None, **kwargs: Any) -> None:
        """`kept` is the unit of a posting that was, which may have ended since."""
        super().__init__(*args, **kwargs)
        scope = access.holding(Ability.EDIT_POSTINGS)
        is_open = Q(valid_to__isnull=True) | Q(pk__in=[kept.pk] if kept else [])
        units = Unit.objects.visible_to(scope).filter(is_open)
        self.fields["unit"].queryset = units.select_related("parent").order_by("path", "pk")
        bodies = Body.objects.visible_to(scope).select_related("unit")
        self.fields["body"].queryset = bodies.order_by("unit__path", "order", "name", "pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if error := body_error(cleaned.get("body"), cleaned.get("unit")):
            self.add_error("body", error)
        return cleaned


class FirstPostingForm(PostingForm):
    """The first posting of a new person: it is the main one."""

    class Meta(PostingForm.Meta):
        exclude = ("is_main",)


class NewOfficialForm(CrispyModelForm):
    """A new person; the password they set themselves, by a link."""

    class Meta(VietnameseMeta):
        model = Official
        fields = ("full_name", "username", "aliases", "phone", "email")


class OfficialForm(CrispyModelForm):
    """Correcting a person's data; unticking the last box closes the account."""

    class Meta(VietnameseMeta):
        model = Official
        fields = ("full_name", "username", "aliases", "phone", "email", "is_active", "note")


class EndPostingForm(CrispyModelForm):
    """The day on which a posting ends, and why."""

    places = PostingForm.places
    ends_on = DayInput(label="Ngày cuối giữ chức vụ")
    reason = ProseInput(label="Lý do, văn bản", required=False, max_length=500, rows=2)

    class Meta(VietnameseMeta):
        model = Posting
        fields = ("ends_on",)


class PostingChoice(RowChoice):
    """The postings of one person by title and unit."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}, {obj.unit}"


class DelegationForm(CrispyModelForm):
    """Who does the work of somebody away, of which posting, from a day to a day."""

    places = {"delegation_dates_in_order": "ends_on"}
    posting = PostingChoice(label="Chức vụ", empty_label="Chọn chức vụ")
    official = OfficialChoice(
        label="Người làm thay",
        empty_label="Chọn người cùng đơn vị",
        help_text="Không thay được quyền quản trị, ký và cấp số văn bản.",
    )

    class Meta(VietnameseMeta):
        model = Delegation
        fields = ("posting", "official", "starts_on", "ends_on")

    def __init__(self, *args: Any, absent: Official, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posting"].queryset = lendable_postings(absent, on)
        self.fields["official"].queryset = colleagues_of(absent, on)


class NoticeChoiceForm(CrispyModelForm):
    """Which kinds one wants to be notified of, and whether by e-mail too."""

    wanted = forms.MultipleChoiceField(
        label="Nhận thông báo về",
        choices=NoticeKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta(VietnameseMeta):
        model = NoticeChoice
        fields = ("wants_digest",)

    field_order = ("wanted", "wants_digest")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["wanted"] = [k for k in NoticeKind.values if k not in self.instance.muted]

    def muted(self) -> list[str]:
        """The kinds that were left out."""
        return [kind for kind in NoticeKind.values if kind not in self.cleaned_data["wanted"]]


class OfficialFilter(ListFilter):
    """Whom a list of officials shows."""

    SORTS = (
        SortColumn("ten", "Tên", ("name_key",)),
        SortColumn("moi", "Ngày vào sổ", ("pk",)),
        SortColumn("dang-nhap", "Lần đăng nhập cuối", ("last_login",)),
    )
    q = LineInput(label="Tên, không cần dấu", max_length=100, required=False)
    don_vi = UnitChoice(
        label="Đơn vị", queryset=Unit.objects.none(), required=False, empty_label="Mọi đơn vị"
    )
    da_thoi = forms.BooleanField(label="Cả người đã thôi giữ chức vụ", required=False)
    da_dong = forms.BooleanField(label="Chỉ tài khoản đã đóng", required=False)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.visible_to(access).select_related("parent")
        self.fields["don_vi"].queryset = units.in_order()

    def found(self, access: Access, within: Unit | None = None) -> "QuerySet[Official]":
        """Whom the list shows; of a unit those below it, where none is chosen."""
        self.is_valid()
        wanted = self.cleaned_data
        people = officials(
            access,
            words=wanted.get("q", ""),
            unit=wanted.get("don_vi") or within,
            with_former=wanted.get("da_thoi", False),
            is_closed=wanted.get("da_dong", False),
        )
        return self.leaves(people)


class PastedForm(CrispyForm, forms.Form):
    """Names, one a line, as copied from Excel, Word or a message."""

    lines = ProseInput(
        label="Dán danh sách, mỗi dòng một tên",
        rows=10,
        max_length=20_000,
        help_text="Chép từ Excel, Word hay tin nhắn đều được. Bấm “Đọc thử” để xem trước.",
    )


class PastedPeopleForm(PastedForm):
    """People, one a line, and what holds for lines that do not state it."""

    role = forms.ChoiceField(
        label="Vai trò của dòng không ghi vai trò",
        choices=Role.choices,
        initial=Role.OFFICIAL,
        help_text="Quyền theo vai trò. Để “Công chức chuyên môn” thì chủ tịch, phó chủ tịch UBND, "
        "thường trực NTM, văn thư, người của thôn được suy ra từ chức vụ.",
    )
    takes_namesakes = forms.BooleanField(
        label="Thêm cả người cùng họ tên với người đã có", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].label = "Dán danh sách, mỗi dòng một người"
        self.fields["lines"].help_text = (
            "Họ và tên, chức vụ, rồi điện thoại, thư điện tử, tổ chức hoặc thôn, vai trò (nếu có). "
            "Chép các ô từ Excel, hoặc gõ cách nhau bằng dấu phẩy. Bấm “Đọc thử” để xem trước."
        )


class AuditFilter(ListFilter):
    """What the audit trail is filtered by."""

    nguoi = LineInput(label="Người thực hiện, không cần dấu", max_length=100, required=False)
    loai = forms.ChoiceField(label="Đối tượng", required=False)
    ma = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    ngay = DayInput(label="Ngày", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["loai"].choices = [
            ("", "Mọi đối tượng"),
            *recorded_kinds(),
            (ACT, "Nhiều dòng một lần"),
            (SIGN_INS, "Đăng nhập, đăng xuất"),
        ]


class SavedViewForm(CrispyModelForm):
    """The name of a saved list, and who sees it."""

    places = {"saved_view_name_once": "name"}

    class Meta(VietnameseMeta):
        model = SavedView
        fields = ["name", "is_shared"]
        labels = {"name": "Tên danh sách"}


class SaveViewForm(SavedViewForm):
    """A list as it is looked at now, and the name for it."""

    class Meta(SavedViewForm.Meta):
        fields = ["page", "query", *SavedViewForm.Meta.fields]
        widgets = {"page": forms.HiddenInput, "query": forms.HiddenInput}
