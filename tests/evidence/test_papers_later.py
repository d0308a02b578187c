"""Papers that are there: corrected, linked, withdrawn, and frozen by what was submitted."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from evidence.models import (
    Evidence,
    Proof,
    ReviewChain,
    ReviewStep,
    Submission,
    SubmittedItem,
    SubmittedPaper,
)
from evidence.papers.enums import PaperKind
from evidence.papers.services import (
    add_revision,
    edit_paper,
    link,
    unlink,
    withdraw_paper,
)
from evidence.review.enums import SubmissionState
from ntm_project.common.models import NO_VERSION
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.evidence import factories as ev
from villages.edit import Stale
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return make.make_commune()


@pytest.fixture
def result(commune):
    return make.make_assessment(commune).results.order_by("pk").first()


def test_a_further_file_stands_beside_the_first(commune):
    by = make.access(make.make_official(commune))
    evidence = ev.paper(commune)
    key = uuid4()
    sent = {"by": by, "evidence_id": evidence.pk, "upload_key": key, "seen_version": 0}
    second = add_revision(received=ev.received(), **sent)
    assert (second.is_new, second.revision.number) == (True, 2)
    again = add_revision(received=ev.received(), **sent)
    assert (again.is_new, again.revision) == (False, second.revision)
    with pytest.raises(Stale) as caught:
        add_revision(received=ev.received(), **sent | {"upload_key": uuid4()})
    assert caught.value.current.version == 1
    assert evidence.revisions.count() == 2


def test_a_correction_is_told_and_a_stale_one_shows_what_stands(commune):
    by = make.access(make.make_official(commune))
    evidence = ev.paper(commune)
    data = ev.paper_data(kind=PaperKind.DECISION, number=" 12/QĐ-UBND ", title="Quyết định")
    edited = edit_paper(by=by, evidence_id=evidence.pk, data=data, seen_version=0)
    assert (edited.number, edited.version) == ("12/QĐ-UBND", 1)
    assert AuditEvent.objects.about(evidence).first().changes["kind"] == ["photo", "decision"]
    same = edit_paper(by=by, evidence_id=evidence.pk, data=data, seen_version=1)
    assert same.version == 1
    with pytest.raises(Stale) as caught:
        edit_paper(by=by, evidence_id=evidence.pk, data=data | {"title": "B"}, seen_version=0)
    assert caught.value.current.title == "Quyết định"


def test_a_link_made_twice_is_one_row_that_says_the_last_word(commune, result):
    by = make.access(make.make_official(commune))
    evidence, expected = ev.paper(commune), ev.requirement(result.indicator)
    link(by=by, evidence=evidence, result=result)
    events = AuditEvent.objects.count()
    link(by=by, evidence=evidence, result=result)
    assert AuditEvent.objects.count() == events
    link(by=by, evidence=evidence, result=result, requirement=expected, place="trang 2")
    proof = Proof.objects.get()
    assert (proof.requirement, proof.place) == (expected, "trang 2")
    assert AuditEvent.objects.count() == events + 1


def test_a_link_that_was_not_seen_is_not_overwritten(commune, result):
    by = make.access(make.make_official(commune))
    evidence = ev.paper(commune)
    given = {"by": by, "evidence": evidence, "result": result}
    link(place="trang 1 (A)", seen_version=NO_VERSION, **given)
    with pytest.raises(Stale) as caught:
        link(place="trang 9 (B)", seen_version=NO_VERSION, **given)
    assert caught.value.current.place == "trang 1 (A)"
    link(place="trang 9 (B)", seen_version=0, **given)
    with pytest.raises(Stale):
        link(place="trang 1 (A)", seen_version=0, **given)
    assert Proof.objects.get().place == "trang 9 (B)"
    assert AuditEvent.objects.about(evidence).first().changes == {
        "place": ["trang 1 (A)", "trang 9 (B)"]
    }


def test_a_link_that_is_gone_is_not_made_again_unseen(commune, result):
    by = make.access(make.make_official(commune))
    given = {"by": by, "evidence": ev.paper(commune), "result": result}
    link(**given)
    unlink(**given)
    with pytest.raises(Stale):
        link(place="trang 2", seen_version=0, **given)
    assert not Proof.objects.exists()


def submitted(evidence: Evidence, result, state: str) -> None:
    """A round in this state that holds the paper for the result."""
    commune = result.assessment.unit
    chain = ReviewChain.objects.create(unit=commune, level="commune", name="Thẩm tra")
    step = ReviewStep.objects.create(
        chain=chain, order=1, name="Xã", holder_kind="own_commune", role=Role.REVIEWER
    )
    is_decided = state in {"returned", "approved", "reopened"}
    submission = Submission.objects.create(
        assessment=result.assessment,
        step=step,
        round=1,
        holder=commune,
        state=state,
        due_on=make.TODAY,
        decided_at="2024-08-10T00:00:00Z" if is_decided else None,
        decision_text="Thiếu" if state == "returned" else "",
        supplement_by=make.TODAY if state == "returned" else None,
        closed_reason="Sai" if state in {"withdrawn", "reopened"} else "",
    )
    item = SubmittedItem.objects.create(
        submission=submission, result=result, result_version=0, claim="not_yet"
    )
    revision = evidence.revisions.get()
    SubmittedPaper.objects.create(item=item, evidence=evidence, revision=revision)


@pytest.mark.parametrize("state", list(SubmissionState))
def test_what_waits_or_was_approved_keeps_its_papers(commune, result, state):
    by = make.access(make.make_official(commune))
    evidence = ev.paper(commune, result)
    submitted(evidence, result, state)
    if state in {SubmissionState.SENT, SubmissionState.APPROVED}:
        with pytest.raises(Refused):
            unlink(by=by, evidence=evidence, result=result)
        with pytest.raises(Refused):
            withdraw_paper(by=by, evidence_id=evidence.pk, reason="Chụp nhầm")
        assert Proof.objects.count() == 1
    else:
        unlink(by=by, evidence=evidence, result=result)
        event = AuditEvent.objects.about(evidence).first()
        assert event.changes["result"][0]["pk"] == result.pk
        events = AuditEvent.objects.count()
        unlink(by=by, evidence=evidence, result=result)
        assert AuditEvent.objects.count() == events
        assert SubmittedPaper.objects.count() == 1


def test_a_withdrawn_paper_keeps_its_rows_and_takes_no_more(commune, result):
    by = make.access(make.make_official(commune))
    evidence = ev.paper(commune)
    with pytest.raises(ValidationError):
        withdraw_paper(by=by, evidence_id=evidence.pk, reason=" ")
    withdrawn = withdraw_paper(by=by, evidence_id=evidence.pk, reason="Chụp nhầm thôn")
    assert withdrawn.withdrawn_at
    assert AuditEvent.objects.about(evidence).first().reason == "Chụp nhầm thôn"
    events = AuditEvent.objects.count()
    withdraw_paper(by=by, evidence_id=evidence.pk, reason="Lần nữa")
    assert AuditEvent.objects.count() == events
    refused: list[Callable[[], object]] = [
        lambda: link(by=by, evidence=evidence, result=result),
        lambda: edit_paper(by=by, evidence_id=evidence.pk, data=ev.paper_data(), seen_version=1),
        lambda: add_revision(
            by=by,
            evidence_id=evidence.pk,
            received=ev.received(),
            upload_key=uuid4(),
            seen_version=1,
        ),
    ]
    for job in refused:
        with pytest.raises(Refused):
            job()
    assert evidence.revisions.count() == 1
