"""`manage.py reconcile`: proves every standing and tally against the rows, and mends on request."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from criteria.enums import StandingSource, State
from criteria.standings import (
    Drift,
    missing_tallies,
    repair,
    standing_drifts,
    step_drifts,
    tally_drifts,
)

_WORDS = {
    "state": "tình trạng",
    "source": "căn cứ",
    "is_inferred": "tạm tính",
    "met": "đạt",
    "not_met": "chưa đạt",
    "not_yet": "chưa đánh giá",
    "not_applicable": "không áp dụng",
    "contradicting": "không khớp số liệu",
    "unknown": "chưa rõ",
    "steps": "diễn biến",
}
_VALUES = dict(State.choices) | dict(StandingSource.choices) | {True: "có", False: "không"}


def _words_of(drift: Drift) -> str:
    """`…: tình trạng ghi Đạt, tính lại Chưa đạt`: every field that differs."""
    if not drift.stored:
        return f"{drift.what}: thiếu dòng tổng hợp"
    parts = [
        f"{_WORDS[name]} ghi {_word(name, drift.stored[name])}, tính lại {_word(name, computed)}"
        for name, computed in drift.computed.items()
        if drift.stored.get(name) != computed
    ]
    return f"{drift.what}: {'; '.join(parts)}"


def _word(name: str, value: Any) -> str:
    if name in ("state", "source", "is_inferred"):
        return str(_VALUES.get(value, value or "trống"))
    return str(value)


def _drifts() -> Iterator[Drift]:
    """All drifts, one at a time, so that memory does not grow with the record."""
    for _, _, drift in standing_drifts():
        yield drift
    for _, _, drift in step_drifts():
        yield drift
    for _, drift in tally_drifts():
        yield drift
    for _, _, drift in missing_tallies():
        yield drift


class Command(BaseCommand):
    help = (
        "Đối chiếu mọi dòng tình trạng và tổng hợp với kết quả từng chỉ tiêu. "
        "Mã thoát 1 khi có sai lệch mà chưa sửa."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="Tính lại và ghi đúng những dòng sai lệch."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for drift in _drifts():
            found += 1
            self.stdout.write(_words_of(drift))
        if not found:
            self.stdout.write("Không có sai lệch.")
            return
        if not options["repair"]:
            self.stderr.write(f"Có {found} dòng sai lệch. Chạy lại với --repair để sửa.")
            raise SystemExit(1)
        self.stdout.write(f"Có {found} dòng sai lệch, đã sửa {repair()} dòng.")
