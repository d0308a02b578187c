"""The commune, its villages, bodies and people."""

from datetime import date

from django.db import transaction

from ntm_project.generator.commune.diary import Diary, InventedCommune
from villages import services
from villages.access import Access, system_access
from villages.audit import record
from villages.enums import Region, Role, UnitLevel
from villages.models import AuditEvent, Posting, Unit
from villages.viewing import LOADED

NAME = "Sao Mai (minh họa)"
MARK = "sao-mai"  # of the event that stands at its end
INVENTED = (
    "Xã không có thật, do chương trình dựng để xem thử; người, số liệu, văn bản đều là minh họa."
)
VILLAGES = {
    "doiche": "Đồi Chè",
    "bensong": "Bến Sông",
    "langmoi": "Làng Mới",
    "caugo": "Cầu Gỗ",
    "traihoa": "Trại Hoa",
    "xuanson": "Xuân Sơn",
}
# Key, unit, name, short names, under the People's Committee.
BODIES = [
    ("ubnd", "xa", "UBND xã Sao Mai", "UBND xã", False),
    ("danguy", "xa", "Đảng ủy xã Sao Mai", "Đảng ủy", False),
    ("bcd", "xa", "Ban Chỉ đạo xây dựng NTM xã", "BCĐ xã", False),
    ("bql", "xa", "Ban Quản lý xây dựng NTM xã", "BQL xã", True),
    ("vanphong", "xa", "Văn phòng UBND xã", "Văn phòng UBND", True),
    ("khuyennong", "xa", "Khuyến nông xã", "", True),
    ("mttq", "xa", "Ủy ban Mặt trận Tổ quốc xã", "MTTQ xã", False),
    ("nongdan", "xa", "Hội Nông dân xã", "HND xã", False),
    ("phunu", "xa", "Hội Liên hiệp Phụ nữ xã", "HPN xã", False),
    ("doanthanhnien", "xa", "Đoàn Thanh niên xã", "Đoàn TN", False),
    ("congan", "xa", "Công an xã", "", False),
    ("tramyte", "xa", "Trạm Y tế xã", "", True),
    ("truong", "xa", "Trường THCS Sao Mai", "", False),
    ("htx", "xa", "Hợp tác xã nông nghiệp Sao Mai", "HTX Sao Mai", False),
    *((f"bpt-{key}", key, f"Ban phát triển thôn {name}", "", False)
      for key, name in VILLAGES.items()),
]  # fmt: skip
# Key (and account), name, role, title, body, unit.
PEOPLE = [
    ("thuongtruc", "Nguyễn Thu Hà", Role.STANDING_OFFICER,
     "Cán bộ khuyến nông, thường trực NTM", "khuyennong", "xa"),
    ("chutich", "Trần Quốc Việt", Role.CHAIR, "Chủ tịch UBND xã", "ubnd", "xa"),
    ("kinhte", "Phạm Đức Long", Role.VICE_CHAIR, "Phó Chủ tịch UBND xã phụ trách kinh tế",
     "ubnd", "xa"),
    ("vanxa", "Lê Thị Minh Nguyệt", Role.VICE_CHAIR, "Phó Chủ tịch UBND xã phụ trách văn xã",
     "ubnd", "xa"),
    ("diachinh", "Vũ Hoàng Nam", Role.OFFICIAL, "Công chức Địa chính - Xây dựng", "ubnd", "xa"),
    ("nongnghiep", "Hoàng Văn Thuận", Role.OFFICIAL, "Công chức Nông nghiệp - Môi trường",
     "ubnd", "xa"),
    ("vanhoa", "Đỗ Thị Kim Oanh", Role.OFFICIAL, "Công chức Văn hóa - Xã hội", "ubnd", "xa"),
    ("laodong", "Bùi Thanh Tùng", Role.OFFICIAL, "Công chức Lao động, TB&XH", "ubnd", "xa"),
    ("tuphap", "Ngô Thị Lệ Quyên", Role.OFFICIAL, "Công chức Tư pháp - Hộ tịch", "ubnd", "xa"),
    ("conganxa", "Đặng Quang Huy", Role.OFFICIAL, "Trưởng Công an xã", "congan", "xa"),
    ("vanthu", "Lưu Thị Phương", Role.CLERK, "Văn thư", "vanphong", "xa"),
    ("banchidao", "Dương Văn Khải", Role.COMMITTEE, "Chủ tịch UBMTTQ xã, thành viên BCĐ",
     "mttq", "xa"),
    ("doiche", "Nông Văn Bảo", Role.VILLAGE_BOARD, "Trưởng thôn Đồi Chè", "bpt-doiche", "doiche"),
    ("bensong", "Trịnh Thị Xuân", Role.VILLAGE_BOARD, "Trưởng thôn Bến Sông", "bpt-bensong",
     "bensong"),
    ("langmoi", "Hà Văn Sỹ", Role.VILLAGE_BOARD, "Trưởng thôn Làng Mới", "bpt-langmoi",
     "langmoi"),
]  # fmt: skip
# Who came in the middle of the story; one who left has an end.
SUCCESSOR = ("khanh", "Lâm Ngọc Khánh", Role.OFFICIAL, "Công chức Nông nghiệp - Môi trường",
             "ubnd", "xa")  # fmt: skip
GONE_ON, COME_ON = date(2024, 3, 31), date(2024, 4, 1)
IN_POST_SINCE = date(2021, 7, 1)


def username(key: str) -> str:
    return f"{key}.saomai"


def stands() -> bool:
    """Whether the commune is in the record already, whole or not."""
    return Unit.objects.filter(name=NAME).exists()


def is_half_made() -> bool:
    """Whether the making of the commune was broken off: it stands without its last entry."""
    return stands() and not AuditEvent.objects.filter(action=LOADED, reason=MARK).exists()


def mark_whole(commune: InventedCommune, day: date) -> None:
    """The last entry of its story; without it the commune counts as half made."""
    unit = commune.units["xa"]
    with transaction.atomic():
        record(system_access(day), LOADED, unit, unit=unit, reason=MARK)


def write_places(diary: Diary, commune: InventedCommune, district: Unit) -> None:
    """Posts the officials: all at the turn of the year; at the end of March one leaves and one
    comes."""

    def begin(day: date) -> None:
        by = system_access(day)
        _units(by, commune, district)
        for order, (key, unit, name, short, is_subordinate) in enumerate(BODIES, 1):
            commune.bodies[key] = services.create_body(
                by=by,
                unit=commune.units[unit],
                name=name,
                short_names=short,
                is_subordinate=is_subordinate,
                order=order,
            )
        for person in PEOPLE:
            _take_on(by, commune, person, IN_POST_SINCE)

    def leave(day: date) -> None:
        posting = Posting.objects.get(official=commune.people["nongnghiep"])
        reason = "Quyết định điều động sang xã khác."
        services.end_posting(
            by=system_access(day), posting_id=posting.pk, ends_on=GONE_ON, reason=reason
        )

    diary.on(date(2024, 1, 2), begin)
    diary.on(date(2024, 3, 29), leave, 16)
    diary.on(COME_ON, lambda day: _take_on(system_access(day), commune, SUCCESSOR, COME_ON))


def _units(by: Access, commune: InventedCommune, district: Unit) -> None:
    commune.units["xa"] = services.create_unit(
        by=by,
        parent=district,
        level=UnitLevel.COMMUNE,
        noun="xã",
        name=NAME,
        region=Region.NORTH_MIDLAND,
        order=9,
        note=INVENTED,
    )
    for order, (key, name) in enumerate(VILLAGES.items(), 1):
        commune.units[key] = services.create_unit(
            by=by,
            parent=commune.units["xa"],
            level=UnitLevel.VILLAGE,
            noun="thôn",
            name=name,
            region=Region.NORTH_MIDLAND,
            order=order,
        )


def _take_on(
    by: Access, commune: InventedCommune, person: tuple[str, str, Role, str, str, str], since: date
) -> None:
    key, name, role, title, body, unit = person
    commune.people[key] = services.take_on(
        by=by,
        unit=commune.units[unit],
        person={
            "username": username(key),
            "full_name": name,
            "note": "Người không có thật, của xã minh họa.",
        },
        posting={
            "role": role,
            "title": title,
            "body": commune.bodies[body],
            "starts_on": since,
        },
    )
