"""`manage.py create_upper_account`: somebody above the communes, whom no commune can post."""

import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from evidence.management.commands import create_commune
from villages import services
from villages.access import system_access
from villages.accounts.services import offer_link
from villages.enums import Role

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

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get(create_commune.PASSWORD_VARIABLE, "") or None
        by = system_access(timezone.localdate())
        role = Role(options["role"])
        try:
            with transaction.atomic():
                unit = self._above(by, options)
                person = {"username": options["username"], "full_name": options["full_name"]}
                posting = {"role": role, "title": role.label}
                official = services.take_on(
                    by=by, unit=unit, person=person, posting=posting, password=password
                )
                if password:
                    validate_password(password, official)
                code = "" if password else offer_link(by=by, official_id=official.pk)[1]
        except ValidationError as error:
            raise CommandError(
                f"{' '.join(error.messages)} Chưa ghi gì vào cơ sở dữ liệu."
            ) from error
        self.stdout.write(f"Đã lập tài khoản “{options['username']}” ({role.label}, {unit}).")
        if code:
            self._print_link(code)
