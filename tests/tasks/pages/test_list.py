"""The task list: what is found, in which order, how it is shown, what it costs."""

import pytest
from django.urls import reverse

from tasks.models import Task
from tasks.services import move_task
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.world import World

pytestmark = pytest.mark.both

URL = reverse("tasks:list")


def found(client, **values) -> list[str]:
    response = client.get(URL, values)
    assert response.status_code == 200
    return [task.text for task in response.context["page"]]


def test_most_urgent_first_and_closed_last(world: World):
    late = world.task
    make.make_task(world.plan, text="Không hạn", deadline_words="")
    make.make_task(world.plan, text="Cuối năm", deadline_words="tháng 12/2024")
    gone = make.make_task(world.plan, text="Đã thôi", deadline_words="tháng 1/2024")
    move_task(
        by=make.system(),
        task_id=gone.pk,
        transition_name="cancel",
        seen_version=0,
        reason="Trùng việc khác",
    )
    assert found(world.client("lan")) == [late.text, "Cuối năm", "Không hạn", "Đã thôi"]


def test_an_overdue_task_shows_its_days_words_and_leader(world: World):
    page = world.client("lan").get(URL).content.decode()
    for words in ("Quá hạn 15 ngày", "trước ngày 01/8/2024", "đến hết 31/7/2024", "Đặng Thị Hiền"):
        assert words in page


@pytest.mark.parametrize("typed", ["nha van hoa", "NHÀ VĂN HÓA", "nhà văn hoá", "hoa ra soat"])
def test_search_needs_no_diacritics_and_no_order(world: World, typed):
    make.make_task(world.plan, text="Việc khác")
    assert found(world.client("lan"), q=typed) == [world.task.text]


def test_each_filter_narrows(world: World):
    village_task = make.make_task(
        world.plan, unit=world.village, text="Việc thôn", deadline_words="quý IV/2024"
    )
    client, task = world.client("lan"), world.task
    both, first, second = {task.text, village_task.text}, [task.text], [village_task.text]
    assert set(found(client, don_vi=world.commune.pk)) == both
    assert found(client, don_vi=world.village.pk) == second
    assert found(client, danh_gia=world.assessment.pk) == first
    assert found(client, tieu_chi=task.criterion_id) == first
    assert found(client, nguoi=world.official("hien").pk) == first
    assert found(client, qua_han=1) == first
    assert found(client, quy=4, nam=2024) == second
    assert found(client, quy=3, nam=2024) == first
    assert found(client, nam=2023) == []
    assert set(found(client, tinh_trang="not_started")) == both
    assert found(client, tinh_trang="done") == []


def test_counts_per_state_do_not_depend_on_the_state_shown(world: World):
    response = world.client("lan").get(URL, {"tinh_trang": "done"})
    counts = {tab["label"]: tab["count"] for tab in response.context["tabs"]}
    assert (counts["Tất cả"], counts["Quá hạn"], counts["Chưa thực hiện"]) == (1, 1, 1)


def test_an_empty_list_shows_what_to_do(world: World):
    Task.objects.all().delete()
    assert reverse("tasks:create") in world.client("lan").get(URL).content.decode()
    assert reverse("tasks:create") not in world.client("hien").get(URL).content.decode()


def test_a_village_sees_its_own_and_a_stranger_nothing(world: World):
    make.make_task(world.plan, unit=world.village, text="Việc thôn")
    assert found(world.client("thon")) == ["Việc thôn"]
    assert found(world.client("stranger")) == []


def test_typed_markup_stays_text(world: World):
    make.make_task(world.plan, text="<script>alert(1)</script>")
    page = world.client("lan").get(URL, {"q": '"><script>'}).content.decode()
    assert "<script>alert" not in page


def test_only_reading(world: World):
    assert world.client("lan").post(URL).status_code == 405


def test_queries_do_not_grow(world: World):
    url = f"{URL}?don_vi={world.commune.pk}&danh_gia={world.assessment.pk}"
    url += f"&tieu_chi={world.task.criterion_id}&nguoi={world.people['hien'].pk}"

    def grow():
        for _ in range(9):
            make.make_task(
                world.plan,
                lead=world.official("hien"),
                assessment=world.assessment,
                criterion=world.task.criterion,
            )

    assert_constant_queries(world.client("lan"), url, grow, most=16)
