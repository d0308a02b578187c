"""One's own account."""

from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ntm_project.common.answers import saved, sent
from ntm_project.common.forms import put_errors
from ntm_project.common.views import reads, reads_and_writes
from villages.accounts import services
from villages.accounts.forms import ChangePasswordForm
from villages.http import Request, official_of


@reads
def own_account(request: Request) -> HttpResponse:
    """What one may do with one's own account."""
    return render(request, "accounts/own_account.html", {"official": official_of(request)})


@reads_and_writes
def change_password(request: Request) -> HttpResponse:
    """One's own password; all other sessions end."""
    form = ChangePasswordForm(sent(request), request=request)
    if form.is_valid():
        try:
            official = services.change_password(
                by=request.access, password=form.cleaned_data["password"]
            )
        except ValidationError as error:
            put_errors(form, error)
        else:
            update_session_auth_hash(request, official)
            message = "Đã đổi mật khẩu. Máy khác đang dùng tài khoản này phải đăng nhập lại."
            return saved(request, message, reverse("accounts:own_account"))
    status = 422 if form.is_bound else 200
    return render(request, "accounts/change_password.html", {"form": form}, status=status)
