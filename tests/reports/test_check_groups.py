"""What the counts of villages, measures, sums and tables of a pasted text do not add up to."""

import pytest

from reports.checks.reading.bars import wrong_columns, wrong_rows
from reports.checks.reading.faults import count_faults
from reports.checks.reading.names import places_in

SOUND_AND_WRONG = [
    ("Xã có 3 bản (Na Lốc 40 hộ, Huổi Tóng 35 hộ, Tà Sài 25 hộ), tổng 100 hộ.", "Sài 25", "Sài 35"),
    ("Thôn có 214 hộ, chia làm 3 xóm: xóm Trên 80 hộ, xóm Giữa 74 hộ, xóm Dưới 60 hộ.", "60", "70"),
    ("Tổng 488 hộ; dân tộc Thái 366 hộ, dân tộc Mông 122 hộ.", "Mông 122", "Mông 132"),
    ("Đường trục dài 2,8 km, đã bê tông 2,1 km, còn 0,7 km.", "2,1", "2,3"),
    ("Thu gom 18,5 tấn/ngày trên tổng 20 tấn/ngày, đạt 92,5%.", "92,5%", "95,2%"),
    ("Có 05 sản phẩm, gồm 03 sản phẩm 3 sao và 02 sản phẩm 4 sao.", "03", "04"),
    ("Mỗi hộ đóng 1,5 triệu đồng x 214 hộ = 321 triệu đồng.", "321", "312"),
    ("Cần 80 triệu đồng: đường 60 triệu đồng, đèn 20 triệu đồng.", "đèn 20", "đèn 30"),
    (
        "1. Tổng kinh phí: 90 triệu đồng.\n"
        "2. Phân theo nguồn: ngân sách xã 60 triệu đồng; dân góp 30 triệu đồng.",
        "góp 30", "góp 40",
    ),
    ("Đường 95 triệu đồng (nền: 80 triệu đồng; biển, gương: 15 triệu đồng).", ": 15", ": 25"),
    (
        "Có 2/4 thôn đạt (Phúc Lộc, Đông An); còn 02 thôn chưa đạt là Kênh Đào và Lam Cầu.",
        "và Lam Cầu", "và Đông An",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sound", "old", "new"), SOUND_AND_WRONG)
def test_what_does_not_add_up_is_found_and_what_does_is_left_alone(sound, old, new) -> None:
    assert list(count_faults(sound)) == []
    assert len(count_faults(sound.replace(old, new))) == 1


def test_the_smallest_peoples_may_be_left_out() -> None:
    assert not count_faults("Tổng 488 hộ; dân tộc Thái 300 hộ, dân tộc Mông 122 hộ.")


def test_a_number_of_a_line_counts_nothing() -> None:
    assert not count_faults("6. Sản phẩm: 05 sản phẩm, gồm 03 sản phẩm và 02 sản phẩm.")


def test_a_row_of_the_police_is_no_total() -> None:
    rows = "TT\tViệc\tTiêu chí\tChủ trì\n1\tĐường\t2\tHội\n2\tWifi\t7\tĐoàn\n"
    assert list(wrong_columns(f"{rows}3\tDiễn tập\t10\tCông an xã")) == []


def test_a_total_stands_behind_the_cell_that_was_left_empty() -> None:
    rows = "1 | Đường | 90 | 60 | 30\n2 | Nhà | 50 | 40 | 10\n"
    assert list(wrong_rows(f"{rows}Cộng | | 140 | 100 | 40")) == []
    assert list(wrong_rows(f"{rows}Cộng | | 140 | 100 | 50")) == [("Cộng", "150", "140")]


def test_an_amount_behind_a_noun_is_no_name() -> None:
    assert list(places_in("nhà văn hóa 02 thôn 1.900 triệu đồng")) == []
