"""One's own account."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ntm_project.common.answers import SeeOther, form_page, saved, sent
from ntm_project.common.views import reads, reads_and_writes, writes
from villages.accounts import queries, rules, services
from villages.accounts.factors import factor_of
from villages.accounts.forms import ChangePasswordForm
from villages.conflicts import saving
from villages.http import Request, official_of


@reads
def own_account(request: Request) -> HttpResponse:
    """What one may do with one's own account."""
    official = official_of(request)
    context = {
        "official": official,
        "sessions": queries.sessions_of(official),
        "own_key": request.session.session_key,
        "has_factor": factor_of(official) is not None,
        "codes_left": queries.recovery_codes_left(official),
        "may_delegate": bool(request.access.postings),
        "remove_reason": rules.deny_remove_own_factor(request.access),
        "idle_minutes": settings.SESSION_IDLE_MINUTES,
        "administrator_idle_minutes": settings.ADMINISTRATOR_IDLE_MINUTES,
    }
    return render(request, "accounts/own_account.html", context)


@writes
def end_session(request: Request, session: UUID) -> HttpResponse:
    """One of one's own sessions; the one in use is ended by signing out."""
    if not services.end_session(by=request.access, public_id=session):
        messages.info(request, "Phiên này đã kết thúc trước đó.")
        return SeeOther(reverse("accounts:own_account"))
    return saved(request, "Đã kết thúc phiên đăng nhập.", reverse("accounts:own_account"))


@writes
def end_other_sessions(request: Request) -> HttpResponse:
    """All of one's own but the one in use."""
    key = request.session.session_key or ""
    ended = services.end_other_sessions(by=request.access, keep=key)
    message = f"Đã kết thúc {ended} phiên khác." if ended else "Không có phiên nào khác."
    return saved(request, message, reverse("accounts:own_account"))


@reads_and_writes
def change_password(request: Request) -> HttpResponse:
    """One's own password; all other sessions end."""
    form = ChangePasswordForm(sent(request), request=request)
    if form.is_valid():
        with saving(form):
            official = services.change_password(
                by=request.access,
                password=form.cleaned_data["password"],
                keep=request.session.session_key or "",
            )
            update_session_auth_hash(request, official)
            message = "Đã đổi mật khẩu. Máy khác đang dùng tài khoản này phải đăng nhập lại."
            return saved(request, message, reverse("accounts:own_account"))
    words = {
        "heading": "Đổi mật khẩu",
        "lead": "Đổi xong, các máy khác đang đăng nhập tài khoản này phải đăng nhập lại.",
    }
    return form_page(request, "accounts/confirm.html", words | {"form": form})
