"""`manage.py reconcile`: proves every standing and tally against the rows, and mends on request."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Model

from criteria.services.standings import (
    Drift,
    missing_tallies,
    repair,
    standing_drifts,
    step_drifts,
    tally_drifts,
)
from ntm_project.common.text import uncapitalised
from villages.words import field_label, field_named, value_words


def _words_of(drift: Drift) -> str:
    """`…: tình trạng ghi Đạt, tính lại Chưa đạt`: every field that differs."""
    if not drift.stored:
        return f"{drift.what}: thiếu dòng tổng hợp"
    parts = [
        _changed(drift.model, name, drift.stored[name], computed)
        for name, computed in drift.computed.items()
        if drift.stored.get(name) != computed
    ]
    return f"{drift.what}: {'; '.join(parts)}"


def _changed(model: type[Model], name: str, stored: Any, computed: Any) -> str:
    field, label = field_named(model, name), field_label(model, name)
    was, now = value_words(field, stored), value_words(field, computed)
    return f"{uncapitalised(label)} ghi {was}, tính lại {now}"


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
