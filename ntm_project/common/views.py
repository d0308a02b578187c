"""What every view shares: reading views cannot write, refusals are answered in one place."""

import functools
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ntm_project.common.logs import note
from ntm_project.common.refusals import Refused
from ntm_project.common.typed import beside_the_form, typed_of

View = Callable[..., HttpResponseBase]

_WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE")
# Whoever opens the address of a print orders it: that is a line in the queue, none in the record.
_QUEUE = "django_tasks_database_dbtaskresult"


class Answered(Exception, ABC):
    """Raised by a view, or by what it calls, in place of the answer."""

    @abstractmethod
    def response(self, request: HttpRequest) -> HttpResponse:
        """The answer."""


class WriteInReadingView(RuntimeError):
    """A view that promised only to read tried to write."""


def _refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.lstrip()[:9].upper().startswith(_WRITING) and _QUEUE not in sql[:60]:
        raise WriteInReadingView(sql[:80])
    return execute(sql, params, many, context)


def forbidden(request: HttpRequest, reason: str, back_url: str = "") -> HttpResponse:
    """The 403 page, or its fragment for htmx, with the rule's own sentence; the log has it too."""
    note("refused", status=403, reason=reason)
    if not getattr(request, "htmx", False):
        context = {"reason": reason, "typed": typed_of(request), "back_url": back_url}
        return render(request, "403.html", context, status=403)
    return beside_the_form(render(request, "_403.html", {"reason": reason}, status=403))


def _answering(view: View) -> View:
    @functools.wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return forbidden(request, refused.reason, refused.back_url)
        except Answered as raised:
            return raised.response(request)

    return inner


def reads(view: View) -> View:
    """GET or HEAD alone; a write to the database inside raises."""

    @functools.wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with connection.execute_wrapper(_refuse_writes):
            return view(request, *args, **kwargs)

    return require_safe(_answering(inner))


def writes(view: View) -> View:
    """POST alone; the service inside is one transaction, a refusal is a 403 with its reason."""
    return require_POST(_answering(view))


def reads_and_writes(view: View) -> View:
    """One address with a page (GET, which cannot write) and its form (POST)."""
    get, post = reads(view), writes(view)

    @functools.wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return (post if request.method == "POST" else get)(request, *args, **kwargs)

    return inner


def page_or_fragment(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int
) -> HttpResponse:
    """The page, or for htmx its fragment: `tasks/move.html` has `tasks/_move.html` inside."""
    if getattr(request, "htmx", False):
        folder, _, name = template.rpartition("/")
        template = f"{folder}/_{name}"
    return render(request, template, context, status=status)


class _KeysFirst:
    """A sorted list of which a page is read within the columns that filter and sort; what is shown
    is joined with its rows alone, not with all that were sorted."""

    def __init__(self, rows: "QuerySet[Any]", wide: "QuerySet[Any]") -> None:
        self.rows, self.wide = rows.select_related(None).prefetch_related(None), wide

    def count(self) -> int:
        return self.rows.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, place: slice) -> list[Any]:
        return list(self.wide.filter(pk__in=self.rows.values("pk")[place]))


def page_of(
    request: HttpRequest,
    rows: "QuerySet[Any]",
    per_page: int = 50,
    *,
    count: int | None = None,
    wide: "QuerySet[Any] | None" = None,
) -> "Page[Any]":
    """The page that `?trang=` names; an impossible number gives the nearest page.

    `count` is that of all rows, where it is known already. `wide` reads whatever row with all that
    is shown of it, in the same order, where that takes many tables.
    """
    listed: Any = rows if wide is None else _KeysFirst(rows, wide)
    paginator = Paginator(listed, per_page)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("trang"))
