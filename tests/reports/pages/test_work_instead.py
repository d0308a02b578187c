"""“Việc của tôi” of whoever stands in for a colleague, and what may be done of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from criteria.rules import deny_set_result, needs_reason
from criteria.services import put_in_charge
from reports.work.first_look import first_look
from reports.work.own import directed_criteria, own_indicators, own_tasks
from reports.work.review import returned_items
from tasks.models import Task
from tasks.rules import deny_report
from tasks.services import set_supervision
from tests import factories as make
from tests.queries import queries_within
from tests.shared import MORNING, one_line
from tests.world import World, open_world
from villages.models import Official
from villages.services import delegate, end_posting

pytestmark = pytest.mark.django_db

LAST = date(2024, 8, 20)


@pytest.fixture
def world(time_machine) -> World:
    """Hiền leads a task, has an indicator and directs a criterion; Quyên has none."""
    time_machine.move_to(MORNING, tick=False)
    world = open_world("lan", "hien", "quyen", "tam", "task")
    hien = world.official("hien")
    put_in_charge(by=make.system(), result_id=world.result.pk, official=hien)
    set_supervision(
        by=make.system(), assessment=world.assessment,
        criterion=world.result.indicator.criterion, officials=[hien],
    )  # fmt: skip
    return world


def lend(world: World, who: str = "hien", to: str = "quyen") -> None:
    absent = world.official(who)
    delegate(
        by=make.access(absent), posting=absent.postings.get(), official=world.official(to),
        starts_on=make.TODAY, ends_on=LAST,
    )  # fmt: skip


@pytest.mark.both
def test_what_waits_for_the_absent_waits_for_who_stands_in_and_says_so(world: World) -> None:
    quyen = world.access("quyen")
    assert own_tasks(quyen).count == 0
    assert own_indicators(quyen) == []
    lend(world)
    quyen = make.access(world.official("quyen"))
    tasks = own_tasks(quyen)
    assert [item.line.note for item in tasks.items] == [
        "thay Đặng Thị Hiền · Xã Mai Đình · tiêu chí 1"
    ]
    assert [one.note.startswith("thay Đặng Thị Hiền · ") for one in own_indicators(quyen)] == [True]
    directed = directed_criteria(quyen, first_look(quyen))
    assert [line.note.startswith("thay Đặng Thị Hiền · ") for line in directed.lines] == [True]
    # Whoever is away sees their own as ever; nobody else sees any of it.
    hien = make.access(world.official("hien"))
    assert "thay" not in own_tasks(hien).items[0].line.note
    assert not own_tasks(world.access("tam")).items
    after = make.access(world.official("quyen"), LAST.replace(day=21))
    assert own_tasks(after).count == 0
    assert own_indicators(after) == []


def test_what_is_one_s_own_too_is_not_marked(world: World) -> None:
    make.make_task(
        world.plan, lead=world.official("quyen"), text="Việc của Quyên",
        deadline_words="trước ngày 02/8/2024",
    )  # fmt: skip
    lend(world)
    tasks = own_tasks(make.access(world.official("quyen")))
    assert [("thay" in item.line.note) for item in tasks.items] == [True, False]
    # The list behind the link is of one's own.
    assert tasks.soon.url_words == "Xem cả 1 việc đang mở"


def test_the_work_of_the_absent_is_reported_and_set_by_who_stands_in_alone(world: World) -> None:
    task = Task.objects.for_page().get(pk=world.task.pk)
    result = world.results()[0]
    before = world.access("quyen")
    assert deny_report(before, task)
    assert needs_reason(before, result)
    lend(world)
    quyen = make.access(world.official("quyen"))
    assert not deny_report(quyen, task)
    assert not deny_set_result(quyen, result)
    after = make.access(world.official("quyen"), LAST.replace(day=21))
    assert deny_report(after, task)
    assert deny_set_result(after, result)


def test_who_stands_in_reads_until_when_on_the_first_page(world: World) -> None:
    lend(world)
    url = reverse("reports:my_work")
    page = one_line(world.client("quyen").get(url))
    assert "Đang làm thay <strong>Đặng Thị Hiền</strong>" in page
    assert "đến hết 20/8/2024" in page
    assert "làm thay" not in world.client("tam").get(url).content.decode()


def test_whoever_is_away_reads_who_stands_in_and_until_when(world: World) -> None:
    lend(world)
    hien, quyen = world.official("hien"), world.official("quyen")
    page = one_line(world.client("hien").get(reverse("reports:my_work")))
    assert "<strong>Đặng Văn Quyên</strong> đang làm thay đồng chí" in page
    assert "đến hết 20/8/2024" in page
    assert reverse("villages:delegate", args=[hien.pk]) in page
    # Nobody stands in any longer, whatever the row says.
    Official.objects.filter(pk=quyen.pk).update(is_active=False)
    assert first_look(make.access(hien)).stand_ins == ()
    Official.objects.filter(pk=quyen.pk).update(is_active=True)
    end_posting(by=make.system(), posting_id=quyen.postings.get().pk, ends_on=make.TODAY)
    assert first_look(make.access(hien)).stand_ins
    assert first_look(make.access(hien, make.TODAY + timedelta(days=1))).stand_ins == ()


def test_what_the_page_must_know_first_is_one_query(world: World) -> None:
    lend(world)
    hien, quyen = (make.access(world.official(who)) for who in ("hien", "quyen"))
    assert queries_within(lambda: first_look(hien)) == 1
    assert queries_within(lambda: first_look(quyen)) == 1


def test_queries_stay_constant(world: World) -> None:
    lend(world)
    quyen = make.access(world.official("quyen"))

    def read() -> int:
        found = own_tasks(quyen), own_indicators(quyen), directed_criteria(quyen, first_look(quyen))
        returned_items(quyen, first_look(quyen))
        return len(found[0].items)

    before = queries_within(read)
    for number in range(5):
        make.make_task(
            world.plan, lead=world.official("hien"), text=f"Việc {number}",
            deadline_words="trước ngày 02/8/2024",
        )  # fmt: skip
    assert queries_within(read) == before
    assert read() == 6
