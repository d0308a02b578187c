"""Headings and lines that other clerks write: who and when under the work, names of criteria."""

import pytest

from evidence.intake.reading import Proposal, Register, SetEntry, UnitEntry, read_plan

NAMES = {2: "Giao thông", 5: "Văn hóa, giáo dục, y tế", 6: "Trường học", 17: "Môi trường"}


def _plan(text: str) -> list[Proposal]:
    units = [UnitEntry(1, "xã", "An Bình", is_commune=True), UnitEntry(2, "thôn", "Đông")]
    register = Register(units)
    register.sets = {1: SetEntry(NAMES, {}), 2: SetEntry({2: "Môi trường", 17: "Điện"}, {})}
    return read_plan(text, register)


def _read(text: str) -> list[Proposal]:
    return _plan(f"II. NHIỆM VỤ\n{text}")


def _who(one: Proposal) -> tuple[list[str], list[str], str]:
    leads, partners = [n.words for n in one.leads], [n.words for n in one.partners]
    return leads, partners, one.deadline_words


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("* Giao thông - tiêu chí 2", 2),
        ("II.1. TIÊU CHÍ MÔI TRƯỜNG", 17),
        ("1. Thực hiện tiêu chí Môi trường", 17),
        ("1. Tiêu chí Văn hóa, y tế", 5),
        ("1. Lãnh đạo thực hiện tiêu chí số 17 (Môi trường)", 17),
    ],
)
def test_a_criterion_is_named_by_its_name(head: str, number: int) -> None:
    (work,) = _read(f"{head}\nXây 2 điểm tập kết, xong trong tháng 5/2025.")
    assert work.criterion == number


def test_the_name_of_a_criterion_leads_nothing() -> None:
    (work,) = _read("Tiêu chí số 6: Trường học\nNội dung: Làm mái che sân chơi.")
    assert (work.criterion, work.leads) == (6, [])


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (
            "Giao cho: Đ/c Lan. Cùng phối hợp: Trưởng thôn Đông.\nXong trước: ngày 16/3/2025.",
            (["Đ/c Lan"], ["Trưởng thôn Đông"], "trước ngày 16/3/2025"),
        ),
        ("c) Phân công phụ trách: Trạm Y tế.", (["Trạm Y tế"], [], "")),
        (
            "* Ai làm: Đ/c Thoan; cùng làm: bản Huổi Tao.\n* Bao giờ xong: tháng 11/2025.",
            (["Đ/c Thoan"], ["bản Huổi Tao"], "tháng 11/2025"),
        ),
        ("Thực hiện: thường xuyên.", ([], [], "thường xuyên")),
    ],
)
def test_lines_under_the_work_say_who_and_when(
    lines: str, read: tuple[list[str], list[str], str]
) -> None:
    (work,) = _read(f"- Làm 400 m đường.\n{lines}")
    assert _who(work) == read


def test_a_line_of_its_own_outweighs_the_words_of_the_work() -> None:
    (work,) = _read(
        "- Đề nghị Điện lực thay dây theo quy hoạch đến năm 2030.\n"
        "- Chủ trì: bà Ngân.\n- Thời gian: tháng 10/2025."
    )
    assert _who(work) == (["bà Ngân"], [], "tháng 10/2025")


def test_a_level_is_work_where_somebody_is_named_under_it() -> None:
    (work,) = _read("- Tỷ lệ hòa giải thành đạt trên 90%.\n- Trách nhiệm: công chức Tư pháp.")
    assert [lead.words for lead in work.leads] == ["công chức Tư pháp"]
    assert _read("- Tỷ lệ hòa giải thành đạt trên 90%.\n- Năm 2024 xã đã đạt 85%.") == []


def test_brackets_behind_the_work_say_who_and_when() -> None:
    (work,) = _read("- Trồng 2 km hoa. *(Đ/c Lan phụ trách; hoàn thành trong quý II/2025)*")
    assert _who(work) == (["Đ/c Lan"], [], "hoàn thành trong quý II/2025")
    (other,) = _read("- Lấy mẫu nước trong quý I. (Mai Văn Tình chủ trì, Nhà máy nước phối hợp)")
    assert _who(other) == (["Mai Văn Tình"], ["Nhà máy nước"], "trong quý I")


def test_whoever_supports_is_named_before_the_colon() -> None:
    (work,) = _read("- Công an xã chủ trì, Trạm Y tế phối hợp: Kiểm tra bếp ăn. Xong tháng 5/2025.")
    assert _who(work) == (["Công an xã"], ["Trạm Y tế"], "Xong tháng 5/2025")


def test_the_end_outweighs_a_time_in_passing() -> None:
    (work,) = _read("- Rà soát hộ nghèo cuối năm. Hoàn thành chậm nhất ngày 15/10/2025.")
    assert work.deadline_words == "Hoàn thành chậm nhất ngày 15/10/2025"


def test_what_a_table_says_once_more_is_read_once() -> None:
    (work,) = _plan(
        "II. NHIỆM VỤ\n1. Giao thông: Làm 400 m đường.\nPHỤ LỤC\n"
        "| STT | Nhiệm vụ | Tiêu chí | Chủ trì | Thời hạn |\n"
        "| 1 | Làm 400 m đường | 2 | Công an xã | 30/6/2025 |"
    )
    assert _who(work) == (["Công an xã"], [], "30/6/2025")


def test_the_plan_of_the_commune_for_one_village() -> None:
    text = (
        "UBND XÃ AN BÌNH\nKẾ HOẠCH\nXây dựng thôn Đông đạt chuẩn thôn nông thôn mới kiểu mẫu\n"
        "III. NỘI DUNG\n1. Môi trường (tiêu chí số 2)\n- Trồng hoa, xong trong tháng 5/2025.\n"
        "IV. TỔ CHỨC THỰC HIỆN\n1. Công chức Địa chính kiểm tra hồ sơ trong tháng 6/2025."
    )
    assert [(one.unit, one.criterion) for one in _plan(text)] == [(2, 2), (1, None)]
    both = text.replace("thôn Đông", "nông thôn mới xã An Bình và thôn Đông")
    assert {one.unit for one in _plan(both)} == {1}


def test_short_lines_that_end_are_no_broken_ones() -> None:
    works = _read(
        "".join(
            f"Nhiệm vụ {n}: Nạo vét tuyến kênh cấp ba số {n} qua cánh đồng lớn.\n"
            f"- Chủ trì thực hiện: Hội Nông dân xã.\n- Thời gian: tháng {n}/2025.\n"
            for n in range(1, 6)
        )
    )
    assert [one.deadline_words for one in works] == [f"tháng {n}/2025" for n in range(1, 6)]


def test_a_village_begins_with_a_large_letter() -> None:
    one, other = _read(
        "1. Thôn Đông đạt chuẩn nông thôn mới\nThôn đã đạt 10/12 tiêu chí, còn 02 tiêu chí:\n"
        "*- Tiêu chí số 2 - Môi trường:\n- Giao Hội Phụ nữ phân loại rác.\n"
        "*- Tiêu chí số 17 - Điện:\n- Giao Công an xã lắp đèn."
    )
    assert (one.unit, other.unit) == (2, 2)


@pytest.mark.parametrize(
    ("head", "number"),
    [("4. Về trường lớp", 6), ("4. Đường giao thông", 2), ("4. Về lễ hội", None)],
)
def test_a_numbered_heading_calls_a_criterion_as_people_do(head: str, number: int | None) -> None:
    (work,) = _read(f"{head}: Xây 2 bờ kè, xong trong tháng 5/2025.")
    assert work.criterion == number


def test_the_quarter_of_a_heading_is_until_when() -> None:
    first, second = _read(
        "I. NHIỆM VỤ QUÝ I/2025\n1. Cắm mốc quy hoạch.\n"
        "II. NHIỆM VỤ QUÝ II/2025\n1. Làm 400 m đường, xong trước 15/5/2025."
    )
    assert [first.deadline_words, second.deadline_words] == ["QUÝ I/2025", "xong trước 15/5/2025"]


def test_who_stands_behind_an_arrow() -> None:
    (work,) = _read("- Xử lý nước thải làng nghề -> đ/c Toản (ĐC-MT), dự kiến quý IV/2025.")
    assert _who(work) == (["đ/c Toản (ĐC-MT)"], [], "dự kiến quý IV/2025")


def test_cells_stand_apart_by_semicolons() -> None:
    first, second = _plan(
        "PHỤ LỤC\nTT;Tiêu chí;Nhiệm vụ;Chủ trì;Phối hợp;Thời gian\n"
        "1;2;Lát vỉa hè, trồng cây;Đ/c Sáng;thôn Đông;Quý III\n"
        "2;17;Thu gom rác nhựa;Hội Phụ nữ;;Hằng tuần"
    )
    assert (first.criterion, *_who(first)) == (2, ["Đ/c Sáng"], ["thôn Đông"], "Quý III")
    assert (second.criterion, *_who(second)) == (17, ["Hội Phụ nữ"], [], "Hằng tuần")


def test_an_indicator_and_its_criterion_stand_before_the_colon() -> None:
    (work,) = _read("1. Chỉ tiêu 17.1 (tiêu chí số 17): Trồng 300 cây\n- Chủ trì: Hội Phụ nữ")
    assert (work.criterion, work.indicator, work.text) == (17, "17.1", "Trồng 300 cây")


def test_partners_behind_a_short_form() -> None:
    (work,) = _read("- Thu gom rác. Hội Nông dân chủ trì, p/h VNPT. Mỗi quý 1 lần.")
    assert _who(work) == (["Hội Nông dân"], ["VNPT"], "Mỗi quý 1 lần")


def test_the_last_cell_between_bars_may_be_empty() -> None:
    works = _plan(
        "STT | Tiêu chí | Nội dung | Phụ trách | Thời gian | Ghi chú\n"
        "1 | 2 - Giao thông | Làm 400 m đường | Công an xã | Quý I/2025 | Vốn tỉnh\n"
        "2 | 17 - Môi trường | Trồng 5 km hoa | Hội Phụ nữ | Tháng 4/2025 |\n"
        "3 | 17 - Môi trường | Xóa 2 điểm rác | Trạm Y tế | Tháng 5/2025 |"
    )
    assert [(one.criterion, one.leads[0].words) for one in works] == [
        (2, "Công an xã"),
        (17, "Hội Phụ nữ"),
        (17, "Trạm Y tế"),
    ]


def test_how_it_stands_behind_the_name_of_the_criterion_is_no_work() -> None:
    head = "1. Tiêu chí số 2 - Giao thông: {}\n- Giao Công an xã: kẻ vạch (xong trước 01/6/2025)."
    for state in ("12 hộ thôn Đông chưa lùi cổng.", "Cơ bản đạt.", "Cầu Đông đang hoàn thiện."):
        assert [one.text for one in _read(head.format(state))] == ["Kẻ vạch"]


def test_labels_that_ask_stand_under_their_work() -> None:
    """Numbered in large letters, each with a code and its work; a line begins at each label."""
    text = (
        "VIỆC 1. Chỉ tiêu 17.4 - Xây 320 hố xử lý nước thải của các hộ ở khu dân cư\n"
        "Ai làm: Hội Phụ nữ\nAi phối hợp: Ông Phan Sỹ Quyền, Xóm trưởng xóm Đông\n"
        "Bao giờ xong: Hằng tháng\n"
        "VIỆC 2. Chỉ tiêu 17.9 - Phủ xanh nghĩa trang\nAi làm: Đoàn xã\nBao giờ xong: 25/7/2025"
    )
    first, second = _read(text)
    who = ["Ông Phan Sỹ Quyền", "Xóm trưởng xóm Đông"]
    assert (first.text[:7], _who(first)) == ("Xây 320", (["Hội Phụ nữ"], who, "Hằng tháng"))
    assert (second.text, _who(second)[::2]) == (
        "Phủ xanh nghĩa trang",
        (["Đoàn xã"], "25/7/2025"),
    )


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("Trạm Y tế kiểm tra 35 quán, có Công an xã tham gia (chỉ tiêu 17.10).", "Công an xã"),
        ("Trạm Y tế vận động mua thẻ, Hội Phụ nữ phối hợp (chỉ tiêu 15.1).", "Hội Phụ nữ"),
        ("Giao công chức Địa chính lắp biển báo; Ban Thanh tra nhân dân cùng giám sát.",
         "Ban Thanh tra nhân dân"),
        ("Hội Khuyến học chủ trì, cùng Trung tâm học tập cộng đồng tự chấm điểm.",
         "Trung tâm học tập cộng đồng"),
    ],
)  # fmt: skip
def test_who_takes_part_at_the_end_of_a_sentence_is_a_partner(text: str, partner: str) -> None:
    (one,) = _read(f"- {text}")
    assert _who(one)[1] == [partner]
