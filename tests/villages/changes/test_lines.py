"""What a line of a change of units is read as, short or in the words of an act."""

import pytest

from villages.changes.lines import read_changes

MERGED = (("Mai Hạ", "Giáp Ngũ"), ("Mai Giáp",))
NAMED = (("thôn Mai Hạ", "thôn Giáp Ngũ"), ("thôn Mai Giáp",))
COMMUNES = ("xã Hương Lâm", "Mai Đình", "Châu Minh")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Mai Hạ + Giáp Ngũ → Mai Giáp", MERGED),
        ("1. Mai Hạ, Giáp Ngũ => Mai Giáp", MERGED),
        ("Sáp nhập: Mai Hạ + Giáp Ngũ → Mai Giáp", MERGED),
        ("Sáp nhập Mai Hạ và Giáp Ngũ thành Mai Giáp.", MERGED),
        ("- Nhập thôn Mai Hạ với thôn Giáp Ngũ thành thôn Mai Giáp;", NAMED),
        ("Hợp nhất thôn Mai Hạ và thôn Giáp Ngũ để thành lập thôn Mai Giáp", NAMED),
        ("Sáp nhập thôn Mai Hạ và thôn Giáp Ngũ thành một thôn, lấy tên là thôn Mai Giáp", NAMED),
        ("Thành lập thôn Mai Giáp trên cơ sở sáp nhập thôn Mai Hạ và thôn Giáp Ngũ", NAMED),
        ("Thôn Mai Hạ sáp nhập vào thôn Thắng Lợi", (("Thôn Mai Hạ",), ("thôn Thắng Lợi",))),
        ("Nhập xã Mai Đình vào xã Xuân Cẩm", (("xã Mai Đình",), ("xã Xuân Cẩm",))),
        (
            "Sắp xếp toàn bộ diện tích tự nhiên, quy mô dân số của thị trấn Bắc Lý, các xã Hương "
            "Lâm, Mai Đình, Châu Minh và Xuân Cẩm thành xã mới có tên gọi là xã Xuân Cẩm",
            (("thị trấn Bắc Lý", *COMMUNES, "Xuân Cẩm"), ("xã Xuân Cẩm",)),
        ),
        ("Chia thôn Vọng Giang thành thôn Vọng Thượng và thôn Vọng Hạ",
         (("thôn Vọng Giang",), ("thôn Vọng Thượng", "thôn Vọng Hạ"))),
        ("Đổi tên thôn Thắng Lợi thành thôn Chiến Thắng",
         (("thôn Thắng Lợi",), ("thôn Chiến Thắng",))),
        ("Chuyển thôn Trung Tâm thuộc xã Bắc Lý thành thôn Trung Tâm",
         (("thôn Trung Tâm (xã Bắc Lý)",), ("thôn Trung Tâm",))),
        ("Điều 1. Sáp nhập 02 thôn: Tân Thành và Bản Và thành thôn Tân Và kể từ ngày 01/7/2025.",
         (("Tân Thành", "Bản Và"), ("thôn Tân Và",))),
        ("a) Chia tách thôn Vọng Giang thành 02 thôn: thôn Thượng và thôn Hạ",
         (("thôn Vọng Giang",), ("thôn Thượng", "thôn Hạ"))),
        ("Thôn Mai Hạ và thôn Giáp Ngũ được sáp nhập thành thôn Mai Giáp",
         (("Thôn Mai Hạ", "thôn Giáp Ngũ"), ("thôn Mai Giáp",))),
        ("SÁP NHẬP THÔN MAI HẠ VÀ THÔN GIÁP NGŨ THÀNH THÔN MAI GIÁP",
         (("THÔN MAI HẠ", "THÔN GIÁP NGŨ"), ("THÔN MAI GIÁP",))),
        # Names that hold such words stay names.
        ("Nhập → Chia", (("Nhập",), ("Chia",))),
        ("Hợp Nhất → Đại Đồng", (("Hợp Nhất",), ("Đại Đồng",))),
        ("Hợp Nhất + Ba Vì → Vân Hòa", (("Hợp Nhất", "Ba Vì"), ("Vân Hòa",))),
        ("Hợp Nhất và Ba Vì thành xã Vân Hòa", (("Hợp Nhất", "Ba Vì"), ("xã Vân Hòa",))),
        ("Hợp nhất Ba Vì và Hợp Nhất thành Vân Hòa", (("Ba Vì", "Hợp Nhất"), ("Vân Hòa",))),
        ("tân thành → đông vào", (("tân thành",), ("đông vào",))),
        ("Hoa → Ba Vì", (("Hoa",), ("Ba Vì",))),
        ("Hai Bà Trưng → Bốn Mùa", (("Hai Bà Trưng",), ("Bốn Mùa",))),
        ("Ba Na + Ba Tơ → Các Sơn", (("Ba Na", "Ba Tơ"), ("Các Sơn",))),
        ("Sáp nhập Ba Na và thôn Ba Tơ thành 5 Tầng", (("Ba Na", "thôn Ba Tơ"), ("5 Tầng",))),
        ("SÁP NHẬP BA NA VÀ BA TƠ THÀNH BA VÌ", (("BA NA", "BA TƠ"), ("BA VÌ",))),
        ("Bến Sông + Làng Mới + Cầu Gỗ → Ba Làng",
         (("Bến Sông", "Làng Mới", "Cầu Gỗ"), ("Ba Làng",))),
        ("Hoa → Hai Bản Mới", (("Hoa",), ("Hai Bản Mới",))),
        ("Hai Bản Mới + Hoa → Năm Làng", (("Hai Bản Mới", "Hoa"), ("Năm Làng",))),
        ("Nhập hai thôn Mai Hạ và Giáp Ngũ thành Mai Giáp",
         (("thôn Mai Hạ", "Giáp Ngũ"), ("Mai Giáp",))),
        ("NHẬP CÁC THÔN MAI HẠ, GIÁP NGŨ THÀNH MAI GIÁP",
         (("THÔN MAI HẠ", "GIÁP NGŨ"), ("MAI GIÁP",))),
        ("Sáp nhập 3 tổ dân phố: 1, 2 và 3 thành Thôn 135", (("1", "2", "3"), ("Thôn 135",))),
        ("Hoa → Thôn 135", (("Hoa",), ("Thôn 135",))),
        ("Tân Thành + Làng Mới → Thành Mới", (("Tân Thành", "Làng Mới"), ("Thành Mới",))),
    ],
)  # fmt: skip
def test_a_line_names_old_and_new_units(line: str, meant: tuple[tuple[str, ...], ...]) -> None:
    (read,) = read_changes(line)
    assert (read.olds, read.news) == meant
    assert not read.doubt


@pytest.mark.parametrize(
    "line",
    [
        "Mai Hạ, Giáp Ngũ",
        "Mai Hạ → ",
        "Mai Hạ → Giáp Ngũ → Mai Giáp",
        "Nhập thôn Mai Hạ vào thôn Giáp Ngũ thành thôn Mai Giáp",
        "Mai Hạ + Giáp Ngũ → Thắng Lợi + Vọng Giang",
        "Giải thể thôn Mai Hạ, nhập vào thôn Giáp Ngũ và thôn Thắng Lợi",
        "Sáp nhập thôn Mai Hạ và một phần thôn Giáp Ngũ thành thôn Mai Giáp",
        "Nhập 45 hộ của thôn Mai Hạ vào thôn Giáp Ngũ",
        "Nhập 120 ha của thôn Mai Hạ vào thôn Giáp Ngũ",
        "Nhập 12,45 km2 của thôn Mai Hạ vào thôn Giáp Ngũ",
        "Mai Hạ → Mai Giáp theo Nghị quyết 12/NQ-HĐND",
    ],
)
def test_what_is_not_one_change_is_doubted(line: str) -> None:
    (read,) = read_changes(line)
    assert read.doubt


def test_part_of_a_unit_is_not_the_unit() -> None:
    (read,) = read_changes("Nhập một phần diện tích của thôn Mai Hạ vào thôn Thắng Lợi")
    assert "thôn Mai Hạ" not in read.olds


@pytest.mark.parametrize(
    ("line", "is_rename"),
    [
        ("Đổi tên thôn Mai Hạ thành thôn Mai Thượng", True),
        ("Đổi tên: Mai Hạ → Mai Thượng", True),
        ("Đổi Tên + Mai Hạ → Mai Thượng", False),
        ("Mai Hạ → Mai Thượng", False),
        ("Sáp nhập thôn Mai Hạ vào thôn Giáp Ngũ", False),
    ],
)
def test_a_line_may_say_that_it_renames(line: str, is_rename: bool) -> None:
    (read,) = read_changes(line)
    assert read.is_rename is is_rename
