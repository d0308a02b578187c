"""Lets the scanner for malware look at files that it has not seen; meant to run every night."""

import sys
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evidence.papers.antivirus import is_on
from evidence.papers.clamd import ScannerDown
from evidence.papers.enums import ScanState
from evidence.papers.services.scanning import scan_kept
from ntm_project.common.numbers import format_decimal


class Command(BaseCommand):
    help = "Quét mã độc các tệp chưa quét (--all: mọi tệp). Mã thoát 1 khi có tệp bị chặn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="quét lại cả tệp đã quét")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_on():
            raise CommandError("Chưa đặt CLAMD_SOCKET nên không có gì để quét.")
        counts: Counter[ScanState | None] = Counter()
        try:
            for scanned in scan_kept(everything=options["all"]):
                counts[scanned.state] += 1
                if scanned.state != ScanState.CLEAN:
                    label = scanned.state.label if scanned.state else "không đọc được"
                    revision = scanned.revision
                    self.stdout.write(f"{revision.key} (tệp số {revision.pk}): {label}")
        except ScannerDown as down:
            raise CommandError("clamd không trả lời; hãy kiểm tra rồi chạy lại.") from down
        total, blocked = format_decimal(counts.total()), counts[ScanState.BLOCKED]
        self.stdout.write(f"Đã quét {total} tệp, chặn {format_decimal(blocked)} tệp.")
        if blocked:
            sys.exit(1)
