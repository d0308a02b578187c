"""Reads what a form or an address sends, and answers a save: for every view in one way.

Nobody reads a number, a list of keys or JSON of a request in another way: whatever was sent, it
reads as a value that the database takes, or as none.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string

from ntm_project.common.models import NO_VERSION, VersionedModel
from ntm_project.common.numbers import whole_number
from ntm_project.common.text import is_storable

MOST_DIGITS = 18  # of a key: more does not fit its column
MOST_JSON = 200_000  # characters of JSON in a field: a page of ours writes far less


class SeeOther(HttpResponseRedirect):
    """After a POST, the browser fetches the page named: a reload sends nothing twice."""

    status_code = 303


def saved(request: HttpRequest, message: str, url: str) -> HttpResponse:
    """Report what was done and go to the page that shows it, with htmx too."""
    messages.success(request, message)
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return SeeOther(url)


def form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page of a form: opened, or come back with what is wrong."""
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def try_later(
    request: HttpRequest, sentence: str, *, seconds: int, status: int = 503
) -> HttpResponse:
    """One sentence on why not now, and when again; reads no database.

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


def number_of(value: Any, digits: int = MOST_DIGITS) -> int | None:
    """The plain number that an address or a form gives; None for everything else."""
    return whole_number(str(value), digits) if isinstance(value, int | str) else None


def key_of(value: Any) -> int:
    """The key of a row that an address or a form gives, or 0, which no row has."""
    return number_of(value) or 0


def keys_of(values: Iterable[str]) -> list[int]:
    """The keys among what was sent."""
    return [key for value in values if (key := key_of(value))]


def year_of(value: Any) -> int | None:
    """The year of four digits that an address gives; None for everything else."""
    return number_of(value, 4) if len(str(value or "")) == 4 else None


def number_in(request: HttpRequest, name: str, digits: int = MOST_DIGITS) -> int | None:
    """The number that the address gives, None without one; 404 for anything else."""
    text = request.GET.get(name, "")
    number = number_of(text, digits)
    if text and number is None:
        raise Http404
    return number


def key_in(request: HttpRequest, name: str) -> int:
    """The key that the address gives, 0 without one; 404 for what is no key."""
    key = number_in(request, name)
    if key == 0:
        raise Http404
    return key or 0


def _no_number(text: str) -> Any:
    raise ValueError(text)


def read_json(text: str) -> Any:
    """The value of a form's JSON; ValueError for invalid JSON, and for what no database can
    store."""
    if len(text) > MOST_JSON:
        raise ValueError("too long")
    try:
        # NaN and Infinity are Python's own; a database refuses them.
        read = json.loads(text, parse_constant=_no_number)
        sound = is_storable(json.dumps(read, ensure_ascii=False, allow_nan=False))
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not sound or "\\u0000" in text.lower():
        raise ValueError("text that cannot be stored")
    return read


def seen_version(request: HttpRequest, row: int | None = None) -> int:
    """The version that the form was made from; without one it has seen no row.

    A form over several rows carries one for each, under the key of the `row`.
    """
    name = "seen_version" if row is None else f"seen_version_{row}"
    seen = number_of(request.POST.get(name), 9)
    return NO_VERSION if seen is None else seen


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent; None where the page is only read, so that the form shows the row."""
    return request.POST if request.method == "POST" else None


def shown_version(request: HttpRequest, row: VersionedModel | None) -> int:
    """The version that a form carries: the one it was made from, when it comes back."""
    if request.method == "POST":
        return seen_version(request)
    return NO_VERSION if row is None else row.version
