"""`manage.py generate_country`: an invented country, to measure and to try with."""

import time
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ntm_project.common.dates import parse_day
from ntm_project.common.numbers import format_decimal
from ntm_project.generator.country.build import NotEmpty, build
from ntm_project.generator.country.size import Size
from villages.accounts.sample import SAMPLE_PASSWORD
from villages.models import Unit

_WHOLE = Size()


class Command(BaseCommand):
    help = (
        "Dựng một nước không có thật (34 tỉnh, 3.321 xã, 63.000 thôn, 250.000 kết quả) để thử và "
        "đo; cùng --seed thì cùng dữ liệu. Chỉ chạy trên cơ sở dữ liệu chưa có đơn vị nào."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--provinces", type=int, default=_WHOLE.provinces)
        parser.add_argument("--communes", type=int, help="Trong cả nước; mặc định 3.321.")
        parser.add_argument("--villages", type=int, help="Trong cả nước; mặc định 19 mỗi xã.")
        parser.add_argument(
            "--years",
            type=int,
            default=_WHOLE.years,
            help="Số năm có đánh giá; 20 năm thành năm triệu kết quả.",
        )
        parser.add_argument("--tasks", type=int, default=_WHOLE.tasks, help="Của mỗi xã.")
        parser.add_argument("--day", default="15/11/2025", help="Dựng như đến ngày này.")
        parser.add_argument("--seed", type=int, default=_WHOLE.seed)
        parser.add_argument(
            "--with-accounts", action="store_true", help="Mọi tài khoản có mật khẩu mẫu."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        size, start = _size(options), time.monotonic()
        password = make_password(SAMPLE_PASSWORD) if options["with_accounts"] else ""
        if not Unit.objects.exists():
            call_command("load_sample", sets_only=True, stdout=StringIO())
        try:
            made = build(
                size,
                password=password,
                report=self._report if options["verbosity"] else _report_nothing,
            )
        except NotEmpty as error:
            raise CommandError(str(error)) from error
        words = "; ".join(f"{name}: {format_decimal(number)}" for name, number in made.items())
        seconds = round(time.monotonic() - start)
        self.stdout.write(f"Đã dựng trong {seconds} giây. {words}.{_memory()}")

    def _report(self, words: str) -> None:
        self.stdout.write(words)


def _size(options: dict[str, Any]) -> Size:
    provinces, communes = options["provinces"], options["communes"]
    if communes is None:
        communes = round(_WHOLE.communes * provinces / _WHOLE.provinces)
    villages = options["villages"]
    if villages is None:
        villages = round(_WHOLE.villages * communes / _WHOLE.communes)
    try:
        day = parse_day(options["day"])
    except ValueError as error:
        raise CommandError(f"--day: {error}") from error
    if not 1 <= provinces <= _WHOLE.provinces or not provinces <= communes <= 1_000 * provinces:
        raise CommandError("Từ 1 đến 34 tỉnh, mỗi tỉnh từ 1 đến 1.000 xã.")
    if not 0 <= villages <= 200 * communes:
        raise CommandError("Mỗi xã nhiều nhất 200 thôn.")
    if day < date(day.year, 9, 15) or options["years"] < 1 or options["tasks"] < 0:
        raise CommandError("--day phải từ 15/9 đến 31/12; --years ít nhất 1; --tasks không âm.")
    return Size(
        provinces, communes, villages, options["years"], options["tasks"], day, options["seed"]
    )


def _report_nothing(_: str) -> None:
    """Nothing is reported of each province."""


def _memory() -> str:
    """The most memory that the process took, where the system reports it."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    most = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), "0")
    return f" Bộ nhớ nhiều nhất: {int(most) // 1024} MB."
