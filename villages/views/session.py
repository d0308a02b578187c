"""What a page left open reads of its session, and where a sign-in beside it ends."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from ntm_project.common.answers import SeeOther, year_of
from ntm_project.common.dates import day_read, parse_day
from ntm_project.common.views import reads, writes
from villages.viewing import choose_today, sample_day


@login_not_required
@never_cache
@reads
def session_state(request: HttpRequest) -> HttpResponse:
    """Who is signed in, by key ("" for nobody), and the token that a form sends now.

    Only a page of this site can read it, as it can read any page with a form.
    """
    user = request.user
    account = str(user.pk) if user.is_authenticated else ""
    return JsonResponse({"account": account, "token": get_token(request)})


@reads
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """The end of a sign-in in a tab beside a form: nothing to do but go back."""
    return render(request, "registration/signed_in.html")


@writes
def view_day(request: HttpRequest) -> HttpResponse:
    """Look at the sample as of today, or as of its own day again; back to the page it was."""
    if sample_day() is None:
        raise Http404
    choose_today(request, sees_today=request.POST.get("ngay") == "hom-nay")
    back = request.POST.get("trang", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return SeeOther(back if is_ours else "/")


@reads
def read_day(request: HttpRequest) -> HttpResponse:
    """How a day is understood while it is typed, or what is wrong with it."""
    try:
        typed, year = request.GET.get("ngay", "")[:60], year_of(request.GET.get("nam"))
        words, is_read = day_read(parse_day(typed, year=year)), True
    except ValueError as error:
        words, is_read = str(error), False
    return JsonResponse({"words": words, "is_read": is_read})
