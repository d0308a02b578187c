"""Sets aside files that no row names, and removes what lay aside for thirty days; every night."""

from argparse import ArgumentParser
from collections import Counter
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evidence.papers.services import store_marks
from evidence.papers.services.quarantine import MovedFile, SweepRefused, SweepStep, sweep
from evidence.papers.store_errors import StorageDown
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_decimal


class Command(BaseCommand):
    help = (
        "Chuyển tệp không có dòng nào trong sổ vào khu cách ly, 30 ngày sau mới xóa; trả về kho "
        "tệp đã có dòng lại; xóa tệp tải dở. Không có --apply thì chỉ liệt kê, không làm gì."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--apply", action="store_true", help="làm thật; không có thì chỉ liệt kê"
        )
        parser.add_argument(
            "--older-than-hours",
            type=float,
            default=24,
            help="tuổi ít nhất của tệp bị dọn (mặc định 24 giờ; 0 chỉ khi chương trình đã dừng)",
        )
        parser.add_argument(
            "--at-most",
            type=int,
            help="cho dọn đến số tệp này, dù nhiều hơn một phần trăm số tệp của kho",
        )
        parser.add_argument(
            "--accept-store",
            metavar="MÃ",
            help="nhận kho tệp này là của sổ này (tám ký tự mà lệnh đã nêu); không dọn gì",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        hours = options["older_than_hours"]
        if not 0 <= hours < 10**6:
            raise CommandError("Số giờ phải từ 0 trở lên.")
        try:
            if options["accept_store"]:
                self._accept(options["accept_store"])
            else:
                self._sweep(timedelta(hours=hours), options["at_most"], options["apply"])
        except SweepRefused as refusal:
            raise CommandError(refusal.reason) from refusal
        except StorageDown as down:
            raise CommandError(down.sentence) from down

    def _accept(self, begin: str) -> None:
        if reason := store_marks.accept_store(begin):
            raise CommandError(reason)
        self.stdout.write("Đã nhận kho tệp này là của sổ này.")

    def _sweep(self, older_than: timedelta, at_most: int | None, is_real: bool) -> None:
        counts: Counter[SweepStep] = Counter()
        size = 0
        for moved in sweep(older_than=older_than, at_most=at_most, is_real=is_real):
            counts[moved.step] += 1
            size += moved.size
            self.stdout.write(_line(moved))
        if not counts:
            self.stdout.write("Không có tệp nào cần dọn.")
            return
        parts = "; ".join(f"{s.label} {format_decimal(counts[s])}" for s in SweepStep if counts[s])
        lead = "Đã làm" if is_real else "Chạy thử, chưa làm gì (thêm --apply để làm)"
        self.stdout.write(f"{lead}: {parts}; {format_decimal(size)} byte.")


def _line(moved: MovedFile) -> str:
    since = f", từ {format_day(timezone.localtime(moved.since).date())}" if moved.since else ""
    return f"{moved.key}: {moved.step.label} ({format_decimal(moved.size)} byte{since})"
