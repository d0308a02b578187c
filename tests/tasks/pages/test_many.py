"""Acts over ticked tasks: what will happen is listed, then all of it happens, or nothing."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import escape

from tasks.models import Task
from tests import factories as make
from tests.access.pages import read_page
from tests.world import client_of
from villages.enums import Role
from villages.models import AuditEvent, Body, Official
from villages.trail import history_of, trail

pytestmark = pytest.mark.both

URL = "/nhiem-vu/nhieu-viec/"


@pytest.fixture
def tasks(world):
    """Two of the commune, one of them led, and one of a village."""
    other = make.make_task(world.plan, text="Trồng cây xanh")
    village = make.make_task(world.plan, unit=world.village, text="Quét đường thôn")
    return [world.task, other, village]


def page_of(client, act, tasks, **query):
    data = {"lam": act, "chon": [task.pk for task in tasks]} | query
    return client.get(URL, data)


def confirm(client, page, **typed):
    """Send the page of the act as a browser would."""
    url = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
    forms = read_page(url, page.content.decode())[0]
    form = next(
        form for form in forms if "csrfmiddlewaretoken" in form.fields and "ve" in form.fields
    )
    return client.post(url, form.fields | typed)


@pytest.mark.parametrize(
    ("act", "typed", "value_of"),
    [
        ("giao", "official", lambda task: [row.official for row in task.leads]),
        ("han", {"words": "trước ngày 15/9/2024", "reason": "Mưa lũ"}, lambda t: t.deadline_words),
        ("nhac", {}, None),
        ("start", {}, lambda task: task.state),
        ("cancel", {"reason": "Ghép vào việc khác"}, lambda task: task.state),
    ],
)
def test_an_act_is_listed_then_done_to_all_and_recorded_once(world, tasks, act, typed, value_of):
    if act == "nhac":
        tasks = tasks[:1]
    chosen = world.official("quyen")
    typed = {"official": str(chosen.pk)} if typed == "official" else typed
    page = page_of(world.standing, act, tasks)
    shown = page.content.decode()
    assert all(task.text in shown for task in tasks)
    before = AuditEvent.objects.count()
    answer = confirm(world.standing, page, **typed)
    assert answer.status_code == 303, answer.content.decode()
    event = AuditEvent.objects.latest("pk")
    assert AuditEvent.objects.count() == before + 1
    assert len(event.changes) == len(tasks)
    assert event.reason == typed.get("reason", "")
    rows = [Task.objects.get(pk=task.pk) for task in tasks]
    if value_of is not None:
        assert len({str(value_of(row)) for row in rows}) == 1
        assert rows[0].version == tasks[0].version + 1
    # The history of each row has its part of the act, and no more.
    for row in rows:
        line = history_of(row, world.access("thon") if row.unit == world.village else None)[0]
        assert line.event == event
        assert len(line.changes) == (2 if act == "nhac" else 1)
        others = {task.text for task in tasks} - {row.text}
        assert not any(text in change.new for text in others for change in line.changes)
    # The trail names every row; by row it is found too.
    listed = trail(world.lan, kind="tasks.task", object_id=rows[0].pk).lines[0]
    assert listed.event == event
    assert {change.name for change in listed.changes} == {row.text for row in rows}


def test_rows_that_may_not_be_changed_are_named_and_left(world, tasks):
    led, other, _ = tasks
    Task.objects.filter(pk=other.pk).update(state="cancelled")
    page = page_of(world.standing, "nhac", tasks[:2])
    many = page.context["many"]
    assert [ticked.row for ticked in many.allowed] == [led]
    assert escape(many.refused[0].deny) in page.content.decode()
    assert confirm(world.standing, page).status_code == 303
    # The deadline of work that is over is not moved.
    page = page_of(world.standing, "han", tasks[:2])
    assert [ticked.row for ticked in page.context["many"].refused] == [other]
    # Who may do nothing sees why, and is refused.
    hien = page_of(world.client("hien"), "han", tasks)
    assert hien.context["many"].allowed == []
    refused = world.client("hien").post(f"{URL}?lam=han&chon={other.pk}", {"words": "30/9/2024"})
    assert refused.status_code == 403
    assert page_of(world.client("stranger"), "han", tasks).status_code == 404
    assert page_of(world.standing, "khac", tasks).status_code == 404


def test_only_whom_all_their_plans_could_name_is_offered_many_tasks(world):
    """As on the page of one task: the plan's unit, not all that whoever gives them may see."""
    own = make.make_task(world.plan, text="Trồng cây xanh")
    foreign = make.make_task(make.make_plan(world.neighbour), text="Việc của xã bên")
    client = client_of(make.make_official(world.district, Role.STANDING_OFFICER))
    here, there = world.official("quyen"), world.official("stranger")
    both = make.make_official(world.neighbour, Role.OFFICIAL)
    both.postings.create(unit=world.commune, role=Role.OFFICIAL, starts_on=make.TODAY)
    bodies = [Body.objects.create(unit=u, name="Hội") for u in (world.commune, world.neighbour)]
    closed = make.make_official(world.commune, Role.OFFICIAL)
    Official.objects.filter(pk=closed.pk).update(is_active=False)
    for ticked, people, body in (
        ([own], {here, both}, bodies[:1]),
        ([own, foreign], {both}, []),
    ):
        page = page_of(client, "giao", ticked)
        for name, chosen in (
            *(("official", who) for who in (here, there, both, closed)),
            *(("body", row) for row in bodies),
        ):
            lines = page_of(client, "giao", ticked, lua_chon=name).content.decode()
            is_offered = chosen in people or chosen in body
            assert (f'value="{chosen.pk}"' in lines) == is_offered, chosen
            if not is_offered:
                assert confirm(client, page, **{name: str(chosen.pk)}).status_code == 422
        assert confirm(client, page, official=str(both.pk)).status_code == 303
        assert [row.official for task in ticked for row in task.leads] == [both] * len(ticked)
    assert page_of(client, "giao", [], lua_chon="official").content.decode().count("value=") <= 1


def test_a_row_that_changed_meanwhile_stops_the_whole_act(world, tasks):
    page = page_of(world.standing, "han", tasks)
    Task.objects.filter(pk=tasks[1].pk).update(version=9)
    answer = confirm(world.standing, page, words="30/9/2024")
    assert answer.status_code == 409
    assert Task.objects.filter(deadline_words="30/9/2024").count() == 0
    assert "30/9/2024" in answer.content.decode()
    assert confirm(world.standing, answer, words="30/9/2024").status_code == 303


def test_the_list_ticks_and_comes_back_with_its_filters(world, tasks):
    address = reverse("tasks:list") + "?tinh_trang=not_started&tat_ca=1"
    html = world.standing.get(address).content.decode()
    form = next(form for form in read_page(address, html)[0] if "lam" in form.buttons)
    assert form.fields["ve"] == [address]
    assert html.count('name="chon"') == html.count('form="ticks"') == 3
    page = page_of(world.standing, "han", tasks, ve=address)
    done = confirm(world.standing, page, words="30/9/2024")
    assert done.url == address
    evil = page_of(world.standing, "han", tasks, ve="//evil.example/")
    assert evil.context["many"].back_url == reverse("tasks:list")
    assert b'form="ticks"' not in world.client("vanthu").get(address).content


def test_each_commune_reads_in_its_own_trail_what_was_done_to_its_tasks(world, tasks):
    """Whoever works above them does one act; kept above alone, neither commune would have it."""
    foreign = make.make_task(make.make_plan(world.neighbour), text="Việc của xã bên")
    above = make.make_official(world.district, Role.STANDING_OFFICER)
    page = page_of(client_of(above), "han", [*tasks, foreign])
    typed = {"words": "trước ngày 15/9/2024", "reason": "Mưa lũ"}
    assert confirm(client_of(above), page, **typed).status_code == 303
    acts = {row.unit_path: row for row in AuditEvent.objects.filter(object_type="villages.act")}
    assert set(acts) == {world.commune.path, world.neighbour.path}
    own, other = acts[world.commune.path], acts[world.neighbour.path]
    assert own.request_id == other.request_id
    assert set(own.changes) == {f"tasks.task:{task.pk}" for task in tasks}
    assert set(other.changes) == {f"tasks.task:{foreign.pk}"}
    assert list(AuditEvent.objects.visible_to(world.lan).filter(object_type="villages.act")) == [
        own
    ]
    assert history_of(foreign, world.access("stranger"))[0].event == other


def test_a_deadline_of_many_takes_the_year_of_their_one_plan(world, tasks):
    page = page_of(world.standing, "han", tasks)
    answer = confirm(world.standing, page, words="15/9")
    assert answer.status_code == 303, answer.content.decode()
    days = {Task.objects.get(pk=task.pk).ends_on for task in tasks}
    assert days == {date(world.plan.year, 9, 15)}


def test_a_deadline_of_two_plans_names_its_year(world, tasks):
    later = make.make_task(make.make_plan(world.commune, year=world.plan.year + 1))
    page = page_of(world.standing, "han", [*tasks, later])
    answer = confirm(world.standing, page, words="15/9")
    assert answer.status_code == 422
    assert "Chưa ghi năm." in answer.content.decode()
