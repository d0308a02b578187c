"""Times and rhythms found in running text, by the spellings of the reader of deadlines."""

import pytest

from ntm_project.common.deadlines import rhythms_in, times_in


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Làm đường trục thôn, xong trước 30/6/2025.", ["30/6/2025"]),
        ("lam duong xong truoc ngay 30/6", ["ngay 30/6"]),
        ("Từ tháng 4 đến tháng 6/2025 nạo vét kênh", ["tháng 4 đến tháng 6/2025"]),
        ("Mở 3 lớp (tháng 5, 7, 9)", ["tháng 5, 7, 9"]),
        ("hoàn thành tháng 4, tháng 5 đi vào hoạt động", ["tháng 4", "tháng 5"]),
        ("Quý II, III/2025", ["Quý II, III/2025"]),
        ("Phát quang hành lang trong T10; thay dây", ["T10"]),
        ("tuần 3 T3/25", ["tuần 3 T3/25"]),
        ("lập dự toán trong tháng ba", ["tháng ba"]),
        ("hoàn thành hạ tuần tháng 8", ["hạ tuần tháng 8"]),
        ("cuối quý I nghiệm thu", ["cuối quý I"]),
        ("lớp 1 tháng 5, lớp 2 vào tháng 9", ["tháng 5", "tháng 9"]),
        ("thời hạn 30.4; nộp chỉ tiêu 13.2", ["30.4"]),
        # what is no time
        ("Theo Kế hoạch số 18/KH-UBND ngày 20/01/2025 của huyện", []),
        ("xã đạt 15/19 tiêu chí, 2/3 số hộ", []),
        ("62 triệu đồng/người/năm, tuyến T7, bão số 10 năm 2024", []),
        ("họp mỗi tháng 1 lần, 2 tháng 1 lần", []),
        ("tháng 9 (14.1)", ["tháng 9"]),
    ],
)
def test_times_stand_where_the_reader_reads_them(text: str, times: list[str]) -> None:
    found = times_in(text)
    assert [one.words for one in found] == times
    assert all(text[one.start : one.end] == one.words for one in found)


@pytest.mark.parametrize(
    ("text", "rhythms"),
    [
        ("tuần tra mỗi tuần một lần", ["mỗi tuần một lần"]),
        ("mỗi quý 01 lớp tập huấn", ["mỗi quý 01 lớp"]),
        ("mỗi tháng 06 hộ dời chuồng trại", ["mỗi tháng"]),
        ("báo cáo vào ngày 25 của tháng cuối quý", ["vào ngày 25 của tháng cuối quý"]),
        ("chăm sóc tuyến hoa quanh năm", ["quanh năm"]),
        ("tổng hợp báo cáo hằng tuần", ["hằng tuần"]),
        ("khám định kỳ, báo cáo năm trước 05/12", []),
        ("trong tháng 5", []),
    ],
)
def test_rhythms_stand_where_the_reader_reads_them(text: str, rhythms: list[str]) -> None:
    assert [one.words for one in rhythms_in(text)] == rhythms
