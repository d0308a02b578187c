"""What is drawn again after it was signed: a draft with the head and signature of today."""

from datetime import date

import pytest

from evidence.authored.models import DocumentFacts
from evidence.issued.enums import DocumentState
from evidence.issued.queries import signing_postings
from evidence.issued.rules import signature_fault
from reports.documents.blocks import Signature
from reports.documents.kinds import kind_of
from reports.drawn import drawn
from tests import factories as make
from tests.issuing import sign_paper
from villages.enums import Role

pytestmark = [pytest.mark.both, pytest.mark.django_db]
PLAN = kind_of("plan")


def test_a_draft_after_a_signed_paper_bears_the_head_of_today(world) -> None:
    plan = world.plan
    sign_paper(PLAN, plan, world.official("chair"), on=date(2024, 8, 14))
    old = drawn(PLAN, plan).document.signature
    plan.issuer, plan.signatory_name = "ỦY BAN NHÂN DÂN\nXÃ XUÂN CẨM", "Trần Thị Mới"
    plan.save()
    assert drawn(PLAN, plan).now.state == DocumentState.SIGNED  # the same content stays as signed
    plan.title = "Trích yếu khác"
    plan.save()
    again = drawn(PLAN, plan)
    assert again.now.state == DocumentState.DRAFT
    assert again.document.signature.name == "Trần Thị Mới" != old.name
    assert "XUÂN CẨM" in str(again.document.header.issuer_lines)
    assert again.paper.digest == again.paper.fresh  # what is checked is what is shown


@pytest.mark.parametrize(
    ("chair", "shown", "is_doubted"),
    [("", "Ngô Văn Chủ", True), ("Ngô Văn Chủ, Chủ tịch UBND xã", "Ngô Văn Chủ", False),
     ("Đinh Văn Tám", "Đinh Văn Tám", True)],
)  # fmt: skip
def test_minutes_are_signed_by_the_chair_of_the_meeting_as_such(
    world, chair, shown, is_doubted
) -> None:
    facts = {"chair": chair} if chair else {}
    unit, key = world.commune, world.assessment.pk
    DocumentFacts.objects.create(
        unit=unit, kind="recognition_minutes", row_key=key, title="Biên bản", facts=facts
    )
    kind = kind_of("recognition_minutes")
    sign_paper(kind, world.assessment, world.official("chair"), on=date(2024, 8, 14))
    one = drawn(kind, world.assessment)
    assert one.now.state == DocumentState.SIGNED
    assert one.document.signature == Signature(("CHỦ TỌA",), name=shown)
    assert any("người ký" in doubt for doubt in one.doubts) is is_doubted


def test_the_head_of_the_agency_and_deputies_stand_first_among_who_may_have_signed(world) -> None:
    last = (Role.STANDING_OFFICER, Role.VICE_CHAIR, Role.CHAIR)
    for role, name in zip(last, ("Ân", "Bình", "Vượng"), strict=True):
        make.make_official(world.commune, role, name)
    roles = [posting.role for posting in signing_postings(world.commune)]
    assert roles == sorted(roles, key=last[::-1].index)
    assert set(last) <= set(roles)


def test_nobody_without_a_name_has_signed(world) -> None:
    posting = world.official("chair").postings.select_related("official", "unit").first()
    posting.official.full_name = "Chủ tịch UBND xã (chưa nêu tên)"
    day = date(2024, 8, 14)
    assert "posting" in signature_fault(
        posting, "TM", day, today=day, opening="TM. ỦY BAN NHÂN DÂN"
    )
