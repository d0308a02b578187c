"""The site's addresses; the floor F; and a small write, with its event in the trail and without."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from ntm_project import urls as site
from ntm_project.common.views import writes
from tasks.models import Task
from tasks.rules import deny_manage_task
from tests.benchmarks.seed import WRITES
from villages.edit import edit_row
from villages.enums import Ability
from villages.http import Request


def floor(request: HttpRequest) -> HttpResponse:
    """The cheapest signed-in answer there is; every page's cost is given in multiples of it."""
    assert request.user.is_authenticated
    return HttpResponse("ok")


@writes
def change(request: Request, *, is_recorded: bool) -> HttpResponse:
    """One text of one row, as a service changes it, again and again; what the trail adds is the
    difference, for each of the times."""
    task = Task.objects.visible_to(request.access).order_by("pk").first()
    assert task is not None
    for _ in range(WRITES):
        edit_row(
            by=request.access,
            rows=Task.objects.select_related("unit", "plan"),
            pk=task.pk,
            action="sửa nhiệm vụ",
            ability=Ability.MANAGE_TASK,
            deny=deny_manage_task,
            fields={"text": f"Lần đo {uuid4()}"},
            is_recorded=is_recorded,
        )
    return HttpResponse("ok")


# Django looks for these in the first of the lists alone.
handler400, handler403 = site.handler400, site.handler403
handler404, handler500 = site.handler404, site.handler500

urlpatterns = [
    path("_f/", floor),
    path("_ghi/", change, {"is_recorded": False}),
    path("_ghi/dau-vet/", change, {"is_recorded": True}),
    path("", include("ntm_project.urls")),
]
