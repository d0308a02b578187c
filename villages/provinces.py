"""The names of provinces and cities, before and since 1/7/2025."""

import difflib
import re

from ntm_project.common.text import fold

CITIES = ("Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ")
PROVINCES = (
    "An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre",
    "Bình Dương", "Bình Định", "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Đắk Lắk",
    "Đắk Nông", "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Tĩnh",
    "Hải Dương", "Hậu Giang", "Hòa Bình", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum",
    "Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng", "Long An", "Nam Định", "Nghệ An", "Ninh Bình",
    "Ninh Thuận", "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh",
    "Quảng Trị", "Sóc Trăng", "Sơn La", "Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa",
    "Thừa Thiên Huế", "Tiền Giang", "Trà Vinh", "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc", "Yên Bái",
)  # fmt: skip
_NOUN = re.compile(r"^(?:tỉnh|thành phố|tp\.?)\s+", re.I)
_BY_KEY = {fold(name): name for name in (*CITIES, *PROVINCES)}


def province_named(words: str) -> tuple[str, str]:
    """The noun and the name: `bac giang` is (`tỉnh`, `Bắc Giang`); two empty texts where none is
    called so."""
    name = _BY_KEY.get(fold(_NOUN.sub("", words.strip())), "")
    return ("thành phố" if name in CITIES else "tỉnh" if name else ""), name


def provinces_like(words: str) -> list[str]:
    """The names that may have been meant, the likeliest first."""
    key = fold(_NOUN.sub("", words.strip()))
    return [_BY_KEY[found] for found in difflib.get_close_matches(key, _BY_KEY, n=3, cutoff=0.7)]
