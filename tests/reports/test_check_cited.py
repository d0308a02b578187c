"""What the checks find of cited papers, of goals, sums and names in words; and what is right."""

from datetime import date

import pytest

from criteria.models import CriteriaSet, Figure
from tasks.enums import PlanSection
from tasks.models import Citation, ReportingDuty, Target, Task
from tests import factories as make
from tests.reports.planting import a_target, aim_for, body, lead, part, task, text
from tests.reports.planting_cited import left_in_the_year_before, named_after
from tests.reports.sound import found, sound
from tests.shared import made_once
from villages.models import Unit

# PostgreSQL runs every check by its planted fault.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

rows = made_once(sound)


@pytest.mark.parametrize(
    ("words", "is_fault"),
    [
        ("Căn cứ Kế hoạch số 88 của UBND tỉnh về nông thôn mới;", True),
        ("Căn cứ Kế hoạch số 88/KH-UBND ngày 12/01/2024 của UBND tỉnh về nông thôn mới;", False),
        ("Căn cứ Nghị quyết của Đảng ủy xã;", True),
        ("Căn cứ Nghị quyết số 12-NQ/ĐU ngày 05/01/2024 của Đảng ủy xã;", False),
        ("Căn cứ Quyết định số 263/QĐ-TTg của Thủ tướng Chính phủ;", True),
        ("Căn cứ Luật Tổ chức chính quyền địa phương năm 2015;", False),
        (
            "Căn cứ Quyết định số 1980/QĐ-TTg ngày 17/10/2016 ban hành Bộ tiêu chí giai đoạn"
            " 2016-2020;",
            True,
        ),
        (
            "Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/2022 phê duyệt Chương trình giai đoạn"
            " 2021-2025;",
            False,
        ),
    ],
)
def test_papers_in_the_opening(world, words, is_fault) -> None:
    text(world, PlanSection.OPENING, words)
    assert ("words-cite" in found(world)) is is_fault


@pytest.mark.parametrize(
    ("words", "is_fault"),
    [
        ("- Thực hiện theo Hướng dẫn của Sở Xây dựng về chỉnh trang nhà ở dân cư.", True),
        ("- Thực hiện hướng dẫn của các sở, ngành và nghị quyết của Đảng ủy xã.", False),
        ("- Kết quả thực hiện Chương trình số 15/CTr-TU giai đoạn 2016-2020 đã tổng kết.", False),
    ],
)
def test_papers_in_other_words(world, words, is_fault) -> None:
    text(world, PlanSection.WORKS, words)
    assert ("words-cite" in found(world)) is is_fault


@pytest.mark.parametrize(
    ("day", "is_fault"), [("05/9/2024", True), ("05/6/2024", False), ("31/8/2024", False)]
)
def test_work_before_the_paper_that_it_carries_out(world, day, is_fault) -> None:
    task(world, f"Rà soát nhà tạm theo Công văn số 612/UBND-NN ngày {day} của UBND huyện")
    assert ("before-its-paper" in found(world)) is is_fault


def test_work_before_a_paper_whose_day_stands_among_those_cited(world) -> None:
    part(world, Citation, number="29/NQ-HĐND", dated_on=date(2024, 9, 17), issuer="HĐND xã")
    task(world, "Triển khai Nghị quyết số 29/NQ-HĐND về hỗ trợ xi măng")
    assert "17/9/2024" in found(world)["before-its-paper"][0].note.replace("/09/", "/9/")


@pytest.mark.parametrize(
    ("title", "is_fault"),
    [
        ("Kế hoạch thực hiện Chương trình xây dựng nông thôn mới năm 2023", True),
        ("Kế hoạch thực hiện Chương trình xây dựng nông thôn mới năm 2024", False),
        ("Báo cáo kết quả xây dựng nông thôn mới năm 2023", False),
        ("Kế hoạch phát triển kinh tế - xã hội 5 năm, giai đoạn 2021-2025", False),
    ],
)
def test_a_plan_of_a_year_before(world, title, is_fault) -> None:
    given = {"dated_on": date(2023, 1, 30), "issuer": "UBND tỉnh"}
    part(world, Citation, number="41/KH-UBND", title=title, **given)
    assert ("citation-other-period" in found(world)) is is_fault


@pytest.mark.parametrize(
    ("number", "day", "is_fault"),
    [
        ("1600/QĐ-TTg", date(2016, 8, 16), True),
        ("1600/QĐ-TTg", date(2023, 12, 18), False),  # another year's
        ("263/QĐ-TTg", date(2022, 2, 22), False),  # in force until the end of 2025
        ("110/2004/NĐ-CP", date(2004, 4, 8), True),
        ("77/2015/QH13", date(2015, 6, 19), False),  # in force until 2025
    ],
)
def test_a_paper_that_another_has_replaced(world, number, day, is_fault) -> None:
    part(world, Citation, number=number, dated_on=day, issuer="Trung ương", title="Về nông thôn")
    assert ("citation-other-period" in found(world)) is is_fault


@pytest.mark.parametrize(
    ("words", "is_fault"),
    [
        ("- Hoàn thành sửa mương và cống tưới đồng Cầu Rễ trước ngày 30/5/2024.", True),
        ("- Hoàn thành sửa mương và cống tưới đồng Cầu Rễ trong tháng 8/2024.", False),
        ("- Hoàn thành sửa mương và cống tưới đồng Bờ Sậy trước ngày 30/5/2024.", False),
    ],
)
def test_a_work_in_other_words_by_another_day(world, words, is_fault) -> None:
    task(world, "Sửa cống và mương tưới đồng Cầu Rễ")
    text(world, PlanSection.IMPLEMENTATION, words)
    assert ("prose-other-day" in found(world)) is is_fault


@pytest.mark.parametrize(("year", "is_fault"), [(2025, True), (2024, False)])
def test_an_end_that_calls_the_plan_one_of_another_year(world, year, is_fault) -> None:
    text(world, PlanSection.CLOSING, f"Trên đây là Kế hoạch xây dựng nông thôn mới năm {year}.")
    assert ("text-old-year" in found(world)) is is_fault


@pytest.mark.parametrize(
    ("words", "is_fault"),
    [
        ("Đoàn Thanh niên xã và Hội Nông dân xã cùng chủ trì phát quang mương", True),
        ("Đoàn Thanh niên xã chủ trì, Hội Nông dân xã cùng làm", False),
    ],
)
def test_several_lead_by_the_words_of_a_task(world, words, is_fault) -> None:
    task(world, words)
    assert ("several-leads" in found(world)) is is_fault


@pytest.mark.parametrize(("number", "is_fault"), [("số 7", True), ("12-NQ/ĐU", False)])
def test_a_number_without_its_sign(world, number, is_fault) -> None:
    given = {"dated_on": date(2023, 5, 5), "issuer": "Sở Y tế", "title": "Hướng dẫn"}
    part(world, Citation, number=number, **given)
    assert ("citation-incomplete" in found(world)) is is_fault


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Nghiệm thu cầu, xong trước ngày 30/4/2024", "text-deadline"),
        ("Giao ông Trần Quốc Bảo nghiệm thu cầu", "person-unknown"),
        ("Nghiệm thu 4/8 cầu, còn 5 cầu", "counts-contradict"),
        ("Nghiệm thu cầu trong tháng 8/2024", ""),
    ],
)
def test_the_sentence_that_the_paper_prints(world, words, slug) -> None:
    before = set(found(world))
    task(world, "Nghiệm thu cầu", paper_words=words)
    assert set(found(world)) - before == ({slug} if slug else set())


@pytest.mark.parametrize(
    ("day", "source", "words"),
    [(None, "Xã", "ghi ngày."), (date(2024, 6, 30), "", "ghi nguồn."), (None, "", "ngày và nguồn")],
)
def test_a_figure_without_its_day_or_source(world, day, source, words) -> None:
    given = {"assessment": world.assessment, "text": "Số hộ khá, giàu", "value": 62}
    Figure.objects.create(**given, as_of=date(2024, 6, 30), source="Thống kê xã")
    assert "value-without-origin" not in found(world)
    Figure.objects.create(**given, as_of=day, source=source)
    assert words in found(world)["value-without-origin"][0].note


def test_a_report_to_somebody_unknown(world) -> None:
    given = {"who": "Các thôn", "text": "Báo cáo tiến độ", "rhythm_words": "hàng tháng"}
    made = part(world, ReportingDuty, report_to="đồng chí Đặng Thị Hiền", **given)
    assert "person-unknown" not in found(world)
    ReportingDuty.objects.filter(pk=made.pk).update(report_to="đồng chí Trần Quốc Bảo")
    assert "Trần Quốc Bảo" in found(world)["person-unknown"][0].note


@pytest.mark.parametrize("is_followed", [False, True])
def test_an_assessment_of_a_year_before(world, is_followed) -> None:
    left_in_the_year_before(world)
    if is_followed:
        village = Unit.objects.get(name="Đông Đạo")
        make.make_assessment(village, make.make_set(level="village", tier="model"), 2024)
    assert ("left-from-before" in found(world)) is not is_followed


@pytest.mark.parametrize(
    ("name", "day", "is_fault"),
    [
        ("Họp Ban Chỉ đạo tháng 5/2024", date(2024, 6, 12), True),
        ("Giao ban tháng 6/2024", date(2024, 7, 5), False),
        ("Giao ban tháng 6, triển khai nhiệm vụ tháng 7", date(2024, 7, 5), False),
        ("Sơ kết quý I", date(2024, 8, 12), True),
        ("Sơ kết quý II", date(2024, 7, 8), False),
        ("Họp đột xuất về đường trục thôn", date(2024, 7, 8), False),
    ],
)
def test_a_meeting_called_after_another_month(world, name, day, is_fault) -> None:
    named_after(world, name, day)
    assert ("meeting-other-month" in found(world)) is is_fault


@pytest.mark.parametrize(
    ("words", "is_fault"),
    [
        ("Phấn đấu đến ngày 31/3/2025 xã đạt chuẩn NTM nâng cao.", True),
        ("Đến ngày 30/6/2024 xã được công nhận đạt chuẩn nông thôn mới nâng cao.", True),
        ("Phấn đấu trước ngày 15/12/2024 xã hoàn thành 2/2 tiêu chí NTM nâng cao.", False),
        ("Phấn đấu trong quý IV/2024 xã đạt chuẩn NTM nâng cao.", False),
        ("Đến hết quý II/2024 có 2 trường đạt chuẩn quốc gia.", False),
        ("Đến hết năm 2026 xã đạt chuẩn NTM kiểu mẫu.", False),
    ],
)
def test_a_goal_by_a_day(world, words, is_fault) -> None:
    aim_for(world, date(2024, 12, 15))
    text(world, PlanSection.GOALS, words)
    assert ("goal-other-day" in found(world)) is is_fault


@pytest.mark.parametrize(
    ("words", "is_fault"),
    [
        ("- Nhà văn hóa: 1,2 tỷ đồng.", True),
        ("- Nhà văn hóa: 1 tỷ đồng.", False),
        ("- Nhà văn hóa thôn bên: 1,2 tỷ đồng.", False),
    ],
)
def test_a_sum_beside_its_work(world, words, is_fault) -> None:
    text(world, PlanSection.RESOURCES, words)
    assert ("task-money" in found(world)) is is_fault


@pytest.mark.parametrize(("other", "is_fault"), [("6,3", True), ("5", False)])
def test_one_total_in_two_places(world, other, is_fault) -> None:
    text(world, PlanSection.WORKS, "- Tổng nguồn lực huy động là 5 tỷ đồng.")
    text(world, PlanSection.IMPLEMENTATION, f"- Tổng nguồn lực huy động {other} tỷ đồng.")
    assert any("mục IV.1" in line.note for line in found(world).get("text-money", [])) is is_fault


@pytest.mark.parametrize(
    ("words", "is_fault"),
    [
        ("Mở lớp xóa mù chữ, giao chị Phương đứng lớp", True),
        ("Giao chị Phương, công chức văn hóa, mở lớp xóa mù chữ", False),
        ("Giao đồng chí Đặng Thị Hiền mở lớp xóa mù chữ", False),
    ],
)
def test_work_given_to_a_given_name(world, words, is_fault) -> None:
    task(world, words)
    assert ("given-name-only" in found(world)) is is_fault


def test_a_target_with_the_code_of_another_criterion(world) -> None:
    a_target(world, criterion=world.results()[0].indicator.criterion)
    Target.objects.update(text="Chỉ tiêu 2.1: trên 85% số hộ")
    assert "tiêu chí 2" in found(world)["target-criterion"][0].note
    Target.objects.update(text="Chỉ tiêu 1.2: trên 85% số hộ")
    assert "target-criterion" not in found(world)


@pytest.mark.parametrize(("noun", "is_fault"), [("nội dung", True), ("chỉ tiêu", False)])
def test_a_code_by_the_word_of_its_set(world, noun, is_fault) -> None:
    CriteriaSet.objects.update(indicator_noun=noun)
    world.assessment.criteria_set.refresh_from_db()
    text(world, PlanSection.QUALITY, "- Tập trung cho nội dung 2.9 và mục 3.1 nêu trên.")
    assert ("text-code-unknown" in found(world)) is is_fault


@pytest.mark.parametrize(("day", "is_fault"), [("tháng 10/2024", True), ("tháng 6/2024", False)])
def test_a_body_set_up_by_a_text_after_its_work(world, day, is_fault) -> None:
    text(world, PlanSection.ORGANISATION, f"- Thành lập Đội thu gom rác tự quản xã trong {day}.")
    lead(task(world, "Thu gom rác chợ"), body=body(world.commune, "Đội thu gom rác tự quản xã"))
    assert ("body-not-set-up" in found(world)) is is_fault


@pytest.mark.parametrize(("day", "is_fault"), [("11/2024", True), ("5/2024", False)])
def test_a_body_named_anew_after_its_work(world, day, is_fault) -> None:
    task(world, "Kiện toàn Ban giám sát đầu tư", deadline_words=f"trước ngày 15/{day}")
    task(world, "Ban giám sát đầu tư nghiệm thu đường bê tông")
    assert ("body-renewed-late" in found(world)) is is_fault


def test_a_leader_of_a_work_in_a_sentence_without_figures(world) -> None:
    body(world.commune, "Hội Cựu chiến binh xã")
    words = "xây dựng hồ sơ sản phẩm mận sấy dẻo dự thi"
    made = task(world, words.capitalize(), lead=None)
    lead(made, body=body(world.commune, "Hội Phụ nữ xã"))
    text(world, PlanSection.IMPLEMENTATION, f"- Hội Phụ nữ xã chủ trì {words}.")
    assert "text-body" not in found(world)
    text(world, PlanSection.IMPLEMENTATION, f"- Hội Cựu chiến binh xã chủ trì {words}.")
    assert "text-body" in found(world)


def test_work_for_an_indicator_after_the_day_of_its_target(world) -> None:
    result = world.results()[2]
    known = {"criterion": result.indicator.criterion, "indicator": result.indicator}
    a_target(world, **known, deadline_words="trước ngày 15/9/2024")
    made = task(world, "Hỗ trợ hộ nghèo xây nhà tiêu", 2, deadline_words="trong tháng 8/2024")
    Task.objects.filter(pk=made.pk).update(indicator=result.indicator)
    assert "after-its-target" not in found(world)
    Task.objects.filter(pk=made.pk).update(ends_on=date(2024, 10, 31))
    assert "after-its-target" in found(world)
