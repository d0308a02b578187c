"""Times of old plans' sentences that name an event, a purpose or a step beside the end."""

from datetime import date

import pytest

from evidence.intake.reading import Register, UnitEntry, read_plan
from evidence.intake.reading.times import last_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sửa cầu ấp 4, xong trước mùa mưa (tháng 5).", date(2025, 4, 30)),
        ("Ký hợp đồng bao tiêu, xong trước vụ Mùa (tháng 6/2025).", date(2025, 5, 31)),
    ],
)
def test_the_end_of_the_work_is_found_among_other_times(text: str, day: date) -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    (made,) = read_plan(f"II. NHIỆM VỤ\n- {text}", register)
    assert last_day(made.deadline_words, 2025) == day
