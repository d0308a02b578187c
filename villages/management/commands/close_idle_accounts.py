"""`manage.py close_idle_accounts`: accounts that nobody has used for weeks."""

from typing import Any

from django.core.management.base import BaseCommand

from villages.accounts.services import close_idle_accounts


class Command(BaseCommand):
    help = (
        "Đóng các tài khoản không dùng trong IDLE_ACCOUNT_DAYS ngày (mặc định 45; 0: không đóng), "
        "trừ tài khoản mà không còn ai khác mở lại được. Chạy mỗi đêm."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        closed = close_idle_accounts()
        for official in closed:
            self.stdout.write(f"{official.username}: {official.full_name}")
        self.stdout.write(f"Đã đóng {len(closed)} tài khoản lâu không dùng.")
