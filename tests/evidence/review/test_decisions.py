"""Decisions, reopening and recognition: all or nothing, for ever, and in their order."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from evidence.models import DraftVerdict, Verdict
from evidence.review.queries.items import items_for_submitter
from evidence.review.queries.unmarked import unmarked_items
from evidence.review.services import approve_unmarked, reopen, save_draft, send_decision
from ntm_project.common.models import NO_VERSION
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.evidence.review import factories as review
from villages.enums import Role
from villages.models import AuditEvent


def test_returning_tells_the_commune_what_why_and_until_when(world) -> None:
    returned = review.returned(world, bad=[1])
    assert (returned.state, returned.decided_by) == ("returned", world.tam.official)
    assert returned.supplement_by == date(2024, 9, 30)
    assert not DraftVerdict.objects.exists()
    verdicts = [row.verdict for row in items_for_submitter(returned)]
    assert [v.kind for v in verdicts] == ["met", "not_met", "met", "met"]
    assert (verdicts[1].reason_code, verdicts[1].text) == ("missing", "Thiếu biên bản nghiệm thu.")
    event = AuditEvent.objects.about(returned).first()
    assert (event.action, event.reason) == ("trả lại hồ sơ", "Đề nghị bổ sung.")
    assert event.actor_title == "Phó Chủ tịch UBND"


def test_a_verdict_once_sent_can_only_be_followed(world) -> None:
    review.returned(world)
    for change in (
        lambda: Verdict.objects.update(kind="met"),
        lambda: Verdict.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_each_verdict_stays_with_whoever_judged(world) -> None:
    sent = review.sent(world)
    item = sent.items.first()
    save_draft(by=world.dong, item=item, kind="met", seen_version=NO_VERSION)
    rest = [i.pk for i in unmarked_items(world.tam, sent).ready]
    approve_unmarked(by=world.tam, submission=sent, seen_item_ids=rest)
    send_decision(by=world.tam, submission=sent, outcome="approve")
    assert Verdict.objects.get(item=item).by == world.dong.official
    assert Verdict.objects.filter(by=world.tam.official).count() == 3


@pytest.mark.parametrize(
    ("outcome", "bad", "text", "day", "field"),
    [
        ("approve", [0], "", None, "outcome"),
        ("return", [], "Thiếu", date(2024, 9, 1), "outcome"),
        ("return", [0], " ", date(2024, 9, 1), "decision_text"),
        ("return", [0], "Thiếu", make.TODAY, "supplement_by"),
        ("khac", [0], "Thiếu", date(2024, 9, 1), "outcome"),
    ],
)
def test_a_wrong_decision_changes_nothing(world, outcome, bad, text, day, field) -> None:
    sent = review.sent(world)
    review.judge(world.tam, sent, bad)
    with pytest.raises(ValidationError) as refused:
        send_decision(
            by=world.tam,
            submission=sent,
            outcome=outcome,
            decision_text=text,
            supplement_by=day,
        )
    assert set(refused.value.message_dict) == {field}
    sent.refresh_from_db()
    assert (sent.state, Verdict.objects.count(), DraftVerdict.objects.count()) == ("sent", 0, 4)


def test_every_item_needs_a_verdict(world) -> None:
    sent = review.sent(world)
    save_draft(by=world.tam, item=sent.items.first(), kind="met", seen_version=NO_VERSION)
    with pytest.raises(ValidationError):
        send_decision(by=world.tam, submission=sent, outcome="approve")
    assert not Verdict.objects.exists()


def test_a_decision_is_sent_once_and_by_the_step_alone(world) -> None:
    sent = review.sent(world)
    for person in (world.lan, world.hoa, world.person(world.commune, Role.CLERK)):
        with pytest.raises(Refused):
            send_decision(by=person, submission=sent, outcome="approve")
    review.decide(world.tam, sent, "approve")
    for outcome in ("approve", "return"):
        with pytest.raises(Refused):
            send_decision(by=world.dong, submission=sent, outcome=outcome)
    with pytest.raises(Refused):
        save_draft(by=world.tam, item=sent.items.first(), kind="met", seen_version=NO_VERSION)


def test_a_failure_leaves_the_drafts_as_they_were(world, monkeypatch) -> None:
    sent = review.sent(world)
    review.judge(world.tam, sent)

    def broken(*args: object, **kwargs: object) -> None:
        raise DatabaseError("cut off")

    monkeypatch.setattr("villages.edit.record", broken)
    with pytest.raises(DatabaseError):
        send_decision(by=world.tam, submission=sent, outcome="approve")
    sent.refresh_from_db()
    assert (sent.state, DraftVerdict.objects.count(), Verdict.objects.count()) == ("sent", 4, 0)


def test_kept_verdicts_go_out_again_marked_as_kept(world) -> None:
    review.returned(world, bad=[0])
    review.set_claim(world.results()[0], value=70)
    second = review.sent(world)
    (open_item,) = unmarked_items(world.tam, second).ready
    approve_unmarked(by=world.tam, submission=second, seen_item_ids=[open_item.pk])
    send_decision(by=world.tam, submission=second, outcome="approve")
    kept = Verdict.objects.filter(item__submission=second, is_kept=True)
    assert (kept.count(), Verdict.objects.count()) == (3, 8)


def test_reopening_brings_the_step_back_with_its_reason(world) -> None:
    approved = review.approved(world)
    with pytest.raises(ValidationError):
        reopen(by=world.tam, submission=approved, reason="")
    with pytest.raises(Refused):
        reopen(by=world.lan, submission=approved, reason="Thử")
    reopened = reopen(by=world.dong, submission=approved, reason="Phát hiện số liệu sai.")
    assert (reopened.state, reopened.closed_reason) == ("reopened", "Phát hiện số liệu sai.")
    assert reopened.decided_at is not None
    with pytest.raises(Refused):
        review.sent(world, step=1)
    again = review.sent(world)
    assert again.round == 2
    assert DraftVerdict.objects.filter(item__submission=again, is_kept=True).count() == 4


def test_reopening_waits_while_the_next_step_holds_the_dossier(world) -> None:
    first = review.approved(world)
    upper = review.sent(world, step=1)
    with pytest.raises(Refused):
        reopen(by=world.tam, submission=first, reason="Muộn")
    review.decide(world.hoa, upper, "return", bad=[0])
    assert reopen(by=world.tam, submission=first, reason="Cấp trên trả lại.").state == "reopened"
