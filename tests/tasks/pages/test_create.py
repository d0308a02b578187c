"""Giving a task: the form, its live echo, its refusals, and the task it makes."""

import pytest
from django.urls import reverse

from tasks.models import Task
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.tasks.pages.conftest import Commune
from villages.models import Body

URL = reverse("tasks:create")


def form(commune: Commune, **values) -> dict:
    """A filled form with two rows of assignees."""
    return {
        "text": "Lắp biển báo",
        "unit": commune.village.pk,
        "deadline_words": "trong quý III/2024",
        "assessment": commune.assessment.pk,
        "criterion": commune.task.criterion_id,
        "nguoi-TOTAL_FORMS": 3,
        "nguoi-INITIAL_FORMS": 0,
        "nguoi-0-kind": "lead",
        "nguoi-0-official": commune.people["hien"].pk,
        "nguoi-1-kind": "support",
        "nguoi-1-role_words": "người phụ trách môi trường",
        "nguoi-2-kind": "support",
    } | values


def made() -> Task:
    return Task.objects.order_by("-pk")[0]


def test_a_task_is_given_with_leads_and_supports(commune: Commune):
    body = Body.objects.create(unit=commune.unit, name="Hội Nông dân")
    values = form(commune, **{"nguoi-2-body": body.pk})
    response = commune.client("lan").post(URL, values)
    task = made()
    assert (response.status_code, response["Location"]) == (
        303,
        reverse("tasks:task", args=[task.pk]),
    )
    assert (task.unit, task.criterion_id) == (commune.village, commune.task.criterion_id)
    assert str(task.ends_on) == "2024-09-30"
    assert {(row.kind, row.name) for row in task.assignments.all()} == {
        ("lead", "Đặng Thị Hiền"),
        ("support", "người phụ trách môi trường"),
        ("support", "Hội Nông dân"),
    }


def test_unreadable_words_are_kept_and_told_after_saving(commune: Commune):
    client = commune.client("lan")
    response = client.post(URL, form(commune, deadline_words="khi có vốn"), follow=True)
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
def test_bad_input_is_told_at_its_field_and_kept(commune: Commune, values, field, sentence):
    before = Task.objects.count()
    response = commune.client("lan").post(URL, form(commune, **values))
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
def test_a_bad_row_of_assignees_is_told(commune: Commune, row, sentence):
    stranger = commune.people["stranger"].pk
    values = form(commune) | {k: stranger if v == "stranger" else v for k, v in row.items()}
    response = commune.client("lan").post(URL, values)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_nobody_is_named_twice(commune: Commune):
    values = form(commune, **{"nguoi-2-official": commune.people["hien"].pk})
    response = commune.client("lan").post(URL, values)
    assert response.status_code == 422
    assert "được chọn hai lần" in response.content.decode()


@pytest.mark.parametrize("button", ["add_row", "refresh"])
def test_without_scripts_a_button_gives_more_choices_and_keeps_what_was_typed(commune, button):
    response = commune.client("lan").post(URL, form(commune, **{button: "1"}))
    assert response.status_code == 200
    assert response.context["form"]["text"].value() == "Lắp biển báo"
    assert len(response.context["rows"].forms) == (4 if button == "add_row" else 3)
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"), [("lan", 200), ("tam", 200), ("hien", 403), ("thon", 403), ("vanthu", 403)]
)
def test_who_may_give_tasks(commune: Commune, who, status):
    client = commune.client(who)
    assert client.get(URL).status_code == status
    assert client.post(URL, form(commune)).status_code == (303 if status == 200 else status)


def test_a_plan_out_of_scope_is_not_there(commune: Commune):
    address = f"{URL}?ke_hoach={commune.plan.pk}"
    assert commune.client("stranger").get(address).status_code == 404
    assert commune.client("thon").get(address).status_code == 404
    assert commune.client("lan").put(URL).status_code == 405


def test_with_two_plans_one_is_chosen_first(commune: Commune):
    make.make_plan(commune.unit, year=2025)
    page = commune.client("lan").get(URL).content.decode()
    assert f"?ke_hoach={commune.plan.pk}" in page


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("trong tháng 8", "từ 01/8/2024 đến hết 31/8/2024"),
        ("hàng tuần", "hàng tuần"),
        ("khi có vốn", "không có ngày hết hạn"),
        ("", "Chưa ghi thời hạn"),
    ],
)
def test_the_echo_says_what_was_read(commune: Commune, words, told):
    values = {"deadline_words": words, "nam": "2024"}
    response = commune.client("lan").get(reverse("tasks:read_deadline"), values)
    assert told in response.content.decode()


def test_criteria_are_those_of_the_chosen_assessment(commune: Commune):
    values = {"ke_hoach": commune.plan.pk, "assessment": commune.assessment.pk}
    values["criterion"] = commune.task.criterion_id
    address = reverse("tasks:criterion_fields")
    form = commune.client("lan").get(address, values).context["form"]
    assert {c.criteria_set for c in form.fields["criterion"].queryset} == {
        commune.assessment.criteria_set
    }
    assert [i.code for i in form.fields["indicator"].queryset] == ["1.1", "1.2"]
    assert commune.client("stranger").get(address, values).status_code == 404


def test_queries_do_not_grow(commune: Commune):
    def grow():
        for number in range(9):
            make.make_official(commune.unit, "official")
            Body.objects.create(unit=commune.unit, name=f"Tổ {number}")

    assert_constant_queries(commune.client("lan"), URL, grow)
