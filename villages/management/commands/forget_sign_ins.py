"""`manage.py forget_sign_ins`: counts of tries to sign in that no longer count."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from villages.sign_in.services import remove_old_counts


class Command(BaseCommand):
    help = "Xóa các số đếm đăng nhập sai đã hết tác dụng. Chạy mỗi đêm, cùng với clearsessions."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã xóa {remove_old_counts(timezone.now())} số đếm đăng nhập cũ.")
