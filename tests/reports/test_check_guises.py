"""Kinds of faults in other guises than those planted: what is found of each, and what looks like
one and is right."""

from datetime import date
from decimal import Decimal

import pytest

from criteria.enums import Claim
from reports.checks.plans.stages import are_stages
from reports.checks.reading.names import persons_in
from reports.checks.reading.times import months_otherwise
from tasks.enums import FundingStage, PlanSection, TaskState
from tasks.models import Citation, Funding, ReportingDuty, Task
from tests import factories as make
from tests.reports.planting import a_target, enter, lead, paper, part, task, text
from tests.reports.planting_meetings import meeting
from tests.reports.sound import found, sound
from tests.shared import made_once
from tests.world import World
from villages.enums import Role

# PostgreSQL runs every check by its planted fault.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

rows = made_once(sound)


def notes(world: World, slug: str, on: date = make.TODAY) -> str:
    return " ".join(line.note for line in found(world, on).get(slug, []))


@pytest.mark.parametrize(
    ("rhythm", "words", "fault"),
    [
        ("hàng tuần", "Các thôn báo cáo kết quả dọn vệ sinh về UBND xã hằng tháng.", "hàng tuần"),
        ("hàng tuần", "Các thôn báo cáo kết quả dọn vệ sinh về UBND xã hằng tuần.", ""),
        ("hàng tuần", "Các thôn báo cáo số hộ nghèo về UBND xã hằng tháng.", ""),
    ],
)
def test_a_duty_in_another_rhythm_by_a_text(world, rhythm, words, fault) -> None:
    part(
        world, ReportingDuty, text="Kết quả dọn vệ sinh", who="Các thôn", report_to="UBND xã",
        rhythm_words=rhythm,
    )  # fmt: skip
    text(world, PlanSection.ORGANISATION, f"- {words}")
    assert fault in notes(world, "duty-twice")
    assert bool(notes(world, "duty-twice")) == bool(fault)


@pytest.mark.parametrize(("rhythm", "is_vague"), [("thường xuyên", True), ("hàng tháng", False)])
def test_a_duty_that_names_no_day(world, rhythm, is_vague) -> None:
    part(
        world, ReportingDuty, text="Tiến độ", who="Các thôn", report_to="UBND xã",
        rhythm_words=rhythm,
    )  # fmt: skip
    assert ("chưa rõ khi nào" in notes(world, "duty-incomplete")) is is_vague


@pytest.mark.parametrize(("share", "is_none"), [("75", True), ("66,7", False), ("67", False)])
def test_a_share_that_three_villages_do_not_have(world, share, is_none) -> None:
    result = world.results()[0]
    result.indicator.wording = "Tỷ lệ thôn có nhà văn hóa"
    result.indicator.save()
    for name in ("Mai Trung", "Đông Đạo"):
        make.make_village(world.commune, name)
    value = Decimal(share.replace(",", "."))
    enter(result, claim=Claim.MET, value=value, as_of=date(2024, 8, 1), source="Thống kê")
    assert ("chỉ có thể là 66,7% hoặc 100%" in notes(world, "villages-miscounted")) is is_none


@pytest.mark.parametrize(
    ("title", "is_elsewhere"),
    [
        ("Biên bản nghiệm thu đường trục xã Hương Lâm", True),
        ("Biên bản nghiệm thu đường trục xã Mai Đình", False),
        ("Biên bản nghiệm thu đường nối xã Hương Lâm", False),
        ("Quyết định công nhận xã Nông thôn mới", False),
    ],
)
def test_a_paper_that_names_another_commune(world, title, is_elsewhere) -> None:
    paper(world, world.results()[0], title=title, number="7/BB", issuer="UBND xã Mai Đình")
    assert ("paper-of-another" in found(world)) is is_elsewhere


@pytest.mark.parametrize(
    ("title", "is_draft"),
    [
        ("Báo cáo tự đánh giá (dự thảo lần 2)", True),
        ("Biên bản họp thôn góp ý dự thảo kế hoạch", False),
    ],
)
def test_a_draft_and_minutes_on_one(world, title, is_draft) -> None:
    paper(world, world.results()[0], title=title)
    assert ("paper-draft" in found(world)) is is_draft


@pytest.mark.parametrize(
    ("words", "is_fault"),
    [
        ("Thực hiện Công văn số 812/SNN-PTNT của Sở Nông nghiệp về kế hoạch năm 2024;", True),
        ("Thực hiện Công văn số 812/SNN-PTNT ngày 05/01/2024 của Sở Nông nghiệp;", False),
    ],
)
def test_a_paper_without_its_day_in_the_opening(world, words, is_fault) -> None:
    text(world, PlanSection.OPENING, words)
    assert ("words-cite" in found(world)) is is_fault


@pytest.mark.parametrize(("number", "is_old"), [("491/QĐ-TTg", True), ("11/2009/QĐ-UBND", False)])
def test_a_national_set_of_the_time_before(world, number, is_old) -> None:
    part(
        world, Citation, number=number, dated_on=date(2009, 4, 16), issuer="Thủ tướng Chính phủ",
        title="Bộ tiêu chí quốc gia về nông thôn mới",
    )  # fmt: skip
    assert ("ban hành năm 2009" in notes(world, "citation-other-period")) is is_old


def test_what_a_conclusion_is_given_to(world) -> None:
    meeting(world, "Kiểm tra bãi rác", led_by="đồng chí Thành", deadline_words="trước 30/9/2024")
    assert "chỉ có tên gọi" in notes(world, "minutes-unknown")


def test_one_criterion_of_two_leaders_in_words(world) -> None:
    for role, name in ((Role.CHAIR, "Ngô Văn Chủ"), (Role.VICE_CHAIR, "Lê Thị Hạnh")):
        leader = make.make_official(world.commune, role, name)
    criterion = world.assessment.criteria_set.criteria.get(number=1)
    world.assessment.supervisions.create(criterion=criterion, official=leader)
    text(
        world, PlanSection.NOTES, "- Ngô Văn Chủ phụ trách các tiêu chí 2, 3.\n- Lê Thị Hạnh phụ "
        "trách các tiêu chí từ 3 đến 5.",
    )  # fmt: skip
    assert "tiêu chí 3 giao hai người phụ trách: Lê Thị Hạnh, Ngô Văn Chủ" in notes(
        world, "text-leader"
    )


@pytest.mark.parametrize(("owed", "is_above"), [(500, True), (300, False)])
def test_what_is_paid_and_owed_beside_what_was_planned(world, owed, is_above) -> None:
    for stage, amount in (("planned", 1000), ("paid", 600), ("owed", owed)):
        Funding.objects.create(
            plan=world.plan, unit=world.commune, text="Cầu làng Nguộn", total=amount * 10**6,
            stage=FundingStage(stage), as_of=None if stage == "planned" else date(2024, 8, 1),
        )  # fmt: skip
    assert ("còn nợ" in notes(world, "two-sums")) is is_above


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"result": "Chưa bố trí được nhân lực"}, "Chưa bố trí được nhân"),
        ({"result": "Lùi sang quý IV do mưa"}, "Lùi sang quý IV"),
        ({"result": "Đã làm", "obstacle": "Còn 2 hộ chưa giao đất"}, "còn ghi vướng mắc"),
        ({"result": "Đắp được 80/120 mét đê"}, "80 mét, việc giao 120"),
        ({"result": "Không lắp được do thiếu vốn"}, "Không lắp được"),
        ({"result": "Chưa phát hiện vi phạm"}, ""),
        ({"result": "Không phát hiện được vi phạm nào"}, ""),
        ({"result": "Đắp 120 mét; 40 mét trồng cỏ"}, ""),
        ({"result": "Đã đắp 120 mét trong 5 ngày"}, ""),
        ({"result": "Đã làm", "obstacle": "Đã được tháo gỡ trong tháng 7"}, ""),
        ({"result": "Đã làm", "obstacle": "Không có"}, ""),
    ],
)
def test_what_is_done_and_is_not(world, fields, words) -> None:
    made = task(world, "Đắp 120 mét đê bao làng Nguộn")
    Task.objects.filter(pk=made.pk).update(state=TaskState.DONE, done_on=date(2024, 8, 1), **fields)
    assert words in notes(world, "done-not-done")
    assert bool(notes(world, "done-not-done")) == bool(words)


def test_who_is_consulted_once_it_is_being_built(world) -> None:
    task(world, "Khởi công mở đường Cầu Rễ", deadline_words="tháng 9/2024")
    task(world, "Lấy ý kiến nhân dân về phương án mở đường Cầu Rễ", deadline_words="tháng 11/2024")
    assert "trước khi “Lấy ý kiến" in notes(world, "begun-before-approval")
    assert "ordered-twice" not in found(world)
    assert are_stages("giai phong mat bang duong cau re", "khoi cong duong cau re")


@pytest.mark.parametrize(("title", "is_its"), [("NTM kiểu mẫu", True), ("NTM", False)])
def test_a_village_that_has_its_title_already(world, title, is_its) -> None:
    village, judged_by = world.village_assessment.unit, world.village_assessment.criteria_set
    judged_by.short_name = "Thôn NTM kiểu mẫu"
    judged_by.save()
    result = world.village_assessment.results.earliest("pk")
    enter(result, claim=Claim.NOT_MET, value=Decimal(1))
    text(world, PlanSection.ACHIEVEMENTS, f"- Thôn {village.name} đã đạt chuẩn thôn {title}.")
    assert (f"đánh giá của {village.full_name}" in notes(world, "text-state")) is is_its


@pytest.mark.parametrize(
    ("words", "comparator", "fault"),
    [
        ("Giảm số hộ dùng than tổ ong còn 90%", "gte", "trái chiều"),
        ("Tỷ lệ hộ dùng nước sạch đạt 90% trở lên", "lte", "trái chiều"),
        ("Tỷ lệ hộ dùng nước sạch đạt 90% trở lên", "gte", ""),
    ],
)
def test_a_target_that_goes_the_other_way(world, words, comparator, fault) -> None:
    row = a_target(
        world, indicator=world.results()[0].indicator, value=Decimal(90), unit_words="%",
        comparator=comparator,
    )  # fmt: skip
    world.plan.targets.update(text=words)
    assert fault in notes(world, "target-other-figure"), row
    assert bool(notes(world, "target-other-figure")) == bool(fault)


@pytest.mark.parametrize(
    ("number", "dated", "words"),
    [
        ("…/GXN-UBND", date(2024, 7, 1), "còn để trống"),
        ("12/GXN-UBND", date(2024, 7, 1), ""),
    ],
)
def test_a_number_that_nobody_filled_in(world, number, dated, words) -> None:
    paper(world, world.results()[0], title="Giấy xác nhận", number=number, dated_on=dated)
    assert words in notes(world, "paper-without-day")
    assert bool(notes(world, "paper-without-day")) == bool(words)


def test_a_paper_older_than_its_figures(world) -> None:
    paper(
        world, world.results()[0], title="Số liệu nước sạch", dated_on=date(2024, 3, 10),
        period_to=date(2024, 6, 30),
    )  # fmt: skip
    assert "trước khi hết kỳ số liệu" in notes(world, "paper-too-early")


def test_one_of_the_staff_called_a_leader(world) -> None:
    official = world.official("hien")
    official.postings.update(title="Công chức Địa chính")
    made = task(world, "Kiểm đếm lồng bè", lead=None)
    lead(made, role_words=f"đồng chí {official.full_name} - Bí thư Đảng ủy xã")
    assert "danh sách ghi Công chức Địa chính" in notes(world, "text-office")


def test_an_issuer_that_is_no_more(world) -> None:
    part(
        world, Citation, number="66/KH-UBND", dated_on=date(2025, 8, 20), title="Thi đua",
        issuer="UBND tỉnh Hải Dương",
    )  # fmt: skip
    assert "tỉnh Hải Dương đã sáp nhập" in notes(world, "office-no-more")


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Trong 03 tháng (từ tháng 5 đến tháng 9)", [5]),
        ("Trong 05 tháng (từ tháng 5 đến tháng 9)", []),
        ("Trong 6 tháng (tháng 10 - tháng 3)", []),
    ],
)
def test_months_that_are_not_as_many(words, count) -> None:
    assert [number for _, number in months_otherwise(words)] == count


def test_a_name_with_a_mark_of_its_own() -> None:
    assert list(persons_in("Đồng chí K' Thị Mai Linh phụ trách; đồng chí H'Lan Niê")) == [
        "K' Thị Mai Linh", "H'Lan Niê",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("second", "is_other"), [("còn 52/1.480 hộ nghèo", True), ("hỗ trợ 20 hộ nghèo", False)]
)
def test_two_counts_of_the_poor(world, second, is_other) -> None:
    text(world, PlanSection.OPENING, "Xã có 1.480 hộ; 37 hộ nghèo (2,5%).")
    text(world, PlanSection.SHORTCOMINGS, f"- Toàn xã {second}.")
    assert ("nơi khác của kế hoạch ghi 37" in notes(world, "households-twice")) is is_other
