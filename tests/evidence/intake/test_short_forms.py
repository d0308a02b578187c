"""Who leads and supports, and for which unit, where an old plan writes short."""

import pytest

from evidence.intake.reading import Proposal, Register, SetEntry, UnitEntry, read_plan

CRITERIA = {2: "Giao thông", 13: "Tổ chức sản xuất", 17: "Môi trường"}


def _read(text: str) -> list[Proposal]:
    units = [UnitEntry(1, "xã", "An Bình", is_commune=True), UnitEntry(2, "bản", "Khoang")]
    register = Register(units)
    register.sets[1] = SetEntry(CRITERIA, {"13.2": 13})
    return read_plan(text, register)


@pytest.mark.parametrize(
    ("work", "lead", "partner"),
    [
        ("Dọn chợ => CA xã, ĐTN p/h, T2.", "CA xã", "ĐTN"),
        ("Dọn chợ (Hội ND; p/h Phòng KT-HT; hết T6).", "Hội ND", "Phòng KT-HT"),
        ("Dọn chợ: Đồn Biên phòng Khoang; p/h Hội ND; T5.", "Đồn Biên phòng Khoang", "Hội ND"),
        ("Dọn chợ - HTX Khoang, Hội ND p/hợp - 31/7", "HTX Khoang", "Hội ND"),
        ("Dọn chợ mỗi tháng: BCH QS phối hợp Công an xã.", "BCH QS", "Công an xã"),
        ("Dọn chợ mỗi quý một lần: Trạm Y tế xã cùng y tế bản.", "Trạm Y tế xã", "y tế bản"),
        ("Dọn chợ. Hội ND làm đầu mối, Đoàn xã giúp ngày công.", "Hội ND", "Đoàn xã"),
        ("Dọn chợ, tháng 8; Chi đoàn bản làm, Hội CCB xã giúp.", "Chi đoàn bản", "Hội CCB xã"),
        ("Dọn chợ vào sáng thứ bảy hằng tuần, Đoàn xã phát động.", "Đoàn xã", ""),
        ("Dọn chợ: chủ nhật xanh hằng tháng, Đoàn TN", "Đoàn TN", ""),
        ("Nộp hồ sơ trực tuyến 80% - Một cửa - 31/12", "Một cửa", ""),
        ("Hội Nông dân xã phối hợp P. NN&MT dọn chợ.", "Hội Nông dân xã", "P. NN&MT"),
        ("Dọn chợ. ĐC Tuấn (CC Nông nghiệp) chủ trì", "ĐC Tuấn (CC Nông nghiệp)", ""),
        ("Dọn chợ, đ/c Thảo ĐCXD phối hợp CCB, xong trong quý II", "đ/c Thảo ĐCXD", "CCB"),
        ("Đ/c Ngân VP-TK trực 1 cửa, hàng tháng báo cáo BCĐ", "Đ/c Ngân VP-TK", ""),
        ("Dọn chợ - VHXH (đ/c Mai) - 30/6/2025", "VHXH (đ/c Mai)", ""),
        ("Kẻ vạch đường-Công an xã", "Công an xã", ""),
        ("Tổ giúp việc BCĐ xã tổng hợp số liệu.", "Tổ giúp việc BCĐ xã", ""),
        ("Giao Tổ giúp việc Ban Chỉ đạo xã rà soát.", "Tổ giúp việc Ban Chỉ đạo xã", ""),
        (
            "Hội ND phối hợp với Xí nghiệp thủy nông huyện, các bản Khoang, Nà Lốc nạo vét mương.",
            "Hội ND",
            "Xí nghiệp thủy nông huyện; các bản Khoang, Nà Lốc",
        ),
        ("P. Kinh tế, Hạ tầng & ĐT dọn chợ – T4/2026", "P. Kinh tế, Hạ tầng & ĐT", ""),
        ("TT cung ứng DVC dọn chợ, quý 1/2026", "TT cung ứng DVC", ""),
        ("CAP chủ trì, Đồn BP Cửa Hải phối hợp, dọn chợ; hàng tháng.", "CAP", "Đồn BP Cửa Hải"),
        ("Điều tra thu nhập: Thống kê cơ sở; 20/11/2026.", "Thống kê cơ sở", ""),
        ("P. KT-HT chủ trì + Cty Ánh Dương, dọn chợ trong tháng 5.", "P. KT-HT", "Cty Ánh Dương"),
        ("Dạy nghề: Hội ND đầu mối, Đoàn xã phối hợp, quý II", "Hội ND", "Đoàn xã"),
        ("[Tiêu chí 17] Hội Phụ nữ bản làm 25 hố rác trong quý I.", "Hội Phụ nữ bản", ""),
        ("(Tiêu chí 17) Hội Phụ nữ bản làm 25 hố rác trong quý I.", "Hội Phụ nữ bản", ""),
    ],
)
def test_who_leads_and_who_supports_written_short(work: str, lead: str, partner: str) -> None:
    (one,) = _read(f"II. NHIỆM VỤ\n- {work}")
    assert [name.words for name in one.leads] == [lead]
    assert [name.words for name in one.partners] == [one for one in partner.split("; ") if one]


@pytest.mark.parametrize(
    "head",
    ["TC2 Giao thông - PT: a. Tâm", "TC2 Giao thông: PT a. Tâm", "TC2 Giao thông (PT: a. Tâm)"],
)
def test_somebody_named_by_an_initial_in_a_heading_leads_what_stands_under_it(head: str) -> None:
    found = _read(f"{head}\n- Dặm vá đường: T3\n- Gắn 40 đèn: 30/4")
    assert [one.text for one in found] == ["Dặm vá đường", "Gắn 40 đèn"]
    assert {name.words for one in found for name in one.leads} == {"a. Tâm"}


def test_a_bare_name_of_a_village_heads_the_points_under_it_and_nothing_behind_them() -> None:
    found = _read(
        "II. NHIỆM VỤ\n- Mở đường.\nBản Khoang\n• Làm 25 hố rác.\n• Trồng hoa.\n"
        "Chung: công chức Văn phòng lập hồ sơ, nộp trước 20/11."
    )
    assert [one.unit for one in found] == [1, 2, 2, 1]


def test_an_indicator_in_a_bullet_stays_under_its_criterion() -> None:
    found = _read("2/ Việc của năm\n* TC13:\n- 13.2: Lập hồ sơ OCOP.\n- Thành lập tổ hợp tác.")
    assert [(one.criterion, one.indicator) for one in found] == [(13, "13.2"), (13, "")]


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("Dọn chợ. Xong 15/8 để kịp năm học mới.", "Xong 15/8"),
        ("Trồng 12 ha sa nhân. Trồng xong trong tháng 7.", "xong trong tháng 7"),
    ],
)
def test_a_sentence_of_when_it_is_done_is_of_the_work_before_it(end: str, words: str) -> None:
    (one,) = _read(f"II. NHIỆM VỤ\n- {end}")
    assert one.deadline_words.lower() == words.lower()


@pytest.mark.parametrize(
    ("cell", "words", "is_doubted"),
    [
        ("Trước 22/4 (Ngày Trái đất)", "Trước 22/4", False),
        ("Cả năm, đến 31/12/2026", "đến 31/12/2026", True),
        ("Khi có vốn", "Khi có vốn", True),
    ],
)
def test_a_cell_of_more_words_than_a_time(cell: str, words: str, is_doubted: bool) -> None:
    (one,) = _read(f"TT\tNội dung\tChủ trì\tThời gian\n1\tDọn chợ\tCông an xã\t{cell}")
    assert one.deadline_words == words
    assert ("deadline_words" in one.doubts) == is_doubted


@pytest.mark.parametrize(
    ("work", "lead", "partner"),
    [
        ("[Hội ND / CC NN-MT] Làm 40 hố ủ phân - TC17 - tháng 4", "Hội ND", "CC NN-MT"),
        ("[TTDVNN] Làm 40 hố ủ phân - TC17 - tháng 4", "TTDVNN", ""),
        ("(Công an xã / các thôn): Làm 40 hố ủ phân - TC 17 - tháng 4", "Công an xã", "các thôn"),
    ],
)
def test_a_bracket_before_the_work_and_cells_between_dashes(
    work: str, lead: str, partner: str
) -> None:
    first, second = _read(f"II. NHIỆM VỤ\n1. {work}\n2. [Đoàn xã] Hồ sơ OCOP măng khô - 13.2 - T10")
    assert (first.text, first.criterion) == ("Làm 40 hố ủ phân", 17)
    assert [name.words for name in first.leads] == [lead]
    assert [name.words for name in first.partners] == ([partner] if partner else [])
    assert (second.criterion, second.indicator) == (13, "13.2")


def test_a_bracket_that_names_nobody_is_part_of_the_work() -> None:
    (one,) = _read("II. NHIỆM VỤ\n- (Đợt 2) Làm 40 hố ủ phân, xong trước 30/6.")
    assert (one.leads, "Đợt 2" in one.text) == ([], True)
