"""The passages that people write of a document: written here, kept by the floor below (ADR 15)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from evidence.authored.forms import AuthoredTextForm, DefaultTextForm, ReferenceForm
from evidence.authored.models import AuthoredText, DefaultText
from evidence.authored.queries import (
    authored_text,
    default_of,
    defaults_of_all,
    draft_of,
    last_text,
    reference_of,
    versions_of,
)
from evidence.authored.rules import DECIDE_FIRST, TOO_LONG, deny_write_default
from evidence.authored.services import (
    Stale,
    drop_draft,
    drop_reference,
    keep_draft,
    take_reference,
    write_default,
    write_text,
)
from ntm_project.common.answers import (
    SeeOther,
    form_page,
    number_of,
    saved,
    seen_version,
    sent,
    shown_version,
)
from ntm_project.common.forms import explain_lost_file
from ntm_project.common.text import clean_prose
from ntm_project.common.views import Refused, reads, reads_and_writes, writes
from reports.documents.authored import AuthoredBlock, Texts
from reports.documents.blocks import Document
from reports.documents.html import passage_behind
from reports.documents.kind import Kind
from reports.documents.kinds import KINDS
from reports.documents.word.reference import known_styles, taken_words
from reports.drawn import Drawn
from reports.views.shared import written_row
from villages.conflicts import saving
from villages.http import Request
from villages.models import Unit


@dataclass(frozen=True)
class OpenedPassage:
    """One passage of one document, as somebody opens it."""

    kind: Kind
    row: Any
    block: AuthoredBlock

    @property
    def place(self) -> dict[str, Any]:
        return {"kind": self.kind.slug, "row_key": self.row.pk, "block": self.block.key}

    @property
    def name(self) -> str:
        """The passage in the words of the trail: which, of which paper."""
        return f"{self.block.title} ({self.kind.title}, {self.kind.about(self.row)})"[:200]

    @property
    def preview_url(self) -> str:
        return self.kind.url("preview", self.row)

    def stored(self) -> Any:
        """The row that holds it; None before anybody wrote it."""
        if self.kind.stored:
            return self.kind.stored(self.row, self.block.key)
        return authored_text(**self.place)


def _kind(slug: str) -> Kind:
    found = next((kind for kind in KINDS if kind.slug == slug and kind.blocks), None)
    if found is None:
        raise Http404
    return found


def _passage(request: Request, slug: str, pk: int, key: str) -> OpenedPassage:
    """The passage, for whoever may write it; 404 out of scope and for what no kind has."""
    kind = _kind(slug)
    block = kind.block(key)
    if block is None:
        raise Http404
    return OpenedPassage(kind, written_row(request, pk, kind), block)


def edit_urls(request: Request, kind: Kind, row: Model) -> dict[str, str]:
    """Passage → where it is written; nothing for who may not write."""
    if not kind.blocks or kind.deny_write(request.access, row):
        return {}
    return {block.key: kind.edit_url(row, block.key) for block in kind.blocks}


def unwritten(kind: Kind, document: Document, urls: dict[str, str]) -> list[tuple[str, str]]:
    """The passages of which the document prints nothing: title and where each is written."""
    printed = {document.title.source, *(passage_behind(block) for block in document.blocks)}
    return [(b.title, urls[b.key]) for b in kind.blocks if b.key in urls and b.key not in printed]


def yielding(one: Drawn, urls: dict[str, str]) -> list[tuple[str, str]]:
    """The passages in which the plan's words stand instead of the unit's own default: title, and
    where the editor chooses."""
    texts = getattr(one.rows, "texts", None)
    keys = texts.yielding if isinstance(texts, Texts) else ()
    return [(b.title, urls.get(b.key, "")) for b in one.kind.blocks if b.key in keys]


def _beginnings(
    request: Request, one: OpenedPassage, rows: Any, row: AuthoredText | None, *, is_yielding: bool
) -> dict[str, str]:
    """What the form can begin with, by the word in the address, the nearest first."""
    kind, unit = one.kind, one.kind.issuer(one.row)
    found = {
        "nam-truoc": last_text(kind.slug, unit, one.row.pk, one.block.key),
        "mac-dinh": rows.texts.begun.get(one.block.key, ""),
        "don-vi": rows.texts.own.get(one.block.key, "") if is_yielding else "",
    }
    if row is not None:
        found |= {str(v.key): v.text for v in versions_of(row, request.access)}
    return {word: text for word, text in found.items() if text}


LABELS = {
    "nam-truoc": "Lời văn của văn bản trước",
    "mac-dinh": "Lời mặc định hoặc theo số liệu",
}
# Of a passage that the plan has written, where the unit has a default too.
_OF_PLAN = LABELS | {"mac-dinh": "Lời của kế hoạch", "don-vi": "Lời mặc định của đơn vị"}


@reads_and_writes
def passage_text(request: Request, slug: str, pk: int, block: str) -> HttpResponse:
    """One passage of a document. Before anybody wrote it, the form begins with the words of the
    unit's last one, else with its default; `lay` begins it with another text. Nothing is saved
    before the form is sent."""
    one = _passage(request, slug, pk, block)
    if one.kind.text_url:
        raise Http404  # written on the page of its row
    row, rows = one.stored(), one.kind.rows(one.row)
    is_yielding = block in rows.texts.yielding
    starts = _beginnings(request, one, rows, row, is_yielding=is_yielding)
    labels = _OF_PLAN if is_yielding else LABELS
    chosen = request.GET.get("lay", "")
    if chosen and chosen not in starts:
        raise Http404
    if not chosen and row is None:
        chosen = next(iter(starts), "")
    initial = {"text": starts[chosen]} if chosen else None
    form = AuthoredTextForm(sent(request), instance=row, initial=initial)
    seen = shown_version(request, row or AuthoredText())
    if form.is_valid() and (answer := _save(request, one, form, seen)):
        return answer
    offers = {word: labels[word] for word in labels if word in starts and word != chosen}
    context = {
        "one": one,
        "form": form,
        "seen_version": seen,
        "stands": row is not None,
        "is_yielding": is_yielding,
        "begins": labels.get(chosen, "Bản đã lưu trước đây" if chosen else ""),
        "offers": offers,
        "unit": (unit := one.kind.issuer(one.row)),
        "can_default": not deny_write_default(request.access, unit),
    }
    return form_page(request, "reports/text.html", context)


def _save(
    request: Request, one: OpenedPassage, form: AuthoredTextForm, seen: int
) -> HttpResponse | None:
    with saving(form, keep_url=one.preview_url):
        write_text(
            by=request.access,
            unit=one.kind.issuer(one.row),
            title=one.name,
            seen_version=seen,
            deny=lambda access: one.kind.deny_write(access, one.row),
            draft_version=_draft_version(request),
            **one.place,
            **form.values(),
        )
        return saved(request, f"Đã lưu đoạn “{one.block.title}”.", one.preview_url)
    return None


@writes
def passage_draft(request: Request, slug: str, pk: int, block: str) -> HttpResponse:
    """What somebody is writing: shown when the form opens, kept while they type, dropped when they
    ask for it (`viec`: `xem`, `giu`, `bo`). Only they ever see it."""
    one = _passage(request, slug, pk, block)
    assert request.access.official is not None  # signed in, as every page of the site asks
    act, typed = request.POST.get("viec", ""), clean_prose(request.POST.get("text", ""))
    context: dict[str, Any] = {"one": one}
    if act == "bo":
        drop_draft(by=request.access, **one.place)
        if not request.htmx:
            return SeeOther(one.kind.edit_url(one.row, one.block.key))
    elif act == "giu":
        context |= _keep(request, one, typed)
    else:
        mine = draft_of(request.access.official, **one.place)
        if mine is not None and mine.text == typed:
            drop_draft(by=request.access, **one.place)  # saved meanwhile
            mine = None
        context["draft"] = mine
    return render(request, "reports/_draft.html", context)


def _draft_version(request: Request) -> int:
    """The draft that the window goes on from; none where it has not decided on one."""
    version = number_of(request.POST.get("draft_version"), 9)
    return -1 if version is None else version


def _keep(request: Request, one: OpenedPassage, typed: str) -> dict[str, Any]:
    if len(typed) > AuthoredText._meta.get_field("text").max_length:  # type: ignore[operator]
        return {"fault": TOO_LONG}
    seen = max(0, seen_version(request))
    try:
        kept = keep_draft(
            by=request.access,
            text=typed,
            seen_version=seen,
            draft_version=_draft_version(request),
            **one.place,
        )
    except Stale as stale:
        return {"draft": stale.current, "fault": DECIDE_FIRST}
    return {"kept": kept}


@reads
def history(request: Request, slug: str, pk: int, block: str) -> HttpResponse:
    """The earlier versions of a passage, whole, newest first."""
    one = _passage(request, slug, pk, block)
    row = one.stored()
    versions = list(versions_of(row, request.access)) if row is not None and row.pk else []
    edit_url = one.kind.edit_url(one.row, one.block.key)
    context = {"one": one, "versions": versions, "edit_url": edit_url}
    context["can_take"] = not one.kind.text_url
    return render(request, "reports/text_history.html", context)


def _unit(request: Request, unit_pk: int) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.access), pk=unit_pk)
    if reason := deny_write_default(request.access, unit):
        raise Refused(reason)
    return unit


@reads
def defaults(request: Request, unit_pk: int) -> HttpResponse:
    """The defaults of a unit, kind by kind: its own where it has one, else the program's."""
    unit = _unit(request, unit_pk)
    own = defaults_of_all(unit)
    kinds = [
        (kind, [(block, own.get((kind.slug, block.key), "")) for block in kind.blocks])
        for kind in KINDS
        if kind.blocks
    ]
    context = {"unit": unit, "kinds": kinds, "reference": reference_of(unit)}
    return render(request, "reports/default_texts.html", context)


@reads_and_writes
def reference(request: Request, unit_pk: int) -> HttpResponse:
    """The unit's own Word file, whose styles its papers take; `bo` drops it."""
    unit, url = _unit(request, unit_pk), reverse("reports:defaults", args=[unit_pk])
    if request.POST.get("bo"):
        drop_reference(by=request.access, unit=unit)
        return saved(request, "Đã bỏ mẫu Word; văn bản in theo thể thức của Nghị định 30.", url)
    is_sent = request.method == "POST"
    form = ReferenceForm(sent(request), request.FILES if is_sent else None)
    explain_lost_file(form, request)
    if form.is_valid():
        file = form.cleaned_data["file"]
        given = {"file": file, "name": file.name or "", "known": known_styles}
        with saving(form):
            row = take_reference(by=request.access, unit=unit, **given)
            words = f"Đã nhận tệp “{row.name}”. {taken_words(row.styles)}"
            return saved(request, words, url)
    known = reference_of(unit)
    taken = taken_words(known.styles) if known else ""
    context = {"unit": unit, "form": form, "row": known, "taken": taken}
    return form_page(request, "reports/reference_file.html", context)


@reads_and_writes
def default(request: Request, unit_pk: int, slug: str, block: str) -> HttpResponse:
    """With what one passage begins in the unit's documents; empty: as the program writes it."""
    unit, kind = _unit(request, unit_pk), _kind(slug)
    found = kind.block(block)
    if found is None:
        raise Http404
    row = default_of(kind.slug, unit, block)
    form = DefaultTextForm(
        sent(request), instance=row, initial=None if row else {"text": found.default}
    )
    seen = shown_version(request, row or DefaultText())
    url = reverse("reports:defaults", args=[unit.pk])
    if form.is_valid():
        place: dict[str, Any] = {
            "kind": kind.slug,
            "block": block,
            "title": found.title,
            "unit": unit,
            "placeholders": kind.placeholders,
        }
        with saving(form, keep_url=url):
            write_default(by=request.access, seen_version=seen, **place, **form.values())
            return saved(request, f"Đã lưu lời mặc định của đoạn “{found.title}”.", url)
    context = {"unit": unit, "kind": kind, "passage": found, "form": form, "seen_version": seen}
    return form_page(request, "reports/default_text.html", context)
