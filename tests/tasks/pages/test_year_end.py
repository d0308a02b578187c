"""A plan whose year is over: each open task carried over, stopped or left, in one go."""

import pytest
from django.urls import reverse

from tasks.enums import TaskState
from tasks.forms.tasks import TaskForm
from tasks.models import Task, TaskReport
from tasks.rules import NO_LATER_PLAN
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.world import World
from villages.models import AuditEvent

pytestmark = pytest.mark.both

WORDS = {"every": "leave", "deadline_words": "trong quý II/2025", "reason": ""}


@pytest.fixture
def ended(world: World, time_machine):
    """Three open tasks of 2024, seen from January 2025, and the plan of the new year."""
    lead = world.official("hien")
    where = {"assessment": world.assessment, "criterion": world.task.criterion}
    begun = make.make_task(world.plan, lead=lead, **where, state="in_progress", progress="Đã họp.")
    loose = make.make_task(world.plan, text="Việc chung")
    time_machine.move_to("2025-01-05 09:00 +0700", tick=False)
    make.make_assessment(world.commune, world.assessment.criteria_set, year=2025)
    return begun, loose, make.make_plan(world.commune, year=2025)


def url_of(plan) -> str:
    return reverse("tasks:close_year", args=[plan.pk])


def seen(client, plan) -> dict[str, int]:
    return {"seen_version": client.get(url_of(plan)).context["seen"].versions["seen_version"]}


def test_each_open_task_goes_where_it_was_chosen_to(world: World, ended):
    begun, loose, later = ended
    officer = world.client("lan")
    data = {
        **WORDS, **seen(officer, world.plan), "plan": later.pk, "reason": "Không còn cần",
        f"t{begun.pk}": "carry", f"t{loose.pk}": "close",
    }  # fmt: skip
    assert officer.post(url_of(world.plan), data).status_code == 303
    new = Task.objects.get(plan=later)
    assert (new.carried_from, new.text, new.progress) == (begun, begun.text, "Đã họp.")
    assert (new.state, new.criterion, new.assessment.year) == ("in_progress", begun.criterion, 2025)
    assert str(new.ends_on) == "2025-06-30"
    assert [row.official for row in new.assignments.all()] == [world.official("hien")]
    assert "Chuyển từ" in officer.get(reverse("tasks:task", args=[new.pk])).content.decode()
    states = dict(Task.objects.filter(plan=world.plan).values_list("pk", "state"))
    assert states == {
        begun.pk: TaskState.CANCELLED,
        loose.pk: TaskState.CANCELLED,
        world.task.pk: world.task.state,
    }
    why = dict(TaskReport.objects.values_list("task", "reason"))
    assert why == {begun.pk: f"Chuyển sang {later}.", loose.pk: "Không còn cần"}
    event = AuditEvent.objects.get(action="kết thúc năm kế hoạch")
    assert {name: pair[-1] for name, pair in event.changes.items()} == {
        "Chuyển sang kế hoạch năm sau": 1,
        "Dừng thực hiện, có lý do": 1,
    }
    page = officer.get(reverse("tasks:task", args=[new.pk])).content.decode()
    assert "nhiệm vụ của kế hoạch năm 2024" in page


def test_the_page_does_not_grow_and_single_ones_are_found(world: World, ended) -> None:
    officer, url = world.client("lan"), url_of(world.plan)

    def add(number: int) -> None:
        Task.objects.bulk_create(
            Task(plan=world.plan, unit=world.commune, text=f"Việc {n:04}", order=n, search="x")
            for n in range(number)
        )

    add(30)
    small = len(officer.get(url).content)
    assert_constant_queries(officer, url, lambda: add(300))
    # The keys of what was shown alone, packed: a few bytes a row.
    assert len(officer.get(url).content) - small < 300 * 5
    chosen = {**WORDS, "reason": "Không còn cần", **seen(officer, world.plan)}
    last = Task.objects.get(text="Việc 0299")
    found = officer.post(url, chosen | {"qtasks": "0299", "look": "tasks:1"})
    assert [task.pk for task in found.context["form"].singles.page] == [last.pk]
    chosen[f"t{last.pk}"] = "close"
    page = officer.post(url, chosen | {"look": "tasks:4"})
    singles = page.context["form"].singles
    assert (singles.page.number, singles.chosen) == (4, [last])
    assert not TaskReport.objects.exists()
    assert officer.post(url, chosen).status_code == 303
    assert [row.task for row in TaskReport.objects.all()] == [last]


def test_what_a_person_set_comes_along(world: World, ended):
    """Every field of the form of a task, and that its criterion is but a guess."""
    begun, _, later = ended
    Task.objects.filter(pk=begun.pk).update(note="Chờ đất đắp.", section="IV.1", is_inferred=True)
    officer = world.client("lan")
    data = {**WORDS, **seen(officer, world.plan), "plan": later.pk, f"t{begun.pk}": "carry"}
    assert officer.post(url_of(world.plan), data).status_code == 303
    new, begun = Task.objects.get(plan=later), Task.objects.get(pk=begun.pk)
    of_the_plan = {"deadline_words", "assessment", "section"}
    for name in {*TaskForm.Meta.fields, "is_inferred"} - of_the_plan:
        assert getattr(new, name) == getattr(begun, name), name


def test_nothing_is_done_by_halves(world: World, ended):
    """Without a plan to carry to, without a reason, or when a task has changed: none is touched."""
    begun, _, later = ended
    officer, before = world.client("lan"), list(Task.objects.order_by("pk").values())
    known = seen(officer, world.plan)
    for wrong in ({"every": "carry"}, {"every": "close"}, {"every": "burn"}, {"plan": 999}):
        assert officer.post(url_of(world.plan), {**WORDS, **known, **wrong}).status_code == 422
    Task.objects.filter(pk=begun.pk).update(version=begun.version + 1)
    data = {**WORDS, **known, "every": "carry", "plan": later.pk}
    assert officer.post(url_of(world.plan), data).status_code == 409
    Task.objects.filter(pk=begun.pk).update(version=begun.version)
    assert list(Task.objects.order_by("pk").values()) == before


def test_a_year_that_is_not_over_is_not_closed(world: World):
    answer = world.client("lan").get(url_of(world.plan))
    assert answer.status_code == 403
    assert "Năm 2024 chưa kết thúc." in answer.content.decode()


def test_who_does_not_settle_it_is_led_nowhere(world: World, ended):
    """The list, the board and the plan itself show everybody that a year is over."""
    home = reverse("tasks:list"), reverse("reports:board", args=[world.commune.pk])
    for who, leads in (("lan", True), ("hien", False)):
        for url in (*home, reverse("tasks:plan", args=[world.plan.pk])):
            page = world.client(who).get(url).content.decode()
            assert "đã kết thúc" in page, url
            assert (url_of(world.plan) in page) == leads, (who, url)


def test_without_a_later_plan_the_page_shows_that_one_comes_first(world: World, ended):
    officer, later = world.client("lan"), ended[2]
    assert NO_LATER_PLAN not in officer.get(url_of(world.plan)).content.decode()
    later.delete()
    assert NO_LATER_PLAN in officer.get(url_of(world.plan)).content.decode()
