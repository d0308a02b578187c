"""`manage.py sweep_prints`: removes prints that nobody has opened for days."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reports.prints import services, store


class Command(BaseCommand):
    help = (
        "Xóa các bản in đã lâu không ai mở (PRINT_DAYS) hoặc vượt dung lượng (PRINT_BYTES); "
        "in lại là có. Chạy mỗi đêm."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        files, jobs = store.sweep(), services.remove_old_jobs(settings.PRINT_DAYS)
        self.stdout.write(f"Đã xóa {files} tệp bản in cũ, {jobs} việc in đã xong.")
