"""What opens and ends a paper, and its lists, as a clerk types them: in the form of the decree."""

import pytest

from reports.documents.blocks import Bullet, Paragraph, plain
from reports.documents.kinds import kind_of
from reports.documents.numbering import with_end_mark
from reports.documents.typed_text import blocks_from_text, opening_from_text
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


def test_a_list_pasted_from_word_or_zalo_is_one() -> None:
    marks = blocks_from_text("● Một\n○ Hai\n➢ Ba\n✔ Bốn")
    assert marks == (Bullet("Một"), Bullet("Hai", "+"), Bullet("Ba"), Paragraph("✔ Bốn"))


def test_the_end_mark_of_a_passage_taken_over_ends_no_paper_in_its_middle() -> None:
    typed = blocks_from_text("Các việc:\n- Một ./.\nCòn việc khác./.\nTrên đây là Kế hoạch")
    assert [plain(block.text) for block in with_end_mark(typed)] == [
        "Các việc:", "Một.", "Còn việc khác.", "Trên đây là Kế hoạch./."
    ]  # fmt: skip


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


def test_what_is_carried_out_is_a_ground_where_the_list_goes_on() -> None:
    lines = "Căn cứ Luật A;\nThực hiện Nghị quyết B;\nThực hiện Nghị quyết C, xã lập kế hoạch."
    assert opening_from_text(lines) == (
        Paragraph("Căn cứ Luật A;", "italic"),
        Paragraph("Thực hiện Nghị quyết B.", "italic"),
        Paragraph("Thực hiện Nghị quyết C, xã lập kế hoạch."),
    )
