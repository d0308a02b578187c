"""Sending and withdrawing: whose turn, what is frozen, what blocks, what a later round keeps."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from criteria.enums import Claim, SetLevel
from evidence.models import (
    DraftVerdict,
    Holiday,
    Submission,
    SubmittedItem,
    SubmittedPaper,
)
from evidence.papers.models import Evidence
from evidence.papers.models.papers import stated_fields
from evidence.papers.services import edit_paper, link
from evidence.review.enums import SubmissionState
from evidence.review.queries.as_sent import corrected_since
from evidence.review.queries.chain import chain_for, route_of
from evidence.review.queries.unmarked import unmarked_items
from evidence.review.services import save_draft, submit, withdraw
from ntm_project.common.models import NO_VERSION
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.evidence.review import factories as review
from villages.enums import Role
from villages.models import AuditEvent


def test_a_round_freezes_results_and_latest_files(world) -> None:
    first = world.results()[0]
    paper = first.proofs.get().evidence
    review.add_file(paper)
    withdrawn = review.make_paper(first)
    withdrawn.withdrawn_at = "2024-08-01T00:00+07:00"
    withdrawn.save()
    review.make_paper(first, files=0)
    sent = review.sent(world, message="Kính gửi")
    assert (sent.state, sent.round, sent.holder) == ("sent", 1, world.commune)
    assert sent.items.count() == 4
    item = sent.items.get(result=first)
    assert (item.claim, item.value_words, item.level_words) == ("met", "50%", "≥ 45%")
    assert (item.comparison, item.as_of, item.result_version) == ("đủ mức", date(2024, 8, 1), 1)
    assert [p.revision.number for p in item.papers.all()] == [2]
    event = AuditEvent.objects.about(sent).get()
    assert (event.action, event.actor_title) == ("gửi thẩm tra", "Thường trực NTM")


def test_of_an_issued_paper_the_pdf_goes_up_or_the_signed_scan(world) -> None:
    first, second = world.results()[:2]
    for result, scans in ((first, 0), (second, 1)):
        paper = result.proofs.get().evidence
        Evidence.objects.filter(pk=paper.pk).update(is_issued=True)
        for _ in range(1 + scans):  # the Word file, then the scan
            review.add_file(paper)
    sent = review.sent(world)
    numbers = [sent.items.get(result=one).papers.get().revision.number for one in (first, second)]
    assert numbers == [1, 3]


def test_work_goes_on_beside_what_was_sent(world) -> None:
    first = world.results()[0]
    sent = review.sent(world)
    review.set_claim(first, Claim.NOT_MET, 30)
    review.add_file(first.proofs.get().evidence)
    item = sent.items.get(result=first)
    assert (item.claim, item.value_words, item.papers.get().revision.number) == ("met", "50%", 1)
    for change in (
        lambda: SubmittedItem.objects.update(claim="not_met"),
        lambda: SubmittedItem.objects.filter(pk=item.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_term_skips_weekends_and_holidays(world) -> None:
    Holiday.objects.create(day=date(2024, 8, 19), name="Nghỉ bù")
    assert review.sent(world).due_on == date(2024, 8, 23)


def test_a_saturday_can_be_a_working_day(world) -> None:
    Holiday.objects.create(day=date(2024, 8, 17), kind="worked", name="Làm bù")
    assert review.sent(world).due_on == date(2024, 8, 21)


def test_only_the_next_step_takes_the_assessment(world) -> None:
    with pytest.raises(Refused):
        review.sent(world, step=1)
    review.approved(world)
    with pytest.raises(Refused):
        review.sent(world, step=0)
    assert review.sent(world, step=1).holder == world.district


def test_one_round_at_a_time(world) -> None:
    review.sent(world)
    with pytest.raises(Refused):
        review.sent(world)
    assert Submission.objects.count() == 1


def test_after_the_last_step_nothing_is_left_to_send(world) -> None:
    review.approved(world)
    review.approved(world, step=1)
    for step in (0, 1):
        with pytest.raises(Refused):
            review.sent(world, step=step)


def test_some_criteria_go_first_and_the_rest_follows(world) -> None:
    rows = world.results()
    part = review.sent(world, results=rows[:2])
    assert part.items.count() == 2
    review.decide(world.tam, part, "approve")
    with pytest.raises(Refused):
        review.sent(world, results=rows[:1])
    # What passed may go up while the rest still waits below, but not both at once.
    upper = review.sent(world, step=1)
    assert {i.result_id for i in upper.items.all()} == {r.pk for r in rows[:2]}
    with pytest.raises(Refused):
        review.sent(world, step=0)
    withdraw(by=world.lan, submission=upper, reason="Gửi cả hồ sơ sau.")
    rest = review.sent(world, step=0)
    assert {i.result_id for i in rest.items.all()} == {r.pk for r in rows[2:]}
    with pytest.raises(Refused):
        review.sent(world, results=[])


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.STANDING_OFFICER, Role.CHAIR}])
def test_other_roles_of_the_commune_may_not_send(world, role) -> None:
    with pytest.raises(Refused):
        review.sent(world, by=world.person(world.commune, role))


def test_nobody_from_outside_or_above_sends(world) -> None:
    neighbour = make.make_commune("Đồng Tâm", world.district)
    for unit in (neighbour, world.district):
        with pytest.raises(Refused):
            review.sent(world, by=world.person(unit, Role.STANDING_OFFICER))
    assert review.sent(world, by=world.person(world.commune, Role.CHAIR))


def test_the_village_board_sends_its_village_to_its_commune(world) -> None:
    village = make.make_village(world.commune)
    assessment = make.make_assessment(village, make.make_set(level=SetLevel.VILLAGE))
    for result in assessment.results.all():
        review.set_claim(result)
    board = world.person(village, Role.VILLAGE_BOARD)
    chain = make.make_chain(world.district, world.district, SetLevel.VILLAGE)
    steps = list(chain.steps.order_by("order"))
    sent = submit(by=board, assessment=assessment, step=steps[0])
    assert sent.holder == world.commune
    review.decide(world.tam, sent, "approve")
    assert submit(by=world.lan, assessment=assessment, step=steps[1]).holder == world.district
    with pytest.raises(Refused):
        review.sent(world, by=board)


def test_the_nearest_chain_valid_on_the_day_applies(world) -> None:
    nearer = make.make_chain(
        world.district, world.district, valid_from=date(2025, 7, 1), valid_to=date(2025, 12, 31)
    )
    make.make_chain(world.district, world.district, SetLevel.VILLAGE)
    neighbour = make.make_province("Nghệ An")
    make.make_chain(neighbour, neighbour)
    assert chain_for(world.assessment, date(2025, 6, 30)) == world.chain
    assert chain_for(world.assessment, date(2025, 7, 1)) == nearer
    assert chain_for(world.assessment, date(2026, 1, 1)) == world.chain


def test_without_a_chain_or_a_living_holder_nothing_is_sent(world) -> None:
    review.approved(world)
    world.district.valid_to = make.TODAY - timedelta(days=1)
    world.district.save()
    with pytest.raises(Refused, match="thôi hoạt động"):
        review.sent(world, step=1)
    world.chain.valid_to = make.TODAY - timedelta(days=1)
    world.chain.save()
    with pytest.raises(Refused, match="quy trình"):
        review.sent(world, step=1)


def test_a_new_chain_keeps_what_the_same_holder_had_approved(world) -> None:
    review.approved(world)
    province = world.district.parent
    world.chain.valid_to = make.TODAY - timedelta(days=1)
    world.chain.save()
    steps = list(make.make_chain(province, province).steps.order_by("order"))
    assert route_of(world.assessment, make.TODAY).next_step == steps[1]
    assert submit(by=world.lan, assessment=world.assessment, step=steps[1]).holder == province


def test_in_the_next_round_only_what_changed_is_open(world) -> None:
    first_round = review.returned(world, bad=[0, 1])
    mended, same, new_paper, new_file = world.results()
    review.set_claim(mended, value=70)
    review.make_paper(new_paper)
    review.add_file(new_file.proofs.get().evidence)
    second = review.sent(world)
    assert (second.round, first_round.state) == (2, SubmissionState.RETURNED)
    changed = {i.result_id for i in second.items.filter(is_changed=True)}
    assert changed == {mended.pk, new_paper.pk, new_file.pk}
    kept = DraftVerdict.objects.get(item__submission=second)
    assert (kept.item.result_id, kept.kind, kept.is_kept) == (same.pk, "not_met", True)
    assert kept.text == "Thiếu biên bản nghiệm thu."


CORRECTED = [
    {"title": "Biên bản khác"}, {"number": "45/BB-UBND"}, {"dated_on": date(2024, 7, 1)},
    {"issuer": "UBND xã"}, {"kind": "report"}, {"expires_on": date(2025, 1, 1)}, {"sheets": 3},
    {"period_from": date(2024, 1, 1)}, {"period_to": date(2024, 6, 30)},
]  # fmt: skip


@pytest.mark.parametrize("corrected", CORRECTED, ids=lambda fields: next(iter(fields)))
def test_a_paper_keeps_the_words_with_which_it_was_sent(world, corrected) -> None:
    """Corrected, it is judged anew; what was sent and judged says what it said."""
    returned = review.returned(world, bad=[0, 1])
    paper = world.results()[1].proofs.get().evidence
    then = stated_fields(paper)
    fields = stated_fields(paper) | {"place": "", "note": ""} | corrected
    edit_paper(by=world.lan, evidence_id=paper.pk, data=fields, seen_version=paper.version)
    second = review.sent(world)
    changed = {i.result_id for i in second.items.filter(is_changed=True)}
    assert changed == {world.results()[1].pk}
    assert [stated_fields(row) for row in paper_rows(returned, paper)] == [then]
    assert [stated_fields(row) for row in paper_rows(second, paper)] == [then | corrected]
    assert corrected_since(world.assessment) == {}
    edit_paper(by=world.lan, evidence_id=paper.pk, data=fields | {"issuer": "Khác"},
               seen_version=paper.version + 1)  # fmt: skip
    assert list(corrected_since(world.assessment)) == [paper.pk]


def paper_rows(submission, paper):
    return SubmittedPaper.objects.filter(item__submission=submission, evidence=paper)


def test_which_required_paper_it_was_is_frozen_too(world) -> None:
    """Said afterwards, by the unit, it fills no gap that the reviewer was told of."""
    result = world.results()[0]
    required = review.require(result)
    paper = result.proofs.get().evidence
    link(by=world.lan, evidence=paper, result=result, requirement=required)
    sent = review.sent(world)
    link(by=world.lan, evidence=paper, result=result, requirement=None)
    (row,) = paper_rows(sent, paper)
    assert row.requirement == required
    assert result.pk in {item.result_id for item in unmarked_items(world.tam, sent).ready}


def test_taking_a_paper_away_is_a_change(world) -> None:
    extra = review.make_paper(world.results()[3])
    review.returned(world)
    extra.withdrawn_at = "2024-08-15T10:00+07:00"
    extra.save()
    review.set_claim(world.results()[0], value=70)
    changed = {i.result_id for i in review.sent(world).items.filter(is_changed=True)}
    assert changed == {world.results()[0].pk, world.results()[3].pk}


def test_withdrawing_keeps_the_round_and_hands_its_drafts_on(world) -> None:
    sent = review.sent(world)
    review.judge(world.tam, sent, bad=[1])
    withdrawn = withdraw(by=world.lan, submission=sent, reason="Bổ sung số liệu.")
    assert (withdrawn.state, withdrawn.closed_reason) == ("withdrawn", "Bổ sung số liệu.")
    assert AuditEvent.objects.about(withdrawn).first().reason == "Bổ sung số liệu."
    review.set_claim(world.results()[0], value=70)
    again = review.sent(world)
    drafts = DraftVerdict.objects.filter(item__submission=again)
    assert {d.item.result_id for d in drafts} == {r.pk for r in world.results()[1:]}
    assert not any(d.is_kept for d in drafts)
    # Nothing was decided yet, so that all counts as new to the reviewer.
    assert again.items.filter(is_changed=True).count() == 4


def test_a_round_withdrawn_between_hides_no_change(world) -> None:
    review.returned(world, bad=[0])
    review.set_claim(world.results()[0], value=70)
    withdraw(by=world.lan, submission=review.sent(world), reason="Nhầm số liệu.")
    third = review.sent(world)
    changed = third.items.get(is_changed=True)
    assert changed.result == world.results()[0]
    assert {d.item.result_id for d in DraftVerdict.objects.filter(item__submission=third)} == {
        r.pk for r in world.results()[1:]
    }
    assert all(d.is_kept for d in DraftVerdict.objects.filter(item__submission=third))


def test_withdrawing_needs_the_right_side_a_reason_and_an_open_round(world) -> None:
    sent = review.sent(world)
    with pytest.raises(Refused):
        withdraw(by=world.tam, submission=sent, reason="Thử")
    with pytest.raises(ValidationError) as refused:
        withdraw(by=world.lan, submission=sent, reason=" \u200b ")
    assert set(refused.value.message_dict) == {"reason"}
    review.decide(world.tam, sent, "approve")
    with pytest.raises(Refused):
        withdraw(by=world.lan, submission=sent, reason="Muộn")


def test_a_failure_leaves_no_half_round(world, monkeypatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise DatabaseError("cut off")

    monkeypatch.setattr("evidence.review.services.freezing._carry_over", broken)
    with pytest.raises(DatabaseError):
        review.sent(world)
    assert not Submission.objects.exists()
    assert not SubmittedItem.objects.exists()


def test_text_of_a_megabyte_is_refused(world) -> None:
    with pytest.raises(ValidationError):
        review.sent(world, message="a" * 1_000_000)
    sent = review.sent(world)
    with pytest.raises(ValidationError):
        save_draft(
            by=world.tam,
            item=sent.items.first(),
            kind="met",
            text="a" * 10**6,
            seen_version=NO_VERSION,
        )
