"""What is read of the criteria, households, places and sources that a text counts."""

import pytest

from reports.checks.reading.bars import wrong_columns, wrong_rows
from reports.checks.reading.by_place import in_both_groups, wrong_by_place
from reports.checks.reading.of_all import shares_of_all, wrong_rests_of_all
from reports.checks.reading.sources import wrong_sources
from reports.checks.reading.standings import more_in, wrong_standings


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Xã đạt 4/10 tiêu chí (1, 4, 9, 10); còn 6 tiêu chí chưa đạt (2, 3, 5, 6, 7, 8).", 0),
        ("Xã đạt 4/10 tiêu chí (1, 4, 9); còn 6 tiêu chí chưa đạt.", 1),
        ("Đạt 13/19 tiêu chí. Nguyên nhân do thiếu vốn. Còn 5 tiêu chí.", 1),
        ("Đạt 5/10 tiêu chí (1, 4, 5, 9, 10); còn 5 tiêu chí: 2, 3, 5, 6, 8.", 1),
        ("Phấn đấu đạt 8/10 tiêu chí; hiện còn 5 tiêu chí.", 0),
    ],
)
def test_criteria_that_are_met_and_left_make_the_set(text: str, count: int) -> None:
    assert len(list(wrong_standings(text))) == count


def test_so_many_more_make_so_many() -> None:
    (one,) = more_in("đạt thêm 02 tiêu chí (số 3 và số 5), nâng tổng số lên 13/19.")
    assert one[:3] == (2, 13, 19)
    (two,) = more_in("Đạt thêm tiêu chí 7 và tiêu chí 9; cuối năm đạt 4/10.")
    assert two[:3] == (2, 4, 10)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Xã có 4 bản, 718 hộ, 3.906 khẩu. Hộ nghèo 402 hộ (56%).", 0),
        ("Xã có 4 bản, 718 hộ, 3.906 khẩu. Hộ nghèo 402 hộ (65%).", 1),
        ("Xã có 718 hộ. Có 62 hộ nghèo, 31 hộ được vay vốn, chiếm 50% số hộ nghèo.", 0),
        ("Dân số 8.240 người. Số người tham gia BHYT 7.663 người, tỷ lệ 96%.", 1),
    ],
)
def test_a_share_is_of_one_of_the_counts(text: str, count: int) -> None:
    assert len(list(shares_of_all(text))) == count


def test_hundreds_done_and_left_make_the_whole() -> None:
    assert list(wrong_rests_of_all("5.600/5.912 người = 94,7%, còn 332 người chưa tham gia"))
    assert not list(wrong_rests_of_all("5.600/5.912 người = 94,7%, còn 312 người chưa tham gia"))


def test_places_make_their_whole() -> None:
    assert not list(wrong_by_place("Xóa 23 nhà tạm (Nà Lốc 4, Huổi Tóng 9, Pá Cuông 3, Tà Sài 7)"))
    assert list(wrong_by_place("Xóa 23 nhà tạm (Nà Lốc 4, Huổi Tóng 9, Pá Cuông 3, Tà Sài 9)"))
    assert list(wrong_by_place("Xã có 848 hộ.\nSố hộ các thôn: A Máy 190, Ra Heng 245, Cu Ty 305."))
    ((_, name),) = in_both_groups("2/4 thôn (Vĩnh Phú, Yên Lạc), còn 2 thôn: Yên Lạc, Hưng Mỹ.")
    assert name == "Yên Lạc"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Tổng: 3.250 tr.đ. Trong đó: NS tỉnh 1.200 tr.đ; NS xã 2.050 tr.đ.", 0),
        ("Tổng: 3.250 tr.đ. Trong đó: NS tỉnh 1.200 tr.đ; NS xã 2.150 tr.đ.", 1),
        ("Tổng vốn: 900 triệu đồng, gồm:\n1. Tỉnh, huyện: 500 triệu đồng.\n2. Xã: 300 triệu.", 1),
        ("Thôn Đông: 90 triệu đồng (đường: 60 triệu đồng; biển: 40 triệu đồng).", 1),
        ("Kinh phí 2 tỷ 450 triệu đồng, trong đó: xã 950 triệu đồng; dân 1.500 triệu đồng.", 0),
        ("Tổng vốn 900 triệu đồng, trong đó đã giải ngân 300 triệu đồng.", 0),
    ],
)
def test_sources_make_their_sum(text: str, count: int) -> None:
    assert len(dict(wrong_sources(text))) == count


def test_the_parts_of_a_row_make_its_first_amount() -> None:
    table = (
        "TT|Việc|Tổng|Tỉnh|Xã\n1|Đường|50|30|20\n2|Đèn|21|15|9\n3|Nhà|32|20|12\nCộng|x|103|65|41"
    )
    assert [name for name, *_ in wrong_rows(table)] == ["Đèn", "x"]
    assert not list(wrong_rows(table.replace("|9\n", "|6\n").replace("|41", "|38")))


def test_a_column_that_numbers_the_rows_has_no_sum() -> None:
    table = "STT|Việc|Tiền\n1|Đường|50\n2|Đèn|21\n9|Cộng|71"
    assert not list(wrong_columns(table))
