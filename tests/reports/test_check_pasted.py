"""What the checks read of a plan that was pasted, where nobody wrote it into the plan, and of the
progress reports."""

from copy import deepcopy
from datetime import date

import pytest

from reports.checks.reading.names import places_in
from reports.checks.reading.pasted import sections_of
from tasks.enums import PlanSection
from tests.reports.planting import issue, task, text
from tests.reports.planting_progress import WORK, not_reported, pasted, report, reported_otherwise
from tests.reports.sound import found, sound
from tests.shared import made_once
from tests.world import World

pytestmark = pytest.mark.django_db

rows = made_once(sound)

PLAN = f"""ỦY BAN NHÂN DÂN
XÃ MAI ĐÌNH
KẾ HOẠCH
Xây dựng nông thôn mới năm 2024
Căn cứ Quyết định số 318/QĐ-TTg ngày 08/3/2022 của Thủ tướng Chính phủ;
I. MỤC TIÊU
- Phấn đấu 4/8 thôn đạt chuẩn, còn 5 thôn.
II. NHIỆM VỤ
1. Tiêu chí số 2
- {WORK}
III. KINH PHÍ THỰC HIỆN
| TT | Nội dung | Tổng |
Tổng kinh phí 450 triệu đồng, trong đó ngân sách xã
300 triệu đồng, nhân dân đóng góp 100 triệu đồng.
Trên đây là Kế hoạch năm 2024.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
Ngô Văn Chủ
"""


@pytest.fixture
def world(rows: World, db: None) -> World:
    return deepcopy(rows)


def test_a_pasted_plan_is_read_by_its_headings() -> None:
    sections = sections_of(PLAN)
    assert list(sections) == [
        PlanSection.OPENING, PlanSection.GOALS, PlanSection.WORKS, PlanSection.RESOURCES,
        PlanSection.CLOSING,
    ]  # fmt: skip
    (money,) = sections[PlanSection.RESOURCES]
    assert money.startswith("Tổng kinh phí 450")
    assert money.endswith("100 triệu đồng.")
    assert "TM." not in "".join(sections[PlanSection.CLOSING])


def test_what_was_pasted_is_read_until_somebody_writes_the_section(world) -> None:
    pasted(world, PLAN)
    lines = found(world)["text-counts"]
    assert sorted(line.text.partition("mục ")[2] for line in lines) == [
        "II. Mục tiêu (văn bản đã nhập)",
        "V.5. Huy động nguồn lực bố trí kinh phí thực hiện (văn bản đã nhập)",
    ]
    text(world, PlanSection.GOALS, "Phấn đấu 3/8 thôn đạt chuẩn.")
    assert len(found(world)["text-counts"]) == 1


def test_a_sentence_that_became_a_task_is_no_text(world) -> None:
    pasted(world, f"II. NHIỆM VỤ\n- {WORK}, còn ... hộ\n- Việc khác, còn ..... hộ")
    (line,) = found(world)["blank-left"]
    assert "Việc khác" in line.note


def test_a_code_that_was_lost_on_the_way(world) -> None:
    pasted(world, PLAN, {"indicator": "Tiêu chí này không có chỉ tiêu 2.9; hãy kiểm tra."})
    (line,) = found(world)["code-unknown"]
    assert "(Tiêu chí này không có chỉ tiêu 2.9)" in line.note


def test_a_pasted_sum_is_money(world) -> None:
    world.plan.fundings.all().delete()
    assert "no-money" in found(world)
    pasted(world, PLAN)
    assert "no-money" not in found(world)


def test_a_report_in_the_record_is_no_silence(world) -> None:
    not_reported(world)
    assert "duty-silent" in found(world)
    report(world, month=6)
    assert "duty-silent" not in found(world)
    assert "duty-silent" in found(world, date(2024, 8, 20))


def test_a_later_report_is_what_counts(world) -> None:
    reported_otherwise(world)
    assert "97,8" in found(world)["remark-figure"][0].note
    report(world, "Tỷ lệ người dân tham gia bảo hiểm y tế đạt 95,6%.", month=9)
    assert "remark-figure" not in found(world)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Phát triển kinh tế nông thôn\n1.1. Trồng mới", []),
        ("chiếu sáng ngõ xóm 3 thôn", []),
        ("chiếu sáng xóm 3, thôn Đoài", ["3", "Đoài"]),
        ("chiếu sáng xóm 3 thôn Đoài", ["3", "Đoài"]),
    ],
)
def test_a_number_that_counts_is_no_name(words, names) -> None:
    assert [name for _, name in places_in(words)] == names


def test_a_paper_after_the_plan_is_found_in_words(world) -> None:
    issue(world.plan, date(2024, 2, 20))
    pasted(world, "Căn cứ Kế hoạch số 12/KH-UBND ngày 18/6/2024 của UBND huyện về nông thôn mới;")
    (line,) = found(world)["words-cite"]
    assert "12/KH-UBND ngày 18/6/2024, sau ngày ban hành kế hoạch (20/02/2024)" in line.note


def test_a_plan_without_windows_whose_first_work_is_due(world) -> None:
    world.plan.windows.all().delete()
    world.plan.tasks.update(starts_on=None, ends_on=date(2024, 3, 30))
    assert "30/3/2024" in found(world)["plan-not-issued"][0].note


def test_criteria_listed_with_semicolons(world) -> None:
    names = [row.name for row in world.assessment.criteria_set.criteria.order_by("number")]
    text(world, PlanSection.SHORTCOMINGS, f"Còn 03 tiêu chí chưa đạt: {'; '.join(names)}.")
    assert "criteria-miscounted" in found(world)
    text(world, PlanSection.GOALS, f"Còn 02 tiêu chí chưa đạt: {'; '.join(names)}.")
    assert len(found(world)["criteria-miscounted"]) == 1


def test_what_goes_on_with_the_plan_needs_no_day(world) -> None:
    task(world, "Giám sát việc huy động đóng góp", deadline_words="")
    task(world, "Giám sát thi công đường", 2, deadline_words="")
    (line,) = found(world)["no-deadline"]
    assert "đường" in line.text
