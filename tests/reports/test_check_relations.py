"""What the quantities of a sentence are to each other, and what a whole paper shows."""

from datetime import date

import pytest

from evidence.intake.reading.sections import sections_left
from ntm_project.common.numbers import parse_decimal
from reports.checks.papers.cited_in_words import no_longer_in_force
from reports.checks.people.bodies import set_up_after_it_acts
from reports.checks.plans.stated_time import time_of_all
from reports.checks.reading.criteria import (
    named_before_brackets,
    named_in_lines,
    named_under_a_head,
)
from reports.checks.reading.faults import count_faults
from reports.checks.reading.slips import is_slip
from reports.checks.reading.whole_paper import shown_by


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Bản có 96 hộ, 402 khẩu; gồm 51 hộ Dao, 30 hộ Tày, 18 hộ Kinh.", "99 hộ"),
        ("Bản có 96 hộ, 402 khẩu; gồm 51 hộ Dao, 30 hộ Tày, 15 hộ Kinh.", ""),
        ("Cuối 2022 có 40 hộ nghèo, cuối 2023 còn 31 hộ, giảm 12 hộ.", "còn 28 hộ"),
        ("Đầu năm 14 hộ, trong năm giảm 4 hộ, còn 10 hộ.", ""),
        ("Trồng 60 ha, trong đó xóm 1: 25 ha, xóm 2: 20 ha, xóm 4: 30 ha.", "75 ha"),
        ("Toàn xã 4.200 người, 1.050 hộ, bình quân 3 người/hộ.", "4 người"),
        ("Toàn xã 4.200 người, 1.050 hộ, bình quân 4 người/hộ.", ""),
        ("Tỷ lệ 40,5%; trong 2.000 lao động có 700 người có chứng chỉ.", "35%"),
        ("Năm 2023 là 50 triệu đồng, năm 2024 là 55 triệu đồng, tăng 15%.", "10%"),
        ("Thôn góp 80 hộ x 250.000 đồng = 25 triệu đồng.", "20 triệu đồng"),
        ("Mỗi hộ 1,5 triệu đồng x 214 hộ = 321 triệu đồng.", ""),
        ("Dự toán 50 triệu đồng: xã 30 triệu đồng, dân 60 hộ x 500.000 đồng = 30 triệu đồng.",
         "60 triệu đồng"),
        ("Huy động 800 triệu đồng. Giải ngân 600 triệu đồng, đạt 85%.", "75%"),
        ("Sửa 3 nhà dột của các hộ Lò Văn An, Cà Thị Bươi.", "kể ra 2"),
        ("Lắp 18 mắt camera tại ấp Phú Thạnh và ấp Mỹ Lợi.", ""),
        ("Còn 4 tiêu chí chưa đạt là: giao thông, nhà ở, môi trường.", "kể ra 3"),
        ("2/3 trường đạt chuẩn, còn Trường Mầm non Hoa Mai và Trường THCS An Lạc.", "kể ra 2"),
        ("Đạt 12/19 tiêu chí, tăng 3 tiêu chí so với năm 2022 (10/19).", "tăng 2"),
        ("Phường có 3.000 ha, trong đó đất lúa 1.800 ha (70%).", "60%"),
        ("Có 30 hộ nghèo, bằng 3,1% trong 1.500 hộ.", "2%"),
        ("Kế hoạch giao 8 km, thực hiện 6 km, đạt 85% kế hoạch.", "75%"),
        ("Kế hoạch giao 8 km, thực hiện 10 km, đạt 125% kế hoạch.", ""),
        ("Lắp được 210 cái trên 400 cái, còn 290 cái.", "còn 190 cái"),
        ("Góp 500 triệu đồng, trong đó bà con 300 triệu đồng, thợ 250 triệu đồng.", "550 triệu"),
        ("Đạt thêm 2 tiêu chí, nâng số tiêu chí từ 9 lên 12.", "thêm 3"),
        ("Mở rộng từ 1,5 ha lên 3 ha (thêm 2 ha).", "1,5 ha"),
        ("Thu đạt 1,2 tỷ đồng, vượt dự toán giao (1,5 tỷ đồng).", "không khớp"),
        ("Mở 3 lớp cho 180 chủ hộ (mỗi lớp 50 người).", "150"),
        ("Mở 3 lớp cho 150 chủ hộ (mỗi lớp 50 người).", ""),
        ("Xây 48 nhà tiêu, mỗi làng trong 6 làng 9 cái.", "54"),
        ("Lập 9 tổ, mỗi tổ 14 thành viên, tổng 108.", "126"),
        ("Vận động 120 hộ, mỗi hộ 2 thùng, đã cấp 180 thùng.", ""),
        ("Mở rộng 1.250 m ngõ ở hai xóm (650 m + 700 m).", "1.350 m"),
        ("Mở rộng 1.250 m ngõ ở hai xóm (650 m + 600 m).", ""),
        ("Có 820 ha cà phê, trong đó tái canh 145 ha, kinh doanh 657 ha.", "802 ha"),
        ("Có 820 ha cà phê, trong đó tái canh 145 ha, kinh doanh 320 ha.", ""),
        ("Kiểm tra 18 quán ăn, 9 lò rượu, 5 lò bún, cộng 34 cơ sở.", "32"),
        ("Mở 2 lớp, mỗi lớp 5 người, tổng 10 người.", ""),
        ("Nhà tạm 1.920 triệu đồng (32 nhà x 65 triệu đồng).", "2.080 triệu đồng"),
        ("Nhà tạm 1.920 triệu đồng (32 nhà x 60 triệu đồng).", ""),
        ("Bê tông 12,4 km/16 km, đạt 75,7%.", "77,5%"),
        ("Tổng vốn 8 tháng là 90 tỷ đồng. Chia theo nguồn: tỉnh 60 triệu đồng; xã 30 triệu đồng.",
         "90 triệu đồng"),
        ("Xã có 1.940 hộ với 7.320 khẩu. Có 1.552 hộ dùng nước sạch, đạt 88% số hộ.", "80%"),
        ("Bao tiêu 150 ha: ấp A 60 ha, ấp B 50 ha, ấp C 45 ha - xong trước 20/5/2024.", "155 ha"),
        ("Dài 6,4 km (lộ Gốc 2,2 km; lộ Mương Điều 2,9 km; lộ Hòa 2,3 km).", "7,4 km"),
        ("Xây 120 nhà tiêu, gồm Sim 40 cái, Rơm 50 cái, Tum 40 cái.", "130"),
        ("Xã có 2.400 hộ, 9.600 nhân khẩu. Lên 70% (1.608 hộ).", "67%"),
        ("Xã có 2.400 hộ, 9.600 nhân khẩu. Có 5.856 người có sổ, bằng 71% dân số.", "61%"),
        ("Xã có 2.400 hộ, 9.600 nhân khẩu. Có 5.856 người có sổ, bằng 61% dân số.", ""),
        ("Có 1.480 hộ: Phù 530 hộ, Bèo 410 hộ, Vụng 290 hộ, Áng 250 hộ; 37 hộ nghèo.", ""),
    ],
)  # fmt: skip
def test_quantities_that_go_together(words, fault) -> None:
    found = " ".join(count_faults(words))
    assert (fault in found) if fault else not found


_PAPER = """ỦY BAN NHÂN DÂN XÃ TÂN AN
Số: 12/KH-UBND
Tân An, ngày 03 tháng 02 năm 2024
KẾ HOẠCH
Xây dựng nông thôn mới năm 2024
I. MỤC TIÊU
II. NHIỆM VỤ
TT | Việc
1 | Làm đường | Ông An
2 | Trồng cây | Bà Bình
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Tám

PHỤ LỤC
(Kèm theo Kế hoạch số 12/KH-UBND ngày 03/02/2024)
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("", "", ""),
        ("12/KH-UBND\nTân", "…/KH-UBND\nTân", "chưa có số"),
        ("ngày 03 tháng 02", "ngày    tháng 02", "để trống"),
        ("Lê Văn Tám\n", "", "họ tên người ký"),
        ("Kế hoạch số 12/", "Kế hoạch số 21/", "văn bản mang số 12"),
        ("2 | Trồng cây", "1 | Trồng cây", "Số thứ tự 1 ghi hai lần"),
        ("2 | Trồng cây | Bà Bình", "1 | Làm đường | Bà Bình", ""),
        (
            "2 | Trồng cây",
            "2 | Dọn kênh | Ông Tư\nII | Nhóm sau |\n2 | Trồng cây",
            "Số thứ tự 2 ghi hai lần",
        ),
        ("II. NHIỆM VỤ", "III. NHIỆM VỤ", "bỏ số"),
        ("Lê Văn Tám\n", "Nơi nhận: Các thôn\n", "họ tên người ký"),
        ("1 | Làm đường | Ông An\n", "Việc 3. Làm đường\nViệc 3. Trồng cây\n", "“Việc 3” ghi hai"),
        ("mới năm 2024\n", "mới năm 2023\n", "nêu năm 2023"),
        ("TT | Việc\n", "3. Nhóm văn hóa\n3. Nhóm an ninh\nTT | Việc\n", "Số 3 ghi hai lần"),
        ("TT | Việc\n", "1. Nhóm văn hóa\n1. Nhóm an ninh\nTT | Việc\n", ""),
    ],
)
def test_what_a_whole_paper_shows(old, new, fault) -> None:
    found = " ".join(one.fault for one in shown_by(_PAPER.replace(old, new, 1), 2024))
    assert (fault in found) if fault else not found


def test_the_names_of_criteria_in_headings_and_rows() -> None:
    text = "2. Tiêu chí số 6 (Thiết chế làng)\nNhà ở (tiêu chí 9)\nCòn: số 5 Giáo dục, số 15 Y tế."
    assert [*named_in_lines(text)] == [(6, "Thiết chế làng"), (9, "Nhà ở")]
    assert [*named_in_lines(f"Tiêu chí chưa đạt: {text[-27:]}")] == [(5, "Giáo dục"), (15, "Y tế")]
    assert [*named_in_lines("B. THÔN HẠ ĐẠT KIỂU MẪU\n1. Tiêu chí 4 (Nhà văn hóa)")] == []
    ward = "B. THÔN HẠ ĐẠT KIỂU MẪU\n2. Đối với phường\n1. Tiêu chí 4 (Nhà văn hóa)"
    assert [*named_in_lines(ward)] == [(4, "Nhà văn hóa")]


def test_the_numbers_of_criteria_in_brackets_and_under_a_head() -> None:
    listed = "Chưa đạt là Trường học (TC 5), Y tế (TC 14); Giao thông (2)."
    assert [*named_before_brackets(listed)] == [(5, "Trường học"), (14, "Y tế"), (2, "Giao thông")]
    table = "Tiêu chí\tNhiệm vụ\n9. Lao động\tXóa 32 nhà tạm\n\tSửa bể\nChung\tTổng hợp"
    assert [*named_under_a_head(table)] == [(9, "Lao động")]
    first = "Tiêu chí chưa đạt: 9 - Nhà ở; 11 - Lao động; số 15 (Y tế)."
    assert [*named_before_brackets(first)] == [(9, "Nhà ở"), (11, "Lao động"), (15, "Y tế")]
    assert [*named_under_a_head("STT\tViệc\n1. Làm đường\tPhòng Kinh tế")] == []


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("820", "802", True), ("655", "675", True), ("1250", "1350", True), ("13", "31", False),
        ("820", "820", False), ("800", "700", False), ("1,45", "1,54", True), ("820", "82", False),
    ],
)  # fmt: skip
def test_slips_of_a_typist(one, other, is_one) -> None:
    assert is_slip(*(parse_decimal(number) for number in (one, other))) is is_one


@pytest.mark.parametrize(
    ("clause", "year", "is_over"),
    [
        ("Quyết định số 1980/QĐ-TTg ngày 17/10/2016 của Thủ tướng Chính phủ", 2024, True),
        ("Quyết định số 318/QĐ-TTg ngày 08/3/2022 của Thủ tướng Chính phủ", 2024, False),
        ("Quyết định số 318/QĐ-TTg ngày 08/3/2022 của Thủ tướng Chính phủ", 2026, True),
        ("Quyết định số 318/QĐ-TTg ngày 12/3/2026 của Thủ tướng Chính phủ", 2026, False),
    ],
)
def test_papers_of_the_programme_end_with_their_period(clause, year, is_over) -> None:
    assert bool(no_longer_in_force(clause, year)) == is_over


def test_a_body_acts_before_it_is_set_up() -> None:
    early = "Tổ giúp việc kiểm tra hồ sơ trong tháng 02/2024."
    late = "Tổ giúp việc do UBND xã ra quyết định thành lập trong tháng {}/2024."
    assert [name for name, *_ in set_up_after_it_acts(f"{early} {late.format(4)}", 2024)]
    assert not set_up_after_it_acts(f"{early} {late.format(1)}", 2024)


def test_a_star_heads_a_section() -> None:
    text = "* Mục tiêu\n+ Đạt 19/19 tiêu chí.\n* Vốn\nTổng 3 tỷ đồng.\n* Vốn đầu tư cho đường xã"
    found = sections_left(text, [])
    assert found["goals"] == "+ Đạt 19/19 tiêu chí."
    assert found["resources"].startswith("Tổng 3 tỷ đồng.")


def test_the_time_that_a_paper_states_for_all_of_its_work() -> None:
    of_all = "(thực hiện trong khoảng từ 01/7/2024 đến 15/12/2024)"
    assert time_of_all(of_all, 2024)[1:] == (date(2024, 7, 1), date(2024, 12, 15))
    assert time_of_all("Thời gian thực hiện: tháng 5/2024.", 2024)[1:] == (None, None)
