"""Criteria that an old plan names by words: none is taken in silence that the set does not have."""

import pytest

from evidence.intake.reading import Proposal, Register, SetEntry, UnitEntry, read_plan

CRITERIA = {2: "Giao thông", 6: "Văn hóa", 15: "Hành chính công", 17: "Môi trường"}


def _read(text: str) -> list[Proposal]:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry(CRITERIA, {"17.8": 17})
    return read_plan(f"II. NHIỆM VỤ\n{text}", register)


def _criteria(found: list[Proposal]) -> list[tuple[int | None, bool]]:
    return [(one.criterion, "criterion" in one.doubts) for one in found]


def test_a_cell_that_names_no_criterion_of_the_set_is_doubted_with_its_words() -> None:
    found = _read(
        "1. Tiêu chí số 2 - Giao thông\nTT\tTiêu chí\tNội dung\tChủ trì\n"
        "1\tGiao thông\tLàm đường\tCông an xã\n2\tChuyển đổi số\tLắp wifi\tCông an xã\n"
        "3\t\tLắp loa\tCông an xã\n4\tMôi trường\tDọn kênh\tCông an xã"
    )
    assert _criteria(found) == [(2, False), (None, True), (None, True), (17, False)]
    assert "Chuyển đổi số" in found[1].doubts["criterion"]
    assert found[2].words["criterion"] == "Chuyển đổi số"


@pytest.mark.parametrize(
    "head", ["Tiêu chí Chuyển đổi số:", "**Tiêu chí về chuyển đổi số**", "2. Tiêu chí Thủy sản"]
)
def test_a_heading_of_no_criterion_of_the_set_does_not_take_the_one_above(head: str) -> None:
    found = _read(f"1. Tiêu chí số 2 - Giao thông\n- Làm đường.\n{head}\n- Lắp 5 điểm wifi.")
    assert _criteria(found) == [(2, False), (None, True)]


def test_a_name_that_is_only_near_is_doubted_with_its_words_and_what_it_was_taken_for() -> None:
    (one,) = _read("1. Tiêu chí Môi trường sống\n- Dọn kênh.")
    assert one.criterion == 17
    assert "Môi trường sống" in one.doubts["criterion"]
    assert "17" in one.doubts["criterion"]


@pytest.mark.parametrize(
    ("words", "criterion", "is_doubted"),
    [
        ("(tiêu chí Môi trường)", 17, False),
        ("(tiêu chí Chuyển đổi số)", 2, True),
        ("(TC 25)", 2, True),
        ("(tiêu chí nâng cao)", 2, False),
        ("(TC 17)", 17, False),
    ],
)
def test_a_criterion_in_brackets_is_not_dropped(
    words: str, criterion: int, is_doubted: bool
) -> None:
    (one,) = _read(f"1. Tiêu chí số 2 - Giao thông\n- Lắp wifi {words}, xong trong tháng 5.")
    assert (one.criterion, "criterion" in one.doubts) == (criterion, is_doubted)


@pytest.mark.parametrize(("words", "criterion"), [("Giao thông", 2), ("Chuyển đổi số", None)])
def test_a_label_names_the_criterion_of_the_work_before_it(
    words: str, criterion: int | None
) -> None:
    (one,) = _read(f"1. Lắp wifi.\nTiêu chí: {words}")
    assert (one.criterion, "criterion" in one.doubts) == (criterion, criterion is None)


@pytest.mark.parametrize(
    ("head", "is_doubted"),
    [
        ("Tiêu chí số 6 - Chuyển đổi số", True),
        ("Tiêu chí số 6 - Văn hóa, thể thao", False),
        ("TC6 - Đời sống văn hóa", False),
        ("TC15 HCC", False),
    ],
)
def test_a_name_that_is_not_that_of_the_number_beside_it_is_doubted(
    head: str, is_doubted: bool
) -> None:
    (one,) = _read(f"1. {head}\n- Lắp wifi.")
    assert one.criterion in {6, 15}
    assert ("criterion" in one.doubts) == is_doubted


def test_each_criterion_that_a_conclusion_names_by_its_name_heads_its_own_work() -> None:
    found = _read(
        "2. Các phần việc:\n"
        "2.1. Đối với tiêu chí Giao thông: giao Công an xã sửa cầu, xong tháng 5.\n"
        "2.2. Đối với tiêu chí Chuyển đổi số: Đoàn xã lắp wifi, xong tháng 6.\n"
        "2.3. Đối với tiêu chí Môi trường: Hội Nông dân xã dọn kênh, xong tháng 7.\n"
        "3. Văn phòng UBND xã báo cáo kết quả về tỉnh vào ngày 20 hằng tháng."
    )
    assert _criteria(found) == [(2, False), (None, True), (17, False), (None, False)]


def test_a_part_of_a_criterion_that_is_named_is_no_heading_of_a_doubtful_one() -> None:
    found = _read(
        "1. Tiêu chí 17 - Môi trường\n1.1. Rác thải\n- Dọn kênh, xong tháng 5.\n"
        "1.2. Nước sạch\n- Đấu nối nước sạch cho 210 hộ, xong tháng 6."
    )
    assert _criteria(found) == [(17, False), (17, False)]


def test_two_criteria_beside_each_other_give_the_first_and_a_doubt() -> None:
    found = _read(
        "TT\tTiêu chí\tNội dung\tChủ trì\n1\t17, 2\tDọn kênh\tCông an xã\n"
        "2\tTC17 + TC2\tDọn chợ\tCông an xã\n3\tTiêu chí 2 và tiêu chí 17\tDọn bến\tCông an xã"
    )
    assert _criteria(found) == [(17, True), (17, True), (2, True)]
    (one,) = _read("- Hội Nông dân thu gom rác. TC 17, 2.")
    assert _criteria([one]) == [(17, True)]


def test_a_content_of_a_criterion_is_its_indicator() -> None:
    found = _read(
        "1. Tiêu chí 17. Môi trường\na) Nội dung 17.3: Giao Công an xã thu gom rác.\n"
        "b) Nội dung tiêu chí số 17.4: Công an xã dọn chợ.\nc) Nội dung 2.1: Công an xã dọn bến."
    )
    assert [one.indicator for one in found] == ["17.3", "17.4", ""]


def test_a_code_may_end_its_sentence() -> None:
    (one,) = _read("- Công an xã kiểm tra trang trại, chỉ tiêu 17.8.")
    assert one.indicator == "17.8"
