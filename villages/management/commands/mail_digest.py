"""`manage.py mail_digest`: one letter a day with the notices that a person has not read."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from villages.services.digest import mail_digests


class Command(BaseCommand):
    help = (
        "Gửi thư điện tử gồm các thông báo chưa đọc cho người đã chọn nhận, mỗi người mỗi ngày "
        "nhiều nhất một thư. Cần EMAIL_URL. Chạy mỗi sáng sau notify_deadlines."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--optional", action="store_true", help="chưa đặt EMAIL_URL thì thôi, không báo lỗi"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.HAS_MAIL and options["optional"]:
            self.stdout.write("Chưa đặt EMAIL_URL: không gửi thư thông báo.")
            return
        if not settings.HAS_MAIL:
            raise CommandError("Chưa đặt EMAIL_URL nên không gửi được thư điện tử.")
        sent, failed = mail_digests(timezone.localdate())
        self.stdout.write(f"Đã gửi {sent} thư thông báo.")
        if failed:
            raise CommandError(f"{failed} thư chưa gửi được; lần chạy sau sẽ gửi lại.")
