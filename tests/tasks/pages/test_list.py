"""The task list: what is found, in which order, how it is told, what it costs."""

import pytest
from django.urls import reverse

from tasks.models import Task
from tasks.services import move_task
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.tasks.pages.conftest import Commune

URL = reverse("tasks:list")


def found(client, **values) -> list[str]:
    response = client.get(URL, values)
    assert response.status_code == 200
    return [task.text for task in response.context["page"]]


def test_most_urgent_first_and_closed_last(commune: Commune):
    late = commune.task
    make.make_task(commune.plan, text="Không hạn", deadline_words="")
    make.make_task(commune.plan, text="Cuối năm", deadline_words="tháng 12/2024")
    gone = make.make_task(commune.plan, text="Đã thôi", deadline_words="tháng 1/2024")
    move_task(
        by=make.system(),
        task_id=gone.pk,
        transition_name="cancel",
        seen_version=0,
        reason="Trùng việc khác",
    )
    assert found(commune.client("lan")) == [late.text, "Cuối năm", "Không hạn", "Đã thôi"]


def test_an_overdue_task_tells_its_days_words_and_leader(commune: Commune):
    page = commune.client("lan").get(URL).content.decode()
    for words in ("Quá hạn 15 ngày", "trước ngày 01/8/2024", "đến hết 31/7/2024", "Đặng Thị Hiền"):
        assert words in page


@pytest.mark.parametrize("typed", ["nha van hoa", "NHÀ VĂN HÓA", "nhà văn hoá", "hoa ra soat"])
def test_search_needs_no_diacritics_and_no_order(commune: Commune, typed):
    make.make_task(commune.plan, text="Việc khác")
    assert found(commune.client("lan"), q=typed) == [commune.task.text]


def test_each_filter_narrows(commune: Commune):
    village_task = make.make_task(
        commune.plan, unit=commune.village, text="Việc thôn", deadline_words="quý IV/2024"
    )
    client, task = commune.client("lan"), commune.task
    both, first, second = {task.text, village_task.text}, [task.text], [village_task.text]
    assert set(found(client, don_vi=commune.unit.pk)) == both
    assert found(client, don_vi=commune.village.pk) == second
    assert found(client, danh_gia=commune.assessment.pk) == first
    assert found(client, tieu_chi=task.criterion_id) == first
    assert found(client, nguoi=commune.people["hien"].pk) == first
    assert found(client, qua_han=1) == first
    assert found(client, quy=4, nam=2024) == second
    assert found(client, quy=3, nam=2024) == first
    assert found(client, nam=2023) == []
    assert set(found(client, tinh_trang="not_started")) == both
    assert found(client, tinh_trang="done") == []


def test_counts_per_state_do_not_depend_on_the_state_shown(commune: Commune):
    response = commune.client("lan").get(URL, {"tinh_trang": "done"})
    counts = {tab["label"]: tab["count"] for tab in response.context["tabs"]}
    assert (counts["Tất cả"], counts["Quá hạn"], counts["Chưa thực hiện"]) == (1, 1, 1)


@pytest.mark.parametrize(
    "values", [{"don_vi": "abc"}, {"don_vi": "999999"}, {"quy": "7"}, {"nam": "hai nghìn"}]
)
def test_a_filter_that_cannot_be_used_is_told_and_kept(commune: Commune, values):
    response = commune.client("lan").get(URL, values)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert list(response.context["page"]) == []


def test_an_empty_list_says_what_to_do(commune: Commune):
    Task.objects.all().delete()
    assert reverse("tasks:create") in commune.client("lan").get(URL).content.decode()
    assert reverse("tasks:create") not in commune.client("hien").get(URL).content.decode()


def test_a_village_sees_its_own_and_a_stranger_nothing(commune: Commune):
    make.make_task(commune.plan, unit=commune.village, text="Việc thôn")
    assert found(commune.client("thon")) == ["Việc thôn"]
    assert found(commune.client("stranger")) == []


def test_typed_markup_stays_text(commune: Commune):
    make.make_task(commune.plan, text="<script>alert(1)</script>")
    page = commune.client("lan").get(URL, {"q": '"><script>'}).content.decode()
    assert "<script>alert" not in page


def test_only_reading(commune: Commune):
    assert commune.client("lan").post(URL).status_code == 405


def test_queries_do_not_grow(commune: Commune):
    url = f"{URL}?don_vi={commune.unit.pk}&danh_gia={commune.assessment.pk}"
    url += f"&tieu_chi={commune.task.criterion_id}&nguoi={commune.people['hien'].pk}"

    def grow():
        for _ in range(9):
            make.make_task(
                commune.plan,
                lead=commune.people["hien"],
                assessment=commune.assessment,
                criterion=commune.task.criterion,
            )

    assert_constant_queries(commune.client("lan"), url, grow)
