"""A whole meeting: called, attended, concluded into tasks, its lists kept, closed for ever."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from ntm_project.common.refusals import Refused
from tasks.enums import AgendaKind, TaskState
from tasks.models import (
    AgendaItem,
    Assignment,
    Attendance,
    Commendation,
    Conclusion,
    Meeting,
    MeetingSheet,
    Task,
)
from tasks.services import (
    add_conclusion,
    add_part,
    close_meeting,
    edit_conclusion,
    edit_meeting,
    fill_agenda,
    hold_meeting,
    make_task_of,
    move_agenda_item,
    record_attendance,
    remove_conclusion,
)
from tests import factories as make
from tests.world import World
from villages.models import AuditEvent, Body, Posting

BY = "trước ngày 30/8/2024"


@pytest.fixture
def meeting(world: World) -> Meeting:
    return world.hold_august_meeting(secretary=world.official("lan"))


def url(name: str, meeting: Meeting, *args: object) -> str:
    return reverse(f"tasks:{name}", args=[meeting.pk, *args])


def lead(world: World) -> Assignment:
    return Assignment(kind="lead", official=world.official("hien"))


def concluded(world: World, meeting: Meeting, text: str = "Rà soát hồ sơ nước sạch") -> Conclusion:
    return add_conclusion(
        by=world.lan, meeting=meeting, text=text, deadline_words=BY, lead=lead(world)
    )


def test_a_meeting_is_called_ahead_and_concluded_from_its_day_on(world: World) -> None:
    client = world.client("lan")
    data = {
        "unit": world.commune.pk,
        "name": "Giao ban tháng 9",
        "rhythm": "monthly",
        "held_on": "05/09/2024",
        "start_time": "8 giờ",
        "end_time": "7h",
    }
    refused = client.post(reverse("tasks:hold_meeting"), data)
    assert "sau giờ bắt đầu" in " ".join(refused.context["form"].errors["end_time"])
    assert client.post(reverse("tasks:hold_meeting"), data | {"end_time": ""}).status_code == 303
    meeting = Meeting.objects.get()
    assert [item.kind for item in meeting.agenda.order_by("order")] == list(AgendaKind)[:-1]
    answer = client.post(url("conclude", meeting), {"text": "Sớm quá"})
    assert (answer.status_code, "chưa diễn ra" in answer.content.decode()) == (403, True)
    assert "chưa diễn ra" in client.get(url("meeting", meeting)).content.decode()


def test_a_conclusion_with_who_is_a_task_in_the_same_step(world: World, meeting: Meeting) -> None:
    client = world.client("lan")
    data = {"text": "Hoàn thiện hồ sơ", "chu-tri-official": world.official("hien").pk}
    two = client.post(url("conclude", meeting), data | {"chu-tri-role_words": "ai đó"})
    assert (two.status_code, "Chọn đúng một" in two.content.decode()) == (422, True)
    assert client.post(url("conclude", meeting), data | {"deadline_words": BY}).status_code == 303
    conclusion = Conclusion.objects.get()
    task = Task.objects.get(conclusion=conclusion)
    assert (task.plan, task.unit, task.text) == (world.plan, world.commune, "Hoàn thiện hồ sơ")
    assert task.ends_on == date(2024, 8, 29)
    assert [row.official for row in task.leads] == [world.official("hien")]
    assert conclusion.led_by == "Đặng Thị Hiền"
    assert (
        "Theo kết luận giao ban ngày 15/8/2024"
        in client.get(reverse("tasks:task", args=[task.pk])).content.decode()
    )
    page = client.get(url("meeting", meeting)).content.decode()
    assert "29/8/2024" in page  # the words read back


@pytest.mark.both
@pytest.mark.parametrize("query", ["", "?trinh_chieu=1&muc=2"])
def test_a_form_sent_twice_is_one_conclusion_and_one_task(
    world: World, meeting: Meeting, query: str
) -> None:
    client, address = world.client("lan"), url("conclude", meeting) + query
    key = client.get(address).context["form"]["form_key"].value()
    data = {"text": "Hoàn thiện hồ sơ", "deadline_words": BY, "form_key": key}
    first, again = (client.post(address, data) for _ in range(2))
    assert (first.status_code, first.url) == (again.status_code, again.url) == (303, first.url)
    assert Conclusion.objects.count() == Task.objects.filter(conclusion__isnull=False).count() == 1
    # The page gone back to, with other words: another conclusion.
    assert client.post(address, data | {"text": "Lắp biển"}).status_code == 303
    assert [row.order for row in Conclusion.objects.order_by("order")] == [1, 2]
    assert client.get(address).context["form"]["form_key"].value() != key


@pytest.mark.parametrize("words", ["trước ngày 31/2", "trong tháng 13", "quý V/2024"])
def test_a_deadline_that_no_calendar_has_is_refused(
    world: World, meeting: Meeting, words: str
) -> None:
    kept, client = concluded(world, meeting), world.client("lan")
    data = {"text": kept.text, "deadline_words": words, "reason": "Sửa", "seen_version": 0}
    data["chu-tri-official"] = world.official("hien").pk
    for address in (url("conclude", meeting), url("edit_conclusion", meeting, kept.pk)):
        answer = client.post(address, data)
        assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["deadline_words"])
    # What was written before it was refused does not stand in the way of another correction.
    Conclusion.objects.filter(pk=kept.pk).update(deadline_words=words)
    corrected = data | {"text": "Việc khác"}
    assert client.post(url("edit_conclusion", meeting, kept.pk), corrected).status_code == 303


def test_a_deadline_before_the_meeting_is_confirmed(world: World, meeting: Meeting) -> None:
    client, early = world.client("lan"), "trước ngày 15/5/2024"
    data = {"text": "Hoàn thiện hồ sơ", "deadline_words": early}
    for tick in ({}, {"is_meant": "trước ngày 10/4/2024"}):
        asked = client.post(url("conclude", meeting), data | tick)
        assert (asked.status_code, asked.context["form"].question) == (422, early)
        assert f'name="is_meant" value="{early}"' in " ".join(asked.content.decode().split())
    assert client.post(url("conclude", meeting), data | {"is_meant": early}).status_code == 303
    page = client.get(url("meeting", meeting)).content.decode()
    assert Task.objects.get(conclusion__isnull=False).is_overdue(make.TODAY)
    assert "Quá hạn" in page


def test_a_meeting_that_has_concluded_is_not_moved_ahead(world: World, meeting: Meeting) -> None:
    concluded(world, meeting)
    fields = {"by": world.lan, "meeting_id": meeting.pk, "reason": "Ghi nhầm ngày"}
    given = {"fields": {"held_on": date(2024, 8, 16)}, "seen_version": 0}
    with pytest.raises(ValidationError) as caught:
        edit_meeting(**fields, **given)
    assert "không được sau hôm nay" in str(caught.value)
    edit_meeting(**fields, **given | {"fields": {"held_on": date(2024, 8, 14)}})


def test_what_no_plan_can_hold_is_not_concluded_by_halves(world: World) -> None:
    early = hold_meeting(by=make.system(), unit=world.commune, held_on=date(2023, 8, 1), name="Cũ")
    with pytest.raises(ValidationError, match="chưa có kế hoạch năm 2023"):
        concluded(world, early)
    assert not Conclusion.objects.exists()


def test_a_village_that_leads_sees_its_task(world: World, meeting: Meeting) -> None:
    row = Assignment(kind="lead", official=world.official("thon"))
    made = add_conclusion(by=world.lan, meeting=meeting, text="Lắp biển", lead=row)
    assert made.task.unit == world.village
    address = reverse("tasks:task", args=[made.task_id])
    assert world.client("thon").get(address).status_code == 200


def test_who_may_not_give_tasks_concludes_in_words_alone(world: World, meeting: Meeting) -> None:
    member = world.member("committee")
    form = member.get(url("conclude", meeting)).context["form"]
    assert set(form.fields) == {"text", "form_key"}
    data = {"text": "Nhất trí", "deadline_words": BY, "chu-tri-official": world.official("hien").pk}
    assert member.post(url("conclude", meeting), data).status_code == 303
    conclusion = Conclusion.objects.get()
    assert conclusion.task is None
    # Whoever may gives it later; what was concluded then states who and by when.
    given = {"unit": world.commune, "text": "Nhất trí", "deadline_words": BY}
    make_task_of(
        by=world.lan, conclusion_id=conclusion.pk, plan=world.plan, fields=given,
        assignees=[lead(world)],
    )  # fmt: skip
    conclusion.refresh_from_db()
    assert (conclusion.led_by, conclusion.deadline_words) == ("Đặng Thị Hiền", BY)


def test_the_task_follows_in_what_nobody_changed_on_it(world: World, meeting: Meeting) -> None:
    conclusion = concluded(world, meeting)
    task = conclusion.task
    Task.objects.filter(pk=task.pk).update(deadline_words="trong tháng 9/2024")
    edit_conclusion(
        by=world.lan,
        conclusion=conclusion,
        text="Rà soát hồ sơ nước sạch và môi trường",
        deadline_words="trong quý IV/2024",
        lead=Assignment(kind="lead", official=world.official("quyen")),
        seen_version=0,
        reason="Bổ sung",
    )
    task.refresh_from_db()
    assert task.text == "Rà soát hồ sơ nước sạch và môi trường"
    assert task.deadline_words == "trong tháng 9/2024"
    assert [row.official for row in task.leads] == [world.official("quyen")]


def test_a_withdrawn_conclusion_takes_its_unbegun_task_along(
    world: World, meeting: Meeting
) -> None:
    conclusion = concluded(world, meeting)
    task = conclusion.task
    remove_conclusion(by=world.lan, conclusion=conclusion, seen_version=0)
    task.refresh_from_db()
    assert task.state == TaskState.CANCELLED
    assert "Rút kết luận 1" in task.reports.get().reason
    assert not Conclusion.objects.exists()


# --- Who came -------------------------------------------------------------------------------------


def test_members_of_the_body_are_marked_present_or_absent_with_a_reason(
    world: World, meeting: Meeting
) -> None:
    body = Body.objects.create(unit=world.commune, name="Ban Chỉ đạo xây dựng nông thôn mới")
    hien, thon = world.official("hien"), world.official("thon")
    Posting.objects.filter(official__in=[hien, thon]).update(body=body)
    edit_meeting(by=world.lan, meeting_id=meeting.pk, fields={"body": body}, seen_version=0)
    client, address = world.client("lan"), url("attend", meeting)
    rows = list(client.get(address).context["form"].rows())
    # The body's members, of villages too, with chair and secretary; nobody else of the commune.
    called = {world.official("tam"), world.official("lan"), hien, thon}
    assert {row.person for row in rows} == called
    data = {f"co-{person.pk}": "on" for person in called - {thon}} | {"seen_version": 1}
    both = data | {f"ly-do-{hien.pk}": "ốm"}
    assert client.post(address, both).status_code == 422
    assert client.post(address, data | {f"ly-do-{thon.pk}": "đi công tác"}).status_code == 303
    absent = Attendance.objects.get(is_present=False)
    assert (absent.official, absent.reason) == (thon, "đi công tác")
    page = client.get(url("meeting", meeting)).content.decode()
    assert "(đi công tác)" in page
    event = AuditEvent.objects.about(meeting).first()
    assert (event.action, len(event.changes["attendance"][1])) == ("điểm danh", 4)
    assert client.post(address, data).status_code == 409  # made from an older page


# --- Its lists ------------------------------------------------------------------------------------


@pytest.mark.both
def test_the_agenda_is_added_to_moved_taken_from_and_filled_again(
    world: World, meeting: Meeting
) -> None:
    client = world.client("lan")
    data = {"title": "Cho ý kiến về đường hoa", "text": "Phương án A"}
    assert client.post(url("add_meeting_part", meeting, "chuong-trinh"), data).status_code == 303
    own = AgendaItem.objects.get(kind=AgendaKind.OWN)
    for _ in range(3):
        client.post(url("move_agenda_item", meeting, own.pk), {"huong": "len"})
    kinds = [item.kind for item in meeting.agenda.order_by("order")]
    assert kinds.index(AgendaKind.OWN) == 3
    overdue = AgendaItem.objects.get(kind=AgendaKind.OVERDUE)
    address = url("remove_meeting_part", meeting, "chuong-trinh", overdue.pk)
    assert client.post(address, {"seen_version": 0}).status_code == 303
    assert "Lấy thêm các mục từ hồ sơ" in client.get(url("meeting", meeting)).content.decode()
    assert client.post(url("fill_agenda", meeting)).status_code == 303
    assert {item.kind for item in meeting.agenda.all()} == set(AgendaKind)
    assert "đổi thứ tự chương trình" in client.get(url("meeting", meeting)).content.decode()


def test_a_point_of_another_meeting_is_none_of_this_one(world: World, meeting: Meeting) -> None:
    other = hold_meeting(by=make.system(), unit=world.neighbour, held_on=make.TODAY, name="Khác")
    item = AgendaItem.objects.create(meeting=other, order=1, title="Điểm khác")
    client = world.client("lan")
    for name, path in (("edit_meeting_part", ["chuong-trinh", item.pk]),
                       ("move_agenda_item", [item.pk])):  # fmt: skip
        assert client.post(url(name, meeting, *path), {"huong": "len"}).status_code == 404


def test_a_commendation_is_kept_with_the_meeting(world: World, meeting: Meeting) -> None:
    client = world.client("lan")
    data = {"honoured": "collective", "name": "Thôn Mai Hạ", "award": "Giấy khen", "reason": "Đầu"}
    address = url("add_meeting_part", meeting, "khen-thuong")
    assert client.post(address, data).status_code == 303
    row = Commendation.objects.get()
    change = url("edit_meeting_part", meeting, "khen-thuong", row.pk)
    assert client.post(change, data | {"name": "", "seen_version": 0}).status_code == 422
    assert client.post(change, data | {"award": "Bằng khen", "seen_version": 0}).status_code == 303
    page = client.get(url("meeting", meeting)).content.decode()
    assert "Bằng khen" in page
    assert "Tập thể" in page
    assert client.get(url("add_meeting_part", meeting, "khac")).status_code == 404


# --- Closed ---------------------------------------------------------------------------------------


def test_a_closed_meeting_is_refused_everywhere_with_one_sentence(
    world: World, meeting: Meeting
) -> None:
    conclusion, client = concluded(world, meeting), world.client("lan")
    item = meeting.agenda.first()
    close_meeting(by=world.lan, meeting_id=meeting.pk, seen_version=0)
    sentence = "Cuộc họp đã kết thúc và chốt lúc 9 giờ 00 ngày 15/8/2024"
    page = client.get(url("meeting", meeting)).content.decode()
    assert page.count(sentence) >= 2  # beside each button that is off
    part = (meeting, "chuong-trinh")
    for address in (
        url("edit_meeting", meeting),
        url("attend", meeting),
        url("close_meeting", meeting),
        url("conclude", meeting),
        url("add_meeting_part", *part),
        url("edit_meeting_part", *part, item.pk),
        url("remove_meeting_part", *part, item.pk),
        url("edit_conclusion", meeting, conclusion.pk),
        url("remove_conclusion", meeting, conclusion.pk),
    ):
        for answer in (client.get(address), client.post(address, {"seen_version": 1})):
            assert (answer.status_code, sentence in answer.content.decode()) == (403, True), address
    for address in (url("fill_agenda", meeting), url("move_agenda_item", meeting, item.pk)):
        assert client.post(address).status_code == 403
    # What was given goes on: a task is nobody's minutes.
    assert client.get(reverse("tasks:edit", args=[conclusion.task_id])).status_code == 200


def test_no_service_writes_to_a_closed_meeting(world: World, meeting: Meeting) -> None:
    conclusion, by = concluded(world, meeting), make.system()
    item = meeting.agenda.first()
    close_meeting(by=world.lan, meeting_id=meeting.pk, seen_version=0)
    for write in (
        lambda: add_conclusion(by=by, meeting=meeting, text="a"),
        lambda: edit_conclusion(by=by, conclusion=conclusion, text="a", seen_version=0),
        lambda: remove_conclusion(by=by, conclusion=conclusion, seen_version=0),
        lambda: edit_meeting(by=by, meeting_id=meeting.pk, fields={}, seen_version=1),
        lambda: record_attendance(by=by, meeting_id=meeting.pk, attendances=[], seen_version=1),
        lambda: fill_agenda(by=by, meeting_id=meeting.pk),
        lambda: move_agenda_item(by=by, item=item, is_up=True),
        lambda: add_part(by=by, owner=meeting, model=AgendaItem, fields={"title": "a"}),
        lambda: close_meeting(by=by, meeting_id=meeting.pk, seen_version=1),
    ):
        with pytest.raises(Refused, match="đã kết thúc và chốt"):
            write()


def test_what_is_missing_is_listed_before_it_is_closed_for_ever(
    world: World, meeting: Meeting
) -> None:
    client = world.client("lan")
    page = client.get(url("close_meeting", meeting)).content.decode()
    for name in ("attend", "conclude"):
        assert f'href="{url(name, meeting)}"' in page
    late, unread, _ = (
        Conclusion.objects.create(meeting=meeting, order=at, text=f"{at}", deadline_words=words)
        for at, words in enumerate(["trước ngày 15/5/2024", "sớm nhất có thể", BY], 1)
    )
    record_attendance(
        by=world.lan, meeting_id=meeting.pk, seen_version=0,
        attendances=[Attendance(official=world.official("lan"), is_present=True)],
    )  # fmt: skip
    lacks = client.get(url("close_meeting", meeting)).context["lacks"]
    mended = [url("edit_conclusion", meeting, row.pk) for row in (late, unread)]
    assert [address for _, address in lacks] == mended
    # The deadline that is in force is the task's.
    late.task = make.make_task(world.plan, deadline_words=BY)
    late.save()
    Conclusion.objects.filter(pk=unread.pk).update(deadline_words="")
    assert client.get(url("close_meeting", meeting)).context["lacks"] == []
    Task.objects.filter(pk=late.task_id).update(deadline_words="trước ngày 1/8/2024")
    (lack,) = client.get(url("close_meeting", meeting)).context["lacks"]
    assert lack[1] == reverse("tasks:edit", args=[late.task_id])
    Conclusion.objects.all().delete()
    assert client.post(url("close_meeting", meeting), {"seen_version": 1}).status_code == 303


def test_what_was_closed_is_kept_as_it_was(world: World, meeting: Meeting) -> None:
    concluded(world, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(secretary=None)
    client = world.client("lan")
    refused = client.post(url("close_meeting", meeting), {"seen_version": 0})
    assert (refused.status_code, "chủ trì và thư ký" in refused.content.decode()) == (403, True)
    Meeting.objects.filter(pk=meeting.pk).update(secretary=world.official("lan"))
    assert client.post(url("close_meeting", meeting), {"seen_version": 0}).status_code == 303
    sheet = MeetingSheet.objects.get()
    assert (sheet.meeting, sheet.as_of) == (meeting, make.TODAY)
    assert sheet.contents["conclusions"][0]["led_by"] == "Đặng Thị Hiền"
    meeting.refresh_from_db()
    assert (meeting.closed_by, meeting.closed_at) == (world.official("lan"), sheet.drawn_at)
    agenda = reverse("reports:agenda", args=[meeting.pk])
    before = client.get(agenda).context["sheet"]
    make.make_task(world.plan, text="Việc mới quá hạn", deadline_words="trước ngày 01/8/2024")
    assert client.get(agenda).context["sheet"] == before
