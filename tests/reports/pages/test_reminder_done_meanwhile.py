"""A letter of reminder that is on its way is found though the work is done meanwhile."""

from datetime import date

import pytest
from django.urls import reverse

from reports.documents.kinds import kind_of
from tasks.enums import TaskState
from tests import factories as make
from tests.issuing import sign_paper

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_whoever_numbers_a_signed_letter_learns_that_the_work_is_done(world) -> None:
    clerk, kind = world.client("vanthu"), kind_of("reminder")
    task = make.make_task(
        world.plan, lead=world.official("hien"), deadline_words="trước ngày 01/8/2024"
    )
    preview, issue = (
        reverse(f"reports:reminder_{n}", args=[task.pk]) for n in ("preview", "issue")
    )
    sign_paper(kind, task, world.official("chair"), on=date(2024, 8, 15))
    assert clerk.get(issue).status_code == 200
    done = {"state": TaskState.DONE, "result": "Đã xong", "done_on": date(2024, 8, 15)}
    type(task).objects.filter(pk=task.pk).update(**done)
    page = clerk.get(preview)
    assert page.status_code == 200
    assert "trở lại dự thảo" in page.context["way"].note
    (action,) = page.context["way"].actions
    assert action.id == "check"
    checked = world.standing.post(reverse("reports:reminder_check", args=[task.pk]))
    assert checked.status_code == 403
    assert "không còn nhiệm vụ quá hạn nào" in checked.content.decode()
    assert clerk.get(issue).status_code == 403
    other = make.make_task(world.plan, lead=world.official("hien"))
    assert clerk.get(reverse("reports:reminder_preview", args=[other.pk])).status_code == 404
