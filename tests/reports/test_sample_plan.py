"""The plans of the two real communes on paper; each kind of paper of theirs, held to the decree."""

import io
import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from reports.documents.blocks import Document
from reports.documents.kinds import KINDS, kind_of
from reports.documents.kinds.plan.document import plan_document
from reports.documents.kinds.plan.rows import plan_rows
from reports.documents.plain_text import render_text
from reports.documents.word import render_docx
from reports.drawn import drawn
from reports.pdf import pdf_available
from tasks.models import Plan
from tests import factories as make
from tests.conftest import require
from tests.reports import decree30, writer
from tests.reports.sample_rows import rows_of_each_kind, write_half_a_year
from tests.shared import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.once]
log = logging.getLogger(__name__)


def _documents() -> dict[str, Document]:
    call_command("load_sample", verbosity=0, stdout=io.StringIO())
    plans = list(Plan.objects.select_related("unit"))
    report = kind_of("year_report")
    made = {plan.unit.name: plan_document(plan_rows(plan)) for plan in plans}
    made |= {f"{p.unit.name}, báo cáo": report.document(report.rows(p)) for p in plans}
    plan = next(plan for plan in plans if plan.unit.name == "Mai Đình")
    write_half_a_year(plan)
    rows = rows_of_each_kind(make.system(), plan.unit)
    others = {kind.slug: drawn(kind, row).document for kind, row in rows if kind.slug not in SEEDS}
    return made | others


# What each of the seeds is printed as, by its kind; the other kinds go by their slugs.
SEEDS = {"plan": "Mai Đình", "year_report": "Nghi Hoa, báo cáo"}
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
    assert "Tính đến ngày 30/12/2023, xã Mai Đình đã đạt 11/19 tiêu chí, còn 08 tiêu chí" in text
    assert "thôn Mai Hạ đã đạt 10/12 tiêu chí, còn 02 tiêu chí" in text
    assert "các tiêu chí số: 5, 6, 11, 12, 14, 15, 16, 18" in text
    assert "các tiêu chí số: 1, 2, 3, 4, 7, 8, 9, 10, 13, 17, 18" in text
    assert "thời gian xong trước tháng 8/ 2024" in text
    assert " | Trước tháng 8/2024" in text  # in the table of the appendix
    assert "Trên đây là Kế hoạch" in text


# How much of each seed must stand on its paper, in order (docs/fidelity.md lists what differs).
def test_money_whose_source_leaves_its_level_open_prints_as_of_the_state(
    documents: dict[str, Document],
) -> None:
    text = " ".join(render_text(documents["Nghi Hoa, báo cáo"]).split())
    assert "Ngân sách nhà nước: 0,85 tỷ đồng" in text
    assert "không nêu cấp" not in text


FIDELITY = [("mai-dinh", "Mai Đình", 0.99), ("nghi-hoa", "Nghi Hoa, báo cáo", 0.95)]


@pytest.mark.parametrize(("seed", "name", "least"), FIDELITY, ids=str)
def test_the_words_of_the_seed_stand_on_the_paper_in_order(
    documents: dict[str, Document], seed: str, name: str, least: float
) -> None:
    written = _words(Path(__file__).with_name("seeds").joinpath(f"{seed}.txt").read_text("utf-8"))
    share = words_in_order(written, _words(render_text(documents[name]))) / len(written)
    log.info("%s: %.1f %% of its words in order, bar %.0f %%", seed, 100 * share, 100 * least)
    assert share >= least


def _words(text: str) -> list[str]:
    return re.findall(r"[\w%]+", text.casefold())


def words_in_order(first: list[str], second: list[str]) -> int:
    """The length of the longest sequence of words that both have in this order (Hyyrö 2004: a
    column of the table in the bits of one number)."""
    places: dict[str, int] = {}
    for at, word in enumerate(first):
        places[word] = places.get(word, 0) | 1 << at
    every = open_ = (1 << len(first)) - 1
    for word in second:
        met = open_ & places.get(word, 0)
        open_ = (open_ + met | open_ - met) & every
    return len(first) - open_.bit_count()


def test_the_report_prints_everything_of_its_year(documents: dict[str, Document]) -> None:
    document = documents["Nghi Hoa, báo cáo"]
    text = " ".join(render_text(document).split())
    for heading in (
        "I. KẾT QUẢ THỰC HIỆN NĂM 2023",
        "2. Tồn tại, hạn chế",
        "II. MỤC TIÊU, NHIỆM VỤ TRỌNG TÂM XÂY DỰNG NTM NÂNG CAO NĂM 2024",
        "2. Nhiệm vụ trọng tâm trong xây dựng NTM nâng cao năm 2024",
        "2.12. Tiêu chí số 18 về Chất lượng môi trường sống",
        "3. Duy trì và thực hiện có hiệu quả các tiêu chí đã hoàn thành",
        "3.7. Tiêu chí số 19 về Quốc phòng và an ninh",
        "III. CÁC GIẢI PHÁP VÀ TỔ CHỨC THỰC HIỆN",
        "2.3. Đối với xóm",
        "3. Đề nghị Đảng ủy ban hành Nghị quyết chuyên đề",
    ):
        assert heading in text, heading
    assert document.signature.authority_lines[-2:] == ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")
    results = " ".join(render_text(replace(document, blocks=())).split())  # the appendices alone
    for said in ("2,36%", "88,9%", "89,427 tỷ đồng", "2,32 tỷ đồng", "4/8 xóm", "Trường Tiểu học"):
        assert said in results, said


# The commune keeps its papers with its office, in its own words.
OWN = {"Mai Đình": {}, "Nghi Hoa, báo cáo": {"S1": ["the last recipient is '- Lưu: VP.'"]}}


@pytest.mark.pdf
@pytest.mark.parametrize("name", [SEEDS.get(kind.slug, kind.slug) for kind in KINDS])
def test_each_kind_of_paper_keeps_decree_30(documents: dict[str, Document], name: str) -> None:
    require(not pdf_available(), pdf_available())
    assert decree30.faults_of(documents[name]) == OWN.get(name, {})


@pytest.mark.deep
def test_the_word_file_keeps_decree_30_in_writer(
    documents: dict[str, Document], tmp_path: Path
) -> None:
    require(not writer.reason_no_writer(), writer.reason_no_writer())
    made = writer.laid_out({name: render_docx(documents[name]) for name in OWN}, tmp_path)
    assert {name: decree30.faults(pdf, writer.ROUNDING) for name, pdf in made.items()} == OWN
