"""Forms for people and postings, and the filters of lists; choices stay in the user's scope."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from ntm_project.common.forms import CrispyForm, DayInput, LineInput, ProseInput
from villages.access import Access
from villages.enums import Role
from villages.models import Body, Official, Unit
from villages.services import OFFICIAL_FIELDS

# Constraint → the field at which its sentence stands.
PLACES = {
    "posting_dates_in_order": "ends_on",
    "posting_one_open_per_role": "role",
    "posting_one_open_main": "is_main",
}

# What the audit trail can be asked for; labels, because most live on higher floors.
AUDITED = (
    "criteria.result",
    "criteria.baseline",
    "criteria.assessment",
    "tasks.task",
    "tasks.plan",
    "tasks.plantext",
    "tasks.funding",
    "tasks.meeting",
    "tasks.conclusion",
    "villages.official",
    "villages.posting",
    "villages.unit",
    "villages.body",
)


def put_errors(form: forms.Form, error: ValidationError, *models: type[Model]) -> None:
    """Put a service's sentences at the fields they concern; the rest stands above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    told = {
        constraint.violation_error_message: PLACES[constraint.name]
        for model in models
        for constraint in model._meta.constraints
        if constraint.name in PLACES
    }
    for name, errors in error.error_dict.items():
        for one in errors:
            for message in one.messages:
                place = told.get(message) if name == NON_FIELD_ERRORS else name
                form.add_error(place if place in form.fields else None, message)


class _BodyChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Body) -> str:
        return f"{obj.name} – {obj.unit}"


class UnitChoice(forms.ModelChoiceField):
    """Units by their full names, each with the one above it."""

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.title_name}, {obj.parent}" if obj.parent else obj.title_name


class PostingForm(CrispyForm, forms.Form):
    """A role and a title in a unit, from a day on."""

    unit = UnitChoice(label="Đơn vị", queryset=Unit.objects.none(), empty_label="Chọn đơn vị")
    role = forms.ChoiceField(
        label="Vai trò trong hệ thống", choices=[("", "Chọn vai trò"), *Role.choices]
    )
    title = LineInput(label="Chức vụ", max_length=200, help_text="Ghi như trên văn bản.")
    body = _BodyChoice(
        label="Tổ chức, bộ phận", queryset=Body.objects.none(), required=False,
        empty_label="Không thuộc tổ chức nào",
    )  # fmt: skip
    starts_on = DayInput(label="Từ ngày", required=False)
    ends_on = DayInput(label="Đến ngày", required=False, help_text="Để trống khi chưa rõ.")
    is_main = forms.BooleanField(label="Là chức vụ chính", required=False)
    note = ProseInput(label="Ghi chú", required=False, max_length=2000, rows=2)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.visible_to(access).filter(valid_to__isnull=True)
        self.fields["unit"].queryset = units.select_related("parent").order_by("path", "pk")
        bodies = Body.objects.visible_to(access).select_related("unit")
        self.fields["body"].queryset = bodies.order_by("unit__path", "order", "name", "pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        body, unit = cleaned.get("body"), cleaned.get("unit")
        if body and unit and body.unit_id != unit.pk:
            self.add_error("body", f"Tổ chức này thuộc {body.unit}, không thuộc {unit}.")
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Ngày thôi giữ chức vụ phải bằng hoặc sau ngày bắt đầu.")
        return cleaned

    def posting(self) -> dict[str, Any]:
        """What `appoint` takes beside the official and the unit."""
        names = ("role", "title", "body", "starts_on", "ends_on", "note")
        return {name: self.cleaned_data[name] for name in names}


class PersonFields(forms.Form):
    """A person's own data."""

    full_name = LineInput(label="Họ và tên", max_length=100)
    username = LineInput(
        label="Tên đăng nhập", max_length=60, help_text="Viết liền không dấu, ví dụ nguyenthilan."
    )
    aliases = ProseInput(
        label="Cách gọi khác", required=False, max_length=500, rows=2,
        help_text="Mỗi dòng một cách gọi, ví dụ: đồng chí Lan.",
    )  # fmt: skip
    phone = LineInput(label="Điện thoại", max_length=20, required=False)
    email = forms.EmailField(label="Thư điện tử", required=False)

    def person(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PersonFields.base_fields}


class NewOfficialForm(PostingForm, PersonFields):
    """A new person with the first posting and, if wished, a first password."""

    password = forms.CharField(
        label="Mật khẩu ban đầu", required=False, strip=False, max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ít nhất 14 ký tự. Để trống thì chưa đăng nhập được.",
    )  # fmt: skip
    field_order = (
        *PersonFields.base_fields, "password", "unit", "role", "title", "body", "starts_on",
        "ends_on", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_main"]  # the first posting is the main one

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if password:
            person = Official(
                username=self.cleaned_data.get("username", ""),
                full_name=self.cleaned_data.get("full_name", ""),
            )
            validate_password(password, person)
        return password


class OfficialForm(CrispyForm, PersonFields):
    """Correcting a person's data; unticking the last box closes the account."""

    is_active = forms.BooleanField(
        label="Tài khoản đang hoạt động", required=False,
        help_text="Bỏ chọn để đóng tài khoản: không đăng nhập được nữa, lịch sử vẫn còn.",
    )  # fmt: skip
    note = ProseInput(label="Ghi chú", required=False, max_length=2000, rows=2)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def values_of(official: Official) -> dict[str, Any]:
        """The person's data as the form starts from them, with what was seen of them."""
        values = {name: getattr(official, name) for name in OFFICIAL_FIELDS}
        return values | {"seen": json.dumps(values)}

    def clean_seen(self) -> Mapping[str, Any]:
        try:
            seen = json.loads(self.cleaned_data["seen"] or "{}")
        except ValueError:
            seen = None
        if not isinstance(seen, dict):
            raise ValidationError("Biểu mẫu không nguyên vẹn. Hãy tải lại trang rồi nhập lại.")
        return seen

    def fields_given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in OFFICIAL_FIELDS}


class EndPostingForm(CrispyForm, forms.Form):
    """The day on which a posting ends, and why."""

    ends_on = DayInput(label="Ngày cuối giữ chức vụ")
    reason = ProseInput(label="Lý do, văn bản", required=False, max_length=500, rows=2)


class OfficialFilter(CrispyForm, forms.Form):
    """Whom a list of officials shows."""

    q = LineInput(label="Tên, không cần dấu", max_length=100, required=False)
    don_vi = UnitChoice(
        label="Đơn vị", queryset=Unit.objects.none(), required=False, empty_label="Mọi đơn vị"
    )
    da_thoi = forms.BooleanField(label="Cả người đã thôi giữ chức vụ", required=False)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.visible_to(access).select_related("parent")
        self.fields["don_vi"].queryset = units.in_order()


class AuditFilter(CrispyForm, forms.Form):
    """What the audit trail is asked for."""

    nguoi = LineInput(label="Người thực hiện, không cần dấu", max_length=100, required=False)
    loai = forms.ChoiceField(label="Đối tượng", required=False)
    ma = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    ngay = DayInput(label="Ngày", required=False)
    truoc = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(label, _kind_words(label)) for label in AUDITED if _kind_words(label)]
        self.fields["loai"].choices = [("", "Mọi đối tượng"), *kinds]


def _kind_words(label: str) -> str:
    try:
        words = str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return ""
    return words[:1].upper() + words[1:]
