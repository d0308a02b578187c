"""The words of which names are made: provinces as they are since 1/7/2025, all else invented."""

from ntm_project.generator.dice import Dice
from villages.enums import Region

_R = Region
# Noun, name, region. Communes, villages and people in them are invented.
PROVINCES = [
    ("tỉnh", "Bắc Ninh", _R.RED_RIVER),
    ("thành phố", "Hà Nội", _R.RED_RIVER),
    ("thành phố", "Hải Phòng", _R.RED_RIVER),
    ("tỉnh", "Quảng Ninh", _R.RED_RIVER),
    ("tỉnh", "Hưng Yên", _R.RED_RIVER),
    ("tỉnh", "Ninh Bình", _R.RED_RIVER),
    ("tỉnh", "Phú Thọ", _R.NORTH_MIDLAND),
    ("tỉnh", "Thái Nguyên", _R.NORTH_MIDLAND),
    ("tỉnh", "Lào Cai", _R.NORTH_MIDLAND),
    ("tỉnh", "Tuyên Quang", _R.NORTH_MIDLAND),
    ("tỉnh", "Cao Bằng", _R.NORTH_MIDLAND),
    ("tỉnh", "Lạng Sơn", _R.NORTH_MIDLAND),
    ("tỉnh", "Lai Châu", _R.NORTH_MIDLAND),
    ("tỉnh", "Điện Biên", _R.NORTH_MIDLAND),
    ("tỉnh", "Sơn La", _R.NORTH_MIDLAND),
    ("tỉnh", "Thanh Hóa", _R.NORTH_CENTRAL),
    ("tỉnh", "Nghệ An", _R.NORTH_CENTRAL),
    ("tỉnh", "Hà Tĩnh", _R.NORTH_CENTRAL),
    ("tỉnh", "Quảng Trị", _R.NORTH_CENTRAL),
    ("thành phố", "Huế", _R.NORTH_CENTRAL),
    ("thành phố", "Đà Nẵng", _R.SOUTH_CENTRAL_COAST),
    ("tỉnh", "Quảng Ngãi", _R.SOUTH_CENTRAL_COAST),
    ("tỉnh", "Khánh Hòa", _R.SOUTH_CENTRAL_COAST),
    ("tỉnh", "Gia Lai", _R.HIGHLANDS),
    ("tỉnh", "Đắk Lắk", _R.HIGHLANDS),
    ("tỉnh", "Lâm Đồng", _R.HIGHLANDS),
    ("thành phố", "Hồ Chí Minh", _R.SOUTH_EAST),
    ("tỉnh", "Đồng Nai", _R.SOUTH_EAST),
    ("tỉnh", "Tây Ninh", _R.SOUTH_EAST),
    ("tỉnh", "Vĩnh Long", _R.MEKONG_DELTA),
    ("tỉnh", "Đồng Tháp", _R.MEKONG_DELTA),
    ("tỉnh", "An Giang", _R.MEKONG_DELTA),
    ("thành phố", "Cần Thơ", _R.MEKONG_DELTA),
    ("tỉnh", "Cà Mau", _R.MEKONG_DELTA),
]
VILLAGE_NOUNS = {_R.NORTH_MIDLAND: "bản", _R.NORTH_CENTRAL: "xóm", _R.MEKONG_DELTA: "ấp"}


def _words(text: str) -> list[str]:
    return text.split()


_FIRST = _words("""
    An Bình Cẩm Châu Diễn Đại Đông Đồng Đức Gia Giao Hải Hòa Hoàng Hồng Hợp Hưng Khánh Kim
    Lạc Liên Long Lộc Lương Mai Minh Mỹ Nam Nghĩa Ngọc Nhân Ninh Phong Phú Phúc Phước Quang
    Quảng Quỳnh Sơn Tam Tân Thái Thanh Thành Thạch Thắng Thiện Thuận Thượng Tiên Trung
    Trường Tường Vạn Văn Vân Việt Vĩnh Xuân Yên
""")
_SECOND = _words("""
    An Bình Châu Cường Dương Đình Giang Hà Hải Hiệp Hòa Hội Hưng Khê La Lâm Lập Lễ Lĩnh Long
    Lợi Lộc Lương Mỹ Ninh Phong Phú Phúc Quang Sơn Tân Thái Thành Thịnh Thọ Thủy Tiến Trạch
    Trung Trường Tú Vân Viên Vinh Xá Xuân Yên
""")
_VILLAGE = _words("""
    Thượng Trung Hạ Đông Đoài Nam Bắc Nội Ngoại Trại Chùa Giếng Ao Soi Gò Đầm Bãi Cầu Mới
    Chợ
""")
_FAMILY = _words("""
    Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Phạm Hoàng Huỳnh Phan Vũ
    Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Lương Đào Trịnh Hà Mai Tạ Cao
""")
_MEN_MIDDLE = _words("""
    Văn Văn Văn Đức Quang Hữu Minh Xuân Ngọc Đình
""")
_WOMEN_MIDDLE = _words("""
    Thị Thị Thị Thị Thu Thanh Ngọc Kim Minh Hồng
""")
_MEN = _words("""
    Anh Bình Chiến Cường Dũng Đạt Đông Hải Hạnh Hiếu Hòa Hoàn Hùng Hưng Khoa Kiên Lâm Long
    Mạnh Nam Phong Phúc Quân Quang Quyết Sơn Tài Thắng Thành Thịnh Tiến Toàn Trung Trường
    Tuấn Tùng Việt Vinh
""")
_WOMEN = _words("""
    Anh Bích Chi Cúc Dung Duyên Hà Hằng Hạnh Hiền Hoa Hòa Huệ Huyền Hương Lan Liên Linh Loan
    Lý Mai Nga Ngân Nhung Oanh Phương Quyên Tâm Thảo Thơm Thu Thúy Thủy Trang Tuyết Vân Xuân
    Yến
""")
_MIDDLE = {False: _MEN_MIDDLE, True: _WOMEN_MIDDLE}
_GIVEN = {False: _MEN, True: _WOMEN}
_PAIRS = [f"{a} {b}" for a in _FIRST for b in _SECOND if a != b]


def person(dice: Dice, *, is_woman: bool | None = None) -> str:
    """A full name: family, middle, given."""
    woman = dice.chance(0.42) if is_woman is None else is_woman
    return f"{dice.pick(_FAMILY)} {dice.pick(_MIDDLE[woman])} {dice.pick(_GIVEN[woman])}"


def communes(dice: Dice, number: int) -> list[str]:
    """The names of the communes of a province, no two alike."""
    return dice.some(_PAIRS, number)


def villages(dice: Dice, number: int) -> list[str]:
    """The names of the villages of a commune, no two alike: half of them parts of others."""
    whole = dice.some(_FIRST, (number + 1) // 2)
    parts = [f"{name} {word}" for name in whole for word in _VILLAGE]
    return [*whole, *dice.some(parts, number - len(whole))]
