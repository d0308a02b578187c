"""`manage.py create_commune`: a commune with its first administrator, in an empty record or not."""

import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from evidence.review.services.chains import set_default_chains
from ntm_project.common.text import canonical_tones, fold
from villages import services
from villages.access import Access, system_access
from villages.accounts.services import offer_link
from villages.enums import Region, Role, UnitLevel
from villages.management.password_links import LinkCommand
from villages.models import Unit
from villages.nouns import COMMUNES, DISTRICTS, split_noun
from villages.provinces import province_named, provinces_like

PASSWORD_VARIABLE = "ADMINISTRATOR_PASSWORD"


class Command(LinkCommand):
    help = (
        "Lập một xã cùng tài khoản quản trị đầu tiên; tỉnh, huyện chưa có thì lập luôn. "
        "Thôn, tổ chức, cán bộ khác do người quản trị đó thêm trong chương trình. "
        "In ra liên kết dùng một lần để người đó tự đặt mật khẩu; "
        f"nếu có biến {PASSWORD_VARIABLE} thì đặt luôn mật khẩu ấy."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--province", required=True, help="Tên tỉnh, thành phố, ví dụ: Bắc Giang."
        )
        parser.add_argument("--district", default="", help="Tên huyện; bỏ trống từ ngày 01/7/2025.")
        parser.add_argument("--commune", required=True, help="Tên xã, ví dụ: Mai Đình.")
        parser.add_argument("--noun", default="xã", choices=COMMUNES)
        parser.add_argument("--region", required=True, choices=Region.values)
        parser.add_argument("--username", required=True, help="Tên đăng nhập của người quản trị.")
        parser.add_argument("--full-name", required=True, help="Họ và tên người quản trị.")
        parser.set_defaults(role=Role.ADMINISTRATOR.value)

    def handle(self, *args: Any, **options: Any) -> None:
        by = system_access(timezone.localdate())
        try:
            with transaction.atomic():
                unit = self._unit(by, options)
                code = self._take_on(by, unit, options)
        except ValidationError as error:
            raise CommandError(
                f"{' '.join(error.messages)} Chưa ghi gì vào cơ sở dữ liệu."
            ) from error
        self.stdout.write(self._done(unit, options))
        if code:
            self._print_link(code)

    def _take_on(self, by: Access, unit: Unit, options: dict[str, Any]) -> str:
        """The account with its office; the code of its link where no password is given."""
        password = os.environ.get(PASSWORD_VARIABLE, "") or None
        person = {"username": options["username"], "full_name": options["full_name"]}
        role = Role(options["role"])
        posting = {"role": role, "title": role.label}
        official = services.take_on(
            by=by, unit=unit, person=person, posting=posting, password=password
        )
        if not password:
            return offer_link(by=by, official_id=official.pk)[1]
        # Only now the words of the place are known.
        validate_password(password, official)
        return ""

    def _done(self, unit: Unit, options: dict[str, Any]) -> str:
        return (
            f"Đã lập {unit.full_name}, {unit.parent} và tài khoản quản trị "
            f"“{options['username']}”. Sau khi đăng nhập, trang đầu dẫn tám bước: thôn, "
            "tổ chức, cán bộ, bộ tiêu chí, đánh giá, kế hoạch, kết quả, hồ sơ. "
            "Quy trình thẩm tra mặc định đã có."
        )

    def _unit(self, by: Access, options: dict[str, Any]) -> Unit:
        """The unit in which the account gets its office, made where the record lacks it."""
        above = self._above(by, options)
        noun, name = split_noun(options["commune"], COMMUNES)
        communes = above.children.filter(level=UnitLevel.COMMUNE, valid_to__isnull=True)
        if alike := self._alike(communes, name):
            raise ValidationError(f"Đã có {alike.full_name} thuộc {above}.")
        commune = services.create_unit(
            by=by,
            parent=above,
            level=UnitLevel.COMMUNE,
            name=name,
            noun=noun or options["noun"],
            region=options["region"],
        )
        set_default_chains(by=by, commune=commune, upper=above)
        return commune

    def _above(self, by: Access, options: dict[str, Any]) -> Unit:
        """The province, or its district where one is given; made where the record lacks it."""
        noun, name = province_named(options["province"])
        if not name:
            like = " hoặc ".join(provinces_like(options["province"]))
            raise ValidationError(
                f"Không có tỉnh, thành phố nào tên “{options['province']}”"
                f"{f'; ý là {like}?' if like else '.'}"
            )
        above = self._known(by, None, UnitLevel.PROVINCE, name, noun)
        if not options["district"]:
            return above
        noun, name = split_noun(options["district"], DISTRICTS)
        return self._known(by, above, UnitLevel.DISTRICT, name, noun or "huyện")

    def _known(
        self, by: Access, parent: Unit | None, level: UnitLevel, name: str, noun: str
    ) -> Unit:
        """The unit of that name, however its marks are typed, or a new one."""
        units = Unit.objects.filter(parent=parent, level=level, valid_to__isnull=True)
        found = self._alike(units, name)
        return found or services.create_unit(
            by=by, parent=parent, level=level, name=name, noun=noun
        )

    def _alike(self, units: "QuerySet[Unit]", name: str) -> Unit | None:
        """The one that is called so; by a name typed without any mark, the only one it can be."""
        marked = [unit for unit in units if _written(unit.name) == _written(name)]
        bare = [unit for unit in units if fold(unit.name) == name.casefold()]
        found = marked or bare
        return found[0] if len(found) == 1 else None


def _written(name: str) -> str:
    """A name as it is compared: `Hoà Bình` is `Hòa Bình`, `Đông Thái` is not `Đồng Thái`."""
    return canonical_tones(name).casefold()
