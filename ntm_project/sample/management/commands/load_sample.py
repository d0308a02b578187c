"""`manage.py load_sample`: puts the communes and the criteria sets of `fixtures/` in the record."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import fill
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ntm_project.common.numbers import format_decimal
from ntm_project.generator.commune.make import make_commune
from ntm_project.generator.commune.places import is_half_made
from ntm_project.sample.accounts import (
    SAMPLE_PASSWORD,
    SampleAccount,
    invented_accounts,
    open_accounts,
    sample_accounts,
)
from ntm_project.sample.loader import Loaded, load, load_sets
from ntm_project.sample.rows import FixtureError
from villages.access import system_access
from villages.enums import UnitLevel
from villages.models import Unit

DISTRICT = "Hiệp Hòa"  # of the sample, where the invented commune lies
HALF_MADE = (
    "Xã Sao Mai (minh họa) mới dựng được một phần vì lần nạp trước bị ngắt, và không dựng "
    "tiếp được trên phần đã ghi. Hãy tạo cơ sở dữ liệu trống và thư mục tệp minh chứng trống "
    "(DATABASE_URL, EVIDENCE_FOLDER), chạy migrate, rồi chạy lại load_sample --invented. "
    "Nếu không cần xã này, chạy load_sample không kèm --invented."
)
WIDTH = 110  # of a line: what a terminal shows without breaking words


class Command(BaseCommand):
    verbosity = 1
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
            "--invented",
            action="store_true",
            help="Thêm xã Sao Mai (minh họa), không có thật, với nửa năm hoạt động.",
        )
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            help="Thư mục dữ liệu mẫu; mặc định là fixtures.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder, self.verbosity = options["folder"], options["verbosity"]
        with_accounts = options["with_accounts"] or settings.DEBUG
        if options["invented"] and is_half_made():
            raise CommandError(HALF_MADE)
        try:
            if options["accounts_only"]:
                self._print_accounts(sample_accounts(folder), with_accounts, options["invented"])
                return
            by = system_access(timezone.localdate())
            if options["sets_only"]:
                self._print_added(load_sets(folder, by=by), "Bộ tiêu chí")
                return
            loaded = load(folder, by=by, with_accounts=with_accounts)
        except FixtureError as error:
            raise CommandError(f"{error} Chưa ghi gì vào cơ sở dữ liệu.") from error
        self._print_loaded(loaded)
        if options["invented"]:
            self._add_invented(with_accounts)
        self._print_accounts(loaded.accounts, with_accounts, options["invented"])

    def _add_invented(self, with_accounts: bool) -> None:
        """The commune that is not real, below the district that reviews the sample's."""
        district = Unit.objects.get(name=DISTRICT, level=UnitLevel.DISTRICT)
        if make_commune(district):
            self.stdout.write("Đã dựng xã Sao Mai (minh họa), không có thật, để xem thử.")
        if with_accounts:
            open_accounts(account.username for account in invented_accounts())

    def _print_added(self, added: Mapping[str, int], what: str = "Dữ liệu mẫu") -> None:
        counts = "; ".join(f"{name}: {format_decimal(n)}" for name, n in added.items())
        words = f"Đã nạp {counts}." if added else f"{what} đã có đủ, không nạp thêm gì."
        self.stdout.write(fill(words, WIDTH))

    def _print_loaded(self, loaded: Loaded) -> None:
        self._print_added(loaded.added)
        unread, unplaced = loaded.unread_deadlines, loaded.unplaced
        self.stdout.write(
            f"{len(unread)} thời hạn giữ nguyên chữ vì chưa đọc được; {len(unplaced)} dữ kiện "
            "không có chỗ trong chương trình (fixtures/unplaced.csv; xem ở đây: --verbosity 2)."
        )
        if self.verbosity > 1:
            for words in unread:
                self.stdout.write(f"  {words}")
            self._print_unplaced(unplaced)

    def _print_unplaced(self, unplaced: list[tuple[str, str, str]]) -> None:
        """Every fact without a home, under the reason that several may share."""
        by_reason: dict[str, list[str]] = {}
        for fact, text, reason in unplaced:
            by_reason.setdefault(reason, []).append(f"{fact}: {text}")
        for reason, facts in by_reason.items():
            self.stdout.write(f"  {reason}")
            for fact in facts:
                self.stdout.write(f"    {fact}")

    def _print_accounts(
        self, accounts: list[SampleAccount], with_accounts: bool, with_invented: bool
    ) -> None:
        if with_invented:
            # One for each role: README has them all.
            one_each = {account.roles: account.username for account in invented_accounts()[::-1]}
            names = "; ".join(f"{name} ({roles})" for roles, name in reversed(one_each.items()))
            self.stdout.write(fill(f"Xã Sao Mai (minh họa), nên xem trước: {names}.", WIDTH))
        names = "; ".join(f"{account.username} ({account.roles})" for account in accounts)
        self.stdout.write(fill(f"Tài khoản mẫu: {names}.", WIDTH))
        if with_accounts and settings.SAMPLE_PASSWORD_OPENS:
            self.stdout.write(f"Mật khẩu chung: {SAMPLE_PASSWORD}")
        elif with_accounts:
            words = (
                "Mật khẩu mẫu ai cũng biết, nên máy này (DEBUG=false) không cho đăng nhập bằng nó. "
                "Lấy liên kết đặt mật khẩu: offer_password_link --username <tên đăng nhập>."
            )
            self.stdout.write(fill(words, WIDTH))
        else:
            self.stdout.write(
                "Chưa đặt mật khẩu: chạy lại với --with-accounts nếu đây là máy dùng thử."
            )
