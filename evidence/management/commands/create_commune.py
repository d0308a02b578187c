"""`manage.py create_commune`: a commune with its first administrator, in an empty record or not."""

import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from evidence.review.services.chains import set_default_chains
from villages import services
from villages.access import Access, system_access
from villages.accounts.services import offer_link
from villages.enums import Region, Role, UnitLevel
from villages.management.password_links import LinkCommand
from villages.models import Unit

PASSWORD_VARIABLE = "ADMINISTRATOR_PASSWORD"


class Command(LinkCommand):
    help = (
        "Lập một xã cùng tài khoản quản trị đầu tiên; tỉnh, huyện chưa có thì lập luôn. "
        "Thôn, tổ chức, cán bộ khác do người quản trị đó thêm trong chương trình. "
        "In ra liên kết dùng một lần để người đó tự đặt mật khẩu; "
        f"nếu có biến {PASSWORD_VARIABLE} thì đặt luôn mật khẩu ấy."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--province", required=True, help="Tên tỉnh, ví dụ: Bắc Giang.")
        parser.add_argument("--district", default="", help="Tên huyện; bỏ trống từ ngày 01/7/2025.")
        parser.add_argument("--commune", required=True, help="Tên xã, ví dụ: Mai Đình.")
        parser.add_argument("--noun", default="xã", choices=["xã", "phường", "thị trấn", "đặc khu"])
        parser.add_argument("--region", required=True, choices=Region.values)
        parser.add_argument("--username", required=True, help="Tên đăng nhập của người quản trị.")
        parser.add_argument("--full-name", required=True, help="Họ và tên người quản trị.")

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get(PASSWORD_VARIABLE, "") or None
        by = system_access(timezone.localdate())
        try:
            with transaction.atomic():
                commune = self._commune(by, options)
                assert commune.parent is not None
                set_default_chains(by=by, commune=commune, upper=commune.parent)
                person = {"username": options["username"], "full_name": options["full_name"]}
                posting = {"role": Role.ADMINISTRATOR, "title": Role.ADMINISTRATOR.label}
                official = services.take_on(
                    by=by, unit=commune, person=person, posting=posting, password=password
                )
                if password:
                    # Only now the words of the place are known.
                    validate_password(password, official)
                code = "" if password else offer_link(by=by, official_id=official.pk)[1]
        except ValidationError as error:
            raise CommandError(
                f"{' '.join(error.messages)} Chưa ghi gì vào cơ sở dữ liệu."
            ) from error
        self.stdout.write(
            f"Đã lập {commune.full_name} và tài khoản quản trị “{options['username']}”. "
            "Sau khi đăng nhập, trang đầu dẫn tám bước: thôn, tổ chức, cán bộ, bộ tiêu chí, "
            "đánh giá, kế hoạch, kết quả, hồ sơ. Quy trình thẩm tra mặc định đã có."
        )
        if code:
            self._print_link(code)

    def _commune(self, by: Access, options: dict[str, Any]) -> Unit:
        above = self._known(by, None, UnitLevel.PROVINCE, options["province"], "tỉnh")
        if options["district"]:
            above = self._known(by, above, UnitLevel.DISTRICT, options["district"], "huyện")
        same = {"level": UnitLevel.COMMUNE, "name": options["commune"], "valid_to__isnull": True}
        if above.children.filter(**same).exists():
            raise ValidationError(f"Đã có {options['noun']} {options['commune']} thuộc {above}.")
        return services.create_unit(
            by=by,
            parent=above,
            level=UnitLevel.COMMUNE,
            name=options["commune"],
            noun=options["noun"],
            region=options["region"],
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
