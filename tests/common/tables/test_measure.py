"""In what the amounts of a table are, as its heads and the lines above them state it."""

import pytest

from ntm_project.common.tables.measure import measure_above, stated_measure


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("Tổng vốn (triệu đồng)", "triệu đồng"),
        ("NS xã (tỷ)", "tỷ đồng"),
        ("Tổng vốn trđ", "triệu đồng"),
        ("NSTW\n(tr đ)", "triệu đồng"),
        ("Vốn (1.000đ)", "nghìn đồng"),
        ("Ngân sách xã (đồng)", "đồng"),
        ("Kinh phí (triệu đồng) – Xã", "triệu đồng"),
        ("Kinh phí (triệu đồng) – Xã (tỷ)", "tỷ đồng"),
        ("Vốn (triệu đồng/năm)", "triệu đồng"),
        ("Tổng mức đầu tư, ĐVT: tỷ", "tỷ đồng"),
        ("Vốn, ĐVT: trăm triệu đồng", ""),
        ("Vốn huy động", ""),
        ("Cộng đồng đóng góp", ""),
        ("Vốn công ty", ""),
        ("Ngân sách xã Triệu Sơn", ""),
        ("Công trình trên 500 triệu đồng", ""),
    ],
)
def test_what_a_heading_states(heading: str, measure: str) -> None:
    assert stated_measure(heading) == measure


@pytest.mark.parametrize(
    ("line", "measure"),
    [
        (["Đơn vị tính: triệu"], "triệu đồng"),
        (["", "(ĐVT: Triệu)"], "triệu đồng"),
        (["Đơn vị tính:", "tỷ"], "tỷ đồng"),
        (["BIỂU VỐN NĂM 2024 (ĐVT: triệu đồng)"], "triệu đồng"),
        (["Đơn vị: xã Mai Đình", "Đơn vị tính: triệu"], "triệu đồng"),
        (["(tỷ đồng)"], "tỷ đồng"),
        (["Đơn vị: xã Triệu Sơn"], ""),
        (["Đơn vị: xã Đồng Tiến"], ""),
        (["KẾ HOẠCH VỐN 5 TỶ ĐỒNG"], ""),
    ],
)
def test_what_a_line_above_states(line: list[str], measure: str) -> None:
    assert measure_above([line, ["Biểu số 2"]]) == measure
