"""A criterion by number, name, or what offices call it."""

import pytest

from criteria.naming import criterion_meant

NAMES = {
    2: "Giao thông",
    6: "Cơ sở vật chất văn hóa",
    7: "Cơ sở hạ tầng thương mại nông thôn",
    9: "Nhà ở dân cư",
    10: "Thu nhập",
    13: "Tổ chức sản xuất và phát triển kinh tế nông thôn",
    17: "Môi trường và an toàn thực phẩm",
    18: "Chất lượng môi trường sống",
}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("10", 10),
        ("02", 2),
        ("TC10", 10),
        ("Tiêu chí số 10", 10),
        ("6.1", 6),
        ("10.2", 10),
        ("Thu nhập", 10),
        ("THU NHẬP", 10),
        ("tiêu chí Thu nhập", 10),
        ("TC Thu nhập", 10),
        ("10. Thu nhập", 10),
        ("10 - Thu nhập", 10),
        ("Tiêu chí 10: Thu nhập", 10),
        ("Thu nhập (tiêu chí 10)", 10),
        ("Tiêu chí 10 (Thu nhập)", 10),
        ("Tổ chức sản xuất", 13),
        ("Môi trường", 17),
        ("Về môi trường và ATTP", 0),
        ("Chất lượng môi trường sống", 18),
        ("2. Thu nhập", 0),
        ("2 và 10", 0),
        ("2, 10", 0),
        ("99", 0),
        ("Nhà ở", 9),
        ("Môi", 17),
        ("Cơ sở", 0),
        ("", 0),
    ],
)
def test_a_criterion_is_the_one_that_its_words_mean(words: str, number: int) -> None:
    assert criterion_meant(words, NAMES) == number
