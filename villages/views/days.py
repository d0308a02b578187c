"""As of which day the sample is looked at, and how a typed day is understood."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme

from ntm_project.common.answers import SeeOther, year_of
from ntm_project.common.dates import day_read, parse_day
from ntm_project.common.views import reads, writes
from villages.viewing import choose_today, sample_day

MOST = 60  # letters: no words of a day are longer


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
        typed, year = request.GET.get("ngay", "")[:MOST], year_of(request.GET.get("nam"))
        words, is_read = day_read(parse_day(typed, year=year)), True
    except ValueError as error:
        words, is_read = str(error), False
    return JsonResponse({"words": words, "is_read": is_read})
