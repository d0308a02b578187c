"""A task that waits at a post goes to whoever takes the post."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ntm_project.common.views import Refused
from tasks.models import Assignment, Task
from tasks.services import assign, move_task, take_begun_posts, take_post
from tests import factories as make
from tests.world import World, open_world
from villages import services
from villages.access import system_access
from villages.enums import Role
from villages.models import AuditEvent, Official, Posting, Unit

pytestmark = pytest.mark.django_db
POST = "Công chức Văn hóa - xã hội"


@pytest.fixture
def world() -> World:
    return open_world("lan", "hien", "quyen", "stranger", "plan", "task")


def _leave_to_post(task: Task, *more: Assignment) -> None:
    rows = [Assignment(kind="lead", role_words=POST), *more]
    assign(by=make.system(), task_id=task.pk, assignees=rows, seen_version=task.version)


def _appoint(world: World, who: str = "quyen", unit: Unit | None = None, **fields) -> Posting:
    return services.appoint(
        by=make.access(make.make_official(world.district, Role.ADMINISTRATOR)),
        official=world.official(who),
        unit=unit or world.commune,
        role=Role.CLERK,
        **{"title": POST, **fields},
    )


def _leads(task: Task) -> list[Official | None]:
    return [row.official for row in task.assignments.order_by("order")]


def test_the_next_holder_takes_what_waits(world: World) -> None:
    quyen = world.official("quyen")
    support = Assignment(kind="support", official=world.official("hien"))
    _leave_to_post(world.task, support)
    _appoint(world)
    assert _leads(world.task) == [quyen, world.official("hien")]
    event = AuditEvent.objects.about(world.task).first()
    assert event.action == "giao việc theo chức vụ"
    assert POST in event.reason
    assert str(quyen) in event.reason
    assert quyen.notices.filter(key=f"task-{world.task.pk}-new").exists()
    page = world.standing.get(reverse("tasks:task", args=[world.task.pk]))
    assert f"nhận chức vụ {POST}" in page.content.decode()


def test_what_is_done_or_of_another_unit_stays(world: World) -> None:
    _leave_to_post(world.task)
    _appoint(world, "stranger", unit=world.neighbour)
    assert _leads(world.task) == [None]
    world.task.refresh_from_db()
    how = {"reason": "Không còn làm", "seen_version": world.task.version}
    move_task(by=make.system(), task_id=world.task.pk, transition_name="cancel", **how)
    _appoint(world)
    assert _leads(world.task) == [None]


def test_a_title_is_the_same_in_whichever_case(world: World) -> None:
    _leave_to_post(world.task)
    posting = _appoint(world, title=POST.upper())
    assert posting.title != POST
    assert _leads(world.task) == [world.official("quyen")]


def test_two_holders_leave_it_to_people(world: World) -> None:
    _appoint(world, "hien")
    _leave_to_post(world.task)
    _appoint(world)
    assert _leads(world.task) == [None]


def test_a_post_given_ahead_is_taken_on_its_day(world: World) -> None:
    first_day = make.TODAY + timedelta(days=3)
    _leave_to_post(world.task)
    _appoint(world, starts_on=first_day)
    assert take_begun_posts(by=make.system()) == 0
    assert _leads(world.task) == [None]
    assert take_begun_posts(by=system_access(first_day)) == 1
    assert _leads(world.task) == [world.official("quyen")]
    assert take_begun_posts(by=system_access(first_day)) == 0


def test_a_post_given_on_the_pages_of_the_register_counts_too(world: World) -> None:
    quyen = world.official("quyen")
    _leave_to_post(world.task)
    form = {"official": quyen.pk, "unit": world.commune.pk, "role": Role.CLERK, "title": POST}
    admin = world.member("administrator")
    answer = admin.post(reverse("admin:villages_posting_add"), form)
    assert answer.status_code == 302, answer.content.decode()
    assert _leads(world.task) == [quyen]


def test_only_who_gives_posts_lets_them_take(world: World) -> None:
    posting = _appoint(world)
    _leave_to_post(world.task)
    with pytest.raises(Refused):
        take_post(by=make.access(world.official("lan")), posting=posting)
    assert _leads(world.task) == [None]
