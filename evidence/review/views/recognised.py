"""What happens to a recognition later: its grounds completed, or the decision taken back."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from criteria.models import Recognition
from evidence.review import rules, services
from evidence.review.forms import GroundForm, RevocationForm, ground_forms, put_all_errors
from evidence.review.queries.recognition import grounds_of, papers_for, recognitions_in_sight
from ntm_project.common.answers import form_page, saved, seen_version, sent, shown_version
from ntm_project.common.choices import choices_answer
from ntm_project.common.views import Refused, reads_and_writes
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.http import Request


def _url(found: Recognition) -> str:
    return reverse("evidence:recognition", args=[found.pk])


@reads_and_writes
def complete_grounds(request: Request, pk: int) -> HttpResponse:
    """What was not known when the recognition was entered; what is known is only shown."""
    found = get_object_or_404(recognitions_in_sight(request.access), pk=pk)
    if reason := rules.deny_complete(request.access, found):
        raise Refused(reason)
    known = {ground.kind: ground for ground in grounds_of(found)}
    papers = papers_for(request.access, found.unit)
    whole = forms.Form(sent(request))  # for what concerns no single ground
    grounds = ground_forms(sent(request), papers, known)
    if answer := choices_answer(request, *grounds):
        return answer
    if all([whole.is_valid(), *(ground.is_valid() for ground in grounds)]):
        try:
            services.complete_grounds(
                by=request.access,
                recognition=found,
                grounds={ground.kind: ground.values() for ground in grounds},
                seen=seen_version(request),
            )
        except ValidationError as error:
            put_all_errors(whole, grounds, error)
        except Stale as stale:
            return conflict(request, stale, rows=_rows(found, grounds), keep_url=_url(found))
        else:
            return saved(request, "Đã ghi thêm căn cứ công nhận.", _url(found))
    context = {
        "recognition": found,
        "whole": whole,
        "grounds": grounds,
        "version": shown_version(request, found),
        "back_url": _url(found),
    }
    return form_page(request, "evidence/review/complete_grounds.html", context)


def _rows(found: Recognition, grounds: list[GroundForm]) -> list[tuple[str, str, str]]:
    """For each ground in which something was typed: its label, what is recorded, and what was
    typed."""
    now = {ground.kind: ground.words for ground in grounds_of(found)}
    typed = [
        (one, [str(v) for v in one.values().values() if v not in (None, "")]) for one in grounds
    ]
    return [(one.heading, now.get(one.kind, ""), "; ".join(words)) for one, words in typed if words]


@reads_and_writes
def revoke_recognition(request: Request, pk: int) -> HttpResponse:
    """The decision that takes a recognition back, entered by somebody above the unit."""
    found = get_object_or_404(recognitions_in_sight(request.access), pk=pk)
    if reason := rules.deny_revoke(request.access, found):
        raise Refused(reason)
    form = RevocationForm(sent(request), instance=found)
    if form.is_valid():
        with saving(form, keep_url=_url(found)):
            services.revoke_recognition(
                by=request.access,
                recognition=found,
                fields=form.values(),
                seen=seen_version(request),
            )
            return saved(request, "Đã ghi quyết định thu hồi công nhận.", _url(found))
    context = {
        "recognition": found,
        "form": form,
        "version": shown_version(request, found),
        "back_url": _url(found),
    }
    return form_page(request, "evidence/review/revoke_recognition.html", context)
