"""The blanks of a document that people fill in: one form, kept by the floor below (ADR 15)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpResponse

from evidence.authored.models import DocumentFacts
from evidence.authored.queries import filled_of, last_filled
from evidence.authored.services import Stale, fill_blanks
from ntm_project.common.answers import form_page, saved, sent, shown_version
from ntm_project.common.blanks import EMPTY
from ntm_project.common.forms import put_errors
from ntm_project.common.views import reads_and_writes
from reports.documents.fact_form import FactsForm
from reports.documents.facts import FactSheet
from reports.documents.kind import Kind
from reports.documents.kinds import KINDS
from reports.drawn import Drawn
from reports.views.authoring import edit_urls
from reports.views.shared import written_row
from villages.conflicts import conflict
from villages.http import Request

LAST = "văn bản trước"


def fill_url(request: Request, kind: Kind, row: Model) -> str:
    """Where the blanks of the paper are filled; "" where none are, or for who may not."""
    if not kind.has_facts or kind.deny_write(request.access, row):
        return ""
    return kind.fill_url(row)


def blanks_to_fill(request: Request, one: Drawn) -> list[tuple[str, str]]:
    """What of the paper is blank, each with where it is filled, "" where nothing of it is, or not
    by this person."""
    kind, row = one.kind, one.row
    passages, url = edit_urls(request, kind, row), fill_url(request, kind, row)

    def place(key: str) -> str:
        if not key or kind.block(key):
            return passages.get(key, "")
        return f"{url}#id_{key}" if url else kind.record_url(request.access, row, key)

    return [(blank.words, place(blank.key)) for blank in one.blanks]


@reads_and_writes
def blanks(request: Request, slug: str, pk: int) -> HttpResponse:
    """The blanks of a document. Before anybody filled them, the form begins with what its last
    document of the kind had and rarely changes; `lay` begins it with a row of the record. Nothing
    is saved before the form is sent."""
    kind, row = _opened(request, slug, pk)
    sheet, stored = kind.facts(row), filled_of(slug, pk)
    known = sheet.load(stored.facts) if stored else _of_last(kind, row, sheet)
    begins = LAST if known and not stored else ""
    offers = {offer.word: offer for offer in kind.offers(request.access, row)}
    if word := request.GET.get("lay", ""):
        if word not in offers:
            raise Http404
        known |= offers[word].values()
        begins = offers.pop(word).label
    form = FactsForm(
        sent(request),
        initial=sheet.begun | sheet.fitting(known),
        sheet=sheet,
        today=request.access.on,
        year=getattr(row, "year", None),
    )
    seen = shown_version(request, stored or DocumentFacts())
    if form.is_valid() and (answer := _save(request, kind, row, form, seen)):
        return answer
    context = {
        "kind": kind,
        "about": kind.about(row),
        "preview_url": kind.url("preview", row),
        "form": form,
        "seen_version": seen,
        "begins": begins,
        "offers": offers.values(),
    }
    return form_page(request, "reports/blanks.html", context)


def _opened(request: Request, slug: str, pk: int) -> tuple[Kind, Any]:
    """The document, for whoever may fill its blanks; 404 out of scope and where it has none."""
    kind = next((kind for kind in KINDS if kind.slug == slug and kind.has_facts), None)
    if kind is None:
        raise Http404
    return kind, written_row(request, pk, kind)


def _of_last(kind: Kind, row: Model, sheet: FactSheet) -> dict[str, Any]:
    """What the unit's last document of the kind had, of what the next one begins with."""
    last = last_filled(kind.slug, kind.issuer(row), row.pk)
    known = sheet.load(last.facts) if last else {}
    return {fact.key: known[fact.key] for fact in sheet.facts if fact.is_kept and fact.key in known}


def _save(
    request: Request, kind: Kind, row: Model, form: FactsForm, seen: int
) -> HttpResponse | None:
    sheet, url = form.sheet, kind.url("preview", row)
    facts = sheet.store(form.cleaned_data)
    try:
        fill_blanks(
            by=request.access,
            unit=kind.issuer(row),
            kind=kind.slug,
            row_key=row.pk,
            title=f"{kind.title}, {kind.about(row)}"[:200],
            facts=facts,
            words=sheet.named,
            seen_version=seen,
            deny=lambda access: kind.deny_write(access, row),
        )
    except Stale as stale:
        rows = _compared(sheet, stale.current.facts if stale.current else {}, facts)
        return conflict(request, stale, rows=rows, keep_url=url)
    except ValidationError as error:
        put_errors(form, error)
        return None
    return saved(request, "Đã lưu các chỗ trống của văn bản.", url)


def _compared(
    sheet: FactSheet, present: Mapping[str, Any], mine: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """Each blank in which the two versions differ: its name, what is recorded, what was typed."""
    now, typed = sheet.named(present), sheet.named(mine)
    names = [sheet.name(fact.key) for fact in sheet.facts]
    return [
        (name, now.get(name, EMPTY), typed.get(name, EMPTY))
        for name in names
        if now.get(name) != typed.get(name)
    ]
