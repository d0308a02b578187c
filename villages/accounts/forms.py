"""Forms of accounts; the service decides what a password must be (`accounts.validators`).

Their fields have names by which they are known as secrets, so that no page of a failure shows what
was typed in them (`common.faults`).
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest

from ntm_project.common.forms import CrispyForm, LineInput
from ntm_project.common.passwords import normal_password
from villages.accounts.sample import is_sample_password
from villages.accounts.validators import LONGEST
from villages.http import official_of

HELP = (
    "Ít nhất 14 ký tự, có dấu hay không dấu đều được; tốt nhất là bốn, năm từ không liên quan với "
    "nhau. Không dùng tên mình, tên xã, thôn, năm hoặc dãy phím."
)
MOST_TYPED = 4 * LONGEST  # longer is refused before anything is computed of it


def password_field(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    """A field whose text is neither shown nor trimmed."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=MOST_TYPED,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class SignInForm(AuthenticationForm):
    """Name and password; for the sample's it states at once that it opens nothing here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("username"):
            self.fields["username"].widget.attrs.pop("autofocus", None)
            self.fields["password"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data.get("password", "")
        if not settings.SAMPLE_PASSWORD_OPENS and is_sample_password(typed):
            raise forms.ValidationError(
                "Mật khẩu của dữ liệu mẫu không mở được tài khoản nào khi vận hành thật; hãy xin "
                "người quản trị hệ thống liên kết đặt mật khẩu."
            )
        return super().clean()


class NewPasswordForm(CrispyForm, forms.Form):
    """A new password, typed twice."""

    password = password_field("Mật khẩu mới", "new-password", HELP)
    password_again = password_field("Nhập lại mật khẩu mới", "new-password")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password"), cleaned.get("password_again")
        if first and second and normal_password(first) != normal_password(second):
            self.add_error("password_again", "Hai lần nhập khác nhau; hãy nhập lại.")
        return cleaned


class OwnPasswordForm(CrispyForm, forms.Form):
    """One's own password once more: an open screen alone is not enough."""

    old_password = password_field("Mật khẩu đang dùng", "current-password")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean_old_password(self) -> str:
        """Checked as at sign-in, so that a guesser at an open screen is slowed down too."""
        old: str = self.cleaned_data["old_password"]
        name = official_of(self._request).username
        if authenticate(self._request, username=name, password=old) is None:
            raise forms.ValidationError("Mật khẩu đang dùng chưa đúng.")
        return old


class FactorForm(CrispyForm, forms.Form):
    """A code of the app or a recovery code."""

    code = LineInput(label="Mã xác thực", max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "autofocus": True}


class EnrolForm(OwnPasswordForm):
    """The first code of an app, and the password."""

    field_order = ("code", "old_password")
    code = LineInput(label="Mã sáu chữ số", max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric"}
        self.fields["code"].widget.attrs |= attributes


class ChangePasswordForm(OwnPasswordForm, NewPasswordForm):
    """One's own: the old password first."""

    field_order = ("old_password", "password", "password_again")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        old, new = cleaned.get("old_password"), cleaned.get("password")
        if old and new and normal_password(old) == normal_password(new):
            self.add_error("password", "Mật khẩu mới giống mật khẩu đang dùng; hãy chọn khác.")
        return cleaned


class CodeForm(CrispyForm, forms.Form):
    """The code of a link, typed from a printed slip."""

    code = LineInput(
        label="Mã đặt mật khẩu", max_length=60,
        help_text="Năm nhóm bốn ký tự trên phiếu được giao, ví dụ 7KQF-2M9X-…",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters"}
