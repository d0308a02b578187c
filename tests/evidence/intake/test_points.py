"""What the sentences of one point, and lists of who is in charge, give to the works of a plan."""

import pytest

from evidence.intake.reading import (
    Proposal,
    Register,
    SetEntry,
    UnitEntry,
    read_plan,
)


def _read(text: str) -> list[Proposal]:
    units = [UnitEntry(1, "xã", "An Bình", is_commune=True), UnitEntry(2, "làng", "Bang")]
    register = Register(units)
    names = {2: "Giao thông", 5: "Trường học", 9: "Nhà ở dân cư", 17: "Môi trường"}
    register.sets[1] = SetEntry(names, {})
    return read_plan(f"II. NHIỆM VỤ\n{text}", register)


def _leads(one: Proposal) -> list[str]:
    return [lead.words for lead in one.leads]


def test_whoever_is_in_charge_of_listed_criteria_leads_what_nobody_leads() -> None:
    first, second, third = _read(
        "- Sửa 2 km đường (tiêu chí 2).\n- Hội Phụ nữ trồng hoa (tiêu chí 17).\n"
        "- Ra quân dọn kênh, gắn với tiêu chí 17.\n"
        "III. PHÂN CÔNG\n1. Ông Bùi Tá Lực - Phó Chủ tịch: trực tiếp theo dõi tiêu chí 2, 17.\n"
        "2. Công chức Địa chính: phụ trách tiêu chí 2.\n3. Trạm Y tế: phụ trách các tiêu chí 5, 17."
    )[:3]
    assert (first.criterion, _leads(first)) == (2, ["Công chức Địa chính"])
    assert _leads(second) == ["Hội Phụ nữ"]
    assert (third.criterion, _leads(third)) == (17, ["Trạm Y tế"])


def test_several_criteria_in_passing_are_none() -> None:
    (work,) = _read("- Hội Nông dân rà soát hồ sơ các tiêu chí 2, 17, xong trước 30/6.")
    assert work.criterion is None
    pair, bracketed = _read(
        "- Hội Nông dân thu gom rác, phục vụ TC 2, 17.\n- Thu gom vỏ chai (TC 17 và 2)."
    )
    assert [(one.criterion, bool(one.doubts["criterion"])) for one in (pair, bracketed)] == [
        (2, True),
        (17, True),
    ]


def test_work_waits_for_money_or_a_condition() -> None:
    (work,) = _read(
        "- Xây sân chơi xong trong quý III. Chờ vốn huyện, nếu chưa có thì chuyển sang năm sau."
    )
    assert work.deadline_words == "xong trong quý III"
    kept, given = _read(
        "- Hội Nông dân cho vay, xong trước 30/6. Nếu hộ không đối ứng được thì chi bộ thôn "
        "cử đảng viên giúp."
    )
    assert (_leads(kept), _leads(given)) == (["Hội Nông dân"], ["chi bộ thôn"])


def test_a_label_outweighs_what_the_sentence_begins_with() -> None:
    (work,) = _read("- Trường Mầm non xây 2 phòng học. Chủ đầu tư: UBND xã.")
    assert _leads(work) == ["UBND xã"]


def test_the_time_behind_is_of_the_work_that_a_later_sentence_gives() -> None:
    work = _read(
        "- Làm 420 m đường. Giao ông Hyư hướng dẫn kỹ thuật; làng huy động ngày công, hoàn thành "
        "trong tháng 4."
    )[0]
    assert (_leads(work), work.deadline_words) == (["ông Hyư"], "hoàn thành trong tháng 4")
    assert work.doubts["deadline_words"]


def test_why_so_soon_is_no_work() -> None:
    (work,) = _read(
        "- Làm 1,3 km đường; xóm 4, xóm 6 làm chủ đầu tư, hoàn thành trước 19/5 để chào mừng ngày "
        "sinh nhật Bác."
    )
    assert _leads(work) == ["xóm 4", "xóm 6"]


def test_a_name_behind_a_dash_is_no_end_of_the_road() -> None:
    (work,) = _read("- Trồng cây dọc đường làng - Chi đoàn làng Bang làm trong tháng 3.")
    assert _leads(work) == ["Chi đoàn làng Bang"]


def test_a_place_named_as_a_time_is_none() -> None:
    (work,) = _read("4. Cô Mộng - Công chức Văn hóa:\n- Cắm biển ở ấp Kênh Giữa, xong trước 30/9.")
    assert (work.deadline_words, len(work.leads)) == ("xong trước 30/9", 1)


def test_a_part_of_one_name_alone_is_that_criterion() -> None:
    (work,) = _read("Tiêu chí Nhà ở: Mặt trận Tổ quốc vận động sửa 5 nhà, xong trước 30/8.")
    assert work.criterion == 9
    assert "Nhà ở dân cư" in work.doubts["criterion"]


def test_a_table_of_two_columns_puts_people_in_charge_of_criteria() -> None:
    found = _read(
        "- Mở rộng đường (tiêu chí 2).\n- Trồng hoa ven đường (tiêu chí 17).\n\n"
        "Người phụ trách\tTiêu chí phụ trách\nĐ/c Lê Văn Ba, công chức Địa chính\tTiêu chí 2, 17"
    )
    assert [[name.words for name in one.leads] for one in found] == [
        ["Đ/c Lê Văn Ba, công chức Địa chính"]
    ] * 2


def test_a_charge_may_state_until_when() -> None:
    (one,) = _read(
        "1. Làm đường (tiêu chí 2).\n"
        "7. Đ/c Lê Văn Ba - Trưởng Công an xã: phụ trách tiêu chí 2, 6 tháng đầu năm."
    )
    assert one.leads[0].words == "Đ/c Lê Văn Ba - Trưởng Công an xã"
    assert one.deadline_words == "6 tháng đầu năm"


def test_a_sentence_that_gives_the_work_is_of_the_same_criterion() -> None:
    found = _read("1. Xây cổng (tiêu chí 2). Giao Ban nhân dân ấp vận động, xong cuối tháng 6.")
    assert {one.criterion for one in found} == {2}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trường học lập báo cáo tự đánh giá. Báo cáo gửi xã trước 25/4.", ["trước 25/4"]),
        ("Hội Nông dân lập mã vùng 15 ha. Việc cấp mã hoàn thành trong quý IV.", ["quý IV"]),
        ("Hội Phụ nữ dựng 18 căn nhà. Khởi công ngày 15/3, bàn giao trước 30/6.", ["trước 30/6"]),
        (
            "Mặt trận xã vận động giúp dân. Khởi công ngày 30/4, xong 14 nhà trước 30/9.",
            ["trước 30/9"],
        ),
        ("Lắp 40 camera trong quý IV. Sản phẩm: biên bản nghiệm thu.", ["quý IV"]),
        ("Lắp 40 camera trong năm 2026, giai đoạn 1 xong trước 30/4/2026.", ["năm 2026"]),
        (
            "Kế toán hướng dẫn thanh toán. Việc quyết toán công trình xong trước 31/12.",
            ["", "31/12"],
        ),
        ("Kế toán chia vốn, trình HĐND xã tại kỳ họp tháng 7/2024.", ["tháng 7/2024"]),
        ("Lập hồ sơ công nhận. Thời hạn nộp hồ sơ về huyện: 15/12/2024.", ["15/12/2024"]),
        ("Vét 2 km mương; Hội Nông dân huy động 90 công, làm xong trong tháng 3.", ["tháng 3"] * 2),
        ("Trạm Y tế khám người già. Tổ chức hội thi trong tháng 5.", ["", "tháng 5"]),
        ("Trạm Y tế khám người già. Mỗi quý họp một lần.", ["", "Mỗi quý"]),
        ("Nối nước 210 hộ, riêng thôn Đông xong trong tháng 9.", [""]),
        ("Các ngành gửi hồ sơ trước 20/8, Văn phòng trình trước 15/9.", ["20/8", "15/9"]),
        ("Họp dân bàn mức đóng góp; công khai thu chi hằng quý.", ["", "hằng quý"]),
    ],
)
def test_a_later_sentence_gives_its_time_to_the_work_that_it_speaks_of(
    text: str, words: list[str]
) -> None:
    found = [one.deadline_words for one in _read(f"- {text}")]
    assert len(found) == len(words)
    assert all(
        one.endswith(word) if word else not one for one, word in zip(found, words, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Khu thể thao: Hội Nông dân xã san 300 m2 sân.", "Hội Nông dân xã"),
        ("Hằng tuần Trạm Y tế xã báo cáo tiến độ.", "Trạm Y tế xã"),
        ("Đồng chí Phó Chủ tịch UBND xã Lê Văn An chỉ đạo nạo vét 2 km kênh.", "Lê Văn An"),
        ("Các xóm Đông, Đoài làm 2 km hàng rào.", "Đoài"),
    ],
)
def test_who_leads_behind_a_topic_a_rhythm_or_a_title(text: str, lead: str) -> None:
    (one,) = _read(f"- {text}")
    assert lead in " ".join(_leads(one))


def test_how_far_work_is_to_go_makes_it_no_result() -> None:
    units = [UnitEntry(1, "xã", "An Bình", is_commune=True)]
    text = "- Vận động mua bảo hiểm y tế hộ gia đình đạt 95%.\n- Tỷ lệ bảo hiểm y tế đạt 95%."
    found = read_plan(f"II. NHIỆM VỤ\n{text}", Register(units))
    assert [one.text for one in found] == ["Vận động mua bảo hiểm y tế hộ gia đình đạt 95%"]


def test_whoever_has_several_criteria_gives_none_to_a_point_that_names_none() -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry({17: "Môi trường", 18: "Nước sạch"}, {})
    text = "1. Bà Phan Thị Hoài - Chủ tịch Hội Phụ nữ, phụ trách tiêu chí 17, tiêu chí 18:\n"
    text += "- Tiêu chí 17: Xây 120 hố rác, xong 30/6.\n- Ra quân dọn vệ sinh hằng tháng."
    found = read_plan(f"PHÂN CÔNG NHIỆM VỤ\n{text}", register)
    assert [one.criterion for one in found] == [17, None]


@pytest.mark.parametrize(
    "line",
    [
        "Rà soát nội dung hương ước các thôn.",
        "Công an xã phân công lực lượng tuần tra ban đêm.",
        "Hội Phụ nữ đánh giá kết quả phân loại rác của các hộ.",
        "Yêu cầu các hộ ký cam kết bảo vệ môi trường.",
    ],
)
@pytest.mark.parametrize("mark", ["2.", "1.2.", "-"])
def test_a_sentence_of_work_is_no_heading_by_a_word_of_it(mark: str, line: str) -> None:
    first = mark.replace("2", "1")
    found = _read(f"{first} Mua máy bơm cho trạm.\n{mark} {line}\n{mark} Sửa cống Đồng Lớn.")
    assert len(found) == 3


def test_who_leads_the_people_is_not_who_leads_the_work() -> None:
    (one,) = _read("- Chi bộ lãnh đạo, Ban công tác Mặt trận chủ trì sơn tường rào.")
    assert _leads(one) == ["Ban công tác Mặt trận"]
    assert one.text == "Sơn tường rào"


def test_what_is_counted_before_a_dash_does_not_do_the_work() -> None:
    (one,) = _read("- Lập mới 01 HTX, 02 tổ hợp tác - chị Bình theo dõi.")
    assert _leads(one) == ["chị Bình"]
    assert one.text == "Lập mới 01 HTX, 02 tổ hợp tác"


def test_the_time_before_a_colon_is_that_of_each_work_behind_it() -> None:
    months = (
        "Tháng 4/2025:",
        "a) Sửa cầu.",
        "Tháng 5 - tháng 6/2025: Hội Phụ nữ trồng hoa; Công an xã lắp đèn.",
    )
    assert [(one.text, one.deadline_words) for one in _read("\n".join(months))] == [
        ("Sửa cầu", "Tháng 4/2025"),
        ("Trồng hoa", "Tháng 5 - tháng 6/2025"),
        ("Lắp đèn", "Tháng 5 - tháng 6/2025"),
    ]


def test_a_doubt_names_the_day_of_the_plan_s_own_year() -> None:
    (one,) = _read("- Công an xã lắp đèn, xong đầu tháng 6.")
    assert "30/6/2025" in one.doubts_in(2025)["deadline_words"]


def test_money_behind_its_label_is_no_work_and_takes_no_time() -> None:
    (one,) = _read(
        "1/ Đường\nNội dung: Đổ bê tông 620 m ngõ.\nVốn: xi măng tỉnh cấp 85 tấn, dân góp công.\n"
        "Phụ trách: chị Sương (công chức NN).\nThời hạn: xong trước 30/9."
    )
    assert (one.text, one.deadline_words) == ("Đổ bê tông 620 m ngõ", "xong trước 30/9")
    assert _leads(one) == ["chị Sương (công chức NN)"]


def test_an_office_written_short_is_no_end_of_a_sentence() -> None:
    _, given = _read("- Cấp mã vùng trồng. P. NN&MT huyện cấp giống cây.")
    assert (_leads(given), given.text) == (["P. NN&MT huyện"], "Cấp giống cây")


def test_what_is_threatened_is_no_work() -> None:
    (one,) = _read("- Sửa cầu.\n- Đơn vị nào để tiêu chí không đạt thì không xét thi đua.")
    assert one.text == "Sửa cầu"


def test_a_bracket_that_loses_its_first_name_is_closed_up() -> None:
    (one,) = _read("- Nạo vét mương (Hội Nông dân làm, ông Lợi đôn đốc) trước 20/12.")
    assert one.text == "Nạo vét mương (ông Lợi đôn đốc)"
