"""Reports where the rows of files and the store disagree; changes nothing."""

import sys
from argparse import ArgumentParser
from collections import Counter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from evidence.papers.services.store_marks import deny_sweep
from evidence.papers.services.sweep import Fault, inspect
from evidence.papers.store_errors import StorageDown


class Command(BaseCommand):
    help = (
        "So sổ với kho tệp: thiếu tệp, không đọc được, sai dung lượng, sai mã băm, tệp thừa. "
        "Chỉ báo, không sửa gì. Mã thoát 1 khi có sai lệch."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--hash", action="store_true", help="đọc lại toàn bộ nội dung và tính lại mã băm"
        )
        parser.add_argument(
            "--in-turn", action="store_true",
            help="như --hash với một phần ba mươi số tệp, mỗi ngày một phần khác",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor == "sqlite":
            # Pages of the database that are mapped in would count as memory of this long reading.
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA mmap_size=0")
        try:
            day = timezone.localdate() if options["in_turn"] else None
            self._check(with_hash=options["hash"], day=day)
        except StorageDown as down:
            raise CommandError(down.sentence) from down

    def _check(self, *, with_hash: bool, day: date | None) -> None:
        counts: Counter[Fault] = Counter()
        for finding in inspect(now=timezone.now(), with_hash=with_hash, day=day):
            counts[finding.fault] += 1
            row = f" (tệp số {finding.row.pk}, “{finding.row.name}”)" if finding.row else ""
            detail = f": {finding.detail}" if finding.detail else ""
            self.stdout.write(f"{finding.key}{row}: {finding.fault.label}{detail}")
        trouble = deny_sweep()
        if not counts and not trouble:
            self.stdout.write("Sổ và kho tệp khớp nhau.")
            return
        if trouble:
            self.stdout.write(trouble)
        if counts:
            parts = ", ".join(f"{fault.label} {counts[fault]}" for fault in Fault if counts[fault])
            self.stdout.write(f"Có {counts.total()} sai lệch: {parts}.")
        sys.exit(1)
