"""The hand-written reads of the queue give what the ORM gives, and walk the same index."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from evidence.models import Submission
from evidence.review.forms import QueueFilterForm
from evidence.review.queries.queue import filter_choices, queue, queue_parts
from tests import factories as make
from tests.evidence.review.factories import World
from tests.evidence.review.test_queue import fill, page_200
from villages.access import Access, access_of
from villages.enums import Role

ANY = Q(pk__gt=0)  # a filter that leaves nothing out: with one, the ORM reads the keys


@pytest.fixture
def everybody(world) -> list[Access]:
    """Reviewers of one step and of several, for a body and for none, and the program itself."""
    both = make.make_official(world.district, Role.REVIEWER)
    body = world.commune.bodies.create(name="Tổ thẩm tra")
    other = world.commune.bodies.create(name="Tổ khác")
    for role, held in ((Role.CHAIR, body), (Role.VICE_CHAIR, other)):
        world.commune.postings.create(official=both, role=role, title="Tổ viên", body=held)
    fill(world, 9, step=1)
    mine, others = fill(world, 4, step=0, first_year=9000)[:2]
    Submission.objects.filter(pk=mine.pk).update(holder_body=body)
    Submission.objects.filter(pk=others.pk).update(
        holder_body=world.district.bodies.create(name="Phòng")
    )
    people = [world.lan, world.tam, world.hoa, access_of(both, make.TODAY)]
    return [*people, make.system()]


def test_the_keys_are_those_of_the_orm(everybody) -> None:
    lengths = set()
    for access in everybody:
        after = None
        while True:
            lean, full = queue(access, after, 4), queue(access, after, 4, ANY)
            assert lean == full
            lengths.add(len(lean.rows))
            if (after := lean.next_after) is None:
                break
    assert lengths >= {0, 4}


def test_a_row_says_what_its_models_say(everybody) -> None:
    for row in queue(make.system()).rows:
        whole = Submission.objects.get(pk=row.pk)
        with CaptureQueriesContext(connection) as asked:
            submission = row.submission
            told = str(submission), submission.submitted_at, submission.due_on
        assert not asked.captured_queries
        assert submission == whole
        assert told == (str(whole), whole.submitted_at, whole.due_on)
        assert row.title == str(whole.assessment)
        assert row.sender == (str(whole.submitted_by) if whole.submitted_by else None)
        # What was not read is read when it is asked for, not made up.
        assert (submission.state, submission.message) == (whole.state, whole.message)


def test_the_filter_offers_what_its_form_takes(everybody) -> None:
    make.make_set()
    for access in everybody:
        form = QueueFilterForm({}, access=access)
        offered = [
            [(pk.value, words) for pk, words in form.fields[name].choices if pk]
            for name in ("don_vi", "bo")
        ]
        assert list(filter_choices(access)) == offered


def _plan(world: World, after: tuple | None) -> str:
    """The plan of the keys of the district's reviewer, as the page asks for them."""
    hoa = world.hoa
    assert len(queue_parts(hoa)) == 1
    with CaptureQueriesContext(connection) as captured:
        queue(hoa, after, 10)
    keys = captured.captured_queries[0]["sql"]
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + keys)
        return "\n".join(str(row) for row in cursor.fetchall())


def test_the_keys_walk_the_index(world) -> None:
    fill(world, 6000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for after in (None, page_200(world)):
        plan = _plan(world, after)
        assert "submission_queue" in plan, plan
        assert "TEMP B-TREE" not in plan, plan
        assert "Sort" not in plan, plan
