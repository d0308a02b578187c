"""`manage.py offer_password_link`: for whom no administrator can sign in to help."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from villages.access import system_access
from villages.accounts.services import offer_link, remove_lost_factor
from villages.management.password_links import LinkCommand
from villages.models import Official


class Command(LinkCommand):
    help = (
        "In ra liên kết đặt mật khẩu dùng một lần cho một tài khoản đang mở, khi không còn người "
        "quản trị nào đăng nhập được."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", required=True, help="Tên đăng nhập.")
        parser.add_argument(
            "--remove-factor",
            action="store_true",
            help="Gỡ cả xác thực hai lớp, khi đã mất điện thoại và mã dự phòng.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        official = Official.objects.filter(username=options["username"], is_active=True).first()
        if official is None:
            raise CommandError(f"Không có tài khoản đang mở nào tên “{options['username']}”.")
        by = system_access(timezone.localdate())
        if options["remove_factor"] and remove_lost_factor(by=by, official_id=official.pk):
            self.stdout.write("Đã gỡ xác thực hai lớp.")
        self._print_link(offer_link(by=by, official_id=official.pk)[1])
