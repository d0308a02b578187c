"""The notices of tasks and meetings, and what reminding leaves behind."""

from datetime import date, time, timedelta
from functools import partial

import pytest
from django.core.management import call_command
from django.db import transaction

from ntm_project.common.refusals import Refused
from tasks.enums import AssignmentKind, TaskState
from tasks.models import Assignment, Task
from tasks.services import (
    add_conclusion,
    assign,
    create_task,
    edit_meeting,
    hold_meeting,
    move_task,
    notify_deadlines,
    remind,
)
from tests import factories as make
from tests.world import World, opened
from villages.enums import NoticeKind, Role
from villages.models import AuditEvent, Body, Notice, Official
from villages.services import choose_notices, delegate

pytestmark = pytest.mark.django_db


world = opened("lan", "hien", "quyen", "plan")


def _lead(**who: object) -> Assignment:
    return Assignment(kind=AssignmentKind.LEAD, **who)


def _task(world: World, *assignees: Assignment, words: str = "ngày 22/8/2024") -> Task:
    fields = {"unit": world.commune, "text": "Sửa cổng làng", "deadline_words": words}
    fields |= {"ends_on": date(2024, 8, 22), "starts_on": date(2024, 8, 22)} if words else {}
    return create_task(by=world.lan, plan=world.plan, fields=fields, assignees=assignees)


def notices(who: object, kind: NoticeKind | None = None) -> list[str]:
    rows = Notice.objects.filter(recipient=who).order_by("pk")
    return [row.text for row in (rows.filter(kind=kind) if kind else rows)]


def test_whoever_is_given_a_task_is_notified_once_by_name_or_as_a_member(world: World) -> None:
    hien, quyen = world.official("hien"), world.official("quyen")
    body = Body.objects.create(unit=world.commune, name="Hội Nông dân")
    quyen.postings.update(body=body)
    task = _task(world, _lead(official=hien), _lead(official=world.official("lan")))
    assert len(notices(hien)) == 1
    assert "Sửa cổng làng" in notices(hien)[0]
    assert notices(world.official("lan")) == []  # did it herself
    assign(
        by=world.lan,
        task_id=task.pk,
        assignees=[_lead(official=hien), _lead(body=body)],
        seen_version=task.version,
    )
    assert (len(notices(hien)), len(notices(quyen))) == (1, 1)


def _lend(world: World, who: str, to: str, last: date = date(2024, 8, 20)) -> None:
    absent = world.official(who)
    delegate(
        by=make.access(absent), posting=absent.postings.get(), official=world.official(to),
        starts_on=make.TODAY, ends_on=last,
    )  # fmt: skip


def test_whoever_stands_in_is_notified_too_and_reads_for_whom(world: World) -> None:
    _lend(world, "hien", "quyen")
    hien, quyen = world.official("hien"), world.official("quyen")
    task = _task(world, _lead(official=hien))
    remind(by=world.lan, tasks=[task])
    assert len(notices(hien)) == 2
    assert notices(quyen) == [f"Thay Đặng Thị Hiền: {text}" for text in notices(hien)]
    # Of one's own it is one's own; a kind that one does not want stays away.
    choose_notices(by=make.access(quyen), muted=["reminder"], wants_digest=False, seen_version=-1)
    both = _task(world, _lead(official=hien), _lead(official=quyen), words="")
    remind(by=world.lan, tasks=[both])
    assert notices(quyen)[2:] == ["Nhiệm vụ mới: Sửa cổng làng"]


def test_who_stands_in_gets_no_notice_of_what_they_did_nor_after_the_days(world: World) -> None:
    _lend(world, "hien", "lan")
    lan, hien = world.official("lan"), world.official("hien")
    _task(world, _lead(official=hien))
    assert (len(notices(hien)), notices(lan)) == (1, [])
    assert notify_deadlines(date(2024, 8, 21)) == 1  # the day after
    assert notices(lan) == []


@pytest.mark.parametrize("ends", ["own posting", "own account", "posting", "administrator"])
def test_whoever_may_do_nothing_instead_is_not_notified(world: World, ends: str) -> None:
    _lend(world, "hien", "quyen")
    hien, quyen = world.official("hien"), world.official("quyen")
    yesterday = {"ends_on": make.TODAY - timedelta(days=1)}
    match ends:
        case "own posting":
            quyen.postings.update(**yesterday)
        case "own account":
            Official.objects.filter(pk=quyen.pk).update(is_active=False)
        case "posting":
            hien.postings.update(**yesterday)
        case "administrator":
            hien.postings.update(role=Role.ADMINISTRATOR)
    _task(world, _lead(official=hien))
    assert notices(quyen) == []


def test_what_is_rolled_back_notified_nobody(world: World) -> None:
    with transaction.atomic():
        _task(world, _lead(official=world.official("hien")))
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_a_week_and_a_day_before_the_end_each_is_notified_once(world: World) -> None:
    hien = world.official("hien")
    _task(world, _lead(official=hien))
    counts = []
    for day in range(12, 25):  # of August; the task ends on the 22nd
        notify_deadlines(date(2024, 8, day))
        notify_deadlines(date(2024, 8, day))
        counts.append(len(notices(hien, NoticeKind.DEADLINE)))
    assert counts == [0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2]
    call_command("notify_deadlines")


def test_muted_kinds_are_not_sent_and_others_are(world: World) -> None:
    hien, by = world.official("hien"), world.access("hien")
    choose_notices(by=by, muted=[NoticeKind.NEW_TASK, "x"], wants_digest=False, seen_version=0)
    meeting = hold_meeting(
        by=world.lan, unit=world.commune, held_on=make.TODAY, name="Giao ban tháng 8"
    )
    _task(world, _lead(official=hien))
    assert notices(hien) == ["Giao ban tháng 8 ngày 15/8/2024"]
    for text in ("Xong đường", "Xong trường"):
        add_conclusion(by=world.lan, meeting=meeting, text=text)
    assert [text.partition(": ")[2] for text in notices(hien, NoticeKind.CONCLUSION)] == [
        "Xong trường"
    ]


def test_who_was_called_learns_of_another_time_or_place(world: World) -> None:
    hien = world.official("hien")
    meeting = hold_meeting(
        by=world.lan, unit=world.commune, held_on=date(2024, 8, 20), name="Giao ban tháng 8"
    )

    def move(on: date = make.TODAY, **fields: object) -> None:
        meeting.refresh_from_db()
        by, seen = make.access(world.official("lan"), on), meeting.version
        edit_meeting(by=by, meeting_id=meeting.pk, fields=fields, seen_version=seen)

    move(summary="Tình hình chung")
    assert notices(hien) == ["Giao ban tháng 8 ngày 20/8/2024"]
    move(held_on=date(2024, 8, 22), start_time=time(14), place="Nhà văn hóa thôn")
    moved = "Đổi lịch Giao ban tháng 8: 14 giờ 00 ngày 22/8/2024, tại Nhà văn hóa thôn"
    assert notices(hien) == [moved]
    move(date(2024, 9, 1), held_on=date(2024, 8, 21))  # what is over is corrected, nobody called
    assert notices(hien) == [moved]


def test_reminding_is_recorded_sent_and_keeps_the_version(world: World) -> None:
    hien = world.official("hien")
    tasks = [_task(world, _lead(official=hien)) for _ in range(2)]
    versions = [task.version for task in tasks]
    done = remind(by=world.lan, tasks=tasks)
    assert [(task.reminded_on, task.version) for task in done] == [
        (make.TODAY, version) for version in versions
    ]
    events = AuditEvent.objects.filter(action="nhắc nhiệm vụ").order_by("pk")
    assert [event.changes["reminded"][1] for event in events] == [hien.full_name] * 2
    assert len(notices(hien, NoticeKind.REMINDER)) == 2


def test_one_reminder_of_a_task_a_day(world: World, time_machine) -> None:
    time_machine.move_to("2024-09-01T08:00:00+07:00", tick=False)
    task, other = (_task(world, _lead(official=world.official("hien"))) for _ in range(2))
    send = partial(world.standing.post, "/nhiem-vu/nhac/")
    page = world.standing.get(send({"viec": task.pk})["Location"])
    assert page.context["left"] == []
    again = send({"viec": [other.pk, task.pk]})  # all or none
    assert again.status_code == 403
    for reader in (page, again, world.standing.get(f"/nhiem-vu/{task.pk}/")):
        assert "Hôm nay đã nhắc việc này rồi" in reader.content.decode()
    assert Task.objects.filter(reminded_on__isnull=False).get() == task
    beside = world.client("hien").get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "off-remind" not in beside  # whose it never is, is not shown why not today
    assert "Xem lời nhắc" not in beside
    many = world.standing.get("/nhiem-vu/nhieu-viec/", {"lam": "nhac", "chon": [task.pk, other.pk]})
    assert [ticked.row for ticked in many.context["many"].allowed] == [other]
    remind(by=world.lan, tasks=[task, other])  # on another day
    assert len(notices(world.official("hien"), NoticeKind.REMINDER)) == 2


def test_reminding_is_all_or_nothing(world: World) -> None:
    open_task, closed = _task(world), _task(world)
    move_task(
        by=world.lan, task_id=closed.pk, transition_name="cancel", seen_version=0, reason="Thừa"
    )
    assert Task.objects.get(pk=closed.pk).state == TaskState.CANCELLED
    with pytest.raises(Refused):
        remind(by=world.lan, tasks=[open_task, closed])
    for who in (world.access("hien"), world.access("stranger")):
        with pytest.raises(Refused):
            remind(by=who, tasks=[open_task])
    assert not Task.objects.filter(reminded_on__isnull=False).exists()


def test_the_page_of_a_reminder_has_the_text_to_send(world: World, time_machine) -> None:
    time_machine.move_to("2024-09-01T08:00:00+07:00", tick=False)
    task = _task(world, _lead(official=world.official("hien")))
    sent = world.standing.post("/nhiem-vu/nhac/", {"viec": task.pk})
    page = world.standing.get(sent["Location"])
    text = page.context["text"]
    assert f"http://testserver/nhiem-vu/{task.pk}/" in text
    assert "quá hạn 10 ngày" in text
    assert "Đặng Thị Hiền" in text
    assert f">{text}</textarea>" in page.content.decode()
    assert "đã nhắc ngày 01/9/2024" in page.content.decode()
    assert world.client("hien").post("/nhiem-vu/nhac/", {"viec": task.pk}).status_code == 403
