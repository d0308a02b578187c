"""`manage.py load_sample`: puts the communes and the criteria sets of `fixtures/` in the record."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ntm_project.common.numbers import format_decimal
from ntm_project.sample.accounts import SAMPLE_PASSWORD, SampleAccount, sample_accounts
from ntm_project.sample.loader import Loaded, load, load_sets
from ntm_project.sample.rows import FixtureError
from villages.access import system_access


class Command(BaseCommand):
    help = "Nạp dữ liệu mẫu: bảy bộ tiêu chí và hai xã. Nạp lại không ghi đè điều gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-accounts",
            action="store_true",
            help="Đặt mật khẩu mẫu cho tài khoản chưa có mật khẩu, cả khi DEBUG tắt.",
        )
        parser.add_argument(
            "--accounts-only",
            action="store_true",
            help="Chỉ in danh sách tài khoản mẫu, không nạp gì.",
        )
        parser.add_argument(
            "--sets-only",
            action="store_true",
            help="Chỉ nạp các bộ tiêu chí, không nạp xã mẫu và tài khoản nào.",
        )
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            help="Thư mục dữ liệu mẫu; mặc định là fixtures.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"]
        with_accounts = options["with_accounts"] or settings.DEBUG
        try:
            if options["accounts_only"]:
                self._print_accounts(sample_accounts(folder), with_accounts)
                return
            by = system_access(timezone.localdate())
            if options["sets_only"]:
                self._print_added(load_sets(folder, by=by))
                return
            loaded = load(folder, by=by, with_accounts=with_accounts)
        except FixtureError as error:
            raise CommandError(f"{error} Chưa ghi gì vào cơ sở dữ liệu.") from error
        self._print_loaded(loaded)
        self._print_accounts(loaded.accounts, with_accounts)

    def _print_added(self, added: Mapping[str, int]) -> None:
        self.stdout.write("Đã nạp:" if added else "Dữ liệu mẫu đã có đủ, không nạp thêm gì.")
        for name, number in added.items():
            self.stdout.write(f"  {name}: {format_decimal(number)}")

    def _print_loaded(self, loaded: Loaded) -> None:
        self._print_added(loaded.added)
        if loaded.unread_deadlines:
            self.stdout.write("Thời hạn giữ nguyên chữ vì chưa đọc được:")
            for words in loaded.unread_deadlines:
                self.stdout.write(f"  {words}")
        self._print_unplaced(loaded.unplaced)

    def _print_unplaced(self, unplaced: list[tuple[str, str, str]]) -> None:
        """Every fact without a home, under the reason that several may share."""
        self.stdout.write(f"Không có chỗ trong chương trình: {len(unplaced)} dữ kiện.")
        by_reason: dict[str, list[str]] = {}
        for fact, text, reason in unplaced:
            by_reason.setdefault(reason, []).append(f"{fact}: {text}")
        for reason, facts in by_reason.items():
            self.stdout.write(f"  {reason}")
            for fact in facts:
                self.stdout.write(f"    {fact}")

    def _print_accounts(self, accounts: list[SampleAccount], with_accounts: bool) -> None:
        self.stdout.write("Tài khoản mẫu:")
        width = max((len(account.username) for account in accounts), default=0)
        for account in accounts:
            self.stdout.write(
                f"  {account.username:<{width}}  {account.name} – {account.titles} "
                f"[{account.roles}]"
            )
        if with_accounts:
            self.stdout.write(f"Mật khẩu chung: {SAMPLE_PASSWORD}")
        else:
            self.stdout.write(
                "Chưa đặt mật khẩu: chạy lại với --with-accounts nếu đây là máy dùng thử."
            )
