"""Recognition of what is still being approved: it follows the last step, by other eyes."""

import pytest

from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.evidence.review import factories as review
from tests.evidence.review.factories import answered
from villages.enums import Role
from villages.models import AuditEvent


def test_it_follows_the_last_approval(world) -> None:
    with pytest.raises(Refused, match="bước cuối"):
        review.recognised(world)
    review.approved(world)
    with pytest.raises(Refused, match="bước cuối"):
        review.recognised(world)
    review.approved(world, step=1)
    fact = review.recognised(world)
    assert (fact.title, fact.decision_number) == ("NTM nâng cao", "1234/QĐ-UBND")
    event = AuditEvent.objects.about(fact).get()
    assert event.action == "ghi công nhận"
    assert "chưa có giấy tờ" in event.changes["Nợ đọng xây dựng cơ bản"][1]


def test_nobody_confirms_what_they_entered_or_sent_from_a_higher_post(world) -> None:
    """Who moved up, or holds both posts, is no unit above for a dossier of their own."""
    both = make.make_official(world.commune, Role.STANDING_OFFICER)
    world.district.postings.create(official=both, role=Role.REVIEWER, title="Thẩm tra")
    person = make.access(both)
    review.decide(world.tam, review.sent(world, by=person), "approve")
    review.approved(world, step=1)
    fact = review.recognised(world, by=person)
    assert fact.confirmation == "awaiting"
    with pytest.raises(Refused, match="không tự xác nhận"):
        answered(world, fact, by=person)
    assert answered(world, fact).confirmation == "confirmed"
