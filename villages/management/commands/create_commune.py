"""`manage.py create_commune`: a commune with its first administrator, in an empty record or not."""

import getpass
import os
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from villages import services
from villages.access import Access, system_access
from villages.enums import Region, Role, UnitLevel
from villages.models import Unit

PASSWORD_VARIABLE = "ADMINISTRATOR_PASSWORD"


class Command(BaseCommand):
    help = (
        "Lập một xã cùng tài khoản quản trị đầu tiên; tỉnh, huyện chưa có thì lập luôn. "
        "Thôn, tổ chức, cán bộ khác do người quản trị đó thêm trong chương trình. "
        f"Mật khẩu hỏi trên màn hình, hoặc lấy từ biến {PASSWORD_VARIABLE}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--province", required=True, help="Tên tỉnh, ví dụ: Bắc Giang.")
        parser.add_argument("--district", default="", help="Tên huyện; bỏ trống từ ngày 01/7/2025.")
        parser.add_argument("--commune", required=True, help="Tên xã, ví dụ: Mai Đình.")
        parser.add_argument("--noun", default="xã", choices=["xã", "phường", "thị trấn", "đặc khu"])
        parser.add_argument("--region", required=True, choices=Region.values)
        parser.add_argument("--username", required=True, help="Tên đăng nhập của người quản trị.")
        parser.add_argument("--full-name", required=True, help="Họ và tên người quản trị.")

    def handle(self, *args: Any, **said: Any) -> None:
        password = self._password()
        by = system_access(timezone.localdate())
        try:
            validate_password(password)
            with transaction.atomic():
                commune = self._commune(by, said)
                person = {"username": said["username"], "full_name": said["full_name"]}
                posting = {"role": Role.ADMINISTRATOR, "title": Role.ADMINISTRATOR.label}
                services.take_on(
                    by=by, unit=commune, person=person, posting=posting, password=password
                )
        except ValidationError as error:
            raise CommandError(
                f"{' '.join(error.messages)} Chưa ghi gì vào cơ sở dữ liệu."
            ) from error
        self.stdout.write(
            f"Đã lập {commune.full_name} và tài khoản quản trị “{said['username']}”. "
            "Hãy đăng nhập: thêm thôn, tổ chức ở mục “Quản trị”, cán bộ ở mục “Cán bộ”."
        )

    def _password(self) -> str:
        given = os.environ.get(PASSWORD_VARIABLE, "")
        if given or not sys.stdin.isatty():
            return given
        first, again = getpass.getpass("Mật khẩu: "), getpass.getpass("Nhập lại: ")
        if first != again:
            raise CommandError("Hai lần nhập mật khẩu khác nhau. Chưa ghi gì vào cơ sở dữ liệu.")
        return first

    def _commune(self, by: Access, said: dict[str, Any]) -> Unit:
        above = self._known(by, None, UnitLevel.PROVINCE, said["province"], "tỉnh")
        if said["district"]:
            above = self._known(by, above, UnitLevel.DISTRICT, said["district"], "huyện")
        same = {"level": UnitLevel.COMMUNE, "name": said["commune"], "valid_to__isnull": True}
        if above.children.filter(**same).exists():
            raise ValidationError(f"Đã có {said['noun']} {said['commune']} thuộc {above}.")
        return services.create_unit(
            by=by,
            parent=above,
            level=UnitLevel.COMMUNE,
            name=said["commune"],
            noun=said["noun"],
            region=said["region"],
        )

    def _known(
        self, by: Access, parent: Unit | None, level: UnitLevel, name: str, noun: str
    ) -> Unit:
        """The unit of that name, or a new one."""
        found = Unit.objects.filter(
            parent=parent, level=level, name=name, valid_to__isnull=True
        ).first()
        return found or services.create_unit(
            by=by, parent=parent, level=level, name=name, noun=noun
        )
