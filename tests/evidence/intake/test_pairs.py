"""Who leads and who supports, named side by side."""

import pytest

from evidence.intake.reading import Register, UnitEntry, read_plan


@pytest.mark.parametrize(
    ("text", "work", "leads", "partners"),
    [
        ("Sửa nhà văn hóa, Đoàn xã + Hội CCB, hoàn thành 31/5/2025.", "Sửa nhà văn hóa",
         ["Đoàn xã", "Hội CCB"], []),
        ("Đoàn xã + Hội CCB: trồng 500 cây, xong tháng 3.", "Trồng 500 cây",
         ["Đoàn xã", "Hội CCB"], []),
        ("Công chức Địa chính (Nguyễn Văn Lâm) cùng Hội CCB cắm mốc đường, xong tháng 3.",
         "Cắm mốc đường", ["Công chức Địa chính (Nguyễn Văn Lâm)"], ["Hội CCB"]),
        ("Đồng chí Lâm (Phó Chủ tịch) cùng thôn Đông vận động hiến đất, xong tháng 5.",
         "Vận động hiến đất", ["Đồng chí Lâm (Phó Chủ tịch)"], ["thôn Đông"]),
        ("Sửa cầu, xong tháng 6 (Phòng Kinh tế - Ban Quản lý dự án phối hợp).", "Sửa cầu",
         ["Phòng Kinh tế"], ["Ban Quản lý dự án"]),
        ("Lắp đèn, xong tháng 7 (Phòng Kinh tế chủ trì - Đoàn xã phối hợp).", "Lắp đèn",
         ["Phòng Kinh tế"], ["Đoàn xã"]),
        ("Sửa sổ thu chi, xong tháng 7 (Tài chính - Kế toán phối hợp).", "Sửa sổ thu chi",
         [], ["Tài chính - Kế toán"]),
        ("Nâng cấp trường: xong tháng 7, Đoàn xã lo, LHPN cùng làm.", "Nâng cấp trường",
         ["Đoàn xã"], ["LHPN"]),
        ("Ngân hàng CSXH huyện được đề nghị giải ngân 1,2 tỷ đồng, chậm nhất 31/10.",
         "Giải ngân 1,2 tỷ đồng", ["Ngân hàng CSXH huyện"], []),
        ("Trồng 1.500 cây. Đoàn xã chủ trì phối hợp với Hội CCB, dịp Tết trồng cây, xong tháng 3.",
         "Trồng 1.500 cây", ["Đoàn xã"], ["Hội CCB"]),
    ],
)  # fmt: skip
def test_who_leads_and_who_supports(
    text: str, work: str, leads: list[str], partners: list[str]
) -> None:
    (found,) = read_plan(f"II. NHIỆM VỤ\n- {text}", _register())
    assert found.text == work
    assert [one.words for one in found.leads] == leads
    assert [one.words for one in found.partners] == partners


def test_columns_that_count_areas_are_parts_of_the_work_of_the_row() -> None:
    first, second = read_plan(
        "II. NHIỆM VỤ\n| TT | Nội dung | Vùng 1 (thôn Đông) | Vùng 2 | Thời hạn |\n"
        "| 1 | Đổ bê tông đường | 500 m | 300 m | 30/6/2025 |\n| 2 | Trồng cây | | x | 30/9/2025 |",
        _register(),
    )
    assert first.text == "Đổ bê tông đường (Vùng 1, thôn Đông: 500 m; Vùng 2: 300 m)"
    assert (first.deadline_words, first.unit) == ("30/6/2025", 1)
    assert second.text == "Trồng cây (Vùng 2)"


def test_an_empty_cell_of_a_column_that_repeats_itself_is_of_nothing() -> None:
    register = _register()
    head = "| TT | Nội dung | Thôn | Hạn |\n| 1 | Dọn kênh | Đông | 30/4 |\n"
    for second, units in (("Đông", [2, 2, 1]), ("", [2, 2, 2])):
        rows = f"| 2 | Trồng cây | {second} | 30/5 |\n| 3 | Nộp hồ sơ | | 30/6 |"
        found = read_plan(f"II. NHIỆM VỤ\n{head}{rows}", register)
        assert [one.unit for one in found] == units


def _register() -> Register:
    return Register([UnitEntry(1, "xã", "An Bình", is_commune=True), UnitEntry(2, "thôn", "Đông")])
