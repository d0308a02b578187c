"""The link that sets a password: opened by whoever was handed it, signed in or not."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ntm_project.common.answers import form_page, saved, sent
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, reads, reads_and_writes
from villages.accounts import codes, services
from villages.accounts.forms import CodeForm, NewPasswordForm
from villages.accounts.queries import usable_link
from villages.accounts.rules import DEAD_LINK
from villages.accounts.views.sign_in import NAME_TO_SIGN_IN
from villages.http import Request
from villages.models import PasswordLink

# The session holds the hash of the code: the address with the code is opened once, and neither
# a log line nor a referrer of what follows carries it.
OPENED = "password_link"


@login_not_required
@reads
def open_link(request: Request, code: str) -> HttpResponse:
    """The address in a link; looking uses nothing up, since Zalo fetches each for a preview."""
    return _opened(request, code) or _dead(request)


@login_not_required
@reads_and_writes
def set_password(request: Request) -> HttpResponse:
    """A new password for the account of the link, or the place where a slip's code is typed."""
    link = usable_link(request.session.get(OPENED, ""))
    if request.method == "POST" and "code" in request.POST:
        return _enter_code(request)
    if link is None:
        # What is sent without a link had one, whose session has ended since.
        is_over = OPENED in request.session or request.method == "POST"
        return _dead(request) if is_over else _render_code_form(request, CodeForm())
    form = NewPasswordForm(sent(request))
    if form.is_valid():
        try:
            services.set_password_by_link(
                digest=link.digest,
                password=form.cleaned_data["password"],
                request_id=request.request_id,
            )
        except ValidationError as error:
            put_errors(form, error)
        except Refused:
            return _dead(request)
        else:
            return _set(request, link)
    context = {"form": form, "official": link.official}
    return form_page(request, "accounts/set_password.html", context)


def _opened(request: Request, code: str) -> HttpResponse | None:
    link = usable_link(codes.code_hash_of(code))
    if link is None:
        return None
    request.session[OPENED] = link.digest
    return redirect("accounts:set_password")


def _enter_code(request: Request) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        if (answer := _opened(request, form.cleaned_data["code"])) is not None:
            return answer
        form.add_error("code", DEAD_LINK)
    return _render_code_form(request, form)


def _render_code_form(request: Request, form: CodeForm) -> HttpResponse:
    return form_page(request, "accounts/enter_code.html", {"form": form})


def _set(request: Request, link: PasswordLink) -> HttpResponse:
    """Whoever was signed in on this machine is so no longer; the new password is now tried."""
    logout(request)
    request.session[NAME_TO_SIGN_IN] = link.official.username
    message = f"Đã đặt mật khẩu cho {link.official}. Hãy đăng nhập bằng mật khẩu mới."
    return saved(request, message, reverse("login"))


def _dead(request: Request) -> HttpResponse:
    request.session.pop(OPENED, None)
    return render(request, "accounts/dead_link.html", {"reason": DEAD_LINK}, status=410)
