"""Criteria as people call them: "trường học" for "Giáo dục", "hộ nghèo" for "Nghèo đa chiều"."""

from ntm_project.common.text import spoken

from .register import Register

# What people call a criterion, and the names of sets that it may mean, the nearest first.
_CALLED = (
    ("đường|đường sá|đường giao thông|giao thông nông thôn", "Giao thông"),
    ("thủy lợi|phòng chống thiên tai|kênh mương", "Thủy lợi và phòng, chống thiên tai|Thủy lợi"),
    ("điện nông thôn|điện lưới|lưới điện", "Điện"),
    (
        "trường học|trường lớp|trường lớp học|cơ sở vật chất trường học|giáo dục",
        "Trường học|Giáo dục|Giáo dục và Đào tạo",
    ),
    (
        "cơ sở vật chất văn hóa|thiết chế văn hóa|nhà văn hóa|cơ sở văn hóa"
        "|nhà văn hóa, khu thể thao",
        "Cơ sở vật chất văn hóa|Nhà văn hóa, khu thể thao thôn"
        "|Cơ sở vật chất văn hóa - thông tin|Văn hóa",
    ),
    (
        "chợ|chợ nông thôn|thương mại|dịch vụ thương mại|dịch vụ, thương mại|hạ tầng thương mại"
        "|cơ sở hạ tầng thương mại",
        "Cơ sở hạ tầng thương mại nông thôn",
    ),
    ("bưu điện|truyền thông|thông tin|thông tin truyền thông", "Thông tin và Truyền thông"),
    ("nhà ở|nhà tạm|nhà ở nông thôn", "Nhà ở dân cư|Nhà ở và vườn hộ gia đình"),
    ("thu nhập bình quân|thu nhập bình quân đầu người", "Thu nhập"),
    ("hộ nghèo|giảm nghèo|nghèo", "Nghèo đa chiều|Giảm nghèo và an sinh xã hội"),
    (
        "việc làm|lao động việc làm|lao động có việc làm|đào tạo nghề|lao động qua đào tạo",
        "Lao động",
    ),
    ("bảo hiểm y tế|BHYT|chăm sóc sức khỏe|y tế cơ sở", "Y tế"),
    ("cải cách hành chính|thủ tục hành chính|hành chính", "Hành chính công"),
    ("pháp luật|chuẩn tiếp cận pháp luật|hòa giải cơ sở", "Tiếp cận pháp luật"),
    ("môi trường|vệ sinh môi trường", "Môi trường|Môi trường và an toàn thực phẩm"),
    ("môi trường sống", "Chất lượng môi trường sống"),
    (
        "nước sạch|nước sinh hoạt|nước sạch và nhà tiêu|nước sạch, nhà tiêu|nước sạch và vệ sinh"
        "|nhà tiêu|nhà tiêu hợp vệ sinh",
        "Chất lượng môi trường sống|Môi trường và an toàn thực phẩm|Môi trường",
    ),
    (
        "hệ thống chính trị|hệ thống tổ chức chính trị",
        "Hệ thống chính trị và tiếp cận pháp luật|Hệ thống chính trị - xã hội",
    ),
    (
        "an ninh trật tự|an ninh, trật tự|quốc phòng|an ninh|trật tự an toàn xã hội"
        "|an ninh trật tự xã hội|an ninh, trật tự xã hội|quốc phòng an ninh",
        "Quốc phòng và An ninh|An ninh trật tự - xã hội",
    ),
    ("chuyển đổi số|khoa học công nghệ", "Khoa học công nghệ và chuyển đổi số"),
)


_MEANT = {
    spoken(words): [spoken(name) for name in names.split("|")]
    for called, names in _CALLED
    for words in called.split("|")
}


def criterion_by_people(words: str, register: Register, unit: int) -> int:
    """The criterion of the unit's set that people call so; 0 for none."""
    known = {spoken(name): n for n, name in register.criteria_set(unit).criteria.items()}
    names = _MEANT.get(spoken(words.strip(" .:;")), [])
    return next((known[name] for name in names if name in known), 0)
