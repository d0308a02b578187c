"""The board's arithmetic: tiles, figures, any earlier day, what is newly met."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from criteria.enums import Claim, State
from criteria.queries.past import scores_as_of
from criteria.scoring import SCORE_FIELDS
from criteria.services import state_baseline
from reports.assessments.queries import assessment_page
from reports.assessments.shown import Showing
from reports.boards.board import commune_board
from reports.boards.figures import BoardFigure, FigureRow
from reports.boards.past import Past, record_on
from reports.boards.regions import tallies_of, years_below
from reports.boards.upper import communes_below, sets_of, upper_record
from reports.meetings.points import stat_of
from reports.record import load_record
from tasks.services import move_task
from tests import factories as make
from tests.shared import made_once
from tests.world import World, client_of, open_world
from villages.enums import Role

pytestmark = pytest.mark.django_db


rows = made_once(lambda: open_world("assessment", "village_assessment", "plan"))


def made(world: World, as_of: date | None = None, **query: object):
    record = load_record([world.commune], make.system(), as_of=as_of)
    return commune_board(record, as_of=as_of, **query)


def test_the_commune_stands_before_its_villages_with_its_figures(world) -> None:
    first, second = world.results()[:2]
    world.claim(first)
    world.claim(second, value="41.2")
    board, village = made(world).boards
    assert board.assessment == world.assessment
    assert village.assessment == world.village_assessment
    totals = board.totals
    assert (totals.criteria_met, totals.criteria) == (1, 2)
    assert (totals.indicators_met, totals.indicators, totals.not_judged) == (2, 4, 2)
    assert [row.state for row in board.rows] == ["contradicting", "unknown"]
    assert [row.criterion.number for row in board.remaining] == [1, 2]
    assert [row.scored.contradicting for row in board.rows] == [1, 0]


def test_open_and_overdue_tasks_stand_at_their_criterion(world) -> None:
    criterion = world.results()[0].indicator.criterion
    where = {"assessment": world.assessment, "criterion": criterion}
    task = make.make_task(world.plan, **where, deadline_words="xong trong tháng 7/2024")
    make.make_task(world.plan, **where, deadline_words="xong trong tháng 9/2024")
    make.make_task(world.plan)
    move_task(by=make.system(), task_id=task.pk, transition_name="start", seen_version=0)
    board = made(world).boards[0]
    row = board.rows[0]
    assert (row.work.open, row.work.overdue, row.work.not_given, row.state) == (2, 1, 2, "partial")
    assert row.work.next_day == date(2024, 7, 31)
    assert (board.work.open, board.work.overdue) == (2, 1)


def test_a_board_of_an_earlier_day_tells_what_was_known_then(world) -> None:
    first, second = world.results()[:2]
    world.claim(first, value="41.2", on=date(2024, 3, 1))
    world.claim(second, on=date(2024, 5, 1))
    world.claim(first, value="50", on=date(2024, 6, 1))
    then = made(world, as_of=date(2024, 5, 15)).boards[0]
    assert (then.totals.criteria_met, then.totals.contradicting) == (1, 1)
    assert then.rows[0].state == "contradicting"
    before = made(world, as_of=date(2024, 4, 1)).boards[0].totals
    assert (before.criteria_met, before.indicators_met) == (0, 1)
    now = made(world).boards[0]
    assert (now.totals.criteria_met, now.totals.contradicting) == (1, 0)
    assert now.rows[0].state == "met"


def test_what_is_newly_met_and_no_longer_met(world) -> None:
    results = world.results()
    for result in results[:2]:
        world.claim(result, on=date(2024, 3, 1))
    for result in results[2:]:
        world.claim(result, on=date(2024, 7, 1))
    world.claim(results[0], Claim.NOT_MET, "10", on=date(2024, 7, 10))
    board = made(world, compared_to=date(2024, 6, 1)).boards[0]
    assert (len(board.newly_met), len(board.no_longer_met)) == (1, 1)
    assert [row.is_new for row in board.rows] == [False, True]
    assert made(world).boards[0].newly_met == []


def test_an_inferred_baseline_says_so_and_counts_only_from_its_day(world) -> None:
    criterion = world.results()[0].indicator.criterion
    state_baseline(
        by=make.system(), assessment=world.assessment, criterion=criterion, state=State.MET,
        as_of=date(2023, 12, 30), is_inferred=True,
    )  # fmt: skip
    row = made(world).boards[0].rows[0]
    assert (row.state, row.is_inferred, "tạm tính" in row.label) == ("by_plan", True, True)
    assert made(world, as_of=date(2023, 12, 29)).boards[0].rows[0].state == "unknown"


def test_the_curve_needs_data_and_steps_with_it(world) -> None:
    assert made(world).curve is None
    for result in world.results()[:2]:
        world.claim(result, on=date(2024, 3, 1))
    curve = made(world).curve
    assert curve.criteria == [(date(2024, 1, 1), 0), (date(2024, 3, 1), 1), (make.TODAY, 1)]
    assert curve.planned == []
    assert curve.total == 2


changes = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from([Claim.MET, Claim.NOT_MET]), st.integers(1, 220)),
    max_size=8,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=changes, day=st.integers(1, 230))
def test_any_day_equals_the_one_way_of_computing_it(world, history, day) -> None:
    world = open_world("assessment", "village_assessment", "plan")
    results = world.results()
    for index, claim, on in history:
        world.claim(results[index], claim, "50", on=date.fromordinal(738886 + on))
    wanted = date.fromordinal(738886 + day)
    record = load_record([world.commune], make.system())
    past = Past.of(record.assessments)
    fast = {row.key: row for row in record_on(record, past, wanted).standings}
    for criterion, plain in scores_as_of(world.assessment, wanted).items():
        got = fast[world.assessment.pk, criterion.pk]
        assert all(getattr(got, name) == getattr(plain, name) for name in SCORE_FIELDS)
    own = record.standings_of(world.assessment)
    days = [*past.days(own), wanted]
    rows = [past.rows_on(own, day) for day in sorted(days)]
    met, indicators = past.counts_on(own, sorted(days))
    assert [n for _, n in met] == [sum(row.is_met for row in one) for one in rows]
    assert [n for _, n in indicators] == [sum(row.met for row in one) for one in rows]
    if curve := commune_board(record).curve:
        assert [day for day, _ in curve.criteria] == sorted({day for day, _ in curve.criteria})


def test_an_upper_unit_sees_its_communes_and_tallies(world) -> None:
    for result in world.results()[:2]:
        world.claim(result)
    district = world.commune.parent
    beside = make.make_commune("Đồng Tâm", make.make_unit("district", "Khác", district.parent))
    make.make_assessment(beside, year=2023)
    make.make_assessment(beside, world.assessment.criteria_set)
    assert years_below(district) == [2024]
    communes = communes_below(district, 2024)
    assert [c.name for c in communes] == [world.commune.name]
    first, second = world.assessment.criteria_set.criteria.order_by("number")

    def states(**days: date | None) -> list[str]:
        days = {"as_of": None, "compared_to": None} | days
        record = upper_record(district, make.system(), communes, sets_of(communes)[0], **days)
        return [record.state(communes[0], k) for k in (first, second)]

    assert states() == ["met", "unknown"]
    assert states(as_of=date(2024, 7, 31)) == ["unknown", "unknown"]
    where = {"assessment": world.assessment, "criterion": second}
    task = make.make_task(world.plan, **where)
    move_task(by=make.system(), task_id=task.pk, transition_name="start", seen_version=0)
    own = made(world).boards[0]
    assert states() == [row.state for row in own.rows] == ["met", "partial"]
    (tallied,) = tallies_of(district, 2024, make.TODAY)
    assert [row.total for row in tallied.rows] == [1, 1]  # the one village that is judged


def test_a_board_of_another_year_is_another_board(world) -> None:
    make.make_assessment(world.commune, world.assessment.criteria_set, year=2025)
    record = load_record([world.commune], make.system())
    assert (record.year, record.years, len(record.assessments)) == (2025, [2025, 2024], 1)
    record = load_record([world.commune], make.system(), year=2024)
    assert len(record.assessments) == 2


def test_board_and_assessment_page_count_the_same_tasks_of_a_criterion(world) -> None:
    member = make.access(make.make_official(world.commune))
    criterion = world.results()[0].indicator.criterion
    where = {"assessment": world.assessment, "criterion": criterion}
    last_year = make.make_plan(world.commune, year=2023)
    for plan, unit, words in (
        (world.plan, world.commune, "xong trong tháng 7/2024"),
        (world.plan, world.village, "xong trong tháng 9/2024"),
        (last_year, world.commune, "xong trong tháng 6/2024"),
    ):
        make.make_task(plan, unit=unit, **where, deadline_words=words)
    (block,) = (
        block
        for block in assessment_page(member, world.assessment, Showing()).blocks
        if block.criterion.pk == criterion.pk
    )
    work = commune_board(load_record([world.commune], member)).boards[0].rows[0].work
    assert (work.open, work.overdue) == (block.tasks.open, block.tasks.overdue) == (3, 2)


@pytest.mark.sqlite
def test_a_board_reads_only_the_branch_of_its_unit(world) -> None:
    member = make.access(make.make_official(world.commune.parent))
    with CaptureQueriesContext(connection) as captured:
        load_record([world.commune], member)
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            steps = [row[3] for row in cursor.fetchall()]
            assert not any(step.startswith("SCAN ") for step in steps), steps


GROWING = re.compile(
    r"SCAN (criteria_(standing|standingstep|result|resultchange|assessment|baseline|tally)"
    r"|tasks_(task|taskreport|assignment|funding)|evidence_(proof|submission|evidence)"
    r"|villages_(unit|auditevent|auditlink))\b"
)


@pytest.mark.stress
@pytest.mark.sqlite
@pytest.mark.parametrize("address", ["", "?ngay=1/8/2024&so_voi=1/7/2024&nam=2024"])
def test_no_board_scans_a_table_that_grows(world, address) -> None:
    # Far more elsewhere than here, or a scan would be right.
    elsewhere = make.make_unit("district", "Khác", make.make_unit("province", "Tỉnh khác"))
    for number in range(60):
        commune = make.make_commune(f"Xã {number}", elsewhere)
        make.make_assessment(commune, world.assessment.criteria_set)
    client = client_of(make.make_official(world.commune.parent.parent, Role.REVIEWER))
    units = (world.commune, world.commune.parent, world.commune.parent.parent)
    urls = [reverse("reports:board", args=[unit.pk]) for unit in units]
    for is_analyzed in (False, True):
        with connection.cursor() as cursor:
            if is_analyzed:
                cursor.execute("ANALYZE")
        for url in (*urls, reverse("reports:assessment", args=[world.assessment.pk])):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"{url}{address}").status_code == 200
            with connection.cursor() as cursor:
                for query in captured.captured_queries:
                    if query["sql"].startswith("SELECT"):
                        cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                        steps = [row[3] for row in cursor.fetchall()]
                        assert not any(map(GROWING.match, steps)), (query["sql"], steps)


def test_the_scope_cuts_what_lies_outside(world) -> None:
    own = make.access(make.make_official(world.village))
    for unit in (world.commune, world.village):
        assert load_record([unit], own).assessments == [world.village_assessment]
    stranger = make.access(make.make_official(make.make_commune("Khác")))
    assert load_record([world.commune], stranger).assessments == []


def test_a_figure_and_its_total_group_their_thousands_in_one_way() -> None:
    figure = BoardFigure("viec", "việc", [0] * 2002, lambda _: FigureRow("x"), total=12_345)
    assert (figure.text, stat_of(figure).text) == ("2.002", "2.002/12.345")
