"""The text for Zalo counts what it does not name."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from reports.progress.zalo import zalo_text


def _text(obstacles: int) -> str:
    stuck = [SimpleNamespace(obstacle=f"Thiếu vốn {n}") for n in range(1, obstacles + 1)]
    unit = SimpleNamespace(full_name="xã Mai Đình")
    facts: Any = SimpleNamespace(
        report=SimpleNamespace(period="tháng 8/2024", unit=unit), until=date(2024, 8, 14),
        own=[], overdue=[], newly_overdue=[], returned=[], stuck=stuck, coming=[],
    )  # fmt: skip
    return zalo_text(facts, "https://so-ntm.example.vn/bao-cao/1/")


def test_the_obstacles_that_are_not_named_are_counted() -> None:
    assert "- Vướng mắc: Thiếu vốn 3\n- Còn 02 vướng mắc khác\nhttps://" in _text(5)
    assert "khác" not in _text(3)
