"""Reads the text of files that were not read yet; meant to run every night."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from evidence.papers.services.file_facts import read_kept
from ntm_project.common.numbers import format_decimal


class Command(BaseCommand):
    help = (
        "Đọc chữ để tìm kiếm, chữ ký số, ngày chụp của các tệp chưa đọc (--all: đọc lại mọi tệp)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="đọc lại cả tệp đã đọc")

    def handle(self, *args: Any, **options: Any) -> None:
        count = waiting = 0
        for revision, is_read in read_kept(everything=options["all"]):
            count += is_read
            if not is_read:
                waiting += 1
                self.stdout.write(f"{revision.key} (tệp số {revision.pk}): chưa đọc được")
        done = f"Đã đọc {format_decimal(count)} tệp"
        self.stdout.write(f"{done}, còn {format_decimal(waiting)} tệp chưa đọc được.")
