"""What stands so far is no work, and its day is no deadline of any work."""

import pytest

from evidence.intake.reading import Register, SetEntry, UnitEntry, read_plan

WORK = "- Đề nghị Hội Nông dân vận động hội viên trồng 12 ha rau."


@pytest.mark.parametrize(
    "state",
    [
        "Đến hết tháng 2/2024 xã đạt 13/19 tiêu chí, còn 06 tiêu chí chưa đạt:",
        "Đến hết tháng 5/2024 xã chưa có chợ đạt chuẩn.",
        "Đến 31/12/2023 đã đạt 11 tiêu chí, còn 08 tiêu chí.",
        "Tính đến ngày 30/6/2024 xã còn 42 hộ nghèo.",
    ],
)
def test_what_stands_so_far_gives_neither_work_nor_a_day(state: str) -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry({10: "Thu nhập"}, {})
    for text in (
        f"A. XÃ NTM NÂNG CAO\n{state}\n1. Tiêu chí số 10 về Thu nhập\n{WORK}",
        f"II. NHIỆM VỤ\n1. Tiêu chí số 10 về Thu nhập\n{state}\n{WORK}",
    ):
        found = read_plan(text, register)
        assert [one.deadline_words for one in found] == [""]
        assert "12 ha" in found[0].text
