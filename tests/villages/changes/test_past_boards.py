"""Boards of days before a change of units: the work stands where it stood then, and once."""

from copy import deepcopy
from datetime import date

import pytest
from django.urls import reverse

from criteria.enums import Claim
from criteria.services import set_result
from reports.record import load_record
from tasks.models import Task
from tests import factories as make
from tests.reports.pages.test_board_figures import figures_of, number_in, rows_behind
from tests.shared import MORNING, made_once, text_of
from tests.villages.changes.world import Merging, full_world
from villages.enums import Role
from villages.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.both]

BEFORE, AFTER = date(2024, 7, 20), "10/9/2024"
LATER = "2024-09-15 09:00 +0700"

rows = made_once(full_world)


@pytest.fixture
def world(rows: Merging, db: None, time_machine) -> Merging:
    """On 15 August; the villages Mai Hạ, with a late task, and Giáp Ngũ beside the others."""
    time_machine.move_to(MORNING, tick=False)
    found = deepcopy(rows)
    for name in ("Mai Hạ", "Giáp Ngũ"):
        make.make_village(found.commune, name)
    old = Unit.objects.get(name="Mai Hạ")
    make.make_task(found.plan, unit=old, text="Lát gạch sân", deadline_words="10/7/2024")
    return found


def _client(world: Merging, unit: Unit):
    return world.client(make.make_official(unit, Role.STANDING_OFFICER))


def _texts(client, unit: Unit, day: str) -> list[str]:
    """The late tasks behind the board's figure of the day, as its list names them."""
    board = client.get(reverse("reports:board", args=[unit.pk]), {"ngay": day})
    figure = board.context["late"]
    for url, number in figures_of(board.content.decode()):
        assert abs(number_in(number)) == rows_behind(client, url), (url, number)
    listed = client.get(figure.url)
    page = text_of(listed)
    assert listed.context["page"].paginator.count == figure.n, (unit, day)
    return [row.text for row in figure.rows] + [page]


def test_a_task_of_merged_villages_stands_where_it_stood(world: Merging, time_machine) -> None:
    world.merge("Mai Hạ + Giáp Ngũ → thôn Mai Giáp", world.commune)
    time_machine.move_to(LATER, tick=False)
    client = _client(world, world.commune)
    old, new = Unit.objects.get(name="Mai Hạ"), Unit.objects.get(name="Mai Giáp")
    for unit, day, named in (
        (world.commune, "20/7/2024", "Thôn Mai Hạ · Lát gạch sân"),
        (world.commune, AFTER, "Thôn Mai Giáp · Lát gạch sân"),
        (old, "20/7/2024", "Thôn Mai Hạ · Lát gạch sân"), (old, AFTER, ""),
        (new, "20/7/2024", ""), (new, AFTER, "Thôn Mai Giáp · Lát gạch sân"),
    ):  # fmt: skip
        *rows_named, page = _texts(client, unit, day)
        assert (named in rows_named) is bool(named), (unit, day, rows_named)
        wanted = named.partition(" · ")[0]
        assert ("Lát gạch sân" in page) is bool(named), (unit, day)
        assert not wanted or wanted.lower() in page.lower(), (unit, day)


def test_a_task_carried_to_a_new_commune_is_counted_once(world: Merging, time_machine) -> None:
    world.merge()
    time_machine.move_to(LATER, tick=False)
    old, new = world.commune, Unit.objects.get(name="Xuân Cẩm")
    moved = Task.objects.get(carried_from=world.task)

    def open_on(unit: Unit, day: date) -> set[int]:
        record = load_record([unit], make.system(), as_of=day)
        return {task.pk for task in record.tasks}

    for unit, before, after in ((old, world.task.pk, None), (new, None, moved.pk)):
        assert ({world.task.pk, moved.pk} & open_on(unit, BEFORE)) == {before} - {None}
        assert ({world.task.pk, moved.pk} & open_on(unit, date(2024, 9, 10))) == {after} - {None}


def test_a_village_that_had_not_begun_has_no_row_and_one_that_ended_says_so(
    world: Merging, time_machine
) -> None:
    judged_by = make.make_set(level="village", tier="model")
    for name in ("Mai Hạ", "Giáp Ngũ"):
        make.make_assessment(Unit.objects.get(name=name), judged_by)
    world.merge("Mai Hạ + Giáp Ngũ → thôn Mai Giáp", world.commune)
    new = Unit.objects.get(name="Mai Giáp")
    make.make_assessment(new, judged_by)
    time_machine.move_to(LATER, tick=False)
    client, url = _client(world, world.commune), reverse("reports:board", args=[world.commune.pk])

    def units(day: str) -> dict[str, str]:
        matrix = client.get(url, {"ngay": day}).context["matrix"]
        return {row.name: row.note for row in matrix["rows"]}

    before, after = units("20/7/2024"), units(AFTER)
    assert "Thôn Mai Giáp" not in before
    assert "thôi hoạt động" not in before["Thôn Mai Hạ"]
    assert "Thôn Mai Giáp" in after
    assert "thôi hoạt động sau 31/7/2024" in after["Thôn Mai Hạ"]
    own = client.get(reverse("reports:board", args=[new.pk]), {"ngay": "20/7/2024"})
    assert "Thôn Mai Giáp có từ ngày 01/8/2024" in text_of(own)


def record_from_june_and_july(world: Merging) -> None:
    """Mai Đình's results begin on 1/6/2024, those of its neighbour on 1/7."""
    other = make.make_assessment(world.neighbour, world.assessment.criteria_set)
    for result in world.results():
        world.claim(result, on=date(2024, 6, 1))
    for result in other.results.all():
        entry = make.entry(Claim.MET, value=50, as_of=date(2024, 7, 1))
        set_result(by=make.system(), result_id=result.pk, fields=entry, seen_version=result.version)


def test_upper_boards_claim_no_change_before_the_record_begins(
    world: Merging, time_machine
) -> None:
    record_from_june_and_july(world)
    client = world.client(make.make_official(world.province, Role.REVIEWER))
    board = reverse("reports:board", args=[world.province.pk])
    page = client.get(board, {"ngay": "15/6/2024", "so_voi": "10/6/2024"})
    changes = {row.name: row.ends[1].text for row in page.context["matrix"]["rows"]}
    assert changes == {"Xã Mai Đình": "0", "Xã Đồng Tâm": "–"}


def test_upper_boards_of_a_day_before_the_record_say_when_it_begins(
    world: Merging, time_machine
) -> None:
    """One rule above as below: unknown is not unmet, and no figure claims to know."""
    record_from_june_and_july(world)
    client = world.client(make.make_official(world.province, Role.REVIEWER))
    board = reverse("reports:board", args=[world.province.pk])
    country = reverse("reports:country")

    def shown(url: str, day: str):
        page = client.get(url, {"ngay": day})
        for address, number in figures_of(page.content.decode()):
            assert abs(number_in(number)) == rows_behind(client, address), (address, number)
        return text_of(page), page.context["page"], page.context["matrix"]["rows"]

    for url in (board, country):
        text, page, matrix = shown(url, "31/5/2024")
        assert page.begins_on == date(2024, 6, 1), url
        assert "chưa biết tiêu chí nào đạt hay chưa đạt" in text
        assert {row.ends[0].text for row in matrix} == {"–"}
    assert [figure.slug for figure in shown(board, "31/5/2024")[1].heads] == ["qua-han"]
    text, page, matrix = shown(board, "15/6/2024")
    assert page.begins_on is None
    assert "1 xã ghi kết quả từ sau ngày 15/6/2024" in text
    assert {row.name: row.ends[0].text for row in matrix} == {
        "Xã Mai Đình": "2/2",
        "Xã Đồng Tâm": "–",
    }
    assert page.figures["du"].total == 1
    text, page, _ = shown(board, "15/7/2024")
    assert "chưa biết" not in text
    assert "ghi kết quả từ sau" not in text
    compared = client.get(board, {"ngay": "15/7/2024", "so_voi": "15/6/2024"})
    assert "1 xã chưa ghi kết quả nào" in text_of(compared)
