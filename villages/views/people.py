"""Officials and their postings: lists for everybody in scope, changes for the administrator."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.text import fold
from ntm_project.common.views import Refused, page_of, reads, reads_and_writes
from villages import rules, services
from villages.access import Access
from villages.conflicts import Clash, conflict
from villages.enums import Ability
from villages.forms import (
    EndPostingForm,
    NewOfficialForm,
    OfficialFilter,
    OfficialForm,
    PostingForm,
    put_errors,
)
from villages.http import Request
from villages.models import Official, Posting, Unit


def _to(official: Official) -> HttpResponse:
    return HttpResponseRedirect(reverse("villages:official", args=[official.pk]), status=303)


def _home_unit(access: Access, official: Official) -> Unit | None:
    """The unit in which the person's data are kept: where the right is held, else any in scope."""
    postings = list(
        Posting.objects.visible_to(access)
        .filter(official=official)
        .select_related("unit")
        .order_by("-is_main", "pk")
    )
    units = [p.unit for p in postings]
    allowed = [u for u in units if access.can(Ability.EDIT_POSTINGS, u)]
    return next(iter([*allowed, *units]), None)


def _refuse(access: Access, unit: Unit | None) -> None:
    """Raise with the rule's sentence unless postings of the unit may be edited."""
    if unit is None:
        raise Refused("Tài khoản chưa giữ chức vụ nào nên không quản lý được cán bộ.")
    if reason := rules.deny_edit_postings(access, unit):
        raise Refused(reason)


def _own_unit(access: Access) -> Unit | None:
    """Where the right to edit postings is held, else the unit of the main posting."""
    holders = [p for p in access.postings if access.can(Ability.EDIT_POSTINGS, p.unit)]
    posting = holders[0] if holders else access.main_posting
    return posting.unit if posting else None


@reads
def officials(request: Request) -> HttpResponse:
    """The people in scope by given name, each with the office that tells namesakes apart."""
    access = request.access
    form = OfficialFilter(request.GET, access=access)
    is_valid = form.is_valid()
    page = page_of(request, _listed(access, form.cleaned_data), per_page=50)
    own = _own_unit(access)
    context = {
        "form": form,
        "page": page,
        "add_reason": rules.deny_edit_postings(access, own) if own else "",
        "has_posting": own is not None,
    }
    return render(request, "villages/officials.html", context, status=200 if is_valid else 422)


def _listed(access: Access, asked: dict[str, Any]) -> "QuerySet[Official]":
    held = Posting.objects.visible_to(access)
    if not asked.get("da_thoi"):
        held = held.open_on(access.on)
    if asked.get("don_vi"):
        held = held.filter(unit__path__below=asked["don_vi"].path)
    people = Official.objects.filter(Exists(held.filter(official=OuterRef("pk"))))
    if asked.get("q"):
        for word in fold(asked["q"]).split():
            people = people.filter(search__contains=word)
    offices = held.select_related("unit", "body").order_by("-is_main", "pk")
    return people.prefetch_related(Prefetch("postings", offices, to_attr="offices")).order_by(
        "name_key", "pk"
    )


@reads
def official(request: Request, pk: int) -> HttpResponse:
    """One person: data, and every posting in scope with its days."""
    access = request.access
    shown = get_object_or_404(Official.objects.visible_to(access), pk=pk)
    postings = list(
        Posting.objects.visible_to(access)
        .filter(official=shown)
        .select_related("unit", "body")
        .order_by("-is_main", "-starts_on", "pk")
    )
    home = next((p.unit for p in postings if access.can(Ability.EDIT_POSTINGS, p.unit)), None)
    home = home or postings[0].unit
    context = {
        "official": shown,
        "open_postings": [p for p in postings if p.is_open_on(access.on)],
        "closed_postings": [p for p in postings if not p.is_open_on(access.on)],
        "edit_reason": rules.deny_edit_postings(access, home),
    }
    return render(request, "villages/official.html", context)


def _add_page(request: Request, form: NewOfficialForm, status: int = 200) -> HttpResponse:
    return render(request, "villages/add_official.html", {"form": form}, status=status)


def _show_add(request: Request) -> HttpResponse:
    _refuse(request.access, _own_unit(request.access))
    unit = request.GET.get("don_vi", "")
    initial = {"unit": int(unit)} if unit.isascii() and unit.isdigit() else {}
    return _add_page(request, NewOfficialForm(access=request.access, initial=initial))


def _save_add(request: Request) -> HttpResponse:
    _refuse(request.access, _own_unit(request.access))
    form = NewOfficialForm(request.POST, access=request.access)
    if not form.is_valid():
        return _add_page(request, form, 422)
    try:
        made = services.take_on(
            by=request.access,
            unit=form.cleaned_data["unit"],
            person=form.person(),
            posting=form.posting(),
            password=form.cleaned_data["password"] or None,
        )
    except ValidationError as error:
        put_errors(form, error, Posting, Official)
        return _add_page(request, form, 422)
    messages.success(request, f"Đã thêm cán bộ {made.full_name}.")
    return _to(made)


add_official = reads_and_writes(_show_add, _save_add)


def _editable(request: Request, pk: int) -> tuple[Official, Unit]:
    """The person, 404 out of scope, 403 without the right; with the unit of the right."""
    shown = get_object_or_404(Official.objects.visible_to(request.access), pk=pk)
    unit = _home_unit(request.access, shown)
    _refuse(request.access, unit)
    assert unit is not None
    return shown, unit


def _edit_page(
    request: Request, shown: Official, form: OfficialForm, status: int = 200
) -> HttpResponse:
    context = {"official": shown, "form": form}
    return render(request, "villages/edit_official.html", context, status=status)


def _show_edit(request: Request, pk: int) -> HttpResponse:
    shown, _ = _editable(request, pk)
    return _edit_page(request, shown, OfficialForm(initial=OfficialForm.values_of(shown)))


def _save_edit(request: Request, pk: int) -> HttpResponse:
    shown, unit = _editable(request, pk)
    form = OfficialForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, shown, form, 422)
    try:
        saved = services.edit_official(
            by=request.access,
            unit=unit,
            official_id=pk,
            fields=form.fields_given(),
            seen=form.cleaned_data["seen"],
        )
    except ValidationError as error:
        put_errors(form, error, Official)
        return _edit_page(request, shown, form, 422)
    except services.StaleOfficial as stale:
        return conflict(request, _clash(stale, form))
    messages.success(request, f"Đã lưu dữ liệu của {saved.full_name}.")
    return _to(saved)


def _words(value: Any) -> str:
    """A person's value as the page with both versions shows it."""
    return str({True: "có", False: "không"}.get(value, value))


def _clash(stale: services.StaleOfficial, form: OfficialForm) -> Clash:
    current, said = OfficialForm.values_of(stale.current), form.fields_given()
    rows = [
        (str(form.fields[name].label), _words(current[name]), _words(said[name])) for name in said
    ]
    url = reverse("villages:official", args=[stale.current.pk])
    return Clash(stale.current, rows, "seen", current["seen"], url, stale.changed)


edit_official = reads_and_writes(_show_edit, _save_edit)


def _appoint_page(
    request: Request, shown: Official, form: PostingForm, status: int = 200
) -> HttpResponse:
    context = {"official": shown, "form": form}
    return render(request, "villages/appoint.html", context, status=status)


def _show_appoint(request: Request, pk: int) -> HttpResponse:
    shown, unit = _editable(request, pk)
    initial = {"unit": unit.pk, "starts_on": request.access.on}
    return _appoint_page(request, shown, PostingForm(access=request.access, initial=initial))


def _save_appoint(request: Request, pk: int) -> HttpResponse:
    shown, _ = _editable(request, pk)
    form = PostingForm(request.POST, access=request.access)
    if not form.is_valid():
        return _appoint_page(request, shown, form, 422)
    try:
        posting = services.appoint(
            by=request.access,
            official=shown,
            unit=form.cleaned_data["unit"],
            is_main=form.cleaned_data["is_main"],
            **form.posting(),
        )
    except ValidationError as error:
        put_errors(form, error, Posting)
        return _appoint_page(request, shown, form, 422)
    messages.success(request, f"Đã giao chức vụ {posting.title} cho {shown.full_name}.")
    return _to(shown)


appoint = reads_and_writes(_show_appoint, _save_appoint)


def _posting(request: Request, pk: int) -> Posting:
    visible = Posting.objects.visible_to(request.access).select_related("official", "unit")
    posting = get_object_or_404(visible, pk=pk)
    _refuse(request.access, posting.unit)
    return posting


def _end_page(
    request: Request, posting: Posting, form: EndPostingForm, status: int = 200
) -> HttpResponse:
    context = {"posting": posting, "form": form}
    return render(request, "villages/end_posting.html", context, status=status)


def _show_end(request: Request, pk: int) -> HttpResponse:
    form = EndPostingForm(initial={"ends_on": request.access.on})
    return _end_page(request, _posting(request, pk), form)


def _save_end(request: Request, pk: int) -> HttpResponse:
    posting = _posting(request, pk)
    form = EndPostingForm(request.POST)
    if not form.is_valid():
        return _end_page(request, posting, form, 422)
    try:
        services.end_posting(by=request.access, posting_id=pk, **form.cleaned_data)
    except ValidationError as error:
        put_errors(form, error, Posting)
        return _end_page(request, posting, form, 422)
    messages.success(request, f"Đã kết thúc chức vụ {posting.title} của {posting.official}.")
    return _to(posting.official)


end_posting = reads_and_writes(_show_end, _save_end)
