"""How officials give work in one line: steps, charges, helpers, titles, a village apart."""

import pytest

from evidence.intake.reading import Proposal, Register, SetEntry, UnitEntry, read_plan


def _read(text: str) -> list[Proposal]:
    units = [UnitEntry(1, "xã", "An Bình", is_commune=True), UnitEntry(2, "xóm", "Nà Lòa")]
    register = Register(units)
    register.sets[1] = SetEntry({2: "Giao thông", 17: "Môi trường", 18: "Chất lượng sống"})
    return read_plan(text, register)


def _leads(one: Proposal) -> list[str]:
    return [name.words for name in one.leads]


def test_a_step_named_by_its_verb_alone_is_of_the_work_before_it() -> None:
    (one,) = _read(
        "II. NHIỆM VỤ\n- Mở rộng đường thôn 3, giải phóng mặt bằng trong tháng 3/2024, thi công "
        "xong trước 30/6/2024."
    )
    assert one.deadline_words == "xong trước 30/6/2024"
    assert one.doubts["deadline_words"]


def test_who_is_in_charge_and_who_does_it_are_both_named() -> None:
    (one,) = _read(
        "II. NHIỆM VỤ\n- Mở rộng đường thôn 3, xong trước 30/6. Phân công đ/c Khuê phó chủ tịch "
        "phụ trách, đ/c Mến công chức địa chính thực hiện."
    )
    assert _leads(one) == ["đ/c Khuê phó chủ tịch", "đ/c Mến công chức địa chính"]
    assert one.doubts["leads"]


def test_a_sentence_of_who_helps_adds_to_the_work_before_it() -> None:
    (one,) = _read(
        "II. NHIỆM VỤ\n- Xây dựng 02 vườn mẫu. Hội Nông dân xã hướng dẫn, hoàn thành tháng 8/2025."
    )
    assert (_leads(one), one.deadline_words) == (["Hội Nông dân xã"], "hoàn thành tháng 8/2025")


def test_a_time_behind_its_own_semicolon_is_of_all_parts() -> None:
    found = _read(
        "II. NHIỆM VỤ\n- Lát sân nhà văn hóa; Mặt trận thôn vận động ủng hộ; chậm nhất đến "
        "30/6/2025 phải xong."
    )
    assert {one.deadline_words for one in found} == {"chậm nhất đến 30/6/2025"}
    assert found[0].doubts["deadline_words"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Đ/c Thụy - Chủ tịch UBND xã: Chỉ đạo chung.",
        "1. Đ/c Lương - PCT: chỉ đạo trực tiếp nhóm tiêu chí văn hóa - xã hội (TC 5, 6, 14).",
    ],
)
def test_a_charge_is_no_work(text: str) -> None:
    assert _read(f"II. NHIỆM VỤ\n{text}") == []


def test_whoever_has_a_charge_leads_the_work_behind_it() -> None:
    (one,) = _read(
        "II. PHÂN CÔNG\n1. Đồng chí Danh Thị Rây - Phó Chủ tịch UBND xã: chỉ đạo các tiêu chí 2, "
        "17; chủ trì họp giao ban hằng tháng."
    )
    assert _leads(one) == ["Đồng chí Danh Thị Rây - Phó Chủ tịch UBND xã"]


def test_the_title_of_the_paper_opens_no_part() -> None:
    found = _read(
        "KẾ HOẠCH PHÂN CÔNG NHIỆM VỤ\nThực hiện các tiêu chí năm 2025\n"
        "1. Hội Phụ nữ xã\n- TC 18: Làm 22 nhà tiêu, xong trước 30/9.\n"
        "2. Đoàn xã: TC 17: Mỗi chi đoàn nhận 01 tuyến đường tự quản.\n"
        "3. Trưởng các xóm\n- Thu quỹ làm đường, xong trong tháng 7.\n"
        "- Riêng xóm Nà Lòa: giải phóng mặt bằng sân thể thao trước 30/4.\n"
        "Thời gian tổng hợp hồ sơ: Văn phòng UBND xã hoàn thành trước ngày 31/10/2025."
    )
    assert [(one.unit, one.criterion, *_leads(one)) for one in found] == [
        (1, 18, "Hội Phụ nữ xã"),
        (1, 17, "Đoàn xã"),
        (1, None, "Trưởng các xóm"),
        (2, None, "Trưởng các xóm"),
        (1, None, "Văn phòng UBND xã"),
    ]


def test_work_done_once_a_day_has_its_rhythm() -> None:
    (one,) = _read("II. NHIỆM VỤ\n- Thu gom, vận chuyển rác ngày 1 lần.")
    assert one.deadline_words == "ngày 1 lần"


def test_who_is_in_charge_of_a_village_is_no_work() -> None:
    assert _read("II. PHÂN CÔNG NHIỆM VỤ\n- Xóm Nà Lòa: đ/c Út (PCT); xóm Kinh Ba: đ/c Tươi.") == []


def test_a_branch_of_the_commune_leads_another_helps_and_its_second_work_has_its_own_time() -> None:
    found = _read(
        "II. NHIỆM VỤ\n- Ngành Y tế cùng Chi hội Phụ nữ kiểm tra cầu tiêu, lập danh sách xong "
        "trước 20/5; đến hết quý III vận động tháo dỡ.\n"
        "- Hội Nông dân kết hợp Tổ Khuyến nông mở hội thảo trong tháng 5."
    )
    assert [(_leads(one), one.deadline_words) for one in found] == [
        (["Ngành Y tế"], "xong trước 20/5"),
        (["Ngành Y tế"], "đến hết quý III"),
        (["Hội Nông dân"], "trong tháng 5"),
    ]
    assert [[name.words for name in one.partners] for one in found] == [
        ["Chi hội Phụ nữ"],
        [],
        ["Tổ Khuyến nông"],
    ]


def test_what_is_already_decided_in_brackets_leaves_the_work() -> None:
    (one,) = _read(
        "II. NHIỆM VỤ\n- Hiện trạng: 37% số hộ chưa phân loại rác.\n"
        "- Trạm Y tế đề xuất sửa phòng tiêm (đã có chủ trương của huyện), thi công dịp hè."
    )
    assert _leads(one) == ["Trạm Y tế"]


def test_work_that_begins_with_a_colon_is_read() -> None:
    (one,) = _read("II. NHIỆM VỤ\n- : Dọn kênh nội đồng, xong trước 30/6.")
    assert one.deadline_words == "xong trước 30/6"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Mở 02 lớp trồng nấm (lớp 1 tháng 5, lớp 2 tháng 9).", "tháng 9"),
        ("Mở 02 lớp trồng nấm: lớp 1 tháng 5, lớp 2 tháng 9.", "tháng 9"),
        ("Mở 02 lớp trồng nấm, lần 1 ngày 5/6, lần 2 ngày 20/9.", "ngày 20/9"),
    ],
)
def test_the_times_of_numbered_rounds_are_of_one_work(text: str, time: str) -> None:
    (one,) = _read(f"II. NHIỆM VỤ\n- {text}")
    assert (one.text, one.deadline_words) == ("Mở 02 lớp trồng nấm", time)
    assert one.doubts["deadline_words"]


@pytest.mark.parametrize(
    "title",
    [
        "KẾ HOẠCH 60 ngày đêm hoàn thành tiêu chí (từ 01/4 đến 30/5/2025)",
        "KẾ HOẠCH\nCao điểm 60 ngày đêm (từ 01/4 đến 30/5/2025)",
    ],
)
def test_a_title_with_its_time_is_no_work(title: str) -> None:
    (one,) = _read(f"ỦY BAN NHÂN DÂN XÃ\n{title}\n- Sửa cầu, xong trước 30/6.")
    assert one.text == "Sửa cầu"


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("Công an xã cùng ban nhân dân ấp dọn rác", "ban nhân dân ấp"),
        ("Hội Nông dân xã cùng chùa Prek trồng cây", "chùa Prek"),
        ("Hội Phụ nữ xã phối hợp chùa Ông Mek trồng hoa", "chùa Ông Mek"),
    ],
)
def test_a_pagoda_and_the_board_of_a_hamlet_support(text: str, partner: str) -> None:
    (one,) = _read(f"II. NHIỆM VỤ\n- {text}, xong trước 30/6.")
    assert [name.words for name in one.partners] == [partner]


def test_a_criterion_without_a_mark_is_for_whoever_heads_it() -> None:
    one, two = _read(
        "III. PHÂN CÔNG\n5. Ban Công an xã\nTiêu chí số 17: Thu gom rác ven đường, xong 30/6.\n"
        "6. Trạm Y tế\nTiêu chí số 18: Lấy 4 mẫu nước; xong quý III."
    )
    assert (_leads(one), _leads(two)) == (["Ban Công an xã"], ["Trạm Y tế"])
    assert (one.criterion, two.criterion) == (17, 18)


def test_a_day_ends_the_work_that_speaks_of_the_end_of_the_year() -> None:
    (one,) = _read("II. NHIỆM VỤ\n- Rà soát hộ nghèo cuối năm, phối hợp các xóm, trước ngày 11/11.")
    assert one.deadline_words == "trước ngày 11/11"


def test_that_month_is_the_one_of_the_heading() -> None:
    (one,) = _read(
        "II. LỘ TRÌNH\nTháng 3/2026\n- Rà soát hộ vay vốn: Hội Phụ nữ chủ trì; xong trong tháng."
    )
    assert one.deadline_words == "Tháng 3/2026"


def test_a_table_with_bars_but_none_around_keeps_its_empty_cells() -> None:
    one, two = _read(
        "III. NHIỆM VỤ\nTT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn\nI | Giao thông | | |\n"
        "1 | Đổ 2 km đường | Công an xã | | Tháng 6\n2 | Trồng cây | Trạm Y tế | | Quý III"
    )
    assert [_leads(made) for made in (one, two)] == [["Công an xã"], ["Trạm Y tế"]]


def test_who_only_helps_at_the_end_of_a_label_leads_nothing() -> None:
    (one,) = _read(
        "II. NHIỆM VỤ\n- Đấu nối nước sạch. Người thực hiện: anh Hậu, Hội Phụ nữ phối hợp. Hoàn "
        "thành: trước 01/12."
    )
    assert _leads(one) == ["anh Hậu"]
    assert [name.words for name in one.partners] == ["Hội Phụ nữ"]


def test_an_office_that_has_a_duty_leads_what_stands_under_it() -> None:
    one, two = _read(
        "II. NHIỆM VỤ\n4. Trạm Y tế xã có trách nhiệm:\n- Tiêu chí Môi trường: Lấy 4 mẫu nước, "
        "xong 30/6.\n- Phun thuốc diệt muỗi, xong quý III."
    )
    assert (_leads(one), _leads(two)) == (["Trạm Y tế xã"], ["Trạm Y tế xã"])
