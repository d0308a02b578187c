"""`manage.py create_upper_account`: somebody above the communes, whom no commune can post."""

from typing import Any

from django.core.management.base import CommandParser

from evidence.management.commands import create_commune
from villages.access import Access
from villages.enums import Role
from villages.models import Unit

ROLES = (Role.ADMINISTRATOR, Role.DATA_STEWARD, Role.REVIEWER)


class Command(create_commune.Command):
    help = (
        "Lập tài khoản ở tỉnh (hoặc huyện): người quản trị, người quản trị dữ liệu dùng chung "
        "hoặc người thẩm tra. Đơn vị chưa có thì lập luôn. In ra liên kết đặt mật khẩu dùng một "
        f"lần, hoặc lấy mật khẩu từ biến {create_commune.PASSWORD_VARIABLE}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--province", required=True, help="Tên tỉnh, thành phố, ví dụ: Bắc Giang."
        )
        parser.add_argument("--district", default="", help="Tên huyện, khi chức vụ ở huyện.")
        parser.add_argument("--role", required=True, choices=[role.value for role in ROLES])
        parser.add_argument("--username", required=True, help="Tên đăng nhập.")
        parser.add_argument("--full-name", required=True, help="Họ và tên.")

    def _unit(self, by: Access, options: dict[str, Any]) -> Unit:
        return self._above(by, options)

    def _done(self, unit: Unit, options: dict[str, Any]) -> str:
        role = Role(options["role"]).label
        return f"Đã lập tài khoản “{options['username']}” ({role}, {unit})."
