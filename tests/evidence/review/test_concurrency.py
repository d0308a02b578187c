"""Two people at the same moment on the database under test: one wins, the other is told."""

import pytest
from django.core.exceptions import ValidationError

from evidence.models import DraftVerdict, Submission, Verdict
from evidence.review.queries.items import items_for_reviewer
from evidence.review.services import reopen, save_draft, send_decision, withdraw
from ntm_project.common.models import NO_VERSION
from ntm_project.common.refusals import Refused
from tests.evidence.review import factories as review
from tests.shared import at_once
from villages.edit import Stale

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]


@pytest.fixture
def world(transactional_db):
    made = review.ready_world()
    assert [made.lan, made.tam, made.dong, made.hoa, made.steps]  # made before the threads start
    return made


def test_of_two_decisions_one_is_sent(world) -> None:
    sent = review.sent(world)
    review.judge(world.tam, sent)
    raised = at_once(
        *[
            lambda by=by: send_decision(by=by, submission=sent, outcome="approve")
            for by in (world.tam, world.dong)
        ]
    )
    assert [type(error) for error in raised] == [Refused]
    sent.refresh_from_db()
    assert sent.state == "approved"
    assert (Verdict.objects.count(), DraftVerdict.objects.count()) == (4, 0)


def test_of_two_rounds_sent_one_stands(world) -> None:
    raised = at_once(lambda: review.sent(world), lambda: review.sent(world))
    assert [type(error) for error in raised] == [Refused]
    assert Submission.objects.get().items.count() == 4


def test_a_decision_and_a_withdrawal_exclude_each_other(world) -> None:
    sent = review.sent(world)
    review.judge(world.tam, sent)
    raised = at_once(
        lambda: send_decision(by=world.tam, submission=sent, outcome="approve"),
        lambda: withdraw(by=world.lan, submission=sent, reason="Bổ sung."),
    )
    assert [type(error) for error in raised] == [Refused]
    sent.refresh_from_db()
    assert Verdict.objects.count() == (4 if sent.state == "approved" else 0)


def test_reopening_and_sending_on_exclude_each_other(world) -> None:
    first = review.approved(world)
    raised = at_once(
        lambda: reopen(by=world.tam, submission=first, reason="Số liệu sai."),
        lambda: review.sent(world, step=1),
    )
    assert [type(error) for error in raised] == [Refused]
    first.refresh_from_db()
    assert (first.state, Submission.objects.count()) in [("reopened", 1), ("approved", 2)]


def test_of_two_drafts_on_one_item_the_second_is_told(world) -> None:
    item = review.sent(world).items.first()
    raised = at_once(
        *[
            lambda by=by, text=text: save_draft(
                by=by, item=item, kind="met", text=text, seen_version=NO_VERSION
            )
            for by, text in ((world.tam, "Đủ"), (world.dong, "Đã xem"))
        ]
    )
    assert [type(error) for error in raised] == [Stale]
    assert DraftVerdict.objects.get().version == 1


def test_a_draft_never_slips_in_behind_the_decision(world) -> None:
    sent = review.sent(world)
    review.judge(world.tam, sent)
    item = sent.items.first()
    raised = at_once(
        lambda: send_decision(by=world.tam, submission=sent, outcome="approve"),
        lambda: save_draft(
            by=world.dong,
            item=item,
            kind="not_met",
            reason_code="missing",
            text="Thiếu",
            seen_version=1,
        ),
    )
    # Either the draft came first and the approval is refused, or it came too late.
    assert [type(error) for error in raised] in ([Refused], [ValidationError])
    sent.refresh_from_db()
    if sent.state == "approved":
        assert set(Verdict.objects.values_list("kind", flat=True)) == {"met"}
    else:
        assert items_for_reviewer(sent, by=world.tam)
        assert not Verdict.objects.exists()
