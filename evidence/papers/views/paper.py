"""One paper: its page, the correction of its data, and taking it out of use."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evidence.papers import rules
from evidence.papers.antivirus import is_on, scan_state
from evidence.papers.enums import ScanState
from evidence.papers.forms.papers import PaperForm, WithdrawForm
from evidence.papers.models import Evidence, Revision
from evidence.papers.queries.holding import held_results, why_held
from evidence.papers.queries.library import cards_of
from evidence.papers.queries.paper import (
    file_facts_of,
    newest_file,
    proofs_of,
    revisions_of,
    tasks_of,
)
from evidence.papers.services import edit_paper, withdraw_paper
from evidence.papers.views.files import viewer_context
from evidence.papers.views.shared import visible_paper
from ntm_project.common.answers import form_page, saved, seen_version, sent, shown_version
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_decimal
from ntm_project.common.views import Refused, reads, reads_and_writes
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.http import Request
from villages.trail import TrailLine, history_of

EDITED = "sửa minh chứng"  # the one event whose single values show more than its name


def size_words(size: int) -> str:
    """Bytes as people read them: `2,4 MB`, `310 KB`."""
    if size >= 1_000_000:
        return f"{format_decimal(Decimal(size) / 1_000_000, 1)} MB"
    return f"{format_decimal(max(1, size // 1_000))} KB"


def _proofs(request: Request, paper: Evidence, held: dict[int, str]) -> dict[str, Any]:
    """The indicators in scope, each with why it cannot be taken off; and how many lie outside."""
    proofs, elsewhere = proofs_of(paper, request.access)
    rows = [
        {
            "proof": proof,
            "result": proof.result,
            "url": proof.result.get_absolute_url(),
            "reason": rules.deny_unlink(
                request.access, proof.result, held.get(proof.result_id, "")
            ),
            "unlink_url": reverse("evidence:unlink", args=[paper.pk, proof.result_id]),
        }
        for proof in proofs
    ]
    return {"proofs": rows, "elsewhere": elsewhere}


def _history(request: Request, paper: Evidence) -> list[TrailLine]:
    """What happened within scope; values are shown of corrections alone."""
    return [
        line if line.event.action == EDITED else TrailLine(line.event, [])
        for line in history_of(paper, request.access)
    ]


def paper_context(request: Request, paper: Evidence) -> dict[str, Any]:
    """Everything that the page of a paper and its body fragment show."""
    files = revisions_of(paper)
    number, in_use = request.GET.get("lan", ""), paper.file_in_use(files[::-1])
    shown = next((file for file in files if str(file.number) == number), in_use)
    held = held_results(paper)
    return {
        "paper": paper,
        # The document that it is, where the register issued it.
        "issued": getattr(paper, "issued", None) if paper.is_issued else None,
        "card": cards_of([paper], request.access)[0],
        "files": [(file, size_words(file.size), _scan_words(file)) for file in files],
        "revision": shown,
        "is_in_use": shown == in_use,
        "facts": file_facts_of(shown),
        "taken_on": rules.offered_day(paper, file_facts_of(files[0]), today=request.access.on),
        "tasks": tasks_of(paper, request.access),
        "history": _history(request, paper),
        "deny_change": rules.deny_change(request.access, paper),
        "deny_correct": rules.deny_correct(request.access, paper),
        "deny_withdraw": rules.deny_withdraw_paper(
            request.access, paper, next(iter(held.values()), "")
        ),
        **_proofs(request, paper, held),
        **viewer_context(request, shown),
    }


def _scan_words(file: Revision) -> str:
    """What a scanner found in the file; "" where there is none and never was anything."""
    state = scan_state(file)
    return state.label if is_on() or state != ScanState.UNSCANNED else ""


@reads
def paper(request: Request, pk: int) -> HttpResponse:
    """The page of one paper; `?lan=` shows an earlier file."""
    found = visible_paper(request, pk)
    return render(request, "evidence/paper.html", paper_context(request, found))


@reads_and_writes
def edit(request: Request, pk: int) -> HttpResponse:
    """Correct the data of a paper; its files stay."""
    found = visible_paper(request, pk)
    if reason := rules.deny_correct(request.access, found):
        raise Refused(reason)
    form = PaperForm(sent(request), instance=found)
    if form.is_valid():
        seen = seen_version(request)
        with saving(form, keep_url=found.get_absolute_url()):
            edit_paper(by=request.access, evidence_id=pk, data=form.values(), seen_version=seen)
            return saved(request, "Đã lưu thông tin minh chứng.", found.get_absolute_url())
    taken_on = rules.offered_day(found, file_facts_of(newest_file(found)), today=request.access.on)
    context = {
        "paper": found,
        "back_url": found.get_absolute_url(),
        "form": form,
        "version": shown_version(request, found),
        "taken_on": format_day(taken_on) if taken_on else "",
    }
    return form_page(request, "evidence/edit.html", context)


@reads_and_writes
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a paper out of use, with the reason."""
    found = visible_paper(request, pk)
    if reason := rules.deny_withdraw_paper(request.access, found, why_held(found)):
        raise Refused(reason)
    form = WithdrawForm(sent(request))
    if form.is_valid():
        reason, seen = form.cleaned_data["reason"], seen_version(request)
        try:
            withdraw_paper(by=request.access, evidence_id=pk, reason=reason, seen_version=seen)
        except Stale as stale:
            now = "đã thôi dùng" if stale.current.withdrawn_at else "đang dùng, vừa được sửa"
            rows = [(str(stale.current), now, f"thôi dùng: {reason}")]
            return conflict(request, stale, form, rows=rows, keep_url=found.get_absolute_url())
        done = "Đã ghi thu hồi văn bản" if found.is_issued else "Minh chứng đã thôi dùng"
        return saved(request, f"{done}; tệp vẫn được giữ.", found.get_absolute_url())
    context = {
        "paper": found,
        "back_url": found.get_absolute_url(),
        "form": form,
        "version": shown_version(request, found),
        "action": "Ghi thu hồi văn bản" if found.is_issued else "Thôi dùng minh chứng",
        "confirm": "Ghi thu hồi" if found.is_issued else "Thôi dùng",
    }
    return form_page(request, "evidence/withdraw.html", context)
