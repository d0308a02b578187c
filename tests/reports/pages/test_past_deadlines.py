"""A deadline changed after a meeting was closed: what shows the day of the meeting keeps the one
that was known then, figure and rows alike."""

import re
from copy import deepcopy
from functools import partial
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from ntm_project.common.tables.read import read_book
from reports.meetings.sheet import sheet as sheet_of
from reports.record import load_record
from tasks.enums import AgendaKind
from tasks.models import Assignment, Meeting, Task
from tasks.services import assign, close_meeting, edit_task, hold_meeting
from tasks.services.many import assign_many, move_deadlines
from tests import factories as make
from tests.queries import queries_within
from tests.reports.pages.test_board_figures import figures_of, number_in, rows_behind
from tests.shared import made_once
from tests.villages.imports.test_units_and_people import upload
from tests.world import World, client_of, open_world
from villages.audit import record
from villages.enums import Role
from villages.viewing import LOADED

pytestmark = pytest.mark.both
NEXT_DAY = "2024-08-16 09:00 +0700"
DAY = "?ngay=15/8/2024"


def _closed() -> World:
    """Four late tasks, two of them of a village, and the meeting that saw them, closed."""
    world = open_world("lan", "hien", "village", "plan", "assessment", "village_assessment")
    criterion = world.results()[0].indicator.criterion
    where = {"assessment": world.assessment, "criterion": criterion}
    for unit in (world.commune, world.commune, world.village, world.village):
        words = "xong trước ngày 01/8/2024"
        make.make_task(world.plan, **where, unit=unit, deadline_words=words)
    meeting = hold_meeting(
        by=make.system(), unit=world.commune, held_on=make.TODAY, name="Giao ban tháng 8",
        chaired_by=world.official("hien"), secretary=world.official("lan"),
    )  # fmt: skip
    close_meeting(by=make.system(), meeting_id=meeting.pk, seen_version=0)
    return world


rows = made_once(_closed)


@pytest.fixture
def world(rows: World, db: None, time_machine) -> World:
    time_machine.move_to(NEXT_DAY, tick=False)
    return deepcopy(rows)


@pytest.fixture
def tasks(world: World) -> list[Task]:
    return list(Task.objects.order_by("pk"))


def _change(tasks: list[Task]) -> None:
    """One by itself and then again, two of a village in one act, one not at all."""
    first, _, *third = tasks
    by = make.system()
    for version, words in enumerate(("trước ngày 20/12/2024", "trong quý III/2024")):
        fields = {"deadline_words": words}
        edit_task(by=by, task_id=first.pk, fields=fields, seen_version=version)
    seen = {task.pk: task.version for task in third}
    move_deadlines(by=by, seen=seen, words="xong trước ngày 30/12/2024", reason="Mưa lũ")


def _listed(client: Client, query: str) -> list[tuple[str, str]]:
    """(deadline, lateness) of each task of the list."""
    page = client.get(reverse("tasks:list") + query).context["page"]
    return [(task.deadline_words, str(task.ends_on)) for task in page]


def test_board_meeting_and_list_of_the_day_agree_whatever_changed_since(world, tasks) -> None:
    _change(tasks)
    client, meeting = world.client("lan"), Meeting.objects.get()
    board = reverse("reports:board", args=[world.commune.pk])
    figures = client.get(board + DAY).context["page"].figures
    assert (figures["qua-han"].n, rows_behind(client, figures["qua-han"].url)) == (4, 4)
    for url, words in figures_of(client.get(board + DAY).content.decode()):
        assert abs(number_in(words)) == abs(rows_behind(client, url)), (url, words)
    (late,) = [p for p in sheet_of(meeting).points if p.kind == AgendaKind.OVERDUE]
    assert (late.stats[0].text, rows_behind(client, late.stats[0].url)) == ("4", 4)
    assert late.stats[0].url.startswith(reverse("reports:agenda", args=[meeting.pk]) + "#")
    assert (len(late.lines), rows_behind(client, late.url)) == (4, 4)
    assert "ngay=15%2F8%2F2024" in late.url
    assert client.get(board).context["page"].figures["qua-han"].n == 1
    # An open meeting of that day draws from the same record what the closed one kept.
    Meeting.objects.exclude(pk=meeting.pk).delete()
    record = load_record([world.commune], world.lan, as_of=make.TODAY)
    assert {task.deadline_words for task in record.overdue} == {"xong trước ngày 01/8/2024"}


def test_what_is_written_later_on_the_day_of_a_meeting_leaves_its_figures_their_rows(
    world, tasks, time_machine
) -> None:
    """The list of the day holds it; the rows kept with the meeting do not."""
    time_machine.move_to(f"{make.TODAY} 16:00 +0700", tick=False)
    _change(tasks)
    client, meeting = world.client("lan"), Meeting.objects.get()
    points = {point.kind: point for point in sheet_of(meeting).points}
    late = points[AgendaKind.OVERDUE]
    assert (late.stats[0].text, rows_behind(client, late.stats[0].url)) == ("4", 4)
    assert rows_behind(client, late.url) == 1
    (head,) = [s for s in points[AgendaKind.STANDING].stats if s.label == "Việc quá hạn"]
    assert (head.text, head.url) == ("4", late.stats[0].url)


def test_the_list_of_a_day_shows_filters_and_sorts_by_the_deadlines_of_that_day(
    world, tasks
) -> None:
    _change(tasks)
    client, then = world.client("lan"), ("xong trước ngày 01/8/2024", "2024-07-31")
    for query in ("", "&qua_han=1", "&quy=3&nam=2024", "&xep=han", "&xep=-han"):
        assert _listed(client, DAY + query) == [then] * 4, query
    assert _listed(client, f"{DAY}&quy=4&nam=2024") == []
    assert len(_listed(client, "?quy=4&nam=2024")) == 2
    # At the end of the next day the changes were known.
    assert len(_listed(client, "?ngay=16/8/2024&qua_han=1")) == 1


def test_a_province_and_an_assessment_count_the_late_tasks_of_that_day(world, tasks) -> None:
    _change(tasks)
    province = world.commune.parent.parent
    above = client_of(make.make_official(province, Role.REVIEWER))
    url = reverse("reports:board", args=[province.pk])
    counted = [above.get(url + query).context["page"].record for query in (DAY, "?nam=2024")]
    assert [record.late[world.commune.pk] for record in counted] == [4, 1]
    shown = reverse("reports:assessment", args=[world.assessment.pk])
    pages = [world.client("lan").get(shown + query).context["page"] for query in (DAY, "")]
    assert [page.tasks.overdue for page in pages] == [4, 1]


def test_who_led_a_task_on_the_day_is_who_the_trail_names(world, tasks) -> None:
    lead = Assignment(kind="lead", official=world.official("hien"))
    first, second, *_ = tasks
    assign(by=make.system(), task_id=first.pk, assignees=[lead], seen_version=0)
    assign_many(by=make.system(), seen={second.pk: 0}, lead=lead)
    for day, not_given in ((make.TODAY, 4), (None, 2)):
        record = load_record([world.commune], world.lan, as_of=day)
        assert sum(bool(task.lead_fault) for task in record.tasks) == not_given


def test_the_list_of_a_day_names_and_finds_who_led_its_tasks_then(world, tasks) -> None:
    """Given on the day to one person, the next day to another or, in one act, to a body."""
    lan, hien = world.official("lan"), world.official("hien")
    union = world.commune.bodies.create(name="Hội Nông dân")
    for task in tasks[:3]:
        task.assignments.create(kind="lead", official=hien)
    to_lan, to_union = Assignment(kind="lead", official=lan), Assignment(kind="lead", body=union)
    assign(by=make.system(), task_id=tasks[0].pk, assignees=[to_lan], seen_version=0)
    assign_many(by=make.system(), seen={tasks[1].pk: 0}, lead=to_union)
    client, url = world.client("lan"), reverse("tasks:list")

    def led(query: str) -> dict[int, list[str]]:
        found = client.get(url + query).context
        assert found["tabs"][0]["count"] == len(found["page"])
        return {task.pk: task.lead_names for task in found["page"]}

    first, second, third, fourth = (task.pk for task in tasks)
    then = {pk: [str(hien)] for pk in (first, second, third)}
    now = {first: [str(lan)], second: [str(union)], third: [str(hien)], fourth: []}
    assert (led(DAY), led("?ngay=16/8/2024"), led("")) == ({**then, fourth: []}, now, now)
    assert led(f"{DAY}&nguoi={hien.pk}") == then
    assert led(f"{DAY}&nguoi={lan.pk}") == led(f"{DAY}&to_chuc={union.pk}") == {}
    assert set(led(f"?nguoi={hien.pk}")) == {third}
    assert set(led(f"?to_chuc={union.pk}")) == {second}


def test_a_day_that_is_not_over_costs_no_query_more_than_now(world, tasks) -> None:
    _change(tasks)
    now, today, past = (
        queries_within(partial(load_record, [world.commune], world.lan, as_of=day))
        for day in (None, make.date(2024, 8, 16), make.TODAY)
    )
    assert (today, past) == (now, now + 3)  # two of the trail, and the years of the plans


def test_on_the_sample_s_own_day_a_meeting_keeps_what_its_agenda_showed(
    world, tasks, settings
) -> None:
    """What is written while one looks at the sample is of a later day."""
    settings.SAMPLE_DAY = make.TODAY
    record(make.system(), LOADED, world.commune, unit=world.commune)
    meeting = hold_meeting(
        by=make.system(), unit=world.commune, held_on=make.date(2024, 8, 16), name="Họp",
        rhythm="weekly", chaired_by=world.official("hien"), secretary=world.official("lan"),
    )  # fmt: skip
    _change(tasks)
    client, shown = world.client("lan"), []
    for _ in range(2):
        page = client.get(reverse("reports:agenda", args=[meeting.pk]))
        (late,) = [p for p in page.context["sheet"].points if p.kind == AgendaKind.OVERDUE]
        shown.append((late.stats[0].text, len(late.lines), rows_behind(client, late.stats[0].url)))
        form = {"seen_version": Meeting.objects.get(pk=meeting.pk).version}
        client.post(reverse("tasks:close_meeting", args=[meeting.pk]), form)
    assert Meeting.objects.get(pk=meeting.pk).is_closed
    assert shown == [("1", 1, 1), ("1", 1, 1)]
    board = reverse("reports:board", args=[world.commune.pk])
    assert client.get(board + DAY).context["page"].figures["qua-han"].n == 1


def test_the_list_of_a_past_day_goes_out_as_it_shows_and_takes_nothing_back(world, tasks) -> None:
    client = client_of(world.official("lan"))
    by, now = make.system(), Assignment(kind="lead", official=world.official("lan"))
    _change(tasks)
    assign(by=by, task_id=tasks[1].pk, assignees=[now], seen_version=tasks[1].version)
    page = client.get(f"{reverse('tasks:list')}{DAY}").content.decode()
    (url,) = re.findall(r'href="(/xuat-excel/nhiem-vu/[^"]*)"', page)
    content = client.get(unescape(url)).content
    cells = [cell for row in read_book(content).sheets[0].rows for cell in row]
    assert "DANH SÁCH NHIỆM VỤ, TÍNH ĐẾN NGÀY 15/8/2024" in cells
    assert cells.count("xong trước ngày 01/8/2024") == len(tasks)
    assert world.official("lan").full_name not in cells[: cells.index("Tình trạng")]
    run = upload(client, "nhiem-vu", world.plan, content, "nv.xlsx")
    assert run.outcome["counts"] == {"refused": 4, "cells": 0}, run.outcome
