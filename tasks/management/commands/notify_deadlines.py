"""`manage.py notify_deadlines`: notifies people of tasks that end in seven days, or in one."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tasks.services import notify_deadlines


class Command(BaseCommand):
    help = (
        "Thông báo trong chương trình cho người được giao khi nhiệm vụ còn 7 ngày và còn 1 ngày. "
        "Chạy mỗi đêm, trước mail_digest; chạy lại không báo hai lần."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        sent = notify_deadlines(timezone.localdate())
        self.stdout.write(f"Nhiệm vụ sắp đến hạn: {sent} lượt người được báo.")
