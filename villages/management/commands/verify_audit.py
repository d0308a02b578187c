"""`manage.py verify_audit`: whether the audit trail is as it was written."""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from villages import verify
from villages.chain import heads_of_chains, read_heads
from villages.enums import UnitLevel
from villages.models import Unit


def _words(word: str) -> list[str]:
    """A head, or the heads that a file holds, one a line."""
    lines = [word]
    if word.count(":") != 2:
        try:
            lines = Path(word).read_text(encoding="utf-8").split()
        except OSError as error:
            raise ArgumentTypeError(f"không đọc được tệp {word}") from error
    try:
        read_heads(lines)
    except ValueError as error:
        raise ArgumentTypeError("đầu chuỗi ghi dạng chuỗi:số:mã băm, mỗi dòng một") from error
    return lines


class Command(BaseCommand):
    help = (
        "Kiểm tra chuỗi dấu vết: tìm dấu vết bị sửa, bị xóa (cả ở đuôi), bị chèn hoặc đổi chỗ. "
        "Mã thoát khác 0 khi có. --print-heads in đầu các chuỗi để giữ ở nơi khác."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--commune", help="Mã hành chính của xã; bỏ trống thì mọi chuỗi.")
        parser.add_argument(
            "--head", type=_words, action="extend", default=[],
            help="Đầu chuỗi đã giữ ở nơi khác (chuỗi:số:mã băm, hoặc tệp ghi mỗi dòng một).",
        )  # fmt: skip
        parser.add_argument("--print-heads", action="store_true", help="Chỉ in đầu các chuỗi.")
        parser.add_argument("--database", default="default")

    def handle(self, *args: Any, **options: Any) -> None:
        alias = options["database"]
        if options["print_heads"]:
            for head in heads_of_chains(alias):
                self.stdout.write(str(head))
            return
        found = 0
        for fault in self._faults(alias, options["commune"], read_heads(options["head"])):
            found += 1
            self.stdout.write(fault)
        if found:
            raise CommandError(f"Nhật ký không còn nguyên vẹn: {found} điểm nêu trên.")
        self.stdout.write("Nhật ký nguyên vẹn.")

    def _faults(self, alias: str, code: str | None, kept: Any) -> Iterator[str]:
        every = {*verify.chains(alias), *kept}
        chains = self._chains_of(alias, code) if code else sorted(every)
        for chain in chains:
            yield from verify.faults(alias, chain, kept.get(chain, ()))
            if code:
                yield from verify.unlinked_events(alias, chain)
        if not code:
            yield from verify.unlinked_events(alias)

    def _chains_of(self, alias: str, code: str) -> list[int]:
        units = Unit.objects.using(alias).filter(level=UnitLevel.COMMUNE, code=code)
        if not (keys := list(units.values_list("pk", flat=True))):
            raise CommandError(f"Không có xã mang mã {code}.")
        return keys
