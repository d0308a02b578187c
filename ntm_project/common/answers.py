"""What writing views share: the numbers that a form or address gives, the answer to a save."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """After a POST, the browser fetches the page named: a reload sends nothing twice."""

    status_code = 303


def saved(request: HttpRequest, message: str, url: str) -> HttpResponse:
    """Tell what was done and go to the page that shows it."""
    messages.success(request, message)
    return SeeOther(url)


def key_of(value: str | None) -> int:
    """The number that an address or a form gives, or 0."""
    return int(value) if value and value.isdecimal() and len(value) < 19 else 0


def seen_version(request: HttpRequest) -> int:
    """The version that the form was made from; without one nothing is current."""
    value = request.POST.get("seen_version", "")
    return int(value) if value.isdecimal() and len(value) < 10 else -1
