"""Signing in: name and password, then the code of the second factor where there is one.

Between the two nobody is signed in: the session holds who has given the password, and no more.
"""

import time
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth import SESSION_KEY, login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from ntm_project.common.answers import form_page, sent
from ntm_project.common.clients import client_address
from ntm_project.common.views import reads_and_writes
from villages.accounts import queries, services
from villages.accounts.browsers import browser_words
from villages.accounts.factors import factor_of
from villages.accounts.forms import FactorForm, SignInForm
from villages.accounts.sessions import MARKS, new_marks
from villages.http import Request
from villages.models import Official
from villages.sign_in.rules import wait_words

# In the session of somebody who is not signed in.
NAME_TO_SIGN_IN = "name_to_sign_in"
PENDING = "pending_sign_in"
PENDING_SECONDS = 5 * 60
MOST_TRIES = 5  # then the password is required again, whose tries are counted too


class SignOutView(LogoutView):
    """Django's own, and the browser forgets the pages that it holds (`villages.unchanged`)."""

    http_method_names = ["post"]

    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


class SignInView(LoginView):
    """Django's own page of signing in, with our form and our way to begin a session."""

    http_method_names = ["get", "post"]
    authentication_form = SignInForm

    def get_initial(self) -> dict[str, Any]:
        """The name of whoever has just set a password by a link; the page is shown without a
        database too."""
        with suppress(Error):
            return {"username": self.request.session.get(NAME_TO_SIGN_IN, "")}
        return {}

    def form_valid(self, form: Any) -> HttpResponse:
        official, url = form.get_user(), self.get_success_url()
        self.request.session.pop(NAME_TO_SIGN_IN, None)
        if factor_of(official) is None:
            begin_session(self.request, official)
            return HttpResponseRedirect(url)
        # Whoever was signed in at this browser is so no longer.
        self.request.session.flush()
        self.request.session[PENDING] = {
            "official": official.pk,
            "backend": official.backend,
            "password": official.get_session_auth_hash(),
            "at": time.time(),
            "tries": 0,
            "url": url,
        }
        return redirect("accounts:second_factor")


@login_not_required
@reads_and_writes
def second_factor(request: Request) -> HttpResponse:
    """The code of the app, or a recovery code."""
    official = _pending(request)
    if official is None:
        return redirect("login")
    form = FactorForm(sent(request))
    if form.is_valid():
        verdict = services.verify_factor(
            official_id=official.pk,
            typed=form.cleaned_data["code"],
            request_id=request.request_id,
        )
        if verdict.factor is not None:
            return _signed_in(request, official, verdict)
        if verdict.wait:
            words = f"Vừa nhập sai mã; hãy thử lại sau {wait_words(verdict.wait)}."
        else:
            words = "Mã chưa đúng hoặc đã dùng; hãy nhập mã ứng dụng đang hiện."
        form.add_error("code", words)
        if _count_try(request):
            return redirect("login")
    context = {"form": form, "official": official}
    return form_page(request, "accounts/second_factor.html", context)


def begin_session(request: HttpRequest, official: Official, factor: int | None = None) -> None:
    """A new session, also for somebody who signs in once more; it records where it began."""
    request.session.pop(MARKS, None)
    if SESSION_KEY in request.session:
        request.session.cycle_key()
    login(request, official)
    agent = request.META.get("HTTP_USER_AGENT", "")
    request.session[MARKS] = new_marks(
        address=client_address(request), browser=browser_words(agent), factor=factor
    )


def _pending(request: Request) -> Official | None:
    """Who has given the password a moment ago; it must still be theirs, the account open."""
    pending = request.session.get(PENDING)
    if not pending or time.time() - pending["at"] > PENDING_SECONDS:
        return None
    official = queries.open_account(pending["official"])
    if official is None or factor_of(official) is None:
        return None
    if not constant_time_compare(pending["password"], official.get_session_auth_hash()):
        return None
    official.backend = pending["backend"]
    return official


def _signed_in(
    request: Request, official: Official, verdict: services.FactorAnswer
) -> HttpResponse:
    url = request.session.pop(PENDING)["url"]
    begin_session(request, official, verdict.factor)
    if verdict.was_recovery:
        left = queries.recovery_codes_left(official)
        messages.warning(
            request,
            f"Đã dùng một mã dự phòng, còn {left} mã. Có thể tạo mã mới ở Tài khoản của tôi.",
        )
    return HttpResponseRedirect(url)


def _count_try(request: Request) -> bool:
    """Whether so many codes were wrong that the password is required again."""
    pending = request.session[PENDING]
    request.session[PENDING] = pending | {"tries": pending["tries"] + 1}
    if pending["tries"] + 1 < MOST_TRIES:
        return False
    request.session.flush()
    messages.error(request, "Nhập sai mã nhiều lần; hãy đăng nhập lại từ đầu.")
    return True
