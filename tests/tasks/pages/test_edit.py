"""Editing and assigning a task, and what the second of two writers sees."""

import pytest
from django.urls import reverse

from tasks.models import Task
from tests import factories as make
from tests.world import World


def url(world: World, name: str) -> str:
    return reverse(f"tasks:{name}", args=[world.task.pk])


def fields(world: World, **values) -> dict:
    return {
        "text": "Nội dung mới",
        "unit": world.commune.pk,
        "deadline_words": "tháng 9/2024",
        "seen_version": 0,
    } | values


def rows(world: World, who: str = "quyen", version: int = 0) -> dict:
    return {
        "nguoi-TOTAL_FORMS": 1,
        "nguoi-INITIAL_FORMS": 1,
        "nguoi-0-kind": "lead",
        "nguoi-0-official": world.official(who).pk,
        "seen_version": version,
    }


def test_a_task_is_edited(world: World):
    response = world.client("lan").post(url(world, "edit"), fields(world))
    task = Task.objects.get()
    assert response.status_code == 303
    assert (task.text, str(task.ends_on), task.criterion) == ("Nội dung mới", "2024-09-30", None)


def test_the_form_shows_what_stands_there(world: World):
    form = world.client("lan").get(url(world, "edit")).context["form"]
    assert form["criterion"].value() == world.task.criterion_id
    assert form["deadline_words"].value() == "trước ngày 01/8/2024"


@pytest.mark.parametrize("name", ["edit", "assign"])
@pytest.mark.parametrize(
    ("who", "status"), [("tam", 200), ("hien", 403), ("thon", 404), ("stranger", 404)]
)
def test_who_may_change_a_task(world: World, name, who, status):
    assert world.client(who).get(url(world, name)).status_code == status


@pytest.mark.parametrize("name", ["edit", "assign"])
def test_only_get_and_post(world: World, name):
    assert world.client("lan").delete(url(world, name)).status_code == 405


def test_bad_input_is_refused_and_kept(world: World):
    data = fields(world, deadline_words="từ 31/12/2024 đến 01/01/2024")
    response = world.client("lan").post(url(world, "edit"), data)
    assert response.status_code == 422
    assert response.context["form"]["text"].value() == "Nội dung mới"
    assert "Hạn kết thúc trước ngày bắt đầu" in response.content.decode()


def test_two_editors_never_overwrite_each_other_silently(world: World):
    first, second = world.client("lan"), world.client("tam")
    first.post(url(world, "edit"), fields(world, text="Bản của Lan"))
    clash = second.post(url(world, "edit"), fields(world, text="Bản của Tám"))
    assert clash.status_code == 409
    for words in ("Bản của Lan", "Bản của Tám", "Nguyễn Thị Lan"):
        assert words in clash.content.decode()
    assert Task.objects.get().text == "Bản của Lan"
    second.post(clash.context["action"], dict(clash.context["hidden"]))
    assert Task.objects.get().text == "Bản của Tám"


def test_two_assigners_see_each_other(world: World):
    client = world.client("lan")
    assert client.post(url(world, "assign"), rows(world)).status_code == 303
    clash = world.client("tam").post(url(world, "assign"), rows(world, "hien"))
    assert clash.status_code == 409
    assert "Đặng Văn Quyên" in clash.content.decode()
    assert [row.name for row in Task.objects.get().assignments.all()] == ["Đặng Văn Quyên"]


def test_words_of_the_source_survive_a_change_of_another_row(world: World):
    row = world.task.assignments.get()
    row.words = "đ/c Hiền ĐC"
    row.save()
    page = world.client("lan").get(url(world, "assign"))
    data = {"seen_version": 0, "nguoi-TOTAL_FORMS": 3, "nguoi-INITIAL_FORMS": 0}
    for index, form in enumerate(page.context["rows"].forms):
        for name in ("kind", "official", "body", "role_words", "words"):
            data[f"nguoi-{index}-{name}"] = form[name].value() or ""
    world.client("lan").post(url(world, "assign"), data)
    assert world.task.assignments.get().words == "đ/c Hiền ĐC"


def test_a_person_who_has_left_stays_choosable(world: World):
    world.official("hien").postings.update(ends_on=make.date(2024, 8, 1))
    page = world.client("lan").get(url(world, "assign"))
    assert "Đặng Thị Hiền" in page.content.decode()
