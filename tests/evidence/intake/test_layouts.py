"""Layouts that say by their place, not by known words, what is what."""

import pytest

from evidence.intake.reading import BodyEntry, Proposal, Register, SetEntry, UnitEntry, read_plan

ROWS = """
1\tLàm đường trục xã\tHội Nông dân\tĐoàn xã\t30/6/2025
2\tLắp 20 bóng đèn chiếu sáng\tCông an xã\tHội Phụ nữ\tQuý III
3\tDọn kênh nội đồng\tBan nhân dân ấp\tHội Nông dân\tHằng tháng
"""


def _read(text: str) -> list[Proposal]:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry({6: "Văn hóa", 10: "Thu nhập"}, {})
    return read_plan(f"II. NHIỆM VỤ\n{text}", register)


@pytest.mark.parametrize(
    "head",
    [
        "TT\tPhần việc\tNgười làm chính\tCùng làm\tTGHT",
        "TT\tMục cần lo\tAi gánh\tAi đỡ\tChừng nào xong",
        "#\tNội dung\tBên A\tBên B\tKỳ",
    ],
)
def test_columns_are_known_by_their_heads_or_by_what_stands_in_them(head: str) -> None:
    found = _read(f"{head}{ROWS}")
    assert [one.text for one in found] == [
        "Làm đường trục xã",
        "Lắp 20 bóng đèn chiếu sáng",
        "Dọn kênh nội đồng",
    ]
    assert [one.leads[0].words for one in found] == [
        "Hội Nông dân",
        "Công an xã",
        "Ban nhân dân ấp",
    ]
    assert [one.partners[0].words for one in found] == ["Đoàn xã", "Hội Phụ nữ", "Hội Nông dân"]
    assert [one.deadline_words for one in found] == ["30/6/2025", "Quý III", "Hằng tháng"]


def test_a_time_stated_first_is_for_what_follows_under_its_heading() -> None:
    first, second = _read(
        "1. Văn hóa (tiêu chí 6)\n- Công an xã sửa loa truyền thanh.\n"
        "2. Thu nhập (tiêu chí 10)\n"
        "Các phần việc của mục này đều phải hoàn thành trước ngày 30/9/2025.\n"
        "- Hội Nông dân xây dựng 02 mô hình trồng dưa."
    )
    assert (first.criterion, first.deadline_words) == (6, "")
    assert (second.criterion, second.deadline_words) == (10, "hoàn thành trước ngày 30/9/2025")


def test_whoever_is_charged_with_criteria_leads_the_points_under_the_line() -> None:
    found = _read(
        "Phân công cho các thành viên như sau:\n"
        "1. Đ/c Lê Văn Phong - Chủ tịch UBND xã: phụ trách TC 1, 2, 10.\n"
        "Nhiệm vụ:\na. Trình huyện phê duyệt quy hoạch, hạn 31/3.\n"
        "b. Công khai quy hoạch tại 9 nhà văn hóa."
    )
    assert len(found) == 2
    assert all(one.leads[0].words.startswith("Đ/c Lê Văn Phong") for one in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Trường học nộp hồ sơ cuối tháng 5 để xét, đoàn kiểm tra dự kiến tháng 9.",
            "cuối tháng 5",
        ),
        ("Đoàn xã sơn gờ giảm tốc, hoàn thành dịp thành lập Đoàn 26/3.", "26/3"),
        ("Thi công tuyến chợ: xong nền 30/4; xong mặt đường 31/7.", "31/7"),
        ("Thu thập phiếu khảo sát, kết thúc vào 10/12.", "kết thúc vào 10/12"),
        ("Hoàn chỉnh thủ tục giải ngân, không để quá 31/01/2026.", "không để quá 31/01/2026"),
        ("Xây dựng mã vùng trồng, hồ sơ xong tháng 4, được cấp mã trong năm.", "xong tháng 4"),
        ("Hoàn thiện hồ sơ đạt trong năm, gửi huyện trước 15/11.", "trước 15/11"),
        ("Tham mưu thành lập tổ nuôi ong, ra mắt chậm nhất 30/9.", "ra mắt chậm nhất 30/9"),
        ("Trồng 20 ha quế, thời vụ tháng 7 - tháng 8.", "thời vụ tháng 7 - tháng 8"),
        ("Đấu nối nước cho 140 hộ, từ 15/3 tới 15/9.", "từ 15/3 tới 15/9"),
        ("9/9 thôn ký cam kết thực hiện hương ước, nộp chậm nhất 29/3.", "nộp chậm nhất 29/3"),
    ],
)
def test_the_time_that_ends_the_work(text: str, words: str) -> None:
    (one,) = _read(f"- {text}")
    assert one.deadline_words == words


def test_a_part_with_a_time_of_its_own_is_work_of_its_own() -> None:
    found = _read(
        "- Ban CHQS xã huấn luyện dân quân năm thứ nhất xong ngày 28/3; "
        "dân quân cơ động: từ 5/5 đến 16/5."
    )
    assert [one.deadline_words for one in found] == ["xong ngày 28/3", "từ 5/5 đến 16/5"]


def test_a_table_without_a_head_for_the_work_keeps_its_other_heads() -> None:
    register = Register(
        [UnitEntry(1, "xã", "An Bình", is_commune=True), UnitEntry(2, "bản", "Co Sáy")]
    )
    (one, two) = read_plan(
        "PHỤ LỤC: GIAO VIỆC CHO CÁC BẢN\nBản\tViệc giao\tChịu trách nhiệm\tNgày hoàn thành\n"
        "Co Sáy\tHiến đất mở đường\tBí thư chi bộ\t31.3.2025\n"
        "Co Sáy\tĐổ bê tông sân\tTrưởng bản\thết tháng 9",
        register,
    )
    assert [one.unit, two.unit] == [2, 2]
    assert [one.deadline_words, two.deadline_words] == ["31.3.2025", "hết tháng 9"]


def test_a_label_behind_several_works_is_for_all_and_a_village_has_work_of_its_own() -> None:
    found = _read(
        "1. Rà soát hộ nghèo trước 14/12; tổ chức bình xét tại xóm trước 20/12. "
        "Chịu trách nhiệm: bà Lục Thị Nhung - cán bộ LĐTBXH.\n"
        "2. Làm mới nhà văn hóa xóm Đông. Xóm Tây mua 50 bộ bàn ghế - quý IV."
    )
    leads = [[one.words for one in made.leads] for made in found]
    nhung = ["bà Lục Thị Nhung - cán bộ LĐTBXH"]
    assert leads == [nhung, nhung, [], ["Xóm Tây"]]
    assert [one.deadline_words for one in found][2:] == ["", "quý IV"]


def test_whoever_does_it_too_is_named_behind_a_comma() -> None:
    (one,) = _read("- Hội Nông dân làm hố rác, cùng ban nhân dân ấp, xong trước 30/6.")
    assert [lead.words for lead in one.leads] == ["Hội Nông dân"]
    assert [partner.words for partner in one.partners] == ["ban nhân dân ấp"]
    assert one.deadline_words == "xong trước 30/6"


def test_a_line_that_two_points_share_is_no_head_of_a_page() -> None:
    shared = "- Phân công: Hội Nông dân xã.\n"
    first, second = _read(
        f"1/- Sửa cầu ấp 4\n- Giải pháp: Thay 12 tấm ván.\n{shared}- Thời gian: tháng 7/2025.\n"
        f"2/- Sửa đường ấp 6\n- Giải pháp: Rải 300 m đá.\n{shared}\n1\n\n- Thời gian: quý III.\n"
        "3/- Họp dân\n\n2\n"
    )[:2]
    assert [one.leads[0].words for one in (first, second)] == ["Hội Nông dân xã"] * 2


def test_a_dash_behind_a_number_is_part_of_the_mark() -> None:
    (one,) = _read("2/- Tiêu chí 6 – Văn hóa: một ấp chưa có nhà văn hóa.\n- Xây nhà văn hóa ấp 4.")
    assert one.criterion == 6


def test_a_heading_of_work_gives_its_one_criterion_to_what_stands_under_it() -> None:
    road, both = _read(
        "Nhiệm vụ 1: Hoàn thiện nhà văn hóa (tiêu chí 6)\n"
        "Hội Nông dân xã lát 300 m2 sân nhà văn hóa ấp 4, xong trước 30/6.\n"
        "Nhiệm vụ 2: Nâng cao đời sống (tiêu chí 6, 10)\n"
        "Hội Phụ nữ xã mở 02 lớp đan lát cho chị em ấp 6, xong trước 30/9.\n"
    )
    assert (road.criterion, both.criterion) == (6, None)


def test_a_line_in_brackets_under_a_heading_names_who_leads_it() -> None:
    (one,) = _read("A. NHÓM VIỆC HẠ TẦNG\n(Phòng Kinh tế chủ trì)\n1. Sửa chợ. Thời gian: tháng 5.")
    assert one.leads[0].words == "Phòng Kinh tế"


def test_a_dash_may_stand_for_the_point_behind_a_number() -> None:
    first, second = _read(
        "1- Đối với tiêu chí Văn hóa\nHội Nông dân xã sửa 2 nhà văn hóa ấp.\n"
        "2- Đối với tiêu chí Thu nhập\nHội Phụ nữ xã mở 2 lớp đan lát."
    )
    assert (first.criterion, second.criterion) == (6, 10)


def test_a_fault_over_its_remedy_is_a_heading() -> None:
    (one,) = _read(
        "Tồn tại 1: Nhà rông làng Brel xuống cấp (tiêu chí Văn hóa).\n"
        "Biện pháp: Lợp lại mái tranh, thay sàn gỗ.\nThời hạn: quý II/2025.\n"
        "Người chịu trách nhiệm: công chức Văn hóa - Xã hội.\n"
    )
    assert (one.criterion, one.deadline_words) == (6, "quý II/2025")


FLAT = """
TT
Nội dung công việc
Người
phụ trách
Phối hợp
Thời gian hoàn thành
Ghi chú
I
Tiêu chí 6 - Văn hóa
1
Vận động 15 hộ hiến đất, giải phóng
mặt bằng sân thể thao
Ông Vũ Văn Hải
Các đoàn thể
Tháng 4/2025
2
Lắp loa truyền thanh
Công an xã
30/6/2025
II
Tiêu chí 10 - Thu nhập
3
Mở 2 lớp dạy nghề
Hội Nông dân
Các thôn
Hằng quý
Trên đây là kế hoạch của UBND xã.
"""


def test_a_table_copied_with_each_cell_on_a_line_of_its_own_is_read_as_one() -> None:
    found = _read(FLAT)
    assert [(one.criterion, one.text, one.deadline_words) for one in found] == [
        (6, "Vận động 15 hộ hiến đất, giải phóng mặt bằng sân thể thao", "Tháng 4/2025"),
        (6, "Lắp loa truyền thanh", "30/6/2025"),
        (10, "Mở 2 lớp dạy nghề", "Hằng quý"),
    ]
    assert [one.leads[0].words for one in found] == ["Ông Vũ Văn Hải", "Công an xã", "Hội Nông dân"]
    assert [[p.words for p in one.partners] for one in found] == [
        ["Các đoàn thể"],
        [],
        ["Các thôn"],
    ]


@pytest.mark.parametrize("line", ["STT", "TT\nMột\nHai", "STT\nViệc\nAi\n1\nDọn kênh"])
def test_what_only_begins_like_such_a_table_stays_lines(line: str) -> None:
    one, *_ = _read(f"- Công an xã sửa loa truyền thanh, xong trước 30/6/2025.\n{line}\n")
    assert one.leads[0].words == "Công an xã"


def test_a_bullet_with_a_colon_opens_the_numbers_under_it() -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry({6: "Văn hóa", 10: "Thu nhập"}, {})
    text = (
        "Xã có 10 ấp.\n* Các công việc cần làm:\n1. Về văn hóa\n- Sơn nhà văn hóa (Đoàn xã, quý I)"
    )
    (one,) = read_plan(text, register)
    assert (one.criterion, one.leads[0].words, one.deadline_words) == (6, "Đoàn xã", "quý I")


@pytest.mark.parametrize("head", ["STT", "TT"])
def test_a_table_whose_columns_stand_apart_by_blanks_is_read_as_one(head: str) -> None:
    found = _read(
        f"{head}   Nội dung công việc           Chủ trì          Phối hợp       Thời gian\n"
        "1     Vận động hộ dân thôn Hạ      Ông Vũ Văn Hải   MTTQ xã        Tháng 4/2025\n"
        "      hiến đất làm đường                            và các thôn\n"
        "2     Lắp camera an ninh           Công an xã       Các thôn       Quý III/2025\n"
        "Các ngành báo cáo UBND xã trước ngày 25 hằng tháng."
    )
    assert [(one.text, one.deadline_words) for one in found[:2]] == [
        ("Vận động hộ dân thôn Hạ hiến đất làm đường", "Tháng 4/2025"),
        ("Lắp camera an ninh", "Quý III/2025"),
    ]
    assert [one.leads[0].words for one in found[:2]] == ["Ông Vũ Văn Hải", "Công an xã"]
    assert [p.words for p in found[0].partners] == ["MTTQ xã", "các thôn"]


def test_a_month_over_points_is_that_of_those_below_it_alone() -> None:
    found = _read(
        "Tháng 3:\n- Họp Ban chỉ đạo phân công nhiệm vụ (Văn phòng UBND).\n"
        "- Ra quân trồng cây đầu xuân tại thôn Hạ (Đoàn xã).\n"
        "Tháng 4:\n- Khởi công đường trục thôn Hạ (Ban quản lý).\n"
        "Quý III:\n- Sửa sân thể thao (Văn hóa xã).\n"
        "Hằng tháng:\n- Giao ban, báo cáo huyện (Văn phòng UBND).\n"
        "- Dọn vệ sinh (Hội Phụ nữ)."
    )
    times = ["Tháng 3", "Tháng 3", "Tháng 4", "Quý III", "Hằng tháng", "Hằng tháng"]
    assert [one.deadline_words for one in found] == times
    assert found[3].leads[0].words == "Văn hóa xã"


def test_who_took_part_in_a_meeting_is_no_work() -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    text = "I. Thành phần\n1. Ông Nguyễn Văn An - Phó Chủ tịch UBND xã, chủ trì.\n"
    text += "II. Kết luận\n1. Giao Công an xã lắp 5 camera, xong trước 30/6/2025."
    (one,) = read_plan(text, register)
    assert one.leads[0].words == "Công an xã"


def test_the_criterion_of_which_a_point_gives_the_charge_is_that_of_its_work() -> None:
    first, second = _read(
        "1. Bà Lê Thị Bình, công chức Văn hóa: phụ trách tiêu chí số 6; sửa nhà văn hóa thôn Hạ, "
        "xong trong quý II.\n2. Ông Trần Văn Cường: lắp 8 camera, hoàn thành trước 15/7."
    )
    assert (first.criterion, first.text) == (6, "Sửa nhà văn hóa thôn Hạ")
    assert second.criterion is None


def test_large_letters_that_are_the_name_of_a_criterion_head_its_work() -> None:
    first, second = _read("VĂN HÓA\n- Treo 12 băng rôn.\nTHU NHẬP\n- Hội Nông dân mở 2 lớp nghề.")
    assert (first.criterion, second.criterion) == (6, 10)


def test_a_criterion_whose_labels_follow_each_other_in_one_paragraph() -> None:
    first, second, third = _read(
        "Tiêu chí số 6 (Văn hóa): Hiện trạng: 5/7 thôn có nhà văn hóa. Giải pháp: dựng nhà văn hóa "
        "thôn Sao; lắp ghép nhà văn hóa thôn Pìn. Phân công: Phòng Kinh tế. Thời gian: Sao xong "
        "ngày 15/10/2025, Pìn xong ngày 31/10/2025.\n"
        "Tiêu chí số 10 (Thu nhập): Hiện trạng: còn thấp. Giải pháp: trồng thêm 15 ha lê. Phân "
        "công: Hội Nông dân xã. Thời gian: trước ngày 31/8/2025."
    )
    assert [one.text for one in (first, second)] == [
        "Dựng nhà văn hóa thôn Sao",
        "Lắp ghép nhà văn hóa thôn Pìn",
    ]
    times = ["xong ngày 15/10/2025", "xong ngày 31/10/2025", "trước ngày 31/8/2025"]
    assert [one.deadline_words for one in (first, second, third)] == times
    assert [one.criterion for one in (first, second, third)] == [6, 6, 10]
    assert [one.leads[0].words for one in (first, third)] == ["Phòng Kinh tế", "Hội Nông dân xã"]


def test_blocks_of_labels_under_large_headings() -> None:
    first, second = _read(
        "VIỆC 1\nViệc: Rà soát hộ nghèo\nAi làm: Bà Thùy\nAi giúp: Đoàn xã\nXong: 30/11/2024\n"
        "Ghi: tiêu chí 10\nVIỆC 2\nViệc: Xây 4 nhà tạm\nAi làm: Ông Siêng\nXong: 10/10/2024\n"
        "Ghi: tiêu chí 6"
    )
    assert [(one.text, one.criterion) for one in (first, second)] == [
        ("Rà soát hộ nghèo", 10),
        ("Xây 4 nhà tạm", 6),
    ]
    assert [one.words for one in first.partners] == ["Đoàn xã"]
    assert "30/11/2024" in first.deadline_words


def test_an_office_in_large_letters_with_a_name_in_brackets_leads_what_follows() -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.bodies.append(BodyEntry(1, "Phòng Văn hóa - Xã hội", ("VHXH",), 1))
    register.sets[1] = SetEntry({3: "Thủy lợi"}, {"3.2": 3})
    text = "II. NHIỆM VỤ\n* VHXH (c Út Hiền)\n- Gia cố 3 đập, trước 1/12. (3.2)\n- Mở 1 lớp nghề."
    first, second = read_plan(text, register)
    assert [one.leads[0].words for one in (first, second)] == ["VHXH"] * 2
    assert (first.criterion, first.indicator) == (3, "3.2")
