"""Sending files: a plain form, and for the script one file at a time with the same form."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from criteria.cells import result_url
from criteria.models import Result
from evidence.papers.files.names import clean_name
from evidence.papers.forms import (
    ACCEPTED,
    CHOOSE_AGAIN,
    PaperForm,
    UploadForm,
    units_to_add,
)
from evidence.papers.models import Evidence, Requirement
from evidence.papers.queries.library import cards_of, with_lists
from evidence.papers.rules import PaperData, deny_add, deny_change
from evidence.papers.services import Added, add_paper
from evidence.papers.storage import StorageDown
from evidence.papers.uploads import ReceivedFile, received_files
from evidence.papers.views.shared import apply_errors, once_each, visible_result
from ntm_project.common.answers import saved
from ntm_project.common.dates import format_day
from ntm_project.common.views import Refused, reads, reads_and_writes
from tasks.models import Task
from villages.http import Request
from villages.models import Unit


@dataclass(frozen=True)
class Target:
    """What the files are sent for, and the page to which one goes back."""

    unit: Unit
    units: "QuerySet[Unit]"
    result: Result | None
    task: Task | None
    back_url: str
    back_words: str

    @property
    def is_open(self) -> bool:
        """Whether the person chooses the unit: nothing else says whose the papers are."""
        return self.result is None and self.task is None


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _number(request: Request, name: str) -> int | None:
    text = request.GET.get(name, "")
    if text and not _is_key(text):
        raise Http404
    return int(text) if text else None


def _target(request: Request) -> Target:
    """The indicator, task or unit that the address names, all in scope; else 404."""
    return _named_target(request) or _library_target(request, _chosen_unit(request))


def _named_target(request: Request) -> Target | None:
    if pk := _number(request, "ket_qua"):
        result = visible_result(request, pk)
        unit, words = result.assessment.unit, f"Về chỉ tiêu {result.indicator.code}"
        return Target(unit, _only(unit), result, None, result_url(result), words)
    if pk := _number(request, "nhiem_vu"):
        tasks = Task.objects.visible_to(request.access).select_related("unit__parent")
        task = get_object_or_404(tasks, pk=pk)
        back = reverse("tasks:task", args=[task.pk])
        return Target(task.unit, _only(task.unit), None, task, back, "Về nhiệm vụ")
    return None


def _library_target(request: Request, unit: Unit) -> Target:
    back = reverse("evidence:library")
    return Target(unit, units_to_add(request.access), None, None, back, "Về kho minh chứng")


def _only(unit: Unit) -> "QuerySet[Unit]":
    return Unit.objects.filter(pk=unit.pk)


def _chosen_unit(request: Request) -> Unit:
    """The unit that the address or the form names, else that of the posting, else the first where
    one adds papers."""
    units = Unit.objects.visible_to(request.access).select_related("parent")
    if pk := _number(request, "don_vi"):
        return get_object_or_404(units, pk=pk)
    typed = request.POST.get("unit", "")
    if _is_key(typed):
        return get_object_or_404(units, pk=int(typed))
    posting = request.access.main_posting
    if posting is None:
        raise Http404
    if not deny_add(request.access, posting.unit):
        return units.get(pk=posting.unit_id)
    if unit := units_to_add(request.access).select_related("parent").first():
        return unit
    raise Refused(deny_add(request.access, posting.unit))


def _form(request: Request, target: Target, *args: Any) -> UploadForm:
    return UploadForm(
        *args,
        unit=target.unit,
        units=target.units,
        result=target.result,
        initial=_initial(request, target),
    )


def _initial(request: Request, target: Target) -> dict[str, Any]:
    """The expected paper that the address names, with its kind."""
    pk = _number(request, "yeu_cau")
    if not pk or not target.result:
        return {}
    expected = Requirement.objects.filter(pk=pk, indicator=target.result.indicator_id).first()
    return {"requirement": expected.pk, "kind": expected.kind} if expected else {}


def _show(
    request: Request,
    target: Target,
    form: UploadForm,
    *,
    status: int = 200,
    kept: list[Added] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "target": target,
        "kept": kept or [],
        "accepted": ACCEPTED,
        "today": format_day(request.access.on),
        "action": request.get_full_path(),
        "requirement_field": form["requirement"] if "requirement" in form.fields else None,
    }
    return render(request, "evidence/upload.html", context, status=status)


def _page(request: Request) -> HttpResponse:
    target = _target(request)
    if reason := deny_add(request.access, target.unit):
        raise Refused(reason)
    return _show(request, target, _form(request, target))


def _receive(request: Request) -> HttpResponse:
    target = _target(request)
    # Refused before read: whoever may not send needs no advice on how to type.
    if reason := deny_add(request.access, target.unit):
        raise Refused(reason)
    form = _form(request, target, request.POST, request.FILES)
    if "check" in request.POST:
        return _checked(request, form)
    files = received_files(request, "files")
    kept: list[Added] = []
    refused: list[tuple[ReceivedFile, str]] = []
    status = 422
    if form.is_valid():
        try:
            kept = _add(request, target, form, files, refused)
        except ValidationError as error:
            apply_errors(form, error)
        except StorageDown as down:
            form.add_error(None, down.reason)
            status = 503
    for received, sentence in refused:
        form.add_error("files", f"{clean_name(received.name)}: {sentence}")
    if request.accepts("text/html"):
        if form.errors:
            return _shown_again(request, target, form, files, kept, status)
        return _done(request, target, form, kept)
    return _told(form, kept, status)


def _checked(request: Request, form: UploadForm) -> JsonResponse:
    """What is wrong with what was typed, asked by the script before any large file travels.

    Several files say their own captions and days in `row_title` and `row_dated_on`, one of each
    for a file; `rows` answers in their order, and the shared two are not asked then.
    """
    today = request.access.on
    own = [request.POST.getlist(f"row_{name}") for name in PaperForm.OWN_FIELDS]
    rows = [_row_errors(request, values, today) for values in zip(*own, strict=False)]
    if not rows:
        return JsonResponse({"errors": form.all_errors(today), "rows": []})
    errors = form.told()
    for name in PaperForm.OWN_FIELDS:
        errors.pop(name, None)
    told_in_rows = []
    for row in rows:
        told_in_rows.append({name: row.pop(name) for name in PaperForm.OWN_FIELDS if name in row})
        # Wrong for every file, or only beside the day of one: told where it was typed.
        errors |= {name: told for name, told in row.items() if name not in errors}
    return JsonResponse({"errors": errors, "rows": told_in_rows})


def _row_errors(request: Request, own: tuple[str, ...], today: date) -> dict[str, list[str]]:
    """Field → sentences for one file: what is shared, with its own caption and day in place."""
    values = dict(zip(PaperForm.OWN_FIELDS, own, strict=True))
    return PaperForm(request.POST.dict() | values).all_errors(today)


def _add(
    request: Request,
    target: Target,
    form: UploadForm,
    files: list[ReceivedFile],
    refused: list[tuple[ReceivedFile, str]],
) -> list[Added]:
    files, keys = once_each(files, form.cleaned_data["form_key"])
    return add_paper(
        by=request.access,
        unit=form.cleaned_data["unit"],
        data=form.data_of(),
        files=files,
        upload_keys=keys,
        results=[target.result] if target.result else [],
        requirement=form.cleaned_data.get("requirement"),
        task=target.task,
        on_behalf_of=form.cleaned_data["on_behalf_of"],
        on_refused=lambda file, sentence: refused.append((file, sentence)),
    )


def _shown_again(
    request: Request,
    target: Target,
    form: UploadForm,
    files: list[ReceivedFile],
    kept: list[Added],
    status: int,
) -> HttpResponse:
    """The form with what was typed; a browser forgets the files, so that is said."""
    if files and not form.has_error("files"):
        form.add_error("files", CHOOSE_AGAIN)
    return _show(request, target, form, status=status, kept=kept)


def _double(added: Added) -> str:
    """The sentence on equal contents; "" when there are none."""
    if not added.same_content:
        return ""
    titles = "; ".join(f"“{paper}”" for paper in added.same_content[:3])
    return f"Tệp “{added.revision.name}” trùng nội dung với minh chứng đã có: {titles}."


def _unchanged(added: Added, data: PaperData) -> str:
    """The sentence on a file that an earlier try kept with other words; "" when there are none."""
    if added.is_new or all(getattr(added.evidence, n) == told for n, told in vars(data).items()):
        return ""
    return (
        f"Tệp “{added.revision.name}” đã được lưu ở lần gửi trước; thông tin sửa sau đó chưa được "
        "ghi. Hãy sửa ở minh chứng đã lưu."
    )


def _notes(added: Added, form: UploadForm) -> list[str]:
    return [note for note in (_unchanged(added, form.data_of()), _double(added)) if note]


def _done(request: Request, target: Target, form: UploadForm, kept: list[Added]) -> HttpResponse:
    """Back to where one came from; where there is something to correct, by the list of what was
    sent."""
    for added in kept:
        for note in _notes(added, form):
            messages.warning(request, note)
    what = f" cho chỉ tiêu {target.result.indicator.code}" if target.result else ""
    message = f"Đã lưu {len(kept)} tệp minh chứng{what}."
    if len(kept) == 1 and not _unchanged(kept[0], form.data_of()):
        return saved(request, message, target.back_url)
    query = request.GET.copy()
    query.setlist("ma", [str(added.evidence.pk) for added in kept])
    return saved(request, message, f"{reverse('evidence:sent')}?{query.urlencode()}")


def _told(form: UploadForm, kept: list[Added], status: int) -> JsonResponse:
    """The same for the script: what was kept, and the sentences at their fields."""
    told = [
        {
            "name": added.revision.name,
            "url": reverse("evidence:paper", args=[added.evidence.pk]),
            "edit_url": reverse("evidence:edit", args=[added.evidence.pk]),
            "note": " ".join(_notes(added, form)),
        }
        for added in kept
    ]
    answer = {"kept": told, "errors": form.told()}
    return JsonResponse(answer, status=status if form.errors else 201)


@reads
def sent(request: Request) -> HttpResponse:
    """The papers that one sending made, to correct what the files did not share."""
    keys = [key for key in request.GET.getlist("ma") if _is_key(key)]
    papers = Evidence.objects.visible_to(request.access).filter(
        pk__in=keys[: settings.EVIDENCE_FILES_PER_REQUEST]
    )
    cards = cards_of(with_lists(papers, request.access).order_by("pk"), request.access)
    if not cards:
        raise Http404
    target = _named_target(request) or _library_target(request, cards[0].paper.unit)
    rows = [(card, not deny_change(request.access, card.paper)) for card in cards]
    query = request.GET.copy()
    del query["ma"]
    again = f"{reverse('evidence:upload')}?{query.urlencode()}"
    is_open = any(can_edit for _, can_edit in rows)
    context = {"target": target, "rows": rows, "upload_url": again if is_open else ""}
    return render(request, "evidence/sent.html", context)


upload = reads_and_writes(_page, _receive)
