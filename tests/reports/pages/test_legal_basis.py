"""What a paper is grounded on, as its clerk types it, in the form of the decree."""

import pytest

from reports.documents.blocks import Bullet, Paragraph
from reports.documents.kinds import kind_of
from reports.documents.typed_text import opening_from_text
from reports.drawn import drawn
from reports.pdf import pdf_available
from tasks.models import PlanText
from tests.conftest import require
from tests.reports.decree30 import faults_of

TYPED = (
    "Căn cứ nghị quyết của Đảng ủy xã;\n"
    "Căn cứ kết quả năm 2023, tình hình thực tế,\n"
    "Ủy ban nhân dân xã ban hành Kế hoạch, cụ thể như sau:"
)


def test_grounds_that_open_a_paper_are_italic_and_end_as_the_decree_has_it() -> None:
    assert opening_from_text(TYPED) == (
        Paragraph("Căn cứ nghị quyết của Đảng ủy xã;", "italic"),
        Paragraph("Căn cứ kết quả năm 2023, tình hình thực tế.", "italic"),
        Paragraph("Ủy ban nhân dân xã ban hành Kế hoạch, cụ thể như sau:"),
    )
    for text in ("Căn cứ tình hình, xã xây dựng Kế hoạch như sau:", "Căn cứu cũ"):
        assert opening_from_text(text) == (Paragraph(text),)
    later = "Thực hiện Nghị quyết;\n- Căn cứ hướng dẫn"
    assert opening_from_text(later) == (
        Paragraph("Thực hiện Nghị quyết;"),
        Bullet("Căn cứ hướng dẫn"),
    )


@pytest.mark.django_db
@pytest.mark.pdf
@pytest.mark.parametrize("slug", ["plan", "year_report"])
def test_the_papers_that_open_so_keep_the_form(world, slug) -> None:
    require(not pdf_available(), pdf_available())
    PlanText.objects.create(plan=world.plan, section="opening", text=TYPED)
    kind = kind_of(slug)
    if slug == "year_report":
        world.plan.unit.authored_texts.create(
            kind=slug, row_key=world.plan.pk, block="opening", title="Mở đầu", text=TYPED, version=1
        )
    found = faults_of(drawn(kind, world.plan).document)
    assert found.get("B3") is None
