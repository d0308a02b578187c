"""Changing a paper: its data, a further file, what it proves, taking it out of use."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from criteria.models import Assessment, Result
from evidence.papers import rules
from evidence.papers.forms import (
    ACCEPTED,
    CHOOSE_AGAIN,
    EditForm,
    FileForm,
    LinkForm,
    ResultSearchForm,
    WithdrawForm,
)
from evidence.papers.models import Evidence, Proof
from evidence.papers.queries.holding import why_held
from evidence.papers.queries.library import linkable_results
from evidence.papers.rules import PaperData, commune_path
from evidence.papers.services import (
    StalePaper,
    add_revision,
    edit_paper,
    link,
    unlink,
    withdraw_paper,
)
from evidence.papers.storage import StorageDown
from evidence.papers.uploads import received_files
from evidence.papers.views.paper import paper_context
from evidence.papers.views.shared import apply_errors, once_each, visible_paper, visible_result
from ntm_project.common.answers import SeeOther, saved
from ntm_project.common.dates import format_day
from ntm_project.common.text import fold
from ntm_project.common.views import Refused, page_of, reads_and_writes, writes
from villages.conflicts import Clash, conflict
from villages.http import Request
from villages.models import AuditEvent

RESULTS_PER_PAGE = 30


def _changeable(request: Request, pk: int) -> Evidence:
    """The paper, where the person may change it now; else 404, or 403 with the reason."""
    paper = visible_paper(request, pk)
    if reason := rules.deny_change(request.access, paper):
        raise Refused(reason)
    return paper


def _url(paper: Evidence) -> str:
    return reverse("evidence:paper", args=[paper.pk])


def _show(
    request: Request, name: str, paper: Evidence, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {"paper": paper, "back_url": _url(paper), **context}
    return render(request, f"evidence/{name}.html", context, status=status)


# --- data ---


def _edit_page(request: Request, pk: int) -> HttpResponse:
    paper = _changeable(request, pk)
    initial = EditForm.initial_of(paper) | {"seen_version": paper.version}
    return _show(request, "edit", paper, {"form": EditForm(initial=initial)})


def _edit(request: Request, pk: int) -> HttpResponse:
    paper = _changeable(request, pk)
    form = EditForm(request.POST)
    if form.is_valid():
        seen = form.cleaned_data["seen_version"]
        data = form.data_of()
        try:
            edit_paper(by=request.access, evidence_id=pk, data=data, seen_version=seen)
        except StalePaper as stale:
            return conflict(request, _clash(stale.current, data))
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return saved(request, "Đã lưu thông tin minh chứng.", _url(paper))
    return _show(request, "edit", paper, {"form": form}, status=422)


def _words(form: EditForm, name: str, value: Any) -> str:
    if name == "kind":
        return str(dict(form.fields["kind"].choices).get(value, value))
    return format_day(value) if hasattr(value, "strftime") else str(value or "")


def _clash(current: Evidence, mine: PaperData) -> Clash:
    form = EditForm()
    rows = [
        (
            str(form.fields[name].label),
            _words(form, name, getattr(current, name)),
            _words(form, name, getattr(mine, name)),
        )
        for name in PaperData.__dataclass_fields__
    ]
    return Clash(current, rows, "seen_version", current.version, _url(current))


edit = reads_and_writes(_edit_page, _edit)


# --- a further file ---


def _show_file(
    request: Request, paper: Evidence, form: FileForm, status: int = 200, stale: str = ""
) -> HttpResponse:
    context = {"form": form, "accepted": ACCEPTED, "stale": stale}
    return _show(request, "add_file", paper, context, status)


def _file_page(request: Request, pk: int) -> HttpResponse:
    paper = _changeable(request, pk)
    form = FileForm(unit=paper.unit, initial={"seen_version": paper.version})
    return _show_file(request, paper, form)


def _send_file(request: Request, pk: int) -> HttpResponse:
    paper = _changeable(request, pk)
    form = FileForm(request.POST, request.FILES, unit=paper.unit)
    files = received_files(request, "files")
    status = 422
    if form.is_valid() and len(files) != 1:
        form.add_error("files", "Hãy chọn một tệp; muốn gửi nhiều tệp thì thêm minh chứng mới.")
    elif form.is_valid():
        try:
            return _keep_file(request, paper, form)
        except StalePaper as stale:
            return _file_is_stale(request, stale.current)
        except ValidationError as error:
            apply_errors(form, error)
        except StorageDown as down:
            form.add_error(None, down.reason)
            status = 503
    if files and not form.has_error("files"):
        form.add_error("files", CHOOSE_AGAIN)
    return _show_file(request, paper, form, status)


def _keep_file(request: Request, paper: Evidence, form: FileForm) -> HttpResponse:
    said = form.cleaned_data
    (received,), (key,) = once_each(received_files(request, "files"), said["form_key"])
    added = add_revision(
        by=request.access,
        evidence_id=paper.pk,
        received=received,
        upload_key=key,
        seen_version=said["seen_version"],
        on_behalf_of=said["on_behalf_of"],
    )
    message = f"Đã lưu tệp “{added.revision.name}”; các tệp trước vẫn được giữ."
    return saved(request, message, _url(paper))


def _file_is_stale(request: Request, current: Evidence) -> HttpResponse:
    """Who saved meanwhile; no page can send a file a second time, so it must be chosen again."""
    event = AuditEvent.objects.about(current).first()
    who = f"{event.actor_name} đã lưu minh chứng này" if event else "Minh chứng này đã đổi"
    stale = (
        f"{who} trong lúc trang đang mở, nên tệp vừa gửi chưa được ghi. "
        "Hãy xem bản hiện có; nếu vẫn cần thì chọn lại tệp rồi gửi."
    )
    form = FileForm(unit=current.unit, initial={"seen_version": current.version})
    return _show_file(request, current, form, status=409, stale=stale)


add_file = reads_and_writes(_file_page, _send_file)


# --- what it proves ---


def _asked_result(request: Request) -> Result | None:
    text = request.GET.get("ket_qua", "")
    is_key = text.isascii() and text.isdecimal() and len(text) < 19
    return visible_result(request, int(text)) if is_key else None


def _link_form_page(
    request: Request, paper: Evidence, result: Result, form: LinkForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "result": result, "reason": ""}
    context["reason"] = rules.deny_link(request.access, paper, result)
    return _show(request, "link", paper, context, status)


def _link_get(request: Request, pk: int) -> HttpResponse:
    paper = _changeable(request, pk)
    if result := _asked_result(request):
        proof = Proof.objects.filter(evidence=paper, result=result).first()
        initial = {"requirement": proof.requirement_id, "place": proof.place} if proof else {}
        if asked := request.GET.get("yeu_cau"):
            initial["requirement"] = asked
        return _link_form_page(request, paper, result, LinkForm(initial=initial, result=result))
    return _search_page(request, paper)


def _search_page(request: Request, paper: Evidence) -> HttpResponse:
    commune = commune_path(paper.unit)
    assessments = list(
        Assessment.objects.visible_to(request.access)
        .filter(unit__path__below=commune)
        .for_table()[:200]
    )
    form = ResultSearchForm(request.GET, assessments=assessments)
    found = linkable_results(request.access, commune).exclude(proofs__evidence=paper)
    said = form.cleaned_data if form.is_valid() else {}
    if said.get("danh_gia"):
        found = found.filter(assessment=int(said["danh_gia"]))
    for word in fold(said.get("q", "")).split():
        found = found.filter(indicator__search__contains=word)
    page = page_of(request, found, RESULTS_PER_PAGE)
    return _show(request, "link_search", paper, {"form": form, "page": page})


def _link(request: Request, pk: int) -> HttpResponse:
    paper = _changeable(request, pk)
    result = _asked_result(request)
    if result is None:
        return SeeOther(request.path)
    form = LinkForm(request.POST, result=result)
    if not form.is_valid():
        return _link_form_page(request, paper, result, form, status=422)
    try:
        link(by=request.access, evidence=paper, result=result, **form.cleaned_data)
    except ValidationError as error:
        apply_errors(form, error)
        return _link_form_page(request, paper, result, form, status=422)
    return saved(request, f"Đã gắn với chỉ tiêu {result.indicator.code}.", _url(paper))


link_page = reads_and_writes(_link_get, _link)


@writes
def unlink_result(request: Request, pk: int, result_pk: int) -> HttpResponse:
    """The paper proves the indicator no longer; the body of the page, or the page."""
    paper = visible_paper(request, pk)
    result = visible_result(request, result_pk)
    unlink(by=request.access, evidence=paper, result=result)
    if request.htmx:
        return render(request, "evidence/_paper_body.html", paper_context(request, paper))
    return saved(request, f"Đã gỡ khỏi chỉ tiêu {result.indicator.code}.", _url(paper))


# --- out of use ---


def _withdrawable(request: Request, pk: int) -> Evidence:
    paper = visible_paper(request, pk)
    if reason := rules.deny_withdraw(request.access, paper, why_held(paper)):
        raise Refused(reason)
    return paper


def _withdraw_page(request: Request, pk: int) -> HttpResponse:
    paper = _withdrawable(request, pk)
    return _show(request, "withdraw", paper, {"form": WithdrawForm()})


def _withdraw(request: Request, pk: int) -> HttpResponse:
    paper = _withdrawable(request, pk)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        withdraw_paper(by=request.access, evidence_id=pk, reason=form.cleaned_data["reason"])
        return saved(request, "Minh chứng đã thôi dùng; tệp vẫn được giữ.", _url(paper))
    return _show(request, "withdraw", paper, {"form": form}, status=422)


withdraw = reads_and_writes(_withdraw_page, _withdraw)

__all__ = ["add_file", "edit", "link_page", "unlink_result", "withdraw"]
