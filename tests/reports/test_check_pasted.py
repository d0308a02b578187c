"""What the checks read of a plan that was pasted, where nobody wrote it into the plan, and of the
progress reports."""

from datetime import date

import pytest
from django.urls import reverse

from evidence.intake.models import Intake
from evidence.intake.reading.sections import sections_in
from reports.checks.people.directing import _directed_in_words
from reports.checks.reading.bars import wrong_columns
from reports.checks.reading.criteria import states_in
from reports.checks.reading.names import places_in
from reports.checks.reading.times import times_of_no_calendar
from tasks.enums import PlanSection
from tasks.models import Funding
from tests.reports.planting import issue, task, text
from tests.reports.planting_progress import WORK, not_reported, pasted, report, reported_otherwise
from tests.reports.sound import found, sound
from tests.shared import made_once

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


def test_a_pasted_plan_is_read_by_its_headings() -> None:
    sections = sections_in(PLAN)
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


def test_a_draft_of_which_nothing_was_given_is_no_part_of_the_plan(world) -> None:
    Intake.objects.create(plan=world.plan, text=PLAN, source="Văn bản dán vào")
    assert "text-counts" not in found(world)


def test_a_year_without_an_assessment_has_no_unknown_codes(world) -> None:
    words = "Đơn vị chưa có đánh giá năm 2024 nên chưa gắn được tiêu chí số 2."
    pasted(world, PLAN, {"criterion": words})
    assert "code-unknown" not in found(world)


def test_a_unit_that_was_lost_on_the_way(world) -> None:
    words = "“Thôn Tân Lập” không có trong danh sách đơn vị; tạm để ở xã."
    pasted(world, PLAN, {"unit": words})
    (line,) = found(world)["unit-unknown"]
    assert "văn bản đã nhập ghi “Thôn Tân Lập” không có trong danh sách đơn vị." in line.note


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
        ("thùng rác cho mỗi xóm trong 6 xóm 8 cái", []),
        ("Ai phối hợp: các xóm\nBao giờ xong: tháng 6", []),
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


TABLE = """| TT | Công trình | Tổng (triệu đồng) | Xã |
| I | Giao thông | 900 | 500 |
| 1 | Đường ngõ | 600 | 300 |
| 2 | Đường đồng | 300 | 200 |
| II | Văn hóa | 100 | 100 |
| | Tổng cộng | 1.000 | 700 |"""


def test_a_total_without_number_and_remark_is_that_of_its_table() -> None:
    rows = "TT\tNội dung\tTiền\tNguồn\n1\tĐường\t2.400\tTỉnh\n2\tNhà\t720\tXã hội\n"
    assert list(wrong_columns(f"{rows}\tTổng cộng\t3.570")) == [("Tiền", "3.120", "3.570")]
    assert list(wrong_columns(f"{rows}\tTổng cộng\t3.120")) == []


def test_a_pasted_table_adds_up(world) -> None:
    assert list(wrong_columns(TABLE)) == [("Xã", "600", "700")]
    pasted(world, f"III. KINH PHÍ\n{TABLE}\n")
    assert "text-counts" not in found(world)  # the money of the plan is entered
    Funding.objects.all().delete()
    (line,) = found(world)["text-counts"]
    assert line.note == "Cột “Xã”: các dòng cộng lại 600, dòng tổng ghi 700."
    assert line.form == reverse("tasks:add_funding", args=[world.plan.pk])


def test_a_report_counts_what_is_met(world) -> None:
    report(world, "Xã đạt 2/2 tiêu chí; phấn đấu đạt 2/2 tiêu chí. Tiêu chí số 2 đã đạt.")
    assert "Ghi đạt 2/2 tiêu chí" in found(world)["text-met"][0].note
    assert "Ghi tiêu chí số 2 đạt" in found(world)["text-state"][0].note


def test_criteria_of_a_state_in_brackets() -> None:
    words = "Còn 03 tiêu chí chưa đạt (số 2, số 3 (Điện) và số 5)."
    assert list(states_in(words)) == [(2, False), (3, False), (5, False)]
    assert list(states_in("Còn 2 tiêu chí chưa đạt: tiêu chí số 2, tiêu chí số 9.")) == [
        (2, False), (9, False),
    ]  # fmt: skip
    assert not list(states_in("tiêu chí chưa đạt: 20% số hộ"))


def test_criteria_kept_are_those_that_are_met(world) -> None:
    text(world, PlanSection.PURPOSE, "Giữ vững 7 tiêu chí đã đạt.")
    assert "Ghi 7 tiêu chí đã đạt" in found(world)["text-met"][0].note


def test_a_quarter_that_its_month_is_not_of() -> None:
    assert list(times_of_no_calendar("xong trong tháng 10/2024 (quý III)"))
    assert not list(times_of_no_calendar("xong trong tháng 10/2024 (quý IV)"))


def test_the_own_commune_by_another_noun(world) -> None:
    text(world, PlanSection.GOALS, f"Cuối năm phường {world.commune.name} đạt chuẩn.")
    assert "Nêu “phường" in found(world)["text-of-another"][0].note


def test_a_goal_by_a_day_that_is_over(world) -> None:
    text(world, PlanSection.GOALS, "Đến hết ngày 31/12/2023 đạt chuẩn.")
    assert "năm 2023" in found(world)["text-old-year"][0].note


def test_an_amount_unlike_that_of_the_money(world) -> None:
    world.plan.fundings.update(text="Cứng hóa 2,6 km đường ngõ")
    task(world, "Cứng hóa 1,1 km đường đồng", 2)
    kinds = set(found(world))
    task(world, "Cứng hóa 6,2 km đường ngõ bằng bê tông", 2)
    (kind,) = set(found(world)) - kinds
    assert "ghi 6,2 km, bảng kinh phí ghi 2,6 km" in found(world)[kind][0].note


def test_who_leads_criteria_behind_them(world) -> None:
    given = _directed_in_words(
        "tiêu chí số 4, số 5 do đồng chí Lê A, Phó Chủ tịch chỉ đạo", ["Lê A"]
    )
    assert given == {4: ["Lê A"], 5: ["Lê A"]}
