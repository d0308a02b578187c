"""`manage.py verify`: whether database, files, trail and sums are whole, any day."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ntm_project.backup.models import Work
from ntm_project.backup.proofs import proofs
from ntm_project.backup.runs import record_run


class Command(BaseCommand):
    help = (
        "Kiểm tra toàn bộ: cơ sở dữ liệu, migration, chốt chỉ-thêm, tệp minh chứng, dấu vết, tổng "
        "hợp. Không sửa gì. Mã thoát 1 khi có điều không đúng."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--quick", action="store_true",
            help="không đọc lại từng trang dữ liệu; mỗi ngày đọc lại một phần ba mươi số tệp",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        wrong, lines = 0, list[str]()
        for found in proofs(is_quick=options["quick"]):
            wrong += not found.is_well
            part = [f"{'ổn  ' if found.is_well else 'HỎNG'}  {found.name}"]
            if not found.is_well:
                part += [f"      {line}" for line in found.words.splitlines()]
            self.stdout.write("\n".join(part))
            lines += part
        words = f"{wrong} mục không ổn." if wrong else "Mọi mục đều ổn."
        lost = record_run(Work.VERIFY, is_well=not wrong, words="\n".join([words, *lines]))
        if wrong or lost:
            raise CommandError(f"{words} {lost}".strip())
        self.stdout.write(words)
