"""What is drawn again after it was signed: a draft with the head and signature of today."""

from datetime import date

import pytest

from evidence.issued.enums import DocumentState
from evidence.issued.rules import signature_fault
from reports.documents.kinds import kind_of
from reports.drawn import drawn
from tests.issuing import sign_paper

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


def test_nobody_without_a_name_has_signed(world) -> None:
    posting = world.official("chair").postings.select_related("official", "unit").first()
    posting.official.full_name = "Chủ tịch UBND xã (chưa nêu tên)"
    day = date(2024, 8, 14)
    assert "posting" in signature_fault(
        posting, "TM", day, today=day, opening="TM. ỦY BAN NHÂN DÂN"
    )
