"""One paper: what it is, its files, what it proves, and what happened to it."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from criteria.cells import result_url
from evidence.papers import rules
from evidence.papers.models import Evidence, Proof, Revision
from evidence.papers.queries.holding import held_results
from evidence.papers.queries.library import Card, cards_of, with_lists
from evidence.papers.views.files import viewer_context
from evidence.papers.views.shared import visible_paper
from ntm_project.common.numbers import format_decimal
from ntm_project.common.views import reads
from tasks.models import Task
from villages.http import Request
from villages.trail import Line, history_of

EDITED = "sửa minh chứng"  # the one event whose single values say more than its name


def size_words(size: int) -> str:
    """Bytes as people read them: `2,4 MB`, `310 KB`."""
    if size >= 1_000_000:
        return f"{format_decimal(Decimal(size) / 1_000_000, 1)} MB"
    return f"{format_decimal(max(1, size // 1_000))} KB"


def _files(paper: Evidence) -> "QuerySet[Revision]":
    return paper.revisions.select_related("uploaded_by", "on_behalf_of").order_by("-number", "-pk")


def _proofs(request: Request, paper: Evidence, held: dict[int, str]) -> dict[str, Any]:
    """The indicators in scope, each with why it cannot be taken off; and how many lie outside."""
    proofs = (
        Proof.objects.filter(evidence=paper)
        .select_related(
            "requirement",
            "result__indicator__criterion",
            "result__assessment__unit__parent",
            "result__assessment__criteria_set",
        )
        .order_by("result__assessment", "result__indicator__criterion__number", "pk")
    )
    seen = [proof for proof in proofs if request.access.sees(proof.result.assessment.unit)]
    rows = [
        {
            "proof": proof,
            "result": proof.result,
            "url": result_url(proof.result),
            "reason": rules.deny_unlink(
                request.access, proof.result, held.get(proof.result_id, "")
            ),
            "unlink_url": reverse("evidence:unlink", args=[paper.pk, proof.result_id]),
        }
        for proof in seen
    ]
    return {"proofs": rows, "elsewhere": len(proofs) - len(seen)}


def _history(request: Request, paper: Evidence) -> list[Line]:
    """What happened within scope; values are told of corrections alone."""
    return [
        told if told.event.action == EDITED else Line(told.event, [], told.url)
        for told in history_of(paper, request.access)
    ]


def paper_context(request: Request, paper: Evidence) -> dict[str, Any]:
    """Everything that the page of a paper and its body fragment show."""
    files = list(_files(paper))
    asked = request.GET.get("lan", "")
    shown = next((file for file in files if str(file.number) == asked), files[0])
    held = held_results(paper)
    card = _card(request, paper)
    return {
        "paper": paper,
        "card": card,
        "files": [(file, size_words(file.size)) for file in files],
        "revision": shown,
        "is_latest": shown == files[0],
        "tasks": Task.objects.visible_to(request.access).filter(task_evidence__evidence=paper),
        "history": _history(request, paper),
        "deny_change": rules.deny_change(request.access, paper),
        "deny_withdraw": rules.deny_withdraw(request.access, paper, next(iter(held.values()), "")),
        **_proofs(request, paper, held),
        **viewer_context(shown),
    }


def _card(request: Request, paper: Evidence) -> Card:
    papers = with_lists(Evidence.objects.filter(pk=paper.pk), request.access)
    return cards_of(papers, request.access)[0]


@reads
def paper(request: Request, pk: int) -> HttpResponse:
    """The page of one paper; `?lan=` shows an earlier file."""
    found = visible_paper(request, pk)
    return render(request, "evidence/paper.html", paper_context(request, found))


__all__ = ["paper", "paper_context", "size_words"]
