"""What is read of the plans of other communes, and that no day is made up."""

from datetime import date

import pytest

from evidence.intake.reading import Proposal, Register, SetEntry, UnitEntry, read_plan
from evidence.intake.reading.lines import paragraphs
from evidence.intake.reading.times import last_day
from tests.evidence.intake.measured import MEASURED, SEEDS, measured

# Tasks found; of those found how many agree, by field.
BARS = {"việc": 0.85, "đơn vị": 0.9, "tiêu chí": 0.85, "hạn": 0.95, "chủ trì": 0.8}


# Read below the bars, each in a manner of its own (`tests.benchmarks.intake` shows how far), though
# nothing may be made up: two works with two times under one label; a day "20.11" that no word leads
# to; a day with “và duy trì thường xuyên” behind it; “HND pb” for who helps; numbers of criteria in
# bare brackets; works and their partners by “nội dung (1)”, “nhà Lũng Sao”.
BELOW = (
    "long-kien-tay", "dien-trung-thuong", "tan-long-dong", "khanh-thanh-loi", "khau-lan",
)  # fmt: skip


# Each run reads the two real plans and every third of the others, `make deep` all of them.
IN_TURN = 3
READ = [
    pytest.param(name, marks=[] if name in SEEDS or place % IN_TURN == 0 else pytest.mark.deep)
    for place, name in enumerate(MEASURED)
]


@pytest.mark.parametrize("name", READ)
def test_a_plan_is_read_as_people_read_it_and_nothing_is_made_up(name: str) -> None:
    """No day, no word, and nobody is lost. Of the sample the criteria of eight works are people's
    judgement, which no heading gives."""
    result = measured(name)
    assert result.invented == []
    assert result.maimed == []
    assert result.strangers == []
    for part, bar in BARS.items() if name not in BELOW else ():
        got = result.scores[part].recall if part == "việc" else result.agreed[part] / result.found
        assert got >= bar, (part, got, result.faults)


def test_parts_of_one_kind_each_keep_their_own_day() -> None:
    parts = _proposals("- Công an xã sửa tuyến T3 trước ngày 20/5/2025, tuyến T7 trước 30/6/2025.")
    assert [one.deadline_words for one in parts] == ["trước ngày 20/5/2025", "trước 30/6/2025"]
    (rounds,) = _proposals("- Công an xã khám sức khỏe, đợt 1 trước 20/5/2025, đợt 2 trước 30/6.")
    assert rounds.deadline_words


def _read(text: str) -> list[str]:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    return [one.deadline_words for one in read_plan(f"II. NHIỆM VỤ\n- {text}", register)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Làm đường, xong trước 30/6.", "xong trước 30/6"),
        ("Làm đường trong quý III.", "trong quý III"),
        ("Lấy mẫu nước trong tháng 4 và tháng 8/2025.", "tháng 8/2025"),
        ("Khám sức khỏe 2 đợt (tháng 5, tháng 10).", "tháng 10"),
        ("Mở 3 cuộc hội thảo (tháng 5, 7, 9).", "tháng 9"),
        ("Họp giao ban định kỳ 15 ngày một lần.", "định kỳ 15 ngày một lần"),
        ("Công khai thu chi 6 tháng một lần.", "6 tháng một lần"),
        ("Bố trí kinh phí chi thường xuyên.", ""),
        ("Duy trì BHYT 95%, đo mắt trong quý II và quý IV.", "trong quý II và quý IV"),
        ("Trồng hoa; thực hiện thường xuyên.", "thực hiện thường xuyên"),
        ("Sửa chợ, xong trước rằm tháng 7.", "xong trước rằm tháng 7"),
        ("Triển khai Nghị quyết số 5 ngày 10/01/2025 của Đảng ủy.", ""),
        ("Vận động nhân dân, phấn đấu 80% số hộ tham gia trong năm 2025.", ""),
        ("Rà soát theo Quyết định số 318/QĐ-TTg ngày 08/3/2022.", ""),
        ("Tạo việc làm thường xuyên cho lao động.", ""),
        ("Ký hợp đồng bao tiêu lúa, chậm nhất 30/4.", "chậm nhất 30/4"),
        ("Ký hợp đồng bao tiêu lúa. Thời gian: vụ hè thu 2025.", "vụ hè thu 2025"),
        ("Duy trì 2/3 số hộ nghe được loa.", ""),
        ("Sửa đường, xong trc 30/6/2026.", "xong trước 30/6/2026"),
        ("Hỗ trợ sản phẩm chè dự thi OCOP đợt 2 năm 2025.", ""),
    ],
)
def test_a_deadline_comes_from_words_that_make_it_one(text: str, words: str) -> None:
    assert _read(text) == [words]


def _proposals(text: str) -> list[Proposal]:
    units = [UnitEntry(1, "xã", "An Bình", is_commune=True), UnitEntry(2, "thôn", "Đông")]
    register = Register(units)
    register.sets[1] = SetEntry({2: "Giao thông", 17: "Môi trường"}, {"17.8": 17})
    return read_plan(text, register)


def test_labels_on_one_line_are_for_the_work_above_it() -> None:
    first, second = _proposals(
        "1. Tiêu chí số 2 - Giao thông\na) Làm đường trục xã.\nPhân công: Công an xã.\n"
        "b) Cắm biển báo.\nPhân công: Đoàn Thanh niên xã; Phối hợp: Trạm Y tế; Thời gian: 30/6."
    )
    assert (first.deadline_words, second.deadline_words) == ("", "30/6")
    assert [one.words for one in second.partners] == ["Trạm Y tế"]
    assert [one.words for one in first.leads] == ["Công an xã"]


def test_labels_above_the_work_give_their_people_and_time_to_it() -> None:
    (made,) = _proposals(
        "1. Tiêu chí số 2, 17 về Giao thông và Môi trường\n- Đơn vị chủ trì: Công an xã.\n"
        "- Đơn vị phối hợp: Hội Nông dân xã, các thôn.\n"
        "- Nhiệm vụ: Trồng 2 km đường hoa; thường xuyên dọn rãnh.\n"
        "- Thời gian hoàn thành: Cả năm 2025."
    )
    assert made.criterion == 2
    assert made.deadline_words == "Cả năm 2025"
    assert [one.words for one in made.partners] == ["Hội Nông dân xã", "các thôn"]


def test_a_part_goes_on_behind_the_letters_inside_it() -> None:
    found = _proposals(
        "III. NHIỆM VỤ\nA. ĐỐI VỚI XÃ\n1. Làm đường.\nB. ĐỐI VỚI THÔN ĐÔNG\n1. Sửa cổng.\n"
        "IV. TỔ CHỨC THỰC HIỆN\n1. Giao Công an xã lập sổ theo dõi."
    )
    assert [one.unit for one in found] == [1, 2, 1]


def test_a_criterion_in_brackets_is_of_its_sentence_alone() -> None:
    found = _proposals(
        "I. Đồng chí Lê Văn Ba - Chủ tịch\n1. Mở đường ra đồng (tiêu chí 2), xong trong quý III.\n"
        "2. Làm hố rác (tiêu chí 17).\n3. Họp hằng tháng."
    )
    assert [one.criterion for one in found] == [2, 17, None]
    assert found[0].deadline_words == "xong trong quý III"


def test_a_row_that_a_line_break_cut_is_one() -> None:
    found = _proposals(
        "STT\tNội dung\tChủ trì\tThời gian\tGhi chú\n1\tXây nhà văn hóa\tCông an xã\tTháng 4,\n"
        "xong tháng 10\n2\tTrồng hoa\tHội Phụ nữ\t\t\n\t- Đoạn một\t\tQuý I\t\n\t- Đoạn hai\t\t\t"
    )
    assert [one.text for one in found] == [
        "Xây nhà văn hóa",
        "Trồng hoa: Đoạn một",
        "Trồng hoa: Đoạn hai",
    ]
    assert [one.deadline_words for one in found] == ["Tháng 4, xong tháng 10", "Quý I", ""]
    assert [one.words for one in found[2].leads] == ["Hội Phụ nữ"]


def test_a_name_ends_where_the_work_begins() -> None:
    found = _proposals(
        "II. NHIỆM VỤ\n- Giao đ/c Luyến hoàn chỉnh hồ sơ nghĩa trang, xong tháng 7/2025; "
        "đ/c Phạm Hữu Tài - Phó Chủ tịch UBND xã kiểm tra từng đoạn.\n"
        "- Công an viên thôn phối hợp Công an xã tuần tra ban đêm."
    )
    assert [[one.words for one in made.leads] for made in found] == [
        ["đ/c Luyến"],
        ["đ/c Phạm Hữu Tài - Phó Chủ tịch UBND xã"],
        ["Công an viên thôn"],
    ]
    assert [one.words for one in found[2].partners] == ["Công an xã"]
    assert [one.deadline_words for one in found] == ["xong tháng 7/2025", "", ""]


def test_who_is_addressed_is_no_work() -> None:
    found = _proposals("Kính gửi:\n- Các thôn;\n- Các đoàn thể.\n1. Nhiệm vụ\n- Làm đường.")
    assert [one.text for one in found] == ["Làm đường"]


def test_a_time_shared_by_two_works_cuts_no_letters() -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    text = (
        "II. NHIỆM VỤ\n- Rà soát các tuyến đường, Tham mưu nâng cấp đường, xong trong quý I/2025."
    )
    found = read_plan(text, register)
    assert [one.text for one in found] == ["Rà soát các tuyến đường", "Tham mưu nâng cấp đường"]
    assert {one.deadline_words for one in found} == {"xong trong quý I/2025"}


def test_two_works_with_a_time_each_are_two() -> None:
    found = _proposals(
        "II. NHIỆM VỤ\n- HTX ký hợp đồng trong quý I, báo cáo kết quả về xã trước ngày 05/4/2025.\n"
        "- Xây nhà văn hóa, khởi công trong quý II, hoàn thành trong quý IV/2025."
    )
    days = [last_day(one.deadline_words, 2025) for one in found]
    assert days == [date(2025, 3, 31), date(2025, 4, 4), date(2025, 12, 31)]
    assert [one.words for one in found[1].leads] == ["HTX"]


def test_a_code_before_the_work_of_a_row_is_its_indicator() -> None:
    (found,) = _proposals(
        "TT\tTiêu chí\tNội dung\tPhụ trách\tLộ trình\n1\tTC17\t17.8 Làm hố rác\tCông an xã\tTháng 5"
    )
    assert (found.criterion, found.indicator, found.text) == (17, "17.8", "Làm hố rác")
    assert found.deadline_words == "Tháng 5"


def test_a_line_across_the_columns_is_a_heading_inside_the_table() -> None:
    found = _proposals(
        "TT\tChỉ tiêu\tViệc phải làm\tNgày bắt đầu\tNgày hoàn thành\tNgười chịu trách nhiệm\n"
        "I. TIÊU CHÍ SỐ 2\n1\t\tLàm đường trục xã\t01/4\t30/6\tCông an xã\n"
        "II. TIÊU CHÍ SỐ 17\n2\t17.8\tLàm hố rác\t01/5\t30/9\tTrạm Y tế"
    )
    assert [(one.criterion, one.indicator) for one in found] == [(2, ""), (17, "17.8")]
    assert [one.deadline_words for one in found] == ["30/6", "30/9"]


def test_people_and_time_behind_points_with_codes_are_for_all_of_them() -> None:
    found = _proposals(
        "1. Tiêu chí số 17\n- Nhiệm vụ:\n+ 17.8 - Làm hố rác.\n+ 17.9 - Kiểm tra lò mổ.\n"
        "- Phân công: CC VH-XH chủ trì, Hội Phụ nữ phối hợp."
    )
    assert [[one.words for one in made.leads] for made in found] == [["CC VH-XH"]] * 2
    assert [[one.words for one in made.partners] for made in found] == [["Hội Phụ nữ"]] * 2


def test_lead_and_partner_of_one_cell_and_who_is_named_behind_a_heading() -> None:
    found = _proposals(
        "II. NHIỆM VỤ\n1. Nhóm hạ tầng (TC 2, 3): đ/c Lê Văn Ba - PCT phụ trách.\n"
        "- Xây cống, làm 2 đợt: tháng 5 và tháng 10.\n"
        "TT\tViệc\tCông việc\tBắt đầu - kết thúc\tChủ trì/Phối hợp\n"
        "1\t\tDọn chợ\t3/2025 - 4/2025\tCông an xã / các thôn"
    )
    assert [[one.words for one in made.leads] for made in found] == [
        ["đ/c Lê Văn Ba - PCT"],
        ["Công an xã"],
    ]
    assert [one.words for one in found[1].partners] == ["các thôn"]
    assert [last_day(one.deadline_words, 2025) for one in found] == [
        date(2025, 10, 31),
        date(2025, 4, 30),
    ]


def test_an_appendix_behind_the_signature_is_read_and_no_name_of_it() -> None:
    found = read_plan(
        "II. TỔ CHỨC THỰC HIỆN\n"
        "1. Các thôn, tiểu khu: Họp dân, gửi kế hoạch về UBND xã trước 20/3/2025.\n"
        "Nơi nhận:\n- UBND huyện;\n- Các thôn, tiểu khu;\n- Lưu: VT.\nCHỦ TỊCH\nLò Văn Pâng\n"
        "PHỤ LỤC\nPhân công thực hiện các tiêu chí\n"
        "TT\tNội dung\tChủ trì\tThời gian\n1\tSửa cầu\tTrạm Y tế\t30.9\n",
        Register([UnitEntry(1, "xã", "An Bình", is_commune=True)]),
    )
    assert [(one.text, [name.words for name in one.leads]) for one in found] == [
        ("Họp dân, gửi kế hoạch về UBND xã", ["Các thôn", "tiểu khu"]),
        ("Sửa cầu", ["Trạm Y tế"]),
    ]
    assert [one.deadline_words for one in found] == ["trước 20/3/2025", "30.9"]


def test_a_line_broken_before_the_number_of_a_month_goes_on() -> None:
    full = "- Trạm Y tế chủ trì rà soát, vận động nhân dân tham gia bảo hiểm, xong trong tháng"
    (held,) = [
        row.text
        for row in paragraphs("\n".join([full] * 8) + "\n11. Hằng tháng cập nhật hồ sơ sức khỏe.")
        if "11" in row.text
    ]
    assert held.endswith("xong trong tháng 11. Hằng tháng cập nhật hồ sơ sức khỏe.")


def test_words_typed_without_a_blank_are_read_apart() -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry({13: "Tổ chức sản xuất"}, {"13.5": 13})
    (one,) = read_plan(
        "II. NHIỆM VỤ\nTC13 Tổ chức sản xuất:\n"
        "+13.5Truy xuất nguồn gốc xoài, ếch:Đoàn thanh niên,cuối tháng 8/2025",
        register,
    )
    assert (one.criterion, one.indicator, one.deadline_words) == (13, "13.5", "cuối tháng 8/2025")
    assert [name.words for name in one.leads] == ["Đoàn thanh niên"]


def test_what_is_headed_other_is_of_no_criterion() -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry({17: "Môi trường"}, {"17.1": 17})
    found = read_plan(
        "TC17 Môi trường:\n- Trồng 500 cây sao, xong tháng 6.\n"
        "Khác:\n- Công chức Văn phòng tổng hợp hồ sơ, xong tháng 9.",
        register,
    )
    assert [one.criterion for one in found] == [17, None]


def test_work_among_its_like_that_names_its_criterion_before_who_does_it() -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry({6: "Giảm nghèo"}, {"6": 6})
    (one, _) = read_plan(
        "Quý III\n- Tổng điều tra hộ nghèo (TC 6): Phòng Kinh tế; bắt đầu 01/9/2026, kết thúc "
        "trước 15/10/2026.\n- Sửa cầu cảng (TC 6): Trạm Y tế, tháng 9.",
        register,
    )
    assert (one.text, one.criterion) == ("Tổng điều tra hộ nghèo (TC 6)", 6)


def test_who_only_directs_criteria_is_given_no_work() -> None:
    assert not read_plan(
        "II. NHIỆM VỤ\n- Đ/c Ngô Quang Hải - Phó Chủ tịch UBND xã chỉ đạo các tiêu chí 1, 2, 3, 8.",
        Register([UnitEntry(1, "xã", "An Bình", is_commune=True)]),
    )
