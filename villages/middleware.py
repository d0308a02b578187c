"""Requires a sign-in, and gives each request, lazily, the access of who sends it."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from ntm_project.common.logs import is_loaded
from ntm_project.common.typed import ACCOUNT, SIGNED_OUT, is_fragment, not_taken, typed_of
from villages.access import Access, access_of
from villages.http import Request
from villages.viewing import viewed_day


def _access(request: Request) -> Access | None:
    if not request.user.is_authenticated:
        return None
    today = timezone.localdate()
    return access_of(request.user, today, request.request_id, viewed_day(request))


def _kept(request: Request) -> Access | None:
    """The access, left in place of the lazy one: pages read it hundreds of times."""
    request.access = cast(Access, _access(request))
    return request.access


OTHER_ACCOUNT = (
    "Trang này mở bằng tài khoản khác với tài khoản đang đăng nhập nên chưa ghi được. Nội dung vừa "
    "nhập vẫn còn."
)


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Requires a sign-in, and keeps what was typed by whoever is signed out meanwhile.

    An htmx request is answered beside its form; a form of its own page comes back with its text. A
    form names whose page it was on (`_account`): nobody else's session takes it. A page that needs
    nobody to be signed in does not read from the database who is.
    """

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view, "login_required", True):
            return None
        account = request.POST.get(ACCOUNT, "") if request.method == "POST" else ""
        user = request.user
        if account and user.is_authenticated and account != str(user.pk):
            return not_taken(request, OTHER_ACCOUNT, status=403)
        return super().process_view(request, view, args, kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if is_fragment(request) or typed_of(request):
            return not_taken(request, SIGNED_OUT, status=401, is_signed_out=True)
        return super().handle_no_permission(request, view_func)


class AccessMiddleware:
    """Sets `request.access`; what a signed-in person sees is kept in no cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast(Request, plain)
        request.access = cast(Access, SimpleLazyObject(lambda: _kept(request)))
        response = self.get_response(request)
        # Read only where it is loaded already: the sign-in page needs no database.
        if is_loaded(request.user) and request.user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        return response
