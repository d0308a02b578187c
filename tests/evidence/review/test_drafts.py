"""Drafts: whose they are, that no reviewer overwrites another, that nobody else reads them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evidence.models import DraftVerdict, Submission
from evidence.review.queries.items import (
    items_for_reviewer,
    items_for_submitter,
)
from evidence.review.queries.queue import queue_page
from evidence.review.queries.unmarked import Unmarked, unmarked_items
from evidence.review.services import approve_unmarked, save_draft
from ntm_project.common.models import NO_VERSION
from ntm_project.common.refusals import Refused
from tasks.services import set_supervision
from tests import factories as make
from tests.evidence.review import factories as review
from villages.edit import Stale
from villages.enums import Role
from villages.models import AuditEvent

BAD = {"kind": "not_met", "reason_code": "missing", "text": "Thiếu biên bản."}


@pytest.fixture
def sent(world) -> Submission:
    return review.sent(world)


def first_item(sent):
    return sent.items.order_by("result__indicator__code").first()


def test_a_draft_keeps_reason_words_and_marks(world, sent) -> None:
    item = first_item(sent)
    mark = {
        "revision": item.papers.get().revision_id,
        "page": 2,
        "x": 0.5,
        "text": "Thiếu\u200b dấu",
    }
    draft = save_draft(
        by=world.tam, item=item, **BAD, marks=[mark | {"onclick": "x"}], seen_version=NO_VERSION
    )
    draft.refresh_from_db()
    assert (draft.kind, draft.reason_code, draft.by) == ("not_met", "missing", world.tam.official)
    assert draft.marks == [mark | {"text": "Thiếu dấu"}]


def test_a_draft_of_met_drops_the_reason_code(world, sent) -> None:
    draft = save_draft(
        by=world.tam,
        item=first_item(sent),
        kind="met",
        reason_code="missing",
        seen_version=NO_VERSION,
    )
    assert draft.reason_code == ""


def test_the_second_reviewer_sees_what_the_first_wrote(world, sent) -> None:
    item = first_item(sent)
    save_draft(by=world.tam, item=item, **BAD, seen_version=NO_VERSION)
    with pytest.raises(Stale) as stale:
        save_draft(by=world.dong, item=item, kind="met", seen_version=NO_VERSION)
    assert stale.value.current.by == world.tam.official
    save_draft(by=world.dong, item=item, kind="met", seen_version=1)
    draft = DraftVerdict.objects.get()
    assert (draft.kind, draft.version, draft.by) == ("met", 2, world.dong.official)


def test_saving_the_same_again_has_one_effect(world, sent) -> None:
    item = first_item(sent)
    save_draft(by=world.tam, item=item, **BAD, seen_version=NO_VERSION)
    again = save_draft(by=world.tam, item=item, **BAD, seen_version=NO_VERSION)
    assert (again.version, DraftVerdict.objects.count()) == (1, 1)


def test_a_bad_draft_is_refused_at_its_field(world, sent) -> None:
    with pytest.raises(ValidationError) as refused:
        save_draft(by=world.tam, item=first_item(sent), kind="not_met", seen_version=NO_VERSION)
    assert set(refused.value.message_dict) == {"reason_code", "text"}
    assert not DraftVerdict.objects.exists()


def test_only_reviewers_of_the_step_judge(world, sent) -> None:
    neighbour = make.make_commune("Đồng Tâm", world.district)
    others = [
        world.person(world.commune, r) for r in Role if r not in (Role.VICE_CHAIR, Role.CHAIR)
    ]
    others += [world.hoa, world.person(neighbour, Role.VICE_CHAIR)]
    for person in others:
        with pytest.raises(Refused):
            save_draft(by=person, item=first_item(sent), kind="met", seen_version=NO_VERSION)
        with pytest.raises(Refused):
            items_for_reviewer(sent, by=person)
        with pytest.raises(Refused):
            unmarked_items(person, sent)


def test_nobody_reviews_what_he_himself_sent(world) -> None:
    both = make.make_official(world.commune, Role.STANDING_OFFICER)
    world.commune.postings.create(official=both, role=Role.VICE_CHAIR, title="Phó Chủ tịch")
    person = make.access(both)
    sent = review.sent(world, by=person)
    with pytest.raises(Refused, match="đã gửi"):
        save_draft(by=person, item=first_item(sent), kind="met", seen_version=NO_VERSION)
    with pytest.raises(Refused, match="đã gửi"):
        items_for_reviewer(sent, by=person)
    review.judge(world.tam, sent)


def test_who_directs_a_criterion_leaves_its_items_to_another(world, sent) -> None:
    item = first_item(sent)
    set_supervision(
        by=make.system(),
        assessment=world.assessment,
        criterion=item.result.indicator.criterion,
        officials=[world.tam.official],
    )
    with pytest.raises(Refused, match="phụ trách"):
        save_draft(by=world.tam, item=item, kind="met", seen_version=NO_VERSION)
    denied = [bool(row.denied) for row in items_for_reviewer(sent, by=world.tam)]
    assert denied == [True, True, False, False]
    assert not any(row.denied for row in items_for_reviewer(sent, by=world.dong))
    unmarked = unmarked_items(world.tam, sent).ready
    assert len(unmarked) == 2
    approve_unmarked(by=world.tam, submission=sent, seen_item_ids=[i.pk for i in unmarked])
    assert save_draft(by=world.dong, item=item, kind="met", seen_version=NO_VERSION)


def test_who_set_a_result_leaves_its_item_to_another(world) -> None:
    both = make.make_official(world.commune, Role.OFFICIAL)
    world.commune.postings.create(official=both, role=Role.VICE_CHAIR, title="Phó Chủ tịch")
    person = make.access(both)
    review.set_claim(world.results()[0], value=66, by=person)
    sent = review.sent(world)
    with pytest.raises(Refused, match="cập nhật"):
        save_draft(by=person, item=first_item(sent), kind="met", seen_version=NO_VERSION)
    other = sent.items.get(result=world.results()[1])
    assert save_draft(by=person, item=other, kind="met", seen_version=NO_VERSION)
    # What he sets after the round was sent is not what is reviewed.
    review.set_claim(world.results()[2], value=66, by=person)
    later = sent.items.get(result=world.results()[2])
    assert save_draft(by=person, item=later, kind="met", seen_version=NO_VERSION)


def test_all_unmarked_are_approved_only_as_they_were_listed(world, sent) -> None:
    review_item = first_item(sent)
    listed = [item.pk for item in unmarked_items(world.tam, sent).ready]
    save_draft(by=world.dong, item=review_item, **BAD, seen_version=NO_VERSION)
    with pytest.raises(Stale):
        approve_unmarked(by=world.tam, submission=sent, seen_item_ids=listed)
    listed = [item.pk for item in unmarked_items(world.tam, sent).ready]
    assert review_item.pk not in listed
    made = approve_unmarked(by=world.tam, submission=sent, seen_item_ids=listed)
    assert {d.item_id for d in made} == set(listed)
    assert DraftVerdict.objects.get(item=review_item).kind == "not_met"
    assert unmarked_items(world.tam, sent) == Unmarked([], [])


def test_the_submitter_reads_a_round_without_ever_asking_for_drafts(world, sent) -> None:
    review.judge(world.tam, sent, bad=[0])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rows = items_for_submitter(sent)
        assert [row.verdict for row in rows] == [None] * 4
        assert "Thiếu biên bản" not in repr(rows)
    assert len(queries) > 0
    assert not any("draftverdict" in query["sql"].lower() for query in queries)


def test_nor_in_a_second_round_with_kept_verdicts(world) -> None:
    review.returned(world, bad=[0])
    review.set_claim(world.results()[0], value=70)
    second = review.sent(world)
    assert DraftVerdict.objects.filter(is_kept=True).count() == 3
    with CaptureQueriesContext(connection) as queries:
        rows = items_for_submitter(second)
        assert all(row.verdict is None for row in rows)
    assert not any("draftverdict" in query["sql"].lower() for query in queries)
    assert rows[0].before.verdict.text == "Thiếu biên bản nghiệm thu."


def test_no_plain_row_leads_to_a_draft(world, sent) -> None:
    """A template that walks from the submitter's rows finds values alone, no model."""
    review.judge(world.tam, sent)
    plain = (str, int, float, bool, type(None), tuple, list, dict)

    def walk(value: object) -> None:
        if hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                walk(getattr(value, name))
        elif isinstance(value, tuple | list):
            for part in value:
                walk(part)
        else:
            assert isinstance(value, plain) or hasattr(value, "isoformat"), type(value)

    for row in items_for_submitter(sent):
        walk(row)


def test_drafting_leaves_no_trace_that_the_commune_could_read(world, sent) -> None:
    stranger = world.hoa  # made here, so that their own events are counted before
    assert not any(row.draft for row in items_for_reviewer(sent, by=world.tam))
    before = AuditEvent.objects.count()
    state = Submission.objects.values().get(pk=sent.pk)
    review.judge(world.tam, sent, bad=[0])
    assert AuditEvent.objects.count() == before
    assert Submission.objects.values().get(pk=sent.pk) == state
    for role in set(Role) - {Role.VICE_CHAIR, Role.CHAIR}:
        person = world.person(world.commune, role)
        with pytest.raises(Refused):
            items_for_reviewer(sent, by=person)
        assert queue_page(person).rows == []
    with pytest.raises(Refused):
        items_for_reviewer(sent, by=stranger)
    assert all(row.draft for row in items_for_reviewer(sent, by=world.tam))


def test_the_reviewer_reads_what_changed_side_by_side(world) -> None:
    review.returned(world, bad=[0])
    review.set_claim(world.results()[0], value=70)
    second = review.sent(world)
    rows = items_for_reviewer(second, by=world.tam)
    assert [r.row.code for r in rows] == ["1.1", "1.2", "2.1", "2.2"]
    changed = rows[0].row
    assert (changed.is_changed, changed.sent.value_words, changed.before.value_words) == (
        True,
        "70%",
        "50%",
    )
    assert (changed.before.round, changed.before.verdict.kind) == (1, "not_met")
    assert rows[0].draft is None
    assert [r.draft.is_kept for r in rows[1:]] == [True] * 3
    assert not any(r.row.is_edited_since for r in rows)
    review.set_claim(world.results()[1], value=80)
    assert items_for_reviewer(second, by=world.tam)[1].row.is_edited_since


def test_reading_asks_the_same_number_of_questions_for_any_size(world) -> None:
    def count(of_world) -> tuple[int, int]:
        review.returned(of_world, bad=[0])
        review.set_claim(of_world.results()[0], value=70)
        sent = review.sent(of_world)
        with CaptureQueriesContext(connection) as mine:
            items_for_submitter(sent)
        with CaptureQueriesContext(connection) as theirs:
            items_for_reviewer(sent, by=of_world.tam)
        return len(mine), len(theirs)

    small, large = count(world), count(review.ready_world(criteria=4, indicators=3))
    assert small == large
    assert max(small) <= 8
