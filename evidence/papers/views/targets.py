"""What files are sent for: an indicator, a task, or the library of a unit."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from criteria.models import Result
from criteria.nouns import of_set
from evidence.papers.forms.papers import units_to_add
from evidence.papers.rules import deny_add
from evidence.papers.views.shared import result_in_scope
from ntm_project.common.answers import key_in, key_of
from ntm_project.common.refusals import Refused
from tasks.models import Task
from villages.http import Request
from villages.models import Unit
from villages.queries import only_unit


@dataclass(frozen=True)
class UploadTarget:
    """What the files are sent for, and the page to which one goes back."""

    unit: Unit
    units: "QuerySet[Unit]"
    result: Result | None
    task: Task | None
    back_url: str
    back_words: str

    @property
    def is_open(self) -> bool:
        """Whether the person chooses the unit: nothing else determines whose the papers are."""
        return self.result is None and self.task is None


def named_target(request: Request) -> UploadTarget | None:
    """The indicator or task that the address names; 404 out of scope."""
    if pk := key_in(request, "ket_qua"):
        result = result_in_scope(request, pk)
        unit, words = result.assessment.unit, of_set(f"Về chỉ tiêu {result.indicator.code}", result)
        return UploadTarget(unit, only_unit(unit), result, None, result.get_absolute_url(), words)
    if pk := key_in(request, "nhiem_vu"):
        tasks = Task.objects.visible_to(request.access).select_related("unit__parent")
        task = get_object_or_404(tasks, pk=pk)
        back = task.get_absolute_url()
        return UploadTarget(task.unit, only_unit(task.unit), None, task, back, "Về nhiệm vụ")
    return None


def library_target(request: Request, unit: Unit) -> UploadTarget:
    """The library, with a unit chosen beforehand."""
    back = reverse("evidence:library")
    return UploadTarget(unit, units_to_add(request.access), None, None, back, "Về kho minh chứng")


def open_target(request: Request) -> UploadTarget:
    """What the address names, all in scope and with the right to add; else 404, or 403."""
    target = named_target(request) or library_target(request, _chosen_unit(request))
    # Refused before read: whoever may not send needs no advice on how to type.
    if reason := deny_add(request.access, target.unit):
        raise Refused(reason)
    return target


def _chosen_unit(request: Request) -> Unit:
    """The unit that the address or the form names, else that of the posting, else the first where
    one adds papers."""
    units = Unit.objects.visible_to(request.access).select_related("parent")
    if pk := key_in(request, "don_vi") or key_of(request.POST.get("unit")):
        return get_object_or_404(units, pk=pk)
    posting = request.access.main_posting
    if posting is None:
        raise Http404
    if not deny_add(request.access, posting.unit):
        return units.get(pk=posting.unit_id)
    if unit := units_to_add(request.access).first():
        return unit
    raise Refused(deny_add(request.access, posting.unit))
