"""The text for Zalo counts what it does not name."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from reports.progress.zalo import zalo_text


def _text(obstacles: int = 0, late: int = 0, new: int = 0) -> str:
    stuck = [SimpleNamespace(obstacle=f"Thiếu vốn {n}") for n in range(1, obstacles + 1)]
    unit = SimpleNamespace(full_name="xã Mai Đình")
    facts: Any = SimpleNamespace(
        report=SimpleNamespace(period="tháng 8/2024", unit=unit), until=date(2024, 8, 14),
        own=[], overdue=[None] * late, newly_overdue=[None] * new, returned=[], stuck=stuck,
        coming=[],
    )  # fmt: skip
    return zalo_text(facts, "https://so-ntm.example.vn/bao-cao/1/")


def test_the_obstacles_that_are_not_named_are_counted() -> None:
    assert "- Vướng mắc: Thiếu vốn 3\n- Còn 02 vướng mắc khác\nhttps://" in _text(5)
    assert "khác" not in _text(3)


def test_what_is_late_is_counted_once() -> None:
    assert "- Việc quá hạn: 03 (01 việc mới quá hạn)\n" in _text(late=3, new=1)
    assert "- Việc quá hạn: 01, mới quá hạn trong kỳ\n" in _text(late=1, new=1)
    assert "- Việc quá hạn: 02\n" in _text(late=2)
