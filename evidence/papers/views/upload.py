"""Sending files: a plain form, and for the script one file at a time with the same form."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from criteria.nouns import of_set
from evidence.papers.files.names import clean_name
from evidence.papers.forms.papers import ACCEPTED, CHOOSE_AGAIN, UploadForm, row_errors
from evidence.papers.queries.library import cards_by_key
from evidence.papers.queries.shelves import requirement_of
from evidence.papers.rules import deny_correct
from evidence.papers.services import Added, add_paper
from evidence.papers.store_errors import StorageDown
from evidence.papers.uploads import ReceivedFile, received_files
from evidence.papers.views.shared import files_once_each
from evidence.papers.views.targets import (
    UploadTarget,
    library_target,
    named_target,
    open_target,
)
from ntm_project.common.answers import key_in, keys_of, saved
from ntm_project.common.choices import choices_answer
from ntm_project.common.dates import format_day
from ntm_project.common.forms import put_errors
from ntm_project.common.views import reads, reads_and_writes
from villages.http import Request


@reads_and_writes
def upload(request: Request) -> HttpResponse:
    """Send files for an indicator, a task or the library; a script gets the answer as JSON."""
    target = open_target(request)
    sent_by_form = [request.POST, request.FILES] if request.method == "POST" else []
    form = _form(request, target, *sent_by_form)
    if answer := choices_answer(request, form):
        return answer
    if request.method != "POST":
        return _show(request, target, form)
    if "check" in request.POST:
        # Sent by the script before any large file travels.
        errors, rows = row_errors(request.POST, form, request.access.on)
        return JsonResponse({"errors": errors, "rows": rows})
    kept, status = _receive(request, target, form)
    if not request.accepts("text/html"):
        return _as_json(form, kept, status)
    if not form.errors:
        return _done(request, target, form, kept)
    if request.FILES and not form.has_error("files"):
        form.add_error("files", CHOOSE_AGAIN)
    return _show(request, target, form, status=status, kept=kept)


def _form(request: Request, target: UploadTarget, *args: Any) -> UploadForm:
    return UploadForm(
        *args,
        unit=target.unit,
        units=target.units,
        result=target.result,
        initial=_initial(request, target),
    )


def _initial(request: Request, target: UploadTarget) -> dict[str, Any]:
    """The expected paper that the address names, with its kind."""
    pk = key_in(request, "yeu_cau")
    expected = requirement_of(target.result, pk) if pk and target.result else None
    return {"requirement": expected.pk, "kind": expected.kind} if expected else {}


def _show(
    request: Request,
    target: UploadTarget,
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
        "today": format_day(request.access.as_of),
        "action": request.get_full_path(),
        "requirement_field": form["requirement"] if "requirement" in form.fields else None,
    }
    return render(request, "evidence/upload.html", context, status=status)


def _receive(request: Request, target: UploadTarget, form: UploadForm) -> tuple[list[Added], int]:
    """What was kept, and the status of the answer; what was not is in the form's errors."""
    refused: list[tuple[ReceivedFile, str]] = []
    try:
        files = received_files(request)
        if not form.is_valid():
            return [], 422
        kept = _add(request, target, form, files, refused)
    except ValidationError as error:
        put_errors(form, error)
        return [], 422
    except StorageDown as down:
        form.add_error(None, down.reason)
        return [], down.status
    for received, sentence in refused:
        form.add_error("files", f"{clean_name(received.name)}: {sentence}")
    return kept, 422 if refused else 201


def _add(
    request: Request,
    target: UploadTarget,
    form: UploadForm,
    files: list[ReceivedFile],
    refused: list[tuple[ReceivedFile, str]],
) -> list[Added]:
    files, keys = files_once_each(files, form.cleaned_data["form_key"])
    return add_paper(
        by=request.access,
        unit=form.cleaned_data["unit"],
        data=form.values(),
        files=files,
        upload_keys=keys,
        results=[target.result] if target.result else [],
        requirement=form.cleaned_data.get("requirement"),
        task=target.task,
        on_behalf_of=form.cleaned_data["on_behalf_of"],
        on_refused=lambda file, sentence: refused.append((file, sentence)),
    )


def _double(added: Added) -> str:
    """The sentence on equal contents; "" when there are none."""
    if not added.same_content:
        return ""
    titles = "; ".join(f"“{paper}”" for paper in added.same_content[:3])
    return f"Tệp “{added.revision.name}” trùng nội dung với minh chứng đã có: {titles}."


def _unchanged(added: Added, data: Mapping[str, Any]) -> str:
    """The sentence on a file that an earlier try kept with other words; "" when there are none."""
    if added.is_new or all(getattr(added.evidence, n) == value for n, value in data.items()):
        return ""
    return (
        f"Tệp “{added.revision.name}” đã được lưu ở lần gửi trước; thông tin sửa sau đó chưa được "
        "ghi. Hãy sửa ở minh chứng đã lưu."
    )


def _notes(added: Added, form: UploadForm) -> list[str]:
    return [note for note in (_unchanged(added, form.values()), _double(added)) if note]


def _done(
    request: Request, target: UploadTarget, form: UploadForm, kept: list[Added]
) -> HttpResponse:
    """Back to where one came from; where there is something to correct, by the list of what was
    sent."""
    for added in kept:
        for note in _notes(added, form):
            messages.warning(request, note)
    what = (
        of_set(f" cho chỉ tiêu {target.result.indicator.code}", target.result)
        if target.result
        else ""
    )
    message = f"Đã lưu {len(kept)} tệp minh chứng{what}."
    if len(kept) == 1 and not _unchanged(kept[0], form.values()):
        return saved(request, message, target.back_url)
    query = request.GET.copy()
    query.setlist("ma", [str(added.evidence.pk) for added in kept])
    return saved(request, message, f"{reverse('evidence:sent')}?{query.urlencode()}")


def _as_json(form: UploadForm, kept: list[Added], status: int) -> JsonResponse:
    """The same for the script: what was kept, and the sentences at their fields."""
    rows = [
        {
            "name": added.revision.name,
            "url": added.evidence.get_absolute_url(),
            "edit_url": reverse("evidence:edit", args=[added.evidence.pk]),
            "note": " ".join(_notes(added, form)),
        }
        for added in kept
    ]
    return JsonResponse({"kept": rows, "errors": form.sentences()}, status=status)


@reads
def just_sent(request: Request) -> HttpResponse:
    """The papers that one sending made, to correct what the files did not share."""
    keys = keys_of(request.GET.getlist("ma"))
    cards = cards_by_key(request.access, keys[: settings.EVIDENCE_FILES_PER_REQUEST])
    if not cards:
        raise Http404
    target = named_target(request) or library_target(request, cards[0].paper.unit)
    rows = [(card, not deny_correct(request.access, card.paper)) for card in cards]
    query = request.GET.copy()
    del query["ma"]
    again = f"{reverse('evidence:upload')}?{query.urlencode()}"
    is_open = any(can_edit for _, can_edit in rows)
    context = {"target": target, "rows": rows, "upload_url": again if is_open else ""}
    return render(request, "evidence/sent.html", context)
