"""The field of work under which a matrix of several sets shows a criterion.

The order of columns on a page and nothing else: no rule reads it. Each tile keeps the number that
the criterion has in its own set. A criterion goes to the first field whose words its name has.
"""

from functools import lru_cache

from ntm_project.common.text import fold

# Field → its words; what is more special comes first where it would be taken for another.
_WORDS = {
    "Môi trường sống": ("moi truong song",),
    "Giao thông": ("giao thong",),
    "Thủy lợi": ("thuy loi",),
    "Điện": ("dien",),
    "Quy hoạch": ("quy hoach",),
    "Hạ tầng": ("ha tang kinh te", "ha tang kt"),
    "Thương mại": ("thuong mai",),
    "Thông tin": ("thong tin va truyen thong", "chuyen doi so", "khoa hoc"),
    "Y tế": ("y te",),
    "Nhà ở": ("nha o",),
    "Nhân lực": ("nhan luc",),
    "Văn hóa": ("van hoa",),
    "Giáo dục": ("giao duc", "truong hoc"),
    "Nghèo": ("ngheo",),
    "Lao động": ("lao dong", "viec lam"),
    "Sản xuất": ("san xuat",),
    "Thu nhập": ("thu nhap", "kinh te"),
    "Pháp luật": ("phap luat",),
    "Hành chính": ("chinh tri", "hanh chinh"),
    "Môi trường": ("moi truong", "canh quan"),
    "An ninh": ("an ninh", "quoc phong"),
}
ORDER = (
    "Quy hoạch", "Hạ tầng", "Giao thông", "Thủy lợi", "Điện", "Giáo dục", "Văn hóa", "Thương mại",
    "Thông tin", "Nhà ở", "Thu nhập", "Nghèo", "Lao động", "Nhân lực", "Sản xuất", "Y tế",
    "Hành chính", "Pháp luật", "Môi trường", "Môi trường sống", "An ninh", "Khác",
)  # fmt: skip


@lru_cache(maxsize=512)  # a board has hundreds of tiles, of some forty names
def field_of(name: str) -> str:
    """The field of a criterion by its name; “Khác” for what has none of the words."""
    words = f" {fold(name).replace(',', ' ')} "
    return next(
        (field for field, known in _WORDS.items() if any(f" {w} " in words for w in known)), "Khác"
    )
