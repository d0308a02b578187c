"""Lists of money as the accountants of communes keep them."""

from typing import Any

from tests.common.tables.corpus import Case, xlsx


def source_rows() -> bytes:
    """One source a row, the work merged over its rows, the stage in the heading of the amounts."""
    rows: list[list[Any]] = [
        ["UBND XÃ MAI ĐÌNH"],
        ["DANH MỤC VỐN NÔNG THÔN MỚI NĂM 2024 (ĐVT: triệu đồng)"],
        ["STT", "Nội dung", "Thôn", "Nguồn vốn", "Kinh phí dự kiến", "Ghi chú"],
        [1, "Đường trục thôn", "thôn Thắng Lợi", "Ngân sách tỉnh", 1500, ""],
        ["", "", "", "NS xã", 350.5, ""],
        ["", "", "", "Dân góp", "150", ""],
        [2, "Sửa nhà văn hóa", "", "Xã hội hóa", 51, ""],
        [3, "Sửa nhà văn hóa", "thôn Thắng Lợi", "Xã hội hóa", "-", ""],
        ["", "Tổng cộng", "", "", 2051.5, ""],
    ]
    return xlsx(rows, merges=[(3, 1, 5, 1, "Đường trục thôn")])


MONEY_CASES = [
    Case(
        "one source a row, the work merged",
        source_rows,
        [*[["Đường trục thôn", "", ""]] * 3, *[["Sửa nhà văn hóa", "", ""]] * 2],
        skipped=1,
    )
]
