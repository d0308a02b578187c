"""Officials and their postings: lists for everybody in scope, changes for the administrator."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import form_page, key_of, saved, seen_version, sent, shown_version
from ntm_project.common.choices import choices_answer
from ntm_project.common.dates import format_day
from ntm_project.common.forms import put_errors
from ntm_project.common.lists import heads, in_order
from ntm_project.common.views import Refused, page_of, reads, reads_and_writes
from villages import queries, rules, services
from villages.access import Access
from villages.accounts.queries import closed_unused_at
from villages.conflicts import saving
from villages.enums import Ability, UnitLevel
from villages.forms import (
    EndPostingForm,
    FirstPostingForm,
    NewOfficialForm,
    OfficialFilter,
    OfficialForm,
    PostingForm,
)
from villages.handover.queries import open_words
from villages.handover.rules import deny_hand_over
from villages.http import Request
from villages.list_tools import list_tools
from villages.models import Official, Posting, Unit
from villages.sign_in.queries import refusals_of


@reads
def officials(request: Request) -> HttpResponse:
    """The people in scope by given name, each with the office that distinguishes namesakes."""
    access = request.access
    form = OfficialFilter(request.GET, access=access)
    if lines := choices_answer(request, form):
        return lines
    people = form.found(access)
    own = _own_unit(access)
    may_add = own is not None and not rules.deny_edit_postings(access, own)
    may_paste = own is not None and may_add and own.level == UnitLevel.COMMUNE
    context = {
        "form": form,
        "may_add": may_add,
        "paste_url": reverse("villages:paste_people", args=[own.pk]) if may_paste and own else "",
        "page": page_of(request, in_order(people, request.GET, OfficialFilter.SORTS)),
        "heads": heads(request, OfficialFilter.SORTS),
        "tools": list_tools(request, "villages:officials", form),
        "add_reason": rules.deny_edit_postings(access, own) if own else "",
        "has_posting": own is not None,
        "own_unit": own,
    }
    return render(request, "villages/officials.html", context, status=form.status)


@reads
def official(request: Request, pk: int) -> HttpResponse:
    """One person: data, and every posting in scope with its days."""
    access = request.access
    shown = get_object_or_404(Official.objects.visible_to(access), pk=pk)
    postings = list(queries.postings_of(access, shown))
    context = {
        "official": shown,
        "open_postings": [p for p in postings if p.is_open_on(access.on)],
        "closed_postings": [p for p in postings if not p.is_open_on(access.on)],
        "edit_reason": rules.deny_account(access, shown),
        "may_delegate": not rules.deny_delegate(access, shown),
        "delegations": queries.delegations_going(access, shown),
        "may_hand_over": not deny_hand_over(access),
        "endable": {p.pk for p in postings if not rules.deny_edit_postings(access, p.unit)},
        "blocks": refusals_of(shown),
        "closed_unused_at": closed_unused_at(shown),
    }
    return render(request, "villages/official.html", context)


@reads_and_writes
def add_official(request: Request) -> HttpResponse:
    """A new person with the first posting."""
    _refuse(request.access, _own_unit(request.access))
    data = sent(request)
    person = NewOfficialForm(data)
    posting = FirstPostingForm(
        data, access=request.access, initial={"unit": key_of(request.GET.get("don_vi"))}
    )
    if lines := choices_answer(request, posting):
        return lines
    # Both are checked, so that all sentences show at once.
    if data is not None and person.is_valid() & posting.is_valid():
        fields = posting.values()
        try:
            made = services.take_on(
                by=request.access,
                unit=fields.pop("unit"),
                person=person.values(),
                posting=fields,
            )
        except ValidationError as error:
            is_of_person = person.fields.keys() & error.message_dict.keys()
            put_errors(person if is_of_person else posting, error)
        else:
            message = f"Đã thêm cán bộ {made}. Hãy giao liên kết để tự đặt mật khẩu."
            return saved(request, message, reverse("accounts:account", args=[made.pk]))
    context = {"person": person, "posting": posting}
    return form_page(request, "villages/add_official.html", context)


@reads_and_writes
def edit_official(request: Request, pk: int) -> HttpResponse:
    """Correcting a person's data, or closing the account."""
    shown = _editable(request, pk)
    data = sent(request)
    form = OfficialForm(data, instance=shown)
    if form.is_valid():
        with saving(form, keep_url=_url(shown)):
            services.edit_official(
                by=request.access,
                official_id=pk,
                fields=form.values(),
                seen_version=seen_version(request),
            )
            return saved(request, f"Đã lưu dữ liệu của {shown}.", _url(shown))
    context = {
        "official": shown,
        "form": form,
        "seen_version": seen_version(request) if data else shown.version,
    }
    return form_page(request, "villages/edit_official.html", context)


@reads_and_writes
def appoint(request: Request, pk: int) -> HttpResponse:
    """One more posting for a person."""
    shown = _editable(request, pk)
    data = sent(request)
    initial = {"unit": shown.audit_unit, "starts_on": request.access.on}
    form = PostingForm(data, access=request.access, initial=initial)
    if lines := choices_answer(request, form):
        return lines
    if form.is_valid():
        with saving(form):
            posting = services.appoint(by=request.access, official=shown, **form.values())
            message = f"Đã giao chức vụ {posting.title} cho {shown}."
            return saved(request, message, _url(shown))
    context = {"official": shown, "form": form}
    return form_page(request, "villages/appoint.html", context)


@reads_and_writes
def end_posting(request: Request, pk: int) -> HttpResponse:
    """The day on which a posting ends, and why."""
    visible = Posting.objects.visible_to(request.access).select_related("official", "unit")
    posting = get_object_or_404(visible, pk=pk)
    _refuse(request.access, posting.unit)
    data = sent(request)
    held_until = posting.ends_on  # the form writes what is typed on the posting
    initial = {"ends_on": held_until or request.access.on}
    form = EndPostingForm(data, instance=posting, initial=initial)
    if form.is_valid():
        with saving(form, keep_url=_url(posting.official)):
            services.end_posting(
                by=request.access,
                posting_id=pk,
                seen_version=seen_version(request),
                **form.cleaned_data,
            )
            last = form.cleaned_data["ends_on"]
            message = f"{posting.official} giữ chức vụ {posting.title} đến hết {format_day(last)}."
            if doubt := rules.ending_doubt(last, request.access.on):
                messages.warning(request, doubt)
            return saved(request, message, _url(posting.official))
    context = {
        "posting": posting,
        "held_until": held_until,
        "form": form,
        "seen_version": shown_version(request, posting),
        "open_words": open_words(posting.official),
        "may_hand_over": not deny_hand_over(request.access),
    }
    return form_page(request, "villages/end_posting.html", context)


def _url(official: Official) -> str:
    return reverse("villages:official", args=[official.pk])


def _editable(request: Request, pk: int) -> Official:
    """The person; 404 out of scope, 403 where others answer for the account."""
    shown = get_object_or_404(Official.objects.visible_to(request.access), pk=pk)
    if reason := rules.deny_account(request.access, shown):
        raise Refused(reason)
    return shown


def _refuse(access: Access, unit: Unit | None) -> None:
    """Raise with the rule's sentence unless postings of the unit may be edited."""
    if unit is None:
        raise Refused("Tài khoản chưa giữ chức vụ nào nên không quản lý được cán bộ.")
    if reason := rules.deny_edit_postings(access, unit):
        raise Refused(reason)


def _own_unit(access: Access) -> Unit | None:
    """Where the right to edit postings is held, else the unit of the main posting."""
    if units := access.units_with(Ability.EDIT_POSTINGS):
        return units[0]
    return access.main_posting.unit if access.main_posting else None
