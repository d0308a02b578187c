"""Both sides of a review are told, in the transaction of what happened."""

from datetime import date

import pytest

from evidence.review.enums import ReasonCode, VerdictKind
from evidence.review.services import save_draft, send_decision, submit
from ntm_project.common.models import NO_VERSION
from tests.world import open_world
from villages.enums import NoticeKind
from villages.models import Notice

pytestmark = pytest.mark.django_db


def test_who_is_to_review_and_who_has_to_mend_are_told() -> None:
    world = open_world("lan", "tam", "hien", "stranger", "assessment", "steps")
    for result in world.results():
        world.claim(result)
        result.refresh_from_db()
        result.in_charge = world.official("hien")
        result.save()
    first = world.steps[0]
    sent = submit(by=world.lan, assessment=world.assessment, step=first)
    arrived = Notice.objects.filter(kind=NoticeKind.ARRIVED)
    assert world.official("tam").pk in arrived.values_list("recipient", flat=True)
    assert world.official("stranger").pk not in arrived.values_list("recipient", flat=True)
    for item in sent.items.all():
        save_draft(
            by=world.tam,
            item=item,
            kind=VerdictKind.NOT_MET,
            reason_code=ReasonCode.MISSING,
            text="Thiếu dấu",
            seen_version=NO_VERSION,
        )
    assert not Notice.objects.filter(kind=NoticeKind.RETURNED).exists()
    send_decision(
        by=world.tam,
        submission=sent,
        outcome="return",
        decision_text="Bổ sung dấu",
        supplement_by=date(2024, 9, 30),
    )
    back = Notice.objects.filter(kind=NoticeKind.RETURNED)
    people = {world.official("lan").pk, world.official("hien").pk}
    assert set(back.values_list("recipient", flat=True)) == people
    assert "Bổ sung dấu" in back[0].text
    assert "30/9/2024" in back[0].text
