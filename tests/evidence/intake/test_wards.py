"""Plans of wards and special zones, whose bodies and heads are named after them as in a commune."""

import pytest

from evidence.intake.reading import BodyEntry, Proposal, Register, UnitEntry, read_plan

BODIES = (
    "Công an", "Hội Nông dân", "Trung tâm Dịch vụ tổng hợp", "UBMTTQ Việt Nam phường",
    "Phòng Văn hóa - Xã hội",
)  # fmt: skip


def _read(text: str, noun: str) -> list[Proposal]:
    register = Register([UnitEntry(1, noun, "Tân Bình", is_commune=True)])
    register.bodies = [BodyEntry(at, name, (), 1) for at, name in enumerate(BODIES, 1)]
    return read_plan(f"II. NHIỆM VỤ\n{text}", register)


@pytest.mark.parametrize("noun", ["xã", "phường", "đặc khu"])
@pytest.mark.parametrize(
    ("line", "lead", "work"),
    [
        ("- UBND {} giao Công an {} lắp 12 camera.", "Công an", "Lắp 12 camera"),
        ("- Hội Nông dân {} trồng 2 km hoa.", "Hội Nông dân", "Trồng 2 km hoa"),
        (
            "- Trung tâm Dịch vụ tổng hợp mở 02 lớp nghề.",
            "Trung tâm Dịch vụ tổng hợp",
            "Mở 02 lớp nghề",
        ),
        (
            "- Ban Thường trực Ủy ban MTTQ {} lấy ý kiến hài lòng.",
            "UBMTTQ Việt Nam phường",
            "Lấy ý kiến hài lòng",
        ),
    ],
)
def test_a_body_is_found_with_what_it_is_of(noun: str, line: str, lead: str, work: str) -> None:
    (one,) = _read(line.replace("{}", noun), noun)
    assert [named.found.name for named in one.leads] == [lead]
    assert one.text == work


def test_numbered_groups_of_works_are_headings() -> None:
    groups = "Nhóm 1: Hạ tầng\n+ Sửa cầu.\nNhóm 2: Môi trường\n+ Cắm 24 biển cấm đổ rác."
    assert [one.text for one in _read(groups, "phường")] == ["Sửa cầu", "Cắm 24 biển cấm đổ rác"]
