"""`manage.py notify_deadlines`: notifies people of tasks that end in seven days, or in one.

Before that, tasks that waited at a post go to whoever has come to hold it.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tasks.services import notify_deadlines, take_turned_posts
from villages.access import system_access


class Command(BaseCommand):
    help = (
        "Thông báo trong chương trình cho người được giao khi nhiệm vụ còn 7 ngày và còn 1 ngày. "
        "Chạy mỗi đêm, trước mail_digest; chạy lại không báo hai lần."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        given = take_turned_posts(by=system_access(today))
        sent = notify_deadlines(today)
        self.stdout.write(f"Nhiệm vụ sắp đến hạn: {sent} lượt người được báo.")
        self.stdout.write(f"Giao cho người mới nhận chức vụ: {given} nhiệm vụ.")
