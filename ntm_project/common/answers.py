"""What writing views share: the numbers that a form or address gives, the answer to a save."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string

from ntm_project.common.models import VersionedModel


class SeeOther(HttpResponseRedirect):
    """After a POST, the browser fetches the page named: a reload sends nothing twice."""

    status_code = 303


def saved(request: HttpRequest, message: str, url: str) -> HttpResponse:
    """Tell what was done and go to the page that shows it."""
    messages.success(request, message)
    return SeeOther(url)


def try_later(
    request: HttpRequest, sentence: str, *, seconds: int, status: int = 503
) -> HttpResponse:
    """One sentence on why not now, and when again; asks no database.

    For htmx the sentence stands above the page, and what was typed stays as it is.
    """
    if getattr(request, "htmx", False):
        page = render_to_string("components/alert.html", {"text": sentence, "tone": "amber"})
        response = HttpResponse(page, status=status)
        response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML show:top"
    else:
        context = {"sentence": sentence, "code": status, "url": request.get_full_path()}
        response = HttpResponse(render_to_string("try_later.html", context), status=status)
    response["Retry-After"] = str(seconds)
    return response


def key_of(value: str | None) -> int:
    """The number that an address or a form gives, or 0."""
    return int(value) if value and value.isdecimal() and len(value) < 19 else 0


def seen_version(request: HttpRequest) -> int:
    """The version that the form was made from; without one nothing is current."""
    value = request.POST.get("seen_version", "")
    return int(value) if value.isdecimal() and len(value) < 10 else -1


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent; None where the page is only read, so that the form shows the row."""
    return request.POST if request.method == "POST" else None


def shown_version(request: HttpRequest, row: VersionedModel) -> int:
    """The version that a form carries: the one it was made from, when it comes back."""
    return seen_version(request) if request.method == "POST" else row.version
