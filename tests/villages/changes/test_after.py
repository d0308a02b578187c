"""After a change of units: what the lists of those who go on lead to."""

from copy import deepcopy
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from tasks.models import Meeting, Plan, Task
from tests import factories as make
from tests.shared import made_once
from tests.villages.changes.world import ON, Merging, full_world

pytestmark = pytest.mark.django_db


rows = made_once(full_world)


@pytest.fixture
def world(rows: Merging, db: None) -> Merging:
    found = deepcopy(rows)
    posting = found.official("lan").postings.get()
    found.merge(choices={f"p{posting.pk}": "0"})
    return found


def test_the_list_of_tasks_leads_to_the_new_plan(world: Merging) -> None:
    lan = world.client_now("lan")
    page = lan.get(reverse("tasks:list"))
    plan = page.context["listed_plan"]
    assert plan.unit.name == "Xuân Cẩm"
    url = reverse("villages:import_list", args=["nhiem-vu", plan.pk])
    assert url in page.content.decode()
    assert lan.get(url).status_code == 200


def test_a_list_of_old_tasks_is_headed_by_whoever_prints_it(world: Merging) -> None:
    """And leads to no import into the plan that has ended."""
    lan = world.client_now("lan")
    url = reverse("villages:export_list", args=["nhiem-vu", world.plan.pk])
    with ZipFile(BytesIO(lan.get(f"{url}?moi_ke_hoach=1").content)) as book:
        words = "".join(book.read(n).decode() for n in book.namelist() if n.endswith(".xml"))
    assert "XÃ XUÂN CẨM" in words
    assert "XÃ MAI ĐÌNH" not in words
    new = Plan.objects.get(unit__name="Xuân Cẩm")
    new.year = 2023
    new.save()
    page = lan.get(reverse("tasks:list"), {"nam_ke_hoach": "2024"})
    assert page.context["listed_plan"] == world.plan
    assert reverse("villages:import_list", args=["nhiem-vu", world.plan.pk]) not in (
        page.content.decode()
    )


@pytest.mark.parametrize(
    ("words", "dated"),
    [
        ("trước 15/8", "trước 15/8/2023"),
        ("quý II", "quý II/2023"),
        ("cả năm", "cả năm 2023"),
        ("trong tháng 8/2023", "trong tháng 8/2023"),
        ("hàng tháng", "hàng tháng"),
        ("sớm", "sớm"),
        ("", ""),
    ],
)
def test_what_is_left_of_an_earlier_year_goes_into_the_plan_of_the_change(
    db: None, words: str, dated: str
) -> None:
    """The new commune had no plan of the year before; the days of its tasks stay what they were."""
    world = Merging()
    assert world.admin.pk
    assert world.neighbour.pk
    left = make.make_plan(world.commune, year=2023)
    task = make.make_task(left, deadline_words=words)
    world.merge()
    moved = Task.objects.get(carried_from=task)
    assert (moved.plan.year, moved.plan.unit.name) == (ON.year, "Xuân Cẩm")
    assert moved.deadline_words == dated
    assert (moved.starts_on, moved.ends_on, moved.rhythm) == (
        task.starts_on, task.ends_on, task.rhythm,
    )  # fmt: skip
    assert not Plan.objects.filter(unit=moved.plan.unit, year=2023).exists()


def test_who_went_on_reads_that_the_old_unit_has_ended(world: Merging) -> None:
    """Not that the work is for the office which they hold in the new one."""
    lan = world.client_now("lan")
    meeting = Meeting.objects.create(unit=world.commune, held_on=ON, name="Giao ban")
    refused = lan.get(reverse("tasks:edit_meeting", args=[meeting.pk]))
    page = refused.content.decode()
    assert (refused.status_code, "đã thôi hoạt động sau ngày 31/7/2024" in page) == (403, True)
    assert "dành cho" not in page
