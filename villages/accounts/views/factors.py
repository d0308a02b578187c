"""One's own second factor: taking it up, new recovery codes, giving it up."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_otp.util import random_hex

from ntm_project.common.answers import form_page, saved, sent
from ntm_project.common.views import Refused, reads_and_writes
from villages.accounts import rules, services
from villages.accounts.factors import factor_of, qr_uri, typed_key
from villages.accounts.forms import EnrolForm, OwnPasswordForm
from villages.accounts.middleware import opens_without_factor
from villages.accounts.sessions import MARKS
from villages.conflicts import saving
from villages.http import Request, official_of

# The key of an app that has not shown a right code yet.
DRAFT = "factor_draft"


@opens_without_factor
@reads_and_writes
def enrol(request: Request) -> HttpResponse:
    """The picture for the app, then a code of it as proof; the recovery codes are shown once."""
    official = official_of(request)
    key = request.session.setdefault(DRAFT, random_hex())
    form = EnrolForm(sent(request), request=request)
    if form.is_valid():
        with saving(form):
            factor, fresh = services.enrol(
                by=request.access,
                key=key,
                code=form.cleaned_data["code"],
                keep=request.session.session_key or "",
            )
            del request.session[DRAFT]
            request.session.cycle_key()
            request.session[MARKS] |= {"factor": factor}
            return _show(request, fresh)
    context = {
        "form": form,
        "qr_uri": qr_uri(official, key),
        "typed_key": typed_key(key),
        "is_change": factor_of(official) is not None,
        "is_required": rules.needs_factor(request.access),
    }
    return form_page(request, "accounts/enrol_factor.html", context)


@reads_and_writes
def renew_codes(request: Request) -> HttpResponse:
    """New recovery codes in place of the old."""
    words = {"heading": "Tạo mã dự phòng mới", "lead": "Mã dự phòng cũ không dùng được nữa."}
    return _after_password(
        request, words, lambda: _show(request, services.renew_codes(by=request.access))
    )


@reads_and_writes
def remove_factor(request: Request) -> HttpResponse:
    """Back to the password alone, where that is allowed."""
    if reason := rules.deny_remove_own_factor(request.access):
        raise Refused(reason)
    lead = "Sau đó chỉ cần mật khẩu để đăng nhập; các máy khác phải đăng nhập lại."
    words = {"heading": "Tắt xác thực hai lớp", "lead": lead}

    def remove() -> HttpResponse:
        services.remove_own_factor(by=request.access, keep=request.session.session_key or "")
        request.session[MARKS] |= {"factor": None}
        return saved(request, "Đã tắt xác thực hai lớp.", reverse("accounts:own_account"))

    return _after_password(request, words, remove)


def _after_password(
    request: Request, words: dict[str, Any], act: Callable[[], HttpResponse]
) -> HttpResponse:
    """What an open screen alone must not do."""
    if factor_of(official_of(request)) is None:
        return redirect("accounts:own_account")
    form = OwnPasswordForm(sent(request), request=request)
    if form.is_valid():
        return act()
    return form_page(request, "accounts/confirm.html", words | {"form": form})


def _show(request: Request, fresh: list[str]) -> HttpResponse:
    return render(
        request,
        "accounts/recovery_codes.html",
        {"codes": fresh, "official": official_of(request), "site": settings.OTP_TOTP_ISSUER},
    )
