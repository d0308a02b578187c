"""Giving a task: the form, its live echo, its refusals, and the task it makes."""

import pytest
from django.urls import reverse

from tasks.models import Task
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.world import World, client_of
from villages.enums import Role
from villages.models import Body
from villages.services import appoint

URL = reverse("tasks:create")


def form(world: World, **values) -> dict:
    """A filled form with two rows of assignees."""
    return {
        "text": "Lắp biển báo",
        "unit": world.village.pk,
        "deadline_words": "trong quý III/2024",
        "assessment": world.assessment.pk,
        "criterion": world.task.criterion_id,
        "nguoi-TOTAL_FORMS": 3,
        "nguoi-INITIAL_FORMS": 0,
        "nguoi-0-kind": "lead",
        "nguoi-0-official": world.official("hien").pk,
        "nguoi-1-kind": "support",
        "nguoi-1-role_words": "người phụ trách môi trường",
        "nguoi-2-kind": "support",
    } | values


def made() -> Task:
    return Task.objects.order_by("-pk")[0]


def test_a_task_is_given_with_leads_and_supports(world: World):
    body = Body.objects.create(unit=world.commune, name="Hội Nông dân")
    values = form(world, **{"nguoi-2-body": body.pk})
    response = world.client("lan").post(URL, values)
    task = made()
    assert (response.status_code, response["Location"]) == (
        303,
        reverse("tasks:task", args=[task.pk]),
    )
    assert (task.unit, task.criterion_id) == (world.village, world.task.criterion_id)
    assert str(task.ends_on) == "2024-09-30"
    assert {(row.kind, row.name) for row in task.assignments.all()} == {
        ("lead", "Đặng Thị Hiền"),
        ("support", "người phụ trách môi trường"),
        ("support", "Hội Nông dân"),
    }


def test_a_role_that_is_the_name_of_one_body_means_that_body(world: World):
    """Typed for the police in a hurry; of two bodies of one name nobody knows which."""
    body = Body.objects.create(unit=world.commune, name="Công an xã", short_names="CAX")
    for words in ("công an xã", "CAX", "Công an"):
        values = form(world, **{"nguoi-1-role_words": words})
        assert world.client("lan").post(URL, values).status_code == 303
        row = made().assignments.get(kind="support")
        known = (body, "") if words != "Công an" else (None, "Công an")
        assert (row.body, row.role_words) == known, words
    Body.objects.create(unit=world.village, name="Công an xã")
    world.client("lan").post(URL, form(world, **{"nguoi-1-role_words": "Công an xã"}))
    assert made().assignments.get(kind="support").role_words == "Công an xã"


def test_a_role_that_is_the_name_of_one_official_means_them(world: World):
    tam = world.official("tam")
    world.client("lan").post(URL, form(world, **{"nguoi-1-role_words": tam.full_name.upper()}))
    assert made().assignments.get(kind="support").official == tam


def test_the_plan_is_that_of_the_unit_whose_tasks_one_gives(world: World):
    """Whoever looks on next door, and gives tasks here, need not choose which."""
    make.make_plan(world.neighbour)
    make.make_plan(make.make_commune("Nghi Hoa", world.district))
    posting = {"official": world.official("lan"), "unit": world.neighbour, "title": "Dự họp"}
    appoint(by=make.system(), role=Role.COMMITTEE, **posting)
    units = world.client("lan").get(URL).context["form"].fields["unit"].queryset
    assert list(units) == [world.commune, world.village]


def test_unreadable_words_are_kept_and_shown_after_saving(world: World):
    client = world.client("lan")
    response = client.post(URL, form(world, deadline_words="khi có vốn"), follow=True)
    assert made().deadline_words == "khi có vốn"
    assert "không có ngày hết hạn" in response.content.decode()


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"text": ""}, "text", "Hãy ghi nội dung nhiệm vụ."),
        ({"text": "\u200b \ufeff"}, "text", "Hãy ghi nội dung nhiệm vụ."),
        ({"text": "ơ" * 400_000}, "text", "chỉ nhận tối đa"),
        ({"unit": ""}, "unit", "Hãy chọn đơn vị thực hiện."),
        ({"unit": "999999"}, "unit", "ngoài phạm vi"),
        (
            {"deadline_words": "từ 31/10/2024 đến 01/3/2024"},
            "deadline_words",
            "Hạn kết thúc trước ngày bắt đầu",
        ),
        ({"deadline_words": "x" * 500}, "deadline_words", "chỉ nhận tối đa 200"),
        ({"criterion": "999999"}, "criterion", "ngoài phạm vi"),
        ({"assessment": ""}, "criterion", "ngoài phạm vi"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(world: World, values, field, sentence):
    before = Task.objects.count()
    response = world.client("lan").post(URL, form(world, **values))
    assert response.status_code == 422
    shown = response.context["form"]
    assert sentence in " ".join(shown.errors[field])
    name, typed = next(iter(values.items()))
    assert shown[name].value() == typed
    assert Task.objects.count() == before


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"nguoi-1-official": "stranger"}, "ngoài phạm vi"),
        ({"nguoi-0-role_words": "và thêm vai trò"}, "Chọn đúng một"),
        ({"nguoi-1-role_words": "x" * 300}, "chỉ nhận tối đa 200"),
    ],
)
def test_a_bad_row_of_assignees_is_refused(world: World, row, sentence):
    stranger = world.official("stranger").pk
    values = form(world) | {k: stranger if v == "stranger" else v for k, v in row.items()}
    response = world.client("lan").post(URL, values)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_nobody_is_named_twice(world: World):
    values = form(world, **{"nguoi-2-official": world.official("hien").pk})
    response = world.client("lan").post(URL, values)
    assert response.status_code == 422
    assert "được chọn hai lần" in response.content.decode()


@pytest.mark.parametrize("button", ["add_row", "refresh"])
def test_without_scripts_a_button_gives_more_choices_and_keeps_what_was_typed(world, button):
    response = world.client("lan").post(URL, form(world, **{button: "1"}))
    assert response.status_code == 200
    assert response.context["form"]["text"].value() == "Lắp biển báo"
    assert len(response.context["rows"].forms) == (4 if button == "add_row" else 3)
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"), [("lan", 200), ("tam", 200), ("hien", 403), ("thon", 403), ("vanthu", 403)]
)
def test_who_may_give_tasks(world: World, who, status):
    client = world.client(who)
    assert client.get(URL).status_code == status
    assert client.post(URL, form(world)).status_code == (303 if status == 200 else status)


def test_a_plan_out_of_scope_is_not_there(world: World):
    address = f"{URL}?ke_hoach={world.plan.pk}"
    assert world.client("stranger").get(address).status_code == 404
    assert world.client("thon").get(address).status_code == 404
    assert world.client("lan").put(URL).status_code == 405


def test_with_two_plans_one_is_chosen_first(world: World):
    make.make_plan(world.commune, year=2025)
    page = world.client("lan").get(URL).content.decode()
    assert f"?ke_hoach={world.plan.pk}" in page


@pytest.mark.parametrize(
    ("words", "echo"),
    [
        ("trong tháng 8", "từ 01/8/2024 đến hết 31/8/2024"),
        ("hàng tuần", "hàng tuần"),
        ("khi có vốn", "không có ngày hết hạn"),
        ("", "Chưa ghi thời hạn"),
    ],
)
def test_the_echo_shows_what_was_read(world: World, words, echo):
    values = {"deadline_words": words, "nam": "2024"}
    response = world.client("lan").get(reverse("tasks:read_deadline"), values)
    assert echo in response.content.decode()


def test_criteria_are_those_of_the_chosen_assessment(world: World):
    values = {"ke_hoach": world.plan.pk, "assessment": world.assessment.pk}
    values["criterion"] = world.task.criterion_id
    address = reverse("tasks:criterion_fields")
    form = world.client("lan").get(address, values).context["form"]
    assert {c.criteria_set for c in form.fields["criterion"].queryset} == {
        world.assessment.criteria_set
    }
    assert [i.code for i in form.fields["indicator"].queryset] == ["1.1", "1.2"]
    assert world.client("stranger").get(address, values).status_code == 404


def test_queries_do_not_grow(world: World):
    def grow():
        for number in range(9):
            make.make_official(world.commune, "official")
            Body.objects.create(unit=world.commune, name=f"Tổ {number}")

    assert_constant_queries(world.client("lan"), URL, grow)


def test_no_form_of_a_plan_offers_assessments_of_other_units(world: World):
    """Even to somebody above, who sees them: a plan speaks of its own unit and those below it."""
    foreign = make.make_assessment(world.neighbour, world.assessment.criteria_set)
    above = client_of(make.make_official(world.district, Role.STANDING_OFFICER))
    pages = (
        f"{URL}?ke_hoach={world.plan.pk}",
        reverse("tasks:edit", args=[world.task.pk]),
        reverse("tasks:add_funding", args=[world.plan.pk]),
        reverse("tasks:add_plan_part", args=[world.plan.pk, "muc-tieu"]),
    )
    for url in pages:
        offered = above.get(url).context["form"].fields["assessment"].queryset
        assert world.assessment in offered, url
        assert foreign not in offered, url
