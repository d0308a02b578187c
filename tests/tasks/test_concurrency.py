"""Two people at the same moment on the database under test: one wins, one is refused."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from ntm_project.common.numbers import Money
from tasks.enums import AssignmentKind, TaskState
from tasks.models import (
    Assignment,
    Conclusion,
    Funding,
    FundingPart,
    Meeting,
    Plan,
    PlanText,
    Task,
    TaskReport,
)
from tasks.services import (
    add_conclusion,
    add_funding,
    assign,
    create_plan,
    edit_conclusion,
    edit_funding,
    edit_meeting,
    edit_plan,
    edit_task,
    edit_text,
    hold_meeting,
    make_task_of,
    move_task,
    remove_funding,
    report_task,
)
from tests import factories as make
from tests.shared import at_once
from tests.world import World, client_of
from villages.access import Access
from villages.edit import Stale
from villages.models import AuditEvent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]


@pytest.fixture
def world(transactional_db: None) -> World:
    """Everything that both will touch is there before their threads start."""
    world = World()
    world.task = make.make_task(world.plan, text="Việc cũ")
    assert world.lan != world.chair
    return world


def draft(world: World, text: str) -> dict[str, Any]:
    return {"unit": world.plan.unit, "text": text}


def money(world: World, total: int) -> dict[str, Any]:
    fields = {"unit": world.plan.unit, "text": "Đường", "stage": "planned", "total": total}
    return {"fields": fields, "parts": [("people", Money(total - 1)), ("commune", Money(1))]}


def both(world: World, job: Callable[[Access], Any]) -> list[BaseException]:
    """What is raised when the two of the commune do the same at once."""
    return at_once(lambda: job(world.lan), lambda: job(world.chair))


def kinds(raised: list[BaseException]) -> list[type[BaseException]]:
    return [type(error) for error in raised]


def events(obj: Any, action: str) -> int:
    return AuditEvent.objects.about(obj).filter(action=action).count()


def test_of_two_editors_of_a_task_one_is_refused(world: World) -> None:
    raised = both(
        world,
        lambda by: edit_task(
            by=by,
            task_id=world.task.pk,
            fields=draft(world, f"Bản của {by.official}"),
            seen_version=0,
        ),
    )
    assert kinds(raised) == [Stale]
    task = Task.objects.get()
    assert task.version == 1
    assert raised[0].current.text == task.text
    assert events(task, "sửa nhiệm vụ") == 1
    event = AuditEvent.objects.about(task).first()
    assert task.text == f"Bản của {event.actor_name}"


def test_editing_assigning_and_reporting_a_task_exclude_each_other(world: World) -> None:
    seen = {"task_id": world.task.pk, "seen_version": 0}
    lead = [Assignment(kind=AssignmentKind.LEAD, role_words="người phụ trách")]
    raised = at_once(
        lambda: edit_task(by=world.lan, fields=draft(world, "Việc mới"), **seen),
        lambda: assign(by=world.chair, assignees=lead, **seen),
        lambda: report_task(by=world.lan, fields={"progress": "Nửa"}, **seen),
    )
    assert kinds(raised) == [Stale] * 2
    task = Task.objects.get()
    changed = [
        task.text == "Việc mới",
        task.assignments.exists(),
        task.progress == "Nửa" and task.reports.exists(),
    ]
    assert (sorted(changed), task.version) == ([False, False, True], 1)


def test_the_page_names_the_winner_to_the_other(world: World) -> None:
    url, answers = reverse("tasks:edit", args=[world.task.pk]), {}
    clients = {person.full_name: client_of(person) for person in world.people.values()}

    def post(name: str) -> None:
        form = {"text": f"Bản của {name}", "unit": world.plan.unit_id, "seen_version": 0}
        answers[name] = clients[name].post(url, form)

    assert at_once(*[lambda name=name: post(name) for name in clients]) == []
    by_status = {answer.status_code: name for name, answer in answers.items()}
    assert set(by_status) == {303, 409}
    page = answers[by_status[409]].content.decode()
    assert f"<strong>{by_status[303]}</strong>" in page
    assert all(f"Bản của {name}" in page for name in clients)
    assert Task.objects.get().text == f"Bản của {by_status[303]}"


MOVES = [
    (TaskState.NOT_STARTED, ("start", {}), ("start", {})),
    (TaskState.NOT_STARTED, ("start", {}), ("cancel", {"reason": "Trùng"})),
    (TaskState.IN_PROGRESS, ("report_done", {"result": "Xong"}), ("cancel", {"reason": "Trùng"})),
    (TaskState.REPORTED, ("confirm", {}), ("send_back", {"reason": "Thiếu"})),
    (TaskState.DONE, ("reopen", {"reason": "Sai"}), ("reopen", {"reason": "Thiếu"})),
]


@pytest.mark.parametrize(("state", "first", "second"), MOVES)
def test_of_two_who_move_a_task_one_is_refused(world: World, state, first, second) -> None:
    done_on = make.TODAY if state == TaskState.DONE else None
    result = "Xong" if state in (TaskState.REPORTED, TaskState.DONE) else ""
    Task.objects.update(state=state, result=result, done_on=done_on)

    def move(by: Access, name: str, words: dict[str, str]) -> None:
        move_task(by=by, task_id=world.task.pk, transition_name=name, seen_version=0, **words)

    raised = at_once(lambda: move(world.lan, *first), lambda: move(world.chair, *second))
    assert kinds(raised) == [Stale]
    task, report = Task.objects.get(), TaskReport.objects.get()
    assert (report.from_state, report.to_state, task.version) == (state, task.state, 1)
    assert raised[0].current.state == task.state


@pytest.mark.parametrize("is_new", [True, False])
def test_of_two_writers_of_a_text_one_is_refused(world: World, is_new: bool) -> None:
    text = {"plan": world.plan, "section": "goals"}
    if not is_new:
        edit_text(by=make.system(), text="Bản cũ", seen_version=0, **text)
    seen = 0 if is_new else 1
    raised = both(
        world, lambda by: edit_text(by=by, text=f"Bản của {by.official}", seen_version=seen, **text)
    )
    assert kinds(raised) == [Stale]
    row = PlanText.objects.get()
    assert row.version == seen + 1
    assert raised[0].current.text == row.text
    assert events(row, "sửa nội dung kế hoạch") == row.version


def test_of_two_editors_of_a_plan_one_is_refused(world: World) -> None:
    raised = both(
        world,
        lambda by: edit_plan(
            by=by,
            plan_id=world.plan.pk,
            fields={"title": f"Bản của {by.official}"},
            seen_version=0,
        ),
    )
    assert kinds(raised) == [Stale]
    assert Plan.objects.get().title == raised[0].current.title


def test_of_two_who_open_the_plan_of_a_year_one_is_refused(world: World) -> None:
    head = {"title": "Kế hoạch", "issuer": "ỦY BAN NHÂN DÂN", "place": "Mai Đình"}
    raised = both(world, lambda by: create_plan(by=by, unit=world.plan.unit, year=2025, **head))
    assert kinds(raised) == [ValidationError]
    assert "Đơn vị đã có văn bản loại này cho năm." in raised[0].messages
    assert Plan.objects.filter(year=2025).count() == 1


def test_of_two_editors_of_a_sum_one_is_refused_and_parts_stay_whole(world: World) -> None:
    funding = add_funding(by=make.system(), plan=world.plan, **money(world, 10))
    totals = {world.lan.official: 100, world.chair.official: 200}
    raised = both(
        world,
        lambda by: edit_funding(
            by=by,
            plan=world.plan,
            funding_id=funding.pk,
            **money(world, totals[by.official]),
            seen_version=0,
        ),
    )
    assert kinds(raised) == [Stale]
    current = Funding.objects.get()
    assert current.total in totals.values()
    parts = FundingPart.objects.order_by("pk").values_list("amount", flat=True)
    assert list(parts) == [current.total - 1, 1]


def test_correcting_and_taking_out_a_sum_exclude_each_other(world: World) -> None:
    funding = add_funding(by=make.system(), plan=world.plan, **money(world, 10))
    seen = {"plan": world.plan, "funding_id": funding.pk, "seen_version": 0}
    raised = at_once(
        lambda: edit_funding(by=world.lan, **money(world, 20), **seen),
        lambda: remove_funding(by=world.chair, **seen),
    )
    assert kinds(raised) == [Stale]
    assert (raised[0].current is None) == (not Funding.objects.exists())
    assert FundingPart.objects.count() == 2 * Funding.objects.count()


def held(world: World) -> Meeting:
    return hold_meeting(by=make.system(), unit=world.plan.unit, held_on=make.TODAY, name="Giao ban")


def test_of_two_who_record_one_meeting_one_is_refused(world: World) -> None:
    meeting = {"unit": world.plan.unit, "held_on": make.TODAY, "name": "Giao ban"}
    raised = both(world, lambda by: hold_meeting(by=by, **meeting))
    assert kinds(raised) == [ValidationError]
    assert raised[0].messages == ["Cuộc họp này đã được ghi."]
    assert events(Meeting.objects.get(), "ghi giao ban") == 1


def test_of_two_who_correct_a_meeting_one_is_refused(world: World) -> None:
    meeting = held(world)
    raised = both(
        world,
        lambda by: edit_meeting(
            by=by, meeting_id=meeting.pk, fields={"place": str(by.official)}, seen_version=0
        ),
    )
    assert kinds(raised) == [Stale]
    assert Meeting.objects.get().place == raised[0].current.place


def test_of_two_who_correct_a_conclusion_one_is_refused(world: World) -> None:
    conclusion = add_conclusion(by=make.system(), meeting=held(world), text="Cũ")
    raised = both(
        world,
        lambda by: edit_conclusion(
            by=by, conclusion=conclusion, text=str(by.official), seen_version=0
        ),
    )
    assert kinds(raised) == [Stale]
    assert Conclusion.objects.get().text == raised[0].current.text


def test_conclusions_written_at_once_are_numbered_apart(world: World) -> None:
    meeting = held(world)
    jobs = [
        lambda by=by: add_conclusion(by=by, meeting=meeting, text="a")
        for by in (world.lan, world.chair) * 3
    ]
    assert at_once(*jobs) == []
    orders = meeting.conclusions.order_by("order").values_list("order", flat=True)
    assert list(orders) == [1, 2, 3, 4, 5, 6]


def test_a_conclusion_becomes_one_task(world: World) -> None:
    conclusion = add_conclusion(by=make.system(), meeting=held(world), text="Giao việc")
    raised = both(
        world,
        lambda by: make_task_of(
            by=by, conclusion_id=conclusion.pk, plan=world.plan, fields=draft(world, "Giao việc")
        ),
    )
    assert kinds(raised) == [ValidationError]
    assert Task.objects.filter(text="Giao việc").count() == 1


def test_a_task_given_and_its_conclusion_corrected_at_once_still_record_why(world: World) -> None:
    """Either the words changed before the task was given, or the change needs its reason."""
    conclusion = add_conclusion(by=make.system(), meeting=held(world), text="Giao việc")
    raised = at_once(
        lambda: make_task_of(
            by=world.lan,
            conclusion_id=conclusion.pk,
            plan=world.plan,
            fields=draft(world, "Giao việc"),
        ),
        lambda: edit_conclusion(by=world.chair, conclusion=conclusion, text="Khác", seen_version=0),
    )
    assert kinds(raised) in ([], [ValidationError])
    conclusion.refresh_from_db()
    assert conclusion.task_id is not None
    assert conclusion.text == ("Giao việc" if raised else "Khác")


def test_one_form_of_a_conclusion_sent_at_the_same_moment_is_one_task(world: World) -> None:
    meeting = hold_meeting(by=world.lan, unit=world.commune, held_on=make.TODAY, name="Giao ban")
    given: dict[str, Any] = {"text": "Rà soát", "deadline_words": "trong tháng 9/2024"}
    key, found = uuid4(), []
    raised = at_once(
        *[
            lambda: found.append(
                add_conclusion(by=world.lan, meeting=meeting, form_key=key, **given)
            )
        ]
        * 4
    )
    assert raised == []
    assert {row.pk for row in found} == {Conclusion.objects.get().pk}
    assert Task.objects.exclude(pk=world.task.pk).count() == 1
