"""The clerk's page that numbers and issues a document of any kind: ordered here, made and kept by
the worker (`reports.issuing`, ADR 15)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse

from evidence.issued.forms import IssueForm
from evidence.issued.rules import Series, left_to_do, likely_day
from ntm_project.common.answers import SeeOther, form_page, saved, sent, try_later
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, reads_and_writes
from reports.documents.kind import Kind
from reports.documents.office import last_day_of
from reports.drawn import Drawn, drawn
from reports.issuing import SLUG, check_typed, series_behind
from reports.pdf import pdf_available
from reports.prints.answers import settled
from reports.prints.orders import ISSUED_FIRST, PrintOrder
from reports.prints.services import TooManyPrints, order_print
from reports.views.filling import blanks_to_fill
from reports.views.shared import printed_row
from villages.http import Request, official_of


@reads_and_writes
def issue(request: Request, pk: int, kind: Kind) -> HttpResponse:
    """A signed document gets its number and day from the clerk; it is made, kept, never changed."""
    row = printed_row(request, pk, kind)
    one = drawn(kind, row)
    if reason := one.deny_issue(request.access):
        raise Refused(reason)
    last = _last_day(one, request.access.on)
    series = _series(one, last.year)
    form = _form(request, one, series, last)
    if form.is_valid() and (answer := _issue(request, one, form)):
        return answer
    context = {
        "kind": kind,
        "unit": one.unit,
        "about": kind.about(row),
        "symbol": one.symbol,
        "earlier": one.earlier,
        "borne": kind.borne(row),
        "preparation": one.preparation,
        "left_to_do": left_to_do(one.unit, one.now, request.access.on),
        "preview_url": kind.url("preview", row),
        "doubts": one.doubts,
        "doubt_links": one.doubt_links,
        "blanks": blanks_to_fill(request, one),
        "form": form,
        "series": series if len(series) > 1 else {},
    }
    return form_page(request, "reports/issue.html", context)


def _last_day(one: Drawn, today: date) -> date:
    """The last that it may bear."""
    latest = one.paper.not_after
    return last_day_of(one.unit, min(today, latest.day) if latest else today)


def _series(one: Drawn, last_year: int) -> dict[int, Series]:
    """The series in which it may be numbered, by each year whose days it may bear."""
    signed = one.preparation.signed_on if one.preparation else None
    first = min(signed.year, last_year) if signed else last_year
    return series_behind(one, range(first, last_year + 1))


def _form(request: Request, one: Drawn, series: dict[int, Series], last: date) -> IssueForm:
    """Begins with the first of these series, that of the year of the signature."""
    signed = one.preparation.signed_on if one.preparation else None
    first = next(iter(series.values()))
    day = likely_day(signed, first.latest, last)
    initial = {"number": first.following, "issued_on": day}
    return IssueForm(sent(request), initial=initial, has_blanks=bool(one.blanks))


def _issue(request: Request, one: Drawn, form: IssueForm) -> HttpResponse | None:
    """Order it, and wait as long as nobody would notice; None where the form shows why not."""
    if reason := pdf_available():
        form.add_error(None, reason)
        return None
    try:
        check_typed(one, form.cleaned_data, request.access.on)
        job = settled(order_print(official_of(request).pk, _order(request, one, form.cleaned_data)))
    except ValidationError as error:
        put_errors(form, error)
        return None
    except TooManyPrints as many:
        return try_later(request, many.reason, seconds=many.seconds, status=429)
    if job.done:
        return saved(request, job.done, job.url)
    if job.reason:
        form.add_error(None, job.reason)
        return None
    return SeeOther(job.page)


def _order(request: Request, one: Drawn, typed: dict[str, Any]) -> PrintOrder:
    return PrintOrder(
        slug=SLUG,
        row=one.row.pk,
        ending="",
        version=one.paper.digest,
        title=f"Phát hành {one.kind.file_name(one.row)}",
        url=one.kind.url("issue", one.row),
        back=one.kind.url("preview", one.row),
        priority=ISSUED_FIRST,
        facts={
            "kind": one.kind.slug,
            "unit": one.unit.pk,
            "series": one.symbol,
            "number": typed["number"],
            "issued_on": typed["issued_on"].isoformat(),
            "skips": typed["skips"],
            "fills_blanks": typed.get("fills_blanks", False),
            "site": request.build_absolute_uri("/"),
        },
    )
