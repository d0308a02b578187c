"""`manage.py web_role NAME`: what the owner of a PostgreSQL grants to the role of the site."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from villages.guards.web_role import grants


class Command(BaseCommand):
    help = (
        "In các câu lệnh cấp quyền cho vai trò PostgreSQL chạy trang web: đọc và thêm vào nhật ký, "
        "không sửa, không xóa, không tháo chốt được. Đưa vào psql bằng tài khoản chủ cơ sở dữ liệu."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="Tên vai trò, ví dụ ntm_web.")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Chỉ PostgreSQL có vai trò; SQLite thì giữ tệp cơ sở dữ liệu.")
        # In one transaction: between what is taken and what is given the site would have no right.
        for statement in ("BEGIN", *grants(connection, options["role"]), "COMMIT"):
            self.stdout.write(f"{statement};")
