"""Open work counts whatever its year; a year that is over is shown once, not task by task."""

from datetime import date

import pytest
from django.urls import reverse

from reports.boards.board import commune_board
from reports.checks.queries import findings
from reports.record import load_record
from reports.work.queries import my_work
from tasks.models import Task
from tests import factories as make
from tests.world import World, client_of, open_world
from villages.enums import Role

pytestmark = pytest.mark.django_db

NEXT_YEAR = date(2025, 1, 5)


@pytest.fixture
def world() -> World:
    """Work of 2024 left open: of the commune, of its assessment, and one that supports alone."""
    world = open_world("assessment", "plan")
    criterion = world.results()[0].indicator.criterion
    make.make_task(world.plan, assessment=world.assessment, criterion=criterion)
    make.make_task(world.plan, deadline_words="")
    make.make_task(world.plan, unit=world.village)
    return world


def test_an_assessment_of_the_new_year_hides_no_open_work_of_the_old(world) -> None:
    officer = make.make_official(world.commune, Role.STANDING_OFFICER)
    access = make.access(officer, NEXT_YEAR)
    before = load_record([world.commune], access)
    make.make_assessment(world.commune, world.assessment.criteria_set, year=2025)
    record = load_record([world.commune], access)
    assert record.year == 2025
    assert record.tasks == before.tasks
    assert len(record.overdue) == Task.objects.visible_to(access).overdue_on(NEXT_YEAR).count() == 2
    assert record.ended == [(2024, 3, world.plan.pk)]
    assert record.pressing == []
    assert [line.badge for line in commune_board(record).urgent()] == []
    urls = {line.url for group in findings(record) for line in group.lines}
    assert all(reverse("tasks:task", args=[t.pk]) in urls for t in record.tasks)
    home = my_work(access)
    assert [i.line.text for i in home.items] == ["Năm 2024 đã kết thúc: 3 việc chưa xong"]
    assert {h.n for h in home.headlines if "quá hạn trong" in h.label} == {2}


def test_one_s_own_open_work_of_an_ended_year_is_told_apart_from_the_commune_s(world) -> None:
    officer = make.make_official(world.commune, Role.STANDING_OFFICER)
    make.make_task(world.plan, lead=officer)
    assert [i.line.text for i in my_work(make.access(officer, NEXT_YEAR)).items] == [
        "Năm 2024 đã kết thúc: 1 việc của tôi chưa xong",
        "Năm 2024 đã kết thúc: 4 việc chưa xong",
    ]


def test_what_is_said_of_an_ended_year_leads_to_its_tasks(world, time_machine) -> None:
    officer = client_of(make.make_official(world.commune, Role.STANDING_OFFICER))
    time_machine.move_to("2025-01-05 09:00 +0700", tick=False)
    board = officer.get(reverse("reports:board", args=[world.commune.pk])).content.decode()
    listed = officer.get(reverse("tasks:list"))
    words = "Năm 2024 đã kết thúc: 3 việc chưa xong"
    assert board.count(words) == listed.content.decode().count(words) == 1
    assert "badge-red" not in listed.content.decode()
    (url,) = (url for shown, url, _ in listed.context["ended"] if shown == words)
    assert len(officer.get(url).context["page"]) == 3


def test_a_board_as_of_a_day_asks_of_that_day_what_was_late(world, time_machine) -> None:
    time_machine.move_to("2024-08-15 09:00 +0700", tick=False)
    assert load_record([world.commune], make.system()).overdue == []
    time_machine.move_to("2024-10-15 09:00 +0700", tick=False)
    url = reverse("reports:board", args=[world.commune.pk])
    officer = client_of(make.make_official(world.commune, Role.STANDING_OFFICER))
    early = officer.get(url, {"ngay": "15/8/2024", "nam": 2024})
    assert early.context["late"].n == 0
    page = officer.get(url, {"ngay": "05/9/2024", "nam": 2024})
    assert page.context["late"].n == 2
    assert len(officer.get(page.context["late"].url).context["page"]) == 2


@pytest.mark.parametrize(
    ("kind", "named", "fault"),
    [
        ("lead", True, ""),
        ("lead", False, "danh sách"),
        ("support", True, "chủ trì"),
        ("support", False, "chủ trì"),
    ],
)
def test_who_supports_leads_nothing(world, kind: str, named: bool, fault: str) -> None:
    task = make.make_task(world.plan)
    role = {} if named else {"role_words": "Trưởng thôn"}
    official = make.make_official(world.commune, Role.OFFICIAL) if named else None
    task.assignments.create(kind=kind, official=official, **role)
    # A named support hides no lead without a name.
    task.assignments.create(kind="support", official=make.make_official(world.commune, Role.CLERK))
    (row,) = (t for t in load_record([world.commune], make.system()).tasks if t.pk == task.pk)
    assert fault in row.lead_fault
    assert bool(row.lead_fault) == bool(fault)
