"""The papers of an indicator, a task, an assessment, and those that a set expects."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from criteria.models import CriteriaSet
from criteria.views.shared import visible_assessment
from evidence.papers.queries.completeness import completeness_of
from evidence.papers.queries.dossier import HEADINGS, INDEX, folders_of
from evidence.papers.queries.shelves import cards_of_task, requirements_of_set, shelves_of
from evidence.papers.rules import deny_add
from evidence.papers.views.shared import result_in_scope
from ntm_project.common.answers import number_in
from ntm_project.common.views import reads
from tasks.models import Task
from villages.http import Request


@reads
def of_result(request: Request, result_pk: int) -> HttpResponse:
    """What an indicator needs, what it has, and the way to send the rest."""
    result = result_in_scope(request, result_pk)
    context = {
        "result": result,
        "back_url": result.get_absolute_url(),
        "upload_url": f"{reverse('evidence:upload')}?ket_qua={result.pk}",
        "library_url": f"{reverse('evidence:library')}?gan={result.pk}",
        "reason": deny_add(request.access, result.assessment.unit),
        "unverified": result.assessment.criteria_set.unverified_words,
        "shelves": shelves_of(result, request.access),
    }
    return render(request, "evidence/of_result.html", context)


@reads
def of_task(request: Request, task_pk: int) -> HttpResponse:
    """The papers that are the result of a task: a fragment of its page, or a page."""
    tasks = Task.objects.visible_to(request.access).select_related("unit__parent")
    task = get_object_or_404(tasks, pk=task_pk)
    context = {
        "task": task,
        "cards": cards_of_task(task, request.access),
        "upload_url": f"{reverse('evidence:upload')}?nhiem_vu={task.pk}",
        "reason": deny_add(request.access, task.unit),
    }
    template = "evidence/_of_task.html" if request.htmx else "evidence/of_task.html"
    return render(request, template, context)


def criterion_named(request: Request) -> int | None:
    """The number of the one criterion that the address names."""
    return number_in(request, "tieu_chi", digits=4)


@reads
def index(request: Request, assessment_pk: int) -> HttpResponse:
    """Danh mục hồ sơ of an assessment, or of one of its criteria, as it prints.

    A paper of another unit that serves here is named, not linked.
    """
    assessment = visible_assessment(request, assessment_pk)
    number = criterion_named(request)
    folders = folders_of(assessment, number)
    if number is not None and not folders:
        raise Http404
    completeness = completeness_of(assessment, on=request.access.as_of).values()
    context = {
        "assessment": assessment,
        "back_url": assessment.get_absolute_url(),
        "unverified": assessment.criteria_set.unverified_words,
        "number": number,
        "heading": INDEX,
        "headings": HEADINGS,
        "complete": sum(found.is_complete for found in completeness),
        "set_count": sum(found.is_set for found in completeness),
        "total": len(completeness),
        "folders": [
            (folder, [(row, request.access.sees(row.paper.unit)) for row in folder.rows])
            for folder in folders
        ],
    }
    return render(request, "evidence/index.html", context)


@reads
def requirements(request: Request, pk: int) -> HttpResponse:
    """The papers that a set expects: a fragment of its page, or a page."""
    criteria_set = get_object_or_404(CriteriaSet, pk=pk)
    found = list(requirements_of_set(criteria_set))
    context = {
        "criteria_set": criteria_set,
        "count": len({row.indicator_id for row in found}),
        "requirements": found,
    }
    template = "evidence/_requirements.html" if request.htmx else "evidence/requirements.html"
    return render(request, template, context)
