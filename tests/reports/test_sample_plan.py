"""The plans of the two real communes on paper, held to the decree."""

import io

import pytest
from django.core.management import call_command

from reports.documents.blocks import Document
from reports.documents.kinds.plan.document import plan_document
from reports.documents.kinds.plan.rows import plan_rows
from reports.documents.plain_text import render_text
from reports.pdf import pdf_available, render_pdf
from tasks.models import Plan
from tests.conftest import require
from tests.reports import decree30
from tests.shared import made_once

pytestmark = pytest.mark.django_db


def _documents() -> dict[str, Document]:
    call_command("load_sample", verbosity=0, stdout=io.StringIO())
    plans = Plan.objects.select_related("unit")
    return {plan.unit.name: plan_document(plan_rows(plan)) for plan in plans}


documents = made_once(_documents)


# Every section and sub-section of the seed plan, in its order (000_d008180da75a5c90.txt).
HEADINGS = [
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "2. Yêu cầu",
    "II. MỤC TIÊU",
    "III. NỘI DUNG THỰC HIỆN",
    "1. Đối với việc xây dựng xã Mai Đình",
    "1.1. Tiêu chí số 2 (Giao thông)",
    "1.2. Tiêu chí số 6 (Văn hóa)",
    "1.3. Tiêu chí số 7 (Dịch vụ, thương mại)",
    "1.4. Tiêu chí số 8 (Thông tin và truyền thông)",
    "1.5. Tiêu chí số 13 (Tổ chức sản xuất",
    "1.6. Tiêu chí số 14 (Y tế)",
    "1.7. Tiêu chí số 17 (Môi trường)",
    "1.8. Tiêu chí số 18 (Chất lượng môi trường sống)",
    "2. Về xây dựng thôn Thắng Lợi",
    "2.1. Tiêu chí số 1 (Giao thông)",
    "2.2. Tiêu chí số 2 (Môi trường)",
    "2.3. Tiêu chí số 3 (Phát triển sản xuất)",
    "2.4. Tiêu chí số 5 (Nhà văn hóa, khu thể thao thôn)",
    "2.5. Tiêu chí số 6 (Văn hóa, y tế)",
    "2.6. Tiêu chí số 7 (Hệ thống chính trị",
    "3. Về xây dựng thôn Mai Hạ",
    "3.1. Tiêu chí số 5 (Cơ sở vật chất văn hóa",
    "3.2. Tiêu chí số 6 (Phát triển sản xuất)",
    "IV. NHIỆM VỤ, THỜI GIAN THỰC HIỆN",
    "1. Nhiệm vụ",
    "2. Thời gian thực hiện",
    "V. GIẢI PHÁP THỰC HIỆN",
    "1. Công tác lãnh đạo, chỉ đạo",
    "2. Công tác tuyên truyền, vận động",
    "3. Xây dựng hạ tầng kinh tế - xã hội nông thôn",
    "4. Nâng cao chất lượng các tiêu chí",
    "5. Huy động nguồn lực bố trí kinh phí thực hiện",
    "6. Kiện toàn hệ thống tổ chức",
    "VI. TỔ CHỨC THỰC HIỆN",
]


def test_mai_dinh_prints_every_section_of_the_seed_in_order(documents: dict[str, Document]) -> None:
    lines = render_text(documents["Mai Đình"]).splitlines()
    at = -1
    for heading in HEADINGS:
        at = next((n for n in range(at + 1, len(lines)) if lines[n].startswith(heading)), None)
        assert at is not None, heading


def test_mai_dinh_says_what_the_seed_says(documents: dict[str, Document]) -> None:
    text = " ".join(render_text(documents["Mai Đình"]).split())
    assert "Tính đến 30/12/2023, xã Mai Đình đã đạt 11/19 tiêu chí, còn 08 tiêu chí" in text
    assert "thôn Mai Hạ đã đạt 10/12 tiêu chí, còn 02 tiêu chí" in text
    assert "các tiêu chí số: 5, 6, 11, 12, 14, 15, 16, 18" in text
    assert "các tiêu chí số: 1, 2, 3, 4, 7, 8, 9, 10, 13, 17, 18" in text
    assert "thời gian xong trước tháng 8/ 2024" in text
    assert "Trên đây là Kế hoạch" in text


@pytest.mark.pdf
def test_mai_dinh_keeps_decree_30(documents: dict[str, Document]) -> None:
    require(not pdf_available(), pdf_available())
    assert decree30.faults(render_pdf(documents["Mai Đình"])) == {}
