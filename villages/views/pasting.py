"""Villages and bodies of a commune from pasted lines: read and shown first, then written."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import saved, sent
from ntm_project.common.views import Refused, reads_and_writes
from villages import queries, rules, services
from villages.access import Access
from villages.checking_people import Candidate, PeopleReader, take_on_all
from villages.enums import UnitLevel
from villages.forms import PastedForm, PastedPeopleForm
from villages.http import Request
from villages.models import Unit
from villages.pasting import MOST_LINES, PastedLine, read_lines


def _commune(
    request: Request, pk: int, deny: Callable[[Access, Unit], str] = rules.deny_administer
) -> Unit:
    rows = Unit.objects.visible_to(request.access).select_related("parent")
    found = get_object_or_404(rows, pk=pk, level=UnitLevel.COMMUNE)
    if reason := deny(request.access, found) or rules.deny_ended(request.access, found):
        raise Refused(reason)
    return found


@reads_and_writes
def paste_villages(request: Request, pk: int) -> HttpResponse:
    """One name a line; the noun that a line does not give is the commune's usual one."""
    commune = _commune(request, pk)
    villages = list(queries.villages_of(commune))
    usual = villages[-1].noun if villages else "thôn"

    def read(text: str) -> list[PastedLine]:
        known = [village.name for village in villages]
        return read_lines(text, usual_noun=usual, known=known, longest=100)

    def write(lines: list[PastedLine]) -> None:
        for order, line in enumerate(lines, len(villages) + 1):
            services.create_unit(
                by=request.access,
                parent=commune,
                level=UnitLevel.VILLAGE,
                name=line.name,
                noun=line.noun,
                region=commune.region,
                order=order,
            )

    return _answer(request, commune, "thôn", read, write)


@reads_and_writes
def paste_bodies(request: Request, pk: int) -> HttpResponse:
    """The organisations of the commune, one a line."""
    commune = _commune(request, pk)
    known = [body.name for body in queries.bodies_of(commune)]

    def read(text: str) -> list[PastedLine]:
        return read_lines(text, usual_noun="", known=known, longest=200)

    def write(lines: list[PastedLine]) -> None:
        for order, line in enumerate(lines, len(known) + 1):
            services.create_body(by=request.access, unit=commune, name=line.name, order=order)

    return _answer(request, commune, "tổ chức", read, write)


@reads_and_writes
def paste_people(request: Request, pk: int) -> HttpResponse:
    """Officials with their first posting, one a line; each cell is checked like the single form.

    What is refused stays in the box, with its sentence, when the others are written.
    """
    commune = _commune(request, pk, rules.deny_edit_postings)
    form = PastedPeopleForm(sent(request))
    found: list[Candidate] = []
    if form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("role", "takes_namesakes")}
        reader = PeopleReader(request.access, commune)
        found = reader.read(form.cleaned_data["lines"], **chosen)
        clear = [one for one in found if one.is_clear]
        if len(found) > MOST_LINES:
            form.add_error("lines", f"Mỗi lần dán không quá {MOST_LINES} dòng.")
        elif clear and "write" in request.POST:
            # A line refused after all is marked; then nothing is written.
            with suppress(ValidationError):
                take_on_all(by=request.access, people=clear)
                found = [one for one in found if not one.is_clear]
                done = f"Đã thêm {len(clear)} cán bộ vào {commune.full_name}."
                if not found:
                    words = f"{done} Hãy giao liên kết để từng người tự đặt mật khẩu."
                    return saved(request, words, reverse("accounts:offer_links"))
                messages.success(request, f"{done} Còn {len(found)} dòng chưa ghi ở dưới.")
                left = {"lines": "\n".join(one.line.raw for one in found), **chosen}
                form = PastedPeopleForm(initial=left)
    context: dict[str, Any] = {
        "form": form,
        "commune": commune,
        "what": "cán bộ",
        "lines": found,
        "clear": sum(one.is_clear for one in found),
        "excel_url": _excel_url("can-bo", commune),
        "back_url": reverse("villages:unit", args=[commune.pk]),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "villages/paste_people.html", context, status=status)


def _answer(
    request: Request,
    commune: Unit,
    what: str,
    read: Callable[[str], list[PastedLine]],
    write: Callable[[list[PastedLine]], None],
) -> HttpResponse:
    """How each line was read; “Ghi” writes the clear ones, the others stay in the box."""
    form = PastedForm(sent(request))
    lines: list[PastedLine] = []
    if form.is_valid():
        lines = read(form.cleaned_data["lines"])
        clear = [line for line in lines if not line.doubt]
        if clear and "write" in request.POST:
            try:
                with transaction.atomic():
                    write(clear)
            except ValidationError as error:
                form.add_error("lines", error.messages)
            else:
                return _written(request, commune, what, clear, lines)
    context: dict[str, Any] = {
        "form": form,
        "commune": commune,
        "what": what,
        "lines": lines,
        "clear": sum(not line.doubt for line in lines),
        "excel_url": _excel_url("don-vi" if what == "thôn" else "to-chuc", commune),
        "back_url": reverse("villages:unit", args=[commune.pk]),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "villages/paste.html", context, status=status)


def _written(
    request: Request, commune: Unit, what: str, clear: list[PastedLine], lines: list[PastedLine]
) -> HttpResponse:
    left = [line for line in lines if line.doubt]
    done = f"Đã thêm {len(clear)} {what} vào {commune.full_name}."
    if left:
        done += f" Chưa ghi {len(left)} dòng: {'; '.join(line.text for line in left[:5])}."
    return saved(request, done, _after(request, reverse("villages:unit", args=[commune.pk])))


def _excel_url(slug: str, commune: Unit) -> str:
    return reverse("villages:import_list", args=[slug, commune.pk])


def _after(request: Request, url: str) -> str:
    """Where it goes on: who came from the first steps goes back to them."""
    return "/" if "bat_dau" in request.GET else url
