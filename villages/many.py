"""Rows ticked in a list, and the page on which one confirms what is done to them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from ntm_project.common.answers import form_page, keys_of, saved, seen_version
from ntm_project.common.forms import put_errors
from ntm_project.common.refusals import Refused
from villages.conflicts import SeenRows, conflict_of_rows
from villages.edit import Stale
from villages.http import Request

TICK, BACK, ACT = "chon", "ve", "lam"
MOST = 200  # rows of one act


@dataclass(frozen=True)
class Ticked:
    """One ticked row: what it is, what is recorded now, and why nothing may be done to it."""

    row: models.Model
    words: str
    now: str = ""
    deny: str = ""
    seen: int = 0  # on what the act rests: the row's version, or what was seen of it


@dataclass(frozen=True)
class Many:
    """An act over ticked rows: its words, the rows, and what it requires."""

    verb: str  # Đổi hạn
    noun: str  # nhiệm vụ
    rows: Sequence[Ticked]
    back_url: str
    form: BaseForm | None = None
    now_label: str = "Hiện nay"
    note: str = ""
    done_url: str = ""  # where the act leads, if not back to the list

    @property
    def allowed(self) -> list[Ticked]:
        return [ticked for ticked in self.rows if not ticked.deny]

    @property
    def refused(self) -> list[Ticked]:
        return [ticked for ticked in self.rows if ticked.deny]

    @property
    def seen(self) -> SeenRows:
        versions = {f"seen_version_{ticked.row.pk}": ticked.seen for ticked in self.allowed}
        return SeenRows.of([ticked.row for ticked in self.rows], **versions)

    @property
    def label(self) -> str:
        return f"{self.verb} {len(self.allowed)} {self.noun}"


@dataclass(frozen=True)
class TickBar:
    """What a list offers to do with its ticked rows."""

    url: str
    acts: Sequence[tuple[str, str]]
    back: str
    is_all: bool = False
    hidden: Mapping[str, str] = field(default_factory=dict)


def tick_bar(
    request: Request, url: str, acts: Iterable[tuple[str, str]], **hidden: str
) -> TickBar | None:
    """The bar below a list; None where nothing may be done. `?tat_ca=1` ticks the whole page."""
    offered = list(acts)
    is_all = request.GET.get("tat_ca") == "1"
    back = request.get_full_path()
    return TickBar(url, offered, back, is_all, hidden) if offered else None


def ticked_keys(request: Request) -> list[int]:
    """The keys of the ticked rows; none, or only foreign ones, is no page."""
    sent = request.POST if TICK in request.POST else request.GET
    return sorted(set(keys_of(sent.getlist(TICK))))[:MOST]


def back_url(request: Request, default: str) -> str:
    """Where the list was, with its filters; only ever a page of this site."""
    url = (request.POST if BACK in request.POST else request.GET).get(BACK, "")
    is_ours = url.startswith("/") and url_has_allowed_host_and_scheme(url, None)
    return url if is_ours else default


def answer_many(request: Request, many: Many, do: Callable[[dict[int, int]], Any]) -> HttpResponse:
    """The page of the act, or the act itself: all rows that it lists, or none."""
    if not many.rows:
        raise Http404("no ticked row in scope")
    if request.method == "POST":
        if not many.allowed and SeenRows.sent(request)[0] is None:
            raise Refused(many.refused[0].deny)
        is_whole = many.form is None or many.form.is_valid()
        if is_whole and (answer := _done(request, many, do)):
            return answer
    context = {"many": many, "form": many.form, "seen": many.seen.kept(request)}
    return form_page(request, "villages/many.html", context)


def _done(request: Request, many: Many, do: Callable[[dict[int, int]], Any]) -> HttpResponse | None:
    """The answer to what was done, or to who was overtaken; None where the form has errors now."""
    if many.refused:
        return _overtaken(request, many)
    try:
        do({ticked.row.pk: seen_version(request, ticked.row.pk) for ticked in many.allowed})
    except Stale:
        return _overtaken(request, many)
    except (Refused, ValidationError) as error:
        # For what was chosen in the form, or because a row is no longer what it was.
        if many.form is None:
            return _overtaken(request, many)
        reason = error if isinstance(error, ValidationError) else ValidationError(error.reason)
        put_errors(many.form, reason)
        return None
    return saved(request, f"Đã ghi: {many.label}.", many.done_url or many.back_url)


def _overtaken(request: Request, many: Many) -> HttpResponse:
    """What has happened to the rows meanwhile; the act goes on with those that still allow it."""
    return conflict_of_rows(
        request,
        many.seen,
        keep_url=many.back_url,
        keep_label="Về danh sách",
        save_label=many.label,
        lost=[(ticked.words, ticked.deny) for ticked in many.refused],
        again={TICK: [str(ticked.row.pk) for ticked in many.allowed]},
        is_gone=not many.allowed,
    )
