"""Who directs which criterion of an assessment, and a check that there is one leader each."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from criteria.models import Assessment, Criterion
from ntm_project.common.answers import saved
from ntm_project.common.views import Refused, reads, reads_and_writes
from tasks import rules
from tasks.forms.meetings import SupervisionForm
from tasks.services import StaleSupervision, set_supervision
from tasks.views.shared import link_to, page
from villages.conflicts import Clash, conflict
from villages.enums import Role
from villages.http import Request
from villages.models import Official, Posting, in_scope

LEADING_ROLES = (Role.CHAIR, Role.VICE_CHAIR, Role.STANDING_OFFICER, Role.COMMITTEE)


@dataclass(frozen=True)
class Line:
    """One criterion with those who direct it, and what the check says."""

    criterion: Criterion
    leaders: list[Official]
    words: str
    warning: str


def _assessment(request: Request, pk: int) -> Assessment:
    rows = Assessment.objects.visible_to(request.access).select_related("unit", "criteria_set")
    return get_object_or_404(rows, pk=pk)


def _lines(assessment: Assessment) -> list[Line]:
    """Every criterion of the set, in its order."""
    found: dict[int, list[Any]] = {}
    rows = assessment.supervisions.select_related("official").order_by("official__name_key", "pk")
    for row in rows:
        found.setdefault(row.criterion_id, []).append(row)
    criteria = Criterion.objects.filter(criteria_set=assessment.criteria_set_id)
    lines = []
    for criterion in criteria.order_by("number"):
        own = found.get(criterion.pk, [])
        words = "; ".join(dict.fromkeys(row.words for row in own if row.words))
        leaders = [row.official for row in own]
        lines.append(
            Line(criterion, leaders, words, rules.leaders_warning([str(o) for o in leaders]))
        )
    return lines


def _portfolios(lines: list[Line]) -> list[dict[str, Any]]:
    """Per leader, the criteria that he directs."""
    found: dict[int, dict[str, Any]] = {}
    for line in lines:
        for leader in line.leaders:
            entry = found.setdefault(leader.pk, {"leader": leader, "criteria": []})
            entry["criteria"].append(line.criterion)
    return sorted(found.values(), key=lambda entry: entry["leader"].name_key)


def _context(request: Request, assessment: Assessment) -> dict[str, Any]:
    lines = _lines(assessment)
    portfolios = _portfolios(lines)
    leaders = [entry["leader"] for entry in portfolios]
    return {
        "assessment": assessment,
        "assessment_url": link_to("reports:assessment", assessment.pk),
        "leaders": leaders,
        "matrix": [
            {"line": line, "marks": [(leader, leader in line.leaders) for leader in leaders]}
            for line in lines
        ],
        "portfolios": portfolios,
        "warned": [line for line in lines if line.warning],
        "deny_edit": rules.deny_edit_supervision(request.access, assessment.unit),
    }


@reads
def supervision(request: Request, assessment_pk: int) -> HttpResponse:
    """The table of criteria and leaders, and each leader's portfolio."""
    context = _context(request, _assessment(request, assessment_pk))
    return render(request, "tasks/supervision.html", context)


def _eligible(request: Request, assessment: Assessment) -> Any:
    """Leaders in open posts of the unit and the units above it in scope, and present leaders."""
    units = [assessment.unit_id, *assessment.unit.ancestor_ids]
    posts = Posting.objects.open_on(request.access.on).filter(
        in_scope(request.access, "unit__path"), unit__in=units, role__in=LEADING_ROLES
    )
    present = assessment.supervisions.values("official")
    people = Official.objects.filter(Q(pk__in=posts.values("official")) | Q(pk__in=present))
    return people.order_by("name_key", "pk")


def _fetch(request: Request, assessment_pk: int, criterion_pk: int) -> tuple[Any, Criterion]:
    assessment = _assessment(request, assessment_pk)
    criteria = Criterion.objects.filter(criteria_set=assessment.criteria_set_id)
    criterion = get_object_or_404(criteria, pk=criterion_pk)
    if reason := rules.deny_edit_supervision(request.access, assessment.unit):
        raise Refused(reason)
    return assessment, criterion


def _form_page(
    request: Request, assessment: Assessment, criterion: Criterion, form: Any, status: int
) -> HttpResponse:
    context = {"assessment": assessment, "criterion": criterion, "form": form}
    response = page(request, "tasks/set_supervision.html", context, status=status)
    if status != 200 and getattr(request, "htmx", False):
        response["HX-Retarget"] = f"#criterion-{criterion.pk}"
        response["HX-Reswap"] = "outerHTML"
    return response


def _show_set(request: Request, assessment_pk: int, criterion_pk: int) -> HttpResponse:
    assessment, criterion = _fetch(request, assessment_pk, criterion_pk)
    rows = assessment.supervisions.filter(criterion=criterion)
    present = list(rows.order_by("official").values_list("official", flat=True))
    initial = {"officials": present, "seen": ",".join(map(str, present))}
    form = SupervisionForm(initial=initial, leaders=_eligible(request, assessment))
    return _form_page(request, assessment, criterion, form, 200)


def _save_set(request: Request, assessment_pk: int, criterion_pk: int) -> HttpResponse:
    assessment, criterion = _fetch(request, assessment_pk, criterion_pk)
    form = SupervisionForm(request.POST, leaders=_eligible(request, assessment))
    if not form.is_valid():
        return _form_page(request, assessment, criterion, form, 422)
    chosen, seen = list(form.cleaned_data["officials"]), form.cleaned_data["seen"]
    url = reverse("tasks:supervision", args=[assessment.pk])
    try:
        set_supervision(
            by=request.access,
            assessment=assessment,
            criterion=criterion,
            officials=chosen,
            seen=seen,
        )
    except StaleSupervision as stale:
        now = sorted(stale.current, key=lambda official: official.pk)
        rows = [(str(criterion), ", ".join(map(str, now)), ", ".join(map(str, chosen)))]
        key = ",".join(str(official.pk) for official in now)
        return conflict(request, Clash(assessment, rows, "seen", key, url))
    message = f"Đã lưu lãnh đạo phụ trách tiêu chí {criterion.number}."
    if not getattr(request, "htmx", False):
        return saved(request, message, url)
    messages.success(request, message)
    return render(request, "tasks/_supervision_saved.html", _context(request, assessment))


set_page = reads_and_writes(_show_set, _save_set)
