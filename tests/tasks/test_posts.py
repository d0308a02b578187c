"""A task that waits at a post goes to whoever takes the post."""

import unicodedata
from datetime import date, timedelta

import pytest
from django.urls import reverse

from ntm_project.common.refusals import Refused
from tasks.models import Assignment, Task
from tasks.services import assign, move_task, take_post, take_turned_posts
from tests import factories as make
from tests.world import World, opened
from villages import services
from villages.access import Access, system_access
from villages.enums import Role
from villages.models import AuditEvent, Official, Posting, Unit

pytestmark = pytest.mark.django_db
POST = "Công chức Văn hóa - xã hội"


world = opened("lan", "hien", "quyen", "stranger", "plan", "task")


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


@pytest.mark.once
@pytest.mark.parametrize(
    "title",
    [
        "Văn hóa – xã hội",
        "Công chức  Văn hóa-Xã hội",
        "Công chức Văn hoá và Xã hội",
        "công chức văn hóa, xã hội",
        unicodedata.normalize("NFD", POST),
    ],
)
def test_a_title_is_the_same_however_it_is_written(world: World, title: str) -> None:
    _leave_to_post(world.task)
    _appoint(world, title=title)
    assert _leads(world.task) == [world.official("quyen")]


@pytest.mark.once
@pytest.mark.parametrize("title", ["Công chức", "Công chức Văn hóa", "Công chức Xã hội - Văn hóa"])
def test_another_title_is_another_post(world: World, title: str) -> None:
    _leave_to_post(world.task)
    _appoint(world, title=title)
    assert _leads(world.task) == [None]


def test_two_holders_leave_it_to_people(world: World) -> None:
    _appoint(world, "hien")
    _leave_to_post(world.task)
    _appoint(world)
    assert _leads(world.task) == [None]


def _end(posting: Posting, on: date, by: Access) -> None:
    services.end_posting(by=by, posting_id=posting.pk, ends_on=on)


def test_the_old_holder_may_leave_on_the_day_on_which_the_new_one_begins(world: World) -> None:
    old = _appoint(world, "hien")
    _leave_to_post(world.task)
    _end(old, make.TODAY, make.system())
    _appoint(world, starts_on=make.TODAY)
    assert _leads(world.task) == [world.official("quyen")]


@pytest.mark.parametrize("starts_on", [None, make.TODAY, make.TODAY - timedelta(days=40)])
def test_the_new_holder_may_be_recorded_before_the_old_one_leaves(
    world: World, starts_on: date | None
) -> None:
    old = _appoint(world, "hien")
    _leave_to_post(world.task)
    _appoint(world, starts_on=starts_on)
    assert _leads(world.task) == [None]
    _end(old, make.TODAY - timedelta(days=1), make.system())
    assert _leads(world.task) == [world.official("quyen")]


def test_an_end_recorded_ahead_is_awaited(world: World) -> None:
    last_day = make.TODAY + timedelta(days=20)
    old = _appoint(world, "hien")
    _leave_to_post(world.task)
    _appoint(world)
    _end(old, last_day, make.system())
    assert take_turned_posts(by=system_access(last_day - timedelta(days=1))) == 0
    assert take_turned_posts(by=system_access(last_day + timedelta(days=1))) == 1
    assert _leads(world.task) == [world.official("quyen")]


def test_a_corrected_title_takes_what_waits_and_a_note_does_not(world: World) -> None:
    posting = _appoint(world, title="Công chức Tư pháp")
    _leave_to_post(world.task)
    services.edit_posting(by=make.system(), posting=posting, fields={"title": POST})
    assert _leads(world.task) == [world.official("quyen")]
    posting.refresh_from_db()
    _leave_to_post(Task.objects.get(pk=world.task.pk))
    services.edit_posting(by=make.system(), posting=posting, fields={"note": "Ghi thêm"})
    assert _leads(world.task) == [None]


def test_an_end_on_the_pages_of_the_register_counts_too(world: World) -> None:
    old = _appoint(world, "hien")
    _leave_to_post(world.task)
    _appoint(world)
    form = {
        "official": old.official_id,
        "unit": world.commune.pk,
        "role": old.role,
        "title": old.title,
        "ends_on": make.TODAY.strftime("%d/%m/%Y"),
        "seen_version": old.version,
    }
    page = reverse("admin:villages_posting_change", args=[old.pk])
    answer = world.member("administrator").post(page, form)
    assert answer.status_code == 302, answer.content.decode()
    assert _leads(world.task) == [world.official("quyen")]


def test_a_post_given_ahead_is_taken_on_its_day(world: World) -> None:
    first_day = make.TODAY + timedelta(days=3)
    _leave_to_post(world.task)
    _appoint(world, starts_on=first_day)
    assert take_turned_posts(by=make.system()) == 0
    assert _leads(world.task) == [None]
    assert take_turned_posts(by=system_access(first_day)) == 1
    assert _leads(world.task) == [world.official("quyen")]
    assert take_turned_posts(by=system_access(first_day)) == 0


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
