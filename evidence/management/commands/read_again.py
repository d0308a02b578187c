"""Lets contents that were too heavy to be read be tried again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evidence.papers.models import ReadingNote, Revision
from evidence.papers.notes import forget
from ntm_project.common.numbers import format_decimal


class Command(BaseCommand):
    help = "Cho đọc lại tệp đã ghi là quá nặng (xem trước, trang PDF, chữ, kiểm tra khi tải lên)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--file", type=int, metavar="SỐ", help="số của tệp, như trong địa chỉ")
        which.add_argument("--all", action="store_true", help="mọi tệp đã ghi")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            hashes = set(ReadingNote.objects.values_list("sha256", flat=True))
        else:
            hashes = set(
                Revision.objects.filter(pk=options["file"]).values_list("sha256", flat=True)
            )
            if not hashes:
                raise CommandError("Không có tệp mang số này.")
        count = sum(forget(sha256) for sha256 in hashes)
        self.stdout.write(f"Đã bỏ {format_decimal(count)} ghi chú; các tệp này sẽ được đọc lại.")
