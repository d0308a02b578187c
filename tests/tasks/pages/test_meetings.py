"""Giao ban: held, concluded, and a conclusion that becomes a task pointing back."""

import pytest
from django.urls import reverse

from tasks.models import Conclusion, Meeting, Task
from tasks.services import add_conclusion, hold_meeting
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.tasks.pages.test_create import form as task_form
from tests.world import World
from villages.enums import Role
from villages.models import Body, Posting


def held(world: World) -> Meeting:
    return hold_meeting(
        by=make.system(), unit=world.commune, held_on=make.date(2024, 8, 5), name="Giao ban tháng 8"
    )


def test_a_meeting_is_written_down(world: World):
    data = {
        "unit": world.commune.pk,
        "name": "Giao ban tháng 8",
        "rhythm": "monthly",
        "held_on": "05/08/2024",
        "start_time": "8h30",
        "secretary": world.official("lan").pk,
        "chaired_by": world.official("tam").pk,
        "summary": "Tiến độ chậm",
    }
    response = world.client("lan").post(reverse("tasks:hold_meeting"), data)
    meeting = Meeting.objects.get()
    assert response["Location"] == reverse("tasks:meeting", args=[meeting.pk])
    assert (str(meeting.held_on), meeting.summary) == ("2024-08-05", "Tiến độ chậm")
    twice = world.client("lan").post(reverse("tasks:hold_meeting"), data)
    assert twice.status_code == 422


@pytest.mark.parametrize(
    "name", ["tasks:hold_meeting", "tasks:create_plan", "criteria:open_assessment"]
)
def test_units_are_offered_in_which_one_holds_the_right(world: World, name):
    """A posting that gives it beside the main one that does not."""
    clerk = make.make_official(world.commune, Role.CLERK)
    Posting.objects.create(
        official=clerk, unit=world.neighbour, role=Role.STANDING_OFFICER, title="Kiêm việc"
    )
    form = world.client(clerk).get(reverse(name)).context["form"]
    assert list(form.fields["unit"].queryset) == [world.neighbour]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("31/02/2024", "không có ngày 31"),
        ("08/25/2024", "Không có tháng 25"),
        ("16/10/2025", "quá một năm"),
        ("31/12/2009", "trước năm 2010"),
        ("", ""),
    ],
)
def test_a_wrong_day_is_refused_and_kept(world: World, day, sentence):
    data = {"unit": world.commune.pk, "name": "Giao ban", "held_on": day, "rhythm": "monthly"}
    response = world.client("lan").post(reverse("tasks:hold_meeting"), data)
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors["held_on"])
    assert response.context["form"]["held_on"].value() == day


def test_a_body_of_another_unit_does_not_meet_here(world: World):
    lan, unit = world.official("lan"), world.neighbour
    Posting.objects.create(official=lan, unit=unit, role=Role.STANDING_OFFICER, title="Kiêm việc")
    body = Body.objects.create(unit=unit, name="Ban Chỉ đạo")
    data = {
        "unit": world.commune.pk, "name": "Giao ban", "held_on": "05/8/2024", "rhythm": "monthly",
        "body": body.pk,
    }  # fmt: skip
    response = world.client("lan").post(reverse("tasks:hold_meeting"), data)
    assert "không thuộc xã Mai Đình" in " ".join(response.context["form"].errors["body"])


def test_a_conclusion_becomes_a_task_that_points_back(world: World):
    meeting, client = held(world), world.client("lan")
    url = reverse("tasks:meeting", args=[meeting.pk])
    data = {"text": "Giao đồng chí Hiền đôn đốc"}
    assert client.post(reverse("tasks:conclude", args=[meeting.pk]), data).status_code == 303
    conclusion = Conclusion.objects.get()
    address = f"{reverse('tasks:create')}?ket_luan={conclusion.pk}"
    assert client.get(address).context["form"]["text"].value() == conclusion.text
    assert client.post(address, task_form(world)).status_code == 303
    task = Task.objects.get(conclusion=conclusion)
    page = client.get(reverse("tasks:task", args=[task.pk])).content.decode()
    assert "Theo kết luận giao ban ngày 05/8/2024" in page
    assert reverse("tasks:task", args=[task.pk]) in client.get(url).content.decode()
    assert client.get(address).context["deny"] == "Kết luận này đã được giao thành nhiệm vụ."
    twice = client.post(address, task_form(world))
    assert twice.status_code == 422
    assert "Kết luận này đã được giao thành nhiệm vụ." in twice.content.decode()


def test_an_empty_conclusion_is_refused(world: World):
    url = reverse("tasks:conclude", args=[held(world).pk])
    response = world.client("lan").post(url, {"text": " "})
    assert response.status_code == 422
    assert not Conclusion.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("lan", 303), ("tam", 303), ("hien", 403), ("thon", 404), ("stranger", 404)]
)
def test_who_may_conclude(world: World, who, status):
    meeting = held(world)
    url = reverse("tasks:conclude", args=[meeting.pk])
    response = world.client(who).post(url, {"text": "Kết luận"})
    assert response.status_code == status
    if status == 403:
        assert "“ghi kết luận giao ban”" in response.content.decode()
    assert world.client(who).get(url).status_code == (200 if status == 303 else status)


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("hien", 403), ("thon", 403)])
def test_who_may_hold(world: World, who, status):
    assert world.client(who).get(reverse("tasks:hold_meeting")).status_code == status


def test_a_conclusion_out_of_scope_is_not_there(world: World):
    conclusion = add_conclusion(by=make.system(), meeting=held(world), text="Kín")
    address = f"{reverse('tasks:create')}?ket_luan={conclusion.pk}"
    assert world.client("stranger").get(address).status_code == 404
    assert not world.client("thon").get(reverse("tasks:meetings")).context["page"].object_list


def test_queries_do_not_grow(world: World):
    meeting = held(world)
    add_conclusion(by=make.system(), meeting=meeting, text="Một")

    def grow():
        for number in range(9):
            add_conclusion(by=make.system(), meeting=meeting, text=f"Kết luận {number}")

    url = reverse("tasks:meeting", args=[meeting.pk])
    assert_constant_queries(world.client("lan"), url, grow)


def test_queries_of_the_list_do_not_grow(world: World):
    held(world)

    def grow():
        for day in range(1, 10):
            hold_meeting(
                by=make.system(),
                unit=world.commune,
                held_on=make.date(2024, 7, day),
                name="Giao ban",
                chaired_by=world.official("tam"),
            )

    assert_constant_queries(world.client("lan"), reverse("tasks:meetings"), grow)


def test_conclusions_in_the_same_words_are_named_before_the_meeting_is_closed(world: World) -> None:
    meeting = held(world)
    Meeting.objects.update(chaired_by=world.official("tam"), secretary=world.official("lan"))
    for text in ("Dọn rác", "Sửa cầu", "dọn rác"):
        add_conclusion(by=world.lan, meeting=meeting, text=text)
    url = reverse("tasks:close_meeting", args=[meeting.pk])
    page = world.client("lan").get(url).content.decode()
    assert "Kết luận 3 trùng lời với kết luận 1." in page
    assert "Kết luận 2 trùng" not in page
