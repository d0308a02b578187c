"""A page of many rows that was overtaken: which row, from what to what, by whom; nothing typed is
lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from criteria.predecessors.rules import SUM
from tasks.models import Assignment, Task
from tasks.services import assign, edit_task, move_task
from tests import factories as make
from tests.access.pages import read_page, send
from tests.shared import text_of
from tests.villages.changes.world import TYPED_MERGE, Merging
from tests.world import World, client_of
from villages.access import Access, access_of
from villages.enums import Role
from villages.models import Unit

pytestmark = pytest.mark.django_db


def form_with(page: Any, name: str) -> dict[str, Any]:
    """What a browser would send of the form of the page that has this field."""
    url = page.request["PATH_INFO"]
    forms = read_page(url, page.content.decode())[0]
    return dict(next(form.fields for form in forms if name in form.fields))


def overtaken(client: Client, url: str, typed: dict[str, Any], *shown: str) -> dict[str, Any]:
    """Nothing is done, what happened is shown, and what was typed can be sent again."""
    answer = send(client, url, typed)
    text = text_of(answer)
    assert answer.status_code == 409
    assert [words for words in shown if words not in text] == []
    again = form_with(answer, "seen_rows")
    assert {name for name in typed if typed[name] and name not in again} <= {"write"}
    return again


def note(world: World, task: Task, words: str, by: Access | None = None) -> None:
    """Somebody else writes on the task."""
    seen = Task.objects.get(pk=task.pk).version
    edit_task(by=by or world.lan, task_id=task.pk, fields={"note": words}, seen_version=seen)


def cancel(world: World, task: Task) -> None:
    """Somebody else cancels the task."""
    move_task(
        by=world.lan, task_id=task.pk, transition_name="cancel", seen_version=0, reason="Trùng"
    )


def test_ticked_tasks(world: World) -> None:
    other = make.make_task(world.plan, text="Trồng cây xanh")
    foreign = make.make_task(make.make_plan(world.neighbour), text="Việc của xã bên")
    url = "/nhiem-vu/nhieu-viec/?lam=han"
    page = world.standing.get(url, {"lam": "han", "chon": [world.task.pk, other.pk]})
    typed = form_with(page, "seen_rows") | {"words": "30/9/2024"}
    note(world, other, "Chờ cây giống.")
    there = access_of(make.make_official(world.neighbour, Role.STANDING_OFFICER), make.TODAY)
    note(world, foreign, "Chuyện riêng của xã bên.", by=there)
    again = overtaken(world.standing, url, typed, "Trồng cây xanh", "trống → Chờ cây giống.")
    # Nobody else names rows for the page.
    typed["seen_rows"] = typed["seen_rows"][0].replace(":", f":{foreign.pk} tasks.task:", 1)
    assert "→" not in send(world.standing, url, typed).content.decode()
    assert send(world.standing, url, again).status_code == 303
    assert Task.objects.filter(deadline_words="30/9/2024").count() == 2


def test_a_ticked_task_that_allows_the_act_no_more(world: World) -> None:
    other = make.make_task(world.plan, text="Trồng cây xanh")
    url = "/nhiem-vu/nhieu-viec/?lam=han"
    page = world.standing.get(url, {"lam": "han", "chon": [world.task.pk, other.pk]})
    typed = form_with(page, "seen_rows") | {"words": "30/9/2024"}
    cancel(world, other)
    again = overtaken(world.standing, url, typed, "Trồng cây xanh", "Trùng", "Không còn làm được")
    assert send(world.standing, url, again).status_code == 303
    assert list(Task.objects.filter(deadline_words="30/9/2024")) == [world.task]


def test_a_handover(world: World) -> None:
    quyen, hien = world.official("quyen"), world.official("hien")
    second = make.make_task(world.plan, lead=hien, text="Việc thứ hai")
    assert world.task.pk
    url = reverse("villages:hand_over", args=[hien.pk])
    typed = form_with(world.standing.get(url), "seen_rows") | {"ktasks": str(quyen.pk)}
    lead = Assignment(kind="lead", official=world.official("dong"))
    assign(by=world.lan, task_id=second.pk, assignees=[lead], seen_version=second.version)
    # No longer hers, and nevertheless shown.
    shown = ("Việc thứ hai", f"Chủ trì: {hien} → Chủ trì: {lead.official}", str(world.lan.official))
    again = overtaken(world.standing, url, typed, *shown)
    assert send(world.standing, url, again).status_code == 303
    assert world.task.assignments.get().official == quyen
    assert second.assignments.get().official == lead.official


def test_values_of_earlier_units(db: None) -> None:
    world = Merging()
    assert world.admin.pk
    make.make_assessment(world.neighbour, world.assessment.criteria_set)
    result = world.result
    world.claim(result)
    world.merge()
    commune = Unit.objects.get(name="Xuân Cẩm")
    own = make.make_assessment(commune, world.assessment.criteria_set)
    first = own.results.get(indicator=result.indicator_id)
    standing = client_of(make.make_official(commune, Role.STANDING_OFFICER))
    url = reverse("criteria:predecessors", args=[own.pk])
    typed = form_with(standing.get(url), "seen_rows")
    chosen = {f"c{result.indicator_id}": SUM, "weight_words": "số dân"}
    world.claim(first, value="12", claim="not_met")
    again = overtaken(standing, url, typed | chosen, first.indicator.code, "trống → 12")
    assert all(again[name] == [value] for name, value in chosen.items())


def test_a_change_of_units_is_looked_through_again(db: None) -> None:
    world = Merging()
    assert world.task.pk
    assert world.neighbour.pk
    client, url = client_of(world.admin), reverse("villages:change_units", args=[world.after.pk])
    seen = form_with(client.post(url, TYPED_MERGE), "seen_rows")
    cancel(world, world.task)
    again = overtaken(client, url, seen | {"write": "1"}, world.task.text, str(world.lan.official))
    assert "write" not in again
    page = send(client, url, again)
    assert page.status_code == 200
    assert page.context["change"].steps


@pytest.mark.parametrize("has_error_first", [False, True])
def test_a_year_that_is_closed(world: World, time_machine, has_error_first: bool) -> None:
    assert world.task.pk
    time_machine.move_to("2025-01-05 09:00 +0700", tick=False)
    url = reverse("tasks:close_year", args=[world.plan.pk])
    client = world.client("lan")
    typed = form_with(client.get(url), "seen_rows") | {"every": "close"}
    note(world, world.task, "Đã xong phần nền.")
    if has_error_first:
        answer = send(client, url, typed | {"reason": ""})
        assert answer.status_code == 422
        typed = form_with(answer, "seen_rows")
    typed |= {"reason": "Không còn cần"}
    again = overtaken(client, url, typed, world.task.text, "trống → Đã xong phần nền.")
    assert send(client, url, again).status_code == 303


def test_what_changed_before_an_error_is_still_found_after_it(world: World) -> None:
    url = "/nhiem-vu/nhieu-viec/?lam=han"
    typed = form_with(world.standing.get(url, {"lam": "han", "chon": [world.task.pk]}), "seen_rows")
    note(world, world.task, "Chờ cây giống.")
    answer = send(world.standing, url, typed | {"words": ""})
    assert answer.status_code == 422
    mended = form_with(answer, "seen_rows") | {"words": "30/9/2024"}
    overtaken(world.standing, url, mended, "trống → Chờ cây giống.")


def test_ticked_tasks_of_which_none_allows_the_act_any_more(world: World) -> None:
    url = "/nhiem-vu/nhieu-viec/?lam=han"
    page = world.standing.get(url, {"lam": "han", "chon": [world.task.pk]})
    typed = form_with(page, "seen_rows") | {"words": "30/9/2024"}
    cancel(world, world.task)
    answer = send(world.standing, url, typed)
    assert answer.status_code == 409
    assert "Không còn làm được" in answer.content.decode()
    assert not Task.objects.filter(deadline_words="30/9/2024").exists()
