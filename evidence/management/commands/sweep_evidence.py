"""Removes files that no row names and uploads that never ended; meant to run every night."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evidence.papers.services.sweep import sweep
from ntm_project.common.numbers import format_decimal


class Command(BaseCommand):
    help = "Xóa tệp không có dòng nào trong sổ và tệp tải dở, khi đã cũ hơn số giờ nêu ra."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--older-than-hours",
            type=float,
            default=24,
            help="tuổi ít nhất của tệp bị xóa (mặc định 24 giờ; 0 chỉ khi chương trình đã dừng)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        hours = options["older_than_hours"]
        if not 0 <= hours < 10**6:
            raise CommandError("Số giờ phải từ 0 trở lên.")
        swept = sweep(older_than=timedelta(hours=hours))
        self.stdout.write(
            f"Đã xóa {format_decimal(swept.orphans)} tệp thừa và "
            f"{format_decimal(swept.incoming)} tệp tải dở, {format_decimal(swept.size)} byte."
        )
