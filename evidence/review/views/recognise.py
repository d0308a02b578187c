"""Entering the decision that recognises a unit, its page, and the answer of the unit above."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from criteria.models import Assessment, Recognition
from criteria.views.shared import visible_assessment
from evidence.review import rules, services
from evidence.review.forms import (
    AnswerForm,
    GroundForm,
    RecognitionForm,
    ground_forms,
    put_all_errors,
)
from evidence.review.queries.recognition import (
    doubt_about,
    grounds_of,
    has_submitted,
    papers_for,
    recognitions_in_sight,
    why_not_recognised,
)
from ntm_project.common.answers import form_page, saved, seen_version, sent
from ntm_project.common.blanks import EMPTY
from ntm_project.common.choices import choices_answer
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, reads_and_writes
from villages.access import SYSTEM_NAME
from villages.conflicts import conflict
from villages.edit import Stale
from villages.http import Request

ANSWERED = (
    "Câu trả lời vừa gửi chưa được ghi vì trong lúc trang đang mở, người khác của cấp trên đã "
    "trả lời."
)


@reads_and_writes
def recognise(request: Request, pk: int) -> HttpResponse:
    """The form of the decision and its grounds, where the recognition may be entered now."""
    assessment = visible_assessment(request, pk)
    access, unit = request.access, assessment.unit
    if reason := why_not_recognised(access, assessment):
        raise Refused(reason)
    form = RecognitionForm(sent(request), initial={"title": assessment.criteria_set.short_name})
    grounds = ground_forms(sent(request), papers_for(access, unit))
    if answer := choices_answer(request, *grounds):
        return answer
    if all([form.is_valid(), *(ground.is_valid() for ground in grounds)]):
        try:
            made = services.recognise(
                by=access,
                assessment=assessment,
                grounds={ground.kind: ground.values() for ground in grounds},
                **form.values(),
            )
        except ValidationError as error:
            put_all_errors(form, grounds, error)
        else:
            words = f"Đã ghi quyết định công nhận số {made.decision_number}"
            tail = "; chờ cấp trên xác nhận." if made.is_awaiting else "."
            return saved(request, words + tail, reverse("evidence:rounds", args=[pk]))
    return _form_page(request, assessment, form, grounds)


def _form_page(
    request: Request, assessment: Assessment, form: RecognitionForm, grounds: list[GroundForm]
) -> HttpResponse:
    unit, criteria_set = assessment.unit, assessment.criteria_set
    sent_it = has_submitted(request.access, unit, criteria_set)
    context = {
        "assessment": assessment,
        "form": form,
        "grounds": grounds,
        "is_answering": rules.answers_for(request.access, unit, has_submitted=sent_it),
        "procedure": rules.procedure_words(criteria_set),
        "unverified": criteria_set.unverified_words,
        "back_url": reverse("evidence:rounds", args=[assessment.pk]),
    }
    return form_page(request, "evidence/review/recognise.html", context)


@reads_and_writes
def recognition(request: Request, pk: int) -> HttpResponse:
    """A recognition with its grounds; for whoever is above the unit, the answer to it."""
    found = get_object_or_404(recognitions_in_sight(request.access), pk=pk)
    form = AnswerForm(sent(request))
    if request.method == "POST":
        if reason := _deny(request, found):
            return _overtaken(request, found, form, reason)
        if form.is_valid() and (answer := _answer(request, found, form)):
            return answer
    return _page(request, found, form)


def _deny(request: Request, found: Recognition) -> str:
    """Why the person may not answer; what speaks against confirming still lets one refuse."""
    sent_it = has_submitted(request.access, found.unit, found.criteria_set)
    return rules.deny_confirm(request.access, found, has_submitted=sent_it)


def _answer(request: Request, found: Recognition, form: AnswerForm) -> HttpResponse | None:
    """What was saved; None where the form has to show what is missing."""
    is_confirmed = form.cleaned_data["answer"] == "confirm"
    try:
        services.answer_recognition(
            by=request.access,
            recognition=found,
            is_confirmed=is_confirmed,
            refusal=form.cleaned_data["refusal"],
            seen=seen_version(request),
        )
    except ValidationError as error:
        put_errors(form, error)
        return None
    except Stale as stale:
        return _conflict(request, stale.current or found, form)
    words = "Đã xác nhận công nhận." if is_confirmed else "Đã ghi là không xác nhận."
    return saved(request, words, reverse("evidence:recognition", args=[found.pk]))


def _overtaken(request: Request, found: Recognition, form: AnswerForm, reason: str) -> HttpResponse:
    """Somebody else above has answered meanwhile: both answers; else the refusal."""
    may = rules.confirming_posting(request.access, found.unit)
    if may and not found.is_awaiting and seen_version(request) != found.version:
        return _conflict(request, found, form)
    raise Refused(reason)


def _conflict(request: Request, found: Recognition, form: AnswerForm) -> HttpResponse:
    answers = dict(form.fields["answer"].choices)
    by = str(found.answered_by or SYSTEM_NAME)
    return conflict(
        request,
        Stale(None),  # an answer is followed by a new entry, never changed
        rows=[
            ("Trả lời", found.confirmation_words, answers.get(form.data.get("answer"), EMPTY)),
            ("Lý do", found.refusal or EMPTY, form.data.get("refusal") or EMPTY),
        ],
        saved_by=(by, found.answered_at) if found.answered_at else None,
        keep_url=request.path,
        keep_label="Xem quyết định công nhận",
        message=ANSWERED,
    )


def _page(request: Request, found: Recognition, form: AnswerForm) -> HttpResponse:
    context: dict[str, Any] = {
        "recognition": found,
        "grounds": grounds_of(found),
        "form": form,
        "deny": _deny(request, found),
        "doubt": doubt_about(found, request.access.on) if found.is_awaiting else "",
        "may_answer": rules.confirming_posting(request.access, found.unit) is not None,
        "may_complete": not rules.deny_complete(request.access, found),
        "may_revoke": not rules.deny_revoke(request.access, found),
        "unit_url": reverse("villages:unit", args=[found.unit_id]),
    }
    return form_page(request, "evidence/review/recognition.html", context)
