"""The reviewer's queue: exactly his rounds, oldest first, each page as cheap as the first."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from criteria.models import Assessment
from evidence.models import Holiday, Submission
from evidence.review.queries.queue import (
    NEWEST,
    OLDEST,
    QueuePage,
    handled_page,
    handled_rows,
    queue_page,
    waiting_rows,
    walks,
)
from tests import factories as make
from tests.evidence.review import factories as review
from tests.world import World
from villages.access import Access, access_of
from villages.enums import Role

START = datetime(2024, 3, 1, 2, tzinfo=UTC)


def fill(world: World, rows: int, step: int = 1, first_year: int = 3000) -> list[Submission]:
    """So many waiting rounds at a step, every second pair sent at the same moment."""
    assessments = Assessment.objects.bulk_create(
        Assessment(unit=world.commune, criteria_set=world.assessment.criteria_set, year=year)
        for year in range(first_year, first_year + rows)
    )
    return Submission.objects.bulk_create(
        Submission(
            assessment=assessment,
            step=world.steps[step],
            round=1,
            holder=world.district if step else world.commune,
            submitted_at=START + timedelta(minutes=number // 2),
            due_on=date(2024, 8, 20),
        )
        for number, assessment in enumerate(assessments)
    )


def pages(access: Access, size: int) -> list[QueuePage]:
    found, after = [], None
    while True:
        page = queue_page(access, after, size)
        found.append(page)
        if page.next_after is None:
            return found
        after = page.next_after


def test_paging_shows_every_round_once_oldest_first(world) -> None:
    made = fill(world, 23)
    found = pages(world.hoa, 5)
    assert [len(page.rows) for page in found] == [5, 5, 5, 5, 3]
    shown = [row.submission.pk for page in found for row in page.rows]
    assert shown == [s.pk for s in made]


def test_a_full_last_page_has_no_next(world) -> None:
    fill(world, 10)
    assert [len(page.rows) for page in pages(world.hoa, 5)] == [5, 5]
    assert pages(world.tam, 5) == [QueuePage([], None)]


def test_only_rounds_sent_to_ones_own_step_and_still_open(world) -> None:
    sent = review.sent(world)
    assert [row.submission for row in queue_page(world.tam).rows] == [sent]
    neighbour = make.make_commune("Đồng Tâm", world.district)
    others = [
        world.lan,
        world.hoa,
        world.person(neighbour, Role.VICE_CHAIR),
        world.person(world.district.parent, Role.REVIEWER),
    ]
    assert [queue_page(person).rows for person in others] == [[]] * 4
    review.decide(world.tam, sent, "approve")
    assert queue_page(world.tam).rows == []


def test_the_queues_of_two_postings_are_one_list(world) -> None:
    both = make.make_official(world.district, Role.REVIEWER)
    world.commune.postings.create(official=both, role=Role.VICE_CHAIR, title="Phó Chủ tịch")
    body = world.commune.bodies.create(name="Tổ thẩm tra")
    world.commune.postings.create(official=both, role=Role.OFFICIAL, title="Tổ viên", body=body)
    fill(world, 6, step=1)
    fill(world, 6, step=0, first_year=9000)
    rows = [row.submission for p in pages(access_of(both, make.TODAY), 4) for row in p.rows]
    assert len(rows) == len(set(rows)) == 12
    assert rows == sorted(rows, key=lambda s: (s.submitted_at, s.pk))


def test_days_count_working_days_against_the_term(world, time_machine) -> None:
    Holiday.objects.create(day=date(2024, 8, 16), name="Nghỉ")
    review.sent(world)  # Thursday 15/8, five working days without the 16th: due on 23/8
    for today, waiting, left, is_late in [
        (date(2024, 8, 15), 0, 5, False),
        (date(2024, 8, 19), 1, 4, False),
        (date(2024, 8, 23), 5, 0, False),
        (date(2024, 8, 24), 5, 0, True),  # a Saturday
        (date(2024, 8, 27), 7, -2, True),
    ]:
        access = access_of(world.tam.official, today)
        (row,) = queue_page(access).rows
        assert (row.days_waiting, row.days_left, row.is_late) == (waiting, left, is_late), today


def test_a_page_asks_the_same_number_of_questions_for_any_length(world) -> None:
    fill(world, 1)
    hoa = world.hoa
    with CaptureQueriesContext(connection) as one:
        queue_page(hoa, size=10)
    fill(world, 30, first_year=9000)
    with CaptureQueriesContext(connection) as many:
        page = queue_page(hoa, size=10)
        assert [str(row.submission.assessment.unit) for row in page.rows]
        assert [str(row.submission.step) for row in page.rows]
    assert len(one) == len(many)


@pytest.fixture
def long_queue(world) -> World:
    fill(world, 6000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return world


def page_200(world: World) -> tuple[datetime, int]:
    last = Submission.objects.open().order_by("submitted_at", "pk")[1989]
    return last.submitted_at, last.pk


def reviewer_of_two(world: World) -> Access:
    both = make.make_official(world.district, Role.REVIEWER)
    province = world.district.parent
    province.postings.create(official=both, role=Role.REVIEWER, title="Chuyên viên")
    return access_of(both, make.TODAY)


def test_every_page_walks_the_index_and_skips_no_rows(long_queue) -> None:
    both = reviewer_of_two(long_queue)
    for after in (None, page_200(long_queue)):
        for access in (long_queue.hoa, both):
            for walk in [w for w in walks(waiting_rows, OLDEST, access, after) if w.exists()]:
                plan = walk[:11].explain()
                assert "submission_queue" in plan, plan
                assert "TEMP B-TREE" not in plan, plan
                assert "OFFSET" not in str(walk.query)
                assert "Sort" not in plan, plan
        assert queue_page(both, after) == queue_page(long_queue.hoa, after)


def test_decided_rounds_are_walked_newest_first_in_two_units(world) -> None:
    made = fill(world, 12)
    for number, one in enumerate(made):
        decided = START + timedelta(days=number // 2)
        Submission.objects.filter(pk=one.pk).update(state="approved", decided_at=decided)
    newest_first = [one.pk for one in reversed(made)]
    for access in (world.hoa, reviewer_of_two(world)):
        first, key = handled_page(access, None, 7)
        rest, end = handled_page(access, key, 7)
        assert [one.pk for one in [*first, *rest]] == newest_first
        assert end is None
    (walk,) = walks(handled_rows, NEWEST, world.hoa, None)
    plan = walk[:11].explain()
    assert "TEMP B-TREE" not in plan, plan
